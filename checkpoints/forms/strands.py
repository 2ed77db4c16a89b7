"""The forms of a region's strands. They translate; the actions decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.models import Milestone, Phase, Strand
from regions.fields import DayField, LineField, ReasonField
from regions.models import Region, User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from regions.wording import page_language


class MilestoneField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A milestone of a phase, by number and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.position}. {obj.text(page_language())}"


def theme_field() -> LineField:
    return LineField(
        label=_("Theme"),
        max_length=100,
        help_text=_("What the strand is about, for example «Travel industry»."),
        error_messages={"required": _("Write a theme.")},
    )


def first_milestone_field(empty_label: Any = None) -> MilestoneField:
    return MilestoneField(
        label=_("First milestone"),
        queryset=Milestone.objects.none(),
        empty_label=empty_label,
        help_text=_("What comes before it is in the main strand."),
        error_messages={"required": _("Choose a milestone.")},
    )


class NewStrandForm(PlainForm):
    """A parallel strand to add."""

    theme = theme_field()
    first_milestone = first_milestone_field(_("Choose a milestone"))

    button = _("Add the strand")

    def __init__(self, data: QueryDict | None, *, region: Region, phase: Phase) -> None:
        self.region = region
        super().__init__(data)
        _choose_from(self, phase)

    def save(self, *, by: User) -> Strand:
        return actions.add_parallel_strand(by=by, region=self.region, **self.facts)


class StrandForm(VersionedForm[Strand]):
    """A parallel strand: its name, where it begins, and whether it is closed."""

    theme = theme_field()
    first_milestone = first_milestone_field()
    closed_on = DayField(
        label=_("Closed on"),
        required=False,
        help_text=_(
            "A strand that is closed is never late, and is left out of what remains. Take the day "
            "away to open it again."
        ),
    )
    reason = ReasonField(
        help_text=_("Must be there when you close the strand. Stands in the history.")
    )

    def __init__(self, data: QueryDict | None, *, row: Strand) -> None:
        super().__init__(data, row=row)
        _choose_from(self, row.phase)

    def save(self, *, by: User) -> Strand:
        return actions.change_strand(
            by=by, strand=self.edited, expected_revision=self.started_from, **self.facts
        )


def _choose_from(form: forms.Form, phase: Phase) -> None:
    field: Any = form.fields["first_milestone"]
    field.queryset = phase.milestones.order_by("position")
