"""The rows of a spreadsheet that was filled in: each is its checkpoint's own form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.actions import said
from checkpoints.forms.assessments import OneOfAnAct
from checkpoints.forms.carried import Carried, Load
from checkpoints.models import Assessment
from checkpoints.sheets import refusals
from checkpoints.sheets.columns import BY_NAME
from checkpoints.sheets.refusals import Fault
from checkpoints.sheets.standing import Line, Where, lines_of
from regions.history import How, Kind
from regions.models import Region, User
from regions.plain_forms import all_saved

FORM = "save-sheet"  # that the choices of a row belong to


class SheetRow(OneOfAnAct):
    """A row of a sheet."""

    def __init__(
        self, data: QueryDict, *, spot: Spot, row: Assessment, carried: Carried, **kwargs: Any
    ) -> None:
        self.carried = carried
        self.before = said(row)
        super().__init__(data, spot=spot, row=row, **kwargs)

    @property
    def how(self) -> How:
        imported: How = {"step": Kind.IMPORT}
        return {**imported, **super().how}

    @property
    def changed(self) -> frozenset[str]:
        """The fields that are otherwise than before, once it was saved or tried out."""
        after = said(self.edited)
        return frozenset(name for name, value in self.before.items() if after[name] != value)

    @property
    def beside_the_collision(self) -> frozenset[str]:
        """The fields that the sheet changes, without those that the person has to choose of."""
        asked = {one.name for one in self.conflict.collisions} if self.conflict else set()
        return frozenset(
            name
            for name in self.carried.own
            if self.add_prefix(f"choose-{name}") not in asked
            and self.before[name] != self.cleaned_data[name]
        )

    @property
    def faults(self) -> list[Fault]:
        """What the form and the action refused, by column."""
        return [
            Fault(self.carried.row, str(error), _heading(name))
            for name, errors in self.errors.items()
            for error in errors
        ]


def _heading(name: str) -> str:
    column = BY_NAME.get(name.removesuffix("_name"))
    return str(column.heading) if column else ""


def row_forms(
    region: Region, rows: Iterable[Carried], posted: QueryDict | None = None
) -> tuple[SheetRow, ...]:
    """The form of each row, in the order in which everyone saves them.

    It is that of the keys of strand, milestone and checkpoint. Raises ValidationError for what is
    gone.
    """
    listed = sorted(rows, key=_where)
    wanted = {_where(one) for one in listed}
    strands = {strand for strand, _checkpoint in wanted}
    lines = {line.where: line for line in lines_of(region, pk__in=strands) if line.where in wanted}
    gone = [Fault(one.row, str(refusals.GONE)) for one in listed if _where(one) not in lines]
    if gone:
        raise ValidationError(refusals.in_words(gone))
    now = _current([lines[_where(one)] for one in listed])
    listed.sort(key=lambda one: lines[_where(one)].order)
    return tuple(
        _row_form(lines[_where(one)], now[_where(one)], one, posted or QueryDict())
        for one in listed
    )


def _where(one: Carried) -> Where:
    return one.strand, one.checkpoint


def _row_form(line: Line, row: Assessment, carried: Carried, posted: QueryDict) -> SheetRow:
    checkpoint = line.wording.checkpoint
    spot = Spot(Place(line.strand, checkpoint.milestone, may_edit=True), line.wording)
    prefix = f"{line.strand.number}-{checkpoint.pk}"
    data = carried.data(prefix, posted)
    form = SheetRow(data, spot=spot, row=row, carried=carried, prefix=prefix)
    form.helper.form_id = FORM
    return form


def _current(lines: Iterable[Line]) -> Mapping[Where, Assessment]:
    """The rows as they stand, also of those that were never saved: 1 query for each strand."""
    by_strand: dict[int, list[Line]] = {}
    for line in lines:
        by_strand.setdefault(line.strand.pk, []).append(line)
    return {
        (pk, wording.checkpoint_id): row
        for pk, listed in by_strand.items()
        for wording, row in actions.assessments_of(
            listed[0].strand, [line.wording for line in listed]
        ).items()
    }


def try_out(rows: Sequence[SheetRow], *, by: User) -> None:
    """Save the rows and take it back: each then knows what came of it, and nothing is written."""
    with transaction.atomic():
        all_saved(rows, by=by)
        transaction.set_rollback(True)


def load_of(name: str, rows: Iterable[SheetRow], unchanged: int) -> Load:
    """Rows that were tried out, with what there is to choose of."""
    return Load(name, tuple(row.carried.colliding(row) for row in rows), unchanged)
