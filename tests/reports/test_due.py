"""What a region is asked to hand in, told on its own page and at home."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.actions import change_event
from checkpoints.models import Event
from regions.models import Region, User
from reports import actions
from reports.actions.agreements import Agreed
from reports.models import Report, Round
from reports.queries.due import Due, due_of
from reports.states import Shown
from tests import makers

TODAY = date(2016, 11, 20)


@pytest.fixture
def region(db: None) -> Region:
    makers.small_programme()
    return makers.make_region("Bodøregionen", slug="bodo")


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff()


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region)


@pytest.fixture
def report(region: Region, asking: Round) -> Report:
    return makers.report_of(region, asking)


def due(region: Region, day: date = TODAY) -> list[Due]:
    return list(due_of([region.pk], day))


def page(client: Client, person: User, address: str = "/regioner/bodo/") -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def box(body: str) -> str:
    """The first box on the page: what matters most."""
    found = re.search(r'<section class="next".*?</section>', body, re.DOTALL)
    return found[0] if found else ""


# What is told


def test_an_open_round_says_how_long_is_left_and_what_is_answered(
    region: Region, report: Report
) -> None:
    actions.add_question(by=None, asking=report.round, heading_nb="Noe mer?", required=False)
    (one,) = due(region)
    assert (one.name, one.state) == ("Rapport 1", Shown.NOT_BEGUN)
    assert (one.days_left, one.is_overdue, one.answered, one.required) == (11, False, 0, 2)
    makers.answer_all(report)
    (one,) = due(region)
    assert (one.state, one.answered, one.required) == (Shown.DRAFT, 2, 2)


def test_what_came_back_is_first_then_what_is_due_first_then_what_waits(
    region: Region, kari: User, ola: User
) -> None:
    waits, later, sooner, back, approved = (
        makers.ask_for_reports(region, due_on=date(2016, 12, day)) for day in (1, 9, 8, 30, 2)
    )
    for asking in (waits, back, approved):
        makers.hand_in(makers.report_of(region, asking), kari)
    for asking, act in ((back, actions.send_back), (approved, actions.approve)):
        row = makers.report_of(region, asking)
        act(by=ola, report=row, expected_revision=row.revision, reason="Si mer.")
    names = [one.where[2] for one in due(region)]
    assert names == [one.event.slug for one in (back, sooner, later, waits)]


def test_what_was_sent_back_says_why_and_how_many_remarks(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    edition = makers.hand_in(report, kari)
    kept = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    removed = actions.add_remark(by=ola, edition=edition, text="Feil.")
    actions.change_remark(by=ola, remark=removed, expected_revision=1, removed=True)
    report.refresh_from_db()
    actions.send_back(by=ola, report=report, expected_revision=3, reason="Se merknaden.")
    (one,) = due(region)
    assert kept.pk
    assert (one.is_back, one.reason, one.remarks) == (True, "Se merknaden.", 1)


def test_a_remark_is_not_told_of_before_it_is_sent(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    actions.add_remark(by=ola, edition=makers.hand_in(report, kari), text="Si mer.")
    (one,) = due(region)
    assert (one.waits, one.remarks) == (True, 0)


def test_late_is_what_is_missing_after_the_due_date(
    region: Region, report: Report, kari: User
) -> None:
    (one,) = due(region, date(2016, 12, 8))
    assert (one.is_overdue, one.days_over) == (True, 7)
    makers.hand_in(report, kari)
    (one,) = due(region, date(2016, 12, 8))
    assert not one.is_overdue


def test_nothing_is_told_of_rounds_that_are_not_open_or_not_asked_of_the_region(
    region: Region, ola: User
) -> None:
    makers.ask_for_reports(region, opens_on=date(2016, 11, 21))
    gone = makers.ask_for_reports(region)
    actions.change_round(by=ola, asking=gone, expected_revision=1, removed=True)
    left_out = makers.ask_for_reports(region)
    actions.ask_regions(by=ola, asking=left_out, regions=[])
    makers.ask_for_reports(makers.make_region("Alta"))
    assert due(region) == []


def test_the_regions_own_words_are_not_the_staffs(
    region: Region, report: Report, kari: User
) -> None:
    makers.hand_in(report, kari)
    report.refresh_from_db()
    actions.take_back(by=kari, report=report, expected_revision=2, reason="Vi glemte noe.")
    (one,) = due(region)
    assert (one.state, one.reason) == (Shown.DRAFT, "")


def approve(report: Report, kari: User, ola: User, *agreed: str) -> None:
    makers.hand_in(report, kari)
    report.refresh_from_db()
    things: list[Agreed] = [(text, None) for text in agreed]
    actions.approve(by=ola, report=report, expected_revision=2, agreed=things)


def test_an_approval_is_told_with_what_was_agreed_and_is_not_done(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    actions.agree(by=ola, region=region, event=makers.ask_for_reports().event, text="Før.")
    approve(report, kari, ola, "Ring oss.", "Skriv til oss.")
    (one,) = due(region)
    assert (one.is_approved, one.agreed) == (True, 2)


def place_at(event: Event, day: date | None) -> None:
    change_event(
        by=None, event=event, expected_revision=1, position=event.position, starts_on=day,
        ends_on=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts_on", "day", "told"),
    [
        (None, date(2016, 12, 19), 1),
        (None, date(2016, 12, 20), 0),
        (date(2017, 2, 1), date(2017, 2, 1), 1),
        (date(2017, 2, 1), date(2017, 2, 2), 0),
    ],
)
def test_it_is_told_until_the_events_day_and_a_month_have_passed(
    region: Region, report: Report, kari: User, ola: User,
    starts_on: date | None, day: date, told: int,
) -> None:  # fmt: skip
    event = report.round.event
    place_at(event, starts_on)
    approve(report, kari, ola)
    assert len(due(region, day)) == told


def test_or_until_the_next_round_opens(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    approve(report, kari, ola)
    later: dict[str, Any] = {"opens_on": date(2016, 11, 22), "due_on": date(2017, 2, 1)}
    makers.ask_for_reports(makers.make_region("Alta"), **later | {"opens_on": TODAY})
    makers.ask_for_reports(region, **later)
    assert [one.is_approved for one in due(region, date(2016, 11, 21))] == [True]
    assert [one.is_approved for one in due(region, date(2016, 11, 22))] == [False]


def test_what_was_approved_and_is_opened_again_says_so(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    approve(report, kari, ola)
    actions.send_back(by=ola, report=report, expected_revision=3, reason="Si mer.")
    (one,) = due(region)
    assert (one.state, one.is_back, one.reason) == (Shown.REOPENED, True, "Si mer.")
    opened = gettext("The programme staff have opened %(report)s again")
    assert one.in_words == opened % {"report": "Rapport 1"}


# The region's page


def test_what_is_approved_is_a_quiet_line_that_leads_to_what_was_agreed(
    client: Client, kari: User, ola: User, report: Report
) -> None:
    place_at(report.round.event, date(2016, 12, 1))
    approve(report, kari, ola, "Ring oss.")
    body = page(client, kari)
    assert '<a href="/regioner/bodo/avtalt/">' in body
    assert f"1. desember 2016, {Shown.APPROVED.label}" in box(body)
    assert "11 dager" not in box(body)


def test_a_coordinators_page_begins_with_what_is_due_and_leads_to_it(
    client: Client, kari: User, asking: Round
) -> None:
    body = box(page(client, kari))
    assert "Rapport 1 skal leveres innen 1. desember 2016 · 11 dager igjen" in body
    assert "0 av 2 svar som må med" in body
    assert f'href="/regioner/bodo/rapporter/fase/{asking.event.slug}/">Til rapporten' in body


def test_what_the_staff_sent_back_stands_before_all_else(
    client: Client, region: Region, kari: User, ola: User, report: Report
) -> None:
    makers.ask_for_reports(region, due_on=date(2016, 11, 21))
    makers.hand_in(report, kari)
    actions.send_back(by=ola, report=report, expected_revision=2, reason="Si **mer**.")
    body = box(page(client, kari))
    assert "Programstaben har sendt tilbake Rapport 1" in body
    assert "Si <strong>mer</strong>." in body
    assert "11 dager igjen" in body


def test_what_is_late_is_marked(
    client: Client, kari: User, asking: Round, settings: Settings
) -> None:
    settings.TODAY = date(2016, 12, 8)
    body = box(page(client, kari))
    assert 'data-state="late"' in body
    assert "for 7 dager siden" in body


def test_a_reader_reads_the_draft(client: Client, region: Region, asking: Round) -> None:
    body = box(page(client, makers.reader_of(region)))
    assert "Les utkastet" in body
    assert "Til rapporten" not in body


def test_what_waits_for_the_staff_is_a_quiet_line(
    client: Client, kari: User, report: Report
) -> None:
    makers.hand_in(report, kari)
    body = page(client, kari)
    assert "er levert 20. november 2016, og venter på programstaben." in body
    assert "Rapport 1" not in box(body)


def test_an_earlier_day_asks_for_nothing(client: Client, kari: User, asking: Round) -> None:
    body = page(client, kari, "/regioner/bodo/?as_of=2016-11-01")
    assert "Til rapporten" not in body


@pytest.mark.parametrize("n", [1, 3])
def test_any_number_of_reports_is_told_of_by_one_query(
    n: int, region: Region, kari: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(n):
        makers.hand_in(makers.report_of(region, makers.ask_for_reports(region)), kari)
    with django_assert_num_queries(1):
        assert len(due(region)) == n


# Home, of several regions


def test_home_says_what_each_region_is_asked_for(
    client: Client, region: Region, kari: User, asking: Round
) -> None:
    other = makers.make_region("Altaregionen", slug="alta")
    makers.coordinator_of(other, kari)
    body = page(client, kari, "/")
    where = f"/regioner/bodo/rapporter/fase/{asking.event.slug}/"
    assert f'<a href="{where}">Rapport 1 skal leveres innen 1. desember 2016' in body
    assert body.count("skal leveres innen") == 1
    assert body.index(where) > body.index("Bodøregionen")
