"""Files as tables: sheets of rows of cells, whatever program they were saved by."""

import csv
import io
import json
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from checkpoints.sheets import apart, refusals
from checkpoints.sheets.columns import folded, headings
from checkpoints.sheets.refusals import Refused

MAX_ROWS = 25_000
MAX_COLUMNS = 64
MAX_LENGTH = 32_767  # characters of a cell, which is Excel's own limit
SECONDS = 30  # that the reading process may take
SEPARATORS = ";,\t"
_NAME = b'"'  # how a line with a sheet's name begins, and none with rows
HEAD = 50  # rows among which the headings are looked for
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENDED = {
    apart.TOO_MUCH: (refusals.TOO_MUCH, {"rows": MAX_ROWS, "columns": MAX_COLUMNS}),
    apart.TOO_LONG: (refusals.TOO_LONG, {"limit": MAX_LENGTH}),
}

type Cell = str | float | bool | date | None
type Row = list[Cell]


@dataclass(frozen=True)
class Table:
    """One sheet; the first row is row 1 to people. Its rows are read anew each time."""

    name: str
    rows: Iterable[Row]

    @property
    def head(self) -> int | None:
        """Where the headings stand: the first row with that of the key."""
        for place, row in enumerate(islice(self.rows, HEAD)):
            if any(is_key_heading(cell) for cell in row):
                return place
        return None


def is_key_heading(cell: Cell) -> bool:
    return type(cell) is str and headings().get(folded(cell)) == "key"


# Workbooks


@contextmanager
def of_workbook(file: IO[bytes], kind: str) -> Iterator[list[Table]]:
    """The sheets of a workbook (`xlsx` or `ods`), as long as one reads them. Raises Refused."""
    limits = (f"{MAX_ROWS}", f"{MAX_COLUMNS}", f"{MAX_LENGTH}")
    with TemporaryFile() as came:
        ended = _run([sys.executable, "-I", apart.__file__, *limits, kind], file, came)
        if ended:
            sentence, facts = _ENDED.get(ended, (refusals.UNREADABLE, {}))
            raise Refused(sentence, **facts)
        yield list(_tables(came))


def _run(command: list[str], file: IO[bytes], came: IO[bytes]) -> int:
    """How the process ended: 0 well; 1 where it took too long."""
    file.seek(0)
    with TemporaryFile() as sent:
        sent.writelines(iter(lambda: file.read(apart.CHUNK), b""))
        sent.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603  our own file, with numbers
                command, stdin=sent, stdout=came, stderr=subprocess.DEVNULL, timeout=SECONDS,
                cwd=Path(apart.__file__).parent, env={}, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return 1
    return ended.returncode


def _tables(came: IO[bytes]) -> Iterator[Table]:
    """The sheets, by their names in what the process wrote; rows stay where they are."""
    came.seek(0)
    after = 0
    for line in came:
        after += len(line)
        if line.startswith(_NAME):
            yield Table(json.loads(line), _Written(came, after))


@dataclass(frozen=True)
class _Written:
    """A sheet's rows, in what the process wrote."""

    came: IO[bytes]
    start: int

    def __iter__(self) -> Iterator[Row]:
        self.came.seek(self.start)
        for line in takewhile(lambda line: not line.startswith(_NAME), self.came):
            for row in json.loads(line):
                yield [_cell(cell) for cell in row]


def _cell(cell: Any) -> Cell:
    found: Cell = date.fromisoformat(cell[0]) if type(cell) is list else cell
    return found


# CSV


def of_text(data: bytes) -> list[Table]:
    """A CSV file in whatever encoding and with whatever separator. Raises Refused."""
    text = _decoded(data)
    table = _Text(text, _separator(text))
    deque(table, maxlen=0)  # all that it may be refused for, before anything is read
    return [Table("", table)]


@dataclass(frozen=True)
class _Text:
    """The rows of a CSV file."""

    text: str
    separator: str

    def __iter__(self) -> Iterator[Row]:
        return _rows(self.text, self.separator)


def _separator(text: str) -> str:
    """What divides the cells: that which lets the heading of the key be read."""
    for separator in SEPARATORS:
        # With the wrong one, quotes stand in places where a strict reader gives up.
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        if any(is_key_heading(cell) for row in islice(rows, HEAD) for cell in row):
            return separator
    return SEPARATORS[0]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise Refused(refusals.NOT_A_SHEET)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise Refused(refusals.TOO_MUCH, rows=MAX_ROWS, columns=MAX_COLUMNS)
            if any(len(cell) > MAX_LENGTH for cell in row):
                raise Refused(refusals.TOO_LONG, limit=MAX_LENGTH)
            yield list(row)
    except csv.Error:
        raise Refused(refusals.DAMAGED) from None
