"""The matrix in a workbook: regions and their strands down, milestones across."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from checkpoints.boards import Row
from checkpoints.exports.formats import Formats
from checkpoints.exports.heights import height
from checkpoints.exports.overview import Overview, Part, cells_by_strand
from checkpoints.progress import Cell
from checkpoints.queries import StrandFacts
from checkpoints.rows import numbered

NAME, STRAND, FIRST = 0, 1, 2  # columns
WIDTHS = {NAME: 26, STRAND: 20}  # characters
WIDTH = 22  # of a milestone's column
SIGNS = {
    "reached": "✓",
    "in_progress": "◐",
    "on_hold": "‖",
    "late": "!",
    "not_started": "–",
    "not_applicable": "⊘",
    "ended": "□",
}


class MatrixSheet:
    def __init__(self, sheet: Worksheet, formats: Formats, overview: Overview) -> None:
        self.sheet, self.formats, self.overview = sheet, formats, overview
        self.last = 0
        self.column = {one.pk: at for at, one in enumerate(overview.milestones, start=FIRST)}
        headings = [_("Region"), _("Strand")]
        headings += [f"{one.position}. {one.name.value}" for one in overview.milestones]
        for place, heading in enumerate(headings):
            sheet.set_column(place, place, WIDTHS.get(place, WIDTH))
            sheet.write_string(0, place, heading, formats.head)
        sheet.set_row(0, height(self._with_widths(headings)))
        self.as_main = _("as the main strand")

    def add(self, part: Part) -> None:
        for row in part.rows:
            for strand, cells in cells_by_strand(row).items():
                self._write(row, part.strands[strand], cells)

    def finish(self) -> None:
        self.sheet.freeze_panes(1, FIRST)
        self.sheet.repeat_rows(0)

    def _write(self, row: Row, strand: StrandFacts, cells: Sequence[Cell]) -> None:
        self.last += 1
        own = {cell.milestone: cell for cell in cells}
        said = [row.name, self._named(row, strand), *map(self._words, map(own.get, self.column))]
        looks = [self.formats.name] * FIRST + [self._look(own.get(one)) for one in self.column]
        self.sheet.set_row(self.last, height(self._with_widths(said)))
        for place, (words, look) in enumerate(zip(said, looks, strict=True)):
            self.sheet.write_string(self.last, place, words, look)

    def _words(self, cell: Cell | None) -> str:
        """A cell's own words; before a parallel strand's first milestone the main one's hold."""
        return _words(cell) if cell else self.as_main

    def _look(self, cell: Cell | None) -> Any:
        return self.formats.cells[cell.shown] if cell else self.formats.inherited

    def _with_widths(self, texts: Iterable[str]) -> Iterator[tuple[str, float]]:
        return ((text, WIDTHS.get(place, WIDTH)) for place, text in enumerate(texts))

    def _named(self, row: Row, strand: StrandFacts) -> str:
        """A strand by its theme, else by its number: the theme is the region's own words."""
        if self.overview.standing.sees(row.region):
            return str(strand.name)
        if strand.is_main:
            return _("Main strand")
        return numbered(strand.number)


def _words(cell: Cell) -> str:
    """«! 2 of 4», «51 days late», «not reviewed since May», a line each."""
    review = cell.review.words if cell.review and cell.review.is_stale else ""
    return "\n".join(
        filter(None, (f"{SIGNS[cell.shown]} {cell.tally.count}", str(cell.label), review))
    )
