"""Which regions a selection holds, in their order, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkpoints.overview.relation import day_cells, is_late, is_open, regions_found, strands_there
from checkpoints.overview.selection import Order, Selection
from checkpoints.queries import Outline, current_outline
from checkpoints.queries.cells import Sql, compiled, fetched
from regions.norwegian import COLLATION
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


def find(
    selection: Selection, reading: Reading, page: Page, outline: Outline | None = None
) -> Found:
    """The regions that a selection holds on a day. A page beyond the last has none.

    2 queries for any number, one less where the day's outline is known, one more for a page that is
    not there. Nothing that is not on the page leaves the database.
    """
    outline = outline or current_outline(reading, "nb")
    if outline is None:
        return Found((), page, 0, 0)
    found = compiled(regions_found(selection, outline, reading))
    everyone = _how_many(compiled(strands_there(outline, reading)))
    counted = everyone if selection.is_everything else _how_many(found)
    counts = counted.within("{},") + everyone
    rows = fetched(_ordered(found, counts, selection, outline, reading) + _part(page))
    count, of = rows[0][1:] if rows else fetched(counts.within("SELECT {}"))[0]
    return Found([row[0] for row in rows], page, count, of)


def _how_many(rows: Sql) -> Sql:
    return rows.within("(SELECT COUNT(*) FROM ({}) counted)")


def _part(page: Page) -> Sql:
    if page.size is None:
        return Sql("")
    return Sql("LIMIT %s OFFSET %s", (page.size, (page.number - 1) * page.size))


BY_NAME = f'named COLLATE "{COLLATION}", key'
# What rows are sorted by before their name, and how that is told from a region's cells.
ORDERS: Mapping[str, tuple[str, str]] = {
    Order.FURTHEST: (
        """COUNT(CASE WHEN is_main AND state = 'reached' THEN 1 END) AS reached,
        SUM(CASE WHEN is_main THEN met ELSE 0 END) AS met""",
        "reached DESC, met DESC",
    ),
    Order.LATEST: ("MIN(CASE WHEN {} THEN ends_on END) AS late_since", "late_since NULLS LAST"),
    Order.CHANGED: ("MAX(changed_at) AS changed_at", "changed_at DESC NULLS LAST"),
    Order.UNREVIEWED: ("MIN(reviewed_at) AS reviewed_at", "reviewed_at NULLS LAST"),
}


def _ordered(
    found: Sql, counts: Sql, selection: Selection, outline: Outline, reading: Reading
) -> Sql:
    """The keys of what was found, in order, each beside the counts.

    The order is about one milestone where one is named, else about all of them.
    """
    order, named = selection.order, selection.order_at or selection.milestone
    rows = counts.within("SELECT key, {} FROM") + found.within("({}) found")
    if order not in ORDERS:
        return rows + f"ORDER BY {BY_NAME}"
    measured, by = ORDERS[order]
    at = tuple(one.pk for one in outline.milestones if one.slug == named)
    columns = is_late(reading).within(measured) if order == Order.LATEST else Sql(measured)
    of_regions = (
        columns.within("SELECT region_id, {} FROM")
        + day_cells(outline, reading, at).within("({}) cells WHERE")
        + is_open(reading)
        + "GROUP BY region_id"
    )
    return (
        rows
        + of_regions.within("LEFT JOIN ({}) measured ON measured.region_id = found.key")
        + f"ORDER BY {by}, {BY_NAME}"
    )
