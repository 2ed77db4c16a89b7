"""What each region needs and has to offer, as it is read."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import Phase, Status
from regions.models import Region
from regions.reading import Reading
from reports.gathering.matching import Need, Offer, Participant
from reports.gathering.needs import participants
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Bodøregionen")


def topic(region: Region, milestone: int, checkpoint: int) -> int:
    return makers.wording(makers.main_strand(region), milestone, checkpoint).checkpoint_id


def found(phase: Phase, day: str = "") -> list[Participant]:
    reading = Reading.as_of(date.fromisoformat(day)) if day else Reading.today()
    return list(participants(phase, reading))


def test_the_strongest_need_counts(phase: Phase, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, Status.ON_HOLD, unsure=True)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, unsure=True)
    makers.assess(strand, 1, 3, Status.IN_PROGRESS)
    makers.ask(strand, 1, 1)
    needs = {topic(region, 1, 1): Need.ASKS, topic(region, 1, 2): Need.UNSURE}
    assert found(phase) == [Participant(region.pk, needs)]


def test_what_is_open_after_the_planned_end_is_late(phase: Phase, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2015-10-01", "2016-06-01")
    makers.plan(strand, 2, "2015-10-01", "2017-06-01")
    makers.assess(strand, 1, 1, Status.MET)
    makers.assess(strand, 1, 2, Status.NOT_APPLICABLE)
    needs, offers = {topic(region, 1, 3): Need.LATE}, {topic(region, 1, 1): Offer.MET}
    assert found(phase) == [Participant(region.pk, needs, offers)]
    assert found(phase, "2016-05-01")[0].needs == {}


def test_who_tells_how_offers_more(phase: Phase, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1)
    makers.share(strand, 1, 1)
    assert found(phase)[0].offers == {topic(region, 1, 1): Offer.SHARES}
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    assert found(phase)[0].offers == {}


def test_any_strand_counts_but_not_the_needs_of_a_closed_one(phase: Phase, region: Region) -> None:
    main, milestone = makers.main_strand(region), phase.milestones.get(position=2)
    parallel = makers.parallel_strand(region, milestone)
    makers.assess(main, 2, 1, Status.MET)
    makers.assess(parallel, 2, 1, Status.ON_HOLD)
    makers.assess(parallel, 2, 2, Status.MET)
    here = topic(region, 2, 1)
    assert found(phase) == [
        Participant(
            region.pk, {here: Need.ON_HOLD}, {here: Offer.MET, topic(region, 2, 2): Offer.MET}
        )
    ]
    actions.change_strand(
        by=None, strand=parallel, expected_revision=parallel.revision, closed_on=date(2016, 6, 1),
        theme=parallel.theme, first_milestone=milestone, reason="Slutt.",
    )  # fmt: skip
    assert found(phase)[0].needs == {}
    assert found(phase)[0].offers == {here: Offer.MET, topic(region, 2, 2): Offer.MET}


def test_an_earlier_day_is_read_as_it_stood(phase: Phase, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-03-01")
    makers.assess(strand, 1, 1, Status.MET, when="2016-05-01")
    assert found(phase, "2016-04-01")[0].needs == {topic(region, 1, 1): Need.ON_HOLD}
    assert found(phase, "2016-02-01")[0].needs == {}
    assert found(phase)[0].offers == {topic(region, 1, 1): Offer.MET}


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("day", ["", "2016-04-01"])
def test_it_is_7_queries(
    phase: Phase, regions: int, day: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(regions):
        strand = makers.main_strand(makers.make_region(f"Region {n}"))
        makers.assess(strand, 1, 1, Status.ON_HOLD)
        makers.ask(strand, 1, 1)
    with django_assert_num_queries(7):
        assert len(found(phase, day)) == regions
