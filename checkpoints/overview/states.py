"""How many strands stood in which state at each milestone, on several days: counted in SQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from checkpoints.models import Checkpoint, Status, Strand, StrandRevision
from checkpoints.progress import State, Validity
from checkpoints.queries import assessments
from regions import clock
from regions.dated import holds_on
from regions.reading import Reading

type States = Mapping[State, int]  # how many strands, by state


@dataclass(frozen=True)
class DayStates:
    """How the strands that were there stood at the end of a day."""

    day: date
    strands: int
    states: Mapping[int, States]  # by milestone


def states_on(
    strands: QuerySet[Strand], milestones: Sequence[int], days: Iterable[date]
) -> list[DayStates]:
    """How strands stood on each of the days: 2 queries, and 1 a day, for any number of strands.

    What was recorded in between is not replayed: each day is read as pages of that day read it.
    """
    listed = list(days)
    checkpoints = _validities(milestones)
    there = _there_on(strands, listed)
    return [
        DayStates(day, count, _states(strands, _valid(checkpoints, milestones, day), count, day))
        for day, count in zip(listed, there, strict=True)
    ]


def _validities(milestones: Sequence[int]) -> list[Validity]:
    return [Validity.of(one) for one in Checkpoint.objects.filter(milestone__in=milestones)]


def _valid(
    checkpoints: Iterable[Validity], milestones: Iterable[int], day: date
) -> Mapping[int, int]:
    """How many checkpoints count on a day, by milestone."""
    counted = [one.milestone for one in checkpoints if one.on(day)]
    return {milestone: counted.count(milestone) for milestone in milestones}


def _there_on(strands: QuerySet[Strand], days: Sequence[date]) -> list[int]:
    """How many of the strands were there at the end of each day."""
    first = StrandRevision.objects.filter(of__in=strands.order_by().values("pk"), number=1)
    counts = {
        f"day_{place}": Count("pk", filter=Q(recorded_at__lte=clock.end_of(day)))
        for place, day in enumerate(days)
    }
    found = first.aggregate(**counts) if counts else {}
    return [found[name] for name in counts]


def _states(
    strands: QuerySet[Strand], valid: Mapping[int, int], count: int, day: date
) -> Mapping[int, States]:
    """The states on a day, by the rules of `Tally.state`, which come in this order."""
    counts = {
        f"{state}_{milestone}": Count("strand_id", filter=Q(milestone_id=milestone) & condition)
        for milestone, number in valid.items()
        for state, condition in _conditions(number)
    }
    found = _cells(strands, Reading.as_of(day)).aggregate(**counts) if counts else {}
    return {milestone: _with_the_rest(found, milestone, count) for milestone in valid}


def _cells(strands: QuerySet[Strand], reading: Reading) -> QuerySet[Any]:
    """Counts of checkpoints by strand and milestone, where anything was recorded."""
    cells: QuerySet[Any] = (
        assessments(reading)
        .filter(holds_on(reading.day, "checkpoint__"), strand__in=strands.order_by().values("pk"))
        .order_by()
        .values("strand_id", "milestone_id")
        .annotate(
            closed=Count("pk", filter=Q(status__in=[one for one in Status if not one.open])),
            left_out=Count("pk", filter=Q(status=Status.NOT_APPLICABLE)),
            held=Count("pk", filter=Q(status=Status.ON_HOLD)),
            touched=Count("pk", filter=~Q(status=Status.NOT_STARTED)),
        )
    )
    return cells


def _conditions(valid: int) -> list[tuple[State, Q]]:
    """What is recorded at a milestone of so many checkpoints, by the state that it comes to."""
    is_open = Q(closed__lt=valid)
    return [
        (State.NOT_APPLICABLE, Q(left_out=valid)),
        (State.REACHED, Q(closed=valid, left_out__lt=valid)),
        (State.ON_HOLD, is_open & Q(held__gt=0)),
        (State.IN_PROGRESS, is_open & Q(held=0, touched__gt=0)),
    ]


def _with_the_rest(found: Mapping[str, int], milestone: int, count: int) -> States:
    """The counts of one milestone; what nobody has begun is what is left."""
    begun = {state: found[f"{state}_{milestone}"] for state in State if state != State.NOT_STARTED}
    return begun | {State.NOT_STARTED: count - sum(begun.values())}
