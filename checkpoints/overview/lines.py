"""Regions at one milestone: each strand's cell, and its checkpoints for those who may see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from checkpoints.progress import Cell, Planned
from checkpoints.queries import MilestoneFacts, assessments
from checkpoints.queries.through import StrandThrough, strands_through
from checkpoints.region_progress import tally_of_rows
from checkpoints.rows import AssessmentFacts, CheckpointRow
from regions.reading import Reading
from regions.standing import Standing


@dataclass(frozen=True)
class Line:
    """A strand at the milestone. Who does not see into its region gets no more than the cell."""

    strand: int  # its number, for addresses
    cell: Cell
    theme: str = ""  # empty on the main strand, too
    rows: tuple[CheckpointRow, ...] = ()


@dataclass(frozen=True)
class RegionLines:
    """A region at the milestone: its main strand, then the parallel ones in their order."""

    region: int
    slug: str
    name: str
    opens: bool  # to the one who looks
    lines: tuple[Line, ...]


def region_lines(
    phase: int,
    milestone: MilestoneFacts,
    regions: Collection[int],
    reading: Reading,
    standing: Standing,
) -> Mapping[int, RegionLines]:
    """By region, those that went through a milestone on the day: 2 queries."""
    strands = strands_through(phase, milestone, regions, reading)
    assessed = _assessed([one.pk for one in strands], milestone.pk, reading)
    listed: dict[int, list[StrandThrough]] = {}
    for one in strands:
        listed.setdefault(one.region, []).append(one)

    def line(one: StrandThrough) -> Line:
        rows = tuple(
            CheckpointRow(asked, assessed.get((one.pk, asked.pk), NOTHING), reading.day)
            for asked in milestone.checkpoints
        )
        plan = Planned(ends_on=one.ends_on)
        cell = Cell(one.pk, milestone.pk, tally_of_rows(rows), plan, reading.day)
        if not standing.sees(one.region):
            return Line(one.number, cell)
        return Line(one.number, cell, one.theme, rows)

    return {
        key: RegionLines(
            key, own[0].region_slug, own[0].region_name, standing.sees(key), tuple(map(line, own))
        )
        for key, own in listed.items()
    }


NOTHING = AssessmentFacts()


def _assessed(
    strands: Collection[int], milestone: int, reading: Reading
) -> Mapping[tuple[int, int], AssessmentFacts]:
    """By strand and checkpoint, without anything that a region has written: 1 query."""
    rows = (
        assessments(reading)
        .filter(strand__in=strands, milestone=milestone)
        .values_list(
            "strand_id", "checkpoint_id", "status", "met_on", "due_on", "changed_at", "confirmed_at"
        )
    )
    return {
        (strand, checkpoint): AssessmentFacts(
            status=status,
            met_on=met_on,
            due_on=due_on,
            changed_at=changed_at,
            confirmed_at=confirmed_at,
        )
        for strand, checkpoint, status, met_on, due_on, changed_at, confirmed_at in rows
    }
