"""Cells of regions x milestones as HTML, put together without the template engine.

A page of four hundred regions has thousands of cells, and most are alike: what a cell says is put
together once for each content, and only its address is its own. Everything is escaped here.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.html import escape
from django.utils.translation import gettext

from checkpoints.boards import BoardCell
from checkpoints.freshness import Review, oldest
from checkpoints.progress import Cell
from checkpoints.queries import MilestoneFacts

type Content = tuple[object, ...]


def sign(state: str) -> str:
    """A state's sign, drawn; its words stand beside it."""
    return f'<span class="sign" data-sign="{state}" aria-hidden="true"></span>'


class Cells:
    """The cells of one page, each content put together once."""

    def __init__(self, milestones: Iterable[MilestoneFacts], query: str) -> None:
        """`query` is what the addresses of the cells end with."""
        self._query = escape(query)
        self._labels = {one.pk: escape(f"{one.position}. {one.name.value}") for one in milestones}
        self._known: dict[Content, tuple[str, str]] = {}
        self._as_main = f"<small>{escape(gettext('as the main strand'))}</small>"

    def cell(self, cell: BoardCell, where: str) -> str:
        """A region's cell: the main strand, and in a few words the parallel ones.

        `where` is the address of the strand it opens at, empty for those to whom it is closed.
        """
        content = _content(cell)
        said = self._known.get(content)
        if said is None:
            said = self._known[content] = _first(cell.cell), _rest(cell)
        first, rest = said
        if where:
            first = f'<a href="{where}{cell.slug}/{self._query}">{first}</a>'
        return _cell(cell.cell.shown, self._labels[cell.cell.milestone], first + rest)

    def of_strand(self, strand: int, cell: BoardCell, where: str) -> str:
        """A parallel strand's own cell; before its first milestone it has none."""
        own = next((one for one in cell.parallel if one.strand == strand), None)
        if own is None:
            return _cell("none", self._labels[cell.cell.milestone], self._as_main)
        return self.cell(BoardCell(cell.slug, own), where)


def _content(cell: BoardCell) -> Content:
    """What decides how a cell reads."""
    parallel = tuple((one.state, one.late_days, _reviewed_on(one)) for one in cell.parallel)
    one = cell.cell
    own = one.tally.met, one.tally.counted, one.state, one.late_days, one.closed
    return (*own, _reviewed_on(one), parallel)


def _reviewed_on(one: Cell) -> date | None:
    return one.review.on if one.review else None


def _cell(shown: str, label: str, inner: str) -> str:
    return f'<td role="cell" class="cell" data-state="{shown}" data-label="{label}">{inner}</td>'


def _first(one: Cell) -> str:
    """How many of how many, and the state: what a link opens."""
    count, words = escape(one.tally.count), escape(one.label)
    return f"<b{_short(one)}>{sign(one.shown)} {count}</b> <small>{words}</small>"


def _short(one: Cell, before: str = "") -> str:
    """What a dense matrix says of lateness, which its style draws: «11 d», «+2 · 11 d»."""
    if not one.late_days:
        return ""
    days = gettext("%(n)d d") % {"n": one.late_days}
    return f' data-short="{escape(before + days)}"'


def _rest(cell: BoardCell) -> str:
    """How long ago somebody stood for it, beneath the strand that it is told of."""
    return _reviewed(cell.cell.review) + _parallel(cell) + _parallel_reviewed(cell)


def _parallel(cell: BoardCell) -> str:
    if cell.worst is None:
        return ""
    words = escape(cell.parallel_words)
    if cell.worst.late_days:
        short = _short(cell.worst, f"+{len(cell.parallel)} · ")
        return f' <small data-state="late"{short}>{sign("late")} <span>{words}</span></small>'
    return f" <small>{words}</small>"


def _parallel_reviewed(cell: BoardCell) -> str:
    """Told where it is long ago; hatched before its words: the cell's edge is the main strand's."""
    review = oldest(one.review for one in cell.parallel)
    if review is None or not review.is_stale:
        return ""
    return f' <small><span class="stale">{escape(review.age)}</span></small>'


def _reviewed(review: Review | None) -> str:
    """How long ago somebody last stood for what is open; hatched where that is long ago."""
    if review is None:
        return ""
    kind = "stale" if review.is_stale else "age"
    return f' <small class="{kind}">{escape(review.age)}</small>'
