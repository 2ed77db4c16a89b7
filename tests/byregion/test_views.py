"""Home, a region's page and the overview."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status
from regions.models import County, ParticipationRole, Region
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
    with django_assert_num_queries(20):
        client.get("/regioner/salten/")


# The overview


def test_the_overview_shows_every_region_in_norwegian_order(client: Client, region: Region) -> None:
    for name in ("Ålesund", "Ørsta", "Ærøy", "bergen", "Zulu"):
        makers.make_region(name)
    body = client_page(client, makers.ministry(), "/oversikt/")
    names = ("bergen", "Salten", "Zulu", "Ærøy", "Ørsta", "Ålesund")
    places = [body.index(f">{name}<") for name in names]
    assert places == sorted(places)


def test_cells_open_for_those_who_may(client: Client, region: Region) -> None:
    makers.make_region("Ofoten", slug="ofoten")
    own = client_page(client, makers.coordinator_of(region), "/oversikt/")
    assert "/regioner/salten/lop/1/m1/" in own
    assert "/regioner/ofoten/" not in own
    assert "Ofoten" in own
    ministry = client_page(client, makers.ministry(), "/oversikt/")
    assert "/regioner/" not in ministry
    staff = client_page(client, makers.staff(), "/oversikt/")
    assert "/regioner/ofoten/lop/1/m2/" in staff


def test_a_comment_of_another_region_stands_nowhere_in_the_overview(
    client: Client, region: Region
) -> None:
    makers.assess(makers.main_strand(region), 1, 1, text="Hemmelig kommentar")
    other = makers.coordinator_of(makers.make_region("Ofoten"))
    body = client_page(client, other, "/oversikt/")
    assert "1 av 3" in body
    assert "Hemmelig" not in body


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Salten", "Ofoten"}),
        ("?q=SALT", {"Salten"}),
        ("?q=ål", {"Salten"}),  # a municipality that takes part
        ("?q=bodø", {"Salten"}),
        ("?q=100%25", set()),
        ("?q=_", set()),
        ("?status=late", {"Ofoten"}),
        ("?status=in_progress", {"Ofoten"}),
        ("?status=on_hold", set()),
        ("?status=tull", {"Salten", "Ofoten"}),
        ("?fylke=99", {"Salten", "Ofoten"}),
        ("?sorter=tull&side=7", {"Salten", "Ofoten"}),
    ],
)
def test_filters(client: Client, region: Region, query: str, shown: set[str]) -> None:
    late = makers.main_strand(makers.make_region("Ofoten"))
    makers.plan(late, 1, "2016-01-01", "2016-09-30")
    makers.assess(late, 1, 1, Status.IN_PROGRESS)
    client.force_login(makers.staff())
    answer = client.get(f"/oversikt/{query}")
    assert answer.status_code == HTTPStatus.OK
    body = answer.content.decode()
    assert {name for name in ("Salten", "Ofoten") if f">{name}</a>" in body} == shown


def test_a_county_is_that_of_any_municipality(client: Client, region: Region) -> None:
    makers.make_region("Ofoten")
    client.force_login(makers.staff())
    number = County.objects.get(name="Buskerud").number
    body = client.get(f"/oversikt/?fylke={number}").content.decode()
    assert ">Salten</a>" in body
    assert ">Ofoten</a>" not in body
    assert "Viser 1 av 2 byregioner." in body


def test_sorting_puts_the_latest_or_furthest_first(client: Client, region: Region) -> None:
    late = makers.main_strand(makers.make_region("Ofoten"))
    makers.plan(late, 1, "2016-01-01", "2016-09-30")
    makers.assess(makers.main_strand(region), 1, 1)
    makers.assess(late, 1, 1, when="2016-01-01")
    makers.assess(late, 1, 2, when="2016-01-01")
    client.force_login(makers.staff())
    orders = (("forsinket", "Ofoten"), ("kommet-lengst", "Ofoten"), ("endret", "Salten"))
    for order, first in orders:
        body = client.get(f"/oversikt/?sorter={order}").content.decode()
        other = {"Ofoten", "Salten"} - {first}
        assert body.index(f">{first}</a>") < body.index(f">{other.pop()}</a>")


def test_parallel_strands_stand_under_the_main_one(
    client: Client, region: Region, phase: Phase
) -> None:
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    makers.assess(strand, 2, 1, Status.ON_HOLD)
    body = client_page(client, makers.staff(), "/oversikt/")
    assert "+ 1 løp: på vent" in body


@pytest.mark.parametrize("regions", [1, 3, 40])
def test_the_overview_costs_ten_queries_for_any_number_of_regions(
    client: Client, phase: Phase, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(regions):
        makers.assess(makers.main_strand(makers.make_region(f"Region {number}")), 1, 1)
    client.force_login(makers.ministry())
    with django_assert_num_queries(10):
        client.get("/oversikt/")
    # The programme staff are told how many questions wait.
    client.force_login(makers.staff())
    with django_assert_num_queries(11):
        client.get("/oversikt/")


def test_a_programme_without_phases_has_an_overview(client: Client, db: None) -> None:
    body = client_page(client, makers.staff(), "/oversikt/")
    assert "Programmet har ingen milepæler ennå." in body


def client_page(client: Client, person: object, path: str) -> str:
    client.force_login(person)  # type: ignore[arg-type]  # a User
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()
