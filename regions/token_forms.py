"""The form that makes a key to the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions import actions
from regions.fields import LineField
from regions.models import Scope, User
from regions.plain_forms import PlainForm

DAYS = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("one year"))]


class TokenForm(PlainForm):
    button = _("Make the key")
    name = LineField(
        label=_("What is it for?"), max_length=60, help_text=_("A name by which you know it again.")
    )
    scope = forms.TypedChoiceField(
        label=_("What does it open?"),
        choices=Scope.choices,
        coerce=Scope,
        initial=Scope.OVERVIEW,
        widget=forms.RadioSelect,
        help_text=_("Never more than you may see yourself on the day it is used."),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        choices=DAYS,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, site: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        # The answer shows the key and not this form, so no page would take a kept draft away.
        self.helper.attrs["data-draft"] = "never"

    def save(self, *, by: User) -> None:
        self.token, self.secret = actions.make_token(by=by, site=self.site, **self.facts)
