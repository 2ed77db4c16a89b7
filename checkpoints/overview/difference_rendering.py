"""Cells of a difference as HTML, put together as the matrix's cells are: once for each content."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.translation import gettext

from checkpoints.overview.differences import CellDifference
from checkpoints.overview.kinds import Kind
from checkpoints.overview.rendering import Content, sign
from checkpoints.queries import MilestoneFacts


class DifferenceCells:
    """The cells of one page. Colours and signs are those of the later day."""

    def __init__(self, milestones: Iterable[MilestoneFacts]) -> None:
        self._labels = {one.pk: escape(f"{one.position}. {one.name.value}") for one in milestones}
        self._known: dict[Content, tuple[str, str]] = {}
        self._as_main = f"<small>{escape(gettext('as the main strand'))}</small>"
        self._unchanged = f" <small>{escape(gettext('unchanged'))}</small>"

    def cell(self, milestone: MilestoneFacts, cell: CellDifference | None, address: str) -> str:
        """A strand's cell; none before its first milestone. Without an address it is closed."""
        label = self._labels[milestone.pk]
        if cell is None:
            return _cell("cell", "none", label, self._as_main)
        content = _content(cell)
        known = self._known.get(content)
        if known is None:
            known = self._known[content] = _count(cell), self._said(cell)
        count, said = known
        if address:
            count = f'<a href="{escape(address)}">{count}</a>'
        kind = "cell" if cell.is_changed else "cell same"
        return _cell(kind, cell.after.shown, label, count + said)

    def _said(self, cell: CellDifference) -> str:
        said = "".join(_small(kind, escape(words)) for kind, words in cell.said)
        return said if cell.is_changed else said + self._unchanged


def _content(cell: CellDifference) -> Content:
    """What decides how a cell reads."""
    before, after = cell.before.tally, cell.after.tally
    return (
        before.met,
        before.counted,
        after.met,
        after.counted,
        cell.after.shown,
        cell.kinds,
        cell.turned,
        cell.move.days if cell.move else None,
        str(cell.in_between),
    )


def _cell(kind: str, shown: str, label: str, inner: str) -> str:
    return f'<td role="cell" class="{kind}" data-state="{shown}" data-label="{label}">{inner}</td>'


def _count(cell: CellDifference) -> str:
    return f"<b>{sign(cell.after.shown)} {escape(cell.count)}</b>"


def _small(kind: str, words: str) -> str:
    if kind == Kind.LATE:
        return f' <small data-state="late">{sign("late")} {words}</small>'
    return f" <small>{words}</small>"
