"""Every form that two people may have open: what each changed stands, what both changed is asked.

Kari saves first; Ola began at the same revision and saves after her.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.forms import AssessmentForm, DecisionForm, PlanForm
from checkpoints.forms.calendar import EventForm
from checkpoints.forms.strands import StrandForm
from checkpoints.models import Assessment, AssessmentRevision, EventKind, Status, Strand
from regions.clock import OSLO
from regions.forms import ParticipationForm, PersonForm, RegionForm, RoleForm
from regions.history import Kind, Versioned, record, revision_model
from regions.models import Role, RoleName, User
from regions.plain_forms import saved
from regions.versioned_forms import VersionedForm
from tests import makers
from tests.sending import changed, sent

pytestmark = pytest.mark.django_db

AnyForm = VersionedForm[Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A form over a row; what each of two people changes alone, and what both may change."""

    make: Callable[[], Versioned]
    form: Callable[[QueryDict | None, Any], AnyForm]
    theirs: Values
    yours: Values
    clash: tuple[str, Any, Any]  # field, theirs, yours
    reason: str = ""  # where one must be given


def place() -> Place:
    strand = Strand.objects.select_related("region", "phase", "first_milestone").get()
    return Place(strand, strand.phase.milestones.get(position=1), may_edit=True)


def spot() -> Spot:
    here = place()
    return Spot(here, makers.wording(here.strand, 1, 1))


def a_strand() -> Strand:
    return makers.main_strand_of_small_programme()


def a_closed_strand() -> Versioned:
    main = a_strand()
    return record(
        Strand(region=main.region, phase=main.phase, number=2, is_main=False),
        by=None, expected=0, at=makers.FIRST, theme="Reiseliv", position=2,
        first_milestone=main.first_milestone, closed_on=date(2014, 2, 1), reason="Ferdig",
    )  # fmt: skip


def an_event() -> Versioned:
    phase = makers.small_programme()
    return actions.add_event(by=None, phase=phase, kind=EventKind.GATHERING)


CASES = {
    "a checkpoint": Case(
        make=lambda: makers.assess(a_strand(), 1, 1, Status.IN_PROGRESS),
        form=lambda data, row: AssessmentForm(data, spot=spot(), row=row),
        theirs={"status": "on_hold", "due_on": date(2017, 3, 1)},
        yours={"text": "Mitt", "unsure": True},
        clash=("text", "Deres", "Mitt"),
    ),
    "a plan": Case(
        make=lambda: makers.plan(a_strand(), 1, "2016-01-01", "2016-06-01"),
        form=lambda data, row: PlanForm(data, place=place(), row=row),
        theirs={"starts_on": date(2016, 2, 1)},
        yours={"ends_on": date(2016, 8, 1)},
        clash=("ends_on", date(2016, 7, 1), date(2016, 8, 1)),
        reason="Valget",
    ),
    "a decision": Case(
        make=lambda: makers.decide(a_strand(), 1),
        form=lambda data, row: DecisionForm(data, place=place(), row=row),
        theirs={"decided_on": date(2016, 1, 27)},
        yours={"note": "Enstemmig", "body": "Regionrådet"},
        clash=("note", "Mot to stemmer", "Enstemmig"),
    ),
    "an event": Case(
        make=an_event,
        form=lambda data, row: EventForm(data, row=row),
        theirs={"place": "Bodø", "starts_on": date(2016, 12, 1)},
        yours={"note": "Ta med kart"},
        clash=("place", "Bodø", "Fauske"),
    ),
    "a strand": Case(
        make=a_closed_strand,
        form=lambda data, row: StrandForm(data, row=row),
        theirs={"theme": "Handel"},
        yours={"closed_on": None},  # opened again
        clash=("theme", "Handel", "Kultur"),
    ),
    "a participation": Case(
        make=lambda: makers.take_part(makers.make_region(), makers.make_municipality()),
        form=lambda data, row: ParticipationForm(data, row=row),
        theirs={"valid_from": date(2015, 1, 1)},
        yours={"valid_to": date(2017, 12, 31)},
        clash=("valid_to", date(2018, 12, 31), date(2017, 12, 31)),
    ),
    "a person": Case(
        make=lambda: makers.make_person("Per Hansen", email="per@example.no"),
        form=lambda data, row: PersonForm(data, row=row),
        theirs={"name": "Per Berg Hansen"},
        yours={"language": "nn", "email": "per.hansen@example.no"},
        clash=("name", "Per Berg Hansen", "Per Hansen Berg"),
    ),
    "a region": Case(
        make=lambda: makers.make_region("Bodø"),
        form=lambda data, row: RegionForm(data, row=row),
        theirs={"name": "Bodøregionen"},
        yours={"source_confidence": "sikker", "language": "nn"},
        clash=("name", "Bodøregionen", "Salten"),
    ),
}
REMOVABLE = ("a decision", "an event", "a participation")


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def kari(db: None) -> User:
    return makers.make_person("Kari Nordmann")


@pytest.fixture
def ola(db: None) -> User:
    return makers.make_person("Ola Dahl")


def stored(row: Any) -> Any:
    """The row as someone who asks for it now is given it."""
    return type(row)._default_manager.get(pk=row.pk)


def late(case: Case, row: Any, by: User, theirs: Values, **yours: Any) -> AnyForm:
    """Your form, begun before Kari saved hers."""
    begun = filled_in(case, row, yours)
    hers = case.form(filled_in(case, row, theirs), stored(row))
    assert saved(hers, by=by), (hers.errors, hers.conflict)
    return case.form(begun, stored(row))


def filled_in(case: Case, row: Any, values: Values) -> QueryDict:
    """The form as someone sends it now, with a reason where something is changed and needs one."""
    reason = {"reason": case.reason} if values and case.reason else {}
    return sent(case.form(None, stored(row)), **values, **reason)


def steps(row: Any) -> list[tuple[int, Any, str]]:
    table: models.Manager[Any] = revision_model(type(row))._default_manager
    found = table.filter(of=row.pk).order_by("number")
    return [(step.number, step.by, step.step) for step in found]


def said_of(row: Any, names: Any) -> Values:
    return {name: getattr(stored(row), name) for name in names}


# What each changed alone


def test_what_each_changed_alone_is_put_together_as_a_merge(
    case: Case, kari: User, ola: User
) -> None:
    row = case.make()
    form = late(case, row, kari, case.theirs, **case.yours)

    assert saved(form, by=ola), (form.errors, form.conflict)

    both = case.theirs | case.yours
    assert said_of(row, both) == both
    assert steps(row)[1:] == [(2, kari, Kind.CHANGE), (3, ola, Kind.MERGE)]


def test_a_merge_says_who_changed_what_and_when(case: Case, kari: User, ola: User) -> None:
    row = case.make()
    with translation.override("en"):
        form = late(case, row, kari, case.theirs, **case.yours)
        assert saved(form, by=ola)
        there = stored(row).revisions.get(number=2).recorded_at.astimezone(OSLO)
        labels = ", ".join(f"«{form[name].label}»" for name in form.fields if name in case.theirs)
        words = (
            f"Kari Nordmann changed {labels} at {date_format(there, 'TIME_FORMAT')}. "
            "What you changed is saved beside it."
        )
        assert form.said.endswith(words)


def test_the_same_form_sent_twice_is_saved_once(case: Case, kari: User, ola: User) -> None:
    """On a bad line a browser, or its owner, sends again what has arrived."""
    row = case.make()
    form = late(case, row, kari, case.theirs, **case.yours)
    assert saved(form, by=ola)
    again = case.form(form.data, stored(row))

    assert saved(again, by=ola), again.conflict
    both = case.theirs | case.yours
    assert said_of(row, both) == both
    assert len(steps(row)) == 3


def test_who_changed_nothing_takes_nothing_back(case: Case, kari: User, ola: User) -> None:
    row = case.make()
    form = late(case, row, kari, case.theirs)

    assert saved(form, by=ola)
    assert said_of(row, case.theirs) == case.theirs
    assert steps(row)[1:] == [(2, kari, Kind.CHANGE)]


# What both changed


def clashing(case: Case, row: Any, kari: User, ola: User, **more: Any) -> AnyForm:
    """Your form, refused: Kari wrote something else in the same field."""
    name, theirs, yours = case.clash
    form = late(case, row, kari, {name: theirs}, **{name: yours}, **more)
    assert not saved(form, by=ola)
    return form


def test_what_both_changed_is_shown_and_nothing_is_saved(case: Case, kari: User, ola: User) -> None:
    row = case.make()
    form = clashing(case, row, kari, ola)

    name, theirs, yours = case.clash
    assert form.conflict
    assert (form.http_status, form.conflict.meanwhile.who) == (409, "Kari Nordmann")
    [one] = form.conflict.collisions
    assert (one.name, one.label) == (f"choose-{name}", str(form[name].label))
    assert one.theirs != one.yours
    assert form.fields[name].clean(form[name].value()) == yours
    assert form["revision"].value() == "2"
    assert said_of(row, [name]) == {name: theirs}
    assert len(steps(row)) == 2


@pytest.mark.parametrize("choice", ["theirs", "yours"])
def test_the_choice_between_two_values_is_what_is_saved(
    case: Case, kari: User, ola: User, choice: str
) -> None:
    row = case.make()
    form = clashing(case, row, kari, ola)
    name, theirs, yours = case.clash

    data = changed(form.data, **{f"choose_{name}": choice})
    again = case.form(data, stored(row))
    assert saved(again, by=ola), (again.errors, again.conflict)

    assert said_of(row, [name]) == {name: theirs if choice == "theirs" else yours}
    if choice == "yours":
        assert steps(row)[2:] == [(3, ola, Kind.CHANGE)]


def test_a_choice_that_came_too_late_itself_is_asked_again(
    case: Case, kari: User, ola: User
) -> None:
    """Kari takes hers back while Ola chooses: what he wrote is still in his form."""
    row = case.make()
    name, _theirs, yours = case.clash
    before = said_of(row, [name])[name]
    form = clashing(case, row, kari, ola)
    back = case.form(filled_in(case, row, {name: before}), stored(row))
    assert saved(back, by=kari)

    again = case.form(changed(form.data, **{f"choose_{name}": "yours"}), stored(row))
    assert not saved(again, by=ola)
    assert again.conflict
    assert again.fields[name].clean(again[name].value()) == yours
    assert again["revision"].value() == "3"


@pytest.mark.parametrize(("name", "field"), [("a checkpoint", "text"), ("a decision", "note")])
def test_of_two_texts_both_can_be_kept(name: str, field: str, kari: User, ola: User) -> None:
    case = CASES[name]
    row = case.make()
    _field, theirs, yours = case.clash
    form = clashing(case, row, kari, ola)
    assert form.conflict
    assert [one.is_text for one in form.conflict.collisions] == [True]

    again = case.form(changed(form.data, **{f"choose_{field}": "both"}), stored(row))
    assert saved(again, by=ola)
    assert said_of(row, [field]) == {field: f"{theirs}\n\n{yours}"}


# What hangs together


@pytest.mark.parametrize("name", REMOVABLE)
@pytest.mark.parametrize("choice", ["theirs", "yours"])
def test_what_one_removes_while_another_writes_on_it_is_asked(
    name: str, choice: str, kari: User, ola: User
) -> None:
    case = CASES[name]
    row = case.make()
    field, _, written = case.clash
    before = said_of(row, [field])
    form = late(case, row, kari, {"removed": True}, **{field: written})
    assert not saved(form, by=ola)
    assert form.conflict
    shown = {one.name for one in form.conflict.collisions}
    assert shown == {"choose-removed", f"choose-{field}"}
    assert said_of(row, [field, "removed"]) == {**before, "removed": True}

    choices = {f"choose_{each}": choice for each in ("removed", field)}
    again = case.form(changed(form.data, **choices), stored(row))
    assert saved(again, by=ola), (again.errors, again.conflict)
    kept = {**before, "removed": True} if choice == "theirs" else {field: written, "removed": False}
    assert said_of(row, [field, "removed"]) == kept


@pytest.mark.parametrize("choice", ["theirs", "yours"])
def test_days_that_are_right_alone_and_wrong_together_are_asked(
    kari: User, ola: User, choice: str
) -> None:
    """Kari moves the end forward, Ola the start back: together the plan would end first."""
    case = CASES["a plan"]
    row = case.make()
    form = late(case, row, kari, {"ends_on": date(2016, 2, 1)}, starts_on=date(2016, 4, 1))
    assert not saved(form, by=ola)
    assert form.conflict
    assert len(form.conflict.collisions) == 2
    assert list(form.errors) == ["ends_on"]
    kept = {"starts_on": date(2016, 1, 1), "ends_on": date(2016, 2, 1)}
    assert said_of(row, kept) == kept

    choices = {f"choose_{field}": choice for field in kept}
    again = case.form(changed(form.data, **choices), stored(row))
    assert saved(again, by=ola), again.errors
    if choice == "yours":
        kept = {"starts_on": date(2016, 4, 1), "ends_on": date(2016, 6, 1)}
    assert said_of(row, kept) == kept


def test_a_reason_is_kept_where_another_wanted_the_same(kari: User, ola: User) -> None:
    """The reason is text too: it stands in the history, though the row is as it was."""
    case = CASES["a checkpoint"]
    row = case.make()
    form = late(case, row, kari, {"status": "met"}, status="met", reason="Vedtatt i formannskapet")
    assert saved(form, by=ola)
    reasons = AssessmentRevision.objects.filter(of=row.pk).values_list("by", "reason")
    assert (ola.pk, "Vedtatt i formannskapet") in list(reasons)


def test_a_role_that_two_gave_at_once_is_asked(kari: User, ola: User) -> None:
    person, programme = makers.make_person(), makers.the_programme()

    def form(data: QueryDict | None) -> RoleForm:
        return RoleForm(data, row=Role.objects.filter(user=person).first(), person=person)

    begun = sent(form(None), role=RoleName.MINISTRY)
    assert saved(form(sent(form(None), role=RoleName.STAFF)), by=kari)

    second = form(begun)
    assert not saved(second, by=ola)
    assert second.conflict
    assert [one.name for one in second.conflict.collisions] == ["role-choose-role"]
    assert Role.objects.get(user=person, programme=programme).role == RoleName.STAFF


# The checkbox


@pytest.fixture
def strand(db: None) -> Strand:
    return a_strand()


@pytest.fixture
def olas(client: Client, strand: Strand, ola: User) -> Client:
    makers.coordinator_of(strand.region, ola)
    client.force_login(ola)
    return client


def ticking(strand: Strand) -> str:
    return f"/regioner/{strand.region.slug}/lop/1/m1/sjekkpunkt/c1/hak/"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["a page", "htmx"])
def test_a_tick_that_came_too_late_stands_beside_a_comment(
    olas: Client, strand: Strand, kari: User, ola: User, headers: dict[str, str]
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Deres", by=kari)

    answer = olas.post(ticking(strand), {"revision": 1, "met": "on"}, headers=headers)

    assert answer.status_code == (200 if headers else 302)
    assert said_of(row, ["status", "text"]) == {"status": Status.MET, "text": "Deres"}
    assert steps(row)[1:] == [(2, kari, Kind.CHANGE), (3, ola, Kind.MERGE)]
    page = answer if headers else olas.get(answer.headers["Location"])
    assert "Kari Nordmann" in page.content.decode()


def test_a_tick_upon_another_status_is_asked(olas: Client, strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, by=kari)

    answer = olas.post(ticking(strand), {"revision": 1, "met": "on"})

    assert answer.status_code == 409
    conflict = answer.context["form"].conflict
    assert [one.name for one in conflict.collisions] == ["choose-status"]
    assert said_of(row, ["status"]) == {"status": Status.ON_HOLD}


def test_a_tick_after_others_confirmed_is_a_tick_like_any(
    olas: Client, strand: Strand, kari: User, ola: User
) -> None:
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    wording = makers.wording(strand, 1, 1)
    actions.confirm(by=kari, strand=strand, wording=wording, expected_revision=1)

    answer = olas.post(ticking(strand), {"revision": 1, "met": "on"})

    assert answer.status_code == 302
    assert Assessment.objects.get().status == Status.MET
    assert steps(row)[1:] == [(2, kari, Kind.CONFIRM), (3, ola, Kind.CHANGE)]
