"""What the comparison of a spreadsheet is made from, as frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from checkpoints.actions import said
from checkpoints.forms.sheet_rows import SheetRow
from checkpoints.models import AssessmentRevision
from checkpoints.sheets.refusals import in_words
from regions.changes import FieldChange, field_change, fields_for_people
from regions.conflicts import Conflict, Meanwhile
from regions.wording import Text


@dataclass(frozen=True)
class ComparedRow:
    """A row that changes something: what stands, what the sheet says, what others have changed."""

    number: int  # in the sheet
    strand: str  # empty: the main one
    milestone: Text
    checkpoint: Text
    address: str
    fields: tuple[FieldChange, ...]
    reason: str
    beside: Meanwhile | None  # what others changed since the sheet was fetched, which stays
    conflict: Conflict | None
    faults: tuple[str, ...]  # what hinders it, where it was well when it was compared


@dataclass(frozen=True)
class Comparison:
    """A sheet against what stands here."""

    name: str  # of the file
    rows: tuple[ComparedRow, ...]
    unchanged: int = 0
    unused_reasons: tuple[int, ...] = ()  # rows with a reason, where nothing else is changed

    @property
    def conflicts(self) -> int:
        return len([row for row in self.rows if row.conflict])


def compared_rows(rows: Iterable[SheetRow], language: str) -> tuple[ComparedRow, ...]:
    """Rows that were tried out: those that wait for a choice first, then in the sheet's order."""
    shown = (
        _compared(row, language) for row in rows if row.changed or row.http_status != HTTPStatus.OK
    )
    return tuple(sorted(shown, key=lambda row: (row.conflict is None, row.number)))


def _compared(row: SheetRow, language: str) -> ComparedRow:
    place, wording = row.spot.place, row.spot.wording
    return ComparedRow(
        number=row.carried.row,
        strand=place.strand.theme,
        milestone=place.milestone.text(language),
        checkpoint=wording.text(language),
        address=f"{place.address}#{wording.checkpoint.slug}",
        fields=_fields(row),
        reason=row.cleaned_data.get("reason", ""),
        beside=row.merged or _beside(row.conflict),
        conflict=row.conflict,
        faults=tuple(in_words(row.faults)) if row.conflict is None else (),
    )


def _beside(conflict: Conflict | None) -> Meanwhile | None:
    """What others changed that nothing in the sheet collides with."""
    return conflict.meanwhile if conflict and conflict.meanwhile.fields else None


def _fields(row: SheetRow) -> tuple[FieldChange, ...]:
    """What is saved if all goes well; beside a collision, what the sheet says of other fields."""
    if row.conflict is None:
        after, names = said(row.edited), row.changed
    else:
        after, names = row.cleaned_data, row.beside_the_collision
    return tuple(
        field_change(field, row.before[field.name], after[field.name], row.edited)
        for field in fields_for_people(AssessmentRevision)
        if field.name in names
    )
