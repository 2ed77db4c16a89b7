"""The programme's timeline: strands below each other, planned against real, events as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.pictures import parts
from checkpoints.pictures.ground import Ground
from checkpoints.pictures.picture import NARROW, Drawing, Picture, Table
from checkpoints.pictures.programme_facts import Lane, Timeline, read
from checkpoints.pictures.programme_lanes import lane_panel
from checkpoints.pictures.svg import (
    INK,
    box,
    element,
    group,
    line,
    sign,
    solid,
    tinted,
    together,
    words,
)
from checkpoints.timeline import MIDDLE, Axis, Mark, Size, marks_of
from regions.templatetags.words import day as short_day

NAME = "tidslinje"
PAPER = MIDDLE  # what it is drawn as on upright sheets
GUTTER = 190  # room for names, where the picture is wide
CROWN = 42  # room above the lanes for the years and the name of the day
SHEET, HEADING = 800, 260  # how high lanes on a sheet of paper may be, and what the first keeps


def programme(ground: Ground) -> Picture:
    """The timeline of a page of regions: 7 queries for any number, and those of `find`."""
    found = read(ground)
    return Picture(
        name=NAME,
        title=_("The programme's timeline"),
        sentence=_sentence(found),
        day=found.day,
        table=_table(found),
        draw=partial(_draw, found),
        is_upright=True,
        is_part=found.is_part,
        on_sheets=partial(_sheets, found),
    )


def _sentence(found: Timeline) -> str:
    """All that are asked for, who of them is late, and how many of them are drawn."""
    regions, all_of_them = found.found.count, found.all_strands
    if not regions:
        return _("No region matches.")
    strands = ngettext("%(n)d strand", "%(n)d strands", all_of_them.strands) % {
        "n": all_of_them.strands
    }
    listed = ngettext(
        "%(n)d city region with %(strands)s.", "%(n)d city regions with %(strands)s.", regions
    ) % {"n": regions, "strands": strands}
    shown = {"n": len(found.found.keys), "of": regions}
    part = [_("%(n)d of %(of)d are shown here.") % shown] if found.is_part else []
    return " ".join([listed, *_late(found), *part])


def _late(found: Timeline) -> list[str]:
    """How many strands are late, and the one that is latest."""
    latest, late = found.all_strands.latest, found.all_strands.late
    if latest is None:
        return [_("None is late.")]
    days = (found.day - latest.ends_on).days
    names = {one.pk: one.name.value for one in found.milestones}
    return [
        ngettext("%(n)d strand is late.", "%(n)d strands are late.", late) % {"n": late},
        ngettext(
            "The latest is %(region)s, %(days)d day behind the plan for %(milestone)s.",
            "The latest is %(region)s, %(days)d days behind the plan for %(milestone)s.",
            days,
        )
        % {"region": latest.region, "days": days, "milestone": names[latest.milestone]},
    ]


def _table(found: Timeline) -> Table:
    return Table(
        _("Planned and real time of each strand at each milestone"),
        (_("Region"), _("Strand"), _("Milestone"), _("State"), _("Planned"), _("Real")),
        tuple(
            (
                lane.region,
                lane.name or _("Main strand"),
                f"{one.milestone.position}. {one.milestone.name.value}",
                str(one.cell.label),
                _stretch(one.cell.plan.starts_on, one.cell.plan.ends_on),
                _stretch(one.real[0], one.ended_on) if one.real else "–",
            )
            for lane in found.lanes
            for one in lane.milestones
        ),
    )


def _stretch(start: date | None, end: date | None) -> str:
    return f"{short_day(start) or '…'} – {short_day(end) or '…'}" if start or end else "–"


def _sheets(found: Timeline) -> list[Drawing]:
    """The drawing in parts, each with its own events and years; a region is never parted."""
    parted: list[list[Lane]] = [[]]
    filled = HEADING
    for _region, lanes in groupby(found.lanes, key=lambda lane: lane.region):
        listed = list(lanes)
        height = sum(lane_panel(one, _axis(found, PAPER), PAPER, GUTTER).height for one in listed)
        if parted[-1] and filled + height > SHEET:
            parted.append([])
            filled = 0
        parted[-1] += listed
        filled += height
    return [_draw(found, PAPER, lanes) for lanes in parted]


def _axis(found: Timeline, size: Size) -> Axis:
    days = [day for lane in found.lanes for one in lane.milestones for day in one.drawn or ()]
    dated = [one.starts_on for one in found.events]
    return parts.axis_of(found.phase, [*days, *dated, found.day], size.width - _gutter(size))


def _gutter(size: Size) -> int:
    return 0 if size.width <= NARROW.width else GUTTER


def _draw(found: Timeline, size: Size, shown: Sequence[Lane] | None = None) -> Drawing:
    """All lanes, or those that are to be shown, on the axis of all."""
    gutter, axis = _gutter(size), _axis(found, size)
    plot = Size(axis.width, size.letters)
    marks, top = marks_of(found.events, axis, plot)
    lanes, foot = [], top + CROWN
    for lane in found.lanes if shown is None else shown:
        drawn = lane_panel(lane, axis, size, gutter)
        lanes.append(group(drawn.body, y=foot))
        foot += drawn.height
    frame = group(_frame(found, _Plot(axis, plot, top, foot), marks), x=gutter)
    whole = Drawing(size, foot + 50, together(frame, *lanes))
    return parts.above_each_other(size, _legend(size), whole)


def _legend(size: Size) -> Drawing:
    return parts.legend(
        [
            (tinted("M0 0h24v14H0z", "in_progress"), 32, _("planned")),
            (solid("M0 5h24v4H0z", "in_progress"), 32, _("real, as recorded")),
            *((sign(state, 0, 0, 14), 20, str(label)) for state, label in _states()),
        ],
        size,
    )


def _states() -> list[tuple[str, str | Promise]]:
    """Signs and what they mean, late first."""
    return [("late", _("late")), *((one.value, one.label) for one in parts.STACKED)]


@dataclass(frozen=True)
class _Plot:
    """Where time runs: from left to right, and from where to where downwards."""

    axis: Axis
    size: Size
    top: int
    foot: int


def _frame(found: Timeline, plot: _Plot, marks: Sequence[Mark]) -> SafeString:
    """Years, events with their names above, and the day as a line; above and below the lanes."""
    top = marks[0].y if marks else plot.top
    at = plot.axis.x(found.day)
    return together(
        parts.years(plot.axis, plot.size, top, plot.foot + 24),
        *(_mark(mark, plot.foot) for mark in marks),
        parts.year_names(plot.axis, plot.size, plot.top + 10),
        line(at, plot.top + 16, at, plot.foot + 4, "today"),
        *(_flag(found.day, plot, y) for y in (plot.top + 16, plot.foot + 4)),
    )


def _flag(day: date, plot: _Plot, y: int) -> SafeString:
    """The day's name, at an end of its line."""
    said = parts.name_of(day)
    half = plot.size.of(said) // 2 + 8
    middle = min(max(plot.axis.x(day), half), plot.size.width - half)
    return together(
        box(middle - half, y, 2 * half, 20, "ink", rx=4),
        words(middle, y + 14, said, "paper", anchor="middle"),
    )


def _mark(mark: Mark, foot: int) -> SafeString:
    """An event: its line, its sign and its name."""
    shapes = {"kickoff": "M0-6l6 6-6 6-6-6z", "gathering": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"}
    shape = shapes.get(mark.kind, "M-5-5h10v10h-10z")
    return together(
        line(mark.x, mark.y, mark.x, foot, "event"),
        group(element("path", d=shape, fill=INK, class_="pic-ink"), x=mark.sign_x, y=mark.y),
        words(mark.label.x, mark.label.y, mark.label.text, anchor="middle"),
    )
