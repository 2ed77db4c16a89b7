"""One region's progress through a phase on a day: what its page and its report are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from checkpoints.doubts import Doubt, doubts
from checkpoints.models import Phase, Status
from checkpoints.progress import Cell, Planned, Span, State, Step, Tally, Validity, spans
from checkpoints.queries import (
    CheckpointFacts,
    EvidenceAt,
    EvidenceFacts,
    MilestoneFacts,
    PlanStep,
    StrandFacts,
    decisions,
    evidence_at,
    milestones_on,
    plan_steps,
    strands_of,
    with_drift,
    wordings_of,
)
from checkpoints.queries.verifying import VerificationFacts, verifications
from checkpoints.rows import AssessmentFacts, CheckpointRow, assessment_facts, steps_until
from regions import clock
from regions.models import Region
from regions.reading import Reading


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
    def questioned(self) -> tuple[tuple[MilestoneProgress, CheckpointRow], ...]:
        """What the programme staff question, as long as the region has changed nothing there."""
        return tuple(
            (one, row)
            for one in self.all_milestones
            for row in one.rows
            if row.verification and row.verification.stands_questioned
        )

    @property
    def all_milestones(self) -> tuple[MilestoneProgress, ...]:
        return tuple(one for strand in self.strands for one in strand.milestones)


def region_progress(
    region: Region, phase: Phase, reading: Reading, language: str
) -> RegionProgress:
    """Everything recorded about a region's progress in a phase: 9 queries, whatever the size."""
    wordings = wordings_of(phase, reading)
    strands = strands_of(region, phase, reading)
    keys = [strand.pk for strand in strands]
    milestones = milestones_on(reading.day, phase, wordings, language)
    steps, plans = steps_until(keys, reading), plan_steps(keys, reading)
    gathered = _Gathered(
        reading.day,
        assessment_facts(keys, reading),
        with_drift(plans),
        spans(steps, {Validity.of(wording.checkpoint) for wording in wordings}, reading.day),
        decisions(keys, reading),
        evidence_at(keys, reading),
        doubts(steps),
        verifications(keys, reading),
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
    verifications: Mapping[tuple[int, int], VerificationFacts]

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
            verification=self.verifications.get(key),
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
