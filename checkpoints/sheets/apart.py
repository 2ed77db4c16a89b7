"""Makes rows of a workbook, in a process of its own: `python -I apart.py ROWS COLUMNS LENGTH KIND`.

The library that reads workbooks ends its whole process when a workbook asks for more memory than
there is, and five kilobytes can ask for that: one cell in the sheet's last corner. So this file is
run as a program by `tables.py`; it imports nothing of ours, may use a little memory and time, and
writes JSON: a line with the name of each sheet, then lines of some rows each. The workbook is read
from standard input.
"""

import io
import json
import re
import resource
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from itertools import batched
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 20  # of the processor
OUTPUT = 64 * 1024 * 1024  # bytes
SHEETS = 20
BATCH = 500  # rows a line
TOO_MUCH, TOO_LONG = 3, 4  # how the process ends when something is too large; 1 is any other fault
CHUNK = 1024 * 1024
# References that lie far outside: columns beyond BZ, rows beyond 99,999.
# This holds memory small where the system does not limit it.
FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3,}[0-9]*|[C-Z][A-Z][0-9]*|[A-Z]*[0-9]{6,})["']""")

SHEET, CONTENT = re.compile(r"xl/worksheets/.*\.xml"), re.compile(r"content\.xml")
CELL = re.compile(rb"""<(?:\w+:)?(?:c|table-cell)\s(?:[^>"']|"[^"]*"|'[^']*')*+>""")
ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
ODS_ERROR = re.compile(rb"""\bvalue-type\s*=\s*["']error["']""")
ODS_VALUE = re.compile(rb"""\s\w+:string-value\s*=\s*(?:"[^"]*"|'[^']*')""")


def main(rows: int, columns: int, length: int, kind: str) -> None:
    _be_small()
    data = sys.stdin.buffer.read()
    if kind == "xlsx" and _is_anywhere(FAR, data, SHEET):
        sys.exit(TOO_MUCH)
    data = _with_errors(data, kind)
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  after the limits are set

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = workbook.sheet_names[:SHEETS]
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        height, width = (last + 1 for last in sheet.end or (-1, -1))
        if height > rows or width > columns:
            sys.exit(TOO_MUCH)
        rows -= height
        _write(name)
        for some in batched(sheet.iter_rows(), BATCH):
            if any(len(cell) > length for row in some for cell in row if type(cell) is str):
                sys.exit(TOO_LONG)
            _write(some)
    sys.stdout.flush()


def _be_small() -> None:
    """Limits that the system holds us to; one that it does not know is left out."""
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _is_anywhere(what: re.Pattern[bytes], data: bytes, where: re.Pattern[str]) -> bool:
    """Whether something stands in the members of such names, read bit by bit."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = filter(where.fullmatch, archive.namelist())
        return any(_has(what, archive, name) for name in names)


def _has(what: re.Pattern[bytes], archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as member:
        while data := member.read(CHUNK):
            if what.search(before + data):
                return True
            before = data[-64:]
    return False


def _with_errors(data: bytes, kind: str) -> bytes:
    """The same workbook with «#DIV/0!» as a text, which the library takes for an empty cell.

    To us that is a cell which someone has emptied.
    """
    where, mark = (SHEET, ERROR) if kind == "xlsx" else (CONTENT, ODS_ERROR)
    if not _is_anywhere(mark, data, where):
        return data
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, CELL.sub(_as_text, content) if where.fullmatch(name) else content)
    return file.getvalue()


def _as_text(cell: re.Match[bytes]) -> bytes:
    """The tag of a cell; if something went wrong there, what is shown is its text."""
    if ODS_ERROR.search(cell[0]):
        return ODS_VALUE.sub(b"", cell[0])
    return ERROR.sub(rb' t="str"', cell[0])


def _plain(value: object) -> object:
    """A day as a list of one, which nothing else is; a time of day as it is written."""
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    return [value.isoformat()] if isinstance(value, date) else str(value)


_encoded = json.JSONEncoder(default=_plain, ensure_ascii=False).encode


def _write(line: Any) -> None:
    sys.stdout.write(_encoded(line) + "\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text file
    most = [int(number) for number in sys.argv[1:4]]
    main(most[0], most[1], most[2], sys.argv[4])
