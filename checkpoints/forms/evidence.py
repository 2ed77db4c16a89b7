"""The forms of evidence: files, links, what the region has already, and a title put right."""

from datetime import date
from typing import Any, Self, cast
from uuid import uuid4

from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access.evidence import Backed
from checkpoints.evidence.kinds import ENDINGS
from checkpoints.models import Attachment, Evidence
from regions.fields import DayField, RowsField
from regions.history import Stale
from regions.models import User
from regions.norwegian import contains, in_order
from regions.plain_forms import PlainForm
from regions.search import SearchForm
from regions.versioned_forms import VersionedForm

FEW = 8  # pieces of evidence that are chosen from without a search
# What a file dialogue offers first. What a file is, is decided by its content.
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
KINDS = _(
    "PDF, Word, Excel, PowerPoint, ODT, ODS, pictures, text files and CSV. At most %(n)d MB each."
)
UNUSED = {  # of what is here already, by whether another title and another date were typed
    (True, True): _(
        "Was here already as «%(title)s». The title and the date you wrote are not used."
    ),
    (True, False): _("Was here already as «%(title)s». The title you wrote is not used."),
    (False, True): _("Was here already as «%(title)s». The date you wrote is not used."),
}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many, as a list. What is wrong with one of them is the action's to say."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        return data


def title_field(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Title"), required=False, max_length=Evidence.TITLE_LIMIT, help_text=help_text
    )


def dated_on_field() -> DayField:
    return DayField(label=_("Date of the document"), required=False)


class BesideForm(PlainForm):
    """A form that attaches something to a checkpoint or a decision."""

    what = ""  # where it is posted, as `Backed.address` calls it

    def __init__(self, data: QueryDict | None = None, *, backed: Backed, **kwargs: Any) -> None:
        self.backed = backed
        self.attached: list[Evidence] = []
        self.notes: list[SafeString] = []  # what was typed and is not used, with a way to change it
        super().__init__(data, prefix=self.what, **kwargs)
        self.helper.form_action = backed.address(self.what)
        self.helper.attrs["data-draft"] = "never"  # what is attached next is something else

    @classmethod
    def refused(cls, words: str, *, backed: Backed) -> Self:
        """A form whose post never came as far as its fields."""
        form = cls(QueryDict(), backed=backed)
        form.errors.clear()
        form.add_error(None, words)
        return form

    @property
    def all_errors(self) -> list[str]:
        """What is wrong, for whoever sees no form beside it."""
        return [str(error) for errors in self.errors.values() for error in errors]

    def keep(self, evidence: Evidence, *, by: User, act: Any) -> None:
        actions.attach(by=by, evidence=evidence, change_set=act, **self.backed.to)
        self.attached.append(evidence)

    def note_unused(self, evidence: Evidence, title: str, dated_on: date | None) -> None:
        """Say that what was here already keeps its title and date, where others were typed."""
        differ = (title not in {"", evidence.title}, dated_on not in {None, evidence.dated_on})
        if any(differ):
            where = [self.backed.place.region.slug, evidence.pk]
            address = reverse("checkpoints:edit_evidence", args=where)
            words = UNUSED[differ] % {"title": evidence.title}
            change = gettext("Change title or date")
            self.notes.append(format_html('{} <a href="{}">{}</a>', words, address, change))

    @property
    def said(self) -> str:
        """«Attached: Vedtak, Kart.»."""
        titles = ", ".join(evidence.title for evidence in self.attached)
        return gettext("Attached: %(titles)s.") % {"titles": titles} if titles else ""


class UploadForm(BesideForm):
    """Many files in one go; those that are refused hold none of the others back."""

    what = "upload"
    button = _("Upload")
    files = FilesField(  # type: ignore[assignment]  # a form keeps its fields elsewhere
        label=_("Choose files"),
        error_messages={"required": _("Choose at least one file.")},
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
    )
    title = title_field(_("For one file. Without it, a file is called by its name."))
    dated_on = dated_on_field()

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files=files, **kwargs)
        self.fields["files"].help_text = KINDS % {"n": settings.EVIDENCE_MAX_MB}
        self.helper.form_id = "upload"
        self.helper.layout = Layout(
            Field("files", template="checkpoints/_drop.html"),
            Div("title", "dated_on", css_class="row"),
        )

    def save(self, *, by: User) -> None:
        act = uuid4()
        sent: list[UploadedFile[Any]] = self.cleaned_data["files"]
        title = self.cleaned_data["title"] if len(sent) == 1 else ""
        for file in sent:
            try:
                self._save_one(file, title, by=by, act=act)
            except ValidationError as refused:
                self.add_error("files", refused.messages)

    def _save_one(self, file: "UploadedFile[Any]", title: str, *, by: User, act: Any) -> None:
        evidence = actions.upload(
            by=by,
            region=self.backed.place.region,
            upload=file,
            title=title,
            dated_on=self.cleaned_data["dated_on"],
            beside=self.backed.to,
            change_set=act,
        )
        self.attached.append(evidence)
        self.note_unused(evidence, title, self.cleaned_data["dated_on"])


class LinkForm(BesideForm):
    """A web page, or a file that lies elsewhere."""

    what = "link"
    button = _("Attach the link")
    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    title = title_field()
    dated_on = dated_on_field()

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper.form_id = "link"
        self.helper.layout = Layout("url", Div("title", "dated_on", css_class="row"))

    @transaction.atomic
    def save(self, *, by: User) -> None:
        act = uuid4()
        region = self.backed.place.region
        evidence = actions.link(by=by, region=region, change_set=act, **self.facts)
        self.keep(evidence, by=by, act=act)
        self.note_unused(evidence, self.cleaned_data["title"], self.cleaned_data["dated_on"])


class Choices(RowsField):
    def label_from_instance(self, obj: Any) -> str:
        """The title, and what tells two of the same title apart."""
        more = obj.url or obj.file_name
        return format_html('{} <span class="meta">{}</span>', obj.title, more)


class ReuseForm(BesideForm):
    """Evidence that the region has and that is not attached here."""

    what = "reuse"
    button = _("Attach what is chosen")
    evidence = Choices(
        label=_("Evidence of the region"),
        queryset=Evidence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _("This evidence is no longer here. Load the page again."),
            "invalid_pk_value": _("This evidence is no longer here. Load the page again."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, search: QueryDict | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.offered = attachable(self.backed)
        self.search = SearchForm(search or QueryDict(), label=_("Search in titles"))
        words = self.search.chosen()
        found = self.offered.filter(contains("title", words)) if words else self.offered
        cast("Choices", self.fields["evidence"]).queryset = found

    @property
    def offers_something(self) -> bool:
        return bool(self.offered)

    @property
    def finds_something(self) -> bool:
        return bool(cast("Choices", self.fields["evidence"]).queryset)

    @property
    def is_long(self) -> bool:
        """Too many to choose from without a search, whatever was searched for."""
        return len(self.offered) > FEW

    @transaction.atomic
    def save(self, *, by: User) -> None:
        act = uuid4()
        for evidence in self.cleaned_data["evidence"]:
            self.keep(evidence, by=by, act=act)


def attachable(backed: Backed) -> QuerySet[Evidence]:
    """A region's evidence that is not attached to a thing, by title."""
    attached = backed.attachments.filter(removed=False).values("evidence")
    found = backed.place.region.evidence.filter(removed=False).exclude(pk__in=attached)
    return found.order_by(in_order("title"), "pk")


class EvidenceForm(VersionedForm[Evidence]):
    """What is said of a file or a link."""

    title = forms.CharField(label=_("Title"), max_length=Evidence.TITLE_LIMIT)
    dated_on = dated_on_field()
    removed = forms.BooleanField(
        label=_("Hide this evidence"),
        required=False,
        help_text=_("It disappears from all pages. The history keeps it, and so do filed reports."),
    )

    @property
    def said(self) -> str:
        words = _("Hidden: %(title)s. You find it at the end of this page.")
        return words % {"title": self.edited.title} if self.edited.removed else super().said

    def save(self, *, by: User) -> Evidence:
        return actions.change_evidence(
            by=by, evidence=self.edited, expected_revision=self.started_from, **self.facts
        )


class DetachForm(PlainForm):
    """A button only, that knows which revision it was pressed on."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, row: Attachment) -> None:
        super().__init__(data)
        self.row = row

    def save(self, *, by: User) -> None:
        if self.row.removed:  # someone else wanted the same
            return
        sent = self.cleaned_data["revision"]
        try:
            actions.detach(by=by, attachment=self.row, expected_revision=sent)
        except Stale:
            words = _("Someone else changed this meanwhile. Look at the list and try again.")
            raise ValidationError(words) from None
