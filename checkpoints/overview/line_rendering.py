"""Rows of regions x one milestone's checkpoints as HTML, put together as the matrix's cells are.

What a cell says is put together once for each content; only its address is its own. Everything
that comes from people is escaped here.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from checkpoints.boards import BoardCell
from checkpoints.overview.addresses import region_pattern, strand_pattern
from checkpoints.overview.lines import Line, RegionLines
from checkpoints.overview.rendering import Cells, sign
from checkpoints.queries import MilestoneFacts
from checkpoints.rows import CheckpointRow, numbered
from regions.templatetags.words import day

type Content = tuple[object, ...]


class Rows:
    """The rows of one page."""

    def __init__(self, milestone: MilestoneFacts, query: str) -> None:
        """`query` is what addresses end with."""
        self._milestone = milestone
        self._query = escape(query)
        self._states = Cells([milestone], query)
        self._labels = {one.pk: escape(one.text.value) for one in milestone.checkpoints}
        self._known: dict[Content, str] = {}
        self._region_at, self._line_at = region_pattern(), strand_pattern()

    def body(self, regions: Iterable[RegionLines]) -> SafeString:
        """A table's bodies, one a region; a parallel strand's row stands under the main one's."""
        return mark_safe("\n".join(map(self._region, regions)))

    def _region(self, region: RegionLines) -> str:
        rows = (self._row(region, line, place) for place, line in enumerate(region.lines))
        return f'<tbody role="rowgroup">{"".join(rows)}</tbody>'

    def _row(self, region: RegionLines, line: Line, place: int) -> str:
        where = self._strand_at(region, line) if region.opens else ""
        state = self._states.cell(BoardCell(self._milestone.slug, line.cell), where)
        cells = "".join(self._cell(row, where) for row in line.rows)
        head = self._parallel_head(region, line) if place else self._head(region)
        kind = ' class="of-strand"' if place else ""
        return f'<tr role="row"{kind}>{head}{state}{cells}</tr>'

    def _strand_at(self, region: RegionLines, line: Line) -> str:
        """What the addresses of a strand's milestones begin with."""
        return self._line_at.format(region=region.slug, strand=line.strand)

    def _head(self, region: RegionLines) -> str:
        said: str = escape(region.name)
        if region.opens:
            address = self._region_at.format(region=region.slug)
            said = f'<a href="{address}{self._query}">{said}</a>'
        return f'<th role="rowheader" scope="row">{said}</th>'

    def _parallel_head(self, region: RegionLines, line: Line) -> str:
        name = line.theme or numbered(line.strand)
        said = f'<span class="ds-sr-only">{escape(region.name)}: </span>{escape(name)}'
        return f'<th role="rowheader" scope="row">{said}</th>'

    def _cell(self, row: CheckpointRow, where: str) -> str:
        content = _content(row)
        said = self._known.get(content)
        if said is None:
            said = self._known[content] = _said(row)
        slug, label = self._milestone.slug, self._labels[row.checkpoint.pk]
        address = f"{where}{slug}/{self._query}#{row.checkpoint.slug}"
        return (
            f'<td role="cell" class="cell" data-state="{row.assessment.status}"'
            f' data-label="{label}"><a href="{address}">{said}</a></td>'
        )


def _content(row: CheckpointRow) -> Content:
    """What decides how a cell reads."""
    now = row.assessment
    return now.status, row.checkpoint.is_question, now.met_on, now.due_on


def _said(row: CheckpointRow) -> str:
    """The status in words with its sign, and the day that belongs to it."""
    now = row.assessment
    words = f"<b>{sign(now.status)} {escape(capfirst(str(row.label)))}</b>"
    if now.met_on:
        return f"{words} <small>{escape(day(now.met_on))}</small>"
    if now.due_on and row.is_open:
        due = escape(gettext("due %(day)s") % {"day": day(now.due_on)})
        if now.due_on < row.day:
            return f'{words} <small data-state="late">{sign("late")} {due}</small>'
        return f"{words} <small>{due}</small>"
    return words
