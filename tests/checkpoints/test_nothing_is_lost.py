"""Two to four people on the same rows, in any order: no text is lost, no step, nobody unseen.

Each has forms open, writes in them, sends them when others have saved meanwhile, chooses where
they collided, or writes on and sends again, late again. After every act the histories are held
against what each of them did.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.forms import AssessmentForm, DecisionForm, PlanForm
from checkpoints.models import Assessment, Decision, Status
from regions.fields import write
from regions.history import Kind, Stale, revision_model, state_fields
from regions.models import User
from regions.plain_forms import saved
from regions.versioned_forms import VersionedForm
from tests import makers
from tests.sending import changed, sent

pytestmark = pytest.mark.django_db

WORDS = ("text", "note", "body", "responsible_name", "reason")
DAYS = (None, date(2016, 1, 10), date(2016, 5, 10), date(2016, 9, 10))
TOKEN = re.compile(r"⟨\d+⟩")


# What lies on the table


@dataclass(frozen=True)
class Sheet:
    """Something that several people edit, and the form they do it in."""

    now: Callable[[], Any]  # the row as it stands
    form: Callable[[QueryDict | None, Any], VersionedForm[Any]]
    fields: tuple[str, ...]

    def open(self, data: QueryDict | None = None) -> VersionedForm[Any]:
        return self.form(data, self.now())

    def history(self) -> list[Any]:
        """Every step, oldest first; before the first lies what a new row says."""
        row = self.now()
        table: models.Manager[Any] = revision_model(type(row))._default_manager
        steps = table.filter(of=row.pk)
        keys = ["by", *({"responsible"} & set(self.fields))]
        return [type(row)(), *steps.select_related(*keys).order_by("number")]

    def said(self, step: Any) -> dict[str, Any]:
        """What stood after a step, by the names of the form's fields."""
        return {name: getattr(step, name) for name in self.fields if name != "reason"}


@dataclass
class Desk:
    """One person's open form."""

    data: QueryDict
    collisions: dict[str, bool] = field(default_factory=dict)  # to choose; is it running text?

    @property
    def revision(self) -> int:
        return int(str(self.data["revision"]))

    @property
    def tokens(self) -> set[str]:
        return tokens_in(self.data.get(name, "") for name in WORDS)


def tokens_in(texts: Any) -> set[str]:
    return {token for text in texts for token in TOKEN.findall(text)}


def recorded_in(steps: Iterable[Any]) -> set[str]:
    """The words that stand in a history, whichever field they stand in."""
    return tokens_in(getattr(step, name, "") for step in steps for name in WORDS)


class Table:
    """A region's coordinators at work on one sheet, and what has to hold whatever they do."""

    def __init__(self, people: list[User], sheet: Sheet) -> None:
        self.people, self.sheet = people, sheet
        self.desks: dict[int, Desk] = {}
        self.owed: dict[int, set[str]] = defaultdict(set)  # what was sent and not given up
        self.numbers = count(1)

    # What people do

    def open(self, who: int) -> None:
        """Begin anew; what stood in the form and was not saved is given up."""
        self.owed.pop(who, None)
        self.desks[who] = Desk(sent(self.sheet.open()))

    def edit(self, who: int, where: int, how: int) -> None:
        """Write in one field: behind, instead of, before or less of what stands there."""
        desk, fields = self._desk(who), self.sheet.fields
        name, before = fields[where % len(fields)], desk.tokens
        if name in WORDS:
            token, kept = f"⟨{next(self.numbers)}⟩", desk.data.get(name, "")
            texts = (f"{kept} {token}".strip(), token, f"{token}\r\n{kept}", kept[:-4])
            desk.data[name] = texts[how % len(texts)]
        else:
            choices = self._values(name)
            write(desk.data, name, choices[how % len(choices)])
        self.owed[who] -= before - desk.tokens

    def save(self, who: int, choice: str) -> None:
        """Send the form; what collided is chosen in one way, or stands as it was edited."""
        sheet, desk = self.sheet, self._desk(who)
        chosen = {n: choice for n, text in desk.collisions.items() if text or choice != "both"}
        form = sheet.open(changed(desk.data, **{f"choose_{n}": one for n, one in chosen.items()}))
        steps = sheet.history()
        base = sheet.said(steps[desk.revision])
        wanted = _wanted(form, base, chosen, desk)
        typed = tokens_in(form.data.get(name, "") for name in WORDS)
        self.owed[who] |= typed
        if choice == "theirs":
            self.owed[who] &= typed  # what was seen beside theirs, and given up

        if saved(form, by=self.people[who]):
            event("saved")
            self._accepted(steps, self.people[who], base, wanted)
            assert self.owed.pop(who) <= recorded_in(self.sheet.history()), "a text was lost"
            del self.desks[who]
            return
        assert len(sheet.history()) == len(steps)
        self.desks[who] = again = _as_shown(form)
        if form.conflict:
            event("collided")
            assert again.revision == len(steps) - 1
            _truly_collided(form, base, sheet.said(steps[-1]), wanted)

    def tick(self, who: int, met: bool) -> None:
        """The checkbox, from what stood on the page the person has open, or from now."""
        row, steps = self.sheet.now(), self.sheet.history()
        if not isinstance(row, Assessment):
            return
        seen = self.desks[who].revision if who in self.desks else row.revision
        base = self.sheet.said(steps[seen])
        status = Status.MET if met else actions.status_before_tick(row)
        spot = self.sheet.open().spot  # type: ignore[attr-defined]  # of a checkpoint's form
        form = AssessmentForm.wanting({"status": status}, spot=spot, row=row, started_from=seen)
        if saved(form, by=self.people[who]):
            self._accepted(steps, self.people[who], base, {**base, "status": status})
        else:
            assert len(self.sheet.history()) == len(steps)

    def confirm(self, who: int) -> None:
        """Never a change, never hindered by another's confirmation."""
        row, steps = self.sheet.now(), self.sheet.history()
        if not isinstance(row, Assessment):
            return
        seen = self.desks[who].revision if who in self.desks else row.revision
        base, now = self.sheet.said(steps[seen]), self.sheet.said(steps[-1])
        try:
            actions.confirm(
                by=self.people[who], strand=row.strand, wording=row.wording, row=row,
                expected_revision=seen,
            )  # fmt: skip
        except Stale:
            assert base != now
        except ValidationError:
            assert not Status(now["status"]).open
        else:
            assert base == now
            *_, step = there = self.sheet.history()
            before = (steps[-1].by, steps[-1].step) if len(steps) > 1 else ()
            said_today = before == (self.people[who], Kind.CONFIRM)
            assert len(there) == len(steps) + (not said_today)
            assert (step.by, step.step) == (self.people[who], Kind.CONFIRM)
            assert self.sheet.said(step) == now

    def _desk(self, who: int) -> Desk:
        if who not in self.desks:
            self.open(who)
        return self.desks[who]

    def _values(self, name: str) -> tuple[Any, ...]:
        if name.endswith("_on"):
            return DAYS
        if name == "status":
            return tuple(Status.values)
        return (None, *self.people) if name == "responsible" else (False, True)

    # What has to hold

    def check(self) -> None:
        """Nothing hangs in the air, after any act of anyone."""
        row, (_, *steps) = self.sheet.now(), self.sheet.history()
        recorded = recorded_in(steps)
        for who, owed in self.owed.items():
            in_hand = self.desks[who].tokens if who in self.desks else set()
            assert owed <= recorded | in_hand, "a text was lost"
        assert [step.number for step in steps] == list(range(1, row.revision + 1))
        ends = [step.superseded_at for step in steps]
        assert ends == [*(step.recorded_at for step in steps[1:]), *[None][: len(steps)]]
        for name in state_fields(type(row)) if steps else ():
            assert getattr(steps[-1], name) == getattr(row, name), name

    def _accepted(
        self, steps: list[Any], by: User, base: dict[str, Any], wanted: dict[str, Any]
    ) -> None:
        """At most one step, this person's, with all they changed and all that others changed."""
        there = self.sheet.history()
        new = there[len(steps) :]
        before, after = self.sheet.said(steps[-1]), self.sheet.said(there[-1])
        mine = {n for n in base if wanted[n] != base[n] and not follows(n)}
        theirs = {n for n in base if before[n] != base[n] and not follows(n)}
        for name in mine | theirs:
            assert after[name] == (wanted if name in mine else before)[name], name
        for name in mine & theirs:  # to the same, or it would have collided
            assert before[name] == wanted[name], name
        for name in set(base) - mine - theirs:
            assert after[name] == base[name] or follows(name), name
        reason = wanted.get("reason", "")
        if not new:
            assert not reason
            return
        [step] = new
        assert (step.by, step.reason) == (by, reason)
        others = {n for n in base if before[n] != wanted[n] == base[n]}
        if step.step == Kind.CONFIRM:
            assert before == after
        else:
            event(step.step)
            assert (step.step == Kind.MERGE) == bool(others)


def _wanted(
    form: VersionedForm[Any], base: dict[str, Any], chosen: dict[str, str], desk: Desk
) -> dict[str, Any]:
    """What the person means to save; as it stood, where the form itself refuses it."""
    if not form.is_valid():
        return base
    wanted = {name: form.cleaned_data[name] for name in base}
    for name, choice in chosen.items():
        if choice == "theirs":
            assert wanted[name] == base[name]
        if choice == "both":
            event("kept both")
            mine = desk.data.get(name, "").replace("\r\n", "\n")
            assert wanted[name] == f"{base[name]}\n\n{mine}".strip()
    return wanted | {"reason": form.cleaned_data.get("reason", "")}


def _as_shown(form: VersionedForm[Any]) -> Desk:
    """A refused form as it stands on the person's page."""
    data = QueryDict(mutable=True)
    for one in form:
        write(data, one.html_name, one.value())
    listed = form.conflict.collisions if form.conflict else ()
    return Desk(data, {one.name.removeprefix("choose-"): one.is_text for one in listed})


def _truly_collided(
    form: VersionedForm[Any], base: dict[str, Any], now: dict[str, Any], wanted: dict[str, Any]
) -> None:
    """Both changed the same, not to the same; or what each changed does not go together."""
    mine = {n for n in base if wanted[n] != base[n]}
    theirs = {n for n in base if now[n] != base[n]}
    both = {n for n in mine & theirs if now[n] != wanted[n]}
    assert theirs
    assert both or form.errors or "removed" in mine | theirs
    assert form.conflict
    assert both <= {one.name.removeprefix("choose-") for one in form.conflict.collisions}


def follows(name: str) -> bool:
    """The day of a tick comes and goes with the status."""
    return name == "met_on"


# Any order


ACTS = st.one_of(
    st.tuples(st.just("open")),
    st.tuples(st.just("edit"), st.integers(0, 7), st.integers(0, 4)),
    st.tuples(st.just("edit"), st.just(0), st.integers(0, 2)),  # most write in the longest text
    st.tuples(st.just("edit"), st.just(0), st.integers(0, 2)),
    st.tuples(st.just("save"), st.sampled_from(["yours", "theirs", "both"])),
    st.tuples(st.just("save"), st.just("both")),
    st.tuples(st.just("tick"), st.booleans()),
    st.tuples(st.just("confirm")),
)
STEPS = st.lists(st.tuples(st.integers(0, 3), ACTS), min_size=10, max_size=30)


@pytest.fixture
def people(db: None) -> list[User]:
    strand = makers.main_strand_of_small_programme(milestones=1)
    names = ("Kari", "Ola", "Per", "Anne")
    return [makers.coordinator_of(strand.region, makers.make_person(name)) for name in names]


def sheets_of(people: list[User]) -> list[Sheet]:
    """A statement, a question, a plan and a decision of the region."""
    region = people[0].memberships.get().region
    strand = makers.main_strand(region)
    place = Place(strand, strand.phase.milestones.get(), may_edit=True)
    decision = makers.decide(strand, 1)

    def checkpoint(position: int) -> Sheet:
        wording = makers.wording(strand, 1, position)
        spot = Spot(place, wording)
        return Sheet(
            lambda: actions.assessment_of(strand, wording),
            lambda data, row: AssessmentForm(data, spot=spot, row=row),
            ("text", "status", "due_on", "unsure", "responsible", "responsible_name", "met_on",
             "reason"),
        )  # fmt: skip

    return [
        checkpoint(1),
        checkpoint(3),
        Sheet(
            lambda: actions.plan_of(strand, place.milestone),
            lambda data, row: PlanForm(data, place=place, row=row),
            ("starts_on", "ends_on", "reason"),
        ),
        Sheet(
            lambda: Decision.objects.get(pk=decision.pk),
            lambda data, row: DecisionForm(data, place=place, row=row),
            ("note", "body", "decided_on", "removed"),
        ),
    ]


@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture
    ],  # what an order writes is rolled back
)
@given(crowd=st.integers(2, 4), what=st.sampled_from([0, 0, 1, 2, 3]), steps=STEPS)
def test_whatever_the_order_no_text_is_lost_and_every_step_is_kept(
    people: list[User], crowd: int, what: int, steps: list[tuple[int, tuple[Any, ...]]]
) -> None:
    with transaction.atomic():
        table = Table(people, sheets_of(people)[what])
        for who, (act, *how) in steps:
            getattr(table, act)(who % crowd, *how)
            table.check()
        for who in [*table.desks] * 2:  # at the end, everyone sends what they have, and chooses
            table.save(who, "both")
            table.check()
        transaction.set_rollback(True)
