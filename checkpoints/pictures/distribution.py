"""How the regions were distributed over the states of each milestone, at each event and now."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.overview.states import DayStates, states_on
from checkpoints.pictures import parts
from checkpoints.pictures.ground import Ground
from checkpoints.pictures.picture import Drawing, Picture, Table
from checkpoints.pictures.svg import group, together, words
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts
from checkpoints.timeline import Size, event_name, wrap
from regions.templatetags.words import day as short_day

NAME = "fordeling"
BAR, ROW = 22, 30  # heights
LETTERS = 12  # of the numbers in the bars
LEFT = 78  # room for the names of the events


@dataclass(frozen=True)
class _Point:
    """An event that had passed, or the day itself."""

    name: str
    stood: DayStates

    @property
    def day(self) -> date:
        return self.stood.day


@dataclass(frozen=True)
class _Distribution:
    milestones: tuple[MilestoneFacts, ...]
    points: tuple[_Point, ...]  # in order of time; the last is the day

    @property
    def now(self) -> _Point:
        return self.points[-1]

    @property
    def most(self) -> int:
        return max(one.stood.strands for one in self.points)

    def count(self, point: _Point, milestone: MilestoneFacts, state: State) -> int:
        return point.stood.states[milestone.pk][state]


def distribution(ground: Ground) -> Picture:
    """The distribution: 2 queries and 1 for each event that has passed, and 1 for the day."""
    found = _read(ground)
    return Picture(
        name=NAME,
        title=_("How regions stand, now and at each event"),
        sentence=_sentence(found),
        day=found.now.day,
        table=_table(found),
        draw=partial(_draw, found),
    )


def _read(ground: Ground) -> _Distribution:
    day = ground.reading.day
    named = [
        (event_name(one), parts.last_day(one))
        for one in parts.passed(ground.events, day)
        if parts.last_day(one) < day
    ]
    named.append((parts.name_of(day), day))
    milestones = [one.pk for one in ground.milestones]
    stood = states_on(ground.main_strands, milestones, [one for _name, one in named])
    points = (_Point(name, one) for (name, _day), one in zip(named, stood, strict=True))
    return _Distribution(ground.milestones, tuple(points))


def _sentence(found: _Distribution) -> str:
    """What the most regions have reached since the last event."""
    regions = found.now.stood.strands
    if not regions:
        return _("No region matches.")
    shown = ngettext(
        "The bars show in which state %(n)d region was at each milestone.",
        "The bars show in which state %(n)d regions were at each milestone.",
        regions,
    ) % {"n": regions}
    return " ".join([shown, *_since(found)])


def _since(found: _Distribution) -> list[str]:
    if len(found.points) == 1:
        return []
    before = found.points[-2]

    def more(milestone: MilestoneFacts) -> int:
        now = found.count(found.now, milestone, State.REACHED)
        return now - found.count(before, milestone, State.REACHED)

    most = max(found.milestones, key=more)
    if more(most) <= 0:
        return [
            _("No more have reached a milestone since %(event)s.") % {"event": before.name.lower()}
        ]
    return [
        ngettext(
            "Since %(event)s, %(n)d more region has reached %(milestone)s, so that it is reached by"
            " %(count)d.",
            "Since %(event)s, %(n)d more regions have reached %(milestone)s, so that it is reached"
            " by %(count)d.",
            more(most),
        )
        % {
            "event": before.name.lower(),
            "n": more(most),
            "milestone": most.name.value,
            "count": found.count(found.now, most, State.REACHED),
        }
    ]


def _table(found: _Distribution) -> Table:
    return Table(
        _("Regions in each state, by milestone and event"),
        (
            _("Milestone"),
            _("Day"),
            *(capfirst(str(state.label)) for state in parts.STACKED),
        ),
        tuple(
            (
                f"{milestone.position}. {milestone.name.value}",
                f"{point.name} ({short_day(point.day)})",
                *(str(found.count(point, milestone, state)) for state in parts.STACKED),
            )
            for milestone in found.milestones
            for point in found.points
        ),
    )


def _draw(found: _Distribution, size: Size) -> Drawing:
    key = f"{NAME}-{size.width}"
    patterns = parts.Panel(0, parts.patterns(key))
    states = [state for state in parts.STACKED if _occurs(found, state)]
    drawn = parts.panels(found.milestones, size, partial(_panel, found, key))
    return parts.above_each_other(size, patterns, parts.key_of_states(key, size, states), drawn)


def _occurs(found: _Distribution, state: State) -> bool:
    return any(
        found.count(point, milestone, state)
        for point in found.points
        for milestone in found.milestones
    )


def _panel(found: _Distribution, key: str, milestone: MilestoneFacts, size: Size) -> parts.Panel:
    """One milestone: a bar for each event, and the last for the day."""
    name = f"{milestone.position}. {milestone.name.value}"
    heading = parts.title(name, size, milestone.name.language)
    drawn, y = [heading.body], heading.height
    for point in found.points:
        lines = wrap(point.name, LEFT - 6, size)
        drawn += [
            words(0, y + 15 + 15 * place, line, bold=point is found.now)
            for place, line in enumerate(lines)
        ]
        stack = _stack(found, key, point, milestone, Size(size.width - LEFT, size.letters))
        drawn.append(group(stack, x=LEFT, y=y))
        y += max(ROW, 15 * len(lines) + 8)
    return parts.Panel(y, together(*drawn))


def _stack(
    found: _Distribution, key: str, point: _Point, milestone: MilestoneFacts, size: Size
) -> SafeString:
    """The states beside each other, each with its number where that has room."""
    numbers = Size(size.width, LETTERS)
    drawn, before = [], 0
    for state in parts.STACKED:
        count = found.count(point, milestone, state)
        start, end = (
            round((size.width - 2) * one / max(1, found.most)) for one in (before, before + count)
        )
        if count:
            drawn.append(parts.bar(key, state, x=start, y=0, width=end - start, height=BAR))
        if count and end - start >= numbers.of(str(count)):
            drawn.append(_number(count, state, (start + end) // 2))
        before += count
    return together(*drawn)


def _number(count: int, state: State, x: int) -> SafeString:
    """A number within its bar: light on what is solid, else with a halo that keeps hatching off."""
    is_solid = state == State.REACHED
    return words(
        x, BAR - 7, str(count), "paper" if is_solid else "ink", anchor="middle", bold=True,
        letters=LETTERS, halo=not is_solid,
    )  # fmt: skip
