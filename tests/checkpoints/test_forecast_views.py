"""The page of forecasts, and what a region's page has of them."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.text import capfirst
from pytest_django import DjangoAssertNumQueries

from checkpoints.forecast import Outlook
from checkpoints.models import Phase, Status
from tests import makers
from tests.checkpoints.histories import passed, under_way

PAGE = "/oversikt/prognose/"
COST = {"": 14, "?as_of=2016-06-01": 18}


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=1, questions=0)


def page_of(client: Client, person: object, query: str = "") -> Any:
    client.force_login(person)  # type: ignore[arg-type]  # a User
    answer = client.get(PAGE + query)
    assert answer.status_code == HTTPStatus.OK
    return answer


def test_the_page_says_the_pace_and_each_regions_range(client: Client, phase: Phase) -> None:
    passed(phase, 9)
    strand = under_way(phase)
    makers.plan(strand, 1, "2016-11-01", "2016-12-24")
    page = page_of(client, makers.staff()).context["page"]
    first, second = page.milestones
    assert (first.pace.reached, first.pace.open, first.pace.median) == (9, 1, 50)
    assert (second.pace.reached, second.pace.lacking) == (0, 9)
    lines = {one.name: one.lines for one in page.regions}
    (line,) = lines["Salten"]
    # On the tenth day, of which only those are like it that took longer.
    assert (bool(line.outlook), bool(line.outlook.why_not)) == (False, True)
    assert line.cell.plan.ends_on == date(2016, 12, 24)
    assert lines["Rask r 01"] == ()


def test_a_range_stands_beside_the_plan(client: Client, phase: Phase) -> None:
    passed(phase, 12)
    strand = under_way(phase, begun="2016-11-15")
    makers.plan(strand, 1, "2016-11-01", "2016-11-20")
    answer = page_of(client, makers.staff())
    (line,) = next(one.lines for one in answer.context["page"].regions if one.name == "Salten")
    assert line.outlook == Outlook(date(2016, 11, 25), date(2017, 3, 15), date(2017, 1, 24))
    assert line.is_after_plan
    assert capfirst(line.outlook.words) in answer.content.decode()


def test_a_past_day_knows_what_was_known_on_it(client: Client, phase: Phase) -> None:
    passed(phase, 12)
    under_way(phase, begun="2016-01-20")
    page = page_of(client, makers.staff(), "?as_of=2016-02-01").context["page"]
    assert page.milestones[0].pace.reached == 3
    assert page.paces.day == date(2016, 1, 31)
    (line,) = next(one.lines for one in page.regions if one.name == "Salten")
    assert not line.outlook


def test_milestones_lead_on_for_those_who_see_the_region(client: Client, phase: Phase) -> None:
    strand = under_way(phase)
    under_way(phase, "Ofoten")
    here, there = (f"/regioner/{slug}/lop/1/m1/" for slug in ("salten", "ofoten"))
    people = (makers.staff(), makers.coordinator_of(strand.region), makers.ministry())
    seen = []
    for person in people:
        body = page_of(client, person).content.decode()
        seen.append((here in body, there in body))
        assert ("Salten" in body, "Ofoten" in body) == (True, True)
    assert seen == [(True, True), (True, False), (False, False)]


def test_a_strands_theme_is_not_told(client: Client, phase: Phase) -> None:
    strand = under_way(phase)
    parallel = makers.parallel_strand(strand.region, phase.milestones.all()[0], "Hemmelig tema")
    makers.assess(parallel, 1, 1, Status.IN_PROGRESS, text="Hemmelig kommentar")
    for person in (makers.ministry(), makers.coordinator_of(makers.make_region("Ofoten"))):
        assert "Hemmelig" not in page_of(client, person).content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ofoten", "Salten"]),
        ("?q=salt", ["Salten"]),
        ("?milepel=m2", ["Ofoten", "Salten"]),
        ("?q=%27%22%25_%F0%9F%98%80", []),
        ("?side=7", ["Ofoten", "Salten"]),
        ("?side=tull&status=tull&milepel=tull&sorter=tull&fylke=99", ["Ofoten", "Salten"]),
        ("?" + "&".join(f"x{n}={n}" for n in range(100)), ["Ofoten", "Salten"]),
    ],
)
def test_filters(client: Client, phase: Phase, query: str, names: list[str]) -> None:
    under_way(phase)
    under_way(phase, "Ofoten")
    page = page_of(client, makers.staff(), query).context["page"]
    assert [one.name for one in page.regions] == names


def test_a_milestone_that_is_asked_for_is_the_only_one(client: Client, phase: Phase) -> None:
    strand = under_way(phase)
    makers.assess(strand, 2, 1, Status.IN_PROGRESS, when="2016-11-12")
    both, one = (
        [line.milestone.slug for line in page.regions[0].lines]
        for query in ("", "?milepel=m2")
        for page in [page_of(client, makers.staff(), query).context["page"]]
    )
    assert (both, one) == (["m1", "m2"], ["m2"])


def test_ranges_come_first_and_the_rest_under_its_reason(client: Client, phase: Phase) -> None:
    passed(phase, 12)
    under_way(phase, "Ofoten", begun="2016-11-15")
    strand = under_way(phase)
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-11-12")
    page = page_of(client, makers.staff()).context["page"]
    assert [one.name for one in page.ranges] == ["Ofoten"]
    names = [[place.region for place in one.places] for one in page.silences]
    assert names == [[f"Rask r {number:02}" for number in range(1, 13)], ["Salten"]]
    held = page.silences[1]
    assert (held.why, held.places[0].line.milestone.slug) == (
        held.places[0].line.outlook.why_not,
        "m1",
    )


def test_of_a_milestone_that_is_asked_for_it_says_that_it_is_not_under_way(
    client: Client, phase: Phase
) -> None:
    under_way(phase)
    (everywhere,) = page_of(client, makers.staff()).context["page"].silences
    page = page_of(client, makers.staff(), "?milepel=m2").context["page"]
    assert [place.line is None for place in everywhere.places] == [False]
    (silence,) = page.silences
    assert silence.why == "Milepæl 2 er ikke i gang."
    assert (page.ranges, [place.region for place in silence.places]) == ((), ["Salten"])


def test_pages_of_regions_are_named_to_those_who_open_them_all(
    client: Client, phase: Phase
) -> None:
    strand = under_way(phase)
    people = (makers.staff(), makers.coordinator_of(strand.region), makers.ministry())
    told = [page_of(client, person).context["page"].sees_all for person in people]
    assert told == [True, False, False]


def test_a_day_that_is_no_day_is_said(client: Client, phase: Phase) -> None:
    client.force_login(makers.staff())
    assert client.get(f"{PAGE}?as_of=tull").status_code == HTTPStatus.BAD_REQUEST


def test_a_programme_without_phases_has_no_forecast(client: Client, db: None) -> None:
    assert page_of(client, makers.staff()).context["page"] is None


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("query", ["", "?as_of=2016-06-01"])
def test_the_page_costs_the_same_for_any_number_of_regions(
    client: Client,
    phase: Phase,
    regions: int,
    query: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    passed(phase, regions)
    client.force_login(makers.staff())
    caches["memory"].clear()
    with django_assert_num_queries(COST[query]):
        client.get(PAGE + query)
    with django_assert_num_queries(COST[query] - 4):
        client.get(PAGE + query)


@pytest.mark.parametrize("path", [PAGE, "/oversikt/kort-fortalt/", "/regioner/salten/"])
def test_what_is_worked_out_is_kept_and_not_in_the_database(
    client: Client, phase: Phase, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Looking at a page writes nothing: the site's own cache is a table."""
    passed(phase, 12)
    under_way(phase, begun="2016-11-15")
    client.force_login(makers.staff())
    written: list[str] = []
    monkeypatch.setattr(caches["default"], "set", lambda key, *_, **__: written.append(key))
    assert client.get(path).status_code == 200
    assert written == []
    assert caches["memory"].get(f"paces-1-{phase.pk}-2016-11-19") is not None


# A region's page


def test_a_regions_page_has_a_line_where_there_is_a_range(client: Client, phase: Phase) -> None:
    passed(phase, 12)
    strand = under_way(phase, begun="2016-11-15")
    client.force_login(makers.coordinator_of(strand.region))
    page = client.get("/regioner/salten/")
    ((one, found),) = page.context["page"].likely
    assert (one.milestone.slug, found.latest) == ("m1", date(2017, 3, 15))
    assert 'id="likely"' in page.content.decode()


def test_a_regions_page_says_why_where_there_is_none(client: Client, phase: Phase) -> None:
    passed(phase, 3)
    strand = under_way(phase)
    client.force_login(makers.coordinator_of(strand.region))
    page = client.get("/regioner/salten/")
    ((one, found),) = page.context["page"].likely
    assert (one.milestone.slug, bool(found), found.reached) == ("m1", False, 3)
    assert str(found.why_not_here) in page.content.decode()


def test_a_regions_page_is_silent_where_nothing_is_under_way(client: Client, phase: Phase) -> None:
    passed(phase, 3)
    client.force_login(makers.coordinator_of(makers.make_region("Salten", slug="salten")))
    page = client.get("/regioner/salten/")
    assert page.context["page"].likely == ()
    assert 'id="likely"' not in page.content.decode()
