"""The whole picture: the axis of time, the events above, the strands below each other."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkpoints.models import Event, EventKind, Phase
from checkpoints.region_progress import RegionProgress
from checkpoints.timeline.lanes import (
    lane_of,
)
from checkpoints.timeline.shapes import (
    MIDDLE,
    NARROW,
    WIDE,
    Axis,
    Drawing,
    Label,
    Mark,
    Size,
    apart,
)
from regions import clock

EVENT_LINE = 16
EVENT_SIGN = 12  # wide, with the space to the next


def drawings(
    progress: RegionProgress, phase: Phase, events: Iterable[Event]
) -> tuple[Drawing, ...]:
    """The same picture for a wide page, a tablet and a phone: its letters stay legible on each."""
    listed = tuple(events)
    return tuple(draw(progress, phase, listed, size) for size in (WIDE, MIDDLE, NARROW))


def draw(progress: RegionProgress, phase: Phase, events: Sequence[Event], size: Size) -> Drawing:
    axis = _axis(progress, phase, events, size)
    marks, top = marks_of(events, axis, size)
    lanes, foot = [], top
    for strand in progress.strands:
        lane, foot = lane_of(strand, axis, size, foot, progress.day)
        lanes.append(lane)
    today = None
    if axis.start <= progress.day <= axis.end:
        words = _name_of(progress.day)
        width = size.of(words) + 16
        at = _within(axis.x(progress.day), width // 2, size)
        today = Label(at, foot + 22, words, width=width)
    years = tuple(
        Label(axis.x(max(date(year, 1, 1), axis.start)), foot + 44, str(year))
        for year in axis.years
        if axis.width - axis.x(date(year, 1, 1)) > size.of(str(year)) + 6
    )
    return Drawing(
        size, foot + 50, top, foot, years, marks, tuple(lanes), today, axis.x(progress.day)
    )


def _name_of(day: date) -> str:
    """«Today», or an earlier day by its date."""
    return _("Today") if day == clock.today() else date_format(day, "SHORT_DATE_FORMAT")


def _axis(progress: RegionProgress, phase: Phase, events: Iterable[Event], size: Size) -> Axis:
    plans = [one.cell.plan for one in progress.all_milestones]
    days = [day for plan in plans for day in (plan.starts_on, plan.ends_on) if day]
    days += [event.starts_on for event in events if event.starts_on]
    first = min([phase.starts_on, *days])
    last = max([phase.ends_on, *days])
    return Axis(first - timedelta(14), last + timedelta(21), size.width)


def _within(x: int, half: int, size: Size) -> int:
    """The middle of a centred text, moved so that the text stays inside the drawing."""
    return min(max(x, half), size.width - half)


def marks_of(events: Iterable[Event], axis: Axis, size: Size) -> tuple[tuple[Mark, ...], int]:
    """Events with their names in as many lines as keep them apart, and where the strands begin."""
    taken: list[int] = []  # per line: how far it is filled
    placed: list[tuple[Event, int, int, int]] = []
    for event in sorted((e for e in events if e.starts_on), key=lambda e: e.starts_on or date.max):
        at, half = axis.x(event.starts_on or date.max), size.of(event_name(event)) // 2 + 4
        middle = _within(at, half, size)
        line = next((n for n, end in enumerate(taken) if end <= middle - half), len(taken))
        taken[line:] = [middle + half, *taken[line + 1 :]]
        placed.append((event, at, middle, line))
    y = EVENT_LINE * len(taken) + 12
    signs = apart((at for _, at, _, _ in placed), EVENT_SIGN)
    marks = tuple(
        Mark(
            event.kind,
            at,
            _within(sign, EVENT_SIGN // 2, size),
            y,
            Label(middle, y - 14 - EVENT_LINE * line, event_name(event)),
        )
        for (event, at, middle, line), sign in zip(placed, signs, strict=True)
    )
    return marks, y + 18


def event_name(event: Event) -> str:
    """«Samling 2»; what there is one of has no number."""
    label = EventKind(event.kind).label
    lone = event.kind in (EventKind.KICKOFF, EventKind.FINAL_REPORT) and event.number == 1
    return str(label) if lone else f"{label} {event.number}"
