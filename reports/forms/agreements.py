"""Forms of what was agreed. They translate; the actions decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.timeline import event_name
from regions.fields import DayField, LinesField
from regions.models import User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from reports import actions
from reports.access.agreements import AgreementsOf
from reports.models import Agreement, Outcome
from reports.queries.agreements import Events

BY_STAFF = ("text", "due_on", "removed")
BY_REGION = ("outcome", "note")


def agreed_field(**kwargs: Any) -> LinesField:
    label = kwargs.pop("label", _("This is what we agree on"))
    return LinesField(
        max_length=Agreement.TEXT_LIMIT,
        label=label,
        error_messages={"required": _("Write what was agreed.")},
        **kwargs,
    )


def due_field() -> DayField:
    return DayField(label=_("To be done by"), required=False)


class NewAgreementForm(PlainForm):
    """Something that was agreed at an event of the calendar."""

    button = _("Save what was agreed")
    text = agreed_field()
    due_on = due_field()
    event = forms.TypedChoiceField(label=_("Agreed at"))

    def __init__(self, data: QueryDict | None, *, place: AgreementsOf, choices: Events) -> None:
        self.place, self.events = place, {str(one.pk): one for one in choices.listed}
        super().__init__(data, initial={"event": choices.latest.pk if choices.latest else None})
        field: Any = self.fields["event"]
        field.choices = [(key, event_name(one)) for key, one in self.events.items()]
        field.coerce = self.events.__getitem__

    @property
    def said(self) -> str:
        return gettext("Saved. It stands first in the region's next report.")

    def save(self, *, by: User) -> Agreement:
        return actions.agree(by=by, region=self.place.region, **self.facts)


class AgreementForm(VersionedForm[Agreement]):
    """What was agreed, for the programme staff; what became of it, for the region."""

    text = agreed_field(label=_("What is agreed"))
    due_on = due_field()
    outcome = forms.ChoiceField(label=_("How did it go?"), widget=forms.RadioSelect)
    note = LinesField(max_length=Agreement.NOTE_LIMIT, label=_("In a few words"), required=False)
    removed = forms.BooleanField(label=_("Remove it: it was not agreed after all"), required=False)

    def __init__(self, data: QueryDict | None, *, place: AgreementsOf, row: Agreement) -> None:
        super().__init__(data, row=row)
        field: Any = self.fields["outcome"]
        field.choices = [(value, capfirst(label)) for value, label in Outcome.choices]
        for name in (*(() if place.writes else BY_STAFF), *(() if place.answers else BY_REGION)):
            del self.fields[name]

    def save(self, *, by: User) -> Agreement:
        return actions.change_agreement(
            by=by, agreement=self.edited, expected_revision=self.started_from, **self.facts
        )
