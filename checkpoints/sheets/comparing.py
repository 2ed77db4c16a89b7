"""What a sheet changes: each row against what stood at the revision in its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import batched

from django.core.exceptions import ValidationError

from checkpoints.sheets import refusals
from checkpoints.sheets.cells import Fields, fields_of, plain, written
from checkpoints.sheets.columns import BY_NAME
from checkpoints.sheets.keys import Spot
from checkpoints.sheets.reading import Filled
from checkpoints.sheets.refusals import Fault, Refused
from checkpoints.sheets.standing import Line, People, Stood, Where, as_they_stood, lines_of
from regions.models import Region

MAX_CHANGES = 500  # rows that are compared and saved at once
IN_HAND = 500  # rows that are held at once
PARAGRAPH = "\n\n"


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
    """What came of comparing a sheet: no more of it is kept than what differs."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    unused_reasons: list[int] = field(default_factory=list)  # rows with a reason and no change
    faults: list[Fault] = field(default_factory=list)


def compared(rows: Iterable[Filled | Fault], region: Region, people: People) -> Compared:
    """Each row against its base; 3 queries for some hundred rows, 1 more where others have saved.

    Raises Refused where more is changed than is saved at once.
    """
    found, said = Compared(), SaidTwice()
    for some in batched(rows, IN_HAND):
        found.faults += [one for one in some if isinstance(one, Fault)]
        filled = [one for one in some if isinstance(one, Filled)]
        lines = _lines_of(filled, region)
        gone = str(refusals.GONE)
        found.faults += [Fault(row.row, gone) for row in filled if row.key.spot not in lines]
        placed = [(row, lines[row.key.spot]) for row in filled if row.key.spot in lines]
        stood = as_they_stood((line, row.key.revision) for row, line in placed)
        for row, line in placed:
            said.add(line.where, row.row)
            # What was never known here is compared with what stands; all of it is asked about.
            _compare(row, line, stood[line.where] or line.now, people, found)
        if len(found.changes) > MAX_CHANGES:
            raise Refused(refusals.TOO_MANY_CHANGES)
    found.faults += said.faults
    return found


def _lines_of(rows: Iterable[Filled], region: Region) -> Mapping[Spot, Line]:
    """The checkpoints that rows are about, as far as they are in use."""
    wanted = {row.key.spot for row in rows}
    strands = {number for number, _milestone, _checkpoint in wanted}
    lines = lines_of(region, number__in=strands)
    return {line.spot: line for line in lines if line.spot in wanted}


def _compare(row: Filled, line: Line, base: Stood, people: People, found: Compared) -> None:
    said, faults = _said(row, base, people)
    found.faults += faults
    reason = written(row.cells.get("reason"))
    if faults:
        return
    fields = dict(said)
    if "text" in fields and _is_there(fields["text"], line, base):
        del fields["text"]
    if any(value != getattr(line.now, name) for name, value in fields.items()):
        found.changes.append(Change(row.row, line, row.key.revision, base, fields, reason))
        return
    found.unchanged += 1
    if reason and not said:  # else it came with what stands here already
        found.unused_reasons.append(row.row)


def _is_there(words: str, line: Line, base: Stood) -> bool:
    """Whether a text stands here with another's before or after it: the same sheet came before.

    Who took something away from the text that they had fetched did not want it to be there.
    """
    text = plain(words)
    return _holds(plain(line.now.text), text) and not _holds(plain(base.text), text)


def _holds(whole: str, part: str) -> bool:
    """Whether a text begins or ends with the paragraphs of another."""
    starts, ends = whole.startswith(part + PARAGRAPH), whole.endswith(PARAGRAPH + part)
    return bool(part) and (starts or ends)


def _said(row: Filled, base: Stood, people: People) -> tuple[Fields, list[Fault]]:
    """What the cells say that the base does not."""
    fields: dict[str, object] = {}
    faults: list[Fault] = []
    for column, cell in row.cells.items():
        try:
            fields |= fields_of(column, cell, base, people)
        except ValidationError as error:
            heading = str(BY_NAME[column].heading)
            faults += [Fault(row.row, words, heading) for words in error.messages]
    return fields, faults


class SaidTwice:
    """Rows about the same checkpoint: nobody knows which of them is meant."""

    def __init__(self) -> None:
        self._first: dict[Where, int] = {}
        self._again: dict[Where, list[int]] = {}

    def add(self, where: Where, row: int) -> None:
        if self._first.setdefault(where, row) != row:
            self._again.setdefault(where, []).append(row)

    @property
    def faults(self) -> list[Fault]:
        words = str(refusals.SAME_KEY)
        return [
            Fault(self._first[where], words, also=tuple(rows))
            for where, rows in self._again.items()
        ]
