"""When many strands began and reached their milestones: the same as each region's page says."""

from collections.abc import Mapping
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status, Strand
from checkpoints.overview.courses import courses
from checkpoints.progress import Span
from checkpoints.region_progress import region_progress
from regions.models import Region
from regions.reading import Reading
from tests import makers

DAYS = ("2016-01-31", "2016-04-30", "2016-11-20")


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=2, questions=0)


def region_with_a_past(phase: Phase) -> Region:
    """One milestone reached, reopened and reached again; one begun on a parallel strand."""
    region = makers.make_region()
    main = makers.main_strand(region)
    second = phase.milestones.all()[1]
    parallel = makers.parallel_strand(region, second)
    makers.assess(main, 1, 1, when="2016-01-10")
    makers.assess(main, 1, 2, when="2016-01-20")
    makers.assess(main, 1, 2, Status.IN_PROGRESS, when="2016-04-01")
    makers.assess(main, 1, 2, when="2016-05-01")
    makers.assess(parallel, 2, 1, Status.ON_HOLD, when="2016-06-01")
    return region


def of_the_page(phase: Phase, regions: list[Region], reading: Reading) -> Mapping[object, Span]:
    """What the regions' own pages say, where anything was recorded."""
    shown = [region_progress(one, phase, reading, "nb") for one in regions]
    cells = [one.cell for progress in shown for one in progress.all_milestones]
    return {(one.strand, one.milestone): one.span for one in cells if one.span != Span()}


@pytest.mark.parametrize("day", DAYS)
def test_courses_are_those_of_the_regions_own_pages(phase: Phase, day: str) -> None:
    regions = [region_with_a_past(phase) for _ in range(2)]
    reading = Reading.as_of(date.fromisoformat(day))
    expected = of_the_page(phase, regions, reading)
    assert courses(Strand.objects.all(), reading) == expected
    assert expected


def test_a_checkpoint_that_begins_to_count_opens_what_was_reached(phase: Phase) -> None:
    region = region_with_a_past(phase)
    milestone = phase.milestones.all()[0]
    makers.add_checkpoint(milestone, "ny", since=date(2016, 8, 1))
    key = (makers.main_strand(region).pk, milestone.pk)
    before, after = (
        courses(Strand.objects.all(), Reading.as_of(date(2016, month, 1)))[key] for month in (7, 8)
    )
    assert before.reached_at == makers.at("2016-05-01")
    assert after.reached_at is None
    assert courses(Strand.objects.all(), Reading.today()) == of_the_page(
        phase, [region], Reading.today()
    )


def test_only_the_strands_that_are_asked_for_are_read(phase: Phase) -> None:
    one, other = region_with_a_past(phase), region_with_a_past(phase)
    wanted = [strand.pk for strand in one.strands.all()]
    found = courses(wanted, Reading.today())
    assert {strand for strand, _milestone in found} == set(wanted)
    assert {strand for strand, _milestone in found}.isdisjoint(
        strand.pk for strand in other.strands.all()
    )


def test_nothing_recorded_later_is_known(phase: Phase) -> None:
    region_with_a_past(phase)
    found = courses(Strand.objects.all(), Reading.as_of(date(2016, 1, 15)))
    assert list(found.values()) == [Span(started_at=makers.at("2016-01-10"))]


@pytest.mark.parametrize("regions", [1, 3])
def test_two_queries_for_any_number(
    phase: Phase, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(regions):
        region_with_a_past(phase)
    with django_assert_num_queries(2):
        courses(Strand.objects.all(), Reading.today())
