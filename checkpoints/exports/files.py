"""The files that are made of the overview: what each is called, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from checkpoints.exports import csvs, data
from checkpoints.exports.about import About
from checkpoints.exports.changes import COLUMNS as CHANGED
from checkpoints.exports.changes import changes
from checkpoints.exports.overview import COLUMNS, Overview
from checkpoints.exports.workbooks import write_changes, write_overview
from regions.reading import Reading


class FileKind(StrEnum):
    """What a file's name ends with."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8; header=present",
    FileKind.JSON: "application/json",
}


@dataclass(frozen=True)
class OverviewFile:
    """The overview of a day; with `since`, how it differs from that of an earlier day."""

    kind: FileKind
    overview: Overview
    since: Reading | None
    about: About
    form: csvs.Form = csvs.NORWEGIAN

    @property
    def name(self) -> str:
        """«oversikt-2016-11-20.csv»: letters that every system knows, and the days."""
        day = self.overview.reading.day
        days = f"oversikt-{day}" if self.since is None else f"endringer-{self.since.day}-{day}"
        return f"{days}.{self.kind}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    def write(self, file: IO[bytes]) -> None:
        if self.kind == FileKind.XLSX:
            self._write_workbook(file)
        else:
            file.writelines(line.encode() for line in self._lines())

    def _write_workbook(self, file: IO[bytes]) -> None:
        if self.since is None:
            write_overview(file, self.overview, self.about)
        else:
            write_changes(file, changes(self.overview, self.since), self.about)

    def _lines(self) -> Iterator[str]:
        overview, since = self.overview, self.since
        if self.kind == FileKind.JSON:
            if since is None:
                return data.json_lines(overview)
            return data.changes_lines(overview, since)
        if since is None:
            return csvs.lines(self.form, COLUMNS, overview.all_lines())
        return csvs.lines(self.form, CHANGED, changes(overview, since))
