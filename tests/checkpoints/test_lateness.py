"""How many strands are late and which is latest: by the database, on any day."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase
from checkpoints.overview import EVERYTHING, Selection
from checkpoints.overview.lateness import Lateness, Latest, lateness
from checkpoints.queries import current_outline
from regions.reading import Reading
from tests import makers


@pytest.fixture
def phase(db: None) -> Phase:
    phase = makers.small_programme(milestones=2, checkpoints=1, questions=0)
    for name, ends in (("Salten", "2016-03-01"), ("Ofoten", "2016-02-01")):
        strand = makers.main_strand(makers.make_region(name))
        makers.plan(strand, 1, "2015-10-01", ends)
    makers.parallel_strand(makers.make_region("Lofoten"), phase.milestones.all()[1])
    return phase


def late(day: str, selection: Selection = EVERYTHING) -> Lateness:
    reading = Reading.as_of(date.fromisoformat(day))
    outline = current_outline(reading, "nb")
    assert outline
    return lateness(selection, outline, reading)


def test_the_latest_is_the_one_whose_end_passed_first(phase: Phase) -> None:
    first = phase.milestones.all()[0].pk
    assert late("2016-02-01") == Lateness(4, 0, None)
    assert late("2016-02-02") == Lateness(4, 1, Latest("Ofoten", first, date(2016, 2, 1)))
    assert late("2016-11-20") == Lateness(4, 2, Latest("Ofoten", first, date(2016, 2, 1)))


def test_only_the_regions_that_are_asked_for_count(phase: Phase) -> None:
    first = phase.milestones.all()[0].pk
    expected = Lateness(1, 1, Latest("Salten", first, date(2016, 3, 1)))
    assert late("2016-11-20", Selection(text="Salten")) == expected
    assert late("2016-11-20", Selection(text="Lofoten")) == Lateness(2, 0, None)


def test_it_takes_two_queries(
    phase: Phase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading = Reading.today()
    outline = current_outline(reading, "nb")
    assert outline
    with django_assert_num_queries(2):
        lateness(EVERYTHING, outline, reading)
