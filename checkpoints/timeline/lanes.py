"""One strand: its arrows in rows, their labels, its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from checkpoints.progress import Planned
from checkpoints.region_progress import MilestoneProgress, StrandProgress
from checkpoints.timeline.shapes import (
    Arrow,
    Axis,
    Bar,
    Label,
    Lane,
    Size,
    wrap,
)
from checkpoints.timeline.telling import told
from regions import clock

NOTCH = 10
ARROW = 34  # height
ROW = 54  # an arrow with its first plan above and its real time below
SIGN = 16
NAME_LINE = 20
SHORTEST = 30  # an arrow that holds its number


@dataclass(frozen=True)
class _Stretch:
    """A milestone's planned and real time in units, before it has a row."""

    one: MilestoneProgress
    start: int
    end: int
    first: tuple[int, int] | None  # the first plan, where it was another
    real: tuple[int, int] | None

    def may_cover_the_end_of(self, earlier: "_Stretch") -> bool:
        """Whether a later arrow leaves room for the earlier one's label and for the lines of both.

        Those are their first plans above them and their real times below. The end of what is late
        is never covered.
        """
        apart = _after(self.first, earlier.first) and _after(self.real, earlier.real)
        if self.start >= earlier.end:
            return apart
        if earlier.one.cell.late_days:
            return False
        left = self.start - earlier.start
        return apart and 2 * left >= earlier.end - earlier.start and left >= 2 * SHORTEST


def _after(later: tuple[int, int] | None, earlier: tuple[int, int] | None) -> bool:
    """Whether two lines at one height do not run into each other."""
    return later is None or earlier is None or later[0] >= earlier[1]


def lane_of(
    strand: StrandProgress, axis: Axis, size: Size, top: int, day: date
) -> tuple[Lane, int]:
    planned = [one for one in strand.milestones if one.cell.plan.starts_on or one.cell.plan.ends_on]
    stretches = sorted(
        (_stretch(one, axis, size, day) for one in planned), key=lambda one: one.start
    )
    name = _lines(_name(strand), min((one.start for one in stretches), default=0), size, top)
    y = top + NAME_LINE * len(name) + 8
    rows: list[list[_Stretch]] = []
    for one in stretches:
        fits = (row for row in rows if one.may_cover_the_end_of(row[-1]))
        row = next(fits, None)
        if row is None:
            rows.append(row := [])
        row.append(one)
    arrows: list[Arrow] = []
    for row in rows:
        drawn = _row(row, y, size)
        arrows += drawn
        y += ROW + (NAME_LINE if any(arrow.below for arrow in drawn) else 0)
    unplanned = _unplanned(strand, planned, size, y)
    return Lane(name, tuple(arrows), unplanned), y + NAME_LINE * len(unplanned) + 4


def _row(row: Sequence[_Stretch], y: int, size: Size) -> list[Arrow]:
    """Arrows beside each other; the name of one that no word fits into stands below it."""
    arrows: list[Arrow] = []
    free = 0  # where the next name may begin
    for one, later in zip(row, [*row[1:], None], strict=True):
        arrow = _arrow(one, later.start if later else one.end, y, size)
        below = None if arrow.label.language else _below(one, y, size)
        if below and free <= below.x and below.x + below.width <= size.width:
            arrow = replace(arrow, below=below)
            free = below.x + below.width
        arrows.append(arrow)
    return arrows


def _below(stretch: _Stretch, y: int, size: Size) -> Label:
    """A milestone's name below its arrow and its real time; moved left when it would run out."""
    name = stretch.one.milestone.name
    width = size.of(name.value) + 10
    x = max(0, min(stretch.start, size.width - width))
    return Label(x, y + ROW + 6, name.value, name.language, width)


def _stretch(one: MilestoneProgress, axis: Axis, size: Size, day: date) -> _Stretch:
    start = min(axis.x(_planned_start(one.cell.plan)), size.width - SHORTEST - NOTCH)
    end = max(axis.x(_planned_end(one.cell.plan)), start + SHORTEST)
    first, real = _first(one.cell.plan, axis), _real(one, axis, day)
    return _Stretch(one, start, min(end, size.width - NOTCH), first, real)


def _planned_start(plan: Planned) -> date:
    return plan.starts_on or (plan.ends_on or date.max) - timedelta(30)


def _planned_end(plan: Planned) -> date:
    return plan.ends_on or (plan.starts_on or date.min) + timedelta(30)


def _name(strand: StrandProgress) -> str:
    """«Travel industry (closed on 3 May 2017)»."""
    closed = strand.facts.closed_on
    if closed is None:
        return str(strand.name)
    words = {"name": strand.name, "day": date_format(closed, "DATE_FORMAT")}
    return _("%(name)s (closed on %(day)s)") % words


def _lines(text: str | Promise, x: int, size: Size, top: int) -> tuple[Label, ...]:
    """A strand's name above its first arrow; moved left, and wrapped, when it would run out."""
    lines = wrap(str(text), size.width, size)
    x = max(0, min(x, size.width - max(size.of(line) for line in lines) - 4))
    return tuple(
        Label(x, top + NAME_LINE * (n + 1) - 4, line, width=size.of(line) + 10)
        for n, line in enumerate(lines)
    )


def _arrow(stretch: _Stretch, visible: int, y: int, size: Size) -> Arrow:
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
        below=None,
        baseline=Bar(*stretch.first, y - 5) if stretch.first else None,
        real=Bar(*stretch.real, y + ARROW + 6) if stretch.real else None,
        told=told(one),
    )


def _label(one: MilestoneProgress, room: int, size: Size) -> tuple[str, str]:
    """Full name, else first word, with its language; else its number, which has none."""
    name = one.milestone.name
    for text in (name.value, name.value.split()[0]):
        if size.of(text) <= room:
            return text, name.language
    return str(one.milestone.position), ""


def _first(plan: Planned, axis: Axis) -> tuple[int, int] | None:
    """The first plan, where it was another."""
    if plan.first_ends_on is None or not plan.was_another:
        return None
    start = plan.first_starts_on or plan.first_ends_on - timedelta(30)
    return axis.x(start), axis.x(plan.first_ends_on)


def _real(one: MilestoneProgress, axis: Axis, day: date) -> tuple[int, int] | None:
    """From the first step to the moment it was reached, or to the day that is read.

    On a strand that is closed, to the day that it was closed.
    """
    span = one.cell.span
    if span.started_at is None:
        return None
    start = axis.x(clock.day_of(span.started_at))
    return start, max(start + 3, axis.x(one.ended_on or day))


def _unplanned(
    strand: StrandProgress, planned: Sequence[MilestoneProgress], size: Size, top: int
) -> tuple[Label, ...]:
    """Milestones without planned days, named below the arrows."""
    names = [one.milestone.name.value for one in strand.milestones if one not in planned]
    if not names:
        return ()
    text = _("No plan yet: %(names)s") % {"names": ", ".join(names)}
    lines = wrap(text, size.width, size)
    return tuple(
        Label(0, top + NAME_LINE * (n + 1) - 6, line, width=size.of(line) + 10)
        for n, line in enumerate(lines)
    )
