"""Reads of plans: as they stood on a day, and how they came there, move by move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Plan, PlanRevision
from checkpoints.progress import Planned, days_moved
from checkpoints.queries.progress import Keys
from regions.reading import Reading


def plans(strands: Keys, reading: Reading) -> Mapping[tuple[int, int], Planned]:
    """Planned days by (strand, milestone) as they stood on the day: 1 query."""
    rows = reading.rows(Plan).filter(strand__in=strands)
    listed = rows.values_list("strand_id", "milestone_id", "starts_on", "ends_on")
    return {
        (strand, milestone): Planned(starts, ends) for strand, milestone, starts, ends in listed
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
    until = PlanRevision.objects.filter(strand__in=strands, recorded_at__lte=reading.moment)
    return as_plan_steps(until)


def as_plan_steps(revisions: QuerySet[PlanRevision]) -> tuple[PlanStep, ...]:
    """Each plan's steps in order: 1 query."""
    rows = revisions.order_by("of_id", "number").values_list(
        "strand_id",
        "milestone_id",
        "starts_on",
        "ends_on",
        "number",
        "recorded_at",
        Coalesce("by__name", Value("")),
        "reason",
    )
    return tuple(PlanStep(*row) for row in rows)


START, END = "starts_on", "ends_on"
MOVED = {START: _("Planned start"), END: _("Planned end")}


@dataclass(frozen=True)
class Move:
    """A planned day that became another: old, new, who, when and why."""

    step: PlanStep  # the one that moved it
    what: str  # START or END
    before: date
    after: date

    @property
    def label(self) -> str | Promise:
        return MOVED[self.what]

    @property
    def days(self) -> int:
        """Later is positive."""
        return (self.after - self.before).days

    @property
    def distance(self) -> str:
        """«16 days later»."""
        return days_moved(self.days)


def moves(steps: Iterable[PlanStep]) -> tuple[Move, ...]:
    """Every move of a planned day, in the order of the steps.

    A day that was taken away and set again later was moved from the last that was known.
    """
    known: dict[tuple[int, int, str], date] = {}
    found = []
    for step in steps:
        for what, day in ((START, step.starts_on), (END, step.ends_on)):
            key = (step.strand, step.milestone, what)
            before = known.get(key)
            if day and before and day != before:
                found.append(Move(step, what, before, day))
            known |= {key: day} if day else {}
    return tuple(found)


def with_drift(steps: Iterable[PlanStep]) -> Mapping[tuple[int, int], Planned]:
    """Where plans stand after their steps, with the first plan and the moves since."""
    found: dict[tuple[int, int], Planned] = {}
    listed = tuple(steps)
    for step in listed:
        key = (step.strand, step.milestone)
        before = found.get(key, Planned())
        found[key] = replace(
            before,
            starts_on=step.starts_on,
            ends_on=step.ends_on,
            revision=step.number,
            first_starts_on=before.first_starts_on or step.starts_on,
            first_ends_on=before.first_ends_on or step.ends_on,
            last_starts_on=None if step.starts_on else before.starts_on or before.last_starts_on,
            last_ends_on=None if step.ends_on else before.ends_on or before.last_ends_on,
        )
    for move in moves(listed):
        key = (move.step.strand, move.step.milestone)
        plan = found[key]
        if move.what == END:
            found[key] = replace(plan, moves=plan.moves + 1)
        else:
            found[key] = replace(plan, start_moves=plan.start_moves + 1)
    return found
