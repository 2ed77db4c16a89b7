"""How far each of many regions has come, in two figures: counted by the database."""

from typing import NamedTuple

from checkpoints.overview.relation import day_cells, is_late, is_open, regions_found
from checkpoints.overview.selection import Selection
from checkpoints.queries import Outline
from checkpoints.queries.cells import compiled, fetched
from regions.reading import Reading


class Came(NamedTuple):
    """One region."""

    region: int
    reached: int  # milestones, by its main strand
    is_late: bool  # at some milestone, on any strand that somebody goes on with


def came_by_region(selection: Selection, outline: Outline, reading: Reading) -> list[Came]:
    """The regions of a selection on a day: 1 query."""
    late = is_open(reading) + is_late(reading).within("AND {}")
    rows = (
        late.within(
            "SELECT region_id, COUNT(CASE WHEN is_main AND state = 'reached' THEN 1 END),"
            " MAX(CASE WHEN {} THEN 1 ELSE 0 END) FROM"
        )
        + day_cells(outline, reading).within("({}) cells")
        + compiled(regions_found(selection, outline, reading)).within(
            "WHERE region_id IN (SELECT key FROM ({}) found) GROUP BY region_id"
        )
    )
    return [Came(region, reached, bool(late)) for region, reached, late in fetched(rows)]
