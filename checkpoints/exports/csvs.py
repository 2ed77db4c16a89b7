"""CSV in two forms: for spreadsheets in Norway, and for programs."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from checkpoints.exports.columns import Column, Columns, Value, for_people, for_programs
from checkpoints.exports.harmless import harmless


@dataclass(frozen=True)
class Form:
    """How a CSV file is written."""

    separator: str
    start: str  # of the file
    heading: Callable[[Column[Any]], str]
    value: Callable[[Value], str]


# A byte order mark, else Excel reads no Norwegian letters; a semicolon, as numbers have commas.
NORWEGIAN = Form(";", "\ufeff", lambda column: str(column.heading), for_people)
RFC4180 = Form(",", "", lambda column: column.name, for_programs)


class _Line:
    """What a csv writer writes to: it gives back the line."""

    def write(self, line: str) -> str:
        return line


def lines[Row](form: Form, columns: Columns[Row], rows: Iterable[Row]) -> Iterator[str]:
    """A table's lines, one by one: the headings, then the rows."""
    values = ([column.value(row) for column in columns] for row in rows)
    return written(form, [form.heading(column) for column in columns], values)


def written(form: Form, headings: Iterable[str], rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    """The same of rows that are values already."""
    writer: Any = csv.writer(_Line(), delimiter=form.separator, lineterminator="\r\n")
    yield form.start + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_cell(form, value) for value in row])


def _cell(form: Form, value: Value) -> str:
    text = form.value(value)
    return harmless(text) if isinstance(value, str) else text
