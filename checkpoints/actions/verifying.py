"""What the programme staff say of a region's claim: verified, questioned, or no longer either."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.models import (
    AssessmentRevision,
    Checkpoint,
    Finding,
    Strand,
    Verification,
)
from checkpoints.queries.verifying import changed_since
from regions.history import How, Kind, record
from regions.models import User

CLAIM_CHANGED = "claim_changed"  # the code of the error that says so


def verification_of(strand: Strand, checkpoint: Checkpoint) -> Verification:
    """The current row, or a new one that is not saved: no row means that nothing was said."""
    rows = Verification.objects.select_related("assessed__responsible", "changed_by")
    found = rows.filter(strand=strand, checkpoint=checkpoint).first()
    return found or Verification(
        strand=strand, checkpoint=checkpoint, milestone=checkpoint.milestone, finding=Finding.NONE
    )


def verify(
    *,
    by: User | None,
    verification: Verification,
    expected_revision: int,
    assessed: AssessmentRevision,
    finding: str,
    note: str = "",
    **how: Unpack[How],
) -> Verification:
    """Say of a region's claim, as it stood at the revision that was read, what the staff find.

    The same said once more, of a newer revision, is a confirmation. Raises ValidationError where
    what is questioned is not said, and with the code `CLAIM_CHANGED` for a claim that the region
    has changed since: nobody verifies what they have not read. Raises Stale when a colleague was
    first.
    """
    _check(verification, assessed, finding, note)
    now = finding, note.strip()
    if now == (verification.finding, verification.note):
        how = {"step": Kind.CONFIRM, **how}
    return record(
        verification,
        by=by,
        expected=expected_revision,
        assessed=assessed,
        finding=finding,
        note=note.strip(),
        **how,
    )


def _check(
    verification: Verification, assessed: AssessmentRevision, finding: str, note: str
) -> None:
    own = verification.strand_id, verification.checkpoint_id
    if (assessed.strand_id, assessed.checkpoint_id) != own:
        raise ValidationError(_("This page is incomplete. Load it again."))
    if finding == Finding.QUESTIONED and not note.strip():
        raise ValidationError({"note": _("Write what you question.")})
    if finding != Finding.NONE and changed_since(assessed):
        raise ValidationError(
            _("The region has changed this since you read it. Nothing is saved yet."),
            code=CLAIM_CHANGED,
        )
