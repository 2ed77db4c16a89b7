"""The programme in brief: what it says to whom, and where its numbers lead."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status
from tests import makers

PAGE = "/oversikt/kort-fortalt/"
COST = {"": 19, "?as_of=2016-06-01": 22, "?q=region": 20}


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=1, questions=0)


def brief_of(client: Client, person: object, query: str = "") -> Any:
    client.force_login(person)  # type: ignore[arg-type]  # a User
    answer = client.get(PAGE + query)
    assert answer.status_code == HTTPStatus.OK
    return answer.context["brief"]


def numbers(brief: Any) -> dict[str, str]:
    return {p.address: p.text for one in brief.sentences for p in one if p.address}


def test_its_numbers_lead_to_the_matrix_of_the_regions_they_count(
    client: Client, phase: Phase
) -> None:
    for name in ("Salten", "Ofoten"):
        makers.assess(makers.main_strand(makers.make_region(name)), 1, 1, when="2016-11-01")
    held = makers.main_strand(makers.make_region("Lofoten"))
    makers.assess(held, 1, 1, Status.ON_HOLD, when="2016-11-01")
    found = numbers(brief_of(client, makers.ministry()))
    links = {
        "/oversikt/?": "3",
        "/oversikt/?milepel=m1&status=reached": "2",
        "/oversikt/?status=on_hold": "1",
    }
    assert {address: found[address] for address in links} == links
    for address, number in links.items():
        assert client.get(address).context["page"].leaves.found.count == int(number)


def test_it_tells_of_the_regions_that_are_chosen(client: Client, phase: Phase) -> None:
    for name in ("Salten", "Ofoten"):
        makers.make_region(name)
    found = numbers(brief_of(client, makers.staff(), "?q=salt"))
    assert found["/oversikt/?q=salt"] == "1"
    assert not any(address.endswith("?") for address in found)


def test_it_tells_what_happened_since_the_day_that_is_asked_for(
    client: Client, phase: Phase
) -> None:
    strand = makers.main_strand(makers.make_region("Salten"))
    makers.assess(strand, 1, 1, when="2016-03-01")
    asked = "?as_of=2016-06-01&since={}".format
    there = "/oversikt/?as_of=2016-06-01&since={}".format
    person = makers.staff()
    before, after = date(2016, 2, 28), date(2016, 3, 2)
    assert numbers(brief_of(client, person, asked(before)))[there(before)] == "1"
    assert there(after) not in numbers(brief_of(client, person, asked(after)))


def test_no_words_of_a_region_stand_in_it(client: Client, phase: Phase) -> None:
    region = makers.make_region("Salten")
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m1"), "Hemmelig tema")
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Hemmelig kommentar")
    for person in (makers.ministry(), makers.coordinator_of(makers.make_region("Ofoten"))):
        assert "Hemmelig" not in brief_of(client, person).text


def test_the_latest_are_named_first_and_lead_where_one_may_go(client: Client, phase: Phase) -> None:
    regions = {}
    for name, planned in (("Salten", "2016-11-10"), ("Ofoten", "2016-11-01"), ("Ryfylke", "")):
        regions[name] = makers.make_region(name, slug=name.lower())
        if planned:
            makers.plan(makers.main_strand(regions[name]), 1, "2016-10-01", planned)
    pages = {"Ofoten": "/regioner/ofoten/", "Salten": "/regioner/salten/"}
    rows = {name: f"/oversikt/?q={name}" for name in pages}
    people = {
        makers.staff(): pages,
        makers.ministry(): rows,
        makers.coordinator_of(regions["Salten"]): rows | {"Salten": pages["Salten"]},
    }
    for person, links in people.items():
        parts = [part for one in brief_of(client, person).more for part in one]
        found = [(part.text, part.address) for part in parts if part.text in regions]
        assert found == list(links.items())


def test_questions_are_for_those_who_learn_from_each_other(client: Client, phase: Phase) -> None:
    salten, ofoten = makers.make_region("Salten"), makers.make_region("Ofoten")
    asked = makers.ask(makers.main_strand(salten), 1, 1)
    people = [makers.staff(), makers.coordinator_of(ofoten), makers.ministry()]
    address = f"/laering/sporsmal/{asked.pk}/"
    assert [numbers(brief_of(client, one)).get(address) for one in people] == [
        "Salten",
        "Salten",
        None,
    ]
    assert address not in numbers(brief_of(client, people[0], "?as_of=2016-11-01"))


def test_only_what_is_on_hold_is_named_as_such(client: Client, phase: Phase) -> None:
    for name, status in (("Salten", Status.ON_HOLD), ("Ofoten", Status.IN_PROGRESS)):
        strand = makers.main_strand(makers.make_region(name))
        makers.assess(strand, 1, 1, status, when="2016-11-01")
    text = brief_of(client, makers.staff()).text
    assert ("Salten" in text, "Ofoten" in text) == (True, False)


@pytest.mark.parametrize("query", ["?side=7&status=tull", "?q=%27%22%25_%F0%9F%98%80"])
def test_what_is_not_understood_does_no_harm(client: Client, phase: Phase, query: str) -> None:
    makers.make_region("Salten")
    assert brief_of(client, makers.staff(), query).sentences


def test_a_programme_without_phases_has_none(client: Client, db: None) -> None:
    assert brief_of(client, makers.staff()) is None


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("query", COST)
def test_it_costs_the_same_for_any_number_of_regions(
    client: Client,
    phase: Phase,
    regions: int,
    query: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(regions):
        makers.assess(makers.main_strand(makers.make_region(f"Region {number}")), 1, 1)
    client.force_login(makers.staff())
    caches["memory"].clear()
    with django_assert_num_queries(COST[query]):
        client.get(PAGE + query)
