"""Reads of checkpoints across all regions: how many have met them, today or on any day.

A region is counted where one of its strands stands so: a region whose strands differ is counted in
several places, and the counts need not add up to the number of regions.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from checkpoints.models import (
    AssessmentRevision,
    Checkpoint,
    HelpRequest,
    Outcome,
    Status,
)
from checkpoints.queries.content import CheckpointFacts, checkpoint_facts, worded_on
from checkpoints.queries.help import unanswered
from checkpoints.queries.learning import REGIONS
from checkpoints.queries.progress import assessments
from regions import clock
from regions.dated import holds_on
from regions.reading import Reading
from regions.standing import Standing


@dataclass(frozen=True)
class Asking:
    """How many regions ask others about a checkpoint, and how many of them nobody has answered."""

    regions: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class CheckpointCounts:
    """How many regions stand where on a checkpoint, and how many ask others about it today.

    None is what someone is not told.
    """

    checkpoint: CheckpointFacts
    asking: int | None  # 0 on an earlier day; none: not theirs to know
    waiting: int | None  # of those that ask: nobody has answered them
    met: int | None = 0
    on_hold: int | None = 0
    not_applicable: int | None = 0


def checkpoints_across(
    milestone: int, reading: Reading, language: str
) -> tuple[CheckpointCounts, ...]:
    """The checkpoints of a milestone on a day, each counted over all regions: 2 queries."""
    rows = (
        assessments(reading)
        .filter(milestone=milestone)
        .order_by()
        .values_list("checkpoint_id")
        .annotate(
            met=_regions(Q(status=Status.MET)),
            held=_regions(Q(status=Status.ON_HOLD)),
            left_out=_regions(Q(status=Status.NOT_APPLICABLE)),
        )
    )
    counted = {checkpoint: counts for checkpoint, *counts in rows}
    return tuple(
        CheckpointCounts(
            checkpoint, asking.regions, asking.waiting, *counted.get(checkpoint.pk, ())
        )
        for checkpoint, asking in asked_across(milestone, reading, language)
    )


def told_to(
    standing: Standing, counted: Iterable[CheckpointCounts]
) -> tuple[CheckpointCounts, ...]:
    """What someone may know of them: who asks others is for those who learn from each other."""
    if standing.learns:
        return tuple(counted)
    return tuple(replace(one, asking=None, waiting=None) for one in counted)


def _regions(condition: Q) -> Count:
    return Count("strand__region", filter=condition, distinct=True)


def asked_across(
    milestone: int, reading: Reading, language: str
) -> tuple[tuple[CheckpointFacts, Asking], ...]:
    """A milestone's checkpoints in use on a day, worded as they were then: 1 query.

    Each with how many regions have an open question about it: today's, none on an earlier day.
    """
    asking, waiting = HelpRequest.objects.filter(outcome=Outcome.OPEN), unanswered()
    rows = (
        worded_on(reading)
        .filter(holds_on(reading.day, "checkpoint__"), checkpoint__milestone=milestone)
        .select_related("checkpoint")
        .annotate(
            asking=Value(0) if reading.past else _how_many_ask(asking),
            waiting=Value(0) if reading.past else _how_many_ask(waiting),
        )
        .order_by("checkpoint__position", "checkpoint_id")
    )
    return tuple((checkpoint_facts(row, language), Asking(row.asking, row.waiting)) for row in rows)


def _how_many_ask(requests: QuerySet[HelpRequest]) -> Coalesce:
    """How many regions have made some of the requests about the checkpoint of a row."""
    here = requests.filter(checkpoint=OuterRef("checkpoint")).order_by().values("checkpoint")
    return Coalesce(Subquery(here.annotate(n=REGIONS).values("n")), 0)


@dataclass(frozen=True)
class Growth:
    """How many regions had met a checkpoint on a day; none: it was not in use then."""

    day: date
    met: int | None


def growth(checkpoint: Checkpoint, days: Collection[date]) -> tuple[Growth, ...]:
    """How many regions had met a checkpoint at the end of each of some days: 1 query."""
    if not days:
        return ()
    met = AssessmentRevision.objects.filter(checkpoint=checkpoint, status=Status.MET)
    counted = met.aggregate(**{day.isoformat(): _regions(_held_on(day)) for day in days})
    return tuple(
        Growth(day, counted[day.isoformat()] if checkpoint.in_use(day) else None) for day in days
    )


def _held_on(day: date) -> Q:
    moment = clock.end_of(day)
    lasted = Q(superseded_at=None) | Q(superseded_at__gt=moment)
    return lasted & Q(recorded_at__lte=moment)
