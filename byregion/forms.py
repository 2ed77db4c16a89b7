"""The overview's filters, which live in its address."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from checkpoints.progress import State


class OverviewFilters(forms.Form):
    """Text, county, state and order. What is not understood is said, and does not filter."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    fylke = forms.ChoiceField(label=_("County"), required=False)
    status = forms.ChoiceField(label=_("State"), required=False)
    sorter = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(
        self, data: Any, *, counties: Iterable[tuple[str, str]], kept: Mapping[str, str]
    ) -> None:
        """`kept` is what else the address says: the day that is asked for."""
        super().__init__({**data.dict(), **kept})
        self.fields["q"].widget.attrs["placeholder"] = _("Region or municipality")
        self._choices("fylke", [("", _("All counties")), *counties])
        states = [(state.value, state.label) for state in State]
        self._choices("status", [("", _("All")), ("late", _("late")), *states])
        self._choices(
            "sorter",
            [
                ("", _("Name")),
                ("kommet-lengst", _("Furthest first")),
                ("forsinket", _("Latest first")),
                ("endret", _("Last changed first")),
            ],
        )
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filters"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show")))
        for name in kept:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def chosen(self) -> dict[str, str]:
        """What was asked for and understood, by name."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
