"""Reads of the counts that are kept of cells: today's, of any number of regions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from checkpoints.models import CellCount
from checkpoints.progress import Cell, Planned, Tally
from checkpoints.queries.content import Outline
from regions.models import Region
from regions.reading import Reading


@dataclass(frozen=True)
class KeptCell:
    """A cell of one of a region's strands."""

    region: int
    slug: str  # the region's
    name: str
    number: int  # the strand's
    is_main: bool
    cell: Cell


def kept_cells(regions: QuerySet[Region], outline: Outline, reading: Reading) -> Iterator[KeptCell]:
    """The cells of regions on strands that somebody goes on with, each region's in order: 1 query.

    They are those of today; `outline.counted` says whether they still are.
    """
    going_on = Q(closed_on=None) | Q(closed_on__gt=reading.day)
    rows = (
        CellCount.objects.filter(going_on, region__in=regions, milestone__in=outline.counts)
        .order_by("region_id", "-is_main", "strand__position", "strand__number")
        .values_list(
            "region_id", "region__slug", "region__name", "strand__number", "is_main",
            "strand_id", "milestone_id", "starts_on", "ends_on", *TALLY,
        )
    )  # fmt: skip
    for region, slug, name, number, is_main, strand, milestone, starts, ends, *tally in rows:
        plan = Planned(starts, ends)
        cell = Cell(strand, milestone, Tally(*tally), plan, reading.day)
        yield KeptCell(region, slug, name, number, is_main, cell)


TALLY = (
    "valid", "met", "on_hold", "not_applicable", "touched", "questions", "answered",
    "changed_at", "reviewed_at",
)  # fmt: skip
