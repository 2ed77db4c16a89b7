"""Reads of where strands stand: counts, plans, decisions, today or on an earlier day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    CheckpointKind,
    Decision,
    DecisionRevision,
    Phase,
    Plan,
    PlanRevision,
    Status,
    Strand,
)
from checkpoints.progress import Cell, Planned, Tally
from checkpoints.queries.content import (
    MilestoneFacts,
    Reading,
)
from regions.dated import holds_on
from regions.history import as_of
from regions.models import Region

Keys = QuerySet[Strand, Any] | Iterable[int]  # of strands: as a subquery, or listed


@dataclass(frozen=True)
class StrandFacts:
    pk: int
    number: int
    is_main: bool
    theme: str
    first_position: int
    closed_on: date | None = None

    def goes_through(self, milestone: MilestoneFacts) -> bool:
        return milestone.position >= self.first_position


def assessments(reading: Reading) -> QuerySet[Any]:
    """Assessments as they stood on the day, with `recorded` for when they were saved."""
    if reading.past:
        rows = as_of(AssessmentRevision, reading.moment)
        return rows.annotate(recorded=F("recorded_at"))
    return Assessment.objects.annotate(recorded=F("changed_at"))


def tallies(
    strands: Keys,
    counts: Mapping[int, tuple[int, int]],
    reading: Reading,
) -> Mapping[tuple[int, int], Tally]:
    """Counts by (strand, milestone) where anything was recorded: 1 query for any number."""
    question = Q(checkpoint_kind=CheckpointKind.QUESTION)
    rows = (
        assessments(reading)
        .filter(holds_on(reading.day, "checkpoint__"), strand__in=strands)
        .order_by()
        .values_list("strand_id", "milestone_id")
        .annotate(
            met=Count("pk", filter=Q(status=Status.MET)),
            held=Count("pk", filter=Q(status=Status.ON_HOLD)),
            left_out=Count("pk", filter=Q(status=Status.NOT_APPLICABLE)),
            touched=Count("pk", filter=~Q(status=Status.NOT_STARTED)),
            left_out_questions=Count("pk", filter=question & Q(status=Status.NOT_APPLICABLE)),
            answered=Count("pk", filter=question & Q(status=Status.MET)),
            changed=Max("recorded"),
        )
    )
    return {
        (strand, milestone): Tally(
            valid=counts[milestone][0],
            met=met,
            on_hold=hold,
            not_applicable=na,
            touched=touched,
            questions=counts[milestone][1] - na_questions,
            answered=answered,
            changed_at=changed,
        )
        for strand, milestone, met, hold, na, touched, na_questions, answered, changed in rows
    }


def plans(strands: Keys, reading: Reading) -> Mapping[tuple[int, int], Planned]:
    """Planned days by (strand, milestone) as they stood on the day: 1 query."""
    if reading.past:
        rows: QuerySet[Any] = as_of(PlanRevision, reading.moment).filter(strand__in=strands)
        number = "number"
    else:
        rows = Plan.objects.filter(strand__in=strands)
        number = "revision"
    listed = rows.values_list("strand_id", "milestone_id", "starts_on", "ends_on", number)
    return {
        (strand, milestone): Planned(starts, ends, revision)
        for strand, milestone, starts, ends, revision in listed
    }


@dataclass(frozen=True)
class PlanStep:
    """One revision of a plan."""

    strand: int
    milestone: int
    starts_on: date | None
    ends_on: date | None
    number: int
    recorded_at: datetime
    by: str
    reason: str


def plan_steps(strands: Keys, reading: Reading) -> tuple[PlanStep, ...]:
    """How plans were set and moved up to the day, each plan's steps in order: 1 query."""
    rows = (
        PlanRevision.objects.filter(strand__in=strands, recorded_at__lte=reading.moment)
        .order_by("of_id", "number")
        .values_list(
            "strand_id",
            "milestone_id",
            "starts_on",
            "ends_on",
            "number",
            "recorded_at",
            Coalesce("by__name", Value("")),
            "reason",
        )
    )
    return tuple(PlanStep(*row) for row in rows)


def with_drift(steps: Iterable[PlanStep]) -> Mapping[tuple[int, int], Planned]:
    """Where plans stand after their steps, with the first plan and the moves of the end."""
    found: dict[tuple[int, int], Planned] = {}
    for step in steps:
        key = (step.strand, step.milestone)
        before = found.get(key, Planned())
        moved = before.ends_on is not None and step.ends_on not in (None, before.ends_on)
        found[key] = Planned(
            step.starts_on,
            step.ends_on,
            step.number,
            before.first_starts_on or step.starts_on,
            before.first_ends_on or step.ends_on,
            before.moves + moved,
        )
    return found


def cell(
    strand: int,
    milestone: int,
    *,
    counts: Mapping[int, tuple[int, int]],
    tallied: Mapping[tuple[int, int], Tally],
    planned: Mapping[tuple[int, int], Planned],
    day: date,
) -> Cell:
    """A cell, also where nothing was recorded."""
    key = (strand, milestone)
    valid, questions = counts[milestone]
    tally = tallied.get(key) or Tally(valid=valid, questions=questions)
    return Cell(strand, milestone, tally, planned.get(key, Planned()), day)


def strands_of(region: Region, phase: Phase, reading: Reading) -> tuple[StrandFacts, ...]:
    """A region's strands in a phase that had been added by the day: 1 query."""
    rows = Strand.objects.filter(region=region, phase=phase).select_related("first_milestone")
    if reading.past:
        rows = rows.filter(revisions__number=1, revisions__recorded_at__lte=reading.moment)
    return tuple(strand_facts(row) for row in rows)


def strand_facts(row: Strand) -> StrandFacts:
    return StrandFacts(
        row.pk, row.number, row.is_main, row.theme, row.first_milestone.position, row.closed_on
    )


def decisions(
    strands: Iterable[int], reading: Reading
) -> Mapping[tuple[int, int], list[Decision | DecisionRevision]]:
    """Recorded decisions by (strand, milestone), oldest first: 1 query."""
    rows: QuerySet[Any] = (
        as_of(DecisionRevision, reading.moment) if reading.past else Decision.objects.all()
    )
    found: dict[tuple[int, int], list[Decision | DecisionRevision]] = {}
    for row in rows.filter(strand__in=strands, removed=False).order_by("decided_on", "pk"):
        found.setdefault((row.strand_id, row.milestone_id), []).append(row)
    return found
