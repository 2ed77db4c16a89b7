"""What changed between two readings of a region: status, plans, decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from checkpoints.models import DecisionRevision, PlanRevision
from checkpoints.queries import MilestoneFacts, Reading, StrandFacts
from checkpoints.region_progress import (
    AssessmentFacts,
    CheckpointRow,
    RegionProgress,
    assessment_facts,
    status_label,
)
from regions.history import as_of


@dataclass(frozen=True)
class StatusChange:
    """A checkpoint whose status is another than it was."""

    strand: StrandFacts
    milestone: MilestoneFacts
    row: CheckpointRow
    before: str

    @property
    def before_label(self) -> str | Promise:
        return status_label(self.before, is_question=self.row.checkpoint.is_question)

    @property
    def recorded_at(self) -> datetime | None:
        return self.row.assessment.recorded_at


@dataclass(frozen=True)
class PlanMove:
    """A planned end that was moved."""

    strand: StrandFacts
    milestone: MilestoneFacts
    before: date
    after: date
    recorded_at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Changes:
    """Newest first in each list."""

    since: date
    statuses: tuple[StatusChange, ...]
    moves: tuple[PlanMove, ...]
    decisions: tuple[Any, ...]

    def __bool__(self) -> bool:
        return bool(self.statuses or self.moves or self.decisions)


def changes_since(since: date, progress: RegionProgress) -> Changes:
    """The difference between a region's progress and how it stood at the end of `since`: 3 queries.

    Compares two readings, so that what was changed and changed back is no change.
    """
    strands = [strand.facts for strand in progress.strands]
    until = Reading.as_of(progress.day)
    return Changes(
        since,
        _statuses(since, progress),
        _moves(strands, progress.milestones, Reading.as_of(since), until),
        _new_decisions(strands, progress.milestones, Reading.as_of(since), until),
    )


def _statuses(since: date, progress: RegionProgress) -> tuple[StatusChange, ...]:
    keys = [strand.facts.pk for strand in progress.strands]
    before = assessment_facts(keys, Reading(since, past=True))
    changed = [
        StatusChange(one.strand, one.milestone, row, was)
        for one in progress.all_milestones
        for row in one.rows
        for was in [before.get((one.strand.pk, row.checkpoint.pk), AssessmentFacts()).status]
        if was != row.assessment.status
    ]
    return tuple(sorted(changed, key=lambda one: one.recorded_at or datetime.min, reverse=True))


def _moves(
    strands: Iterable[StrandFacts],
    milestones: Iterable[MilestoneFacts],
    since: Reading,
    until: Reading,
) -> tuple[PlanMove, ...]:
    strand_by_key = {one.pk: one for one in strands}
    milestone_by_key = {one.pk: one for one in milestones}
    steps = (
        PlanRevision.objects.filter(strand__in=strand_by_key, recorded_at__lte=until.moment)
        .order_by("of_id", "number")
        .values_list("strand_id", "milestone_id", "ends_on", "recorded_at", "by__name", "reason")
    )
    stood: dict[tuple[int, int], date | None] = {}
    moves = []
    for strand, milestone, ends_on, recorded_at, by, reason in steps:
        before, stood[strand, milestone] = stood.get((strand, milestone)), ends_on
        if not before or not ends_on or before == ends_on:
            continue
        if recorded_at > since.moment and milestone in milestone_by_key:
            moves.append(
                PlanMove(
                    strand_by_key[strand],
                    milestone_by_key[milestone],
                    before,
                    ends_on,
                    recorded_at,
                    by or "",
                    reason,
                )
            )
    return tuple(sorted(moves, key=lambda one: one.recorded_at, reverse=True))


@dataclass(frozen=True)
class NewDecision:
    strand: StrandFacts
    milestone: MilestoneFacts
    decided_on: date
    body: str
    note: str


def _new_decisions(
    strands: Iterable[StrandFacts],
    milestones: Iterable[MilestoneFacts],
    since: Reading,
    until: Reading,
) -> tuple[NewDecision, ...]:
    strand_by_key = {one.pk: one for one in strands}
    milestone_by_key = {one.pk: one for one in milestones}
    rows = (
        as_of(DecisionRevision, until.moment)
        .filter(strand__in=strand_by_key, removed=False, of__revisions__number=1)
        .filter(of__revisions__recorded_at__gt=since.moment)
        .order_by("-decided_on", "-pk")
        .distinct()
    )
    return tuple(
        NewDecision(
            strand_by_key[row.strand_id],
            milestone_by_key[row.milestone_id],
            row.decided_on,
            row.body,
            row.note,
        )
        for row in rows
        if row.milestone_id in milestone_by_key
    )
