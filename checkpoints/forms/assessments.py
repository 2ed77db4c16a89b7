"""The form of a checkpoint's details. It translates; the actions decide."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Spot
from checkpoints.actions import said
from checkpoints.models import Assessment, Status
from checkpoints.rows import ANSWERED
from checkpoints.saying import saved_words
from regions.fields import DayField, ReasonField, WordsField, write
from regions.history import as_it_stood
from regions.models import Membership, Region, User
from regions.norwegian import in_order
from regions.versioned_forms import VersionedForm


def people_in(region: Region, *, and_still: User | None) -> Any:
    """Those who may be made responsible: the people of the region, and whoever is already."""
    belong = Q(
        Exists(Membership.objects.filter(user=OuterRef("pk"), region=region, removed=False)),
        is_active=True,
    )
    people = User.objects.filter(belong | Q(pk=and_still.pk) if and_still else belong)
    return people.order_by(in_order("name"))


class AssessmentForm(VersionedForm[Assessment]):
    """All that is recorded of a checkpoint on a strand."""

    status = forms.ChoiceField(label=_("Status"), choices=Status, widget=forms.RadioSelect)
    text = WordsField(required=False, limit=Assessment.TEXT_LIMIT)
    met_on = DayField(label=_("Met on"), required=False)
    due_on = DayField(label=_("Due on"), required=False)
    responsible = forms.ModelChoiceField(
        label=_("Responsible"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody chosen"),
    )
    responsible_name = forms.CharField(
        label=_("Or someone else, by name"), required=False, max_length=100
    )
    unsure = forms.BooleanField(label=_("Unsure: come back to this later"), required=False)
    reason = ReasonField()

    def __init__(
        self, data: QueryDict | None, *, spot: Spot, row: Assessment, **kwargs: Any
    ) -> None:
        self.spot = spot
        slug = spot.wording.checkpoint.slug
        kwargs.setdefault("auto_id", f"id_{slug}_%s")  # several may be unfolded
        super().__init__(data, row=row, **kwargs)
        question = spot.wording.checkpoint.kind == "question"
        self.fields["text"].label = _("Answer") if question else _("Comment")
        # What is answered needs an answer: only a comment is called optional.
        self.fields["text"].sometimes_required = question  # type: ignore[attr-defined]  # our template reads it
        self._choices(question=question)
        self.fields["responsible"].queryset = people_in(  # type: ignore[attr-defined]  # it is a ModelChoiceField
            spot.place.region, and_still=row.responsible
        )
        self.helper.form_id = f"edit-{slug}"
        self.helper.form_action = address = spot.address("assess")
        self.helper.attrs |= {
            "hx-post": address,
            "hx-target": "closest .checkpoint",
            "hx-swap": "outerHTML",
        }
        self.helper.layout = Layout(
            "revision",
            "status",
            "text",
            Div("met_on", "due_on", css_class="row"),
            Div("responsible", "responsible_name", css_class="row"),
            "unsure",
            "reason",
        )

    def _choices(self, *, question: bool) -> None:
        labels = dict(Status.choices)
        if question:
            labels[Status.MET] = ANSWERED
            self.fields["met_on"].label = _("Answered on")
        choices = [(value, capfirst(str(label))) for value, label in labels.items()]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    @classmethod
    def wanting(
        cls, wanted: Mapping[str, Any], *, spot: Spot, row: Assessment, started_from: int
    ) -> "AssessmentForm":
        """The form as it would have been sent by one who wanted nothing else to change."""
        seen = as_it_stood(row, started_from) or row
        data = QueryDict(mutable=True)
        for name, value in {**said(seen), **wanted, "revision": started_from}.items():
            write(data, name, value)
        return cls(data, spot=spot, row=row)

    @property
    def said(self) -> str:
        if self.overtaken:
            return super().said
        words = saved_words(self.edited)
        return f"{words} {self.merged.in_words}" if self.merged else words

    def changes_something(self) -> bool:
        """Saving what stands is a step too, as long as it is open: somebody vouches for it."""
        return super().changes_something() or Status(self.edited.status).open

    def save(self, *, by: User) -> Assessment:
        sent: dict[str, Any] = {
            "by": by,
            "strand": self.spot.place.strand,
            "wording": self.spot.wording,
            "row": self.edited,
            "expected_revision": self.started_from,
        }
        if not super().changes_something() and self.edited.revision:
            return actions.confirm(**sent)
        return actions.assess(**sent, **self.facts)


class OneOfAnAct(AssessmentForm):
    """One of several checkpoints that are saved at once, as if its own form had been sent."""

    def changes_something(self) -> bool:
        """What stands so already is left alone: nobody is said to vouch for it."""
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
