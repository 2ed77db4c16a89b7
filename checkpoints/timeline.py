"""The deck's arrows: a region's strands on a time axis, laid out for an SVG template.

Everything is in the drawing's own units (about a CSS pixel). What the layout promises: a label is
never cut and never covered. It is the milestone's full name, else its first word, else its number.
Arrows that overlap in time stand in rows of their own; names that would collide move or wrap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from checkpoints.models import Event, EventKind, Phase
from checkpoints.progress import Cell, Planned
from checkpoints.region_progress import MilestoneProgress, RegionProgress, StrandProgress
from regions import clock

NOTCH = 10
ARROW = 34  # height
ROW = 54  # an arrow with its first plan above and its real time below
SIGN = 16
NAME_LINE = 20
EVENT_LINE = 16
SHORTEST = 30  # an arrow that holds its number

# Ink and tint of each state for paper, which knows no stylesheet inside an SVG; the page's own
# stylesheet overrides them (static/css/tokens.css has the same values).
PAPER = {
    "reached": ("#0b6b45", "#d9f0e4"),
    "in_progress": ("#0a5ea8", "#dbeafa"),
    "on_hold": ("#7a5200", "#fbe8c3"),
    "late": ("#a61b2b", "#fbe1e3"),
    "not_started": ("#586070", "#eef0f3"),
    "not_applicable": ("#586070", "#ffffff"),
}

# The signs of static/signs, drawn into the arrows: 16 x 16.
SIGNS = {
    "reached": "M6.3 13.1 1.9 8.7l1.7-1.7 2.7 2.7 6.1-6.1 1.7 1.7z",
    "in_progress": "M8 1.5a6.5 6.5 0 0 0 0 13 6.5 6.5 0 0 0 0-13zm0 1.8a4.7 4.7 0 0 1 0 9.4z",
    "on_hold": "M4.3 2.8h2.6v10.4H4.3zM9.1 2.8h2.6v10.4H9.1z",
    "late": "M6.7 1.8h2.6l-.4 8.1H7.1zM6.7 11.6h2.6v2.6H6.7z",
    "not_started": "M2.8 7h10.4v2H2.8z",
    "not_applicable": "M2 7h12v2H2zM9.9 2.1l1.8.9-5.6 10.9-1.8-.9z",
}


@dataclass(frozen=True)
class Size:
    """A drawing's width and the size of its letters."""

    width: int
    letters: int

    def of(self, text: str) -> int:
        """About how wide a text is in Inter."""
        narrow = sum(letter in "fijlrtI.,:;!'()| " for letter in text)
        wide = sum(letter in "mwMWÆæ–" for letter in text)
        return round(self.letters * (0.6 * len(text) - 0.28 * narrow + 0.28 * wide)) + 2


WIDE = Size(1120, 13)
NARROW = Size(360, 12)


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    text: str
    language: str = ""
    width: int = 0  # where something is drawn behind it


@dataclass(frozen=True)
class Bar:
    """A stretch of time as a horizontal line."""

    x1: int
    x2: int
    y: int


@dataclass(frozen=True)
class Arrow:
    """A milestone's planned time, with the first plan above it and the real time below."""

    path: str
    state: str
    sign_x: int  # below 0: no room for a sign
    sign_y: int
    label: Label
    baseline: Bar | None
    real: Bar | None

    @property
    def ink(self) -> str:
        return PAPER[self.state][0]

    @property
    def tint(self) -> str:
        return PAPER[self.state][1]

    @property
    def sign(self) -> str:
        return SIGNS[self.state]


@dataclass(frozen=True)
class Lane:
    """One strand."""

    name: tuple[Label, ...]
    arrows: tuple[Arrow, ...]
    unplanned: tuple[Label, ...]


@dataclass(frozen=True)
class Mark:
    """An event above the strands."""

    kind: str
    x: int
    y: int
    label: Label


@dataclass(frozen=True)
class Drawing:
    size: Size
    height: int
    top: int  # where the strands begin
    foot: int  # where they end
    years: tuple[Label, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[Lane, ...]
    today: Label | None
    today_x: int

    @property
    def width(self) -> int:
        return self.size.width

    @property
    def today_box(self) -> int:
        return self.today.x - self.today.width // 2 if self.today else 0


@dataclass(frozen=True)
class Axis:
    """Days to units."""

    start: date
    end: date
    width: int

    def x(self, day: date) -> int:
        share = (day - self.start).days / (self.end - self.start).days
        return round(min(max(share, 0), 1) * self.width)

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)


def drawings(
    progress: RegionProgress, phase: Phase, events: Iterable[Event]
) -> tuple[Drawing, Drawing]:
    """The same picture for a wide page or paper, and for a phone."""
    listed = tuple(events)
    return draw(progress, phase, listed, WIDE), draw(progress, phase, listed, NARROW)


def draw(progress: RegionProgress, phase: Phase, events: Sequence[Event], size: Size) -> Drawing:
    axis = _axis(progress, phase, events, size)
    marks, top = _marks(events, axis, size)
    lanes, foot = [], top
    for strand in progress.strands:
        lane, foot = _lane(strand, axis, size, foot, progress.day)
        lanes.append(lane)
    today = None
    if axis.start <= progress.day <= axis.end:
        width = size.of(_("Today")) + 16
        at = _within(axis.x(progress.day), width // 2, size)
        today = Label(at, foot + 22, _("Today"), width=width)
    years = tuple(
        Label(axis.x(max(date(year, 1, 1), axis.start)), foot + 44, str(year))
        for year in axis.years
        if axis.width - axis.x(date(year, 1, 1)) > size.of(str(year)) + 6
    )
    return Drawing(
        size, foot + 50, top, foot, years, marks, tuple(lanes), today, axis.x(progress.day)
    )


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


def _marks(events: Iterable[Event], axis: Axis, size: Size) -> tuple[tuple[Mark, ...], int]:
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
    marks = tuple(
        Mark(
            event.kind,
            at,
            y,
            Label(middle, y - 14 - EVENT_LINE * line, event_name(event)),
        )
        for event, at, middle, line in placed
    )
    return marks, y + 18


def event_name(event: Event) -> str:
    """«Samling 2»; what there is one of has no number."""
    label = EventKind(event.kind).label
    lone = event.kind in (EventKind.KICKOFF, EventKind.FINAL_REPORT) and event.number == 1
    return str(label) if lone else f"{label} {event.number}"


@dataclass(frozen=True)
class _Stretch:
    """A milestone's planned and real time in units, before it has a row."""

    one: MilestoneProgress
    start: int
    end: int
    real: tuple[int, int] | None

    def may_cover_the_end_of(self, earlier: "_Stretch") -> bool:
        """Whether a later arrow leaves room for the earlier one's label and for both real times."""
        if self.start >= earlier.end:
            return self._really_after(earlier)
        left = self.start - earlier.start
        return (
            2 * left >= earlier.end - earlier.start
            and left >= 2 * SHORTEST
            and (self._really_after(earlier))
        )

    def _really_after(self, earlier: "_Stretch") -> bool:
        return self.real is None or earlier.real is None or self.real[0] >= earlier.real[1]


def _lane(strand: StrandProgress, axis: Axis, size: Size, top: int, day: date) -> tuple[Lane, int]:
    planned = [one for one in strand.milestones if one.cell.plan.starts_on or one.cell.plan.ends_on]
    stretches = sorted(
        (_stretch(one, axis, size, day) for one in planned), key=lambda one: one.start
    )
    name = _lines(strand.name, min((one.start for one in stretches), default=0), size, top)
    y = top + NAME_LINE * len(name) + 8
    rows: list[list[_Stretch]] = []
    for one in stretches:
        fits = (row for row in rows if one.may_cover_the_end_of(row[-1]))
        row = next(fits, None)
        if row is None:
            rows.append(row := [])
        row.append(one)
    arrows = tuple(
        _arrow(one, later.start if later else one.end, y + ROW * n, axis, size)
        for n, row in enumerate(rows)
        for one, later in zip(row, [*row[1:], None], strict=True)
    )
    foot = y + ROW * len(rows)
    unplanned = _unplanned(strand, planned, size, foot)
    return Lane(name, arrows, unplanned), foot + NAME_LINE * len(unplanned) + 4


def _stretch(one: MilestoneProgress, axis: Axis, size: Size, day: date) -> _Stretch:
    start = min(axis.x(_planned_start(one.cell.plan)), size.width - SHORTEST - NOTCH)
    end = max(axis.x(_planned_end(one.cell.plan)), start + SHORTEST)
    real = _real(one.cell, axis, day)
    return _Stretch(one, start, min(end, size.width - NOTCH), real)


def _planned_start(plan: Planned) -> date:
    return plan.starts_on or (plan.ends_on or date.max) - timedelta(30)


def _planned_end(plan: Planned) -> date:
    return plan.ends_on or (plan.starts_on or date.min) + timedelta(30)


def _lines(text: str | Promise, x: int, size: Size, top: int) -> tuple[Label, ...]:
    """A strand's name above its first arrow; moved left, and wrapped, when it would run out."""
    lines = wrap(str(text), size.width, size)
    x = max(0, min(x, size.width - max(size.of(line) for line in lines) - 4))
    return tuple(
        Label(x, top + NAME_LINE * (n + 1) - 4, line, width=size.of(line) + 10)
        for n, line in enumerate(lines)
    )


def wrap(text: str, width: int, size: Size) -> list[str]:
    """Lines that are not wider than `width`, broken between words, or in a word that is longer."""
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if size.of(candidate) <= width:
            lines[-1] = candidate
            continue
        rest = word
        while size.of(rest) > width:
            fits = next(n for n in range(len(rest), 0, -1) if size.of(rest[:n]) <= width)
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return [line for line in lines if line] or [""]


def _arrow(stretch: _Stretch, visible: int, y: int, axis: Axis, size: Size) -> Arrow:
    """`visible` is where the next arrow begins to cover this one."""
    one, start, end = stretch.one, stretch.start, stretch.end
    half = ARROW // 2
    path = f"M{start} {y}H{end}l{NOTCH} {half}-{NOTCH} {half}H{start}l{NOTCH}-{half}z"
    left, right = start + NOTCH + 8, min(end, visible) + 2
    with_sign = right - left >= SIGN + 6 + size.of(str(one.milestone.position))
    text_x = left + SIGN + 6 if with_sign else left - 4
    text, language = _label(one, right - text_x, size)
    return Arrow(
        path=path,
        state=one.cell.shown,
        sign_x=left if with_sign else -1,
        sign_y=y + half - SIGN // 2,
        label=Label(text_x, y + half + 5, text, language),
        baseline=_baseline(one.cell.plan, axis, y - 5),
        real=Bar(*stretch.real, y + ARROW + 6) if stretch.real else None,
    )


def _label(one: MilestoneProgress, room: int, size: Size) -> tuple[str, str]:
    """Full name, else first word, else number, with its language."""
    name = one.milestone.name
    for text in (name.value, name.value.split()[0]):
        if size.of(text) <= room:
            return text, name.language
    return str(one.milestone.position), ""


def _baseline(plan: Planned, axis: Axis, y: int) -> Bar | None:
    """The first plan, where it was another."""
    if plan.first_ends_on is None or (plan.first_starts_on, plan.first_ends_on) == (
        plan.starts_on,
        plan.ends_on,
    ):
        return None
    start = plan.first_starts_on or plan.first_ends_on - timedelta(30)
    return Bar(axis.x(start), axis.x(plan.first_ends_on), y)


def _real(cell: Cell, axis: Axis, day: date) -> tuple[int, int] | None:
    """From the first step to the moment it was reached, or to the day that is read."""
    if cell.span.started_at is None:
        return None
    reached = cell.span.reached_at
    start = axis.x(clock.day_of(cell.span.started_at))
    return start, max(start + 3, axis.x(clock.day_of(reached) if reached else day))


def _unplanned(
    strand: StrandProgress, planned: Sequence[MilestoneProgress], size: Size, top: int
) -> tuple[Label, ...]:
    """Milestones without planned days, named below the arrows."""
    names = [one.milestone.name.value for one in strand.milestones if one not in planned]
    if not names:
        return ()
    text = _("No plan yet: %(names)s") % {"names": ", ".join(names)}
    lines = wrap(text, size.width, size)
    return tuple(Label(0, top + NAME_LINE * (n + 1) - 6, line) for n, line in enumerate(lines))
