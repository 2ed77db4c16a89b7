"""Rows that were filled in, found in a file's tables by its headings and keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from checkpoints.sheets import keys, refusals
from checkpoints.sheets.columns import BY_NAME, FILLED_IN, KEY, folded, headings
from checkpoints.sheets.keys import BadKey, Key
from checkpoints.sheets.refusals import Fault, Refused
from checkpoints.sheets.tables import Cell, Row, Table
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Filled:
    """A row of the sheet: its number as people see it, its key, its cells by column."""

    row: int
    key: Key
    cells: Mapping[str, Cell]


def filled_in(tables: Iterable[Table], region: Region) -> Iterator[Filled | Fault]:
    """The rows of a region's sheet one by one, or what is wrong with a key. Raises Refused."""
    table, head = _the_one(tables)
    rows = islice(enumerate(table.rows, start=1), head, None)
    places = _columns(next(rows)[1])
    key_at = places.pop(KEY.name)
    if not places:
        raise Refused(refusals.NOTHING_FILLED_IN)
    is_empty = True
    for number, row in rows:
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        text = _key_text(row, key_at)
        if text or any(cell not in {"", None} for cell in cells.values()):
            is_empty = False
            yield _row(number, text, cells, region)
    if is_empty:
        raise Refused(refusals.NO_ROWS)


def _row(number: int, key: str, cells: Mapping[str, Cell], region: Region) -> Filled | Fault:
    try:
        return Filled(number, keys.read(key, region=region.slug), cells)
    except BadKey as bad:
        return Fault(number, str(bad.sentence))


def _the_one(tables: Iterable[Table]) -> tuple[Table, int]:
    """The sheet with the checkpoints, and where its headings stand."""
    found = [(table, head) for table in tables if (head := table.head) is not None]
    if not found:
        raise Refused(refusals.NO_KEY_COLUMN, key=KEY.heading)
    if len(found) > 1:
        raise Refused(refusals.TWO_SHEETS)
    return found[0]


def _columns(row: Row) -> dict[str, int]:
    """Where the key and what is filled in stand; other columns are never read."""
    wanted = {KEY.name, *(column.name for column in FILLED_IN)}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = headings().get(folded(cell)) if isinstance(cell, str) else None
        if name not in wanted:
            continue
        if name in found:
            raise Refused(refusals.TWICE, heading=BY_NAME[name].heading)
        found[name] = place
    return found


def _key_text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else ""
    return "" if cell is None else str(cell).strip()
