"""What the page is made from on which the programme staff verify a region's claim."""

from dataclasses import dataclass

from checkpoints import actions
from checkpoints.access import Spot
from checkpoints.models import Assessment, AssessmentRevision, Verification
from checkpoints.queries.verifying import newest_change
from checkpoints.rows import CheckpointRow, row_of
from regions.changes import Change, change, changes_of
from regions.wording import Text


@dataclass(frozen=True)
class Claim:
    """What a region says of a checkpoint, and what the programme staff say of that."""

    spot: Spot
    assessment: Assessment  # not saved where the region has said nothing
    verification: Verification  # not saved where the staff have said nothing

    @property
    def is_made(self) -> bool:
        """Whether there is anything to verify."""
        return bool(self.assessment.revision)


@dataclass(frozen=True)
class VerifyPage:
    claim: Claim
    milestone: Text
    row: CheckpointRow
    since: Change | None  # what the region has changed since the staff said it
    changes: tuple[Change, ...]  # of what the staff said, newest first


def claim_at(spot: Spot) -> Claim:
    """2 queries."""
    strand = spot.place.strand
    return Claim(
        spot,
        actions.assessment_of(strand, spot.wording),
        actions.verification_of(strand, spot.wording.checkpoint),
    )


def verify_page(claim: Claim, language: str) -> VerifyPage:
    """The queries of `row_of`; 1 more where the staff have said something, 2 if it is outdated."""
    spot, said = claim.spot, claim.verification
    row = row_of(spot.wording, claim.assessment, language)
    outdated = row.verification is not None and row.verification.outdated
    return VerifyPage(
        claim,
        spot.place.milestone.text(language),
        row,
        change_since(said.assessed, said) if outdated else None,
        changes_of(said),
    )


def change_since(step: AssessmentRevision, said: Verification) -> Change:
    """What a claim says now against one of its steps; by whoever changed it last: 1 query."""
    return change(newest_change(said), step)
