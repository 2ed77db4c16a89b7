"""What is written on a report: the region's answers, the staff's remarks, what was agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Checkpoint, Event, Strand
from regions.history import Revision, Versioned
from regions.models import Region
from reports.models.rounds import Question, Report


class AnswerState(models.Model):
    """Markdown. How long it may be, its question says; an empty one is no answer."""

    text = models.TextField(_("answer"), blank=True)

    class Meta:
        abstract = True


class Answer(AnswerState, Versioned):
    """A region's answer to a question of a round; no row means that nobody has written."""

    identity = ("report", "question")

    report = models.ForeignKey(Report, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")

    class Meta(AnswerState.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "question"], name="one_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} on {self.question_id}"


class AnswerRevision(AnswerState, Revision):
    of = models.ForeignKey(Answer, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        abstract = False


class RemarkState(models.Model):
    TEXT_LIMIT = 2000

    text = models.TextField(_("remark"), max_length=TEXT_LIMIT)
    # The region reads it once the report was sent back or approved.
    sent = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_says_something", condition=~Q(text="")),
        ]


class Remark(RemarkState, Versioned):
    """The programme staff's, on an edition: on an answer, a checkpoint, or the whole of it."""

    edition = models.ForeignKey("reports.Edition", models.PROTECT, related_name="remarks")
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="+")
    strand = models.ForeignKey(Strand, models.PROTECT, null=True, related_name="+")
    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, null=True, related_name="+")

    class Meta(RemarkState.Meta):
        constraints = [
            *RemarkState.Meta.constraints,
            models.CheckConstraint(
                name="remark_is_on_one_thing",
                condition=Q(strand=None, checkpoint=None)
                | Q(question=None, strand__isnull=False, checkpoint__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"on edition {self.edition_id}"


class RemarkRevision(RemarkState, Revision):
    of = models.ForeignKey(Remark, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*RemarkState.Meta.constraints, *Revision.Meta.constraints]


class Outcome(models.TextChoices):
    """What became of what was agreed."""

    OPEN = "open", _("not done yet")
    DONE = "done", _("done")
    DROPPED = "dropped", _("no longer needed")


class AgreementState(models.Model):
    TEXT_LIMIT, NOTE_LIMIT = 1000, 1000

    text = models.TextField(_("what was agreed"), max_length=TEXT_LIMIT)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    outcome = models.CharField(_("state"), max_length=7, choices=Outcome, default=Outcome.OPEN)
    note = models.TextField(_("how it went"), blank=True, max_length=NOTE_LIMIT)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="%(class)s_outcome_is_known", condition=Q(outcome__in=Outcome.values)
            ),
        ]


class Agreement(AgreementState, Versioned):
    """What a region and the programme staff agreed at an event.

    The staff write it, the region says what became of it; it stands first in the next report.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="agreements")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    # What was decided at a gathering is written once for several regions: theirs have it in common.
    decision = models.UUIDField(null=True, editable=False)

    class Meta(AgreementState.Meta):
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text[:50]


class AgreementRevision(AgreementState, Revision):
    of = models.ForeignKey(Agreement, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*AgreementState.Meta.constraints, *Revision.Meta.constraints]
