"""Handing in, the tick that it speaks for, taking back: what the pages say and leave behind."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Assessment, Status, Strand
from regions.models import Region, User
from reports.models import Edition, Report, Round, Stage
from reports.pages.stages import must_answer
from reports.states import late_in_words
from tests import makers
from tests.reports.stages.stepping import at, body, client_of, press, seen, steps_of
from tests.reports.writing import write

# Handing in


def test_what_will_be_handed_in_is_shown_and_nothing_is_done(report: Report, kari: User) -> None:
    text = body(kari, at(report, "hand_in"))
    assert text.count("Vi er i rute.") == 2
    assert late_in_words(3) in text
    report.refresh_from_db()
    assert (report.stage, report.revision) == (Stage.DRAFT, 1)


def test_within_the_deadline_nothing_is_said_of_lateness() -> None:
    assert [late_in_words(days) for days in (-1, 0)] == ["", ""]


def test_a_coordinator_hands_in_and_gets_a_receipt(report: Report, kari: User) -> None:
    answer = press(kari, report, "hand_in")
    assert answer.headers["Location"] == at(report, "hand_in")
    edition = Edition.objects.get()
    assert (edition.number, edition.handed_in_by, edition.on_behalf) == (1, kari, False)
    report.refresh_from_db()
    assert (report.stage, report.edition) == (Stage.SUBMITTED, edition)
    assert at(report, "take_back") in body(kari, at(report, "hand_in"))


def test_what_is_missing_is_listed_with_links_and_not_handed_in(
    region: Region, asking: Round, kari: User
) -> None:
    report = makers.report_of(region, asking)
    text = body(kari, at(report, "hand_in"))
    for question in asking.questions.all():
        assert f'href="{at(report, "report_draft")}#question-{question.pk}"' in text
    assert "<form" not in text
    assert press(kari, report, "hand_in").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Edition.objects.exists()


def test_an_answer_taken_away_after_it_was_read_is_not_handed_in_without(
    report: Report, ola: User
) -> None:
    read = seen(ola, report)
    write(report, report.round.questions.earliest("position"), "", by=ola)
    answer = client_of(ola).post(at(report, "hand_in"), read | {"reason": "Kari ringte."})
    assert answer.status_code == HTTPStatus.CONFLICT
    text = answer.content.decode().split("<main")[1]
    assert ("<form" in text, "Kari ringte." in text) == (False, True)
    assert not Edition.objects.exists()


def test_the_way_to_hand_in_opens_when_all_is_answered(
    region: Region, asking: Round, kari: User, ola: User
) -> None:
    report = makers.report_of(region, asking)
    way = f'href="{at(report, "hand_in")}"'
    draft = at(report, "report_draft")
    assert [way in body(one, draft) for one in (kari, ola)] == [False, False]
    assert must_answer([1, 2]) in body(ola, draft)
    makers.answer_all(report)
    assert [way in body(one, draft) for one in (kari, ola)] == [True, True]


def test_the_staff_are_told_what_the_region_has_to_answer(
    region: Region, asking: Round, kari: User, ola: User
) -> None:
    report = makers.report_of(region, asking)
    answer = "Vi er i rute."
    write(report, asking.questions.earliest("position"), answer, by=kari)
    pages = [body(one, at(report, "hand_in")) for one in (kari, ola)]
    assert [must_answer([2]) in text for text in pages] == [False, True]


def test_on_behalf_of_a_region_one_says_why(report: Report, ola: User) -> None:
    answer = press(ola, report, "hand_in", reason=" ")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Edition.objects.exists()
    press(ola, report, "hand_in", reason="Kari ringte.")
    report.refresh_from_db()
    assert (report.on_behalf, Edition.objects.get().on_behalf) == (True, True)
    assert steps_of(report)[0].reason == "Kari ringte."


def test_a_coordinator_is_not_asked_why(report: Report, kari: User) -> None:
    assert 'name="reason"' not in body(kari, at(report, "hand_in"))


def test_who_comes_second_is_told_who_was_first(report: Report, kari: User, erik: User) -> None:
    read = seen(erik, report)
    press(kari, report, "hand_in")
    answer = client_of(erik).post(at(report, "hand_in"), read)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Kari Nordmann" in answer.content.decode().split("<main")[1]
    assert Edition.objects.count() == 1


def test_a_button_pressed_twice_hands_in_once(report: Report, kari: User) -> None:
    read = seen(kari, report)
    press(kari, report, "hand_in")
    client_of(kari).post(at(report, "hand_in"), read)
    assert Edition.objects.count() == 1


def test_crafted_revisions_hand_in_nothing(report: Report, kari: User) -> None:
    for revision in ("", "x", "-1", "7", "99999999999999999999"):
        answer = press(kari, report, "hand_in", revision=revision)
        assert answer.status_code in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert not Edition.objects.exists()


# The tick that it speaks for


def test_the_tick_is_proposed_and_made_by_the_coordinator_alone(
    report: Report, strand: Strand, kari: User
) -> None:
    press(kari, report, "hand_in")
    tick = reverse("checkpoints:tick", args=[report.region.slug, strand.number, "m2", "c1"])
    assert f'action="{tick}"' in body(kari, at(report, "hand_in"))
    assert not Assessment.objects.exists()
    client_of(kari).post(tick, {"revision": 0, "met": "on"})
    row = Assessment.objects.get()
    assert (row.status, row.changed_by) == (Status.MET, kari)
    assert f'action="{tick}"' not in body(kari, at(report, "hand_in"))


def test_the_tick_is_not_proposed_to_the_staff(report: Report, kari: User, ola: User) -> None:
    press(kari, report, "hand_in")
    assert 'name="met"' not in body(ola, at(report, "hand_in"))


def test_a_round_that_speaks_for_no_checkpoint_proposes_nothing(region: Region, kari: User) -> None:
    report = makers.report_of(region, makers.ask_for_reports(region))
    makers.hand_in(report, kari)
    assert 'name="met"' not in body(kari, at(report, "hand_in"))


# Taking back


def test_what_nobody_has_read_is_taken_back(report: Report, kari: User) -> None:
    press(kari, report, "hand_in")
    answer = press(kari, report, "take_back", reason="Et tall er feil.")
    assert answer.headers["Location"] == at(report, "report_draft")
    report.refresh_from_db()
    assert (report.stage, Edition.objects.get().withdrawal.reason) == (
        Stage.DRAFT, "Et tall er feil.",
    )  # fmt: skip


def test_what_is_read_is_not_taken_back_and_that_is_explained(
    report: Report, kari: User, ola: User
) -> None:
    press(kari, report, "hand_in")
    report.refresh_from_db()
    seen = report.revision
    press(ola, report, "begin_review")
    assert "<form" not in body(kari, at(report, "take_back"))
    answer = client_of(kari).post(
        at(report, "take_back"), {"revision": seen, "reason": "Feil tall"}
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Feil tall" in answer.content.decode()
    report.refresh_from_db()
    assert report.stage == Stage.SUBMITTED


def test_a_draft_is_not_taken_back(report: Report, kari: User) -> None:
    assert press(kari, report, "take_back").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


# Reading


@pytest.mark.parametrize(("questions", "queries"), [(1, 24), (3, 24)])
def test_handing_in_reads_the_same_whatever_the_number_of_questions(
    region: Region, kari: User, questions: int, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = makers.report_of(region, makers.ask_for_reports(region, questions=questions))
    makers.answer_all(report)
    client = client_of(kari)
    client.get(at(report, "hand_in"))
    with django_assert_num_queries(queries):
        client.get(at(report, "hand_in"))
