"""The forms of a spreadsheet that was filled in: each row is its checkpoint's own form.

Between the comparison and the saving nothing lies on the server: what the rows say travels with the
page, signed for one person and one region.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.actions import said
from checkpoints.actions.assessments import EDITABLE
from checkpoints.evidence.names import harmless
from checkpoints.forms.acts import ActForm
from checkpoints.forms.assessments import AssessmentForm, people_in
from checkpoints.models import Assessment
from checkpoints.sheets import refusals
from checkpoints.sheets.columns import BY_NAME
from checkpoints.sheets.comparing import Change, Compared, compared
from checkpoints.sheets.reading import filled_in
from checkpoints.sheets.receiving import received
from checkpoints.sheets.refusals import Fault, Refused
from checkpoints.sheets.standing import Line, People, Where, lines_of
from regions.fields import write
from regions.history import How, Kind
from regions.models import Region, User
from regions.plain_forms import PlainForm, all_saved

MAX_CHANGES = 500  # rows that are compared and saved at once
MAX_CARRIED = 2_000_000  # characters that travel with the page; Django takes 2.5 MB of a form
A_DAY = 86_400  # seconds
ACCEPT = ".xlsx,.ods,.csv"


def people_for(region: Region) -> People:
    """Who may be made responsible in a region's sheet: 1 query."""
    return People(tuple(people_in(region, and_still=None)))


# What travels with the page


@dataclass(frozen=True)
class Carried:
    """A row that changes something, as the checkpoint's form would send it."""

    row: int
    strand: int
    checkpoint: int
    sent: Mapping[str, str]
    own: Sequence[str]  # the fields that the sheet changes
    # Where two people's changes collide: what the form sends once it is chosen between them.
    chosen: Mapping[str, str] | None = None
    choices: Sequence[str] = ()

    @classmethod
    def of(cls, change: Change) -> Self:
        """What was fetched, with what was filled in."""
        data = QueryDict(mutable=True)
        values = change.base._asdict() | {**change.fields, "revision": change.revision}
        for name in (*EDITABLE, "revision"):
            write(data, name, values[name])
        write(data, "reason", change.reason)
        return cls(change.row, *change.line.where, dict(_texts(data)), tuple(change.fields))

    def data(self, prefix: str, posted: QueryDict) -> QueryDict:
        """What the row's form is sent, with the choices that were made; all of them, or none."""
        made = {name: value for name, value in _texts(posted) if name in self.choices}
        is_chosen = self.chosen is not None and len(made) == len(self.choices)
        data = QueryDict(mutable=True)
        values = self.chosen if self.chosen is not None and is_chosen else self.sent
        for name, value in values.items():
            data[f"{prefix}-{name}"] = value
        for name, choice in made.items() if is_chosen else ():
            data[name] = choice
        return data

    def colliding(self, form: "SheetRow") -> "Carried":
        """The same with what the person has to choose between."""
        if form.conflict is None:
            return self
        start = f"{form.prefix}-"
        chosen = {
            name.removeprefix(start): value
            for name, value in _texts(form.data)
            if name.startswith(start)
        }
        choices = [one.name for one in form.conflict.collisions]
        return replace(self, chosen=chosen, choices=choices)


def _texts(data: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in data.items())


@dataclass(frozen=True)
class Load:
    """All that travels: the name of the file, its rows, and how many change nothing."""

    name: str
    rows: tuple[Carried, ...]
    unchanged: int

    @classmethod
    def of(cls, name: str, rows: Iterable["SheetRow"], unchanged: int) -> Self:
        """Rows that were tried out, with what there is to choose of."""
        return cls(name, tuple(row.carried.colliding(row) for row in rows), unchanged)

    def packed(self, region: Region, by: User) -> str:
        return signing.dumps(asdict(self), salt=_salt(region, by), compress=True)

    @classmethod
    def unpacked(cls, packed: str, region: Region, by: User) -> Self:
        """Raises BadSignature for what is of someone else, of another region, altered or old."""
        found = signing.loads(packed, salt=_salt(region, by), max_age=A_DAY)
        rows = tuple(Carried(**row) for row in found.pop("rows"))
        return cls(rows=rows, **found)


def _salt(region: Region, by: User) -> str:
    return f"checkpoints.sheets.{region.pk}.{by.pk}"


# A row


class SheetRow(AssessmentForm):
    """A row of a sheet, as if its checkpoint's own form had been sent."""

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

    def changes_something(self) -> bool:
        """What stands so already is left alone."""
        now = said(self.edited)
        return any(self.cleaned_data[name] != value for name, value in now.items())

    def save(self, *, by: User) -> Assessment:
        return actions.assess(
            by=by,
            strand=self.spot.place.strand,
            wording=self.spot.wording,
            row=self.edited,
            expected_revision=self.started_from,
            **self.facts,
        )


def _heading(name: str) -> str:
    column = BY_NAME.get(name.removesuffix("_name"))
    return str(column.heading) if column else ""


def row_forms(
    region: Region, rows: Iterable[Carried], posted: QueryDict | None = None
) -> tuple[SheetRow, ...]:
    """The form of each row, in the order of the keys. Raises ValidationError for what is gone."""
    lines = {line.where: line for line in lines_of(region)}
    listed = sorted(rows, key=lambda one: (one.strand, one.checkpoint))
    gone = [Fault(one.row, str(refusals.GONE)) for one in listed if _where(one) not in lines]
    if gone:
        raise ValidationError(refusals.in_words(gone))
    now = _current([lines[_where(one)] for one in listed])
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
    form.helper.form_id = SaveSheetForm.ID
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


# The two pages


class UploadSheetForm(PlainForm):
    """A sheet that was filled in: read, compared and tried out; nothing is saved."""

    button = _("Upload and compare")
    sheet = forms.FileField(
        label=_("The sheet that was filled in"),
        allow_empty_file=True,  # we say it ourselves, by name
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("XLSX, ODS or CSV. Nothing is saved before you have seen what it changes."),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        region: Region,
        by: User,
    ) -> None:
        super().__init__(data, files=files)
        self.region, self.by = region, by
        self.compared = Compared()
        self.rows: tuple[SheetRow, ...] = ()
        self.faults: list[str] = []
        self.helper.form_id = "upload-sheet"
        self.helper.attrs["data-draft"] = "never"

    def clean_sheet(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["sheet"]
        self.name = harmless(upload.name or "")
        try:
            self._compare(upload)
        except Refused as refused:
            raise ValidationError(refused.about(self.name)) from None
        return upload

    def _compare(self, upload: "UploadedFile[bytes]") -> None:
        rows, faults = filled_in(received(upload), self.region)
        people = people_for(self.region)
        self.compared = compared(rows, lines_of(self.region), people)
        if len(self.compared.changes) > MAX_CHANGES:
            raise Refused(refusals.TOO_MANY_CHANGES)
        self.rows = row_forms(self.region, map(Carried.of, self.compared.changes))
        try_out(self.rows, by=self.by)
        faults += self.compared.faults
        faults += [fault for row in self.rows for fault in row.faults if row.conflict is None]
        self.faults = refusals.in_words(faults)
        if self.faults:
            self.helper.form_show_errors = False  # they stand above the form
            raise ValidationError(_("Nothing is changed. Correct the sheet and upload it again."))
        self.load = Load.of(self.name, self.rows, self.compared.unchanged)
        if len(self.load.packed(self.region, self.by)) > MAX_CARRIED:
            raise Refused(refusals.TOO_MANY_CHANGES)


class SaveSheetForm(ActForm[SheetRow]):
    """The rows that were compared, saved as one act."""

    ID = "save-sheet"
    button = _("Save these changes")
    load = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, region: Region, by: User, load: Load | None = None
    ) -> None:
        super().__init__(data, initial={"load": load.packed(region, by)} if load else None)
        self.region, self.by = region, by
        self.helper.form_id = self.ID
        self.helper.form_action = reverse("checkpoints:save_sheet", args=[region.slug])
        self.helper.attrs["data-draft"] = "never"

    def clean_load(self) -> Load:
        try:
            return Load.unpacked(self.cleaned_data["load"], self.region, self.by)
        except signing.BadSignature:
            raise ValidationError(_("This page is too old. Upload the sheet again.")) from None

    def row_forms(self) -> tuple[SheetRow, ...]:
        load: Load = self.cleaned_data["load"]
        return row_forms(self.region, load.rows, self.data)

    def compared_again(self) -> tuple[tuple[SheetRow, ...], Load]:
        """The same rows against what stands now, when something has hindered them."""
        load: Load = self.cleaned_data["load"]
        rows = row_forms(self.region, load.rows)
        try_out(rows, by=self.by)
        return rows, Load.of(load.name, rows, load.unchanged)

    @property
    def recorded(self) -> int:
        """How many checkpoints were changed."""
        return len([row for row in self.rows if row.changed])

    @property
    def said(self) -> str:
        words = ngettext(
            "%(count)d checkpoint is changed from the sheet.",
            "%(count)d checkpoints are changed from the sheet.",
            self.recorded,
        ) % {"count": self.recorded}
        return words if self.recorded else gettext("All of it stands here already.")
