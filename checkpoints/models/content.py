"""What the programme asks: phases, milestones, checkpoints with their wordings, the calendar."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.dated import Dated, holds
from regions.history import Revision, Versioned
from regions.models import Programme
from regions.wording import Worded


class PhaseQuerySet(models.QuerySet["Phase"]):
    def with_use(self) -> Self:
        """Each knows whether it has milestones: `has_milestones`."""
        milestones = Milestone.objects.filter(phase=models.OuterRef("pk"))
        return self.annotate(has_milestones=models.Exists(milestones))


class Phase(Worded):
    """A period of the programme. Its text is its name."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="phases")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = PhaseQuerySet.as_manager()

    class Meta(Worded.Meta):
        ordering: ClassVar = ["position"]
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "slug"], name="phase_slug"),
            models.UniqueConstraint(fields=["programme", "position"], name="phase_position"),
            models.CheckConstraint(
                name="phase_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]


class Objective(Worded):
    """What a phase is to reach."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()

    class Meta(Worded.Meta):
        ordering: ClassVar = ["position"]
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(fields=["phase", "position"], name="objective_position"),
        ]


class Milestone(Worded):
    """One of a phase's arrows, in a fixed order. Its text is its name."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="milestones")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()

    class Meta(Worded.Meta):
        ordering: ClassVar = ["position"]
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(fields=["phase", "slug"], name="milestone_slug"),
            models.UniqueConstraint(fields=["phase", "position"], name="milestone_position"),
        ]


class CheckpointKind(models.TextChoices):
    STATEMENT = "statement", _("statement")
    QUESTION = "question", _("question")


class Checkpoint(Dated):
    """One criterion's identity; what it says is in its wordings."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="checkpoints")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=CheckpointKind)

    class Meta(Dated.Meta):
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["milestone", "slug"], name="checkpoint_slug"),
            models.CheckConstraint(
                name="checkpoint_kind_is_known", condition=Q(kind__in=CheckpointKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def in_use(self, day: date) -> bool:
        return holds(self.valid_from, self.valid_to, day)


class CheckpointWording(Worded):
    """A version of a checkpoint's text. Revisions point at the one they were made under."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    superseded = models.BooleanField(default=False)  # there is a newer one
    valid_from = models.DateField(null=True)  # the day it took over; none for the first

    class Meta(Worded.Meta):
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(fields=["checkpoint", "number"], name="wording_number"),
            models.UniqueConstraint(
                fields=["checkpoint"],
                condition=Q(superseded=False),
                name="checkpoint_has_one_wording_now",
            ),
        ]


class EventKind(models.TextChoices):
    """What an event is; the names are the deck's own."""

    KICKOFF = "kickoff", _("Kick-off")
    GATHERING = "gathering", _("Gathering")
    REPORT = "report", _("Report")
    FINAL_REPORT = "final_report", _("Final report")


class EventState(models.Model):
    position = models.PositiveSmallIntegerField(_("position in the calendar"))
    starts_on = models.DateField(_("date"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"), starts_on__isnull=False),
                violation_error_message=_("The last day must not be before the first."),
            )
        ]


class Event(EventState, Versioned):
    """A point in a phase's calendar, `samling-2` in addresses; its date may not be set yet."""

    identity = ("phase", "slug")

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind)
    number = models.PositiveSmallIntegerField(_("number"))  # within its kind: gathering 2
    slug = models.SlugField()

    class Meta(EventState.Meta):
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            *EventState.Meta.constraints,
            models.UniqueConstraint(fields=["phase", "slug"], name="event_slug"),
            models.UniqueConstraint(fields=["phase", "kind", "number"], name="event_number"),
            models.CheckConstraint(
                name="event_kind_is_known", condition=Q(kind__in=EventKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class EventRevision(EventState, Revision):
    of = models.ForeignKey(Event, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*EventState.Meta.constraints, *Revision.Meta.constraints]
