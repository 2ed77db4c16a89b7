"""Regions by name that stand out among those of a selection: the latest, those with a hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from checkpoints.overview.relation import day_cells, is_late, is_open, regions_found
from checkpoints.overview.selection import Selection
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, Outline
from checkpoints.queries.cells import Sql, compiled, fetched
from regions.norwegian import COLLATION
from regions.reading import Reading


@dataclass(frozen=True)
class Standout:
    """A region, and the milestone at which it stands out on any of its strands."""

    region: int
    slug: str
    name: str  # on the day
    milestone: MilestoneFacts
    days_late: int = 0


def latest(
    selection: Selection, outline: Outline, reading: Reading, most: int
) -> tuple[Standout, ...]:
    """The regions that are latest, each where it is latest: 1 query.

    At the milestone that is chosen, where one is.
    """
    return tuple(_found(selection, outline, reading, is_late(reading), most))


def held(
    selection: Selection, outline: Outline, reading: Reading, most: int
) -> tuple[Standout, ...]:
    """Regions that have something on hold, the one that was to end first at the top: 1 query."""
    on_hold = Sql("state = %s", (State.ON_HOLD.value,))
    return tuple(_found(selection, outline, reading, on_hold, most))


def _found(
    selection: Selection, outline: Outline, reading: Reading, condition: Sql, most: int
) -> Iterator[Standout]:
    slug = selection.milestone
    known = {one.pk: one for one in outline.milestones if slug in ("", one.slug)}
    if not known:
        return
    cells = _first_cells(day_cells(outline, reading, tuple(known)), is_open(reading), condition)
    there = compiled(regions_found(selection, outline, reading))
    rows = fetched(_statement(there, cells, most))
    for region, slug, name, milestone, ends_on in rows:
        end = _day(ends_on)
        late = max(0, (reading.day - end).days) if end else 0
        yield Standout(region, slug, name, known[milestone], late)


def _first_cells(cells: Sql, is_open: Sql, condition: Sql) -> Sql:
    """Of each region the cell that ends first of those of which a condition holds, in place 1."""
    return (
        cells.within(
            "SELECT region_id, milestone_id, ends_on, ROW_NUMBER() OVER (PARTITION BY region_id"
            " ORDER BY ends_on NULLS LAST, is_main DESC, milestone_id) AS place FROM ({}) cells"
            " WHERE"
        )
        + is_open
        + condition.within("AND {}")
    )


def _statement(there: Sql, cells: Sql, most: int) -> Sql:
    return (
        there.within("SELECT key, slug, named, milestone_id, ends_on FROM ({}) found")  # noqa: S608  our own words
        + cells.within("JOIN ({}) cell ON cell.region_id = key AND cell.place = 1")
        + "JOIN regions_region region ON region.id = key"
        + f'ORDER BY ends_on NULLS LAST, named COLLATE "{COLLATION}", key'
        + Sql("LIMIT %s", (most,))
    )


def _day(value: Any) -> date | None:
    """A day as either database gives it."""
    return date.fromisoformat(str(value)) if value else None
