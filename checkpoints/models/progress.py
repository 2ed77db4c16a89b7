"""Where each region stands: strands, plans, decisions, assessments, and the history of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkpoints.models.content import (
    Checkpoint,
    CheckpointKind,
    CheckpointWording,
    Milestone,
    Phase,
)
from regions.history import Confirmable, Revision, Versioned
from regions.models import Region


class StrandState(models.Model):
    theme = models.CharField(_("theme"), max_length=100, blank=True)  # the main strand has none
    first_milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="+", verbose_name=_("first milestone")
    )
    position = models.PositiveSmallIntegerField(_("place among the strands"), default=0)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    class Meta:
        abstract = True


class Strand(StrandState, Versioned):
    """A region's run through a phase's milestones. The main one starts at the first of them.

    What lies before a parallel strand's first milestone is read from the main strand.
    """

    identity = ("region", "number")

    region = models.ForeignKey(Region, models.PROTECT, related_name="strands")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="strands")
    number = models.PositiveSmallIntegerField()  # within the region; stands in addresses
    is_main = models.BooleanField()

    class Meta(StrandState.Meta):
        ordering: ClassVar = ["-is_main", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="strand_number"),
            models.UniqueConstraint(
                fields=["region", "phase"],
                condition=Q(is_main=True),
                name="one_main_strand_a_phase",
                violation_error_message=_("The region has a main strand in this phase."),
            ),
            models.CheckConstraint(
                name="only_parallel_strands_have_a_theme",
                condition=Q(is_main=True, theme="") | (Q(is_main=False) & ~Q(theme="")),
                violation_error_message=_("Give the strand a theme."),
            ),
        ]

    def __str__(self) -> str:
        return f"strand {self.number} of {self.region_id}"


class StrandRevision(StrandState, Revision):
    of = models.ForeignKey(Strand, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        abstract = False


class AtMilestone(models.Model):
    """The keys of what belongs to one strand at one milestone."""

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="+")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class PlanState(AtMilestone):
    starts_on = models.DateField(_("planned start"), null=True, blank=True)
    ends_on = models.DateField(_("planned end"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The planned end must not be before the planned start."),
            )
        ]


class Plan(PlanState, Versioned):
    identity = ("strand", "milestone")

    class Meta(PlanState.Meta):
        constraints = [
            *PlanState.Meta.constraints,
            models.UniqueConstraint(fields=["strand", "milestone"], name="one_plan_a_milestone"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class PlanRevision(PlanState, Revision):
    of = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*PlanState.Meta.constraints, *Revision.Meta.constraints]


class DecisionState(AtMilestone):
    decided_on = models.DateField(_("date of the decision"))
    body = models.CharField(_("decided by"), max_length=100)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_body", condition=~Q(body="")),
        ]


class Decision(DecisionState, Versioned):
    class Meta(DecisionState.Meta):
        ordering: ClassVar = ["decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.decided_on} {self.body}"


class DecisionRevision(DecisionState, Revision):
    of = models.ForeignKey(Decision, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*DecisionState.Meta.constraints, *Revision.Meta.constraints]


class Status(models.TextChoices):
    """Where a checkpoint stands on a strand. A question that is `met` is called answered."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    MET = "met", _("met")
    ON_HOLD = "on_hold", _("on hold")
    NOT_APPLICABLE = "not_applicable", _("not applicable")

    @property
    def open(self) -> bool:
        return self not in (Status.MET, Status.NOT_APPLICABLE)


class AssessmentState(AtMilestone, Confirmable):
    """Where a strand stands on a checkpoint.

    Strand, milestone, checkpoint and its kind are copied along, so that counting needs no join and
    the database itself can refuse an answered question without an answer.
    """

    TEXT_LIMIT = 3000

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="+")
    checkpoint_kind = models.CharField(max_length=9, choices=CheckpointKind)
    wording = models.ForeignKey(CheckpointWording, models.PROTECT, related_name="+")
    status = models.CharField(
        _("status"), max_length=14, choices=Status, default=Status.NOT_STARTED
    )
    met_on = models.DateField(_("met on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    text = models.TextField(_("comment or answer"), blank=True, max_length=TEXT_LIMIT)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    responsible_name = models.CharField(_("responsible, other"), max_length=100, blank=True)
    unsure = models.BooleanField(_("unsure, come back to this"), default=False)

    class Meta:
        abstract = True
        constraints = [
            *Confirmable.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="%(class)s_kind_is_known",
                condition=Q(checkpoint_kind__in=CheckpointKind.values),
            ),
            models.CheckConstraint(
                name="%(class)s_answered_in_words",
                condition=~Q(status="met", checkpoint_kind="question", text=""),
                violation_error_message=_("Write an answer before you mark the question answered."),
            ),
            models.CheckConstraint(
                name="%(class)s_only_what_is_met_has_a_day",
                condition=Q(met_on=None) | Q(status="met"),
                violation_error_message=_("Only what is met has a date for it."),
            ),
            models.CheckConstraint(
                name="%(class)s_one_responsible",
                condition=Q(responsible=None) | Q(responsible_name=""),
                violation_error_message=_("Choose a person or write a name, not both."),
            ),
        ]

    def called(self, field: str, value: str | None = None) -> str | Promise | None:
        """What a field, or a choice of it, is called here; none: as it is called everywhere."""
        is_question = self.checkpoint_kind == CheckpointKind.QUESTION
        if field == "text" and value is None:
            return _("Answer") if is_question else _("Comment")
        if is_question and (field, value) == ("met_on", None):
            return _("Answered on")
        if is_question and (field, value) == ("status", Status.MET):
            return _("answered")
        return None


class Assessment(AssessmentState, Versioned):
    """Where a strand stands on a checkpoint now. No row means *not started*."""

    identity = ("strand", "checkpoint")

    class Meta(AssessmentState.Meta):
        constraints = [
            *AssessmentState.Meta.constraints,
            models.UniqueConstraint(fields=["strand", "checkpoint"], name="one_assessment"),
        ]
        indexes: ClassVar = [models.Index(fields=["strand", "milestone"], name="assessment_cell")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} on {self.strand_id}: {self.status}"


class AssessmentRevision(AssessmentState, Revision):
    of = models.ForeignKey(Assessment, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*AssessmentState.Meta.constraints, *Revision.Meta.constraints]
        indexes: ClassVar = [
            models.Index(fields=["strand", "recorded_at"], name="assessment_history")
        ]
