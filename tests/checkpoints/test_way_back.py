"""From the matrix into a region and back: the regions that were chosen stay chosen."""

import re
from http import HTTPStatus

import pytest
from django.test import Client

from checkpoints.models import Status
from regions.models import Region
from tests import makers

pytestmark = pytest.mark.django_db

CHOSEN = "?milepel=m1&forsinket=ja"
SHOWN = CHOSEN.replace("&", "&amp;")
PAGE = "/regioner/alta/lop/1/m1/"
AT = f"{PAGE}sjekkpunkt/c1/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def alta(db: None) -> Region:
    makers.small_programme(milestones=2, checkpoints=3)
    found = makers.make_region("Alta", slug="alta")
    strand = makers.main_strand(found)
    makers.plan(strand, 1, "2016-01-01", "2016-02-01")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    return found


@pytest.fixture
def mine(client: Client, alta: Region) -> Client:
    client.force_login(makers.coordinator_of(alta))
    return client


def body(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == HTTPStatus.OK
    found: str = response.content.decode()
    return found


def test_a_cell_and_a_region_of_the_matrix_keep_what_was_chosen(
    client: Client, alta: Region
) -> None:
    client.force_login(makers.staff())
    page = body(client, f"/oversikt/{CHOSEN}")
    assert f'<a href="{PAGE}{SHOWN}">' in page
    assert f'<a href="/regioner/alta/{SHOWN}">Alta</a>' in page


@pytest.mark.parametrize("path", ["/regioner/alta/", PAGE])
def test_the_region_and_its_milestone_lead_back_to_the_same_regions(
    mine: Client, path: str
) -> None:
    assert f'<a href="/oversikt/{SHOWN}">' in body(mine, f"{path}{CHOSEN}")


def test_from_the_region_on_it_is_kept(mine: Client) -> None:
    tables = re.findall(r"<table.*?</table>", body(mine, f"/regioner/alta/{CHOSEN}"), re.DOTALL)
    links = re.findall(r'href="/regioner/alta/lop/1/m\d/([^"#]*)', "".join(tables))
    assert links == [SHOWN, SHOWN]


@pytest.mark.parametrize("act", ["hak", "bekreft"])
def test_after_saving_without_a_script_it_is_kept(mine: Client, act: str) -> None:
    sent = {"revision": 1, "met": "on"}
    response = mine.post(
        f"{AT}{act}/", sent, headers={"Referer": f"http://testserver{PAGE}{CHOSEN}"}
    )
    assert response.headers["Location"] == f"{PAGE}{CHOSEN}#c1"


def test_the_form_of_a_checkpoint_keeps_it_too(mine: Client) -> None:
    assert f'href="{AT}{SHOWN}#c1"' in body(mine, f"{PAGE}{CHOSEN}")
    assert f'<a href="/oversikt/{SHOWN}">' in body(mine, f"{AT}{CHOSEN}")


def test_a_row_that_a_script_fetches_has_the_words_of_its_page(mine: Client) -> None:
    here = {"HX-Current-URL": f"http://testserver{PAGE}{CHOSEN}", **HTMX}
    assert f'href="{AT}{SHOWN}#c1"' in body(mine, PAGE, **here)


@pytest.mark.parametrize(
    "referer",
    [
        "",
        f"http://evil.example{PAGE}{CHOSEN}",
        f"http://testserver{PAGE}?next=//evil.example&as_of=2016-01-01",
    ],
)
def test_what_is_not_ours_is_not_kept(mine: Client, referer: str) -> None:
    sent = {"revision": 1, "met": "on"}
    response = mine.post(f"{AT}hak/", sent, headers={"Referer": referer})
    assert response.headers["Location"] == f"{PAGE}#c1"
