"""The overview as a table: a row for each region's strand at each milestone.

The regions are those of a selection, all of its pages, in its order. They are read some at a time,
so that ten thousand take no more memory than five hundred.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import batched

from django.utils.translation import gettext_lazy as _

from checkpoints import queries
from checkpoints.boards import BoardCell, Row, board_of
from checkpoints.exports.columns import Column, Columns, Kind
from checkpoints.exports.places import KEYS, NAMES, At
from checkpoints.models import Strand
from checkpoints.overview import Found, Page, Selection, find
from checkpoints.overview.difference_sums import find_changed
from checkpoints.progress import Cell
from checkpoints.queries import MilestoneFacts, Outline, StrandFacts
from regions.reading import Reading
from regions.standing import Standing

CHUNK = 500  # regions
EVERY_PAGE = Page(size=None)


@dataclass(frozen=True)
class Part:
    """Some of the regions, in order, and all of their strands by key."""

    rows: tuple[Row, ...]
    strands: Mapping[int, StrandFacts]


@dataclass(frozen=True)
class Overview:
    """The regions of a selection on a day, for someone who sees all of some of them.

    `outline` is the day's milestones; none in a programme without.
    """

    selection: Selection
    reading: Reading
    language: str
    standing: Standing
    outline: Outline | None
    page: Page = EVERY_PAGE
    changed_since: Reading | None = None  # where only those are asked for that stand otherwise

    @property
    def milestones(self) -> tuple[MilestoneFacts, ...]:
        return self.outline.milestones if self.outline else ()

    @cached_property
    def found(self) -> Found:
        if self.changed_since and self.outline:
            since = self.changed_since
            return find_changed(self.selection, since, self.reading, self.page, self.outline)
        return find(self.selection, self.reading, self.page, self.outline)

    def parts(self) -> Iterator[Part]:
        """The regions, some at a time: 2 queries for each part, 4 of a past day."""
        outline = self.outline
        if outline is None:
            return
        for keys in batched(self.found.keys, CHUNK):
            shown = board_of(keys, outline, self.reading)
            yield Part(shown.rows, self._strands(keys, outline.phase))

    def _strands(self, regions: tuple[int, ...], phase: int) -> Mapping[int, StrandFacts]:
        strands = Strand.objects.filter(region__in=regions, phase=phase)
        found = queries.strands_as_they_stood(strands, self.reading)
        return {one.pk: queries.strand_facts(one, self.reading.day) for one in found}

    def lines(self, part: Part) -> Iterator["Line"]:
        """A part's rows of the table: region by region, strand by strand, in milestones' order."""
        milestones = {one.pk: one for one in self.milestones}
        for row in part.rows:
            sees = self.standing.sees(row.region)
            for strand, cells in cells_by_strand(row).items():
                for cell in cells:
                    yield Line(
                        row.slug, row.name, part.strands[strand], milestones[cell.milestone],
                        cell.day, sees, cell,
                    )  # fmt: skip

    def all_lines(self) -> Iterator["Line"]:
        for part in self.parts():
            yield from self.lines(part)


def cells_by_strand(row: Row) -> Mapping[int, list[Cell]]:
    """A region's cells, the main strand's first; a parallel strand has those it goes through."""
    found: dict[int, list[Cell]] = {}
    for cell in row.cells:
        for one in _all_of(cell):
            found.setdefault(one.strand, []).append(one)
    return found


def _all_of(cell: BoardCell) -> tuple[Cell, ...]:
    return cell.cell, *cell.parallel


@dataclass(frozen=True)
class Line(At):
    """One strand of a region at one milestone."""

    cell: Cell


STANDING: Columns[Cell] = (
    Column(
        "state", Kind.CODE,
        _(
            "Not started (not_started), in progress (in_progress), on hold (on_hold), reached "
            "(reached) or not applicable (not_applicable)."
        ),
        _("State"), 13, lambda cell: cell.state,
    ),
    Column(
        "days_late", Kind.INTEGER,
        _("Days since the planned end, as long as the milestone is not reached. 0 is in time."),
        _("Days late"), 10, lambda cell: cell.late_days,
    ),
    Column(
        "met", Kind.INTEGER,
        _("How many checkpoints are met. A question is met when it is answered."),
        _("Met"), 8, lambda cell: cell.tally.met,
    ),
    Column(
        "of", Kind.INTEGER,
        _("Of how many: the checkpoints that hold on the day and are applicable."),
        _("Of"), 6, lambda cell: cell.tally.counted,
    ),
    Column(
        "planned_start", Kind.DATE,
        _("The planned start, as it stood on the day."),
        _("Planned start"), 12, lambda cell: cell.plan.starts_on,
    ),
    Column(
        "planned_end", Kind.DATE,
        _("The planned end, as it stood on the day."),
        _("Planned end"), 12, lambda cell: cell.plan.ends_on,
    ),
    Column(
        "changed_at", Kind.MOMENT,
        _("When a checkpoint was last changed. Empty where nothing is recorded."),
        _("Last change"), 16, lambda cell: cell.tally.changed_at,
    ),
    Column(
        "reviewed_on", Kind.DATE,
        _("Of what is open: the day furthest back on which it was last changed or confirmed."),
        _("Last reviewed"), 12, lambda cell: cell.review.on if cell.review else None,
    ),
    Column(
        "stale", Kind.BOOLEAN,
        _("Whether that is so long ago that the matrix is hatched."),
        _("Not reviewed lately"), 12, lambda cell: bool(cell.review and cell.review.is_stale),
    ),
    Column(
        "begun", Kind.INTEGER,
        _("How many checkpoints have another status than not started."),
        _("Begun"), 9, lambda cell: cell.tally.touched,
    ),
    Column(
        "on_hold", Kind.INTEGER,
        _("How many checkpoints are on hold."),
        _("On hold"), 9, lambda cell: cell.tally.on_hold,
    ),
    Column(
        "not_applicable", Kind.INTEGER,
        _("How many checkpoints are not applicable, and so are not counted."),
        _("Not applicable"), 9, lambda cell: cell.tally.not_applicable,
    ),
)  # fmt: skip
# Where a milestone has one question, these would tell that this very checkpoint is met.
OWN: Columns[Cell] = (
    Column(
        "questions", Kind.INTEGER,
        _(
            "How many of those that are counted are questions. Empty for regions that you cannot "
            "open."
        ),
        _("Questions"), 10, lambda cell: cell.tally.questions,
    ),
    Column(
        "answered", Kind.INTEGER,
        _("How many of the questions are answered. Empty for regions that you cannot open."),
        _("Answered"), 9, lambda cell: cell.tally.answered,
    ),
)  # fmt: skip


def _of_line(column: Column[Cell]) -> Column[Line]:
    """A column of a cell as one of a whole row."""
    return Column(
        column.name, column.kind, column.meaning, column.heading, column.width,
        lambda line: column.value(line.cell), since=column.since,
    )  # fmt: skip


def _of_own_line(column: Column[Cell]) -> Column[Line]:
    """The same, blank in rows of regions that one cannot open."""
    return Column(
        column.name, column.kind, column.meaning, column.heading, column.width,
        lambda line: column.value(line.cell) if line.sees else None, since=column.since,
    )  # fmt: skip


COLUMNS: Columns[Line] = (
    *NAMES,
    *(_of_line(column) for column in STANDING),
    *(_of_own_line(column) for column in OWN),
    *KEYS,
)
