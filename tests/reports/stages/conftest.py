"""A region's report to a round, answered and not handed in; two coordinators, one of the staff."""

from datetime import date

import pytest

from checkpoints.models import Strand
from regions.models import Region, User
from reports.models import Report, Round
from tests import makers


@pytest.fixture
def strand(db: None) -> Strand:
    return makers.main_strand_of_small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(strand: Strand) -> Region:
    return strand.region


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann"))


@pytest.fixture
def erik(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Erik Bakke"))


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def asking(region: Region, strand: Strand) -> Round:
    return makers.ask_for_reports(
        region, proposes=makers.wording(strand, 2, 1).checkpoint, due_on=date(2016, 11, 17)
    )


@pytest.fixture
def report(region: Region, asking: Round) -> Report:
    """A draft whose questions are answered."""
    report = makers.report_of(region, asking)
    makers.answer_all(report)
    return report
