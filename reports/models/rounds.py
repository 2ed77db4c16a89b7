"""What the programme staff ask for before an event, of which regions, and how far each has come."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Checkpoint, Event
from regions.history import Revision, Versioned
from regions.models import Region
from regions.wording import Language, Text, pick


class RoundState(models.Model):
    GUIDANCE_LIMIT = 2000

    opens_on = models.DateField(_("opens"))
    due_on = models.DateField(_("due"))
    # What is handed in later than this day says how things stood at its end.
    frozen_on = models.DateField(_("the status is read as of"), null=True, blank=True)
    lists_evidence = models.BooleanField(_("list the evidence"), default=True)
    guidance = models.TextField(_("to the regions"), blank=True, max_length=GUIDANCE_LIMIT)
    # The checkpoint that handing in speaks for; its tick is proposed to the coordinator.
    proposes = models.ForeignKey(
        Checkpoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checkpoint that a report speaks for"),
    )
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_due_after_it_opens",
                condition=Q(due_on__gte=F("opens_on")),
                violation_error_message=_("The due date must not be before the round opens."),
            ),
            models.CheckConstraint(
                name="%(class)s_freezes_after_it_opens",
                condition=Q(frozen_on=None) | Q(frozen_on__gte=F("opens_on")),
                violation_error_message=_("The status cannot be of a day before the round opens."),
            ),
        ]


class Round(RoundState, Versioned):
    """A reporting round: one for an event of the calendar, and named by it."""

    identity = ("event",)

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta(RoundState.Meta):
        constraints = [
            *RoundState.Meta.constraints,
            models.UniqueConstraint(
                fields=["event"],
                name="one_round_an_event",
                violation_error_message=_("This event has a reporting round already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)


class RoundRevision(RoundState, Revision):
    of = models.ForeignKey(Round, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*RoundState.Meta.constraints, *Revision.Meta.constraints]


class QuestionState(models.Model):
    HEADING_LIMIT, HELP_LIMIT, MOST = 200, 500, 10_000

    position = models.PositiveSmallIntegerField(_("position"))
    heading_nb = models.CharField(_("heading"), max_length=HEADING_LIMIT, blank=True)
    heading_nn = models.CharField(_("heading, nynorsk"), max_length=HEADING_LIMIT, blank=True)
    help_nb = models.TextField(_("help"), max_length=HELP_LIMIT, blank=True)
    help_nn = models.TextField(_("help, nynorsk"), max_length=HELP_LIMIT, blank=True)
    limit = models.PositiveIntegerField(_("longest answer, in characters"), default=3000)
    required = models.BooleanField(_("has to be answered"), default=True)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_a_heading",
                condition=~Q(heading_nb="", heading_nn=""),
                violation_error_message=_("Write the question in bokmål or nynorsk."),
            ),
            models.CheckConstraint(
                name="%(class)s_leaves_room_for_an_answer", condition=Q(limit__gte=1)
            ),
        ]


class Question(QuestionState, Versioned):
    """What a round asks to have answered in words."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="questions")
    # The question of an earlier round that this one asks again: its answer is shown beside it.
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(QuestionState.Meta):
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading(Language.NB).value

    def heading(self, wanted: str) -> Text:
        return _in_form(self.heading_nb, self.heading_nn, wanted)

    def help(self, wanted: str) -> Text:
        return _in_form(self.help_nb, self.help_nn, wanted)


def _in_form(nb: str, nn: str, wanted: str) -> Text:
    forms = {Language.NB.value: nb, Language.NN.value: nn}
    return pick(forms, Language.NB if nb else Language.NN, wanted)


class QuestionRevision(QuestionState, Revision):
    of = models.ForeignKey(Question, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*QuestionState.Meta.constraints, *Revision.Meta.constraints]


class Stage(models.TextChoices):
    """How far a report has come. A draft that nobody has touched is shown as not started."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("sent back")
    APPROVED = "approved", _("approved")

    @property
    def is_with_region(self) -> bool:
        """Whether the region writes on it."""
        return self in {Stage.DRAFT, Stage.RETURNED}


class ReportState(models.Model):
    stage = models.CharField(_("state"), max_length=9, choices=Stage, default=Stage.DRAFT)
    asked = models.BooleanField(_("is to report"), default=True)
    # Of what was handed in: whether its review is begun, and who handed it in.
    is_read = models.BooleanField(_("read by the programme staff"), default=False)
    on_behalf = models.BooleanField(_("handed in by the programme staff"), default=False)
    edition = models.ForeignKey(  # the newest one
        "reports.Edition", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_stage_is_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="%(class)s_has_been_handed_in",
                condition=Q(stage="draft") | Q(edition__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_only_what_was_handed_in_is_read",
                condition=Q(is_read=False) | ~Q(stage="draft"),
            ),
        ]


class Report(ReportState, Versioned):
    """A region's answer to a round. What stands in it is filled in from the checkpoints.

    There is one for each region that is asked; `asked` is false for one that no longer is.
    """

    identity = ("round", "region")

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    region = models.ForeignKey(Region, models.PROTECT, related_name="reports")

    class Meta(ReportState.Meta):
        constraints = [
            *ReportState.Meta.constraints,
            models.UniqueConstraint(fields=["round", "region"], name="one_report_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} in {self.round_id}: {self.stage}"


class ReportRevision(ReportState, Revision):
    of = models.ForeignKey(Report, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*ReportState.Meta.constraints, *Revision.Meta.constraints]
