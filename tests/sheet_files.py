"""Spreadsheets for tests: fetched, filled in, and saved as other programs save them."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from xlsxwriter import Workbook

from checkpoints.sheets import tables

KEY = "Key – do not change"
type Rows = list[list[Any]]


def address(region: str = "bodo", page: str = "") -> str:
    return f"/regioner/{region}/regneark/{page}"


def fetch(client: Client, region: str = "bodo") -> bytes:
    """The workbook as it is fetched."""
    response: Any = client.get(address(region, "fil/"))
    found: bytes = response.getvalue()
    return found


def rows_of(data: bytes, kind: str = "xlsx") -> Rows:
    """The sheet with the checkpoints, its headings first."""
    with tables.of_workbook(io.BytesIO(data), kind) as sheets:
        [found] = [one for one in sheets if one.head is not None]
        return list(found.rows)


def fetch_rows(client: Client, region: str = "bodo") -> Rows:
    return rows_of(fetch(client, region))


def put(rows: Rows, row: int, **cells: Any) -> Rows:
    """Fill in cells of a row, called by its number, by the English headings."""
    names = {"text": "Comment or answer", "met_on": "Met on", "due_on": "Due on", "reason": "Why"}
    for name, value in cells.items():
        rows[row - 1][rows[0].index(names.get(name, name.capitalize()))] = value
    return rows


def xlsx(rows: Iterable[Sequence[Any]], more: Callable[[Workbook, Any], Any] | None = None,
         **options: Any) -> bytes:  # fmt: skip
    """A workbook as another program would save it."""
    file = io.BytesIO()
    book = Workbook(file, {"strings_to_formulas": False, **options})
    sheet, day = book.add_worksheet("Ark"), book.add_format({"num_format": "dd.mm.yyyy"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(place, column, cell)
            else:
                sheet.write(place, column, cell)
    if more:
        more(book, sheet)
    book.close()
    return file.getvalue()


def comma(rows: Iterable[Sequence[Any]], separator: str = ";", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    shown = ([f"{c:%d.%m.%Y}" if isinstance(c, date) else c for c in row] for row in rows)
    csv.writer(file, delimiter=separator).writerows(shown)
    return file.getvalue().encode(encoding)


def rezipped(
    data: bytes, *changes: tuple[bytes, bytes], more: dict[str, bytes] | None = None
) -> bytes:
    """An archive with other content in its members."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            for before, after in changes:
                content = content.replace(before, after)
            stored = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info.filename, content, compress_type=stored)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def ods(content: str) -> bytes:
    """An OpenDocument spreadsheet with one table, whose rows are given as XML."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    head = " ".join(f'xmlns:{one}="{space}:{one}:1.0"' for one in ("office", "table", "text"))
    listing = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">'
    body = f'<table:table table:name="S">{content}</table:table>'
    media = "application/vnd.oasis.opendocument.spreadsheet"
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", media), ("content.xml", "text/xml"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", media)
        book.writestr(
            "META-INF/manifest.xml",
            f"{listing}{listed}</manifest:manifest>",
        )
        book.writestr(
            "content.xml",
            f"<office:document-content {head}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def upload(client: Client, data: bytes, name: str = "ark.xlsx", region: str = "bodo") -> Any:
    return client.post(address(region), {"sheet": SimpleUploadedFile(name, data)})


def load_of(response: Any) -> str:
    """What the page of a comparison carries."""
    found: str = response.context["form"]["load"].value()
    return found


def save(client: Client, response: Any, **choices: str) -> Any:
    """Press the button of a comparison, with what was chosen."""
    return client.post(address(page="lagre/"), {"load": load_of(response), **choices})
