"""How the planned ends of a region's milestones stood on each day that it was reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checkpoints.models import Event, Phase
from checkpoints.overview.courses import courses
from checkpoints.pictures import parts
from checkpoints.progress import Planned, Span
from checkpoints.queries import (
    MilestoneFacts,
    PlanStep,
    StrandFacts,
    plan_steps,
    strands_of,
    with_drift,
)
from checkpoints.timeline import event_name
from regions import clock
from regions.models import Region
from regions.reading import Reading


@dataclass(frozen=True)
class Trend:
    """One milestone: the end that was planned on each day of reporting; none where there was no."""

    milestone: MilestoneFacts
    planned: tuple[tuple[date, date | None], ...]
    plan: Planned
    reached_on: date | None

    @property
    def points(self) -> list[tuple[date, date]]:
        """What is drawn: up to the day it was reached, which ends the line."""
        end = self.reached_on
        listed = [(day, ends) for day, ends in self.planned if ends and (not end or day < end)]
        return [*listed, (end, end)] if end else listed


@dataclass(frozen=True)
class StrandTrends:
    facts: StrandFacts
    trends: tuple[Trend, ...]


@dataclass(frozen=True)
class Chart:
    region: str
    day: date
    phase: Phase
    points: tuple[tuple[str, date], ...]  # the days of reporting, by name
    strands: tuple[StrandTrends, ...]

    @property
    def trends(self) -> list[Trend]:
        return [trend for strand in self.strands for trend in strand.trends]

    @property
    def shown(self) -> list[StrandTrends]:
        """The strands that have anything planned or reached."""
        return [one for one in self.strands if any(trend.points for trend in one.trends)]


@dataclass(frozen=True)
class Where:
    """A region in a phase with its calendar, as they stood on the day that is read."""

    region: Region
    phase: Phase
    events: tuple[Event, ...]
    milestones: tuple[MilestoneFacts, ...]


def read(where: Where, reading: Reading) -> Chart:
    strands = strands_of(where.region, where.phase, reading)
    keys = [one.pk for one in strands]
    steps, spans = plan_steps(keys, reading), courses(keys, reading)
    planned = with_drift(steps)
    points = _points(where.events, reading.day)

    def trend_of(strand: int, milestone: MilestoneFacts) -> Trend:
        key = (strand, milestone.pk)
        own = [step for step in steps if (step.strand, step.milestone) == key]
        reached_at = spans.get(key, Span()).reached_at
        return Trend(
            milestone,
            tuple((day, _planned_by(day, own)) for _name, day in points),
            planned.get(key, Planned()),
            clock.day_of(reached_at) if reached_at else None,
        )

    listed = (
        StrandTrends(
            one,
            tuple(trend_of(one.pk, each) for each in where.milestones if one.goes_through(each)),
        )
        for one in strands
    )
    return Chart(where.region.name, reading.day, where.phase, points, tuple(listed))


def _points(events: Iterable[Event], day: date) -> tuple[tuple[str, date], ...]:
    """The days of reporting: the events that had passed, and the day itself."""
    before = [one for one in parts.passed(events, day) if parts.last_day(one) < day]
    named = [(event_name(one), parts.last_day(one)) for one in before]
    return (*named, (parts.name_of(day), day))


def _planned_by(day: date, steps: Iterable[PlanStep]) -> date | None:
    """The end that was planned when a day ended."""
    until = [step for step in steps if step.recorded_at <= clock.end_of(day)]
    return until[-1].ends_on if until else None
