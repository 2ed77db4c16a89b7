"""The form of what a region shares about a checkpoint, and the search in all of it."""

import re
from typing import Any, cast

from crispy_forms.layout import Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Spot
from checkpoints.forms.assessments import people_in
from checkpoints.forms.evidence import Choices
from checkpoints.models import Attachment, Sharing
from checkpoints.queries.learning import Wanted, shareable_evidence
from regions.fields import WordsField
from regions.models import User
from regions.plain_forms import revision_sent
from regions.search import SearchForm
from regions.versioned_forms import VersionedForm

LOOK = "look"  # the button that shows all that others would read, and saves nothing
GONE = _("This evidence is no longer here. Load the page again.")


class AttachedChoices(Choices):
    def label_from_instance(self, obj: Any) -> str:
        return super().label_from_instance(obj.evidence)


class KeysField(forms.MultipleChoiceField):
    """Keys of the rows that were chosen when the page was made, also of those that are gone."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value: Any) -> bool:
        return re.fullmatch(r"[0-9]{1,9}", value) is not None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SharingForm(VersionedForm[Sharing]):
    """What other regions are to read of how a checkpoint was met."""

    text = WordsField(
        label=_("How you did it"), required=False, max_length=Sharing.TEXT_LIMIT, rows=8
    )
    evidence = AttachedChoices(
        label=_("Evidence that others may open"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE, "invalid_pk_value": GONE},
    )
    contact = forms.ModelChoiceField(
        label=_("Contact"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody chosen"),
        help_text=_("The name and the e-mail address are shown to the others. Ask the person."),
    )
    removed = forms.BooleanField(
        label=_("Stop sharing"),
        required=False,
        help_text=_("Nobody else can read it any more. You can share again later."),
    )
    seen = KeysField(
        required=False,
        error_messages={"invalid_choice": _("This page is incomplete. Load it again.")},
    )

    def __init__(
        self, data: QueryDict | None, *, spot: Spot, row: Sharing, comment: str = ""
    ) -> None:
        self.spot = spot
        self.offered = shareable_evidence(row.strand, row.checkpoint)
        shared = [one.pk for one in self.offered if one.shared]
        first = {} if row.revision else {"text": comment}
        super().__init__(data, row=row, initial={**first, "evidence": shared, "seen": shared})
        cast("Choices", self.fields["evidence"]).queryset = self.offered
        people = people_in(spot.place.region, and_still=row.contact)
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]  # it is a ModelChoiceField
        self._leave_out(data or QueryDict())
        look = Submit(LOOK, _("See how it will look"), data_variant="secondary")
        self.helper.inputs.insert(0, look)
        self.helper.layout = Layout(*self.fields)

    def _leave_out(self, data: QueryDict) -> None:
        """What there is nothing to choose from or to stop, unless there was when someone began."""
        if not self.offered and "evidence" not in data:
            del self.fields["evidence"]
        if self.is_shared:
            return
        self.helper.inputs[-1].value = _("Share with the other regions")
        if revision_sent(data.get("revision", "")) in {-1, self.edited.revision}:
            del self.fields["removed"]

    @property
    def can_be_previewed(self) -> bool:
        """All of it is, by a button of its own."""
        return False

    @property
    def is_shared(self) -> bool:
        """Whether anything is shared today."""
        return bool(self.edited.revision and not self.edited.removed)

    @property
    def facts(self) -> dict[str, Any]:
        others = {name: value for name, value in super().facts.items() if name != "seen"}
        return {"removed": False, **others, "evidence": self.chosen}

    @property
    def chosen(self) -> list[Attachment]:
        """All that is to be shared: what someone else chose meanwhile stays as that one left it."""
        seen = {int(key) for key in self.cleaned_data["seen"]}
        ticked = {one.pk for one in self.cleaned_data.get("evidence", ())}
        touched = seen ^ ticked
        return [
            one
            for one in self.offered.all()
            if (one.pk in ticked if one.pk in touched else one.shared)
        ]

    @property
    def said(self) -> str:
        if self.overtaken:
            return super().said
        words = (
            _("No longer shared.") if self.edited.removed else _("Shared with the other regions.")
        )
        return " ".join([str(words), *([self.merged.in_words] if self.merged else [])])

    def changes_something(self) -> bool:
        return self.edited.removed or super().changes_something()

    def save(self, *, by: User) -> Sharing:
        return actions.share(
            by=by, sharing=self.edited, expected_revision=self.started_from, **self.facts
        )


class LearningSearch(SearchForm):
    """Which checkpoints to learn about; it lives in the address."""

    deler = forms.BooleanField(label=_("Only where someone shares how"), required=False)
    spor = forms.BooleanField(label=_("Only where someone asks for help"), required=False)

    def __init__(self, data: QueryDict) -> None:
        label: str | Promise = _("Search in checkpoints and in what is shared")
        super().__init__(data, label=label)

    @property
    def wanted(self) -> Wanted:
        text = self.chosen()
        found = self.cleaned_data
        return Wanted(text, bool(found.get("deler")), bool(found.get("spor")))

    @property
    def filters_something(self) -> bool:
        return self.wanted != Wanted()
