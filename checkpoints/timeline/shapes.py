"""What a drawing consists of, in its own units (about a CSS pixel), and how wide text is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# Ink and tint of each state for paper, which knows no stylesheet inside an SVG; the page's own
# stylesheet overrides them (static/css/tokens.css has the same values).
PAPER = {
    "reached": ("#0b6b45", "#d9f0e4"),
    "in_progress": ("#0a5ea8", "#dbeafa"),
    "on_hold": ("#7a5200", "#fbe8c3"),
    "late": ("#a61b2b", "#fbe1e3"),
    "not_started": ("#586070", "#eef0f3"),
    "not_applicable": ("#586070", "#ffffff"),
    "ended": ("#586070", "#ffffff"),
}


# The signs of static/signs, drawn into the arrows: 16 x 16.
SIGNS = {
    "reached": "M6.3 13.1 1.9 8.7l1.7-1.7 2.7 2.7 6.1-6.1 1.7 1.7z",
    "in_progress": "M8 1.5a6.5 6.5 0 0 0 0 13 6.5 6.5 0 0 0 0-13zm0 1.8a4.7 4.7 0 0 1 0 9.4z",
    "on_hold": "M4.3 2.8h2.6v10.4H4.3zM9.1 2.8h2.6v10.4H9.1z",
    "late": "M6.7 1.8h2.6l-.4 8.1H7.1zM6.7 11.6h2.6v2.6H6.7z",
    "not_started": "M2.8 7h10.4v2H2.8z",
    "not_applicable": "M2 7h12v2H2zM9.9 2.1l1.8.9-5.6 10.9-1.8-.9z",
    "ended": "M3.2 3.2h9.6v9.6H3.2zM5 5v6h6V5z",
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
MIDDLE = Size(720, 13)
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
    below: Label | None  # its name, where no word of it fits into the arrow
    baseline: Bar | None
    real: Bar | None
    told: str  # all of it in words

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
    sign_x: int  # beside its day, where the signs of two would cover each other
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


def apart(places: Iterable[int], gap: int) -> list[int]:
    """Places in order, moved as little as lets none of them stand closer than `gap` to the next."""
    groups: list[list[int]] = []  # of those that must be moved together
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _room(groups[-2], groups[-1], gap) < 0:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_first(group, gap) + gap * n for group in groups for n in range(len(group))]


def _first(group: Sequence[int], gap: int) -> int:
    """Where the first of a group stands when they stand around their middle."""
    return round(sum(group) / len(group) - gap * (len(group) - 1) / 2)


def _room(earlier: Sequence[int], later: Sequence[int], gap: int) -> int:
    """What is left between two groups beyond the gap that must be there."""
    return _first(later, gap) - _first(earlier, gap) - gap * len(earlier)


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
