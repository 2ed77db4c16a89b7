"""A region in a small programme, and its coordinator Kari, signed in."""

import pytest
from django.test import Client

from checkpoints.models import Strand
from regions.models import Region, User
from tests import makers


@pytest.fixture
def region(db: None) -> Region:
    makers.small_programme(milestones=2, checkpoints=3)
    return makers.make_region(slug="bodo")


@pytest.fixture
def strand(region: Region) -> Strand:
    return makers.main_strand(region)


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def karis(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client
