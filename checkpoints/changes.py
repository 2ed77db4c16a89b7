"""What changed between two readings of a region: status, plans, decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from checkpoints.models import Decision, Status
from checkpoints.progress import Step
from checkpoints.queries import MilestoneFacts, PlanStep, StrandFacts
from checkpoints.region_progress import MilestoneProgress, RegionProgress
from checkpoints.rows import AssessmentFacts, CheckpointRow, assessment_facts, status_label
from regions import clock
from regions.reading import Reading


@dataclass(frozen=True)
class Difference[Made: (Step, PlanStep)]:
    """Where something changed, and the step that made it so."""

    at: MilestoneProgress
    step: Made

    @property
    def strand(self) -> StrandFacts:
        return self.at.strand

    @property
    def milestone(self) -> MilestoneFacts:
        return self.at.milestone

    @property
    def recorded_at(self) -> datetime:
        return self.step.recorded_at

    @property
    def by(self) -> str:
        return self.step.by


@dataclass(frozen=True)
class StatusChange(Difference[Step]):
    """A checkpoint whose status is another than it was."""

    row: CheckpointRow
    before: str

    @property
    def before_label(self) -> str | Promise:
        return status_label(self.before, is_question=self.row.checkpoint.is_question)


@dataclass(frozen=True)
class PlanMove(Difference[PlanStep]):
    """A planned end that was moved."""

    before: date
    after: date

    @property
    def reason(self) -> str:
        return self.step.reason


@dataclass(frozen=True)
class Changes:
    """Newest first in each list."""

    after: datetime
    statuses: tuple[StatusChange, ...]
    moves: tuple[PlanMove, ...]
    decisions: tuple[Any, ...]

    @property
    def since(self) -> date:
        """The day, as people are told it."""
        return clock.day_of(self.after)

    def __bool__(self) -> bool:
        return bool(self.statuses or self.moves or self.decisions)


def changes_since(after: datetime, progress: RegionProgress) -> Changes:
    """The difference between a region's progress and how it stood at a moment: 1 query.

    Compares two readings, so that what was changed and changed back is no change.
    """
    return Changes(
        after,
        _statuses(after, progress),
        _moves(after, progress),
        _new_decisions(after, progress),
    )


@dataclass(frozen=True)
class Marks:
    """What is otherwise than it was, by keys: what gets a mark on pages and on paper."""

    rows: frozenset[tuple[int, int]]  # strand, checkpoint
    milestones: frozenset[tuple[int, int]]  # strand, milestone


def marks(progress: RegionProgress, changes: Changes) -> Marks:
    """Checkpoints of other facts, milestones whose plan moved or that were decided on: 1 query."""
    moved = {(one.strand.pk, one.milestone.pk) for one in changes.moves}
    decided = {(one.strand.pk, one.milestone.pk) for one in changes.decisions}
    rows = changed_rows(progress.all_milestones, changes.after)
    return Marks(rows, frozenset(moved | decided))


def changed_rows(
    milestones: Iterable[MilestoneProgress], after: datetime
) -> frozenset[tuple[int, int]]:
    """Strand and checkpoint whose facts are otherwise than at a moment: 1 query.

    What was changed and changed back is not among them, nor what was only confirmed.
    """
    listed = tuple(milestones)
    before = assessment_facts({one.strand.pk for one in listed}, Reading.at(after))
    return frozenset(
        key
        for one in listed
        for row in one.rows
        for key in [(one.strand.pk, row.checkpoint.pk)]
        if _said(before.get(key, AssessmentFacts())) != _said(row.assessment)
    )


def _said(facts: AssessmentFacts) -> tuple[object, ...]:
    """What an assessment tells its reader."""
    return (
        facts.status, facts.met_on, facts.due_on, facts.text, facts.responsible, facts.unsure
    )  # fmt: skip


type Key = tuple[int, int]


def turned(steps: Iterable[Step], after: datetime) -> Mapping[Key, tuple[str, Step]]:
    """By strand and checkpoint, where the status is another than it was at a moment.

    What it was then, and the step that made it what it is. The steps come in order of recording;
    of those until the moment, only the last of each is asked for.
    """
    before: dict[Key, str] = {}
    now: dict[Key, Step] = {}
    for step in steps:
        key = (step.strand, step.checkpoint)
        if step.recorded_at <= after:
            before[key] = step.status
        if key not in now or now[key].status != step.status:
            now[key] = step
    found = ((key, before.get(key, Status.NOT_STARTED), step) for key, step in now.items())
    return {key: (was, step) for key, was, step in found if was != step.status}


def moved(steps: Iterable[PlanStep], after: datetime) -> Mapping[Key, tuple[date, PlanStep]]:
    """By strand and milestone, where the planned end is another than it was at a moment.

    The end as it was then, and the step that put it where it is. An end that was set for the first
    time, or taken away, was not moved. The steps are those of `turned`.
    """
    before: dict[Key, date | None] = {}
    now: dict[Key, PlanStep] = {}
    for step in steps:
        key = (step.strand, step.milestone)
        if step.recorded_at <= after:
            before[key] = step.ends_on
        if key not in now or now[key].ends_on != step.ends_on:
            now[key] = step
    return {
        key: (was, step)
        for key, step in now.items()
        for was in [before.get(key)]
        if was and step.ends_on and was != step.ends_on
    }


def _statuses(after: datetime, progress: RegionProgress) -> tuple[StatusChange, ...]:
    found = turned(progress.steps, after)
    changed = [
        StatusChange(one, step, row, was)
        for one in progress.all_milestones
        for row in one.rows
        for was, step in [found.get((one.strand.pk, row.checkpoint.pk), (None, None))]
        if was and step
    ]
    return tuple(sorted(changed, key=lambda change: change.recorded_at, reverse=True))


def _moves(after: datetime, progress: RegionProgress) -> tuple[PlanMove, ...]:
    found = moved(progress.plan_steps, after)
    moves = [
        PlanMove(one, step, was, step.ends_on)
        for one in progress.all_milestones
        for was, step in [found.get((one.strand.pk, one.milestone.pk), (None, None))]
        if was and step and step.ends_on
    ]
    return tuple(sorted(moves, key=lambda move: move.recorded_at, reverse=True))


@dataclass(frozen=True)
class NewDecision:
    strand: StrandFacts
    milestone: MilestoneFacts
    decided_on: date
    body: str
    note: str


def _new_decisions(after: datetime, progress: RegionProgress) -> tuple[NewDecision, ...]:
    at = {(one.strand.pk, one.milestone.pk): one for one in progress.all_milestones}
    rows = (
        Reading(progress.day, past=True)
        .rows(Decision)
        .filter(strand__in=[strand.facts.pk for strand in progress.strands], removed=False)
        .filter(of__revisions__number=1, of__revisions__recorded_at__gt=after)
        .order_by("-decided_on", "-pk")
    )
    found = ((at.get((row.strand_id, row.milestone_id)), row) for row in rows)
    return tuple(
        NewDecision(one.strand, one.milestone, row.decided_on, row.body, row.note)
        for one, row in found
        if one
    )
