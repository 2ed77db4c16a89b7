"""A field to search a list by; what is asked for stands in the address."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What is not understood is said, and does not filter."""

    q = forms.CharField(required=False, max_length=100)

    def __init__(self, data: QueryDict, *, label: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = label
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filters"
        self.helper.attrs = {"role": "search"}
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Search")))

    def chosen(self) -> str:
        """What was asked for and understood."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""
