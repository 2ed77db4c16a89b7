"""The workbook that goes out to be filled in.

Every text is written as a text, never as a formula or a link: what someone wrote in a comment runs
in nobody's program. One row after the other goes to disk, so that memory stays flat.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import batched, groupby
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from checkpoints.models import Assessment
from checkpoints.sheets import keys
from checkpoints.sheets.cells import plain
from checkpoints.sheets.columns import COLUMNS, KEY, status_words, yes_or_no
from checkpoints.sheets.standing import Line, People
from regions.models import Region
from regions.wording import page_language

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
type Run = tuple[int, int]  # the first and the last row of some

COLUMN = {column.name: place for place, column in enumerate(COLUMNS)}
LINE, HIGHEST = 15, 400  # points
FILLED = 0.85  # of a line, before the next word goes on to the next
A4 = 9  # as workbooks number it
HEAD = "#E8ECF2"  # behind headings and what is locked
REASON_LIMIT = 500  # characters
ALLOWED = {  # on the locked sheet
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)  # days that a program takes without a word


@dataclass(frozen=True)
class Formats:
    """How cells look, and whether they are locked."""

    head: Any
    locked: Any
    text: Any
    day: Any
    title: Any
    prose: Any

    @classmethod
    def of(cls, book: Workbook) -> "Formats":
        box = {"valign": "top", "border": 1, "border_color": "#B8C0CC"}
        wrapped = {**box, "text_wrap": True}
        return cls(
            head=book.add_format({**wrapped, "bold": True, "bg_color": HEAD}),
            locked=book.add_format({**wrapped, "bg_color": "#F5F6F8"}),
            # As text ("@"), so that no program makes a number or a date of what is typed.
            text=book.add_format({**wrapped, "locked": False, "num_format": "@"}),
            day=book.add_format(
                {**box, "locked": False, "num_format": "dd.mm.yyyy", "align": "left"}
            ),
            title=book.add_format({"bold": True, "font_size": 14}),
            prose=book.add_format({"text_wrap": True, "valign": "top"}),
        )


def write_workbook(
    file: IO[bytes], region: Region, lines: Iterable[Line], people: People, today: date
) -> None:
    """Write a region's sheet, in the reader's language."""
    with closing(Workbook(file, OPTIONS)) as book:
        title = _("Checkpoints of %(region)s") % {"region": region.name}
        book.set_properties({"title": title, "author": "Byregion"})
        book.set_custom_property("Language", page_language())
        book.set_custom_property("Version", keys.VERSION)
        formats = Formats.of(book)
        _instructions(book.add_worksheet(_("How to")), formats, title, today)
        sheet, names = book.add_worksheet(_("Checkpoints")), book.add_worksheet(_("People"))
        _people(names, formats, people)
        chosen_from = f"='{names.get_name()}'!$A$2:$A${len(people.people) + 1}"
        CheckpointSheet(sheet, formats, people).write(lines, chosen_from)
        # Screen readers look for the headings under this name.
        book.define_name("ColumnTitle", f"='{sheet.get_name()}'!$A$1")


def _instructions(sheet: Worksheet, formats: Formats, title: str, today: date) -> None:
    sheet.set_column(0, 0, 90)
    sheet.set_paper(A4)
    sheet.write_string(0, 0, title, formats.title)
    fetched = _("Fetched on %(day)s. Version %(version)d of the sheet.")
    words = [
        fetched % {"day": date_format(today, "DATE_FORMAT"), "version": keys.VERSION},
        _("Fill in the sheet «%(sheet)s»: status, dates, comment, responsible.")
        % {"sheet": _("Checkpoints")},
        _("The grey columns and the headings are locked. You can fill in all that is white."),
        _("Write dates as 20.11.2016. A cell that you empty is emptied in Byregion too."),
        _("The filter works as it is. Rows that you leave as they are change nothing."),
        _(
            "To delete or sort rows, switch off the protection of the sheet first; it has no "
            "password. What is not in the sheet stays as it is."
        ),
        _("Send the file to your coordinator, who uploads it on the region's page in Byregion."),
        _("What others have changed meanwhile is not lost: both are shown, and one is chosen."),
    ]
    for place, sentence in enumerate(words, start=1):
        sheet.write_string(place, 0, sentence, formats.prose)


def _people(sheet: Worksheet, formats: Formats, people: People) -> None:
    """The list that «Responsible» is chosen from."""
    sheet.set_column(0, 0, 40)
    sheet.write_string(0, 0, _("People who can be responsible"), formats.head)
    for place, name in enumerate(people.shown.values(), start=1):
        sheet.write_string(place, 0, name)
    sheet.protect("", ALLOWED)


class CheckpointSheet:
    """The sheet with a checkpoint in each row."""

    def __init__(self, sheet: Worksheet, formats: Formats, people: People) -> None:
        self.sheet, self.formats, self.people = sheet, formats, people
        self.language = page_language()
        self.words = {kind: status_words(is_question=kind) for kind in (False, True)}

    def write(self, lines: Iterable[Line], chosen_from: str) -> None:
        """`chosen_from` is where those who may be responsible are listed."""
        self._lay_out()
        for place, column in enumerate(COLUMNS):
            self.sheet.write_string(0, place, str(column.heading), self.formats.head)
        kinds = []
        for row, line in enumerate(lines, start=1):
            self._write(row, line)
            kinds.append(line.is_question)
        last = max(len(kinds), 1)
        self.sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        self.sheet.print_area(0, 1, last, len(COLUMNS) - 1)
        for is_question, some in _runs(kinds):
            words = list(self.words[is_question].values())
            self._offer("status", some, {"validate": "list", "source": words})
        for name, what in _rules(chosen_from):
            self._offer(name, [(1, last)], what)

    def _lay_out(self) -> None:
        for place, column in enumerate(COLUMNS):
            hidden = {"hidden": True} if column is KEY else {}
            self.sheet.set_column(place, place, column.width, None, hidden)
        self.sheet.freeze_panes(1, COLUMN["status"])
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)  # inches
        self.sheet.set_footer("&L&A&R&P / &N")
        self.sheet.protect("", ALLOWED)

    def _write(self, row: int, line: Line) -> None:
        now, milestone = line.now, line.wording.checkpoint.milestone
        locked = (
            keys.signed(line.key),
            line.strand.theme or _("Main strand"),
            f"{milestone.position}. {milestone.text(self.language)}",
            line.wording.text(self.language).value,
        )
        text = plain(now.text)
        self._set_height(row, _height(locked[1], locked[2], locked[3], text))
        for place, words in enumerate(locked):
            self.sheet.write_string(row, place, words, self.formats.locked)
        self._text(row, "status", self.words[line.is_question][now.status])
        self._day(row, "met_on", now.met_on)
        self._day(row, "due_on", now.due_on)
        self._text(row, "text", text)
        self._text(row, "responsible", self.people.name_of(now))
        self._text(row, "unsure", yes_or_no(value=True) if now.unsure else "")
        self._text(row, "reason", "")

    def _set_height(self, row: int, height: float) -> None:
        """Of a row, and let go of that of the rows which are on the disk: the library keeps all."""
        self.sheet.set_row(row, height)
        for kept in (self.sheet.row_info, self.sheet.row_sizes):
            kept.pop(row - 2, None)

    def _text(self, row: int, column: str, text: str) -> None:
        if text:
            self.sheet.write_string(row, COLUMN[column], text, self.formats.text)
        else:
            self.sheet.write_blank(row, COLUMN[column], None, self.formats.text)

    def _day(self, row: int, column: str, day: date | None) -> None:
        if day:
            self.sheet.write_datetime(row, COLUMN[column], day, self.formats.day)
        else:
            self.sheet.write_blank(row, COLUMN[column], None, self.formats.day)

    def _offer(self, column: str, runs: Sequence[Run], what: Mapping[str, Any]) -> None:
        """A drop-down or a rule, and what a program says when one stands in the cell."""
        place = COLUMN[column]
        heading, hint = str(COLUMNS[place].heading), str(COLUMNS[place].hint)
        told = {"input_title": heading, "input_message": hint}
        told |= {"error_title": heading, "error_message": hint}
        (first, last), *others = runs
        more = {"other_cells": [(one, place, end, place) for one, end in others]}
        self.sheet.data_validation(first, place, last, place, {**told, **what, **more})


def _height(*texts: str) -> float:
    """Room for what is in a row and a little more to write: not every program makes it itself."""
    widths = (COLUMNS[COLUMN[name]].width for name in ("strand", "milestone", "checkpoint", "text"))
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return float(min((lines + 1) * LINE, HIGHEST))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; words that do not fit leave some of each empty."""
    if len(text) <= width * FILLED and "\n" not in text:
        return 1
    return sum(1 + int(len(line) / (width * FILLED)) for line in text.split("\n"))


def _rules(chosen_from: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What programs let people write in each column, from the first row to the last."""
    between = {"validate": "date", "criteria": "between", "minimum": FIRST, "maximum": LAST}
    yield "met_on", between
    yield "due_on", between
    yield "text", _at_most(Assessment.TEXT_LIMIT)
    yield "reason", _at_most(REASON_LIMIT)
    both = [yes_or_no(value=value) for value in (True, False)]
    yield "unsure", {"validate": "list", "source": both}
    # Another name than one of the list is right too.
    yield "responsible", {"validate": "list", "source": chosen_from, "show_error": False}


def _at_most(length: int) -> Mapping[str, Any]:
    return {"validate": "length", "criteria": "<=", "value": length}


def _runs(kinds: Iterable[bool]) -> Iterator[tuple[bool, Sequence[Run]]]:
    """Runs of rows of one kind, by the hundred: a rule for each would be as much as its rows."""
    found: dict[bool, list[Run]] = {}
    for is_question, group in groupby(enumerate(kinds, start=1), key=lambda pair: pair[1]):
        rows = [row for row, _kind in group]
        found.setdefault(is_question, []).append((rows[0], rows[-1]))
    for is_question, runs in found.items():
        for some in batched(runs, 100):
            yield is_question, some
