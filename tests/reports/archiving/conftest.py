"""A region with an edition that has its paper, and those who ask for it."""

import pytest

from regions.models import Region, User
from reports.models import Edition, Report
from tests import makers

PAPER = b"%PDF-1.7 the paper"


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def staff(db: None) -> User:
    return makers.staff()


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def edition(report: Report, coordinator: User) -> Edition:
    made = makers.hand_in(report, coordinator)
    makers.make_paper(made, PAPER)
    return made
