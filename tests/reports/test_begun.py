"""A report is begun for everyone alike: once something is answered, or it was handed in."""

from collections.abc import Callable

import pytest

from checkpoints.models import Strand
from regions import clock
from regions.models import Region, User
from reports import actions
from reports.access import ReportPlace
from reports.models import Question, Report
from reports.pages.drafts import draft_page
from reports.pages.region_reports import report_lines
from reports.queries.due import due_of
from reports.queries.letters import missing_reports
from reports.queries.rounds import counts_of_rounds, own_reports
from reports.queries.table import table_of
from reports.states import Shown
from tests import makers
from tests.reports.writing import write

type Act = Callable[[Report, Question, User], object]


def nothing(_report: Report, _question: Question, _kari: User) -> None:
    """What a region that never came here did."""


def text(report: Report, question: Question, kari: User) -> None:
    write(report, question, "Vi er i rute.", by=kari)


def emptied(report: Report, question: Question, kari: User) -> None:
    text(report, question, kari)
    write(report, question, "", by=kari)


def blanks(report: Report, question: Question, kari: User) -> None:
    write(report, question, " \n ", by=kari)


def to_a_question_that_is_gone(report: Report, question: Question, kari: User) -> None:
    text(report, question, kari)
    actions.remove_question(by=None, question=question)


def taken_back_and_emptied(report: Report, _question: Question, kari: User) -> None:
    makers.hand_in(report, kari)
    actions.take_back(by=kari, report=report, expected_revision=report.revision)
    for question in report.round.questions.all():
        write(report, question, "", by=kari)


@pytest.fixture
def strand(db: None) -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def region(strand: Strand) -> Region:
    return strand.region


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (nothing, Shown.NOT_BEGUN),
        (text, Shown.DRAFT),
        (emptied, Shown.NOT_BEGUN),
        (blanks, Shown.NOT_BEGUN),
        (to_a_question_that_is_gone, Shown.DRAFT),
        (taken_back_and_emptied, Shown.DRAFT),
    ],
)
def test_all_pages_and_letters_say_alike_whether_a_report_is_begun(
    act: Act, expected: Shown, region: Region
) -> None:
    kari = makers.coordinator_of(region)
    report = makers.report_of(region, makers.ask_for_reports(region))
    act(report, report.round.questions.all()[0], kari)
    report, today = makers.report_of(region, report.round), clock.today()
    (in_table,) = table_of(report.round, today).lines
    (due,) = due_of([region.pk], today)
    (missing,) = missing_reports(report.round)
    ((_own, in_list),) = own_reports(frozenset([region.pk]))
    (of_region,) = report_lines(region, kari)
    page = draft_page(ReportPlace(report, kari), "nb")
    said = [in_table.state, due.state, missing.state, in_list, of_region.shown, page.shown]
    assert said == [expected] * 6
    counted = {state: n for state, n in counts_of_rounds()[report.round_id].by_state.items() if n}
    assert counted == {expected: 1}
