"""Whose work is listed; what is asked for stands in the address."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkpoints.walks.stops import Stop
from checkpoints.walks.whose import MINE, WHOSE, choices


class WhoseForm(forms.Form):
    """What is not understood is said, and then one's own is listed."""

    hvem = forms.ChoiceField(label=_("Whose"), required=False)

    def __init__(self, data: QueryDict, *, work: Iterable[Stop], me: int) -> None:
        super().__init__({WHOSE: data.get(WHOSE, "") or MINE})
        self.fields[WHOSE].choices = choices(work, me)  # type: ignore[attr-defined]  # it is a ChoiceField
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filters"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show")))

    def chosen(self) -> str:
        """Who was asked for and understood."""
        return str(self.cleaned_data[WHOSE]) if self.is_valid() else MINE
