"""A bare crispy form with about the fields of a checkpoint's."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from bench.floor.models import Tick

STATUSES = (
    ("not_started", "not started"),
    ("in_progress", "in progress"),
    ("met", "met"),
    ("on_hold", "on hold"),
    ("not_applicable", "not applicable"),
)


class TickForm(forms.Form):
    status = forms.ChoiceField(choices=STATUSES)
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    met_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    responsible = forms.ChoiceField(required=False)
    unsure = forms.BooleanField(required=False)

    def __init__(self, tick: Tick, people: Sequence[tuple[int, str]]) -> None:
        names = ("status", "text", "met_on", "due_on", "unsure")
        initial = {name: getattr(tick, name) for name in names}
        super().__init__(prefix=f"tick-{tick.pk}", initial=initial)
        self.fields["responsible"].choices = people  # type: ignore[attr-defined]  # it has choices
        self.helper = FormHelper()
        self.helper.form_action = f"/ticks/{tick.pk}/"
        self.helper.add_input(Submit("save", "Save"))
