"""Forms for what a coordinator fills in at a milestone. They translate; the actions decide."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.models import Assessment, Decision, Plan, Status
from checkpoints.region_progress import ANSWERED
from regions.models import Membership, Region, User
from regions.norwegian import in_order
from regions.versioned_forms import DAY_FORMAT, DayField, VersionedForm, WordsField


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
    text = WordsField(required=False)
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
    reason = forms.CharField(
        label=_("Why do you change this?"),
        required=False,
        max_length=500,
        help_text=_("Stands in the history. You need not write anything."),
    )

    def __init__(self, data: QueryDict | None, *, spot: Spot, row: Assessment) -> None:
        self.spot = spot
        slug = spot.wording.checkpoint.slug
        super().__init__(data, row=row, auto_id=f"id_{slug}_%s")  # several may be unfolded
        question = spot.wording.checkpoint.kind == "question"
        self.fields["text"].label = _("Answer") if question else _("Comment")
        # What is answered needs an answer: only a comment is called optional.
        self.fields["text"].sometimes_required = question  # type: ignore[attr-defined]  # our template reads it
        self.fields["text"].help_text = _("At most %(n)d characters.") % {
            "n": Assessment.TEXT_LIMIT
        }
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
    def wanting(cls, status: str, *, spot: Spot, row: Assessment) -> "AssessmentForm":
        """The form as it would have been sent by one who only wanted another status."""
        data = QueryDict(mutable=True)
        shown = cls(None, spot=spot, row=row)
        values = {name: shown[name].value() for name in shown.fields}
        data.update({name: "" if value is None else value for name, value in values.items()})
        if row.responsible:
            data["responsible"] = str(row.responsible.pk)
        for name in ("met_on", "due_on"):
            day = getattr(row, name)
            data[name] = day.strftime(DAY_FORMAT) if day else ""
        if not row.unsure:
            del data["unsure"]
        data["status"] = status
        return cls(data, spot=spot, row=row)

    def changes_something(self) -> bool:
        """Saving is always a step in the history: it says that someone looked."""
        return True

    def save(self, *, by: User) -> Assessment:
        place = self.spot.place
        return actions.assess(
            by=by,
            strand=place.strand,
            wording=self.spot.wording,
            row=self.row,
            expected_revision=self.started_from,
            **self.facts,
        )


class PlanForm(VersionedForm[Plan]):
    """When a strand is planned to work at a milestone."""

    starts_on = DayField(label=_("Planned start"), required=False)
    ends_on = DayField(label=_("Planned end"), required=False)
    reason = forms.CharField(
        label=_("Why is the plan moved?"),
        required=False,
        max_length=500,
        help_text=_("Stands in the history and in the report."),
    )

    def __init__(self, data: QueryDict | None, *, place: Place, row: Plan) -> None:
        self.place = place
        super().__init__(data, row=row)

    def save(self, *, by: User) -> Plan:
        return actions.plan(
            by=by,
            strand=self.place.strand,
            milestone=self.place.milestone,
            expected_revision=self.started_from,
            **self.facts,
        )


class DecisionForm(VersionedForm[Decision]):
    """A decision at a milestone."""

    decided_on = DayField(label=_("Date of the decision"))
    body = forms.CharField(
        label=_("Decided by"),
        max_length=100,
        help_text=_("For example a municipal council, the regional council or the steering group."),
    )
    note = WordsField(label=_("Note"), required=False, max_length=2000, rows=3)

    def __init__(self, data: QueryDict | None, *, place: Place, row: Decision) -> None:
        self.place = place
        super().__init__(data, row=row)
        if row.revision:
            self.fields["removed"] = forms.BooleanField(
                label=_("Remove this decision"),
                required=False,
                initial=row.removed,
                help_text=_("It disappears from the pages and stays in the history."),
            )

    def save(self, *, by: User) -> Decision:
        return actions.decide(
            by=by,
            strand=self.place.strand,
            milestone=self.place.milestone,
            decision=self.row,
            expected_revision=self.started_from,
            **self.facts,
        )
