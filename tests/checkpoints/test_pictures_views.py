"""The pages of pictures and their files: who sees what, of which day, under which name."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase
from checkpoints.pictures import PICTURES
from regions.models import ParticipationRole, Region
from tests import makers
from tests.checkpoints.pictures import add_events

SIZES = ("wide", "middle", "narrow")
SMALL_SIZES = ("half", "narrow", "paper")
FILES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}


@pytest.fixture
def phase(db: None) -> Phase:
    phase = makers.small_programme(milestones=2, checkpoints=1, questions=0)
    add_events(phase)
    return phase


@pytest.fixture
def region(phase: Phase) -> Region:
    return a_region("Salten", "salten")


def a_region(name: str, slug: str = "") -> Region:
    region = makers.make_region(name, slug=slug)
    makers.take_part(region, makers.make_municipality(name), ParticipationRole.HOST)
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2015-10-01", "2016-02-01")
    makers.assess(strand, 1, 1, when="2016-06-01")
    makers.parallel_strand(region, strand.phase.milestones.all()[1], "Reiseliv")
    return region


@pytest.fixture
def staffs(client: Client, region: Region) -> Client:
    client.force_login(makers.staff())
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_the_index_has_every_picture_with_its_sentence(staffs: Client) -> None:
    body = page(staffs, "/oversikt/bilder/")
    assert [name for name in PICTURES if f'href="/oversikt/bilder/{name}/"' in body] == list(
        PICTURES
    )
    assert body.count('role="img"') == len(PICTURES) * len(SMALL_SIZES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_stands_in_three_sizes_with_its_table_and_files(
    staffs: Client, name: str
) -> None:
    body = page(staffs, f"/oversikt/bilder/{name}/")
    sizes = [size for size in SIZES if f'class="picture picture-{size}' in body]
    assert sizes == ["wide", "middle", "narrow"]
    assert '<th scope="col">' in body
    assert '<th scope="row">' in body
    for kind in FILES:
        assert f'href="/oversikt/bilder/{name}.{kind}"' in body


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", PICTURES)
def test_a_file_is_an_attachment_under_a_name_that_says_what_and_when(
    staffs: Client, name: str, kind: str
) -> None:
    response = staffs.get(f"/oversikt/bilder/{name}.{kind}")
    assert response.status_code == HTTPStatus.OK
    assert response["Content-Type"] == FILES[kind]
    assert response["Content-Disposition"] == f'attachment; filename="{name}-2016-11-20.{kind}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("kind", FILES)
def test_the_trends_file_is_named_after_the_region(staffs: Client, kind: str) -> None:
    response = staffs.get(f"/regioner/salten/milepeltrend.{kind}?as_of=2016-03-01")
    named = f'attachment; filename="milepeltrend-salten-2016-03-01.{kind}"'
    assert response["Content-Disposition"] == named


def test_pages_and_files_are_of_the_day_that_is_asked_for(staffs: Client) -> None:
    body = page(staffs, "/oversikt/bilder/framdrift/?as_of=2016-03-01")
    assert 'href="/oversikt/bilder/framdrift.svg?as_of=2016-03-01"' in body
    assert "<td>0 (1)</td>" in body
    response = staffs.get("/oversikt/bilder/framdrift.svg?as_of=2016-03-01")
    assert "framdrift-2016-03-01.svg" in response["Content-Disposition"]


def test_filters_hold_for_the_picture_and_stay_in_its_files(staffs: Client) -> None:
    a_region("Ofoten")
    body = page(staffs, "/oversikt/bilder/tidslinje/?q=ofo")
    table = body[body.index("<table") :]
    assert ("Ofoten" in table, "Salten" in table) == (True, False)
    assert 'href="/oversikt/bilder/tidslinje.png?q=ofo"' in body


def test_a_page_beyond_the_last_shows_the_last(staffs: Client) -> None:
    body = page(staffs, "/oversikt/bilder/tidslinje/?side=9")
    assert "Salten" in body[body.index("<table") :]


@pytest.mark.parametrize("kind", ["/", ".svg", ".png"])
def test_there_is_no_other_picture(staffs: Client, kind: str) -> None:
    assert staffs.get(f"/oversikt/bilder/tull{kind}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "words",
    [
        "status=tull&sorter=tull&side=-1&antall=x&fylke=99&milepel=tull",
        "q=%27%25_%22%F0%9F%98%80%00",
        "&".join(f"p{n}=x" for n in range(100)),
    ],
)
@pytest.mark.parametrize("name", PICTURES)
def test_what_is_not_understood_harms_nothing(staffs: Client, name: str, words: str) -> None:
    assert staffs.get(f"/oversikt/bilder/{name}/?{words}").status_code == HTTPStatus.OK


@pytest.mark.parametrize("words", ["status=tull", "forsinked=ja", "fylke=99", "q=a&q=b"])
@pytest.mark.parametrize("kind", FILES)
def test_there_is_no_file_of_what_was_not_understood_but_the_page_that_says_so(
    staffs: Client, kind: str, words: str
) -> None:
    response = staffs.get(f"/oversikt/bilder/fordeling.{kind}?{words}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response.templates[0].name == "checkpoints/pictures/picture.html"
    told = response.context["passed_over"]
    assert response.context["form"].errors or (*told.unknown, *told.repeated)


@pytest.mark.parametrize("kind", FILES)
def test_what_means_nothing_to_a_file_harms_none(staffs: Client, kind: str) -> None:
    words = "side=-1&antall=x&tetthet=tull&endret=ja&as_of=&as_of=2016-03-01"
    response = staffs.get(f"/oversikt/bilder/fordeling.{kind}?{words}")
    assert response["Content-Type"] == FILES[kind]


@pytest.mark.parametrize("address", ["oversikt/bilder/", "oversikt/bilder/fylker.png"])
def test_a_day_that_is_none_is_asked_for_again(staffs: Client, address: str) -> None:
    assert staffs.get(f"/{address}?as_of=tull").status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("address", ["tidslinje/", "tidslinje.svg"])
def test_themes_are_for_those_who_see_the_region(
    client: Client, region: Region, address: str
) -> None:
    seen = {}
    people = {
        "own": makers.reader_of(region),
        "staff": makers.staff(),
        "other": makers.coordinator_of(a_region("Ofoten")),
        "ministry": makers.ministry(),
    }
    makers.parallel_strand(region, makers.main_strand(region).first_milestone, "Eget tema")
    for name, person in people.items():
        client.force_login(person)
        body = client.get(f"/oversikt/bilder/{address}").content.decode()
        seen[name] = "Eget tema" in body
        assert "Salten" in body
    assert seen == {"own": True, "staff": True, "other": False, "ministry": False}


def test_the_regions_page_leads_to_its_trend(staffs: Client) -> None:
    body = page(staffs, "/regioner/salten/?as_of=2016-03-01")
    assert 'href="/regioner/salten/milepeltrend/?as_of=2016-03-01"' in body


def test_a_programme_without_milestones_has_no_pictures(client: Client, db: None) -> None:
    client.force_login(makers.staff())
    assert 'role="img"' not in page(client, "/oversikt/bilder/")
    assert 'role="img"' not in page(client, "/oversikt/bilder/framdrift/")
    for address in ("framdrift.svg", "framdrift.png"):
        assert client.get(f"/oversikt/bilder/{address}").status_code == HTTPStatus.NOT_FOUND


QUERIES = {"": 28, "framdrift/": 12, "fordeling/": 13, "tidslinje/": 16, "fylker/": 11}


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("address", QUERIES)
def test_the_same_queries_for_1_and_3_regions(
    client: Client, phase: Phase, address: str, regions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(regions):
        a_region(f"Region {number}")
    client.force_login(makers.staff())
    with django_assert_num_queries(QUERIES[address]):
        client.get(f"/oversikt/bilder/{address}")


@pytest.mark.parametrize("strands", [1, 3])
def test_the_trend_takes_the_same_queries_for_any_number_of_strands(
    client: Client, region: Region, strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    second = makers.main_strand(region).phase.milestones.all()[1]
    for number in range(strands):
        makers.parallel_strand(region, second, f"Tema {number}")
    client.force_login(makers.staff())
    with django_assert_num_queries(12):
        client.get("/regioner/salten/milepeltrend/")
