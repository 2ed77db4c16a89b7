"""Which regions a selection holds, in their order, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from checkpoints.boards import Board, Row, board
from checkpoints.overview.selection import Order, Selection
from checkpoints.queries.help import unanswered
from regions import clock
from regions.models import Region
from regions.queries import found_by, in_county
from regions.reading import Reading


@dataclass(frozen=True)
class Page:
    """A page of rows; `size` none: all on one."""

    number: int = 1
    size: int | None = 50


@dataclass(frozen=True)
class Found:
    """The regions on a page, by their keys and in order, and how many there are in all."""

    keys: Sequence[int]
    page: Page
    count: int  # that were found
    of: int  # that there were on the day

    @property
    def pages(self) -> int:
        """How many pages there are; one, where nothing was found."""
        return max(1, -(-self.count // self.page.size)) if self.page.size else 1


def find(selection: Selection, reading: Reading, page: Page) -> Found:
    """The regions that a selection holds on a day. A page beyond the last has none."""
    everyone = board(Region.objects.all(), reading, "nb")
    rows = _ordered(_matching(selection, reading, everyone), selection.order) if everyone else []
    size = page.size or max(1, len(rows))
    keys = [row.region for row in rows[(page.number - 1) * size : page.number * size]]
    return Found(keys, page, len(rows), len(everyone.rows) if everyone else 0)


def _matching(selection: Selection, reading: Reading, everyone: Board) -> list[Row]:
    regions = Region.objects.all()
    if selection.text:
        regions = regions.filter(found_by(selection.text, reading))
    if selection.county:
        regions = regions.filter(in_county(selection.county, reading))
    if selection.asks:
        regions = regions.filter(pk__in=unanswered().values("strand__region"))
    keys = set(regions.values_list("pk", flat=True))
    return [row for row in everyone.rows if row.region in keys and _stands(row, selection)]


def _stands(row: Row, selection: Selection) -> bool:
    """Whether a strand at a milestone stands as is asked for."""
    since = selection.unconfirmed_since
    if not (selection.state or selection.late or since):
        return True
    return any(
        (not selection.state or one.state == selection.state)
        and (not selection.late or one.late_days)
        and (not since or (one.review is not None and one.review.on < since))
        for cell in row.cells
        if selection.milestone in ("", cell.slug)
        for one in (cell.cell, *cell.parallel)
    )


def _ordered(rows: list[Row], order: Order) -> list[Row]:
    """Rows arrive by name; sorting is stable, so equals stay by name."""
    if order == Order.FURTHEST:
        return sorted(rows, key=lambda row: (-row.reached, -row.met))
    if order == Order.LATEST:
        return sorted(rows, key=lambda row: -row.late_days)
    if order == Order.CHANGED:
        return sorted(rows, key=lambda row: -row.changed_at.timestamp() if row.changed_at else 0)
    if order == Order.UNREVIEWED:
        return sorted(rows, key=_reviewed)
    return rows


def _reviewed(row: Row) -> int:
    reviews = [cell.review for cell in row.cells]
    days = [one.on for one in reviews if one]
    return min(days, default=clock.today()).toordinal()
