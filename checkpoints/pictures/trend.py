"""The milestone trend chart of a region (Meilenstein-Trendanalyse): how planned ends have moved.

Across stand the days on which it was reported, upwards the planned end as it was recorded by then.
A level line keeps to its plan, a rising one slips. Where planned end and day are the same runs a
slanting line: what is reached ends there, and what lies below it is late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.pictures import parts
from checkpoints.pictures.picture import NARROW, Drawing, Picture, Table
from checkpoints.pictures.svg import (
    INK,
    PAPER,
    element,
    group,
    line,
    sign,
    solid,
    together,
    words,
)
from checkpoints.pictures.trend_facts import Chart, StrandTrends, Trend, Where, read
from checkpoints.timeline import WIDE, Axis, Size, apart, wrap
from regions.reading import Reading
from regions.templatetags.words import day as short_day

NAME = "milepeltrend"
DASHES = ("", "8 4", "2 3", "10 3 2 3", "1 5", "14 4")  # milestones are told apart by these too
MARK = 9  # half the width of a milestone's number in its ring
LEFT, RIGHT = 42, 34  # room for the years, and for the numbers of the milestones
NAMES = 250  # room for their names, where the picture is wide
BELOW = 30
LEAP = 16  # from one line of a name to the next
STEEP, MOST = 0.75, 460  # how high the chart is by its width, and at most


def trend(where: Where, reading: Reading) -> Picture:
    """The chart of all of a region's strands: 4 queries."""
    chart = read(where, reading)
    return Picture(
        name=NAME,
        where=where.region.slug,
        title=_("Milestone trend of %(region)s") % {"region": chart.region},
        sentence=_sentence(chart),
        day=chart.day,
        table=_table(chart),
        draw=partial(_draw, chart),
        on_sheets=partial(_sheets, chart),
    )


def _sentence(chart: Chart) -> str:
    """How many milestones' ends were moved, and the one that moved most."""
    planned = [one for one in chart.trends if one.plan.first_ends_on]
    if not planned:
        return _("No milestone has a planned end yet.")
    moved = [one for one in planned if one.plan.moves]
    if not moved:
        return _("No planned end has been moved since it was first set.")
    most = max(moved, key=lambda one: abs(one.plan.drift_days))
    counts = {"moved": len(moved), "of": len(planned)}
    return " ".join(
        [
            ngettext(
                "The planned end of %(moved)d of %(of)d milestone has been moved.",
                "The planned end of %(moved)d of %(of)d milestones has been moved.",
                len(planned),
            )
            % counts,
            _("The most: %(milestone)s, %(drift)s.")
            % {"milestone": most.milestone.name.value, "drift": most.plan.drift},
        ]
    )


def _table(chart: Chart) -> Table:
    """The planned ends on each day of reporting, and the day it was reached."""
    return Table(
        _("Planned end of each milestone as it stood on each day"),
        (
            _("Milestone"),
            *(f"{name} ({short_day(day)})" for name, day in chart.points),
            _("Reached on"),
        ),
        tuple(
            (
                _named(strand, trend),
                *(short_day(ends) or "–" for _day, ends in trend.planned),
                short_day(trend.reached_on) or "–",
            )
            for strand in chart.strands
            for trend in strand.trends
        ),
    )


def _named(strand: StrandTrends, trend: Trend) -> str:
    name = f"{trend.milestone.position}. {trend.milestone.name.value}"
    return name if strand.facts.is_main else f"{name} · {strand.facts.name}"


def _draw(chart: Chart, size: Size) -> Drawing:
    panels = [_panel(chart, strand, size) for strand in chart.shown]
    return parts.above_each_other(size, _legend(size), *panels)


def _sheets(chart: Chart) -> list[Drawing]:
    """On paper each strand has a sheet."""
    return [
        parts.above_each_other(WIDE, _legend(WIDE), _panel(chart, strand, WIDE))
        for strand in chart.shown
    ]


def _legend(size: Size) -> Drawing:
    reached = together(solid(_disc(7, 7, 7), "reached"), sign("reached", 2, 2, 10, "paper"))
    return parts.legend(
        [
            (_number(1, 10, 7), 26, _("planned end of milestone 1, as it stood")),
            (reached, 20, _("reached")),
            (_slanting(0, 13, 22, 1), 28, _("what lies below this line is late")),
            (line(10, 0, 10, 14, "event"), 20, _("events of the calendar")),
        ],
        size,
    )


@dataclass(frozen=True)
class _Plane:
    """The days of reporting across, the planned ends upwards."""

    across: Axis
    upwards: Axis
    size: Size

    @property
    def height(self) -> int:
        return self.upwards.width

    def x(self, day: date) -> int:
        return self.across.x(day)

    def y(self, day: date) -> int:
        return self.height - self.upwards.x(day)


def _plane(chart: Chart, size: Size) -> _Plane:
    days = [day for trend in chart.trends for point in trend.points for day in point]
    first = min([chart.phase.starts_on, chart.day - timedelta(30), *days])
    last = max([chart.phase.ends_on, chart.day, *days])
    height = min(MOST, round(size.width * STEEP))
    upwards = Axis(first - timedelta(7), last + timedelta(14), height)
    return _Plane(Axis(first - timedelta(7), chart.day, size.width), upwards, size)


def _panel(chart: Chart, strand: StrandTrends, size: Size) -> parts.Panel:
    """One strand's chart under its name. Names stand beside their lines, or below the chart."""
    heading = parts.title(str(strand.facts.name), size)
    is_wide = size.width > NARROW.width
    plane = _plane(chart, Size(size.width - LEFT - (NAMES if is_wide else RIGHT), size.letters))
    drawn = [trend for trend in strand.trends if trend.points]
    body = together(
        _frame(chart, plane),
        *(_line(trend, plane) for trend in drawn),
        _ends(drawn, plane, with_names=is_wide),
    )
    foot = heading.height + 8 + plane.height + BELOW
    keys = parts.Panel(0, together()) if is_wide else _names(drawn, size)
    return parts.Panel(
        foot + keys.height + parts.GAP,
        together(heading.body, group(body, x=LEFT, y=heading.height + 8), group(keys.body, y=foot)),
    )


def _frame(chart: Chart, plane: _Plane) -> SafeString:
    """Years both ways, the days of reporting, and the line where planned end and day are one."""
    first = plane.across.start
    return together(
        _years_upwards(plane),
        parts.years(plane.across, plane.size, 0, plane.height),
        *(
            line(plane.x(day), 0, plane.x(day), plane.height, "event")
            for _name, day in chart.points[:-1]
        ),
        line(plane.x(chart.day), 0, plane.x(chart.day), plane.height, "today"),
        line(0, plane.height, plane.size.width, plane.height, "axis"),
        _slanting(0, plane.y(first), plane.x(chart.day), plane.y(chart.day)),
    )


def _years_upwards(plane: _Plane) -> SafeString:
    axis = plane.upwards
    drawn = []
    for year in axis.years:
        y = plane.y(max(date(year, 1, 1), axis.start))
        next_y = plane.y(min(date(year + 1, 1, 1), axis.end))
        if date(year, 1, 1) >= axis.start:
            drawn.append(line(-LEFT, y, plane.size.width, y))
        if y - next_y >= parts.LINE:
            drawn.append(words(-LEFT, y - 5, str(year), "quiet"))
    return together(*drawn)


def _slanting(x1: int, y1: int, x2: int, y2: int) -> SafeString:
    return line(x1, y1, x2, y2, "axis")


def _line(trend: Trend, plane: _Plane) -> SafeString:
    """A milestone's line, with a dot on each day of reporting."""
    places = [(plane.x(day), plane.y(ends)) for day, ends in trend.points]
    d = "M" + "L".join(f"{x} {y}" for x, y in places)
    dash = DASHES[(trend.milestone.position - 1) % len(DASHES)]
    bent = element(
        "path", d=d, class_="pic-trend", fill="none", stroke=INK, stroke_width="2",
        stroke_dasharray=dash or None,
    )  # fmt: skip
    dots = (element("path", d=_disc(x, y, 3), class_="pic-ink", fill=INK) for x, y in places[:-1])
    return together(bent, *dots)


def _ends(drawn: Sequence[Trend], plane: _Plane, *, with_names: bool) -> SafeString:
    """Where each line has come to: its number, and its name, or its sign where it was reached.

    What was reached ends on the slanting line; what is open stands apart at the day's own line.
    """
    still_open = sorted(
        (one for one in drawn if not one.reached_on), key=lambda one: plane.y(one.points[-1][1])
    )
    lines = {one: _lines(one, plane.size) for one in still_open} if with_names else {}
    gap = max((LEAP * len(found) for found in lines.values()), default=0)
    places = apart((plane.y(one.points[-1][1]) for one in still_open), max(gap, 2 * MARK + 2))
    shown = []
    for one, y in zip(still_open, places, strict=True):
        x = plane.x(one.points[-1][0])
        shown.append(line(x, plane.y(one.points[-1][1]), x + 12, y, "axis"))
        shown.append(_number(one.milestone.position, x + 12 + MARK, y))
        shown += [
            words(
                x + 18 + 2 * MARK, y + 5 + LEAP * place, text,
                language=one.milestone.name.language,
            )
            for place, text in enumerate(lines.get(one, ()))
        ]  # fmt: skip
    reached = (_reached(one, plane) for one in drawn if one.reached_on)
    return together(*shown, *reached)


def _lines(trend: Trend, size: Size) -> list[str]:
    return wrap(trend.milestone.name.value, NAMES - 2 * MARK - 24, size)


def _reached(trend: Trend, plane: _Plane) -> SafeString:
    """A milestone that was reached: its number above the sign, on the slanting line."""
    x, y = (plane.x(trend.points[-1][0]), plane.y(trend.points[-1][1]))
    return together(
        solid(_disc(x, y, MARK), "reached"),
        sign("reached", x - 6, y - 6, 12, "paper"),
        _number(trend.milestone.position, x, y + 2 * MARK + 2),
    )


def _names(drawn: Sequence[Trend], size: Size) -> parts.Panel:
    """Numbers with their names, where lines have no room for them."""
    shown, y = [], 0
    for one in drawn:
        lines = wrap(one.milestone.name.value, size.width - 30, size)
        shown.append(_number(one.milestone.position, MARK + 1, y + MARK))
        shown += [
            words(28, y + 14 + LEAP * place, text, language=one.milestone.name.language)
            for place, text in enumerate(lines)
        ]
        y += max(24, LEAP * len(lines) + 8)
    return parts.Panel(y, together(*shown))


def _number(position: int, x: int, y: int) -> SafeString:
    """A milestone's number in a ring, by its middle."""
    ring = element(
        "path", d=_disc(x, y, MARK), class_="pic-ring", fill=PAPER, stroke=INK, stroke_width="1.25"
    )
    return together(ring, words(x, y + 4, str(position), anchor="middle", bold=True, letters=11))


def _disc(x: int, y: int, radius: int) -> str:
    across = 2 * radius
    return (
        f"M{x - radius} {y}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0z"
    )
