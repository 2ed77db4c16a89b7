"""How many strands there are, how many of them are late, and which is latest: by the database."""

from dataclasses import dataclass
from datetime import date

from checkpoints.overview.relation import day_cells, is_late, is_open, regions_found
from checkpoints.overview.selection import Selection
from checkpoints.queries import Outline
from checkpoints.queries.cells import Sql, compiled, fetched
from regions.reading import Reading


@dataclass(frozen=True)
class Latest:
    """The region and the milestone whose planned end passed first."""

    region: str  # its name on the day
    milestone: int
    ends_on: date


@dataclass(frozen=True)
class Lateness:
    strands: int
    late: int  # strands
    latest: Latest | None


def lateness(selection: Selection, outline: Outline, reading: Reading) -> Lateness:
    """Of all strands of a selection's regions on a day: 2 queries."""
    late = is_open(reading) + is_late(reading).within("AND {}")
    rows = (
        day_cells(outline, reading).within("FROM ({}) cells JOIN")
        + compiled(regions_found(selection, outline, reading)).within("({}) found")
        + "ON found.key = region_id"
    )
    counts = (
        late.within(
            "SELECT COUNT(DISTINCT strand_id), COUNT(DISTINCT CASE WHEN {} THEN strand_id END)"
        )
        + rows
    )
    [(strands, number)] = fetched(counts)
    return Lateness(strands, number, _latest(rows, late))


def _latest(rows: Sql, late: Sql) -> Latest | None:
    found = fetched(
        Sql("SELECT named, milestone_id, ends_on")
        + rows
        + late.within("WHERE {} ORDER BY ends_on, named, milestone_id LIMIT 1")
    )
    return next((Latest(name, key, _day(ends_on)) for name, key, ends_on in found), None)


def _day(value: date | str) -> date:
    """A day as the database gives it without its column: SQLite's are text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
