"""How strands stood on several days: the same as the overview says of each of those days."""

import random
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status, Strand
from checkpoints.overview import EVERYTHING, sums
from checkpoints.overview.states import DayStates, states_on
from checkpoints.progress import State
from regions.reading import Reading
from tests import makers

DAYS = [date(2015, 12, 31), date(2016, 3, 1), date(2016, 7, 1), date(2016, 11, 20)]
MAIN = Strand.objects.filter(is_main=True)


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=2, questions=0)


def keys_of(phase: Phase) -> list[int]:
    return [one.pk for one in phase.milestones.all()]


def of_the_overview(day: date) -> DayStates:
    found = sums(EVERYTHING, Reading.as_of(day), "nb")
    assert found is not None
    states = {
        one.milestone.pk: {state: one.states.get(state, 0) for state in State}
        for one in found.milestones
    }
    return DayStates(day, found.regions, states)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_day_is_as_the_overview_of_that_day(phase: Phase, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  examples, the same in each run
    makers.add_checkpoint(phase.milestones.all()[0], "ny", since=date(2016, 5, 1))
    for _ in range(4):
        strand = makers.main_strand(makers.make_region())
        for _ in range(8):
            day = date(2015, 10, 1) + timedelta(chance.randrange(400))
            status = chance.choice(list(Status))
            makers.assess(strand, chance.choice([1, 2]), chance.choice([1, 2]), status, when=day)
    assert states_on(MAIN, keys_of(phase), DAYS) == [of_the_overview(day) for day in DAYS]


def test_a_strand_counts_from_the_day_it_was_there(phase: Phase) -> None:
    makers.make_region()
    before, since = makers.FIRST_DAY - timedelta(1), makers.FIRST_DAY
    counts = [one.strands for one in states_on(MAIN, keys_of(phase), [before, since])]
    assert counts == [0, 1]


def test_what_nobody_has_begun_is_what_is_left(phase: Phase) -> None:
    first, second = keys_of(phase)
    makers.make_region()
    makers.assess(makers.main_strand(makers.make_region()), 1, 1, Status.ON_HOLD)
    [found] = states_on(MAIN, [first, second], [date(2016, 11, 20)])
    assert (found.states[first][State.ON_HOLD], found.states[first][State.NOT_STARTED]) == (1, 1)
    assert (found.states[second][State.ON_HOLD], found.states[second][State.NOT_STARTED]) == (0, 2)


def test_no_days_no_states(phase: Phase) -> None:
    assert states_on(MAIN, keys_of(phase), []) == []


@pytest.mark.parametrize("regions", [1, 3])
def test_two_queries_and_one_a_day(
    phase: Phase, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(regions):
        makers.assess(makers.main_strand(makers.make_region()), 1, 1)
    milestones = keys_of(phase)
    with django_assert_num_queries(2 + len(DAYS)):
        states_on(MAIN, milestones, DAYS)
