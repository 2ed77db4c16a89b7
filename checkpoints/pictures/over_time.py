"""Progress over time: of each milestone how many regions had reached it, with the plan beside."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import accumulate

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.models import Plan, Strand
from checkpoints.overview.reached import Turns, reached_turns
from checkpoints.pictures import parts
from checkpoints.pictures.ground import Ground
from checkpoints.pictures.picture import Drawing, Picture, Table
from checkpoints.pictures.svg import box, group, line, path, together, words
from checkpoints.queries import MilestoneFacts
from checkpoints.timeline import Axis, Size, apart, event_name
from regions.reading import Reading
from regions.templatetags.words import day as short_day

NAME = "framdrift"
PLOT = 150  # height
LEFT = 30  # room for the numbers of the axis
RIGHT = 12


@dataclass(frozen=True)
class _Course:
    """The days on which more regions, or fewer, had come to something, and how many had by each."""

    days: Sequence[date]
    counts: Sequence[int]

    @classmethod
    def of(cls, days: Turns) -> "_Course":
        listed = sorted(days)
        return cls(listed, tuple(accumulate(days[day] for day in listed)))

    def by(self, day: date) -> int:
        place = bisect_right(self.days, day)
        return self.counts[place - 1] if place else 0

    @property
    def total(self) -> int:
        return self.counts[-1] if self.counts else 0


@dataclass(frozen=True)
class _Curve:
    """How many regions stood as having reached a milestone, and how many had planned to."""

    milestone: MilestoneFacts
    reached: _Course
    planned: _Course

    def had_reached(self, day: date) -> int:
        return self.reached.by(day)

    def was_planned(self, day: date) -> int:
        return self.planned.by(day)

    def behind(self, day: date) -> int:
        """How many more the plan has by a day than have reached it."""
        return self.was_planned(day) - self.had_reached(day)

    @property
    def heading(self) -> str:
        return f"{self.milestone.position}. {self.milestone.name.value}"


@dataclass(frozen=True)
class _Curves:
    ground: Ground
    regions: int
    listed: tuple[_Curve, ...]

    @property
    def day(self) -> date:
        return self.ground.reading.day

    @property
    def days(self) -> list[date]:
        return [day for one in self.listed for day in (*one.reached.days, *one.planned.days)]


def over_time(ground: Ground) -> Picture:
    """Progress over time: 4 queries for any number of regions, and those of a selection."""
    curves = _read(ground)
    return Picture(
        name=NAME,
        title=_("Progress over time, by milestone"),
        sentence=_sentence(curves),
        day=curves.day,
        table=_table(curves),
        draw=partial(_draw, curves),
    )


def _read(ground: Ground) -> _Curves:
    strands, milestones = ground.main_strands, [one.pk for one in ground.milestones]
    reached = reached_turns(strands, milestones, ground.reading)
    planned = _planned_days(strands, milestones, ground.reading)
    listed = (
        _Curve(one, _Course.of(reached[one.pk]), _Course.of(planned[one.pk]))
        for one in ground.milestones
    )
    return _Curves(ground, strands.count(), tuple(listed))


def _planned_days(
    strands: QuerySet[Strand], milestones: Sequence[int], reading: Reading
) -> Mapping[int, Turns]:
    """For which days the end of each milestone was planned, as plans stood on the day: 1 query."""
    rows = (
        reading.rows(Plan)
        .filter(strand__in=strands.order_by().values("pk"), milestone__in=milestones)
        .exclude(ends_on=None)
        .order_by()
        .values_list("milestone_id", "ends_on")
        .annotate(n=Count("pk"))
    )
    found: dict[int, Turns] = {one: Counter() for one in milestones}
    for milestone, day, count in rows:
        found[milestone][day] = count
    return found


def _sentence(curves: _Curves) -> str:
    """The milestone that is farthest behind the plan, else the one that was reached last."""
    if not curves.regions:
        return _("No region matches.")
    day = curves.day
    first = ngettext(
        "The curves show, for each milestone, how many of %(n)d region had reached it.",
        "The curves show, for each milestone, how many of %(n)d regions had reached it.",
        curves.regions,
    ) % {"n": curves.regions}
    behind = max(curves.listed, key=lambda one: one.behind(day))
    if behind.behind(day) > 0:
        return f"{first} {_behind(behind, day)}"
    reached = [one for one in curves.listed if one.reached.total]
    if not reached:
        return f"{first} {_('None has reached any yet.')}"
    last = reached[-1]
    words = {"milestone": last.milestone.name.value, "n": last.reached.total}
    return " ".join(
        [
            first,
            _("No milestone is behind the plan."),
            ngettext(
                "%(milestone)s is reached by %(n)d region.",
                "%(milestone)s is reached by %(n)d regions.",
                last.reached.total,
            )
            % words,
        ]
    )


def _behind(curve: _Curve, day: date) -> str:
    return _(
        "%(milestone)s is farthest behind the plan: %(reached)d have reached it, and by the plan"
        " %(planned)d should have."
    ) % {
        "milestone": curve.milestone.name.value,
        "reached": curve.had_reached(day),
        "planned": curve.was_planned(day),
    }


def _table(curves: _Curves) -> Table:
    """At each event that has passed, and on the day itself, how many had and should have."""
    points = [
        (event_name(one), parts.last_day(one))
        for one in parts.passed(curves.ground.events, curves.day)
        if parts.last_day(one) < curves.day
    ]
    points.append((parts.name_of(curves.day), curves.day))
    return Table(
        _("Regions that had reached each milestone, and in brackets how many the plan had by then"),
        (_("Milestone"), *(f"{name} ({short_day(day)})" for name, day in points)),
        tuple(
            (
                one.heading,
                *(f"{one.had_reached(day)} ({one.was_planned(day)})" for _name, day in points),
            )
            for one in curves.listed
        ),
    )


def _draw(curves: _Curves, size: Size) -> Drawing:
    drawn = parts.panels(curves.listed, size, partial(_panel, curves))
    return parts.above_each_other(size, _legend(size), drawn)


def _legend(size: Size) -> Drawing:
    real, plan = (path("M0 10h10v-6h14", kind) for kind in ("real", "plan"))
    event = line(10, 0, 10, 14, "event")
    return parts.legend(
        [
            (real, 32, _("had reached it")),
            (plan, 32, _("should have by the plan")),
            (event, 22, _("events of the calendar")),
        ],
        size,
    )


def _panel(curves: _Curves, curve: _Curve, size: Size) -> parts.Panel:
    """One milestone: time across, regions upwards."""
    heading = parts.title(curve.heading, size, curve.milestone.name.language)
    plot = Size(size.width - LEFT - RIGHT, size.letters)
    axis = parts.axis_of(curves.ground.phase, curves.days, plot.width)
    scale = max(1, curves.regions)
    body = together(
        _frame(curves, axis, plot),
        path(_steps(curve.planned, axis, scale, axis.end), "plan"),
        path(_steps(curve.reached, axis, scale, curves.day), "real"),
        _ends(curve, curves.day, axis, scale, plot),
    )
    height = heading.height + PLOT + 28
    return parts.Panel(height, together(heading.body, group(body, x=LEFT, y=heading.height + 8)))


def _frame(curves: _Curves, axis: Axis, size: Size) -> SafeString:
    """The axes, the years, the events, and the day as a line."""
    at = axis.x(curves.day)
    dated = [one.starts_on for one in curves.ground.events if one.starts_on]
    return together(
        parts.years(axis, size, 0, PLOT),
        *(line(axis.x(day), 0, axis.x(day), PLOT, "event") for day in dated),
        line(0, 0, size.width, 0),
        line(0, PLOT, size.width, PLOT, "axis"),
        words(-6, 5, str(curves.regions), "quiet", anchor="end"),
        words(-6, PLOT + 4, "0", "quiet", anchor="end"),
        line(at, -4, at, PLOT, "today"),
    )


def _y(count: int, scale: int) -> int:
    return PLOT - round(PLOT * count / scale)


def _steps(course: _Course, axis: Axis, scale: int, until: date) -> str:
    """A line that rises, or falls where something was opened again, up to a last day."""
    moves = [f"M{axis.x(axis.start)} {PLOT}"]
    moves += [
        f"H{axis.x(day)}V{_y(count, scale)}"
        for day, count in zip(course.days, course.counts, strict=True)
        if day <= until
    ]
    moves.append(f"H{axis.x(until)}")
    return "".join(moves)


def _ends(curve: _Curve, day: date, axis: Axis, scale: int, size: Size) -> SafeString:
    """What the two lines have come to on the day, in words beside the line of the day."""
    counts = [(curve.was_planned(day), "plan"), (curve.had_reached(day), "real")]
    said = {
        "plan": _("planned: %(n)d") % {"n": counts[0][0]},
        "real": _("reached: %(n)d") % {"n": counts[1][0]},
    }
    listed = sorted(counts, key=lambda one: (-one[0], one[1] == "real"))
    places = apart([_y(count, scale) + 4 for count, _kind in listed], 17)
    lift = max(0, places[-1] - (PLOT - 6))
    x = axis.x(day)
    drawn = []
    for (_count, kind), place in zip(listed, places, strict=True):
        text = said[kind]
        width = size.of(text)
        left = x + 8 if x + 8 + width <= size.width else x - 8 - width
        y = max(place - lift, 12)
        drawn += [
            box(left - 3, y - 12, width + 6, 16, rx=3),
            words(left, y, text, "ink" if kind == "real" else "quiet", bold=kind == "real"),
        ]
    return together(*drawn)
