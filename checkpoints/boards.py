"""The overview: many regions' cells, in one literal number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import ngettext

from checkpoints import queries
from checkpoints.freshness import Review, hatching, oldest
from checkpoints.models import Strand
from checkpoints.progress import Cell, State
from checkpoints.queries import KeptCell, MilestoneFacts, Outline
from regions.models import Region
from regions.norwegian import sort_key
from regions.reading import Reading


@dataclass(frozen=True)
class BoardCell:
    """The main strand at a milestone, with how many parallel strands there are and the worst."""

    slug: str  # the milestone's, for addresses
    cell: Cell
    parallel: tuple[Cell, ...] = ()

    @property
    def worst(self) -> Cell | None:
        """The parallel strand that is latest, else on hold, else has the least done."""
        return max(self.parallel, key=_badness, default=None)

    @property
    def parallel_words(self) -> str:
        """«+ 1 strand: on hold», «+ 2 strands, worst: on hold»."""
        if self.worst is None:
            return ""
        words = ngettext(
            "+ %(n)d strand: %(state)s", "+ %(n)d strands, worst: %(state)s", len(self.parallel)
        )
        return words % {"n": len(self.parallel), "state": self.worst.label}

    @property
    def late_days(self) -> int:
        """The latest of all strands."""
        return max(one.late_days for one in (self.cell, *self.parallel))

    @property
    def review(self) -> Review | None:
        """The oldest of all strands."""
        return oldest(one.review for one in (self.cell, *self.parallel))


@dataclass(frozen=True)
class Row:
    """A region's cells, one a milestone."""

    region: int
    slug: str
    name: str
    strand: int  # the main strand's number, for addresses
    cells: tuple[BoardCell, ...]

    @property
    def changed_at(self) -> datetime | None:
        moments = [
            one.tally.changed_at
            for cell in self.cells
            for one in (cell.cell, *cell.parallel)
            if one.tally.changed_at
        ]
        return max(moments, default=None)

    @property
    def reached(self) -> int:
        return sum(cell.cell.state == State.REACHED for cell in self.cells)

    @property
    def met(self) -> int:
        return sum(cell.cell.tally.met for cell in self.cells)

    @property
    def late_days(self) -> int:
        return max((cell.late_days for cell in self.cells), default=0)


@dataclass(frozen=True)
class Board:
    day: date
    milestones: tuple[MilestoneFacts, ...]
    rows: tuple[Row, ...]

    def reached(self, milestone: MilestoneFacts) -> int:
        """How many regions have reached a milestone on their main strand."""
        return sum(
            cell.cell.state == State.REACHED
            for row in self.rows
            for cell in row.cells
            if cell.cell.milestone == milestone.pk
        )

    @property
    def hatching(self) -> str:
        """What hatching means, where a cell has it."""
        reviews = (cell.review for row in self.rows for cell in row.cells)
        return hatching() if any(one and one.is_stale for one in reviews) else ""


_BADNESS = {
    State.NOT_APPLICABLE: 0,
    State.REACHED: 1,
    State.IN_PROGRESS: 2,
    State.NOT_STARTED: 3,
    State.ON_HOLD: 4,
}


def _badness(cell: Cell) -> tuple[int, int]:
    return cell.late_days, _BADNESS[cell.state]


def board(
    regions: QuerySet[Region], reading: Reading, language: str, outline: Outline | None = None
) -> Board | None:
    """Regions' progress through the day's phase, in Norwegian order, in few queries for any number.

    2 queries today, 4 on a past day or before `manage.py recount` has run; one less where the day's
    outline is known. None where the programme has no milestones.
    """
    outline = outline or queries.current_outline(reading, language)
    if outline is None:
        return None
    return Board(reading.day, outline.milestones, _rows(regions, outline, reading))


def board_of(keys: Sequence[int], outline: Outline, reading: Reading) -> Board:
    """Some regions in the order of their keys: 1 query, 3 where `board` takes 4."""
    found = _rows(Region.objects.filter(pk__in=keys), outline, reading)
    rows = {row.region: row for row in found}
    return Board(reading.day, outline.milestones, tuple(rows[key] for key in keys if key in rows))


def _rows(regions: QuerySet[Region], outline: Outline, reading: Reading) -> tuple[Row, ...]:
    """Rows of the counts that are kept; where there are none of the day, counted now."""
    kept = None if reading.past or not outline.counted else _kept(regions, outline, reading)
    return _counted(regions, outline, reading) if kept is None else kept


def _kept(regions: QuerySet[Region], outline: Outline, reading: Reading) -> tuple[Row, ...] | None:
    """Rows of the counts that are kept: 1 query. None where a main strand's count is missing."""
    by_region: dict[int, list[KeptCell]] = {}
    for cell in queries.kept_cells(regions, outline, reading):
        by_region.setdefault(cell.region, []).append(cell)
    rows: list[Row] = []
    for cells in by_region.values():
        row = _kept_row(cells, outline)
        if row is None:
            return None
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: sort_key(row.name)))


def _kept_row(cells: list[KeptCell], outline: Outline) -> Row | None:
    """A region's row; none where not all of its main strand is counted."""
    main = {one.cell.milestone: one for one in cells if one.is_main}
    if any(at.pk not in main for at in outline.milestones):
        return None
    parallel: dict[int, list[Cell]] = {}
    for one in cells:
        if not one.is_main:
            parallel.setdefault(one.cell.milestone, []).append(one.cell)
    shown = tuple(
        BoardCell(at.slug, main[at.pk].cell, tuple(parallel.get(at.pk, ())))
        for at in outline.milestones
    )
    first = cells[0]
    return Row(first.region, first.slug, first.name, main[outline.milestones[0].pk].number, shown)


def _counted(regions: QuerySet[Region], outline: Outline, reading: Reading) -> tuple[Row, ...]:
    """Rows counted from what was recorded: 3 queries."""
    strands = Strand.objects.filter(region__in=regions, phase=outline.phase)
    keys = strands.order_by().values("pk")
    tallied = queries.tallies(keys, outline.counts, reading)
    planned = queries.plans(keys, reading)

    def cell(strand: Strand, milestone: MilestoneFacts) -> Cell:
        return queries.cell(
            strand.pk,
            milestone.pk,
            counts=outline.counts,
            tallied=tallied,
            planned=planned,
            day=reading.day,
        )

    by_region: dict[int, list[Strand]] = {}
    for strand in queries.strands_as_they_stood(strands, reading):
        if strand.is_main or not queries.is_closed(strand, reading.day):
            by_region.setdefault(strand.region_id, []).append(strand)
    rows = (_row(listed, outline.milestones, cell) for listed in by_region.values())
    return tuple(row for row in rows if row)


def _row(
    strands: list[Strand],
    milestones: Iterable[MilestoneFacts],
    cell: Callable[[Strand, MilestoneFacts], Cell],
) -> Row | None:
    """A region's row; none without a main strand, which every region has."""
    main = next((one for one in strands if one.is_main), None)
    if main is None:
        return None
    parallel = [one for one in strands if not one.is_main]
    cells = tuple(
        BoardCell(
            milestone.slug,
            cell(main, milestone),
            tuple(
                cell(one, milestone)
                for one in parallel
                if milestone.position >= one.first_milestone.position
            ),
        )
        for milestone in milestones
    )
    return Row(main.region.pk, main.region.slug, main.region.name, main.number, cells)
