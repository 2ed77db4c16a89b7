"""What is handed in is what stood on the page of the one who pressed the button."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.utils.formats import date_format
from django.utils.translation import gettext
from pytest_django import Settings

from checkpoints.models import Strand
from regions.models import Region, User
from reports import actions
from reports.canonical import checksum_of_draft, from_json
from reports.models import Edition, Report, Stage
from reports.queries.content import content_of
from tests import makers
from tests.reports.stages.stepping import at, body, client_of, hidden_on, press, seen
from tests.reports.writing import write

TOMORROW = date(2016, 11, 21)
FILLED_IN = "The checkpoints, or something else that is filled in by itself, were changed."


def refused(person: User, report: Report, read: dict[str, str]) -> Any:
    """Pressed from the page that was read; nothing came of it but the page again."""
    answer = client_of(person).post(at(report, "hand_in"), read)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert not Edition.objects.exists()
    report.refresh_from_db()
    assert (report.stage, report.revision) == (Stage.DRAFT, 1)
    return answer


def main(answer: Any) -> str:
    return str(answer.content.decode().split("<main")[1])


def test_a_draft_and_the_edition_of_it_have_one_checksum(report: Report, kari: User) -> None:
    before = checksum_of_draft(content_of(makers.report_of(report.region, report.round)))
    edition = makers.hand_in(report, kari)
    assert checksum_of_draft(from_json(edition.content)) == before


def test_an_answer_written_meanwhile_is_shown_with_who_wrote_it(
    report: Report, kari: User, erik: User
) -> None:
    first, second = report.round.questions.all()
    read = seen(kari, report)
    write(report, second, "Nei, vi er forsinket.", by=erik)
    text = main(refused(kari, report, read))
    assert "Nei, vi er forsinket." in text
    alert = text.split('role="alert"')[1].split("</section>")[0]
    assert ("Erik Bakke" in alert, str(second) in alert, str(first) in alert) == (True, True, False)


def test_from_the_page_that_tells_of_it_it_is_handed_in(
    report: Report, kari: User, erik: User
) -> None:
    read = seen(kari, report)
    write(report, report.round.questions.all()[0], "Nei.", by=erik)
    again = hidden_on(refused(kari, report, read))
    assert again["seen"] != read["seen"]
    answer = client_of(kari).post(at(report, "hand_in"), again)
    assert answer.status_code == HTTPStatus.FOUND
    content = from_json(Edition.objects.get().content)
    assert checksum_of_draft(content) == again["seen"]


def test_a_tick_made_meanwhile_is_told_of_as_one_of_the_checkpoints(
    report: Report, strand: Strand, kari: User, erik: User
) -> None:
    read = seen(kari, report)
    makers.assess(strand, 1, 1, by=erik, when="2016-11-20")
    assert gettext(FILLED_IN) in main(refused(kari, report, read))


def test_a_page_from_before_midnight_says_that_the_day_has_passed(
    report: Report, kari: User, settings: Settings
) -> None:
    read = seen(kari, report)
    settings.TODAY = TOMORROW
    text = main(refused(kari, report, read))
    assert gettext("The status is read as of %(day)s now.") % {"day": date_format(TOMORROW)} in text


def test_where_the_status_is_frozen_and_nothing_is_late_midnight_changes_nothing(
    region: Region, kari: User, settings: Settings
) -> None:
    report = makers.report_of(region, makers.ask_for_reports(region, frozen_on=date(2016, 11, 18)))
    makers.answer_all(report)
    read = seen(kari, report)
    settings.TODAY = TOMORROW
    assert client_of(kari).post(at(report, "hand_in"), read).status_code == HTTPStatus.FOUND


def test_what_was_written_before_the_page_was_read_is_not_told_of(
    report: Report, strand: Strand, kari: User, erik: User
) -> None:
    write(report, report.round.questions.all()[0], "Nei.", by=erik)
    read = seen(kari, report)
    makers.assess(strand, 1, 1, by=kari, when="2016-11-20")
    assert "Erik Bakke" not in main(refused(kari, report, read)).split("</section>")[0]


def test_a_page_that_came_back_for_another_reason_is_still_as_it_was_read(
    report: Report, ola: User, erik: User
) -> None:
    read = seen(ola, report)
    answer = press(ola, report, "hand_in", reason=" ")
    assert hidden_on(answer)["seen"] == read["seen"]
    write(report, report.round.questions.all()[0], "Nei.", by=erik)
    text = main(refused(ola, report, {**hidden_on(answer), "reason": "Kari ringte."}))
    assert "Kari ringte." in text


@pytest.mark.parametrize(
    "sent",
    [
        {"seen": ""}, {"seen": "\0"}, {"seen": "x" * 10_000},
        {"seen_at": ""}, {"seen_at": "i går"}, {"seen_at": "0001-01-01T00:00:00+12:00"},
        {"seen_at": "9999-12-31T23:59:59-12:00"}, {"seen_at": "2016-11-20T25:00"},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_hands_in_nothing(
    report: Report, kari: User, sent: dict[str, str]
) -> None:
    answer = press(kari, report, "hand_in", **sent)
    assert answer.status_code in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert not Edition.objects.exists()


# One moment for one act


def test_the_edition_and_the_step_that_makes_it_have_one_moment(report: Report, kari: User) -> None:
    edition = makers.hand_in(report, kari)
    assert report.revisions.get(edition=edition).recorded_at == edition.handed_in_at


def test_no_edition_is_older_than_the_step_before_it(report: Report, kari: User) -> None:
    """An import may name an earlier moment; a history never goes backwards."""
    edition = makers.hand_in(report, kari, at=makers.at("2015-01-01"))
    asked, handed_in = report.revisions.order_by("number")
    assert edition.handed_in_at == asked.recorded_at == handed_in.recorded_at


def test_what_is_taken_back_is_withdrawn_at_the_moment_of_the_step(
    report: Report, kari: User
) -> None:
    edition = makers.hand_in(report, kari)
    actions.take_back(by=kari, report=report, expected_revision=report.revision)
    assert report.revisions.get(number=3).recorded_at == edition.withdrawal.at


def test_remarks_and_agreements_go_along_at_the_moment_of_the_step(
    report: Report, kari: User, ola: User
) -> None:
    remark = actions.add_remark(by=ola, edition=makers.hand_in(report, kari), text="Si mer.")
    report.refresh_from_db()
    actions.approve(
        by=ola, report=report, expected_revision=report.revision, agreed=[("Plan", None)]
    )
    remark.refresh_from_db()
    agreement = report.region.agreements.get()
    assert remark.changed_at == agreement.changed_at == report.changed_at


# Why it was handed in on behalf of a region


def test_why_the_staff_handed_in_stands_on_the_edition_but_not_for_the_ministry(
    report: Report, kari: User, ola: User
) -> None:
    press(ola, report, "hand_in", reason="Kari ringte.")
    liv = makers.ministry(makers.make_person("Liv"))
    shown = ["Kari ringte." in body(one, at(report, "edition", 1)) for one in (kari, ola, liv)]
    assert shown == [True, True, False]
