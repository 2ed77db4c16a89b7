"""Home and a region's page."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase
from regions.models import ParticipationRole, Region
from tests import makers


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(phase: Phase) -> Region:
    region = makers.make_region("Salten", slug="salten")
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST)
    makers.take_part(region, makers.make_municipality("Ål", county="Buskerud"))
    return region


# Home


def test_home_is_my_region(client: Client, region: Region) -> None:
    client.force_login(makers.coordinator_of(region))
    assert client.get("/")["Location"] == "/regioner/salten/"


def test_home_is_a_choice_where_there_are_several(client: Client, region: Region) -> None:
    person = makers.coordinator_of(region)
    makers.reader_of(makers.make_region("Ofoten"), person)
    body = client_page(client, person, "/")
    assert body.index("Ofoten") < body.index("Salten")


def test_home_is_the_overview_for_staff_and_the_ministry(client: Client, region: Region) -> None:
    for person in (makers.staff(), makers.ministry()):
        client.force_login(person)
        assert client.get("/")["Location"] == "/oversikt/"


def test_someone_without_a_role_is_told_whom_to_ask(client: Client, region: Region) -> None:
    body = client_page(client, makers.make_person(), "/")
    assert "Be programstaben om å gi deg en rolle." in body


# A region's page


def test_the_page_says_who_takes_part_and_how_far_they_are(client: Client, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2016-01-01", "2016-09-30")
    makers.assess(strand, 1, 1)
    makers.decide(strand, 1, body="Bodø bystyre")
    body = client_page(client, makers.coordinator_of(region), "/regioner/salten/")
    assert "Vertskommune Bodø" in body
    assert "Ål" in body
    assert "Buskerud" in body
    assert "51 dager forsinket" in body
    assert "1 av 3" in body
    assert "Bodø bystyre" in body
    assert 'role="img"' in body


def test_what_was_done_lately_is_listed(client: Client, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, when="2016-11-01", by=makers.make_person("Ola Dahl"))
    makers.assess(strand, 1, 2, when="2015-11-01")
    body = client_page(client, makers.coordinator_of(region), "/regioner/salten/")
    changes = body[body.index("Endret siden 21. september 2016") :]
    assert "Sjekkpunkt 1.c1" in changes
    assert "Sjekkpunkt 1.c2" not in changes


def test_phase_1_has_a_page_without_milestones(client: Client, region: Region) -> None:
    programme = makers.the_programme()
    Phase.objects.create(
        programme=programme, slug="fase-0", position=9, nb="Fase 0", source="nb",
        starts_on=date(2014, 3, 1), ends_on=date(2015, 5, 31),
    )  # fmt: skip
    person = makers.coordinator_of(region)
    body = client_page(client, person, "/regioner/salten/?fase=fase-0")
    assert "Denne fasen har ingen milepæler." in body
    assert client.get("/regioner/salten/?fase=finnes-ikke").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("strands", [1, 3])
def test_a_regions_page_costs_the_same_for_any_number_of_strands(
    client: Client,
    region: Region,
    phase: Phase,
    strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = phase.milestones.get(slug="m2")
    for number in range(strands - 1):
        makers.assess(makers.parallel_strand(region, first, f"Tema {number}"), 2, 1)
    makers.assess(makers.main_strand(region), 1, 1)
    client.force_login(makers.coordinator_of(region))
    for cost in (27, 23):  # first how fast milestones have been passed is read, and kept
        with django_assert_num_queries(cost):
            client.get("/regioner/salten/")


def client_page(client: Client, person: object, path: str) -> str:
    client.force_login(person)  # type: ignore[arg-type]  # a User
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()
