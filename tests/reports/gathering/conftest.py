"""A gathering that is to come, one that is over, three regions, one of the staff, a coordinator."""

from datetime import date

import pytest

from checkpoints.models import Event, Phase, Strand
from regions.models import Region, User
from reports.access.gatherings import GatheringPlace, gathering_to_prepare
from tests import makers


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def regions(phase: Phase) -> tuple[Region, ...]:
    """By their names in order."""
    return tuple(makers.make_region(name) for name in ("Alta", "Bodø", "Salten"))


@pytest.fixture
def strands(regions: tuple[Region, ...]) -> tuple[Strand, ...]:
    return tuple(makers.main_strand(one) for one in regions)


@pytest.fixture
def past(phase: Phase) -> Event:
    return makers.hold_event(phase, date(2016, 9, 13), ends_on=date(2016, 9, 14))


@pytest.fixture
def event(phase: Phase, past: Event) -> Event:
    return makers.hold_event(phase, date(2017, 3, 21), place="Bodø")


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def kari(regions: tuple[Region, ...]) -> User:
    return makers.coordinator_of(regions[0], makers.make_person("Kari Nordmann"))


@pytest.fixture
def place(event: Event, ola: User) -> GatheringPlace:
    return gathering_to_prepare(ola, event.phase.slug, event.slug)
