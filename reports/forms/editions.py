"""The form with which the programme staff withdraw an edition."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.fields import LinesField
from regions.models import User
from regions.plain_forms import PlainForm
from reports import actions
from reports.models import Edition, EditionWithdrawal


class WithdrawEditionForm(PlainForm):
    button = _("Withdraw the edition")
    reason = LinesField(
        label=_("Why does the edition no longer hold?"),
        max_length=EditionWithdrawal.REASON_LIMIT,
        help_text=_("The region and the programme staff can read it."),
    )

    def __init__(self, data: QueryDict | None = None, *, edition: Edition, site: str = "") -> None:
        super().__init__(data)
        self.edition, self.site = edition, site

    def save(self, *, by: User) -> Any:
        return actions.withdraw_edition(by=by, edition=self.edition, site=self.site, **self.facts)

    @property
    def said(self) -> str:
        return gettext("Edition %(n)d is withdrawn.") % {"n": self.edition.number}
