"""What simulated regions might have recorded: plain data, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from byregion.simulation.bulk import Step
from checkpoints.models import CheckpointKind, CheckpointWording, Status
from regions import clock
from regions.history import Kind

OPEN = (Status.IN_PROGRESS, Status.IN_PROGRESS, Status.IN_PROGRESS, Status.ON_HOLD)
CONFIRMED, LEFT_OUT, REOPENED = 0.4, 0.04, 0.08  # of all checkpoints that are begun
LATE = 0.9  # of the years: what is met after it is left at that
COMMENTS = ("", "Saken er behandlet i kommunene.", "Vi venter på vedtak i to av kommunene.")


@dataclass(frozen=True)
class Years:
    """The days that the histories are of; the last is today."""

    first: date
    last: date

    def moment(self, random: Random, part: float) -> datetime:
        """Some hour of the day that lies this part of the way through."""
        day = self.first + (self.last - self.first) * min(max(part, 0.0), 1.0)
        hour = time(random.randint(8, 15), random.randint(0, 59), random.randint(0, 59))
        return datetime.combine(min(day, self.last - timedelta(1)), hour, clock.OSLO)

    def day(self, part: float) -> date:
        return self.first + (self.last - self.first) * part


@dataclass(frozen=True)
class Pace:
    """How a strand goes: when it begins and ends each milestone, as parts of the years."""

    begins: float
    each: float  # a milestone takes

    @classmethod
    def of(cls, random: Random, milestones: int, begins: float = 0.02) -> "Pace":
        return cls(begins, random.uniform(0.7, 1.6) / milestones)

    def at(self, place: int) -> float:
        return self.begins + place * self.each


def plan(random: Random, years: Years, place: int, milestones: int) -> list[Step]:
    """A planned start and end, moved up to twice."""
    starts = place / milestones
    starts_on, ends = years.day(starts), years.day(starts + 0.8 / milestones)
    steps = []
    for move in range(1 + random.choice((0, 0, 1, 2))):
        ends_on = ends + timedelta(30 * move)
        moment = years.moment(random, 0.01 + 0.2 * move)
        steps.append(Step(moment, {"starts_on": starts_on, "ends_on": ends_on}))
    return list(_in_order(iter(steps)))


def assessment(
    random: Random, years: Years, begun: float, wording: CheckpointWording
) -> list[Step]:
    """A checkpoint's steps: begun, worked on, perhaps confirmed, met in the end; some reopened."""
    return list(_in_order(_steps(random, years, begun, wording)))


def _steps(
    random: Random, years: Years, begun: float, wording: CheckpointWording
) -> Iterator[Step]:
    if begun >= 1:
        return
    said = {"wording": wording, "met_on": None, "text": random.choice(COMMENTS)}
    yield Step(years.moment(random, begun), said | {"status": random.choice(OPEN)})
    part = begun + random.uniform(0.01, 0.1)
    if part < 1 and random.random() < CONFIRMED:
        yield Step(years.moment(random, part), kind=Kind.CONFIRM)
    part += random.uniform(0.01, 0.1)
    if part >= 1:
        return
    if random.random() < LEFT_OUT:
        yield Step(years.moment(random, part), said | {"status": Status.NOT_APPLICABLE})
        return
    yield _met(years.moment(random, part), said, wording)
    if random.random() < REOPENED and part < LATE:
        yield Step(years.moment(random, part + 0.03), said | {"status": Status.IN_PROGRESS})
        yield _met(years.moment(random, part + 0.08), said, wording)


def _met(at: datetime, said: dict[str, Any], wording: CheckpointWording) -> Step:
    is_question = wording.checkpoint.kind == CheckpointKind.QUESTION
    text = said["text"] or ("Ja, i kommuneplanen." if is_question else "")
    return Step(at, said | {"status": Status.MET, "met_on": clock.day_of(at), "text": text})


def _in_order(steps: Iterator[Step]) -> Iterator[Step]:
    """Recorded time never goes backwards within one history."""
    last = None
    for step in steps:
        at = max(step.at, last) if last else step.at
        yield Step(at, step.state, step.kind, step.reason)
        last = at
