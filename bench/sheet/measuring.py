"""One measurement in a process of its own: `python -m bench.sheet.measuring WHAT`.

`fill` makes the sheet that comes back. `times` prints the medians of writing and reading, ours and
the bare libraries', in turn; `write`, `read` and `nothing` print the peak of memory of doing that
once, and of the reading process.
"""

import resource
import sys
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import IO, Any

import django

ROUNDS = 5
WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
CHANGED = 20  # one row of so many is filled in otherwise,
AT_MOST = 500  # but no more than are saved at once


def main(what: str, came: str) -> None:
    django.setup()
    file = Path(came)
    if what == "fill":
        with TemporaryFile() as fetched, file.open("wb") as filled_in:
            ours_writes(fetched)
            bare_writes(filled_in, filled(cells_of(fetched)))
    elif what == "times":
        times(file)
    else:
        if what == "write":
            ours_writes(BytesIO())
        elif what == "read":
            ours_reads(file)
        else:
            setup()
        peaks = (resource.getrusage(who).ru_maxrss for who in WHOSE)
        print(*(f"{peak / 1024:.1f}" for peak in peaks))


def setup() -> Any:
    """The region, with everything imported that is used."""
    import checkpoints.forms.sheets  # noqa: PLC0415  needs Django to be set up
    import checkpoints.sheets.writing  # noqa: F401, PLC0415  the same
    from regions.models import Region  # noqa: PLC0415  the same

    return Region.objects.get(slug="stor")


def ours_writes(file: IO[bytes]) -> None:
    region = setup()
    from checkpoints.forms.sheets import people_for  # noqa: PLC0415  needs Django to be set up
    from checkpoints.sheets.standing import lines_of  # noqa: PLC0415  the same
    from checkpoints.sheets.writing import write_workbook  # noqa: PLC0415  the same

    write_workbook(file, region, lines_of(region), people_for(region), date(2016, 11, 20))


def ours_reads(came: Path) -> int:
    """Read and compared with what stands: how many rows were changed."""
    region = setup()
    from django.core.files.uploadedfile import UploadedFile  # noqa: PLC0415  the same

    from checkpoints.forms.sheets import people_for  # noqa: PLC0415  the same
    from checkpoints.sheets.comparing import compared  # noqa: PLC0415  the same
    from checkpoints.sheets.reading import filled_in  # noqa: PLC0415  the same
    from checkpoints.sheets.receiving import received  # noqa: PLC0415  the same

    with came.open("rb") as file:
        upload = UploadedFile(file, "ark.xlsx", size=came.stat().st_size)
        with received(upload) as tables:
            found = compared(filled_in(tables, region), region, people_for(region))
    if found.faults:
        raise RuntimeError(f"{found.faults[:3]}")
    return len(found.changes)


def cells_of(file: IO[bytes]) -> list[list[Any]]:
    from checkpoints.sheets.tables import of_workbook  # noqa: PLC0415  needs Django to be set up

    with of_workbook(file, "xlsx") as sheets:
        return next(list(one.rows) for one in sheets if one.head is not None)


def bare_writes(file: IO[bytes], rows: Iterable[Iterable[Any]]) -> None:
    """The same cells, in the same kind of book."""
    from xlsxwriter import Workbook  # noqa: PLC0415  so that memory is measured without it

    book = Workbook(file, {"constant_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
    text = book.add_format({"text_wrap": True, "border": 1})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, day)
            elif cell:
                sheet.write_string(place, column, cell, text)
            else:
                sheet.write_blank(place, column, None, text)
    book.close()


def bare_reads(came: Path) -> int:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  the same

    book = CalamineWorkbook.from_filelike(BytesIO(came.read_bytes()))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def filled(rows: list[list[Any]]) -> list[list[Any]]:
    """The sheet as it comes back: in some rows another text."""
    comment = 7  # where it stands
    for row in islice(rows, 1, 1 + CHANGED * AT_MOST, CHANGED):
        row[comment] += " Nytt."
    return rows


def timed(work: Callable[[], Any]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def times(came: Path) -> None:
    with came.open("rb") as file:
        cells = cells_of(file)
    pairs: list[tuple[Callable[[], Any], Callable[[], Any]]] = [
        (lambda: ours_writes(BytesIO()), lambda: bare_writes(BytesIO(), cells)),
        (lambda: ours_reads(came), lambda: bare_reads(came)),
    ]
    walls = [[[timed(one) for one in pair] for pair in pairs] for _ in range(ROUNDS + 1)][1:]
    for place in range(len(pairs)):
        ours = median(found[place][0] for found in walls)
        bare = median(found[place][1] for found in walls)
        ratio = median(found[place][0] / found[place][1] for found in walls)
        print(f"{ours:.3f} {bare:.3f} {ratio:.3f}")
    both = [[sum(pair[which] for pair in found) for which in (0, 1)] for found in walls]
    print(*(f"{median(column):.3f}" for column in zip(*both, strict=True)), end=" ")
    print(f"{median(ours / bare for ours, bare in both):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
