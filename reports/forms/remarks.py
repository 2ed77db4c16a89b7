"""Forms of the programme staff's remarks. They translate; the actions decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.fields import WordsField
from regions.models import User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from reports import actions
from reports.models import Edition, Remark


def _text() -> WordsField:
    return WordsField(
        label=_("Remark"),
        max_length=Remark.TEXT_LIMIT,
        rows=3,
        error_messages={"required": _("Write the remark.")},
    )


class NewRemarkForm(PlainForm):
    """A remark on an edition; `on` says on what of it: a question, a strand and a checkpoint."""

    button = _("Save the remark")
    text = _text()

    def __init__(
        self, data: QueryDict | None = None, *, edition: Edition, at: str, key: str, **on: Any
    ) -> None:
        self.edition, self.on, self.posts_to = edition, on, at
        super().__init__(data, auto_id=f"id_{key}_%s")  # several stand on one page

    @property
    def said(self) -> str:
        return gettext("The remark is saved. The region reads it once you send back or approve.")

    def save(self, *, by: User) -> Remark:
        return actions.add_remark(by=by, edition=self.edition, **self.on, **self.facts)


class RemarkForm(VersionedForm[Remark]):
    """A remark that is corrected or removed before it is sent."""

    text = _text()
    removed = forms.BooleanField(label=_("Remove the remark"), required=False)

    def save(self, *, by: User) -> Remark:
        return actions.change_remark(
            by=by, remark=self.edited, expected_revision=self.started_from, **self.facts
        )
