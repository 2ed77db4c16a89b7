"""The page of the programme's report: for the programme staff, before it goes to the funder."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regions.models import ParticipationRole, Region
from reports.models import Round
from reports.programme import splitting
from tests import makers


@pytest.fixture
def regions(db: None) -> list[Region]:
    makers.small_programme()
    made = []
    for name, county in (("Alta", "Finnmark"), ("Bø", "Nordland"), ("Ås", "Nordland")):
        region = makers.make_region(name, slug=name.lower().replace("ø", "o").replace("å", "a"))
        host = makers.make_municipality(name, county=county)
        makers.take_part(region, host, ParticipationRole.HOST)
        made.append(region)
    return made


@pytest.fixture
def asking(regions: list[Region]) -> Round:
    return makers.ask_for_reports(*regions)


@pytest.fixture
def olas(db: None, client: Client) -> Client:
    client.force_login(makers.staff())
    return client


def address(asking: Round, query: str = "") -> str:
    return f"/rapportering/fase/{asking.event.slug}/programrapport/{query}"


def shown(response: Any) -> list[str]:
    """The regions of the matrix."""
    return [one.name for one in response.context["page"].content.regions]


def test_it_shows_what_the_report_would_say_today(
    olas: Client, asking: Round, regions: list[Region]
) -> None:
    makers.assess(makers.main_strand(regions[0]), 1, 1)
    response = olas.get(address(asking))
    page = response.context["page"]
    assert response.status_code == HTTPStatus.OK
    assert shown(response) == ["Alta", "Bø", "Ås"]
    assert (page.content.day, page.is_frozen, page.parts) == (date(2016, 11, 20), False, ())
    assert all(one in response.content.decode() for one in page.content.brief)


def test_it_says_that_it_is_of_the_rounds_own_day(olas: Client, regions: list[Region]) -> None:
    asking = makers.ask_for_reports(*regions, frozen_on=date(2016, 11, 1))
    page = olas.get(address(asking)).context["page"]
    assert (page.content.day, page.is_frozen) == (date(2016, 11, 1), True)


def test_the_rounds_page_leads_to_it(olas: Client, asking: Round) -> None:
    page = olas.get(f"/rapportering/fase/{asking.event.slug}/").content.decode()
    assert f'href="{address(asking)}"' in page


def test_it_counts_the_reports_that_have_no_paper_yet(
    olas: Client, asking: Round, regions: list[Region]
) -> None:
    editions = [
        makers.hand_in(makers.report_of(one, asking), makers.coordinator_of(one))
        for one in regions[:2]
    ]
    assert olas.get(address(asking)).context["page"].waiting == len(editions)
    makers.make_paper(editions[0])
    assert olas.get(address(asking)).context["page"].waiting == 1


def test_a_large_programme_is_read_county_by_county(
    olas: Client, asking: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "WHOLE_UP_TO", 2)
    main, part = (olas.get(address(asking, query)) for query in ("", "?fylke=nordland"))
    assert (shown(main), shown(part)) == ([], ["Bø", "Ås"])
    assert [(one.county, one.address) for one in main.context["page"].parts] == [
        ("Finnmark", "?fylke=finnmark"),
        ("Nordland", "?fylke=nordland"),
    ]
    assert [one.is_current for one in part.context["page"].parts] == [False, True]
    assert olas.get(address(asking, "?fylke=oslo")).status_code == HTTPStatus.NOT_FOUND


def test_what_regions_keep_to_themselves_is_not_on_it(
    olas: Client, asking: Round, regions: list[Region]
) -> None:
    strand = makers.main_strand(regions[0])
    makers.assess(strand, 1, 1, text="Privat kommentar")
    makers.parallel_strand(regions[0], strand.first_milestone, theme="Privat tema")
    makers.ask(strand, 1, 2, "Privat spørsmål")
    assert "Privat" not in olas.get(address(asking)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_regions_takes_as_many_queries(
    olas: Client,
    regions: list[Region],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asking = makers.ask_for_reports(*regions[:count])
    for region in regions[:count]:
        makers.assess(makers.main_strand(region), 1, 1)
        makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    olas.get("/")
    caches["memory"].clear()
    with django_assert_num_queries(22):
        assert olas.get(address(asking)).status_code == HTTPStatus.OK
