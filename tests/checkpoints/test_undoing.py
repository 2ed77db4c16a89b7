"""Undoing a step: what it puts back, what it leaves alone, what it says, who may."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from checkpoints import actions
from checkpoints.actions.evidence import attach, change_evidence, detach, link
from checkpoints.models import (
    AttachmentRevision,
    EventKind,
    Status,
    Strand,
)
from checkpoints.undoing import VERBS, Undoing, undo, undoing
from regions.actions import set_membership
from regions.history import Kind, Stale, Versioned, revision_model
from regions.models import User
from tests import makers

type State = dict[str, Any]


@pytest.fixture
def strand(db: None) -> Strand:
    makers.small_programme(milestones=2, checkpoints=3)
    return makers.main_strand(makers.make_region(slug="bodo"))


@pytest.fixture
def kari(strand: Strand) -> User:
    return makers.coordinator_of(strand.region)


@pytest.fixture
def karis(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client


def state_of(row: Versioned, source: Any = None) -> State:
    """What the row says, or one of its revisions."""
    return {name: getattr(source or row, name) for name in VERBS[type(row)].fields}


def found(row: Versioned, number: int) -> Undoing:
    row.refresh_from_db()
    there = undoing(row, number)
    assert there is not None
    return there


def undone(row: Versioned, number: int, *, by: User, reason: str = "") -> State:
    """What the row says once a step is undone."""
    undo(found(row, number), by=by, expected_revision=row.revision, reason=reason)
    row.refresh_from_db()
    return state_of(row)


# What it puts back


def test_undoing_puts_back_what_the_step_changed_and_nothing_else(
    strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.", due_on=date(2016, 9, 1))
    makers.assess(strand, 1, 1, Status.MET, text="Så.")
    row = makers.assess(strand, 1, 1, Status.MET, unsure=True)
    assert undone(row, 2, by=kari, reason="Feil sted") == {
        "status": Status.ON_HOLD, "met_on": None, "due_on": date(2016, 9, 1), "text": "Først.",
        "responsible": None, "responsible_name": "", "unsure": True,
    }  # fmt: skip
    step = row.revisions.get(number=4)
    assert (step.step, step.by, step.reason) == (Kind.UNDO, kari, "Feil sted")


def test_what_was_changed_again_since_stays_and_is_named(strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.")
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Til slutt.")
    there = found(row, 2)
    assert there.back == {"status": Status.ON_HOLD}
    assert [(one.label, one.after) for one in there.stays] == [("Kommentar", "Til slutt.")]
    now = undone(row, 2, by=kari)
    assert (now["status"], now["text"]) == (Status.ON_HOLD, "Til slutt.")


def test_what_was_changed_back_since_is_left_alone(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Så.")
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    there = found(row, 2)
    assert (there.back, there.stays) == ({}, ())
    with pytest.raises(ValidationError):
        undo(there, by=makers.make_person(), expected_revision=3)
    row.refresh_from_db()
    assert row.revision == 3


def test_a_tick_whose_day_was_corrected_since_stays_ticked(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.assess(strand, 1, 1, Status.MET, text="Vedtatt.")
    row = makers.assess(strand, 1, 1, Status.MET, met_on=date(2016, 1, 10))
    there = found(row, 2)
    assert there.back == {"text": ""}
    assert {one.label for one in there.stays} == {"Status", "Dato oppfylt"}


def test_a_responsible_who_was_replaced_by_a_name_stays_replaced(
    strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=None)
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, responsible_name="Per Ås")
    assert found(row, 2).back == {}
    assert [one.label for one in found(row, 2).stays] == ["Ansvarlig"]


def test_undoing_the_first_step_makes_an_assessment_blank(strand: Strand, kari: User) -> None:
    row = makers.assess(strand, 1, 3, Status.MET, text="Ja.", unsure=True)
    assert undone(row, 1, by=kari) == {
        "status": Status.NOT_STARTED, "met_on": None, "due_on": None, "text": "",
        "responsible": None, "responsible_name": "", "unsure": False,
    }  # fmt: skip


def test_undoing_the_first_step_of_a_plan_takes_its_days_away(strand: Strand, kari: User) -> None:
    row = makers.plan(strand, 1, "2016-01-01", "2016-06-01")
    assert undone(row, 1, by=kari) == {"starts_on": None, "ends_on": None}


def test_undoing_the_first_step_of_a_decision_removes_it_and_undoing_that_brings_it_back(
    strand: Strand, kari: User
) -> None:
    row = makers.decide(strand, 1, note="Enstemmig.")
    before = state_of(row)
    assert found(row, 1).takes_away
    assert undone(row, 1, by=kari) == before | {"removed": True}
    assert found(row, 2).brings_back
    assert undone(row, 2, by=kari) == before


def test_an_event_goes_back_and_off_the_calendar(strand: Strand) -> None:
    ola = makers.staff()
    row = actions.add_event(by=ola, phase=strand.phase, kind=EventKind.GATHERING, place="Bodø")
    before = state_of(row)
    actions.change_event(
        by=ola, event=row, expected_revision=1, position=4, place="Fauske",
        starts_on=date(2016, 12, 1), ends_on=None,
    )  # fmt: skip
    assert undone(row, 2, by=ola) == before
    assert undone(row, 1, by=ola) == before | {"removed": True}


def test_evidence_and_where_it_is_attached_go_back(strand: Strand, kari: User) -> None:
    row = link(by=kari, region=strand.region, url="https://example.no/", title="Referat")
    criterion = makers.wording(strand, 1, 1).checkpoint
    beside = attach(
        by=kari, evidence=row, strand=strand, milestone=criterion.milestone, checkpoint=criterion
    )
    change_evidence(by=kari, evidence=row, expected_revision=1, title="Notat", dated_on=None)
    assert undone(row, 2, by=kari)["title"] == "Referat"
    assert undone(beside, 1, by=kari) == {"removed": True, "shared": False}
    assert undone(beside, 2, by=kari) == {"removed": False, "shared": False}
    assert undone(row, 1, by=kari) == {"title": "Referat", "dated_on": None, "removed": True}
    detach(by=kari, attachment=beside, expected_revision=3)
    with pytest.raises(ValidationError):  # what is removed is attached to nothing
        undo(found(beside, 4), by=kari, expected_revision=4)


def test_a_confirmation_changed_nothing_and_cannot_be_undone(strand: Strand) -> None:
    row = makers.assess(strand, 1, 1, Status.ON_HOLD)
    wording = makers.wording(strand, 1, 1)
    actions.confirm(by=None, strand=strand, wording=wording, expected_revision=1)
    row.refresh_from_db()
    assert undoing(row, 2) is None
    assert undoing(row, 9) is None
    assert undoing(row, 0) is None


def test_what_the_page_did_not_show_is_not_undone(strand: Strand, kari: User) -> None:
    row = makers.plan(strand, 1, "2016-01-01", None)
    makers.plan(strand, 1, "2016-02-01", None)
    with pytest.raises(Stale):
        undo(found(row, 2), by=kari, expected_revision=1)
    row.refresh_from_db()
    assert row.revision == 2


def test_a_save_in_the_last_moment_is_not_undone_unseen(strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, text="Så.")
    there = found(row, 2)
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Til slutt.")
    with pytest.raises(Stale):
        undo(there, by=kari, expected_revision=2)
    row.refresh_from_db()
    assert (row.text, row.revision) == ("Til slutt.", 3)


ASSESSED = st.fixed_dictionaries(
    {"status": st.sampled_from(Status.values)},
    optional={
        "text": st.sampled_from(["Ja.", "Nei, ikke ennå 🎉", "Venter på Haram og Sula."]),
        "due_on": st.sampled_from([None, date(2016, 9, 1), date(2017, 1, 1)]),
        "unsure": st.booleans(),
        "responsible_name": st.sampled_from(["", "Per Ås"]),
    },
)


@example_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ASSESSED, min_size=1, max_size=6), which=st.integers(0, 5))
def test_a_history_only_grows_and_undoing_twice_is_as_before(
    strand: Strand, kari: User, steps: list[State], which: int
) -> None:
    with transaction.atomic():
        rows = [makers.assess(strand, 1, 1, **changes) for changes in steps]
        row = rows[-1]
        states = [state_of(one) for one in rows]
        number = 1 + which % len(steps)
        kept = list(row.revisions.order_by("number").values())

        if there := found(row, number):
            undo(there, by=kari, expected_revision=row.revision)
            row.refresh_from_db()
            if number == len(steps) > 1:
                assert state_of(row) == states[-2]
            undone(row, len(steps) + 1, by=kari)
            assert state_of(row) == states[-1]

        grown = list(row.revisions.order_by("number").values())
        assert [one["number"] for one in grown] == list(range(1, len(grown) + 1))
        assert [one | {"superseded_at": None} for one in grown[: len(kept)]] == [
            one | {"superseded_at": None} for one in kept
        ]
        assert state_of(row) == state_of(row, row.revisions.get(superseded_at=None))
        transaction.set_rollback(True)


# The page


def at(row: Versioned, number: int, thing: str = "vurdering") -> str:
    return f"/regioner/bodo/historikk/{thing}/{row.pk}/{number}/angre/"


def test_the_page_says_what_will_be_put_back_and_what_stays_and_writes_nothing(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.")
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Til slutt.")
    answer = karis.get(at(row, 2))
    assert answer.status_code == HTTPStatus.OK
    body = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert "Sjekkpunkt 1.c1 Status: fra på vent → til i gang" in body  # what the step did
    assert "Status: fra i gang → til på vent" in body  # what undoing does
    assert "Kommentar: Til slutt." in body  # what stays
    assert row.revisions.count() == 3


def test_undoing_says_what_was_put_back_and_goes_to_the_history(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.")
    answer = karis.post(at(row, 2), {"revision": 2, "reason": "Feil sted"}, follow=True)
    assert answer.redirect_chain == [("/regioner/bodo/lop/1/m1/sjekkpunkt/c1/historikk/", 302)]
    body = answer.content.decode()
    assert "«Status», «Kommentar»" in body
    assert "Feil sted" in body
    row.refresh_from_db()
    assert (row.status, row.text, row.revision) == (Status.ON_HOLD, "", 3)


@pytest.mark.parametrize("sort", ["plan", "vedtak", "vedlegg", "dokumentasjon"])
def test_each_sort_of_thing_can_be_undone_and_leads_back_to_its_history(
    karis: Client, strand: Strand, sort: str
) -> None:
    evidence = link(by=None, region=strand.region, url="https://example.no/", title="Referat")
    criterion = makers.wording(strand, 1, 1).checkpoint
    milestone_history = "/regioner/bodo/lop/1/m1/historikk/"
    rows: dict[str, tuple[Versioned, str]] = {
        "plan": (makers.plan(strand, 1, "2016-01-01", None), milestone_history),
        "vedtak": (makers.decide(strand, 1), milestone_history),
        "vedlegg": (
            attach(
                by=None, evidence=evidence, strand=strand, milestone=criterion.milestone,
                checkpoint=criterion,
            ),
            milestone_history,
        ),
        "dokumentasjon": (evidence, "/regioner/bodo/historikk/"),
    }  # fmt: skip
    row, history = rows[sort]
    page = karis.get(at(row, 1, sort)).content.decode()
    assert f'href="{history}"' in page
    assert 'name="revision" value="1"' in page
    answer = karis.post(at(row, 1, sort), {"revision": 1})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, history)
    row.refresh_from_db()
    steps: Any = revision_model(type(row))._default_manager.order_by("number")
    assert [step.step for step in steps.filter(of=row.pk)] == [Kind.CHANGE, Kind.UNDO]


def test_when_someone_saved_meanwhile_the_page_is_shown_anew_and_nothing_is_done(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først.")
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Så.")
    siri = makers.make_person("Siri Stab")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Til slutt.", by=siri)
    answer = karis.post(at(row, 2), {"revision": 2, "reason": "Feil sted"})
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Siri Stab" in body.partition('role="alert"')[2].partition("</div>")[0]
    assert 'value="Feil sted"' in body
    assert 'name="revision" value="3"' in body
    assert "Til slutt." in body
    assert row.revisions.count() == 3
    assert karis.post(at(row, 2), {"revision": 3}).status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert (row.status, row.text) == (Status.ON_HOLD, "Til slutt.")


@pytest.mark.parametrize("sent", [{}, {"revision": "x"}, {"revision": "-1"}])
def test_a_page_that_does_not_say_what_it_showed_undoes_nothing(
    karis: Client, strand: Strand, sent: dict[str, str]
) -> None:
    row = makers.plan(strand, 1, "2016-01-01", None)
    answer = karis.post(at(row, 1, "plan"), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    row.refresh_from_db()
    assert row.revision == 1


def test_where_nothing_is_left_there_is_no_button(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", None)
    row = makers.plan(strand, 1, "2016-02-01", None)
    makers.plan(strand, 1, "2016-03-01", None)
    main = (
        karis.get(at(row, 2, "plan")).content.decode().partition("<main")[2].partition("</main")[0]
    )
    assert "<form" not in main
    answer = karis.post(at(row, 2, "plan"), {"revision": 3})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    row.refresh_from_db()
    assert row.revision == 3


def test_what_the_actions_refuse_is_said_on_the_page(
    karis: Client, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 3, Status.MET, text="Ja.")
    makers.assess(strand, 1, 3, Status.IN_PROGRESS)
    row = makers.assess(strand, 1, 3, Status.IN_PROGRESS, text="")
    answer = karis.post(at(row, 2), {"revision": 3})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Skriv et svar før du markerer spørsmålet som besvart." in answer.content.decode()
    row.refresh_from_db()
    assert (row.status, row.revision) == (Status.IN_PROGRESS, 3)


def test_one_who_has_left_the_region_is_not_made_responsible_again(
    karis: Client, strand: Strand
) -> None:
    ola = makers.coordinator_of(strand.region, makers.make_person("Ola Dahl"))
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=ola)
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=None)
    set_membership(by=None, person=ola, region=strand.region, role=None, expected_revision=1)
    answer = karis.post(at(row, 2), {"revision": 2})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "som hører til byregionen." in answer.content.decode()


@pytest.mark.parametrize("thing", ["plan", "vedtak", "finnes-ikke"])
def test_a_row_is_found_as_what_it_is_and_no_other(
    karis: Client, strand: Strand, thing: str
) -> None:
    row = makers.assess(strand, 1, 1)
    assert karis.get(at(row, 1, thing)).status_code == HTTPStatus.NOT_FOUND


def test_another_regions_step_is_not_found_here(karis: Client, strand: Strand) -> None:
    other = makers.main_strand(makers.make_region("Altaregionen"))
    row = makers.plan(other, 1, "2016-01-01", None)
    assert karis.get(at(row, 1, "plan")).status_code == HTTPStatus.NOT_FOUND
    assert karis.post(at(row, 1, "plan"), {"revision": 1}).status_code == HTTPStatus.NOT_FOUND


def test_a_step_that_was_confirmed_or_never_was_is_not_found(karis: Client, strand: Strand) -> None:
    row = makers.assess(strand, 1, 1, Status.ON_HOLD)
    wording = makers.wording(strand, 1, 1)
    actions.confirm(by=None, strand=strand, wording=wording, expected_revision=1)
    assert karis.get(at(row, 2)).status_code == HTTPStatus.NOT_FOUND
    assert karis.get(at(row, 3)).status_code == HTTPStatus.NOT_FOUND


def test_programme_staff_undo_a_step_of_the_calendar(client: Client, strand: Strand) -> None:
    ola = makers.staff()
    client.force_login(ola)
    row = actions.add_event(by=ola, phase=strand.phase, kind=EventKind.GATHERING)
    address = "/kalender/fase/samling-1/"
    undo_at = f"{address}historikk/1/angre/"
    assert f'href="{undo_at}"' in client.get(address).content.decode()
    assert "Samling 1" in client.get(undo_at).content.decode()
    assert client.post(undo_at, {"revision": 1})["Location"] == address
    row.refresh_from_db()
    assert row.removed


def test_a_number_that_no_history_can_have_is_not_found(karis: Client, strand: Strand) -> None:
    row = makers.assess(strand, 1, 1)
    assert karis.get(at(row, 10**20)).status_code == HTTPStatus.NOT_FOUND


def test_an_attachment_that_moved_on_is_not_attached_again_unseen(strand: Strand) -> None:
    evidence = makers.upload(strand.region)
    checkpoint = makers.wording(strand, 1, 1).checkpoint
    where: Any = {
        "strand": strand, "milestone": checkpoint.milestone, "checkpoint": checkpoint,
    }  # fmt: skip
    row = actions.attach(by=None, evidence=evidence, **where)
    row = actions.detach(by=None, attachment=row, expected_revision=1)
    prepared = undoing(row, 2)
    assert prepared
    again = actions.attach(by=None, evidence=evidence, **where)
    actions.detach(by=None, attachment=again, expected_revision=3)
    with pytest.raises(Stale):
        undo(prepared, by=makers.make_person(), expected_revision=2)
    assert AttachmentRevision.objects.filter(of=row).count() == 4
