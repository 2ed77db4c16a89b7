"""What the programme staff prepare for a gathering: its agenda, and who sits with whom."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checkpoints.models import Event
from regions.history import Revision, Versioned


class GatheringState(models.Model):
    SMALLEST, LARGEST = 2, 12  # regions in a group

    group_size = models.PositiveSmallIntegerField(
        _("regions in a group"),
        default=4,
        validators=[MinValueValidator(SMALLEST), MaxValueValidator(LARGEST)],
    )
    # [{"topic": a checkpoint's key or null, "regions": [keys]}, …], and `"by_hand": true` in those
    # that were changed since they were made; empty: no groups are made yet.
    groups = models.JSONField(_("groups"), default=list, blank=True)
    matched_on = models.DateField(null=True, blank=True)  # the day whose data they were made of
    # Whether the regions may read the agenda and the groups.
    published = models.BooleanField(_("shown to the regions"), default=False)

    class Meta:
        abstract = True


class Gathering(GatheringState, Versioned):
    """What is prepared for an event of kind gathering; no row: nothing yet."""

    identity = ("event",)

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta(GatheringState.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event"], name="one_gathering_an_event"),
        ]

    def __str__(self) -> str:
        return str(self.event)


class GatheringRevision(GatheringState, Revision):
    of = models.ForeignKey(Gathering, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        abstract = False


class AgendaItemState(models.Model):
    HEADING_LIMIT, NOTE_LIMIT = 200, 1000

    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(pgettext_lazy("of a point", "heading"), max_length=HEADING_LIMIT)
    note = models.TextField(_("what it is about"), blank=True, max_length=NOTE_LIMIT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_heading", condition=~Q(heading="")),
        ]


class AgendaItem(AgendaItemState, Versioned):
    """A point of a gathering's agenda: written by the programme staff, or taken from a proposal."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    # Which proposal it was taken from («on_hold:milestone-2»), so that it is not proposed again.
    proposal = models.CharField(max_length=200, blank=True)

    class Meta(AgendaItemState.Meta):
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading


class AgendaItemRevision(AgendaItemState, Revision):
    of = models.ForeignKey(AgendaItem, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*AgendaItemState.Meta.constraints, *Revision.Meta.constraints]
