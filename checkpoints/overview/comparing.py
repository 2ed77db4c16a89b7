"""Two days of many strands, read side by side, and the steps that lie between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkpoints import queries
from checkpoints.changes import Key, moved, turned
from checkpoints.models import AssessmentRevision, Checkpoint, CheckpointKind, PlanRevision
from checkpoints.overview.kinds import Move, Turned
from checkpoints.progress import Cell, Planned, Span, State, Step, Tally, Validity, spans
from checkpoints.queries import Keys, PlanStep
from checkpoints.queries.plans import as_plan_steps
from checkpoints.rows import as_steps
from regions.reading import Reading

REACHED_AND_REOPENED = _("reached and reopened in between")
REOPENED_AND_REACHED = _("reopened and reached again in between")


@dataclass(frozen=True)
class Day:
    """What was read of one of the days, by strand and milestone."""

    reading: Reading
    counts: Mapping[int, tuple[int, int]]  # by milestone: valid checkpoints, questions
    tallies: Mapping[Key, Tally]
    plans: Mapping[Key, Planned]

    def cell(self, strand: int, milestone: int, *, closed: bool) -> Cell:
        """A cell, also where nothing was recorded by then."""
        key = (strand, milestone)
        valid, questions = self.counts.get(milestone, (0, 0))
        tally = self.tallies.get(key) or Tally(valid=valid, questions=questions)
        return Cell(*key, tally, self.plans.get(key, Planned()), self.reading.day, closed=closed)


@dataclass(frozen=True)
class Compared:
    before: Day
    after: Day
    statuses: Mapping[Key, tuple[str, Step]]  # by strand and checkpoint: what it was, and the step
    moves: Mapping[Key, tuple[date, PlanStep]]  # by strand and milestone: the end as it was
    spans: Mapping[Key, Span]

    def beginning(self, key: Key) -> Cell:
        """A strand before its first step: nothing done of what counts on the later day."""
        valid, questions = self.after.counts.get(key[1], (0, 0))
        tally = Tally(valid=valid, questions=questions)
        return Cell(*key, tally, Planned(), self.before.reading.day)

    def turned(self, key: Key) -> Turned:
        return self._turned.get(key, Turned())

    def move(self, key: Key) -> Move | None:
        before, step = self.moves.get(key, (None, None))
        return Move(before, step.ends_on) if before and step and step.ends_on else None

    def changed_at(self, key: Key) -> datetime | None:
        """When the newest step that made a cell otherwise was recorded."""
        return self._changed_at.get(key)

    def in_between(self, key: Key, before: State, after: State) -> str | Promise:
        """What the two days do not show: that it was reached, or open, for a while."""
        since, span = self.before.reading.moment, self.spans.get(key, Span())
        if before == after == State.REACHED and span.reached_at and span.reached_at > since:
            return REOPENED_AND_REACHED
        reached = State.REACHED in (before, after)
        if not reached and span.reopened_at and span.reopened_at > since:
            return REACHED_AND_REOPENED
        return ""

    @cached_property
    def _turned(self) -> Mapping[Key, Turned]:
        found: dict[Key, Turned] = {}
        for before, step in self.statuses.values():
            key = (step.strand, step.milestone)
            found[key] = found.get(key, Turned()).and_one(before, step.status)
        return found

    @cached_property
    def _changed_at(self) -> Mapping[Key, datetime]:
        found: dict[Key, datetime] = {}
        listed: list[Step | PlanStep] = [step for _before, step in self.statuses.values()]
        listed += [step for _before, step in self.moves.values()]
        for step in listed:
            key = (step.strand, step.milestone)
            found[key] = max(step.recorded_at, found.get(key, step.recorded_at))
        return found


def compare(strands: Keys, phase: int, since: Reading, reading: Reading) -> Compared:
    """Strands on two days, through the milestones of one phase: 5 queries for any number."""
    asked = tuple(Checkpoint.objects.filter(milestone__phase=phase).order_by("pk"))
    valid = {one.pk: Validity.of(one) for one in asked}
    steps, plan_steps = _steps(strands, since, reading), _plan_steps(strands, since, reading)
    before, after = (
        Day(
            one,
            counts,
            queries.tallies(strands, counts, one),
            _plans(plan_steps, one.moment),
        )
        for one in (since, reading)
        for counts in [_counts(asked, one.day)]
    )
    statuses = {
        key: found
        for key, found in turned(steps, since.moment).items()
        if key[1] in valid and valid[key[1]].on(reading.day)
    }
    return Compared(
        before,
        after,
        statuses,
        moved(plan_steps, since.moment),
        spans(steps, valid.values(), reading.day),
    )


def _counts(asked: Iterable[Checkpoint], day: date) -> Mapping[int, tuple[int, int]]:
    """By milestone, how many checkpoints are valid on a day, and how many of them are questions."""
    found: dict[int, tuple[int, int]] = {}
    for one in asked:
        if one.in_use(day):
            valid, questions = found.get(one.milestone_id, (0, 0))
            is_question = one.kind == CheckpointKind.QUESTION
            found[one.milestone_id] = (valid + 1, questions + is_question)
    return found


def _steps(strands: Keys, since: Reading, reading: Reading) -> tuple[Step, ...]:
    """What stood at the end of the earlier day, and every step since, in order: 1 query."""
    return as_steps(AssessmentRevision.objects.filter(_since(since, reading), strand__in=strands))


def _plan_steps(strands: Keys, since: Reading, reading: Reading) -> tuple[PlanStep, ...]:
    """The same of plans: 1 query."""
    return as_plan_steps(PlanRevision.objects.filter(_since(since, reading), strand__in=strands))


def _since(since: Reading, reading: Reading) -> Q:
    """Revisions that held at the end of the earlier day, or were recorded between the two."""
    lasted = Q(superseded_at=None) | Q(superseded_at__gt=since.moment)
    return lasted & Q(recorded_at__lte=reading.moment)


def _plans(steps: Iterable[PlanStep], moment: datetime) -> Mapping[Key, Planned]:
    """Plans as they stood at a moment."""
    return {
        (one.strand, one.milestone): Planned(one.starts_on, one.ends_on, one.number)
        for one in steps
        if one.recorded_at <= moment
    }
