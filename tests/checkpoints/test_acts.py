"""What was done in one act: together in the history, and undone as a whole."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext, ngettext, override
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.access.undoing import act_to_undo
from checkpoints.models import Assessment, Decision, Plan, Status, Strand
from checkpoints.pages import history as history_pages
from checkpoints.undoing import VERBS
from regions.history import Kind, Versioned, revision_model
from regions.models import Region, User
from tests import makers

PAGE = "/regioner/bodo/lop/1/m1/"
HISTORY = "/regioner/bodo/historikk/"
TAG = re.compile(r"<[^>]+>")


def in_nb(one: str, many: str = "", count: int = 1) -> str:
    """What Kari reads."""
    with override("nb"):
        return ngettext(one, many, count) if many else gettext(one)


def undo_at(act: UUID | None) -> str:
    return f"{HISTORY}samlet/{act}/angre/"


def shown(answer: Any) -> dict[str, Any]:
    """What a browser would send of the page: the revisions it was drawn with."""
    body = answer.content.decode()
    return dict(re.findall(r'name="([a-z]+-\d+-revision)" value="(\d+)"', body))


def undone(client: Client, act: UUID | None, **more: Any) -> Any:
    """Look, then press the button."""
    return client.post(undo_at(act), {**shown(client.get(undo_at(act))), **more})


def words(answer: Any) -> str:
    main = answer.content.decode().partition("<h1")[2]
    return " ".join(TAG.sub(" ", main).split())


def state_of(row: Versioned) -> dict[str, Any]:
    row.refresh_from_db()
    return {name: getattr(row, name) for name in VERBS[type(row)].fields}


def steps() -> int:
    return sum(revision_model(model)._default_manager.count() for model in VERBS)


@pytest.fixture
def act() -> UUID:
    return uuid4()


# What it puts back


def test_everything_of_an_act_goes_back_in_one_new_act_with_one_reason(
    karis: Client, kari: User, strand: Strand, act: UUID
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    first = makers.assess(strand, 1, 1, Status.MET, text="Så.", change_set=act)
    second = makers.assess(strand, 2, 1, Status.MET, change_set=act)
    other = makers.assess(strand, 1, 2, Status.MET, change_set=uuid4())
    answer = undone(karis, act, reason="Feil møte")
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, HISTORY)
    assert (state_of(first)["status"], first.text, first.met_on) == (
        Status.ON_HOLD, "Først.", None,
    )  # fmt: skip
    assert state_of(second)["status"] == Status.NOT_STARTED
    assert (state_of(other)["status"], other.revision) == (Status.MET, 1)
    newest = [row.revisions.get(superseded_at=None) for row in (first, second)]
    assert {(step.step, step.reason, step.by) for step in newest} == {
        (Kind.UNDO, "Feil møte", kari)
    }
    assert len({step.change_set for step in newest}) == 1
    assert newest[0].change_set not in {None, act}
    said = in_nb("%(count)d change is undone.", "%(count)d changes are undone.", 2)
    assert said % {"count": 2} in karis.get(HISTORY).content.decode()


def test_an_act_may_hold_steps_of_every_sort(karis: Client, strand: Strand, act: UUID) -> None:
    checkpoint = makers.wording(strand, 1, 1).checkpoint
    milestone = checkpoint.milestone
    how: Any = {"by": None, "change_set": act}
    plan = actions.plan(
        strand=strand, milestone=milestone, expected_revision=0,
        starts_on=date(2016, 1, 1), ends_on=None, **how,
    )  # fmt: skip
    decision = actions.decide(
        strand=strand, milestone=milestone, expected_revision=0, decided_on=date(2016, 1, 1),
        body="Bystyret", **how,
    )  # fmt: skip
    evidence = actions.link(region=strand.region, url="https://example.no/", **how)
    how |= {"strand": strand, "milestone": milestone, "evidence": evidence}
    beside = [
        actions.attach(checkpoint=checkpoint, **how),
        actions.attach(decision=decision, **how),
    ]
    row = makers.assess(strand, 1, 1, Status.MET, change_set=act)
    rows: tuple[Versioned, ...] = (plan, decision, evidence, *beside, row)
    made = [state_of(one) for one in rows]

    assert undone(karis, act).status_code == HTTPStatus.FOUND
    assert state_of(plan) == {"starts_on": None, "ends_on": None}
    assert state_of(row)["status"] == Status.NOT_STARTED
    assert [state_of(one)["removed"] for one in (decision, evidence, *beside)] == [True] * 4
    again = row.revisions.get(superseded_at=None).change_set
    assert undone(karis, again).status_code == HTTPStatus.FOUND  # evidence before what needs it
    assert [state_of(one) for one in rows] == made


def test_several_steps_of_one_row_go_back_to_before_the_first_of_them(
    karis: Client, strand: Strand, act: UUID
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.", change_set=act)
    row = makers.assess(strand, 1, 1, Status.MET, text="Til slutt.", change_set=act)
    assert undone(karis, act).status_code == HTTPStatus.FOUND
    assert (state_of(row)["status"], row.text, row.revision) == (Status.ON_HOLD, "Først.", 4)


def test_what_was_changed_since_stays_and_the_page_says_so_before(
    karis: Client, strand: Strand, act: UUID
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.", change_set=act)
    first = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Til slutt.")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, change_set=act)
    second = makers.assess(strand, 1, 2, Status.MET)
    before = steps()
    page = karis.get(undo_at(act))
    said = words(page)
    assert steps() == before
    assert "Status: fra i gang → til på vent" in said
    stays = in_nb("Changed again since, and stays: %(label)s: %(now)s")
    assert stays % {"label": "Kommentar", "now": "Til slutt."} in said
    heading = in_nb("Changed again since, and stays")
    assert "Sjekkpunkt 1.c2" in said.rpartition(f" {heading} ")[2]
    assert undone(karis, act).status_code == HTTPStatus.FOUND
    assert (state_of(first)["status"], first.text) == (Status.ON_HOLD, "Til slutt.")
    assert (state_of(second)["status"], second.revision) == (Status.MET, 2)


def test_where_all_was_changed_since_there_is_no_button(
    karis: Client, strand: Strand, act: UUID
) -> None:
    makers.plan(strand, 1, "2016-01-01", None)
    plan = actions.plan(
        by=None, strand=strand, milestone=strand.phase.milestones.all()[0], expected_revision=1,
        starts_on=date(2016, 2, 1), ends_on=None, change_set=act,
    )  # fmt: skip
    makers.plan(strand, 1, "2016-03-01", None)
    main = karis.get(undo_at(act)).content.decode().partition("<main")[2].partition("</main")[0]
    assert "<form" not in main
    answer = karis.post(undo_at(act), {f"plan-{plan.pk}-revision": 3})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (state_of(plan)["starts_on"], plan.revision) == (date(2016, 3, 1), 3)


def test_confirmations_are_left_out(karis: Client, strand: Strand, act: UUID) -> None:
    row = makers.assess(strand, 1, 1, Status.ON_HOLD)
    wordings = [makers.wording(strand, 1, number) for number in (1, 2)]
    seen = {wordings[0]: 1, wordings[1]: 0}
    actions.confirm_all(by=None, strand=strand, seen=seen, change_set=act)
    assert karis.get(undo_at(act)).status_code == HTTPStatus.NOT_FOUND
    changed = makers.assess(strand, 2, 1, Status.ON_HOLD, change_set=act)
    assert shown(karis.get(undo_at(act))) == {f"assessment-{changed.pk}-revision": "1"}
    assert undone(karis, act).status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert row.revision == 2


def test_undoing_an_undoing_is_as_it_was(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    sent = {"chosen": ["c1", "c2"], "c1-revision": 1, "c2-revision": 0, "status": "met"}
    karis.post(f"{PAGE}flere/", sent)
    rows = list(Assessment.objects.order_by("pk"))
    states = [state_of(row) for row in rows]
    for _ in range(2):
        newest = rows[0].revisions.get(superseded_at=None).change_set
        assert undone(karis, newest).status_code == HTTPStatus.FOUND
    assert [state_of(row) for row in rows] == states
    assert [row.revision for row in rows] == [4, 3]


# Two people at once


def test_when_someone_saved_meanwhile_nothing_is_undone_and_the_page_is_shown_anew(
    karis: Client, strand: Strand, act: UUID
) -> None:
    first = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    second = makers.assess(strand, 1, 2, Status.IN_PROGRESS, change_set=act)
    seen = shown(karis.get(undo_at(act)))
    makers.assess(
        strand, 1, 2, Status.IN_PROGRESS, text="Fra Siri.", by=makers.make_person("Siri Stab")
    )
    answer = karis.post(undo_at(act), {**seen, "reason": "Feil møte"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Siri Stab" in words(answer)
    assert 'value="Feil møte"' in answer.content.decode()
    assert shown(answer) == seen | {f"assessment-{second.pk}-revision": "2"}
    assert [state_of(row)["status"] for row in (first, second)] == [Status.IN_PROGRESS] * 2
    assert karis.post(undo_at(act), shown(answer)).status_code == HTTPStatus.FOUND
    assert [state_of(row)["status"] for row in (first, second)] == [Status.NOT_STARTED] * 2
    assert second.text == "Fra Siri."


def test_a_row_that_went_its_own_way_meanwhile_is_shown_before_the_rest_is_undone(
    karis: Client, strand: Strand, act: UUID
) -> None:
    """The page promised to put it back; now there is nothing left of it to put back."""
    first = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, change_set=act)
    seen = shown(karis.get(undo_at(act)))
    makers.assess(strand, 1, 2, Status.ON_HOLD)
    assert karis.post(undo_at(act), seen).status_code == HTTPStatus.CONFLICT
    assert (state_of(first)["status"], first.revision) == (Status.IN_PROGRESS, 1)


@pytest.mark.parametrize("seen", [{}, {"revision": "x"}, {"revision": "-1"}])
def test_a_page_that_does_not_say_what_it_showed_undoes_nothing(
    karis: Client, strand: Strand, act: UUID, seen: dict[str, str]
) -> None:
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    sent = {f"assessment-{row.pk}-{name}": value for name, value in seen.items()}
    answer = karis.post(undo_at(act), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (state_of(row)["status"], row.revision) == (Status.IN_PROGRESS, 1)


# All or nothing


def test_what_an_action_refuses_in_the_last_row_undoes_nothing_and_says_which_row(
    karis: Client, strand: Strand, act: UUID
) -> None:
    first = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    makers.assess(strand, 1, 3, Status.MET, text="Ja.")
    makers.assess(strand, 1, 3, Status.IN_PROGRESS, change_set=act)
    last = makers.assess(strand, 1, 3, Status.IN_PROGRESS, text="")
    answer = undone(karis, act)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    body = answer.content.decode()
    sentence = "Skriv et svar før du markerer spørsmålet som besvart."
    row = body.partition(f'<li id="assessment-{last.pk}">')[2].partition("</li>")[0]
    assert sentence in row
    assert body.count(sentence) == 1
    assert f'href="#assessment-{last.pk}"' in body
    assert [state_of(one)["status"] for one in (first, last)] == [Status.IN_PROGRESS] * 2
    assert (first.revision, last.revision) == (1, 3)
    assert shown(answer) == {
        f"assessment-{first.pk}-revision": "1", f"assessment-{last.pk}-revision": "3",
    }  # fmt: skip


def test_a_reason_that_is_too_long_undoes_nothing(karis: Client, strand: Strand, act: UUID) -> None:
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    assert undone(karis, act, reason="x" * 501).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (state_of(row)["status"], row.revision) == (Status.IN_PROGRESS, 1)


# Whose


def test_of_an_act_in_several_regions_only_ones_own_is_undone(
    karis: Client, strand: Strand, act: UUID
) -> None:
    other = makers.main_strand(makers.make_region("Altaregionen", slug="alta"))
    mine = makers.assess(strand, 1, 1, Status.IN_PROGRESS, change_set=act)
    theirs = makers.assess(other, 1, 1, Status.IN_PROGRESS, text="privat", change_set=act)
    page = karis.get(undo_at(act))
    assert shown(page) == {f"assessment-{mine.pk}-revision": "1"}
    assert "privat" not in page.content.decode()
    sent = shown(page) | {f"assessment-{theirs.pk}-revision": "1"}
    assert karis.post(undo_at(act), sent).status_code == HTTPStatus.FOUND
    assert state_of(mine)["status"] == Status.NOT_STARTED
    assert (state_of(theirs)["status"], theirs.revision) == (Status.IN_PROGRESS, 1)


def test_another_regions_act_is_not_found_here(karis: Client, strand: Strand, act: UUID) -> None:
    other = makers.main_strand(makers.make_region("Altaregionen", slug="alta"))
    row = makers.assess(other, 1, 1, Status.IN_PROGRESS, change_set=act)
    sent = {f"assessment-{row.pk}-revision": 1}
    assert karis.get(undo_at(act)).status_code == HTTPStatus.NOT_FOUND
    assert karis.post(undo_at(act), sent).status_code == HTTPStatus.NOT_FOUND
    there = undo_at(act).replace("bodo", "alta")
    assert karis.post(there, sent).status_code == HTTPStatus.NOT_FOUND
    assert (state_of(row)["status"], row.revision) == (Status.IN_PROGRESS, 1)


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("assess"), st.sampled_from([1, 2]), st.sampled_from(Status.values),
            st.sampled_from(["Ja.", "Nei, ikke ennå 🎉"]),
        ),
        st.tuples(
            st.just("plan"), st.sampled_from([1, 2]),
            st.sampled_from([None, date(2016, 1, 1), date(2016, 5, 1)]), st.just(""),
        ),
        st.tuples(st.just("decide"), st.sampled_from([1, 2]), st.just(None), st.just("")),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def do(strand: Strand, what: Any, act: UUID | None) -> None:
    """One step of an act, as it was drawn."""
    verb, number, value, text = what
    milestone = strand.phase.milestones.all()[0]
    how: Any = {"by": None, "strand": strand, "change_set": act}
    if verb == "assess":
        how.pop("strand"), how.pop("by")
        makers.assess(strand, 1, number, value, text=text, **how)
    elif verb == "plan":
        row = actions.plan_of(strand, milestone)
        actions.plan(
            milestone=milestone, expected_revision=row.revision, starts_on=value, ends_on=None,
            **how,
        )  # fmt: skip
    else:
        actions.decide(
            milestone=milestone, expected_revision=0, decided_on=date(2016, number, 1),
            body="Bystyret", **how,
        )  # fmt: skip


def all_states() -> dict[tuple[str, int], Any]:
    """What every row says; what is removed, or was never touched, says nothing."""
    found: dict[tuple[str, int], Any] = {}
    for model in (Assessment, Plan, Decision):
        for row in model._default_manager.all():
            state = state_of(row)
            if state != {**state, "removed": True} and state != state_of_new(row):
                found[model.__name__, row.pk] = state
    return found


def state_of_new(row: Versioned) -> dict[str, Any]:
    new = type(row)()
    return {name: getattr(new, name) for name in VERBS[type(row)].fields}


@example_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ACTS, done=ACTS)
def test_undoing_an_act_right_away_restores_every_row(
    karis: Client, kari: User, strand: Strand, before: list[Any], done: list[Any]
) -> None:
    with transaction.atomic():
        for what in before:
            do(strand, what, None)
        stood, act = all_states(), uuid4()
        for what in done:
            do(strand, what, act)
        made = all_states()
        if act_to_undo(kari, "nb", region="bodo", change_set=act).rows:
            assert undone(karis, act).status_code == HTTPStatus.FOUND
        assert all_states() == stood
        undoing = newest_act()
        if undoing != act and stood != made:
            assert undone(karis, undoing).status_code == HTTPStatus.FOUND
            assert all_states() == made
        transaction.set_rollback(True)


def newest_act() -> Any:
    """What was done last, of all that belongs to an act."""
    models: Any = (Assessment, Plan, Decision)
    found = [
        step
        for model in models
        for step in revision_model(model)._default_manager.exclude(change_set=None)
    ]
    return max(found, key=lambda step: step.step == Kind.UNDO).change_set


# Together in the history


def acts_on(answer: Any) -> list[tuple[str, int]]:
    """What the page says of each act, and how many of its steps stand folded below it."""
    body = answer.content.decode()
    found = re.findall(
        r'· ([^<·]+?) · <a href="[^"]+/samlet/[^"]+/angre/">.*?<details[^>]*>(.*?)</details>',
        body,
        re.DOTALL,
    )
    return [(words_said.strip(), inside.count("<time")) for words_said, inside in found]


def changes_said(count: int) -> str:
    said = in_nb("%(counter)s change in one act", "%(counter)s changes in one act", count)
    return said % {"counter": count}


@pytest.fixture
def done(strand: Strand, kari: User, act: UUID) -> UUID:
    """Three checkpoints at once with one reason, two of them at the first milestone."""
    for milestone, number in ((1, 1), (1, 2), (2, 1)):
        makers.assess(
            strand, milestone, number, Status.IN_PROGRESS, by=kari, change_set=act,
            reason="Vedtatt i regionrådet",
        )  # fmt: skip
    return act


def test_what_was_done_at_once_stands_together_with_its_reason_once(
    karis: Client, strand: Strand, done: UUID
) -> None:
    makers.assess(strand, 1, 3, Status.ON_HOLD, text="For seg selv.")
    answer = karis.get(HISTORY)
    assert acts_on(answer) == [(changes_said(3), 3)]
    body = answer.content.decode()
    assert body.count("Vedtatt i regionrådet") == 1
    assert '<details class="more">' in body
    assert f'href="{undo_at(done)}"' in body


def test_a_milestone_tells_how_much_more_was_done_and_where_it_stands(
    karis: Client, done: UUID
) -> None:
    answer = karis.get(f"{PAGE}historikk/")
    assert acts_on(answer) == [(changes_said(3), 2)]
    assert f'href="{HISTORY}?samlet={done}"' in answer.content.decode()
    one = karis.get(f"{PAGE}sjekkpunkt/c1/historikk/").content.decode()
    assert changes_said(3) in one
    assert f'href="{HISTORY}?samlet={done}"' in one
    assert "<details" not in one.partition("<main")[2].partition("</main")[0]


def test_all_of_an_act_can_be_asked_for_alone(karis: Client, strand: Strand, done: UUID) -> None:
    makers.assess(strand, 1, 3, Status.ON_HOLD, text="For seg selv.")
    answer = karis.get(HISTORY, {"samlet": str(done)})
    assert acts_on(answer) == [(changes_said(3), 3)]
    body = answer.content.decode()
    assert '<details class="more" open>' in body
    assert "For seg selv." not in body
    assert f'name="samlet" value="{done}"' in body  # other filters narrow it
    assert 'name="samlet"' not in karis.get(HISTORY).content.decode()


@pytest.mark.parametrize("written", ["tull", "1"])
def test_an_act_that_is_not_understood_is_said_and_does_not_filter(
    karis: Client, done: UUID, written: str
) -> None:
    answer = karis.get(HISTORY, {"samlet": written})
    assert 'role="alert"' in answer.content.decode()
    assert acts_on(answer) == [(changes_said(3), 3)]


def test_only_those_who_may_change_are_offered_to_undo_an_act(
    client: Client, region: Region, done: UUID
) -> None:
    client.force_login(makers.reader_of(region))
    body = client.get(HISTORY).content.decode()
    assert changes_said(3) in body
    assert "/angre/" not in body


def test_confirmations_at_once_stand_together_and_are_not_offered_to_be_undone(
    karis: Client, strand: Strand, act: UUID
) -> None:
    seen = {makers.wording(strand, 1, number): 0 for number in (1, 2)}
    actions.confirm_all(by=None, strand=strand, seen=seen, change_set=act)
    body = karis.get(HISTORY).content.decode()
    said = in_nb("%(counter)s confirmation in one act", "%(counter)s confirmations in one act", 2)
    assert said % {"counter": 2} in body
    assert str(act) not in body


def in_one_act(one: str, many: str, count: int) -> str:
    return in_nb(one, many, count) % {"counter": count}


IMPORTED = (
    "Imported from a spreadsheet: %(counter)s change",
    "Imported from a spreadsheet: %(counter)s changes",
)
UNDONE = ("Undone: %(counter)s change", "Undone: %(counter)s changes")


def test_an_act_is_called_what_it_was(karis: Client, kari: User, strand: Strand, act: UUID) -> None:
    for number in (1, 2):
        makers.assess(
            strand, 1, number, Status.ON_HOLD, by=kari, step=Kind.IMPORT, change_set=act
        )  # fmt: skip
    assert in_one_act(*IMPORTED, 2) in karis.get(HISTORY).content.decode()
    undone(karis, act)
    body = karis.get(HISTORY).content.decode()
    assert in_one_act(*IMPORTED, 2) in body
    assert in_one_act(*UNDONE, 2) in body
    assert changes_said(2) not in body


def test_what_a_command_imported_came_from_no_spreadsheet(
    karis: Client, strand: Strand, act: UUID
) -> None:
    for number in (1, 2):
        makers.assess(strand, 1, number, Status.ON_HOLD, step=Kind.IMPORT, change_set=act)
    assert changes_said(2) in karis.get(HISTORY).content.decode()


def offers(answer: Any) -> set[str]:
    """The acts that the page offers to undo."""
    found = re.findall(
        r'href="/regioner/bodo/historikk/samlet/([^/]+)/angre/"', answer.content.decode()
    )
    return set(found)


def test_an_act_that_is_undone_says_so_and_is_not_offered_to_be_undone(
    karis: Client, strand: Strand, act: UUID
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.MET, text="Så.", change_set=act)
    makers.assess(strand, 2, 1, Status.MET, change_set=act)
    assert offers(karis.get(HISTORY)) == {str(act)}
    undone(karis, act)
    answer = karis.get(HISTORY)
    assert offers(answer) == {str(newest_act())}
    assert answer.content.decode().count(in_nb("undone since")) == 1


def test_an_act_of_every_sort_is_seen_to_be_undone(
    karis: Client, strand: Strand, act: UUID
) -> None:
    how: Any = {"by": None, "change_set": act, "expected_revision": 0, "strand": strand}
    milestone = strand.phase.milestones.all()[0]
    actions.plan(milestone=milestone, starts_on=date(2016, 1, 1), ends_on=None, **how)
    actions.decide(milestone=milestone, decided_on=date(2016, 1, 1), body="Bystyret", **how)
    undone(karis, act)
    assert in_nb("undone since") in karis.get(HISTORY).content.decode()


@pytest.mark.parametrize("what", ["one row", "something older", "changed since", "stands again"])
def test_an_act_of_which_something_stands_is_offered_to_be_undone(
    karis: Client, strand: Strand, act: UUID, what: str
) -> None:
    older = uuid4()
    for made, status in ((older, Status.ON_HOLD), (act, Status.IN_PROGRESS)):
        for number in (1, 2):
            makers.assess(strand, 1, number, status, text="Eldre.", change_set=made)
    row = Assessment.objects.get(checkpoint__position=1)
    match what:
        case "one row":
            alone = f"/regioner/bodo/historikk/vurdering/{row.pk}/2/angre/"
            assert karis.post(alone, {"revision": 2}).status_code == HTTPStatus.FOUND
        case "something older":  # its status has been changed since, its text goes back
            assert undone(karis, older).status_code == HTTPStatus.FOUND
        case "changed since":
            for number in (1, 2):
                makers.assess(strand, 1, number, Status.IN_PROGRESS, text="Nyere.")
        case "stands again":
            undone(karis, act)
            undone(karis, newest_act())
            act = row.revisions.get(superseded_at=None).change_set or act
    assert str(act) in offers(karis.get(HISTORY))


def test_each_row_of_an_act_says_its_own_reason(karis: Client, strand: Strand, act: UUID) -> None:
    for number, reason in ((1, "Fra møtet"), (2, "")):
        makers.assess(strand, 1, number, Status.ON_HOLD, change_set=act, reason=reason)
    body = karis.get(undo_at(act)).content.decode()
    assert body.count("Fra møtet") == 1
    row = body.partition('<li id="assessment-')[2].partition("</li>")[0]
    assert "Fra møtet" in row
    assert "Fra møtet" not in body.partition("<form")[0]


def test_a_reason_that_is_that_of_all_rows_is_said_once(karis: Client, done: UUID) -> None:
    body = karis.get(undo_at(done)).content.decode()
    assert body.count("Vedtatt i regionrådet") == 1
    assert "Vedtatt i regionrådet" not in body.partition('<li id="assessment-')[2]


def test_what_was_done_alone_is_no_act(karis: Client, strand: Strand, act: UUID) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, change_set=act)
    body = karis.get(HISTORY).content.decode()
    assert changes_said(1) not in body
    assert str(act) not in body


def test_an_act_is_read_on_over_pages_without_gaps_or_repeats(
    karis: Client, done: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_pages, "SIZE", 2)
    address, found = HISTORY, []
    for _page in range(9):
        body = karis.get(address).content.decode()
        found += re.findall(r'href="(/regioner/bodo/historikk/vurdering/[^"]+/angre/)"', body)
        older = re.search(r'href="(\?[^"]*etter=[^"]+)"', body)
        if not older:
            break
        address = HISTORY + older[1].replace("&amp;", "&")
    assert len(found) == 3
    assert len(set(found)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_acts_cost_one_query_more_for_any_number_of_them(
    karis: Client, strand: Strand, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, count + 1):
        act = uuid4()
        makers.assess(strand, 1, number, Status.ON_HOLD, change_set=act)
        makers.assess(strand, 2, number, Status.ON_HOLD, change_set=act)
    # session, person, region, roles, who, milestones, places, regions, strands, assessments,
    # people; and the acts
    with django_assert_num_queries(12):
        karis.get(HISTORY)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_undoing_costs_the_same_for_any_number_of_rows(
    karis: Client, strand: Strand, act: UUID, count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, count + 1):
        before, after = (makers.coordinator_of(strand.region) for _ in range(2))
        makers.assess(strand, 1, number, Status.ON_HOLD, responsible=before)
        makers.assess(strand, 1, number, Status.IN_PROGRESS, responsible=after, change_set=act)
    # session, person, region, roles; 7 sorts of things; the steps before, and the rows
    with django_assert_num_queries(13):
        karis.get(undo_at(act))
