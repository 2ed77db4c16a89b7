"""The overview as a workbook: a table to filter, the matrix as on the screen, and what it is of.

Every text is written as a text, never as a formula or a link. One row after the other goes to disk,
so that memory stays flat.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from checkpoints.exports.about import About
from checkpoints.exports.changes import COLUMNS as CHANGED
from checkpoints.exports.changes import Change
from checkpoints.exports.columns import Columns, Value, for_people
from checkpoints.exports.formats import Formats
from checkpoints.exports.heights import FILTER, height
from checkpoints.exports.matrices import MatrixSheet
from checkpoints.exports.overview import COLUMNS, Overview
from checkpoints.progress import State
from checkpoints.sheets.writing import A4, OPTIONS
from regions import clock
from regions.wording import page_language

MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches
PRINTED = 14  # columns; those behind them are for who works with the file
NAMED = 1  # column that stays in sight
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # what a workbook that says no day of its own has
ABOUT = (28, 90)  # characters: how wide the columns are that tell of the file


def write_overview(file: IO[bytes], overview: Overview, about: About) -> None:
    """The regions of a selection on a day, in the reader's language."""
    with _workbook(file, about) as (book, formats):
        table = TableSheet(_sheet(book, _("Table")), formats, COLUMNS)
        matrix = MatrixSheet(_sheet(book, _("Matrix")), formats, overview)
        for part in overview.parts():
            table.add(overview.lines(part))
            matrix.add(part)
        table.finish()
        matrix.finish()
        _tell(book.add_worksheet(_("About the file")), formats, about, COLUMNS)


def write_changes(file: IO[bytes], rows: Iterable[Change], about: About) -> None:
    """How the same stand otherwise than on an earlier day."""
    with _workbook(file, about) as (book, formats):
        table = TableSheet(_sheet(book, _("Changes")), formats, CHANGED)
        table.add(rows)
        table.finish()
        _tell(book.add_worksheet(_("About the file")), formats, about, CHANGED)


@contextmanager
def _workbook(file: IO[bytes], about: About) -> Iterator[tuple[Workbook, Formats]]:
    with Workbook(file, OPTIONS) as book:
        created = about.fetched_at.astimezone(UTC) if about.fetched_at else UNDATED
        facts = {"title": about.title, "author": "Byregion", "created": created}
        book.set_properties(facts)
        book.set_custom_property("Language", page_language())
        yield book, Formats.of(book)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet that prints on the width of a page, its headings on each."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**MARGINS)
    sheet.set_footer("&L&F&C&A&R&P / &N")
    # Screen readers look for the headings under this name.
    book.define_name(f"'{name}'!ColumnTitle", f"='{name}'!$A$1")
    return sheet


class TableSheet[Row]:
    """A row for each strand at each milestone, which can be filtered and sorted."""

    def __init__(self, sheet: Worksheet, formats: Formats, columns: Columns[Row]) -> None:
        self.sheet, self.formats, self.columns = sheet, formats, columns
        self.last = 0
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.heading), formats.head)
        heads = ((str(column.heading), column.width - FILTER) for column in columns)
        sheet.set_row(0, height(heads))

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.last += 1
            for place, column in enumerate(self.columns):
                self._write(place, column.value(row))

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, self.last, len(self.columns) - 1)
        self.sheet.freeze_panes(1, NAMED)
        self.sheet.repeat_rows(0)
        self.sheet.print_area(0, 0, self.last, PRINTED - 1)

    def _write(self, place: int, value: Value) -> None:
        at, formats = (self.last, place), self.formats
        if value is None:
            self.sheet.write_blank(*at, None, formats.text)
        elif isinstance(value, State):
            self.sheet.write_string(*at, for_people(value), formats.states[value])
        elif isinstance(value, int) and not isinstance(value, bool):
            self.sheet.write_number(*at, value, formats.number)
        elif isinstance(value, date):
            self._write_day(place, value)
        else:
            self.sheet.write_string(*at, for_people(value), formats.text)

    def _write_day(self, place: int, value: date) -> None:
        """A day, or a moment as Oslo's clocks showed it: workbooks know no time zones."""
        if isinstance(value, datetime):
            local = value.astimezone(clock.OSLO).replace(tzinfo=None)
            self.sheet.write_datetime(self.last, place, local, self.formats.moment)
        else:
            self.sheet.write_datetime(self.last, place, value, self.formats.day)


def _tell(sheet: Worksheet, formats: Formats, about: About, columns: Columns[Any]) -> None:
    """What the file is of, and what each column means."""
    for column, width in enumerate(ABOUT):
        sheet.set_column(column, column, width, formats.prose)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, about.title, formats.title)
    rows: list[Any] = [*about.facts]
    if about.fetched_at:
        rows.append((_("Fetched"), date_format(about.fetched_at, "j. F Y H:i")))
    rows.append(None)
    rows += [(_("Column"), _("What it says")), *((one.heading, one.meaning) for one in columns)]
    for place, row in enumerate(rows, start=2):
        if row is None:
            continue
        name, told = (str(words) for words in row)
        said = (capfirst(name), told)
        sheet.set_row(place, height(zip(said, ABOUT, strict=True)))
        for column, words in enumerate(said):
            sheet.write_string(place, column, words, formats.prose)
