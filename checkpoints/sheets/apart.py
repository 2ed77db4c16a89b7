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
FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3,}[0-9]*|[C-Z][A-Z][0-9]*|[A-Z]*[0-9]{6,})["']""")


def main(rows: int, columns: int, length: int, kind: str) -> None:
    _be_small()
    data = sys.stdin.buffer.read()
    if kind == "xlsx" and _reaches_far(data):
        sys.exit(TOO_MUCH)
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


def _reaches_far(data: bytes) -> bool:
    """Whether a cell lies far out. Where memory is not limited, this is what holds it small."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(
            _has_far(archive, name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _has_far(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as member:
        while data := member.read(CHUNK):
            if FAR.search(before + data):
                return True
            before = data[-64:]
    return False


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
