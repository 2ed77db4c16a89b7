"""Counts of each strand at each milestone, kept so that pages of all regions are quick.

A projection: it says nothing that the assessments, plans and strands do not say, nobody edits it,
and it has no history. `checkpoints/actions/counting.py` keeps it, docs/decisions/0010 says why.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from checkpoints.models.content import Milestone
from checkpoints.models.progress import Strand
from regions.models import Region


def holds_on(day: date, prefix: str = "") -> Q:
    """Which counts are right on a day; `prefix` leads to them."""
    begun = Q(**{f"{prefix}holds_from": None}) | Q(**{f"{prefix}holds_from__lte": day})
    lasting = Q(**{f"{prefix}holds_until": None}) | Q(**{f"{prefix}holds_until__gt": day})
    return begun & lasting


class CellCount(models.Model):
    """One strand at one milestone that it goes through, as things stand now."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="cell_counts", db_index=False)
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    is_main = models.BooleanField()
    closed_on = models.DateField(null=True)  # the strand's
    valid = models.PositiveSmallIntegerField()
    met = models.PositiveSmallIntegerField()
    on_hold = models.PositiveSmallIntegerField()
    not_applicable = models.PositiveSmallIntegerField()
    touched = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    answered = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14)  # a checkpoints.progress.State
    starts_on = models.DateField(null=True)  # as planned
    ends_on = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)  # the oldest, of what is open
    # A checkpoint that begins or ceases to count makes another count right: these hold on the days
    # from the first to the day before the second. None: no such day is known.
    holds_from = models.DateField(null=True)
    holds_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strand", "milestone"], name="one_count_a_cell"),
            models.CheckConstraint(
                name="cell_count_adds_up", condition=Q(valid__gte=F("met") + F("not_applicable"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["milestone", "state", "is_main", "closed_on", "region"], name="count_state"
            ),
            models.Index(
                fields=["milestone", "ends_on", "state", "closed_on", "region"], name="count_end"
            ),
            models.Index(
                fields=["milestone", "reviewed_at", "closed_on", "region"], name="count_review"
            ),
            models.Index(
                fields=["milestone", "holds_from"],
                name="count_holds_from",
                condition=Q(holds_from__isnull=False),
            ),
            models.Index(
                fields=["milestone", "holds_until"],
                name="count_holds_until",
                condition=Q(holds_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.met} of {self.valid} at {self.milestone_id} on {self.strand_id}"
