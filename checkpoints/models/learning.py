"""What regions tell each other: how they met a checkpoint, where they need help, who answered.

A region's own words never leave it by themselves. What others may read stands in these rows, and
in `Attachment.shared`; nothing else is read for them (checkpoints/queries/learning.py).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checkpoints.models.content import Checkpoint
from checkpoints.models.progress import AtMilestone
from regions.history import Revision, Versioned
from regions.models import Region


class SharingState(AtMilestone):
    """How a region met a checkpoint, in words of its own for others: a later comment is not in it.

    Others read it as long as the checkpoint is met on the strand and `removed` is false.
    """

    TEXT_LIMIT = 3000

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="+")
    text = models.TextField(_("how you did it"), blank=True, max_length=TEXT_LIMIT)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact"),
    )
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Sharing(SharingState, Versioned):
    """What a strand shares of a checkpoint. No row means: nothing."""

    identity = ("strand", "checkpoint")

    class Meta(SharingState.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strand", "checkpoint"], name="one_sharing"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} on {self.strand_id}"


class SharingRevision(SharingState, Revision):
    of = models.ForeignKey(Sharing, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        abstract = False


class Outcome(models.TextChoices):
    """What became of a request for help."""

    OPEN = "open", _("open question")
    SETTLED = "settled", _("closed question")
    WITHDRAWN = "withdrawn", _("withdrawn question")


class HelpRequestState(AtMilestone):
    TEXT_LIMIT = 2000

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="+")
    question = models.TextField(_("what you need help with"), max_length=TEXT_LIMIT)
    outcome = models.CharField(
        _("state of the question"), max_length=9, choices=Outcome, default=Outcome.OPEN
    )
    thanks = models.TextField(_("thank-you note"), blank=True, max_length=TEXT_LIMIT)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_asks_something", condition=~Q(question="")),
            models.CheckConstraint(
                name="%(class)s_outcome_is_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="%(class)s_only_what_is_settled_is_thanked_for",
                condition=Q(thanks="") | Q(outcome="settled"),
            ),
        ]


class HelpRequest(HelpRequestState, Versioned):
    """A region's question about a checkpoint, to other regions and the programme staff."""

    class Meta(HelpRequestState.Meta):
        constraints = [
            *HelpRequestState.Meta.constraints,
            models.UniqueConstraint(
                fields=["strand", "checkpoint"],
                condition=Q(outcome="open"),
                name="one_open_request",
                violation_error_message=_(
                    "You have asked for help with this checkpoint already. Add to that question."
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["outcome", "checkpoint"], name="help_wanted")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} on {self.strand_id}: {self.outcome}"


class HelpRequestRevision(HelpRequestState, Revision):
    of = models.ForeignKey(HelpRequest, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*HelpRequestState.Meta.constraints, *Revision.Meta.constraints]


class HelpAnswerState(models.Model):
    TEXT_LIMIT = 3000

    text = models.TextField(_("answer"), max_length=TEXT_LIMIT)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_says_something", condition=~Q(text="")),
        ]


class HelpAnswer(HelpAnswerState, Versioned):
    """An answer, from a region's coordinator or, without a region, from the programme staff."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="answers")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")

    class Meta(HelpAnswerState.Meta):
        pass

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.request_id}"


class HelpAnswerRevision(HelpAnswerState, Revision):
    of = models.ForeignKey(HelpAnswer, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*HelpAnswerState.Meta.constraints, *Revision.Meta.constraints]
