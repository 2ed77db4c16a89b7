"""A strand on the programme's timeline: its name, and its milestones as bars in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from checkpoints.pictures import parts
from checkpoints.pictures.programme_facts import At, Lane
from checkpoints.pictures.svg import box, element, group, line, sign, solid, tinted, together, words
from checkpoints.timeline import PAPER as COLOURS
from checkpoints.timeline import Axis, Size, wrap

LEAP = 16  # from one line of a name to the next
SHORTEST = 8  # a bar
BETWEEN = 10  # two lanes


@dataclass(frozen=True)
class _Girth:
    """How thick the bars of a strand are, and how large number and sign are in them."""

    planned: int
    real: int
    letters: int
    sign: int

    @property
    def row(self) -> int:
        """From one row of bars to the next."""
        return self.planned + self.real + 6

    def room(self, one: At) -> int:
        """How wide a milestone's number and sign are."""
        return Size(0, self.letters).of(str(one.milestone.position)) + self.sign + 8


MAIN, PARALLEL = _Girth(16, 4, 11, 12), _Girth(13, 3, 10, 10)


@dataclass(frozen=True)
class _Bar:
    """A milestone on the axis: its two stretches, and where its number and sign stand."""

    one: At
    planned: tuple[int, int] | None  # from and to
    real: tuple[int, int] | None
    label: tuple[int, int]

    @property
    def is_labelled_inside(self) -> bool:
        """Whether number and sign have room in the planned stretch."""
        return self.planned is not None and self.label[1] <= self.planned[1]

    @property
    def start(self) -> int:
        return min(one[0] for one in (self.planned, self.real, self.label) if one)

    @property
    def end(self) -> int:
        return max(one[1] for one in (self.planned, self.real, self.label) if one)


def lane_panel(lane: Lane, axis: Axis, size: Size, gutter: int) -> parts.Panel:
    """One strand: its name, then its milestones in as many rows as keep them apart."""
    girth = PARALLEL if lane.name else MAIN
    indent = 12 if lane.name else 0
    lines = wrap(lane.name or lane.region, (gutter or size.width) - indent - 10, size)
    name = [_name(lane, text, indent, LEAP * place, size) for place, text in enumerate(lines)]
    rows = _rows(lane, axis, girth)
    if not rows:
        name.append(_unplanned(lines, gutter, size))
    top = 2 if gutter else LEAP * len(lines) + 4
    drawn = [
        _drawn(bar, girth, top + girth.row * place) for place, row in enumerate(rows) for bar in row
    ]
    height = max(LEAP * len(lines), top + girth.row * max(1, len(rows))) + BETWEEN
    rule = line(0, height - BETWEEN // 2, size.width, height - BETWEEN // 2)
    return parts.Panel(height, together(rule, *name, group(*drawn, x=gutter)))


def _name(lane: Lane, text: str, x: int, y: int, size: Size) -> SafeString:
    return together(
        _behind(text, x, y + 14, size),
        words(x, y + 14, text, "quiet" if lane.name else "ink", bold=not lane.name, halo=True),
    )


def _unplanned(name: Sequence[str], gutter: int, size: Size) -> SafeString:
    """Beside or below the name of a strand that has nothing to draw."""
    y, said = 14 if gutter else LEAP * len(name) + 14, _("nothing is planned or recorded")
    return together(_behind(said, gutter, y, size), words(gutter, y, said, "quiet", halo=True))


def _behind(text: str, x: int, y: int, size: Size) -> SafeString:
    """Paper behind a line of words, so that no line of the day or of an event crosses them."""
    return box(x - 2, y - 12, size.of(text) + 4, LEAP)


def _rows(lane: Lane, axis: Axis, girth: _Girth) -> list[list[_Bar]]:
    """Milestones in rows, so that none covers another that overlaps it in time."""
    rows: list[list[_Bar]] = []
    ends: list[int] = []  # how far each row is filled
    for bar in _bars(lane, axis, girth):
        row = next((place for place, filled in enumerate(ends) if filled <= bar.start), len(rows))
        if row == len(rows):
            rows.append([])
            ends.append(0)
        rows[row].append(bar)
        ends[row] = bar.end + 2
    return rows


def _bars(lane: Lane, axis: Axis, girth: _Girth) -> Iterator[_Bar]:
    for one in lane.milestones:
        planned, real = _stretch(one.planned, axis, SHORTEST), _stretch(one.real, axis, 3)
        if planned or real:
            yield _Bar(one, planned, real, _label(planned, real, axis, girth.room(one)))


def _stretch(days: tuple[date, date] | None, axis: Axis, shortest: int) -> tuple[int, int] | None:
    if days is None:
        return None
    start, end = (axis.x(day) for day in days)
    return start, max(end, start + shortest)


def _label(
    planned: tuple[int, int] | None, real: tuple[int, int] | None, axis: Axis, room: int
) -> tuple[int, int]:
    """Where number and sign stand: in the planned stretch or beside it, else above the real."""
    if planned and planned[0] + room <= planned[1]:
        start = planned[0]
    elif planned and planned[1] + room <= axis.width:
        start = planned[1]
    elif planned:
        start = max(0, planned[0] - room)
    else:
        start = min(real[0] if real else 0, axis.width - room)
    return start, start + room


def _drawn(bar: _Bar, girth: _Girth, y: int) -> SafeString:
    """The planned stretch with number and sign, the real one below it."""
    state, shapes = bar.one.cell.shown, []
    if bar.planned:
        start, end = bar.planned
        shapes.append(tinted(f"M{start} {y}h{end - start}v{girth.planned}H{start}z", state))
    if not bar.is_labelled_inside:
        shapes.append(box(bar.label[0] + 2, y, girth.room(bar.one) - 3, girth.planned))
    shapes += _number_and_sign(bar, girth, y)
    if bar.real:
        start, end = bar.real
        below = y + girth.planned + 2
        shapes.append(solid(f"M{start} {below}h{end - start}v{girth.real}H{start}z", state))
    return group(element("title", _told(bar.one)), *shapes)


def _number_and_sign(bar: _Bar, girth: _Girth, y: int) -> list[SafeString]:
    state, number = bar.one.cell.shown, str(bar.one.milestone.position)
    x = bar.label[0] + 4
    capital = round(0.73 * girth.letters)  # how high a figure is
    return [
        element(
            "text", number, x=x, y=y + (girth.planned + capital) // 2, font_size=girth.letters,
            font_weight="600", class_="pic-state", data_state=state, fill=COLOURS[state][0],
        ),
        sign(
            state, x + Size(0, girth.letters).of(number) + 2, y + (girth.planned - girth.sign) // 2,
            girth.sign,
        ),
    ]  # fmt: skip


def _told(one: At) -> str:
    """What a bar shows, in words."""
    return _("%(name)s: %(state)s.") % {"name": one.milestone.name.value, "state": one.cell.label}
