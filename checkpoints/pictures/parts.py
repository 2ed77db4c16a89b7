"""What several pictures are drawn from: axes of time, bars in a state's pattern, keys, panels."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from checkpoints.models import Event, Phase
from checkpoints.pictures.picture import Drawing
from checkpoints.pictures.svg import (
    NOTHING,
    element,
    group,
    line,
    sign,
    together,
    words,
)
from checkpoints.progress import State
from checkpoints.timeline import PAPER as COLOURS
from checkpoints.timeline import Axis, Size, wrap
from regions import clock

LINE = 18  # from one line of words to the next
PANEL, GAP = 340, 28  # about how wide small pictures side by side are, and what is between them
# How a state is hatched: strokes in a square of 8 units. Told apart without any colour.
HATCHES = {
    State.REACHED: "",  # solid
    State.IN_PROGRESS: "M-2 2l4-4M0 8l8-8M6 10l4-4",
    State.ON_HOLD: "M2 0v8M6 0v8",
    State.NOT_STARTED: "",  # plain
    State.NOT_APPLICABLE: "M3.5 4h1",
}
# In the order of a bar: what is done first.
STACKED = (
    State.REACHED, State.IN_PROGRESS, State.ON_HOLD, State.NOT_STARTED, State.NOT_APPLICABLE,
)  # fmt: skip


def axis_of(phase: Phase, days: Iterable[date | None], width: int) -> Axis:
    """An axis of time that all of the days, and the phase, have room on."""
    listed = [day for day in days if day]
    first, last = min([phase.starts_on, *listed]), max([phase.ends_on, *listed])
    return Axis(first - timedelta(14), last + timedelta(21), width)


def years(axis: Axis, size: Size, top: int, foot: int) -> SafeString:
    """A line where each year begins, with the year below where it has room."""
    begun = (date(year, 1, 1) for year in axis.years if date(year, 1, 1) >= axis.start)
    places = [axis.x(day) for day in begun]
    lines = (line(x, top, x, foot + 4) for x in places)
    return together(*lines, year_names(axis, size, foot + 16))


def year_names(axis: Axis, size: Size, y: int) -> SafeString:
    """The years where they have room, by their baseline."""
    drawn = []
    for year in axis.years:
        x = axis.x(max(date(year, 1, 1), axis.start))
        ends = axis.x(min(date(year + 1, 1, 1), axis.end))
        if ends - x > size.of(str(year)) + 6:
            drawn.append(words(x + 4, y, str(year), "quiet", halo=True))
    return together(*drawn)


def passed(events: Iterable[Event], day: date) -> list[Event]:
    """The events that had ended by a day, in order of time."""
    dated = [one for one in events if one.starts_on and last_day(one) <= day]
    return sorted(dated, key=last_day)


def last_day(event: Event) -> date:
    return event.ends_on or event.starts_on or date.max


def name_of(day: date) -> str:
    """«Today», or an earlier day by its date."""
    return _("Today") if day == clock.today() else date_format(day, "SHORT_DATE_FORMAT")


def patterns(key: str) -> SafeString:
    """The hatching of each state, to be used by `bar` in the drawing that has the same key."""
    return element("defs", *(_pattern(key, state) for state in STACKED))


def _pattern(key: str, state: State) -> SafeString:
    ink, tint = COLOURS[state]
    is_solid = state == State.REACHED
    ground = element(
        "rect", width=8, height=8, data_state=state, fill=ink if is_solid else tint,
        class_="pic-state" if is_solid else "pic-ground",
    )  # fmt: skip
    hatch = element(
        "path", d=HATCHES[state], data_state=state, stroke=ink, stroke_width="1.5",
        class_="pic-hatch",
    )  # fmt: skip
    return element(
        "pattern", ground, hatch if HATCHES[state] else NOTHING, id=f"{key}-{state}", width=8,
        height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip


def bar(key: str, state: State, *, x: int, y: int, width: int, height: int) -> SafeString:
    """A rectangle in a state's pattern."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill=f"url(#{key}-{state})",
        stroke=COLOURS[state][0], class_="pic-bar", data_state=state,
    )  # fmt: skip


def key_of_states(key: str, size: Size, states: Iterable[State] = STACKED) -> Drawing:
    """What the patterns mean, in lines as wide as the drawing."""
    return legend(
        [
            (
                together(bar(key, state, x=0, y=0, width=22, height=14), sign(state, 27, 0, 14)),
                46,
                capfirst(str(state.label)),
            )
            for state in states
        ],
        size,
    )


def legend(entries: Iterable[tuple[SafeString, int, str]], size: Size) -> Drawing:
    """Samples with what they mean: each a drawing 14 high, where its words begin, the words."""
    drawn, x, y = [], 0, 0
    for sample, indent, said in entries:
        width = indent + size.of(said)
        if x and x + width > size.width:
            x, y = 0, y + 24
        drawn.append(group(sample, words(indent, 11, said, "quiet"), x=x, y=y))
        x += width + 20
    return Drawing(size, y + 24, together(*drawn))


@dataclass(frozen=True)
class Panel:
    """A small picture among others of its kind."""

    height: int
    body: SafeString


def panels[One](listed: Sequence[One], size: Size, draw: Callable[[One, Size], Panel]) -> Drawing:
    """Small pictures side by side, in as many rows as they need."""
    columns = max(1, (size.width + GAP) // (PANEL + GAP))
    width = (size.width - GAP * (columns - 1)) // columns
    inner = Size(width, size.letters)
    drawn, y = [], 0
    for start in range(0, len(listed), columns):
        row = [draw(one, inner) for one in listed[start : start + columns]]
        drawn += [group(one.body, x=place * (width + GAP), y=y) for place, one in enumerate(row)]
        y += max(one.height for one in row) + GAP
    return Drawing(size, y, together(*drawn))


def title(said: str, size: Size, language: str = "") -> Panel:
    """A heading in as many lines as it needs."""
    lines = wrap(said, size.width - 6, Size(size.width, size.letters + 1))
    drawn = [
        words(0, LINE * place + 14, text, bold=True, language=language)
        for place, text in enumerate(lines)
    ]
    return Panel(LINE * len(lines) + 8, together(*drawn))


def above_each_other(size: Size, *parts: Drawing | Panel) -> Drawing:
    drawn, y = [], 0
    for part in parts:
        drawn.append(group(part.body, y=y))
        y += part.height
    return Drawing(size, y, together(*drawn))
