"""What the programme staff have verified: apart from the region's own claim, and beside it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checkpoints.models.content import Checkpoint
from checkpoints.models.progress import AssessmentRevision, AtMilestone
from regions.history import Revision, Versioned


class Finding(models.TextChoices):
    """What the programme staff say of a region's claim. *None* takes back what they said."""

    NONE = "none", _("not verified")
    VERIFIED = "verified", _("verified")
    QUESTIONED = "questioned", _("questioned")


class VerificationState(AtMilestone):
    """It is about one revision of the assessment: once that is changed, it is outdated."""

    NOTE_LIMIT = 1000

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="+")
    assessed = models.ForeignKey(AssessmentRevision, models.PROTECT, related_name="+")
    finding = models.CharField(_("verification"), max_length=10, choices=Finding)
    note = models.TextField(_("why"), blank=True, max_length=NOTE_LIMIT)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_finding_is_known", condition=Q(finding__in=Finding.values)
            ),
            models.CheckConstraint(
                name="%(class)s_says_what_is_questioned",
                condition=~Q(finding="questioned", note=""),
                violation_error_message=_("Write what you question."),
            ),
        ]


class Verification(VerificationState, Versioned):
    """What the programme staff say of a checkpoint on a strand. No row means: nothing."""

    identity = ("strand", "checkpoint")

    class Meta(VerificationState.Meta):
        constraints = [
            *VerificationState.Meta.constraints,
            models.UniqueConstraint(fields=["strand", "checkpoint"], name="one_verification"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} on {self.strand_id}: {self.finding}"


class VerificationRevision(VerificationState, Revision):
    of = models.ForeignKey(Verification, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*VerificationState.Meta.constraints, *Revision.Meta.constraints]
