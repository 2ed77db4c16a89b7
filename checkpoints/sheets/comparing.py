"""What a sheet changes: each row against what stood at the revision in its key."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from checkpoints.sheets import refusals
from checkpoints.sheets.cells import Fields, fields_of, written
from checkpoints.sheets.columns import BY_NAME
from checkpoints.sheets.reading import Filled
from checkpoints.sheets.refusals import Fault
from checkpoints.sheets.standing import Line, People, Stood, as_they_stood


@dataclass(frozen=True)
class Change:
    """A row that says something else than it was fetched with, and than what stands now."""

    row: int
    line: Line
    revision: int  # that it was made from
    base: Stood  # what stood then
    fields: Fields
    reason: str


@dataclass
class Compared:
    """What came of comparing a sheet."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    unused_reasons: list[int] = field(default_factory=list)  # rows with a reason and no change
    faults: list[Fault] = field(default_factory=list)


def compared(rows: Iterable[Filled], lines: Iterable[Line], people: People) -> Compared:
    """Each row against its base; 1 query more where others have saved since."""
    by_spot = {line.spot: line for line in lines}
    found = Compared()
    placed: list[tuple[Filled, Line]] = []
    for row in rows:
        line = by_spot.get((row.key.strand, row.key.milestone, row.key.checkpoint))
        if line is None:
            found.faults.append(Fault(row.row, str(refusals.GONE)))
        else:
            placed.append((row, line))
    stood = as_they_stood((line, row.key.revision) for row, line in placed)
    for row, line in placed:
        # What was never known here is compared with what stands; all of it will be asked about.
        _compare(row, line, stood[line.where] or line.now, people, found)
    return found


def _compare(row: Filled, line: Line, base: Stood, people: People, found: Compared) -> None:
    fields, faults = _said(row, base, people)
    found.faults += faults
    reason = written(row.cells.get("reason"))
    if faults:
        return
    if any(value != getattr(line.now, name) for name, value in fields.items()):
        found.changes.append(Change(row.row, line, row.key.revision, base, fields, reason))
        return
    found.unchanged += 1
    if reason:
        found.unused_reasons.append(row.row)


def _said(row: Filled, base: Stood, people: People) -> tuple[Fields, list[Fault]]:
    """What the cells say that the base does not."""
    fields: dict[str, object] = {}
    faults: list[Fault] = []
    for column, cell in row.cells.items():
        if column == "reason":
            continue
        try:
            fields |= fields_of(column, cell, base, people)
        except ValidationError as error:
            heading = str(BY_NAME[column].heading)
            faults += [Fault(row.row, words, heading) for words in error.messages]
    return fields, faults
