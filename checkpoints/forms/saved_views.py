"""The forms that name a view of the overview."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.models import SavedView
from regions.fields import LineField
from regions.models import User
from regions.plain_forms import PlainForm


def name_field(**kwargs: Any) -> LineField:
    longest = SavedView._meta.get_field("name").max_length
    return LineField(label=_("Name"), max_length=longest, **kwargs)


class SaveViewForm(PlainForm):
    """Names what the page's own address says."""

    button = _("Save the view")
    name = name_field(
        help_text=_(
            "The filters, the order, the density and the days are saved, not which page you are on."
        )
    )

    def __init__(self, data: QueryDict | None, *, query: str) -> None:
        """`query` is what stands behind the «?»; what was not understood is not in it."""
        super().__init__(data)
        self.query = query

    def clean(self) -> dict[str, Any]:
        longest = SavedView._meta.get_field("query").max_length
        if longest and len(self.query) > longest:
            raise ValidationError(_("There is too much text in the filters to save this view."))
        return self.cleaned_data

    def save(self, *, by: User) -> None:
        actions.save_view(by=by, query=self.query, **self.facts)

    @property
    def said(self) -> str:
        return gettext("«%(name)s» is saved.") % self.facts


class RenameViewForm(PlainForm):
    name = name_field()

    def __init__(self, data: QueryDict | None, *, view: SavedView) -> None:
        super().__init__(data, initial={"name": view.name})
        self.view = view

    def save(self, *, by: User) -> None:
        actions.rename_view(by=by, view=self.view, **self.facts)
