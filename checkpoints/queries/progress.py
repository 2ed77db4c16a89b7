"""Reads of where strands stand: counts, plans, decisions, today or on an earlier day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from checkpoints.models import (
    Assessment,
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
from checkpoints.queries.content import MilestoneFacts
from regions.dated import holds_on
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading, as_row

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
    """Assessments as they stood on the day."""
    return reading.rows(Assessment)


def tallies(
    strands: Keys,
    counts: Mapping[int, tuple[int, int]],
    reading: Reading,
) -> Mapping[tuple[int, int], Tally]:
    """Counts by (strand, milestone) where anything was recorded: 1 query for any number."""
    question = Q(checkpoint_kind=CheckpointKind.QUESTION)
    still_open = ~Q(status__in=[status for status in Status if not status.open])
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
            changed=Max("changed_at"),
            reviewed=Min(Coalesce("confirmed_at", "changed_at"), filter=still_open),
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
            reviewed_at=reviewed,
        )
        for (
            strand, milestone, met, hold, na, touched, na_questions, answered, changed, reviewed
        ) in rows
    }  # fmt: skip


def plans(strands: Keys, reading: Reading) -> Mapping[tuple[int, int], Planned]:
    """Planned days by (strand, milestone) as they stood on the day: 1 query."""
    rows = reading.rows(Plan).filter(strand__in=strands)
    listed = rows.values_list("strand_id", "milestone_id", "starts_on", "ends_on", reading.number)
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
    """A region's strands in a phase as they stood, none that was added since: 1 query."""
    strands = Strand.objects.filter(region=region, phase=phase)
    return tuple(strand_facts(row) for row in strands_as_they_stood(strands, reading))


def strands_as_they_stood(strands: QuerySet[Strand], reading: Reading) -> tuple[Strand, ...]:
    """Strands with theme, first milestone, place, end and region's name of the day: 1 query.

    Regions in Norwegian order, the main strand of each first; none that was added since.
    """
    if not reading.past:
        rows = strands.select_related("region", "first_milestone")
        return tuple(
            rows.order_by(in_order("region__name"), "region_id", "-is_main", "position", "number")
        )
    named = reading.rows(Region).filter(of=OuterRef("of__region")).values("name")
    steps = (
        reading.rows(Strand)
        .filter(of__in=strands)
        .annotate(region_name=Coalesce(Subquery(named), "of__region__name"))
        .select_related("of__region", "first_milestone")
        .order_by(
            in_order("region_name"), "of__region_id", "-of__is_main", "position", "of__number"
        )
    )
    return tuple(_as_strand(step) for step in steps)


def _as_strand(step: Any) -> Strand:
    row: Strand = as_row(step, step.of)
    row.first_milestone = step.first_milestone
    row.region.name = step.region_name
    return row


def strand_facts(row: Strand) -> StrandFacts:
    return StrandFacts(
        row.pk, row.number, row.is_main, row.theme, row.first_milestone.position, row.closed_on
    )


def decisions(
    strands: Iterable[int], reading: Reading
) -> Mapping[tuple[int, int], list[Decision | DecisionRevision]]:
    """Recorded decisions by (strand, milestone), oldest first: 1 query."""
    rows = reading.rows(Decision).filter(strand__in=strands, removed=False)
    found: dict[tuple[int, int], list[Decision | DecisionRevision]] = {}
    for row in rows.order_by("decided_on", "of_id" if reading.past else "pk"):
        found.setdefault((row.strand_id, row.milestone_id), []).append(row)
    return found
