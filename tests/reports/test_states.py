"""What everyone is told of a report and of an edition, in the same words."""

import pytest
from django.test import Client
from django.utils.translation import gettext

from regions import clock
from regions.models import User
from reports import actions
from reports.access import ReportPlace, report_to_see
from reports.models import Report, Stage
from reports.pages.drafts import draft_page
from reports.pages.region_reports import report_lines
from reports.pages.rounds import list_page
from reports.queries.due import due_of
from reports.queries.editions import editions_of
from reports.queries.table import table_of
from reports.states import Shown, due_in_words, late_in_words, state_of_edition
from tests import makers
from tests.reports.writing import address_of, where


@pytest.fixture
def report(db: None) -> Report:
    region = makers.main_strand_of_small_programme().region
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def kari(report: Report) -> User:
    return makers.coordinator_of(report.region, makers.make_person("Kari Nordmann"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((Stage.RETURNED, True, False), ("returned", Stage.RETURNED.label)),
        ((Stage.APPROVED, False, False), ("ended", "erstattet av en nyere utgave")),
        ((Stage.APPROVED, True, True), ("ended", "trukket tilbake")),
    ],
)
def test_an_edition_is_withdrawn_or_replaced_or_as_its_report_is(
    facts: tuple[Stage, bool, bool], expected: tuple[str, str]
) -> None:
    stage, is_newest, is_withdrawn = facts
    assert state_of_edition(stage, is_newest=is_newest, is_withdrawn=is_withdrawn) == expected


def test_all_lists_say_alike_what_became_of_an_edition(report: Report, kari: User) -> None:
    staff = makers.staff()
    makers.hand_in(report, kari)
    actions.send_back(by=staff, report=report, expected_revision=2, reason="Si mer.")
    makers.hand_in(report, kari)
    report = makers.report_of(report.region, report.round)
    (line,) = report_lines(report.region, kari)
    (filed,) = list_page(makers.ministry().standing).filed or ()
    expected = [Stage.SUBMITTED.label, "erstattet av en nyere utgave"]
    assert [one.label for one in editions_of(report)] == expected
    assert [one.label for one in line.editions] == expected
    assert [one.label for one in filed.editions] == expected


def test_what_was_approved_stays_so_until_a_newer_edition_comes(report: Report, kari: User) -> None:
    staff, reader = makers.staff(), makers.ministry()
    approved = [gettext("approved, reopened")]
    makers.hand_in(report, kari)
    for step in (actions.approve, actions.send_back):
        report = makers.report_of(report.region, report.round)
        step(by=staff, report=report, expected_revision=report.revision, reason="Si mer.")
    (line,) = report_lines(report.region, kari)
    (filed,) = list_page(reader.standing).filed or ()
    assert [one.label for one in editions_of(report)] == approved
    assert [one.label for one in line.editions] == approved
    assert [(one.label, one.state) for one in filed.editions] == [(approved[0], Stage.APPROVED)]
    makers.hand_in(report, kari)
    (filed,) = list_page(reader.standing).filed or ()
    assert [one.state for one in filed.editions] == [Stage.SUBMITTED, "ended"]


def test_everyone_is_told_that_it_is_reopened(report: Report, kari: User) -> None:
    staff = makers.staff()
    makers.hand_in(report, kari)
    for step in (actions.approve, actions.send_back):
        report = makers.report_of(report.region, report.round)
        step(by=staff, report=report, expected_revision=report.revision, reason="Si mer.")
    (line,) = report_lines(report.region, kari)
    (own,) = list_page(kari.standing).own or ()
    (listed,) = list_page(staff.standing).rounds or ()
    page = draft_page(ReportPlace(makers.report_of(report.region, report.round), kari), "nb")
    (due,) = due_of([report.region_id], clock.today())
    (row,) = table_of(report.round, clock.today()).lines
    shown = [line.shown, own.state, page.shown, due.state, row.state]
    assert shown == [Shown.REOPENED] * 5
    assert [(one.state, one.n) for one in listed.counts] == [(Shown.REOPENED, 1)]
    told = gettext("%(who)s opened the report again on %(day)s at %(time)s.")
    assert page.stands.startswith(told.split(" %(day)s")[0] % {"who": staff.name})


def test_days_are_left_or_over() -> None:
    assert [due_in_words(days) for days in (-11, -1, 0)] == [
        "11 dager igjen",
        "1 dag igjen",
        "frist i dag",
    ]
    assert [due_in_words(days) for days in (1, 3)] == [late_in_words(1), late_in_words(3)]


def test_a_report_is_taken_back_by_its_coordinators_until_it_is_read(
    report: Report, kari: User
) -> None:
    ola = makers.staff()

    def may() -> list[bool]:
        region, phase, event = where(report)
        return [report_to_see(one, region, phase, event).may_take_back for one in (kari, ola)]

    assert may() == [False, False]
    makers.hand_in(report, kari)
    assert may() == [True, False]
    actions.begin_review(by=ola, report=Report.objects.get(pk=report.pk))
    assert may() == [False, False]


def test_a_review_leads_to_the_answers_that_were_changed(
    client: Client, report: Report, kari: User
) -> None:
    ola = makers.staff()
    makers.hand_in(report, kari)
    actions.send_back(by=ola, report=report, expected_revision=2, reason="Si mer.")
    first, second = report.round.questions.all()
    makers.answer_all(report, "Nå er vi forsinket.", by=kari)
    actions.hand_in(
        by=kari, report=report, expected_revision=report.revision, site="https://x.test/"
    )
    client.force_login(ola)
    body = client.get(address_of(report, "review")).content.decode()
    for question in (first, second):
        assert f'href="#answer-{question.pk}"' in body


def test_what_an_edition_says_is_fetched_where_it_is_read(report: Report, kari: User) -> None:
    makers.hand_in(report, kari)
    region, phase, event = where(report)
    edition = report_to_see(kari, region, phase, event).report.edition
    assert edition is not None
    assert edition.get_deferred_fields() == {"content"}
