"""The forms of what is planned and decided at a milestone. They translate; the actions decide."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Place
from checkpoints.models import Decision, Plan
from regions.fields import DayField, WordsField
from regions.models import User
from regions.versioned_forms import VersionedForm


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
    removed = forms.BooleanField(
        label=_("Remove this decision"),
        required=False,
        help_text=_("It disappears from the pages and stays in the history."),
    )

    def __init__(self, data: QueryDict | None, *, place: Place, row: Decision) -> None:
        self.place = place
        super().__init__(data, row=row)
        if not row.revision:
            del self.fields["removed"]

    def save(self, *, by: User) -> Decision:
        return actions.decide(
            by=by,
            strand=self.place.strand,
            milestone=self.place.milestone,
            decision=self.row,
            expected_revision=self.started_from,
            **self.facts,
        )
