"""How many regions had met a checkpoint: of today and of events to all, of every day to the staff.

Whoever could count on any day would lay two days' counts beside the overviews of the same days, and
read which region met which checkpoint.
"""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from checkpoints.models import Phase, Status
from regions.models import Region, Scope, User
from tests import makers
from tests.byregion.api.asking import Program

pytestmark = pytest.mark.django_db

MILESTONE = "/oversikt/milepel/fase/m1/"
CHECKPOINT = f"{MILESTONE}c1/"
EVENT, ANOTHER_DAY = "2016-02-03", "2016-02-02"


@pytest.fixture
def phase() -> Phase:
    phase = makers.small_programme(milestones=1, checkpoints=3)
    phase.events.create(
        kind="gathering", number=1, slug="samling-1", position=1,
        starts_on=date(2016, 2, 2), ends_on=date(2016, 2, 3), changed_at=makers.FIRST, revision=1,
    )  # fmt: skip
    return phase


@pytest.fixture
def salten(phase: Phase) -> Region:
    region = makers.make_region("Salten", slug="salten")
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, when="2016-02-01")
    makers.assess(strand, 1, 2, Status.ON_HOLD, when="2016-02-01")
    makers.assess(strand, 1, 3, Status.NOT_APPLICABLE, when="2016-02-01")
    return region


@pytest.fixture
def others(salten: Region) -> tuple[User, ...]:
    """Also who coordinates the region itself: the counts are of all regions."""
    alta = makers.make_region("Alta")
    return makers.coordinator_of(alta), makers.coordinator_of(salten), makers.ministry()


def met(client: Client, person: User, query: str) -> tuple[list[int | None], int | None]:
    """What the pages of the milestone and of its first checkpoint count."""
    client.force_login(person)
    milestone = client.get(MILESTONE + query).context["page"]
    checkpoint = client.get(CHECKPOINT + query).context["page"]
    return [one.met for one in milestone.checkpoints], checkpoint.met


def told_by_the_api(person: User, **asked: str) -> list[tuple[int | None, ...]]:
    counts = Program(person, Scope.OVERVIEW).read("milestone", "m1", **asked)["checkpoints"]
    return [(one["met"], one["on_hold"], one["not_applicable"]) for one in counts]


@pytest.mark.parametrize("query", ["", "?as_of=2016-11-20", f"?as_of={EVENT}", "?as_of=samling-1"])
def test_today_and_the_days_of_events_are_counted_for_all(
    client: Client, others: tuple[User, ...], query: str
) -> None:
    for person in (*others, makers.staff()):
        assert met(client, person, query) == ([1, 0, 0], 1)


def test_other_days_are_counted_for_the_staff_alone(
    client: Client, others: tuple[User, ...]
) -> None:
    query = f"?as_of={ANOTHER_DAY}"
    for person in others:
        assert met(client, person, query) == ([None] * 3, None)
        answers = [client.get(path + query) for path in (MILESTONE, CHECKPOINT)]
        for response in answers:
            assert "checkpoints/_not_counted.html" in {one.name for one in response.templates}
        assert answers[-1].context["page"].brief == ""
    assert met(client, makers.staff(), query) == ([1, 0, 0], 1)


def test_the_states_of_the_milestone_are_told_of_every_day(
    client: Client, others: tuple[User, ...]
) -> None:
    for person in others:
        client.force_login(person)
        page = client.get(f"{MILESTONE}?as_of={ANOTHER_DAY}").context["page"]
        assert {one.state: one.count for one in page.states} == {"not_started": 1, "on_hold": 1}


def test_how_it_grew_is_told_from_event_to_event_alone(
    client: Client, others: tuple[User, ...]
) -> None:
    client.force_login(others[0])
    for day in ("2016-02-03", "2016-02-04", "2016-11-19"):
        page = client.get(f"{CHECKPOINT}?as_of={day}").context["page"]
        assert [point.day.isoformat() for point, _grown in page.growth] in ([], [EVENT])


def test_the_api_counts_for_others_what_the_page_counts(others: tuple[User, ...]) -> None:
    for person in others:
        for asked in ({}, {"as_of": EVENT}, {"as_of": "samling-1"}):
            told = told_by_the_api(person, **asked)
            assert told == [(1, None, None), (0, None, None), (0, None, None)]
        assert told_by_the_api(person, as_of=ANOTHER_DAY) == [(None, None, None)] * 3


@pytest.mark.parametrize("asked", [{}, {"as_of": ANOTHER_DAY}])
def test_the_api_counts_everything_for_the_staff(salten: Region, asked: dict[str, str]) -> None:
    assert told_by_the_api(makers.staff(), **asked) == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_what_is_on_hold_or_left_out_is_counted_for_the_staff_alone(
    client: Client, others: tuple[User, ...]
) -> None:
    seen = []
    for person in (*others, makers.staff()):
        client.force_login(person)
        page = client.get(MILESTONE).context["page"]
        at = client.get(f"{MILESTONE}c2/").context["page"]
        held = [(one.on_hold, one.not_applicable) for one in page.checkpoints]
        seen.append((held, [one.status for one in at.statuses]))
    nothing: tuple[list[Any], list[str]] = ([(None, None)] * 3, [])
    everything = ([(0, 0), (1, 0), (0, 1)], ["met", "on_hold", "not_started"])
    assert seen == [nothing, nothing, nothing, everything]


def test_learning_asks_for_no_day(client: Client, others: tuple[User, ...]) -> None:
    """Its pages tell of today and of the latest event, whatever the address says."""
    client.force_login(others[0])
    for path in ("/laering/", "/laering/fase/m1/c1/"):
        assert client.get(f"{path}?as_of={ANOTHER_DAY}").context.get("asked") is None
    page = client.get(f"/laering/fase/m1/c1/?as_of={ANOTHER_DAY}").context["page"]
    assert (page.met, page.before.event.word) == (1, "samling-1")
