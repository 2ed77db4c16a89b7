"""How many had reached milestones, day by day: the same as the overview of each day says."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status, Strand
from checkpoints.overview import EVERYTHING, sums
from checkpoints.overview.reached import Turns, reached_turns
from checkpoints.progress import State
from regions.reading import Reading
from tests import makers

TODAY = "2016-11-20"
MAIN = Strand.objects.filter(is_main=True)


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=2, questions=0)


@pytest.fixture
def strand(phase: Phase) -> Strand:
    return makers.main_strand(makers.make_region())


def turns(day: str = TODAY) -> Mapping[int, Turns]:
    return reached_turns(MAIN, _milestones(), Reading.as_of(date.fromisoformat(day)))


def _milestones() -> Sequence[int]:
    phase = Phase.objects.get()
    return [one.pk for one in phase.milestones.all()]


def first(days: Mapping[int, Turns]) -> Turns:
    return days[_milestones()[0]]


def counted(found: Mapping[int, Turns], day: date) -> Mapping[int, int]:
    """How many stood as reached when a day ended, by milestone."""
    return {
        milestone: sum(more for turn, more in listed.items() if turn <= day)
        for milestone, listed in found.items()
    }


def of_the_overview(day: date) -> Mapping[int, int]:
    found = sums(EVERYTHING, Reading.as_of(day), "nb")
    assert found is not None
    return {one.milestone.pk: one.states.get(State.REACHED, 0) for one in found.milestones}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_day_is_as_the_overview_of_that_day(phase: Phase, seed: int) -> None:
    """Reached, opened again, not applicable, and checkpoints that begin and cease to count."""
    chance = random.Random(seed)  # noqa: S311  examples, the same in each run
    start = date(2015, 10, 1)
    milestone = phase.milestones.all()[0]
    makers.add_checkpoint(milestone, "ny", position=3, since=date(2016, 5, 1))
    gone = milestone.checkpoints.all()[1]
    gone.valid_to = date(2016, 8, 15)
    gone.save()
    days = {date(2016, 4, 30), date(2016, 5, 1), date(2016, 8, 15), date(2016, 8, 16)}
    statuses = [Status.MET, Status.MET, Status.MET, *Status]
    for _ in range(4):
        strand = makers.main_strand(makers.make_region())
        recorded = sorted(start + timedelta(chance.randrange(400)) for _ in range(20))
        for day in recorded:
            number = chance.choice([1, 2])
            places = [1, 2] if number == 2 else _in_use(day)
            makers.assess(strand, number, chance.choice(places), chance.choice(statuses), when=day)
        days |= set(recorded)
    found = turns()
    assert {day: counted(found, day) for day in days} == {day: of_the_overview(day) for day in days}
    assert any(more < 0 for listed in found.values() for more in listed.values())


def _in_use(day: date) -> list[int]:
    """The places of the first milestone's checkpoints that count on a day, as made above."""
    return [
        1,
        *([2] if day <= date(2016, 8, 15) else []),
        *([3] if day >= date(2016, 5, 1) else []),
    ]


def test_the_last_checkpoint_is_the_end(strand: Strand) -> None:
    makers.assess(strand, 1, 1, when="2016-01-10")
    makers.assess(strand, 1, 2, when="2016-02-20")
    assert first(turns()) == {date(2016, 2, 20): 1}
    assert first(turns("2016-02-19")) == {}


def test_a_met_checkpoint_that_is_recorded_anew_moves_no_end(strand: Strand) -> None:
    makers.assess(strand, 1, 1, when="2016-01-10")
    makers.assess(strand, 1, 2, when="2016-02-20")
    makers.assess(strand, 1, 1, when="2016-05-01", text="Nye ord")
    assert first(turns()) == {date(2016, 2, 20): 1}


def test_what_was_opened_again_had_been_reached_until_that_day(strand: Strand) -> None:
    makers.assess(strand, 1, 1, when="2016-01-10")
    makers.assess(strand, 1, 2, when="2016-02-20")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, when="2016-04-01")
    makers.assess(strand, 1, 2, when="2016-06-01")
    reached, opened, again = date(2016, 2, 20), date(2016, 4, 1), date(2016, 6, 1)
    assert first(turns("2016-03-31")) == {reached: 1}
    assert first(turns("2016-05-31")) == {reached: 1, opened: -1}
    assert first(turns()) == {reached: 1, opened: -1, again: 1}


def test_a_slip_that_is_corrected_on_the_day_moves_nothing(strand: Strand) -> None:
    makers.assess(strand, 1, 1, when="2016-01-10")
    makers.assess(strand, 1, 2, when="2016-02-20")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, when="2016-04-01")
    makers.assess(strand, 1, 2, when="2016-04-01")
    assert first(turns()) == {date(2016, 2, 20): 1}


def test_what_does_not_apply_is_not_reached(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.NOT_APPLICABLE, when="2016-01-10")
    makers.assess(strand, 1, 2, Status.NOT_APPLICABLE, when="2016-02-20")
    assert first(turns()) == {}
    makers.assess(strand, 1, 2, when="2016-03-01")
    assert first(turns()) == {date(2016, 3, 1): 1}


def test_a_checkpoint_that_begins_to_count_opens_what_was_reached(
    phase: Phase, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, when="2016-01-10")
    makers.assess(strand, 1, 2, when="2016-02-20")
    makers.add_checkpoint(phase.milestones.all()[0], "ny", since=date(2016, 8, 1))
    assert first(turns("2016-07-31")) == {date(2016, 2, 20): 1}
    assert first(turns()) == {date(2016, 2, 20): 1, date(2016, 8, 1): -1}


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_takes_two_queries(
    strand: Strand, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    strands = [strand, *(makers.main_strand(makers.make_region()) for _ in range(count - 1))]
    for one in strands:
        makers.assess(one, 1, 1, when="2016-01-10")
        makers.assess(one, 1, 2, when="2016-02-20")
    milestones, reading = _milestones(), Reading.as_of(date(2016, 11, 20))
    with django_assert_num_queries(2):
        found = reached_turns(MAIN, milestones, reading)
    assert first(found) == {date(2016, 2, 20): count}
