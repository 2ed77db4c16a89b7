"""The form in which the programme staff verify a claim. It translates; the actions decide."""

from http import HTTPStatus
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.actions.verifying import CLAIM_CHANGED
from checkpoints.models import AssessmentRevision, Finding, Verification
from checkpoints.pages.verifying import Claim, change_since
from checkpoints.queries.verifying import changed_since, step_read
from regions.changes import Change
from regions.fields import WordsField
from regions.models import User
from regions.versioned_forms import VersionedForm

INCOMPLETE = _("This page is incomplete. Load it again.")


class StepField(forms.IntegerField):
    """The number of the step that stood on the page. That a later one is there changes nothing."""

    def __init__(self) -> None:
        told = dict.fromkeys(("required", "invalid", "min_value", "max_value"), INCOMPLETE)
        super().__init__(
            min_value=1, max_value=2_147_483_647, widget=forms.HiddenInput, error_messages=told
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VerifyForm(VersionedForm[Verification]):
    """What the programme staff say of a claim as it stood when they read it: at the step `seen`."""

    seen = StepField()
    finding = forms.TypedChoiceField(
        label=_("What do you find?"),
        coerce=Finding,
        widget=forms.RadioSelect,
        choices=[
            (Finding.VERIFIED, _("Verified: it is as the region says")),
            (Finding.QUESTIONED, _("Questioned: it may not be so, or we need to know more")),
            (Finding.NONE, _("Take back what was said")),
        ],
        error_messages={"required": _("Choose what you find.")},
    )
    note = WordsField(
        label=_("Why"),
        required=False,
        max_length=Verification.NOTE_LIMIT,
        help_text=_("The region reads it. Write here what you question."),
    )

    def __init__(self, data: QueryDict | None, *, claim: Claim) -> None:
        self.claim = claim
        self.claim_change: Change | None = None  # what the region changed after it was read
        row = claim.verification
        super().__init__(data, row=row, initial={"seen": claim.assessment.revision})
        self.fields["note"].sometimes_required = True  # type: ignore[attr-defined]  # our template reads it
        if not row.revision:
            finding: Any = self.fields["finding"]
            finding.choices = [one for one in finding.choices if one[0] != Finding.NONE]
        self.helper.layout = Layout("revision", "seen", "finding", "note")

    @property
    def http_status(self) -> HTTPStatus:
        return HTTPStatus.CONFLICT if self.claim_change else super().http_status

    @property
    def facts(self) -> dict[str, Any]:
        facts = super().facts
        facts["assessed"] = facts.pop("seen")
        return facts

    def clean_seen(self) -> AssessmentRevision:
        found = step_read(self.edited, self.cleaned_data["seen"])
        if found is None:
            raise ValidationError(INCOMPLETE)
        return found

    def changes_something(self) -> bool:
        """What is outdated is said anew by saving it as it stands."""
        return super().changes_something() or changed_since(self.edited.assessed)

    def complain(self, error: ValidationError) -> None:
        super().complain(error)
        if self.has_error(NON_FIELD_ERRORS, CLAIM_CHANGED):
            self._show_what_was_changed()

    def save(self, *, by: User) -> Verification:
        return actions.verify(
            by=by, verification=self.edited, expected_revision=self.started_from, **self.facts
        )

    def _show_what_was_changed(self) -> None:
        """From what was read to what stands now, which whoever saves again has read."""
        self.claim_change = change_since(self.cleaned_data["seen"], self.edited)
        self.data = self.data.copy()
        self._write("seen", self.claim_change.number)
