"""Rows that were filled in, found in a file's tables by its headings and keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


def filled_in(tables: Iterable[Table], region: Region) -> tuple[list[Filled], list[Fault]]:
    """All rows of a region's sheet, and what is wrong with the keys of others. Raises Refused."""
    table, head = _the_one(tables)
    places = _columns(table.rows[head])
    key_at = places.pop(KEY.name)
    if not places:
        raise Refused(refusals.NOTHING_FILLED_IN)
    found: list[Filled] = []
    faults: list[Fault] = []
    for number, row in enumerate(table.rows[head + 1 :], start=head + 2):
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        text = _key_text(row, key_at)
        if not text and all(cell in {"", None} for cell in cells.values()):
            continue
        try:
            found.append(Filled(number, keys.read(text, region=region.slug), cells))
        except BadKey as bad:
            faults.append(Fault(number, str(bad.sentence)))
    if not found and not faults:
        raise Refused(refusals.NO_ROWS)
    return found, [*faults, *_said_twice(found)]


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


def _said_twice(rows: Iterable[Filled]) -> list[Fault]:
    """Rows about the same checkpoint: nobody knows which of them is meant."""
    same: dict[object, list[int]] = {}
    for one in rows:
        spot = (one.key.strand, one.key.milestone, one.key.checkpoint)
        same.setdefault(spot, []).append(one.row)
    words = str(refusals.SAME_KEY)
    return [
        Fault(listed[0], words, also=tuple(listed[1:]))
        for listed in same.values()
        if len(listed) > 1
    ]
