"""A report that was approved once: how it is told when it is open again."""

from datetime import date

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import gettext

from regions.models import Region, User
from reports import actions
from reports.models import Report
from reports.pages.region_reports import report_lines
from reports.pages.rounds import list_page
from reports.queries.due import due_of
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
def report(region: Region, kari: User) -> Report:
    """Handed in."""
    found = makers.report_of(region, makers.ask_for_reports(region))
    makers.hand_in(found, kari)
    return found


def test_what_is_opened_again_is_not_late_and_says_since_when(
    client: Client, region: Region, report: Report, kari: User, ola: User
) -> None:
    actions.approve(by=ola, report=report, expected_revision=2)
    actions.send_back(by=ola, report=report, expected_revision=3, reason="Si mer.")
    (one,) = due_of([region.pk], date(2017, 9, 6))
    assert (one.days_over, one.is_overdue, one.stepped_on) == (279, False, TODAY)
    assert one.back_in_words == gettext("since %(day)s") % {"day": date_format(TODAY)}
    client.force_login(kari)
    assert one.back_in_words in client.get("/regioner/bodo/").content.decode()
    assert [line.when for line in report_lines(region, kari)] == [""]
    assert [own.when for own in list_page(kari.standing).own or ()] == [""]


def test_what_was_sent_back_and_never_approved_is_held_to_its_due_date(
    region: Region, report: Report, kari: User, ola: User
) -> None:
    actions.send_back(by=ola, report=report, expected_revision=2, reason="Si mer.")
    (one,) = due_of([region.pk], date(2016, 12, 8))
    assert (one.is_overdue, one.back_in_words) == (True, one.due_in_words)
