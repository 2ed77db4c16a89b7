"""What a report to a round says: as a draft, and against what the region handed in before."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from regions import clock
from regions.history import record
from regions.models import Region, User
from reports import actions
from reports.actions.stages import withdraw_edition
from reports.canonical import from_json
from reports.filing import Filing
from reports.models import Agreement, Outcome, Report
from reports.queries.content import content_of
from reports.queries.drafts import answer_of
from tests import makers

LATE = date(2016, 11, 17)


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def first(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def second(region: Region, first: Report) -> Report:
    asking = makers.ask_for_reports(region, due_on=date(2017, 2, 1))
    return makers.report_of(region, asking)


def agree(report: Report, outcome: Outcome, due_on: date | None = None) -> None:
    row = Agreement(region=report.region, event=report.round.event)
    record(row, by=None, expected=0, text=str(outcome), outcome=outcome, due_on=due_on)


def filing_of(report: Report) -> Filing:
    filing = content_of(report).filing
    assert filing is not None
    return filing


def agreed(report: Report) -> list[str]:
    return [one.text for one in filing_of(report).agreed]


def test_a_draft_has_no_number_and_says_how_late_it_is(region: Region) -> None:
    asking = makers.ask_for_reports(region, due_on=LATE)
    filing = filing_of(makers.report_of(region, asking))
    assert (filing.is_draft, filing.number, filing.code, filing.days_late) == (True, 0, "", 3)
    assert [one.question for one in filing.missing] == [
        one.pk for one in asking.questions.order_by("position")
    ]


def test_it_is_read_as_of_the_freeze_moment_once_that_has_passed(region: Region) -> None:
    frozen = makers.ask_for_reports(region, frozen_on=date(2016, 11, 1))
    later = makers.ask_for_reports(region, frozen_on=date(2016, 11, 30))
    days = [content_of(makers.report_of(region, asking)).day for asking in (frozen, later)]
    assert days == [date(2016, 11, 1), date(2016, 11, 20)]


def test_answers_otherwise_than_in_the_previous_edition_are_changed(
    first: Report, coordinator: User
) -> None:
    makers.hand_in(first, coordinator)
    actions.send_back(by=makers.staff(), report=first, expected_revision=2, reason="Mer.")
    question = first.round.questions.order_by("position")[0]
    row = answer_of(first, question)
    actions.answer(by=coordinator, answer=row, expected_revision=row.revision, text="Nytt.")
    filing = filing_of(first)
    assert [one.changed for one in filing.answers] == [True, False]
    assert filing.changed == filing.answers[:1]
    assert filing.since


def test_answers_to_another_round_are_not_compared(
    first: Report, second: Report, coordinator: User
) -> None:
    makers.hand_in(first, coordinator)
    makers.answer_all(second, "Noe helt annet.")
    filing = filing_of(second)
    assert [one.changed for one in filing.answers] == [False, False]
    assert filing.since


def test_a_withdrawn_edition_and_a_later_rounds_are_no_start_to_count_from(
    first: Report, second: Report, coordinator: User
) -> None:
    makers.hand_in(second, coordinator)
    assert filing_of(first).since == ""
    edition = makers.hand_in(first, coordinator)
    assert filing_of(first).since != ""
    withdraw_edition(by=coordinator, edition=edition, reason="Feil.")
    assert filing_of(first).since == ""


def told_changes(report: Report) -> list[str]:
    """Checkpoints that the draft tells of as changed, and those that it marks."""
    content = content_of(report)
    points = [
        row for one in content.strands[0].milestones for row in one.checkpoints if row.changed
    ]
    listed = [one.checkpoint for one in content.changes.statuses]
    assert listed == [one.text for one in points]
    return [one.slug for one in points]


def test_what_is_done_later_on_the_day_of_handing_in_is_new_to_the_next_edition(
    first: Report, second: Report, coordinator: User
) -> None:
    strand = makers.main_strand(first.region)
    makers.assess(strand, 1, 1, when=makers.at("2016-11-20", 0))
    handed_in_at = makers.hand_in(first, coordinator).handed_in_at
    assert told_changes(second) == []
    makers.assess(strand, 1, 2, when=handed_in_at + timedelta(seconds=1))
    assert told_changes(second) == ["c2"]


def test_two_editions_on_one_day_each_tell_what_is_new(
    first: Report, second: Report, coordinator: User
) -> None:
    strand = makers.main_strand(first.region)
    handed_in_at = makers.hand_in(first, coordinator).handed_in_at
    makers.assess(strand, 1, 2, when=handed_in_at + timedelta(microseconds=1))
    content = from_json(makers.hand_in(second, coordinator).content)
    assert content.changes.since == content.day == clock.day_of(handed_in_at)
    assert len(content.changes.statuses) == 1
    assert content.any_changed


def test_after_an_edition_of_a_freeze_day_changes_count_from_that_days_end(
    region: Region, coordinator: User
) -> None:
    strand = makers.main_strand(region)
    frozen = makers.ask_for_reports(region, frozen_on=date(2016, 11, 10))
    makers.hand_in(makers.report_of(region, frozen), coordinator)
    makers.assess(strand, 1, 1, when="2016-11-10")
    makers.assess(strand, 1, 2, when="2016-11-11")
    again = makers.report_of(region, makers.ask_for_reports(region))
    assert told_changes(again) == ["c2"]


def test_the_whole_is_in_the_language_that_the_region_wrote_on_the_day(region: Region) -> None:
    record(region, by=None, expected=region.revision, at=makers.at("2016-11-15"), language="nn")
    asking = makers.ask_for_reports(region, frozen_on=date(2016, 11, 10))
    record(
        asking.questions.all()[0], by=None, expected=1, heading_nb="Hva?", heading_nn="Kva?"
    )  # fmt: skip
    content = content_of(makers.report_of(region, asking))
    assert content.filing is not None
    assert (content.language, content.filing.answers[0].heading.value) == ("nb", "Hva?")


def test_what_was_agreed_is_told_until_it_was_settled_in_an_earlier_round(
    first: Report, second: Report, coordinator: User
) -> None:
    agree(first, Outcome.DONE)
    agree(first, Outcome.OPEN)
    assert agreed(first) == agreed(second) == ["done", "open"]
    makers.hand_in(first, coordinator)
    agree(first, Outcome.DROPPED)
    assert agreed(first) == ["done", "open", "dropped"]
    assert agreed(second) == ["open", "dropped"]


def test_what_is_open_after_its_day_is_late(first: Report) -> None:
    agree(first, Outcome.OPEN, date(2016, 11, 19))
    agree(first, Outcome.OPEN, date(2016, 11, 20))
    agree(first, Outcome.DONE, date(2016, 11, 19))
    found = filing_of(first).agreed
    assert [(one.is_late, one.state) for one in found] == [
        (True, "late"),
        (False, "in_progress"),
        (False, "met"),
    ]


def test_what_another_region_agreed_and_handed_in_stays_there(
    first: Report, coordinator: User
) -> None:
    other = makers.make_region("Salten")
    asking = first.round
    actions.ask_regions(by=None, asking=asking, regions=[first.region, other])
    theirs = makers.report_of(other, asking)
    agree(theirs, Outcome.OPEN)
    makers.hand_in(theirs, makers.coordinator_of(other))
    filing = filing_of(first)
    assert (filing.agreed, filing.since) == ((), "")
    assert [one.text for one in filing.answers] == ["", ""]


def test_what_is_handed_in_says_by_whom_and_how_it_is_checked(
    first: Report, coordinator: User
) -> None:
    edition = makers.hand_in(first, coordinator)
    filing = from_json(edition.content).filing
    assert filing is not None
    assert (filing.number, filing.by, filing.on_behalf) == (1, coordinator.name, False)
    assert filing.check_at == f"https://x.test/kontroll/{edition.code}/"
    assert filing.handed_in_at == edition.handed_in_at


@pytest.mark.parametrize("questions", [1, 3])
def test_it_takes_as_many_queries_whatever_is_asked(
    region: Region, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = makers.report_of(region, makers.ask_for_reports(region, questions=questions))
    for _number in range(questions):
        agree(report, Outcome.OPEN)
    with django_assert_num_queries(19):
        content_of(report)
