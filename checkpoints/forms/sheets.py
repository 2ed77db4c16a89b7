"""The forms of a spreadsheet: it is uploaded and compared, and what it changes is saved."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.evidence.names import harmless
from checkpoints.forms.acts import ActForm
from checkpoints.forms.assessments import people_in
from checkpoints.forms.carried import Carried, Load
from checkpoints.forms.sheet_rows import FORM, SheetRow, load_of, row_forms, try_out
from checkpoints.sheets import refusals
from checkpoints.sheets.comparing import Compared, compared
from checkpoints.sheets.reading import filled_in
from checkpoints.sheets.receiving import received
from checkpoints.sheets.refusals import Refused
from checkpoints.sheets.standing import People
from regions.models import Region, User
from regions.plain_forms import PlainForm

MAX_CARRIED = 2_000_000  # characters that travel with the page; Django takes 2.5 MB of a form
ACCEPT = ".xlsx,.ods,.csv"


def people_for(region: Region) -> People:
    """Who may be made responsible in a region's sheet: 1 query."""
    return People(tuple(people_in(region, and_still=None)))


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
        with received(upload) as tables:
            rows = filled_in(tables, self.region)
            self.compared = compared(rows, self.region, people_for(self.region))
        self.rows = row_forms(self.region, map(Carried.of, self.compared.changes))
        try_out(self.rows, by=self.by)
        refused = [fault for row in self.rows for fault in row.faults if row.conflict is None]
        self.faults = refusals.in_words([*self.compared.faults, *refused])
        if self.faults:
            self.helper.form_show_errors = False  # they stand above the form
            raise ValidationError(_("Nothing is changed. Correct the sheet and upload it again."))
        self.load = load_of(self.name, self.rows, self.compared.unchanged)
        if len(self.load.packed(self.region, self.by)) > MAX_CARRIED:
            raise Refused(refusals.TOO_MANY_CHANGES)


class SaveSheetForm(ActForm[SheetRow]):
    """The rows that were compared, saved as one act."""

    button = _("Save these changes")
    load = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, region: Region, by: User, load: Load | None = None
    ) -> None:
        super().__init__(data, initial={"load": load.packed(region, by)} if load else None)
        self.region, self.by = region, by
        self.helper.form_id = FORM
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
        return rows, load_of(load.name, rows, load.unchanged)

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
