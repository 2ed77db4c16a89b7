"""The matrix's rows as HTML: a region's cells, and beneath them its parallel strands' own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from checkpoints.boards import Board, Row
from checkpoints.overview.addresses import region_pattern, strand_pattern
from checkpoints.overview.rendering import Cells
from regions import clock
from regions.wording import page_language


@dataclass(frozen=True)
class StrandName:
    """A parallel strand, as the one who looks may know it."""

    number: int
    name: str


@dataclass(frozen=True)
class Matrix:
    """A page of regions, ready to be drawn for someone."""

    board: Board
    opens: Callable[[int], bool]  # whether a region is open to the one who looks
    query: str  # what addresses of other pages end with
    unfolded: Mapping[int, Mapping[int, StrandName]]  # by region, then strand
    unfolding: Callable[[str], str]  # the address that unfolds a region's strands, or folds them

    @property
    def html(self) -> SafeString:
        """All rows. Each part is escaped where it is put in."""
        return mark_safe("".join(self._group(row) for row in self.board.rows))

    @cached_property
    def _cells(self) -> Cells:
        return Cells(self.board.milestones, self.query)

    def _group(self, row: Row) -> str:
        """A region's row with those of its strands, where they are unfolded."""
        rows = self._row(self._head(row), self._own_cells(row), row.changed_at)
        names = self.unfolded.get(row.region)
        if names:
            rows += "".join(self._strand(row, pk, names) for pk in _strands(row) if pk in names)
        return f'<tbody role="rowgroup" id="region-{row.slug}">{rows}</tbody>\n'

    def _row(self, head: str, cells: str, changed_at: datetime | None, kind: str = "") -> str:
        return (
            f'<tr role="row"{kind}><th role="rowheader" scope="row">{head}</th>{cells}'
            f"{self._last_change(changed_at)}</tr>"
        )

    def _head(self, row: Row) -> str:
        name: str = escape(row.name)
        if self.opens(row.region):
            address = self._region_at.format(region=row.slug) + escape(self.query)
            name = f'<a href="{address}">{name}</a>'
        return f"{name}{self._unfold(row)}"

    def _unfold(self, row: Row) -> str:
        count = len(_strands(row))
        if not count:
            return ""
        address = escape(self.unfolding(row.slug))
        is_open = "true" if row.region in self.unfolded else "false"
        return (
            f' <a class="unfold" id="unfold-{row.slug}" href="{address}" aria-expanded="{is_open}"'
            f">{_how_many(count, self._language)}</a>"
        )

    def _last_change(self, moment: datetime | None) -> str:
        day = narrow_day(clock.day_of(moment), self._language) if moment else "–"
        return f'<td role="cell" class="last-change" data-label="{self._changed}">{day}</td>'

    @cached_property
    def _changed(self) -> str:
        return escape(gettext("Last change"))

    @cached_property
    def _language(self) -> str:
        return page_language()

    def _own_cells(self, row: Row) -> str:
        where = self._where(row, row.strand)
        return "".join([self._cells.cell(cell, where) for cell in row.cells])

    def _strand(self, row: Row, strand: int, names: Mapping[int, StrandName]) -> str:
        found = names[strand]
        where = self._where(row, found.number)
        cells = "".join([self._cells.of_strand(strand, cell, where) for cell in row.cells])
        own = (one for cell in row.cells for one in cell.parallel if one.strand == strand)
        moments = [one.tally.changed_at for one in own if one.tally.changed_at]
        changed_at = max(moments, default=None)
        return self._row(escape(found.name), cells, changed_at, ' class="of-strand"')

    def _where(self, row: Row, number: int) -> str:
        """What the addresses of a strand's milestones begin with; empty where it is closed."""
        if not self.opens(row.region):
            return ""
        return self._strand_at.format(region=row.slug, strand=number)

    @cached_property
    def _region_at(self) -> str:
        return region_pattern()

    @cached_property
    def _strand_at(self) -> str:
        return strand_pattern()


def _strands(row: Row) -> tuple[int, ...]:
    """A row's parallel strands, in their order."""
    return tuple(dict.fromkeys(one.strand for cell in row.cells for one in cell.parallel))


@lru_cache  # the rows of a page say the same again and again
def _how_many(count: int, language: str) -> str:  # noqa: ARG001  the language is part of the key
    """«2 parallel strands»."""
    words = ngettext("%(n)d parallel strand", "%(n)d parallel strands", count) % {"n": count}
    return escape(words)


@lru_cache(maxsize=4096)
def narrow_day(day: date, language: str) -> str:  # noqa: ARG001  the language is part of the key
    """«20.11.2016», for a column that has little room."""
    return escape(date_format(day, "SHORT_DATE_FORMAT"))
