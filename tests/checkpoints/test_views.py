"""The milestone page: ticking, answering, planning, deciding, and every way to get it wrong."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    CheckpointKind,
    Decision,
    Plan,
    Status,
    Strand,
)
from regions.actions import set_membership
from regions.models import Region, User
from tests import makers

HTMX = {"HX-Request": "true"}


PAGE = "/regioner/bodo/lop/1/m1/"


def at(checkpoint: str, tail: str = "") -> str:
    return f"{PAGE}sjekkpunkt/{checkpoint}/{tail}"


def details(**changes: Any) -> dict[str, Any]:
    """What the unfolded form sends for a checkpoint that nobody has touched."""
    return {"revision": 0, "status": "not_started", "text": "", **changes}


# Ticking


def test_one_click_ticks_and_writes_a_revision(karis: Client, kari: User, strand: Strand) -> None:
    answer = karis.post(at("c1", "hak/"), {"revision": 0, "met": "on"})
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == f"{PAGE}#c1"
    row = Assessment.objects.get(strand=strand)
    assert (row.status, row.met_on, row.revision) == (Status.MET, date(2016, 11, 20), 1)
    step = row.revisions.get()
    assert (step.number, step.by, step.status) == (1, kari, Status.MET)


def test_htmx_gets_the_row_alone_and_what_to_say(karis: Client) -> None:
    answer = karis.post(at("c1", "hak/"), {"revision": 0, "met": "on"}, headers=HTMX)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert answer["HX-Trigger"] == "assessed"
    assert 'id="c1"' in body
    assert 'id="saved" hx-swap-oob="innerHTML"' in body
    assert "<html" not in body


def test_a_tick_costs_at_most_fourteen_queries(
    karis: Client, strand: Strand, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    # session, person, strand, roles, wording, row, savepoint, row, two revisions, the cell's
    # count, savepoint, evidence, verification
    with django_assert_num_queries(14):
        karis.post(at("c1", "hak/"), {"revision": 1, "met": "on"}, headers=HTMX)


def test_taking_a_tick_back_goes_to_the_status_before_and_keeps_the_history(
    karis: Client, strand: Strand
) -> None:
    row = makers.assess(strand, 1, 1, Status.ON_HOLD, text="Venter på Haram.")
    karis.post(at("c1", "hak/"), {"revision": 1, "met": "on"})
    karis.post(at("c1", "hak/"), {"revision": 2})
    row.refresh_from_db()
    assert (row.status, row.text, row.met_on) == (Status.ON_HOLD, "Venter på Haram.", None)
    steps = row.revisions.order_by("number").values_list("number", "status")
    assert list(steps) == [(1, "on_hold"), (2, "met"), (3, "on_hold")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_takes_a_tick_back_is_told_and_shown_the_way_back(
    karis: Client, strand: Strand, headers: dict[str, str]
) -> None:
    row = makers.assess(strand, 1, 1, met_on=date(2016, 2, 1), when="2016-02-01")
    answer = karis.post(at("c1", "hak/"), {"revision": 1}, headers=headers, follow=True)
    body = answer.content.decode()
    undo = f"/regioner/bodo/historikk/vurdering/{row.pk}/2/angre/"
    assert "Haken er tatt bort." in body
    assert body.count(f'<a href="{undo}">Angre') == 1
    karis.post(undo, {"revision": 2})
    row.refresh_from_db()
    assert (row.status, row.met_on) == (Status.MET, date(2016, 2, 1))


def test_who_ticks_is_shown_no_way_back(karis: Client, strand: Strand) -> None:
    answer = karis.post(at("c1", "hak/"), {"revision": 0, "met": "on"}, headers=HTMX)
    assert "/angre/" not in answer.content.decode()


def test_what_a_tick_changes_on_the_page_around_it_is_fetched_anew(
    karis: Client, strand: Strand
) -> None:
    body = karis.get(PAGE).content.decode()
    fetched = body.partition('hx-select-oob="')[2].partition('"')[0].split(",")
    assert fetched == [
        "#standing", "#ways", "#open-ones", *(f"#learning-c{n}" for n in (1, 2, 3)),
    ]  # fmt: skip
    assert [body.count(f'id="{one[1:]}"') for one in fetched] == [1] * 6


def test_where_all_is_met_there_is_nothing_to_confirm(karis: Client, strand: Strand) -> None:
    for checkpoint in (1, 2, 3):
        makers.assess(strand, 1, checkpoint, text="Ja.")
    body = karis.get(PAGE).content.decode()
    assert '<div id="open-ones"></div>' in body
    assert 'id="confirm-open"' not in body


def test_an_unanswered_question_unfolds_and_says_what_to_do(karis: Client) -> None:
    answer = karis.post(at("c3", "hak/"), {"revision": 0, "met": "on"}, headers=HTMX)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Skriv et svar før du markerer spørsmålet som besvart." in body
    assert 'name="revision" value="0"' in body
    assert not Assessment.objects.exists()


def test_without_javascript_the_question_unfolds_within_the_page(karis: Client) -> None:
    answer = karis.post(at("c3", "hak/"), {"revision": 0, "met": "on"})
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "<html" in body
    assert "Skriv et svar før du markerer spørsmålet som besvart." in body


@pytest.mark.parametrize("sent", ["", "-1", "x", "99999999999999999999"])
def test_a_broken_tick_is_refused_in_words_and_saves_nothing(
    karis: Client, strand: Strand, sent: str
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    answer = karis.post(at("c1", "hak/"), {"revision": sent, "met": "on"}, headers=HTMX)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Siden er ufullstendig. Last den inn på nytt." in answer.content.decode()
    assert Assessment.objects.get().status == Status.ON_HOLD


def test_a_tick_beside_what_another_wrote_is_saved_and_it_is_said(
    karis: Client, strand: Strand
) -> None:
    ola = makers.make_person("Ola Dahl")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, text="Vi venter på fylket.")
    answer = karis.post(at("c1", "hak/"), {"revision": "1", "met": "on"}, headers=HTMX)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "Ola Dahl endret «Kommentar» kl. 12.00." in body
    row = Assessment.objects.get()
    assert (row.status, row.text, row.revision) == (Status.MET, "Vi venter på fylket.", 3)


@pytest.mark.parametrize("sent", ["0", "7"])
def test_a_stale_tick_on_another_status_shows_both_and_saves_nothing(
    karis: Client, strand: Strand, sent: str
) -> None:
    ola = makers.make_person("Ola Dahl")
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=ola)
    answer = karis.post(at("c1", "hak/"), {"revision": sent, "met": "on"}, headers=HTMX)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Ola Dahl" in body
    assert "På vent" in body
    assert 'name="revision" value="1"' in body
    assert Assessment.objects.get().status == Status.ON_HOLD


@pytest.mark.parametrize(("status", "sent"), [(Status.MET, {"met": "on"}), (Status.ON_HOLD, {})])
def test_two_who_wanted_the_same_do_not_collide(
    karis: Client, strand: Strand, status: Status, sent: dict[str, str]
) -> None:
    makers.assess(strand, 1, 1, status, text="Som før")
    answer = karis.post(at("c1", "hak/"), {"revision": 0, **sent}, headers=HTMX)
    assert answer.status_code == HTTPStatus.OK
    assert "Lagret kl." in answer.content.decode()
    row = Assessment.objects.get()
    assert (row.status, row.text, row.revision) == (status, "Som før", 1)


def test_a_revision_that_never_was_is_refused_in_words(karis: Client) -> None:
    answer = karis.post(at("c1", "hak/"), {"revision": "3", "met": "on"}, headers=HTMX)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Siden er ufullstendig. Last den inn på nytt." in answer.content.decode()


# The details


def test_the_details_are_saved_as_they_were_written(
    karis: Client, kari: User, strand: Strand
) -> None:
    sent = details(
        status="in_progress", text="Første linje\r\nandre linje", due_on="2016-12-01",
        responsible=kari.pk, unsure="on", reason="Nytt mandat",
    )  # fmt: skip
    answer = karis.post(at("c2"), sent)
    assert answer.status_code == HTTPStatus.FOUND
    row = Assessment.objects.get()
    assert (row.status, row.text) == ("in_progress", "Første linje\nandre linje")
    assert (row.due_on, row.responsible, row.unsure) == (date(2016, 12, 1), kari, True)
    assert row.revisions.get().reason == "Nytt mandat"


def test_saving_without_a_change_is_a_step_in_the_history(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    karis.post(at("c1"), details(revision=1, status="in_progress"))
    assert AssessmentRevision.objects.count() == 2


def test_a_stale_save_shows_both_texts_and_the_next_one_overwrites_knowingly(
    karis: Client, strand: Strand
) -> None:
    ola = makers.make_person("Ola Dahl")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Olas tekst", by=ola)
    sent = details(status="on_hold", text="Karis tekst")
    answer = karis.post(at("c1"), sent)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Olas tekst" in body
    assert "Karis tekst" in body
    assert Assessment.objects.get().text == "Olas tekst"
    karis.post(at("c1"), {**sent, "revision": 1})
    assert Assessment.objects.get().text == "Karis tekst"
    texts = AssessmentRevision.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Olas tekst", "Karis tekst"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": "31.02.2016"}, "Skriv datoen som 20.11.2016."),
        ({"due_on": "i morgen"}, "Skriv datoen som 20.11.2016."),
        ({"due_on": "2013-01-01"}, "Datoen er mer enn et år utenfor fasen"),
        ({"due_on": "2019-06-02"}, "Datoen er mer enn et år utenfor fasen"),
        ({"status": "ferdig"}, "Velg et av alternativene"),
        ({"text": "x" * 3001}, "3000"),
        ({"responsible": 999_999}, "Velg et av alternativene"),
        ({"responsible_name": "x" * 101}, "100"),
        ({"revision": "x"}, "Siden er ufullstendig. Last den inn på nytt."),
    ],
)
def test_bad_input_says_what_to_do_and_loses_nothing_typed(
    karis: Client, changes: dict[str, Any], sentence: str
) -> None:
    sent = details(status="in_progress", text="Dette har jeg skrevet.") | changes
    answer = karis.post(at("c1"), sent)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in body
    assert str(sent["text"]) in body
    assert not Assessment.objects.exists()


def test_a_person_and_a_name_cannot_both_be_responsible(karis: Client, kari: User) -> None:
    sent = details(responsible=kari.pk, responsible_name="Per Hansen")
    answer = karis.post(at("c1"), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Velg en person eller skriv et navn, ikke begge deler." in answer.content.decode()


def test_someone_of_another_region_cannot_be_made_responsible(karis: Client) -> None:
    stranger = makers.coordinator_of(makers.make_region("Rana"))
    answer = karis.post(at("c1"), details(responsible=stranger.pk))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Assessment.objects.exists()


def test_a_date_a_little_outside_the_phase_is_saved_with_a_hint(karis: Client) -> None:
    answer = karis.post(at("c1"), details(due_on="2018-08-01"), follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert "01.08.2018 ligger utenfor fasen" in answer.content.decode()
    assert Assessment.objects.get().due_on == date(2018, 8, 1)


def test_the_hint_reaches_htmx_too(karis: Client) -> None:
    answer = karis.post(at("c1"), details(due_on="2018-08-01"), headers=HTMX)
    assert "01.08.2018 ligger utenfor fasen" in answer.content.decode()


def test_a_checkpoint_of_another_milestone_is_not_found(karis: Client) -> None:
    assert karis.post(at("c9", "hak/"), {"revision": 0}).status_code == HTTPStatus.NOT_FOUND
    assert karis.get(at("c9")).status_code == HTTPStatus.NOT_FOUND


def test_a_parallel_strand_has_no_place_before_its_first_milestone(
    karis: Client, region: Region, strand: Strand
) -> None:
    makers.parallel_strand(region, strand.phase.milestones.get(slug="m2"))
    assert karis.get("/regioner/bodo/lop/2/m1/").status_code == HTTPStatus.NOT_FOUND
    page = karis.get("/regioner/bodo/lop/2/m2/").content.decode()
    assert "/regioner/bodo/lop/1/m1/" in page  # what lies before is ticked in the main strand


def test_hostile_text_is_text(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.MET, text="<script>alert(1)</script>\n</svg>")
    body = karis.get(PAGE).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>\n&lt;/svg&gt;" in body


# Who may


def test_a_reader_sees_no_checkbox_and_cannot_tick(client: Client, region: Region) -> None:
    client.force_login(makers.reader_of(region))
    assert 'type="checkbox"' not in client.get(PAGE).content.decode()
    assert client.post(at("c1", "hak/"), {"revision": 0}).status_code == HTTPStatus.FORBIDDEN
    assert client.post(at("c1"), details()).status_code == HTTPStatus.FORBIDDEN
    assert not Assessment.objects.exists()


def test_a_region_that_is_not_mine_is_not_found(client: Client, region: Region) -> None:
    client.force_login(makers.coordinator_of(makers.make_region("Rana")))
    assert client.get(PAGE).status_code == HTTPStatus.NOT_FOUND
    assert client.post(at("c1", "hak/"), {"revision": 0}).status_code == HTTPStatus.NOT_FOUND


# Plans and decisions


def test_a_plan_is_set_and_moved_with_its_reason(karis: Client, strand: Strand) -> None:
    sent = {"revision": 0, "starts_on": "2016-01-01", "ends_on": "2016-06-30"}
    assert karis.post(f"{PAGE}plan/", sent).status_code == HTTPStatus.FOUND
    moved = {**sent, "revision": 1, "ends_on": "2016-09-30", "reason": "Valget"}
    karis.post(f"{PAGE}plan/", moved)
    plan = Plan.objects.get()
    assert (plan.ends_on, plan.revision) == (date(2016, 9, 30), 2)
    page = karis.get(PAGE).content.decode()
    assert "flyttet 1 gang, 92 dager senere" in page
    history = karis.get(f"{PAGE}historikk/").content.decode()
    assert "Valget" in history
    assert "30.06.2016" in history


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("2016-06-30", "2016-01-01"), "Planlagt slutt kan ikke være før planlagt start."),
        (("1999-01-01", ""), "Datoen er mer enn et år utenfor fasen"),
        (("", "tirsdag"), "Skriv datoen som 20.11.2016."),
    ],
)
def test_a_plan_that_cannot_be_says_why(
    karis: Client, days: tuple[str, str], sentence: str
) -> None:
    sent = {"revision": 0, "starts_on": days[0], "ends_on": days[1], "reason": "Fordi"}
    answer = karis.post(f"{PAGE}plan/", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert "Fordi" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_stale_plan_shows_both(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-31", by=makers.make_person("Ola Dahl"))
    sent = {"revision": 0, "starts_on": "2016-01-01", "ends_on": "2016-06-30"}
    answer = karis.post(f"{PAGE}plan/", sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Ola Dahl" in answer.content.decode()
    assert Plan.objects.get().ends_on == date(2016, 3, 31)


def test_decisions_are_recorded_corrected_and_removed(karis: Client) -> None:
    sent = {"revision": 0, "decided_on": "2016-02-01", "body": "Bodø bystyre", "note": "Sak 4"}
    karis.post(f"{PAGE}vedtak/ny/", sent)
    karis.post(f"{PAGE}vedtak/ny/", {**sent, "body": "Fauske kommunestyre"})
    first, second = Decision.objects.order_by("pk")
    page = karis.get(PAGE).content.decode()
    assert "Bodø bystyre" in page
    assert "Fauske kommunestyre" in page
    address = f"{PAGE}vedtak/{second.pk}/"
    karis.post(address, {**sent, "revision": 1, "body": "Fauske kommunestyre", "removed": "on"})
    page = karis.get(PAGE).content.decode()
    assert "Fauske kommunestyre" not in page
    assert "Fauske kommunestyre" in karis.get(f"{PAGE}historikk/").content.decode()
    assert first.revisions.count() == 1
    karis.post(address, {**sent, "revision": 2, "body": "Fauske kommunestyre"})  # put back
    assert "Fauske kommunestyre" in karis.get(PAGE).content.decode()


def test_a_note_typed_while_someone_removes_the_decision_is_not_lost(
    karis: Client, strand: Strand
) -> None:
    row = makers.decide(strand, 1)
    address = f"{PAGE}vedtak/{row.pk}/"
    sent = {"decided_on": "2016-01-20", "body": "Bodø bystyre", "revision": 1}
    karis.post(address, {**sent, "removed": "on"})
    answer = karis.post(address, {**sent, "note": "Sak 12/16"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Sak 12/16" in answer.content.decode()


def test_a_checkpoint_that_is_no_longer_in_use_cannot_be_ticked(
    karis: Client, strand: Strand
) -> None:
    strand.phase.milestones.get(slug="m1").checkpoints.filter(slug="c1").update(
        valid_to=date(2016, 11, 19)
    )
    answer = karis.post(at("c1", "hak/"), {"revision": 0, "met": "on"})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert karis.get(at("c1", "historikk/")).status_code == HTTPStatus.OK


def test_someone_who_has_left_the_region_stays_responsible_until_another_is_chosen(
    karis: Client, region: Region, strand: Strand
) -> None:
    ola = makers.coordinator_of(region, makers.make_person("Ola Dahl"))
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, responsible=ola)
    membership = ola.memberships.get()
    set_membership(
        by=None, person=ola, region=region, role=None, expected_revision=membership.revision
    )
    sent = details(revision=1, status="in_progress", text="Ny kommentar", responsible=ola.pk)
    assert karis.post(at("c1"), sent).status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert (row.text, row.responsible) == ("Ny kommentar", ola)
    late = karis.post(at("c1", "hak/"), {"revision": 1, "met": "on"}, headers=HTMX)
    assert late.status_code == HTTPStatus.OK
    row.refresh_from_db()
    assert (row.status, row.text, row.responsible) == (Status.MET, "Ny kommentar", ola)


@pytest.mark.parametrize("sent", ["", "x", "-1"])
def test_a_tick_without_a_revision_saves_nothing(karis: Client, sent: str) -> None:
    answer = karis.post(at("c1", "hak/"), {"revision": sent, "met": "on"}, headers=HTMX)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Assessment.objects.exists()


def test_a_day_ahead_is_saved_with_a_hint(karis: Client) -> None:
    sent = details(status="met", met_on="2017-03-01")
    answer = karis.post(at("c1"), sent, headers=HTMX)
    assert "Datoen ligger fram i tid. Er den riktig?" in answer.content.decode()


def test_a_decision_needs_a_day_and_a_body(karis: Client) -> None:
    answer = karis.post(f"{PAGE}vedtak/ny/", {"revision": 0, "note": "Sak 4"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Sak 4" in answer.content.decode()
    assert not Decision.objects.exists()


# Reading


@pytest.mark.parametrize("checkpoints", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_checkpoints(
    client: Client, db: None, checkpoints: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    makers.small_programme(milestones=2, checkpoints=checkpoints, questions=0)
    region = makers.make_region(slug="bodo")
    for number in range(1, checkpoints + 1):
        makers.assess(makers.main_strand(region), 1, number)
    client.force_login(makers.coordinator_of(region))
    # 16 for the region's own; who has met what, who shares it, what is asked
    with django_assert_num_queries(19):
        client.get(PAGE)


def test_the_history_tells_every_step(karis: Client, strand: Strand) -> None:
    ola = makers.make_person("Ola Dahl")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, reason="Startet")
    makers.assess(strand, 1, 1, Status.MET, by=ola, when="2016-03-01")
    body = karis.get(at("c1", "historikk/")).content.decode()
    assert "Ola Dahl" in body
    assert "Startet" in body
    assert "i gang" in body
    assert "oppfylt" in body


def test_a_question_is_called_answered(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 3, Status.MET)
    assert strand.phase.milestones.get(slug="m1").checkpoints.get(slug="c3").kind == (
        CheckpointKind.QUESTION
    )
    assert "Besvart" in karis.get(PAGE).content.decode()


def test_a_tick_long_after_the_phase_is_no_slip_of_anyones(
    karis: Client, settings: Settings
) -> None:
    settings.TODAY = date(2019, 9, 1)
    answer = karis.post(at("c1", "hak/"), {"revision": 0, "met": "on"})
    assert answer.status_code == HTTPStatus.FOUND
    assert Assessment.objects.get().met_on == date(2019, 9, 1)


# What is left empty

NEEDED = {
    "/regioner/bodo/lop/1/m1/sjekkpunkt/c1/hjelp/": ["Skriv hva dere trenger hjelp til."],
    "/regioner/bodo/lop/1/m1/vedtak/ny/": ["Skriv datoen for vedtaket.", "Skriv hvem som vedtok."],
    "/regioner/bodo/lop/": ["Skriv et tema.", "Velg milepæl."],
}


@pytest.mark.parametrize("address", NEEDED)
def test_what_must_be_filled_in_is_asked_for_in_its_own_words(
    karis: Client, strand: Strand, address: str
) -> None:
    answer = karis.post(address, {"revision": 0})
    errors = answer.context["form"].errors.values()
    assert [str(one) for each in errors for one in each] == NEEDED[address]
