"""A region's draft: what it says of itself, who reads it, what helps to write it."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from regions.models import Region, User
from reports import actions
from reports.access import ReportPlace
from reports.models import Answer, Question, Report
from reports.pages.drafts import DraftPage, draft_page
from reports.pages.region_reports import report_lines
from reports.states import Shown
from tests import makers
from tests.reports.writing import address_of, write


def page_of(report: Report, user: User) -> DraftPage:
    report = makers.report_of(report.region, report.round)
    return draft_page(ReportPlace(report, user), "nb")


def body(client: Client, report: Report) -> str:
    answer = client.get(address_of(report))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode().split("<main")[1]


def send_back(report: Report, staff: User, reason: str = "Si mer om planen.") -> None:
    report.refresh_from_db()
    actions.send_back(by=staff, report=report, expected_revision=report.revision, reason=reason)


# How it stands


def test_a_draft_that_nobody_has_touched_is_not_begun(report: Report, kari: User) -> None:
    page = page_of(report, kari)
    assert page.shown == Shown.NOT_BEGUN
    assert [one.pk for one in page.missing] == [one.pk for one in page.questions]
    assert page.left_out == ()


def test_what_is_answered_is_counted_and_what_is_missing_is_named(
    report: Report, kari: User, questions: list[Question]
) -> None:
    first, second = questions
    third = actions.add_question(by=None, asking=report.round, heading_nb="Mer?", required=False)
    write(report, first, "Vi er i rute.", by=kari)
    page = page_of(report, kari)
    assert page.shown == Shown.DRAFT
    assert page.answered == 1
    assert [one.pk for one in page.missing] == [second.pk]
    assert [one.pk for one in page.left_out] == [third.pk]


def test_an_answer_of_blanks_is_none(report: Report, kari: User, questions: list[Question]) -> None:
    write(report, questions[0], " \n ", by=kari)
    assert page_of(report, kari).answered == 0


def test_a_question_that_is_taken_out_is_neither_asked_nor_missing(
    report: Report, kari: User, questions: list[Question]
) -> None:
    first, second = questions
    actions.change_question(by=None, question=second, expected_revision=1, removed=True)
    assert [one.pk for one in page_of(report, kari).questions] == [first.pk]


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2016, 9, 1), -91),
        (date(2016, 11, 30), -1),
        (date(2016, 12, 1), 0),
        (date(2017, 1, 3), 33),
    ],
)
def test_days_left_and_days_late_are_counted(
    report: Report, kari: User, settings: Settings, today: date, days: int
) -> None:
    settings.TODAY = today
    assert page_of(report, kari).days_over == days


NOT_OPEN = "Runden åpner 1. oktober 2016. Regionen kan begynne å skrive allerede nå. "
IN_91_DAYS = "Rapport 1 skal leveres innen 1. desember 2016, om 91 dager."
LATE = "Rapport 1 skulle ha vært levert innen 1. desember 2016, for 2 dager siden. "
STILL_TAKEN = "Den kan fortsatt leveres, og da står det at den kom etter fristen."


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2016, 9, 1), NOT_OPEN + IN_91_DAYS),
        (date(2016, 11, 30), "Rapport 1 skal leveres innen 1. desember 2016, om 1 dag."),
        (date(2016, 12, 1), "Rapport 1 skal leveres i dag."),
        (date(2016, 12, 3), LATE + STILL_TAKEN),
    ],
)
def test_the_first_sentence_says_when_it_is_due(
    report: Report, karis: Client, settings: Settings, today: date, words: str
) -> None:
    settings.TODAY = today
    assert words in body(karis, report)


def test_before_it_opens_and_after_it_is_due_one_writes_as_ever(
    report: Report, karis: Client, settings: Settings, questions: list[Question]
) -> None:
    for number, today in enumerate([date(2016, 9, 1), date(2017, 1, 3)]):
        settings.TODAY = today
        sent = {"revision": number, "text": f"Svar {number}"}
        there = f"{address_of(report)}svar/{questions[0].pk}/"
        assert karis.post(there, sent).status_code == HTTPStatus.FOUND
    assert Answer.objects.get().text == "Svar 1"


# Who reads it


ROLES: dict[str, tuple[Callable[[Region], User], int, int]] = {
    "coordinator": (makers.coordinator_of, 200, 2),
    "reader": (makers.reader_of, 200, 0),
    "staff": (lambda _: makers.staff(), 200, 0),
    "ministry": (lambda _: makers.ministry(), 404, 0),
    "another region's": (lambda _: makers.coordinator_of(makers.make_region("Salten")), 404, 0),
    "nobody in particular": (lambda _: makers.make_person(), 404, 0),
}


@pytest.mark.parametrize("role", ROLES)
def test_only_coordinators_get_forms(
    client: Client, region: Region, report: Report, kari: User, questions: list[Question], role: str
) -> None:
    write(report, questions[0], "Privat svar", by=kari)
    make, status, forms = ROLES[role]
    client.force_login(make(region))
    answer = client.get(address_of(report))
    page = answer.content.decode()
    assert (answer.status_code, page.count("data-editor=")) == (status, forms)
    assert ("Privat svar" in page) == (status == HTTPStatus.OK)


def test_a_region_that_is_no_longer_asked_has_no_such_page(report: Report, karis: Client) -> None:
    actions.ask_regions(by=None, asking=report.round, regions=[])
    assert karis.get(address_of(report)).status_code == HTTPStatus.NOT_FOUND


# Once it is handed in


def test_what_is_handed_in_is_read_and_no_longer_written(
    report: Report, karis: Client, kari: User
) -> None:
    makers.hand_in(report, kari)
    page = body(karis, report)
    assert "data-editor" not in page
    assert page.count("<p>Vi er i rute.</p>") == 2
    assert page_of(report, kari).filled_in is None
    assert f'href="{address_of(report, "edition", 1)}"' in page


def test_it_is_taken_back_by_its_region_until_it_is_read(
    report: Report, karis: Client, client: Client, kari: User, staff: User
) -> None:
    link = f'href="{address_of(report, "take_back")}"'
    assert link not in body(karis, report)
    makers.hand_in(report, kari)
    assert link in body(karis, report)
    report.refresh_from_db()
    actions.begin_review(by=staff, report=report)
    assert link not in body(karis, report)


@pytest.mark.parametrize("who", [makers.reader_of, lambda _: makers.staff()])
def test_others_than_coordinators_are_not_offered_to_take_it_back(
    client: Client, region: Region, report: Report, kari: User, who: Callable[[Region], User]
) -> None:
    makers.hand_in(report, kari)
    client.force_login(who(region))
    assert address_of(report, "take_back") not in body(client, report)


# All of a region's reports


@pytest.fixture
def again(report: Report, region: Region) -> Report:
    """The report of a later round that asks the same again."""
    asking = makers.ask_for_reports(region, questions=0, like=report.round)
    return makers.report_of(region, asking)


def test_a_regions_reports_are_listed_with_their_editions(
    report: Report, again: Report, kari: User, staff: User
) -> None:
    salten = makers.make_region("Salten")
    elsewhere = makers.report_of(salten, makers.ask_for_reports(salten))
    makers.hand_in(elsewhere, makers.coordinator_of(salten, makers.make_person("Per")))
    makers.hand_in(report, kari)
    send_back(report, staff)
    makers.hand_in(report, staff, on_behalf=True, reason="De ba om det.")
    second, first = report_lines(report.region, kari)
    assert (second.name, second.shown, second.editions) == ("Rapport 2", Shown.NOT_BEGUN, ())
    assert (first.name, first.shown) == ("Rapport 1", Shown.SUBMITTED)
    assert [(one.number, one.on_behalf) for one in first.editions] == [(2, True), (1, False)]


def test_a_round_that_is_taken_away_is_not_listed(report: Report, kari: User) -> None:
    actions.change_round(by=None, asking=report.round, expected_revision=1, removed=True)
    assert report_lines(report.region, kari) == ()


# How much is read


@pytest.mark.parametrize("n", [1, 3])
def test_the_queries_of_a_draft_are_those_of_any_size(
    region: Region, karis: Client, kari: User, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = makers.report_of(region, makers.ask_for_reports(region, questions=n))
    makers.answer_all(report, by=kari)
    with django_assert_num_queries(19):
        assert body(karis, report).count("data-editor=") == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_queries_of_what_is_handed_in_are_those_of_any_size(
    region: Region, karis: Client, kari: User, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = makers.report_of(region, makers.ask_for_reports(region, questions=n))
    there = address_of(report)
    makers.hand_in(report, kari)
    with django_assert_num_queries(8):
        page = karis.get(there).content.decode()
    assert page.count('class="checkpoint question"') == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_queries_of_the_list_are_those_of_any_length(
    region: Region, karis: Client, kari: User, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _ in range(n):
        makers.hand_in(makers.report_of(region, makers.ask_for_reports(region)), kari)
    with django_assert_num_queries(6):
        page = karis.get(f"/regioner/{region.slug}/rapporter/").content.decode()
    assert page.count("utgave/1/") == n
