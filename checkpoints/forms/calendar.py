"""Forms for the programme's calendar. They translate; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.models import Event, EventKind, Phase
from regions.fields import DayField
from regions.models import User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm

HIGHEST = 32_767  # of a small integer in the database


def position_field(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Place in the order"), min_value=1, max_value=HIGHEST, **kwargs
    )


def first_day_field() -> DayField:
    return DayField(
        label=_("Date"), required=False, help_text=_("Leave it empty when it is not set yet.")
    )


def last_day_field() -> DayField:
    return DayField(
        label=_("Last day"), required=False, help_text=_("Only when it lasts more than a day.")
    )


class EventForm(VersionedForm[Event]):
    starts_on = first_day_field()
    ends_on = last_day_field()
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    position = position_field()
    removed = forms.BooleanField(
        label=_("Take it off the calendar"), required=False, help_text=_("The history is kept.")
    )

    def save(self, *, by: User) -> Event:
        return actions.change_event(
            by=by, event=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewEventForm(PlainForm):
    button = _("Add to the calendar")
    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=EventKind.choices, coerce=EventKind, widget=forms.RadioSelect
    )
    starts_on = first_day_field()
    ends_on = last_day_field()
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    position = position_field(required=False, help_text=_("Left empty, it is put last."))

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase = phase

    def save(self, *, by: User) -> Event:
        self.event = actions.add_event(by=by, phase=self.phase, **self.facts)
        return self.event
