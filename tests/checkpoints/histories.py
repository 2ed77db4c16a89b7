"""Regions that have been through milestones at a known pace, for tests of forecasts."""

from datetime import date, timedelta

from checkpoints.models import Phase, Status, Strand
from regions.models import Region
from tests import makers


def passed(phase: Phase, count: int, *, begun: str = "2016-01-01", slug: str = "r") -> list[Region]:
    """Regions that took 10, 20, 30 … days at the first milestone."""
    found = []
    for number in range(1, count + 1):
        region = makers.make_region(f"Rask {slug} {number:02}", slug=f"{slug}-{number}")
        strand, start = makers.main_strand(region, phase), date.fromisoformat(begun)
        makers.assess(strand, 1, 1, Status.IN_PROGRESS, when=start)
        makers.assess(strand, 1, 1, when=start + timedelta(10 * number))
        found.append(region)
    return found


def under_way(phase: Phase, name: str = "Salten", begun: str = "2016-11-10") -> Strand:
    strand = makers.main_strand(makers.make_region(name, slug=name.lower()), phase)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when=begun)
    return strand
