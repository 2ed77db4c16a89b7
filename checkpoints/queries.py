"""Reads: what a page needs, counted in SQL, as frozen dataclasses.

Every reading is of a day: today's reads the current rows, an earlier day's the revisions that held
at its end. Both have the same fields, so the code is the same.
"""

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
    CheckpointWording,
    Decision,
    DecisionRevision,
    Event,
    Milestone,
    Phase,
    Plan,
    PlanRevision,
    Status,
    Strand,
)
from checkpoints.progress import Cell, Planned, Tally, Validity
from regions import clock
from regions.dated import holds_on
from regions.history import as_of
from regions.models import Region
from regions.wording import Text

Keys = QuerySet[Strand, Any] | Iterable[int]  # of strands: as a subquery, or listed


@dataclass(frozen=True)
class Reading:
    """The day that is read, and whether it is read from the history."""

    day: date
    past: bool = False

    @classmethod
    def today(cls) -> "Reading":
        return cls(clock.today())

    @classmethod
    def as_of(cls, day: date) -> "Reading":
        return cls(day, past=day < clock.today())

    @property
    def moment(self) -> datetime:
        return clock.end_of(self.day)


@dataclass(frozen=True)
class CheckpointFacts:
    pk: int
    slug: str
    position: int
    kind: str
    text: Text
    wording: int

    @property
    def is_question(self) -> bool:
        return self.kind == CheckpointKind.QUESTION


@dataclass(frozen=True)
class MilestoneFacts:
    pk: int
    slug: str
    position: int
    name: Text
    checkpoints: tuple[CheckpointFacts, ...] = ()


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


def phases() -> tuple[Phase, ...]:
    """All phases with their objectives, in order: 2 queries."""
    return tuple(Phase.objects.with_use().prefetch_related("objectives"))


def of_the_day(listed: Iterable[Phase], day: date) -> Phase | None:
    """The current phase: of those with milestones the last that has begun, else the first to come.

    A phase that begins before anyone has said what it asks for does not hide the one before it.
    """
    by_start = sorted(listed, key=lambda one: one.starts_on)
    usable = [one for one in by_start if getattr(one, "has_milestones", True)] or by_start
    begun = [one for one in usable if one.starts_on <= day]
    return begun[-1] if begun else next(iter(usable), None)


def current_phase(day: date) -> Phase | None:
    """The phase of a day: 1 query."""
    return of_the_day(Phase.objects.with_use(), day)


def wordings_of(phase: Phase) -> tuple[CheckpointWording, ...]:
    """A phase's checkpoints under their current wording, also those no longer valid: 1 query."""
    return tuple(
        CheckpointWording.objects.filter(checkpoint__milestone__phase=phase, superseded=False)
        .select_related("checkpoint")
        .order_by("checkpoint__position", "checkpoint_id")
    )


def validity(wording: CheckpointWording) -> Validity:
    one = wording.checkpoint
    return Validity(one.pk, one.milestone_id, one.valid_from, one.valid_to)


def milestones_on(
    day: date, phase: Phase, wordings: Iterable[CheckpointWording], language: str
) -> tuple[MilestoneFacts, ...]:
    """A phase's milestones with the checkpoints that are valid on a day: 1 query."""
    listed: dict[int, list[CheckpointFacts]] = {}
    for wording in wordings:
        if validity(wording).on(day):
            facts = checkpoint_facts(wording, language)
            listed.setdefault(wording.checkpoint.milestone_id, []).append(facts)
    return tuple(
        milestone_facts(one, language, listed.get(one.pk, ())) for one in phase.milestones.all()
    )


def checkpoint_facts(wording: CheckpointWording, language: str) -> CheckpointFacts:
    checkpoint = wording.checkpoint
    return CheckpointFacts(
        pk=checkpoint.pk,
        slug=checkpoint.slug,
        position=checkpoint.position,
        kind=checkpoint.kind,
        text=wording.text(language),
        wording=wording.pk,
    )


def milestone_facts(
    milestone: Milestone, language: str, checkpoints: Iterable[CheckpointFacts] = ()
) -> MilestoneFacts:
    return MilestoneFacts(
        milestone.pk,
        milestone.slug,
        milestone.position,
        milestone.text(language),
        tuple(checkpoints),
    )


@dataclass(frozen=True)
class Outline:
    """A phase's milestones, and by milestone how many valid checkpoints and how many questions."""

    phase: int
    milestones: tuple[MilestoneFacts, ...]
    counts: Mapping[int, tuple[int, int]]


def current_outline(reading: Reading, language: str) -> Outline | None:
    """The milestones of the day's phase, counted; none where no phase has any: 1 query."""
    valid = holds_on(reading.day, "checkpoints__")
    question = Q(checkpoints__kind=CheckpointKind.QUESTION)
    rows = (
        Milestone.objects.select_related("phase")
        .annotate(
            valid=Count("checkpoints", filter=valid),
            questions=Count("checkpoints", filter=valid & question),
        )
        .order_by("phase__starts_on", "position")
    )
    phase = of_the_day({row.phase_id: row.phase for row in rows}.values(), reading.day)
    if phase is None:
        return None
    own = [row for row in rows if row.phase_id == phase.pk]
    counts = {row.pk: (row.valid, row.questions) for row in own}
    return Outline(phase.pk, tuple(milestone_facts(row, language) for row in own), counts)


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


def events(phase: Phase) -> tuple[Event, ...]:
    """A phase's calendar in its own order: 1 query."""
    return tuple(phase.events.filter(removed=False))
