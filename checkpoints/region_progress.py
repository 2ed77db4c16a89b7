"""One region's progress through a phase on a day: what its page and its report are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkpoints.doubts import Doubt, doubts
from checkpoints.freshness import CheckpointReview
from checkpoints.models import Assessment, AssessmentRevision, CheckpointWording, Phase, Status
from checkpoints.progress import Cell, Planned, Span, State, Step, Tally, spans
from checkpoints.queries import (
    CheckpointFacts,
    EvidenceAt,
    EvidenceFacts,
    MilestoneFacts,
    PlanStep,
    StrandFacts,
    assessments,
    checkpoint_facts,
    decisions,
    evidence_at,
    milestones_on,
    plan_steps,
    strands_of,
    validity,
    with_drift,
    wordings_of,
)
from checkpoints.queries.help import AskedHere
from checkpoints.queries.learning import Learning
from regions import clock
from regions.history import Kind
from regions.models import Region
from regions.reading import Reading


@dataclass(frozen=True)
class AssessmentFacts:
    """Where a strand stands on a checkpoint, as far as pages and paper show it."""

    status: str = Status.NOT_STARTED
    met_on: date | None = None
    due_on: date | None = None
    text: str = ""
    responsible: str = ""
    unsure: bool = False
    revision: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    confirmed_at: datetime | None = None  # later than the change, which it leaves as it is
    confirmed_by: str = ""

    @property
    def reviewed_at(self) -> datetime | None:
        """When someone last stood for what it says: by changing it or by confirming it."""
        return self.confirmed_at or self.changed_at


@dataclass(frozen=True)
class CheckpointRow:
    """A checkpoint with where a strand stands on it, read on a day."""

    checkpoint: CheckpointFacts
    assessment: AssessmentFacts
    day: date
    evidence: tuple[EvidenceFacts, ...] = ()
    changed_since: str = ""  # «samling 1», where it is otherwise than it was at that
    doubt: Doubt | None = None  # of what is unsure, where the history is read
    learning: Learning | None = None  # what other regions did, on its milestone's page today
    asked: AskedHere | None = None  # of other regions; on the same page

    @property
    def is_met(self) -> bool:
        return self.assessment.status == Status.MET

    @property
    def is_open(self) -> bool:
        return Status(self.assessment.status).open

    @property
    def label(self) -> str | Promise:
        return status_label(self.assessment.status, is_question=self.checkpoint.is_question)

    @property
    def review(self) -> CheckpointReview | None:
        """When somebody last stood for it; nothing once it is met or as long as it is untouched."""
        at = self.assessment.reviewed_at
        if at is None or not self.is_open:
            return None
        confirmed = self.assessment.confirmed_at is not None
        return CheckpointReview(clock.day_of(at), self.day, confirmed)


@dataclass(frozen=True)
class MilestoneProgress:
    """A milestone on a strand: its cell, its checkpoints, the decisions recorded at it."""

    strand: StrandFacts
    milestone: MilestoneFacts
    cell: Cell
    rows: tuple[CheckpointRow, ...]
    decisions: tuple[Any, ...]  # Decision, or its revision in an earlier day's reading
    evidence: tuple[tuple[EvidenceFacts, ...], ...] = ()  # of each decision, in their order

    @property
    def backed_decisions(self) -> tuple[tuple[Any, tuple[EvidenceFacts, ...]], ...]:
        """Each decision with what is attached to it."""
        return tuple(zip(self.decisions, self.evidence, strict=True))

    @property
    def open_rows(self) -> tuple[CheckpointRow, ...]:
        return tuple(row for row in self.rows if row.is_open)

    @property
    def ended_on(self) -> date | None:
        """The day on which it was reached, or work on it ended with the strand; none as yet.

        What was recorded after the strand was closed ends on the day it began.
        """
        span, closed_on = self.cell.span, self.strand.closed_on
        if span.reached_at:
            return clock.day_of(span.reached_at)
        if closed_on and span.started_at:
            return max(closed_on, clock.day_of(span.started_at))
        return None


@dataclass(frozen=True)
class StrandProgress:
    facts: StrandFacts
    milestones: tuple[MilestoneProgress, ...]

    @property
    def name(self) -> str | Promise:
        return self.facts.name

    @property
    def reached(self) -> int:
        return sum(one.cell.state == State.REACHED for one in self.milestones)


@dataclass(frozen=True)
class RegionProgress:
    """The main strand first, then the parallel ones in their order."""

    day: date
    milestones: tuple[MilestoneFacts, ...]
    strands: tuple[StrandProgress, ...]
    # How it came here, in order of recording; none where only the picture is needed.
    steps: tuple[Step, ...] = ()
    plan_steps: tuple[PlanStep, ...] = ()

    @property
    def main(self) -> StrandProgress | None:
        return next((strand for strand in self.strands if strand.facts.is_main), None)

    @property
    def all_milestones(self) -> tuple[MilestoneProgress, ...]:
        return tuple(one for strand in self.strands for one in strand.milestones)


ANSWERED = _("answered")


def status_label(status: str, *, is_question: bool) -> str | Promise:
    """A status in words; a question that is met is called answered."""
    return ANSWERED if is_question and status == Status.MET else Status(status).label


def region_progress(
    region: Region, phase: Phase, reading: Reading, language: str
) -> RegionProgress:
    """Everything recorded about a region's progress in a phase: 8 queries, whatever the size."""
    wordings = wordings_of(phase, reading)
    strands = strands_of(region, phase, reading)
    keys = [strand.pk for strand in strands]
    milestones = milestones_on(reading.day, phase, wordings, language)
    steps, plans = _steps(keys, reading), plan_steps(keys, reading)
    gathered = _Gathered(
        reading.day,
        assessment_facts(keys, reading),
        with_drift(plans),
        spans(steps, {validity(wording) for wording in wordings}, reading.day),
        decisions(keys, reading),
        evidence_at(keys, reading),
        doubts(steps),
    )
    return RegionProgress(
        reading.day,
        milestones,
        tuple(
            StrandProgress(
                strand,
                tuple(
                    gathered.at(strand, milestone)
                    for milestone in milestones
                    if strand.goes_through(milestone)
                ),
            )
            for strand in strands
        ),
        steps,
        plans,
    )


@dataclass(frozen=True)
class _Gathered:
    """What was read, by its keys, before it is put together."""

    day: date
    assessments: Mapping[tuple[int, int], AssessmentFacts]
    plans: Mapping[tuple[int, int], Planned]
    spans: Mapping[tuple[int, int], Span]
    decisions: Mapping[tuple[int, int], list[Any]]
    evidence: EvidenceAt
    doubts: Mapping[tuple[int, int], Doubt]

    def at(self, strand: StrandFacts, milestone: MilestoneFacts) -> MilestoneProgress:
        key = (strand.pk, milestone.pk)
        rows = tuple(self.row(strand, one) for one in milestone.checkpoints)
        cell = Cell(
            *key,
            tally_of_rows(rows),
            self.plans.get(key, Planned()),
            self.day,
            self.spans.get(key, Span()),
            closed=strand.closed_on is not None,
        )
        decided = tuple(self.decisions.get(key, ()))
        backed = tuple(self.evidence.decision(one) for one in decided)
        return MilestoneProgress(strand, milestone, cell, rows, decided, backed)

    def row(self, strand: StrandFacts, one: CheckpointFacts) -> CheckpointRow:
        key = (strand.pk, one.pk)
        return CheckpointRow(
            one,
            self.assessments.get(key, AssessmentFacts()),
            self.day,
            self.evidence.checkpoint(*key),
            doubt=self.doubts.get(key),
        )


def tally_of_rows(rows: Iterable[CheckpointRow]) -> Tally:
    """The same counts as `queries.tallies`, from rows that are read already."""
    listed = list(rows)
    statuses = [row.assessment.status for row in listed]
    asked = [
        row
        for row in listed
        if row.checkpoint.is_question and row.assessment.status != Status.NOT_APPLICABLE
    ]
    changed = [row.assessment.changed_at for row in listed if row.assessment.changed_at]
    reviewed = [
        row.assessment.reviewed_at for row in listed if row.is_open and row.assessment.reviewed_at
    ]
    return Tally(
        valid=len(listed),
        met=statuses.count(Status.MET),
        on_hold=statuses.count(Status.ON_HOLD),
        not_applicable=statuses.count(Status.NOT_APPLICABLE),
        touched=len(listed) - statuses.count(Status.NOT_STARTED),
        questions=len(asked),
        answered=sum(row.is_met for row in asked),
        changed_at=max(changed, default=None),
        reviewed_at=min(reviewed, default=None),
    )


def row_of(wording: CheckpointWording, assessment: Assessment, language: str) -> CheckpointRow:
    """A checkpoint's row, today, from an assessment that is at hand.

    1 query, for its evidence; 1 more for what is unsure.
    """
    one = assessment
    facts = AssessmentFacts(
        one.status,
        one.met_on,
        one.due_on,
        one.text,
        one.responsible.name if one.responsible else one.responsible_name,
        one.unsure,
        one.revision,
        one.changed_at,
        one.changed_by.name if one.changed_by else "",
        one.confirmed_at,
        one.confirmed_by.name if one.confirmed_by else "",
    )
    reading = Reading.today()
    evidence = evidence_at([one.strand_id], reading, checkpoint=wording.checkpoint_id)
    return CheckpointRow(
        checkpoint_facts(wording, language),
        facts,
        reading.day,
        evidence.checkpoint(one.strand_id, wording.checkpoint_id),
        doubt=_doubt_of(one) if one.unsure else None,
    )


def _doubt_of(row: Assessment) -> Doubt | None:
    steps = _as_steps(AssessmentRevision.objects.filter(of=row.pk))
    return doubts(steps).get((row.strand_id, row.checkpoint_id))


def assessment_facts(
    strands: Iterable[int], reading: Reading
) -> Mapping[tuple[int, int], AssessmentFacts]:
    """By (strand, checkpoint), where anything was recorded: 1 query."""
    responsible = Coalesce("responsible__name", "responsible_name")
    facts = ("status", "met_on", "due_on", "text", responsible, "unsure", reading.number)
    changed = ("changed_at", Coalesce("changed_by__name", Value("")))
    confirmed = ("confirmed_at", Coalesce("confirmed_by__name", Value("")))
    rows = (
        assessments(reading)
        .filter(strand__in=strands)
        .values_list("strand_id", "checkpoint_id", *facts, *changed, *confirmed)
    )
    return {(strand, checkpoint): AssessmentFacts(*row) for strand, checkpoint, *row in rows}


def _steps(strands: Iterable[int], reading: Reading) -> tuple[Step, ...]:
    until = AssessmentRevision.objects.filter(strand__in=strands, recorded_at__lte=reading.moment)
    return _as_steps(until)


def _as_steps(revisions: QuerySet[AssessmentRevision]) -> tuple[Step, ...]:
    """In order of recording: 1 query."""
    rows = revisions.order_by("recorded_at", "pk").values_list(
        "strand_id",
        "milestone_id",
        "checkpoint_id",
        "status",
        "recorded_at",
        Coalesce("by__name", Value("")),
        "unsure",
        ExpressionWrapper(Q(step=Kind.UNDO), BooleanField()),
    )
    return tuple(Step(*row) for row in rows)
