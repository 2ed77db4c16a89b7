"""The overview as JSON, whose shape docs/data.md describes. The API gives the same."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checkpoints.exports.changes import COLUMNS as CHANGED
from checkpoints.exports.changes import Change, changes
from checkpoints.exports.columns import for_json
from checkpoints.exports.overview import OWN, STANDING, Line, Overview, Part
from checkpoints.overview import Page, Selection
from checkpoints.progress import Cell
from checkpoints.queries import MilestoneFacts, current_outline
from regions.reading import Reading
from regions.standing import Standing

VERSION = "byregion-overview/1"
CHANGES_VERSION = "byregion-changes/1"

type Data = dict[str, Any]


def overview_data(
    selection: Selection,
    reading: Reading,
    language: str,
    standing: Standing,
    page: Page,
) -> Data:
    """A page of the overview, as plain data that JSON can hold."""
    outline = current_outline(reading, language)
    overview = Overview(selection, reading, language, standing, outline, page)
    return {**head(overview), "regions": list(_regions(overview))}


def json_lines(overview: Overview) -> Iterator[str]:
    """The same of all pages, a region a line: none but the newest are in memory."""
    return _written(head(overview), "regions", _regions(overview))


def changes_lines(overview: Overview, since: Reading) -> Iterator[str]:
    """The rows of the table of changes, a line each."""
    start = {**head(overview), "version": CHANGES_VERSION, "since": since.day.isoformat()}
    return _written(start, "rows", (_change(row) for row in changes(overview, since)))


def _written(start: Data, name: str, listed: Iterable[Data]) -> Iterator[str]:
    """An object whose last value is a list, a line for each of what is in it."""
    yield f'{json.dumps(start, ensure_ascii=False)[:-1]}, "{name}": ['
    before = "\n"
    for one in listed:
        yield before + json.dumps(one, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _change(row: Change) -> Data:
    return {column.name: for_json(column.value(row)) for column in CHANGED}


def head(overview: Overview) -> Data:
    """What the data is of."""
    return {
        "version": VERSION,
        "day": overview.reading.day.isoformat(),
        "count": overview.found.count,
        "of": overview.found.of,
        "milestones": [_milestone(one) for one in overview.milestones],
    }


def _milestone(one: MilestoneFacts) -> Data:
    return {
        "milestone": one.slug,
        "number": one.position,
        "name": one.name.value,
        "language": one.name.language,
    }


def _regions(overview: Overview) -> Iterator[Data]:
    for part in overview.parts():
        yield from _of_part(overview, part)


def _of_part(overview: Overview, part: Part) -> Iterator[Data]:
    by_region: dict[str, list[Line]] = {}
    for line in overview.lines(part):
        by_region.setdefault(line.region, []).append(line)
    for slug, lines in by_region.items():
        yield {"region": slug, "name": lines[0].region_name, "strands": _strands(lines)}


def _strands(lines: Iterable[Line]) -> list[Data]:
    by_strand: dict[int, list[Line]] = {}
    for line in lines:
        by_strand.setdefault(line.strand.pk, []).append(line)
    return [_strand(listed) for listed in by_strand.values()]


def _strand(lines: list[Line]) -> Data:
    first = lines[0]
    return {
        "strand": first.strand.number,
        "main_strand": first.strand.is_main,
        "theme": first.theme,
        "milestones": [
            {"milestone": one.milestone.slug, **cell_data(one.cell, sees=one.sees)} for one in lines
        ],
    }


def cell_data(cell: Cell, *, sees: bool) -> Mapping[str, str | int | None]:
    """A strand at a milestone, by the names of the table's columns.

    `sees`: it is told to someone who may open the region.
    """
    told = {column.name: for_json(column.value(cell)) for column in STANDING}
    own = {column.name: for_json(column.value(cell)) if sees else None for column in OWN}
    return {**told, **own}
