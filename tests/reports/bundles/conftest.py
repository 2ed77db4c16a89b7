"""A round of three regions, two of which have handed in; someone of the staff."""

from collections.abc import Iterator

import pytest
from django.test import Client

from regions.models import Region, User
from reports.models import Round
from tests import makers
from tests.reports.bundles.working import Worker


@pytest.fixture
def regions(db: None) -> list[Region]:
    makers.small_programme()
    return [
        makers.make_region(name, slug=name.lower().replace("å", "aa"))
        for name in ("Alta", "Hamar", "Ås")
    ]


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def asking(regions: list[Region]) -> Round:
    asking = makers.ask_for_reports(*regions)
    for region in regions[:2]:
        makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    return asking


@pytest.fixture
def _plain_press() -> Iterator[None]:
    with makers.a_plain_press():
        yield


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def olas(client: Client, ola: User) -> Client:
    client.force_login(ola)
    return client


@pytest.fixture
def livs(db: None) -> Client:
    client = Client()
    client.force_login(makers.ministry(makers.make_person("Liv Berg")))
    return client
