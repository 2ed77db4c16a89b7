"""Days and moments of the demo: working hours, and how a phase's milestones lie over its time."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from random import Random

from checkpoints.models import Phase
from regions.clock import OSLO

# How far through a phase its milestones were planned to end, as the deck draws its five.
ENDS = ((0.0, 0.0), (0.2, 0.17), (0.4, 0.30), (0.6, 0.43), (0.8, 0.63), (1.0, 1.0))
SATURDAY = 5
OVERLAP = 0.04  # a milestone begins a little before the one ahead of it ends


def working_day(day: date) -> date:
    """The day, or the next on which people are at work. Never turns the order of two days."""
    if (day.month, day.day) >= (12, 23):
        day = date(day.year + 1, 1, 4)
    elif (day.month, day.day) < (1, 4):
        day = date(day.year, 1, 4)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def moment(rng: Random, day: date, today: date) -> datetime:
    """A moment in working hours of a day, at the latest of the last working day up to today."""
    day = working_day(day)
    while day > today or day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    at = time(rng.randint(8, 15), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(day, at, tzinfo=OSLO)


def planned(phase: Phase, number: int, of: int) -> tuple[date, date]:
    """The usual planned days of a phase's milestone 1, 2, 3 … of so many."""
    start = max(0.0, _end((number - 1) / of) - OVERLAP) if number > 1 else 0.03
    return _day(phase, start), _day(phase, _end(number / of))


def _end(part: float) -> float:
    """Between the deck's milestones in a straight line."""
    at = min(bisect_right(ENDS, (part, 2.0)) - 1, len(ENDS) - 2)
    (x, y), (next_x, next_y) = ENDS[at], ENDS[at + 1]
    return y + (next_y - y) * (part - x) / (next_x - x)


def _day(phase: Phase, part: float) -> date:
    return phase.starts_on + (phase.ends_on - phase.starts_on) * part
