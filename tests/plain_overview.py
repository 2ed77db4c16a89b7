"""Finding and summing regions the plain way: everything is loaded, and looked through in Python.

What `checkpoints.overview` does in SQL must come to the same.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from checkpoints.boards import Board, Row, board
from checkpoints.overview import MilestoneSums, Order, Selection, Sums
from checkpoints.progress import State
from checkpoints.queries import current_outline
from checkpoints.queries.help import unanswered
from regions.models import Region
from regions.queries import found_by, in_county
from regions.reading import Reading

LATER = datetime(9999, 1, 1, tzinfo=UTC)


def find(selection: Selection, reading: Reading) -> list[int]:
    """The keys of the regions that a selection holds, in order."""
    rows = _matching(selection, reading, _everyone(reading))
    return [row.region for row in _ordered(rows, selection.order)]


def _everyone(reading: Reading) -> Board:
    """All regions, counted from what was recorded."""
    outline = current_outline(reading, "nb")
    assert outline
    found = board(Region.objects.all(), reading, "nb", replace(outline, counted=False))
    assert found
    return found


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
    keys: dict[Order, Callable[[Row], Any]] = {
        Order.FURTHEST: lambda row: (-row.reached, -row.met),
        Order.LATEST: lambda row: -row.late_days,
        Order.CHANGED: lambda row: -row.changed_at.timestamp() if row.changed_at else 0,
        Order.UNREVIEWED: lambda row: _reviewed_at(row) or LATER,
    }
    return sorted(rows, key=keys[order]) if order in keys else rows


def _reviewed_at(row: Row) -> datetime | None:
    cells = [one for cell in row.cells for one in (cell.cell, *cell.parallel)]
    return min((one.tally.reviewed_at for one in cells if one.tally.reviewed_at), default=None)


def sums(selection: Selection, reading: Reading) -> Sums:
    everyone = _everyone(reading)
    return _sums(replace(everyone, rows=tuple(_matching(selection, reading, everyone))), reading)


def _sums(found: Board, reading: Reading) -> Sums:
    asking = unanswered().filter(strand__region__in=[row.region for row in found.rows])
    cells = [[(cell.cell, *cell.parallel) for cell in row.cells] for row in found.rows]
    return Sums(
        day=found.day,
        regions=len(found.rows),
        milestones=tuple(
            MilestoneSums(
                milestone,
                {
                    state: sum(row.cells[place].cell.state == state for row in found.rows)
                    for state in State
                },
                sum(row.cells[place].late_days > 0 for row in found.rows),
            )
            for place, milestone in enumerate(found.milestones)
        ),
        late=sum(row.late_days > 0 for row in found.rows),
        on_hold=sum(any(o.state == State.ON_HOLD for c in row for o in c) for row in cells),
        stale=sum(any(o.review and o.review.is_stale for c in row for o in c) for row in cells),
        asking=0 if reading.past else asking.values("strand__region").distinct().count(),
    )
