"""A region's draft that nobody has written on; one coordinator, one of the staff."""

import pytest
from django.test import Client

from checkpoints.models import Strand
from regions.models import Region, User
from reports.models import Question, Report
from tests import makers


@pytest.fixture
def strand(db: None) -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def region(strand: Strand) -> Region:
    return strand.region


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann"))


@pytest.fixture
def karis(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client


@pytest.fixture
def staff(db: None) -> User:
    return makers.staff()


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def questions(report: Report) -> list[Question]:
    return list(report.round.questions.all())
