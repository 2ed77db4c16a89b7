"""How the programme's report lies on its pages: what templates draw, worked out of content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from checkpoints.freshness import hatching
from checkpoints.queries.evidence import size_in_words
from reports.programme.content import (
    Annex,
    Cell,
    CountyLine,
    Head,
    ProgrammeContent,
    RegionLine,
)

SIDE_BY_SIDE = 6  # milestones that a page has room for, in words
IN_FIGURES = 12  # the same where a column has a figure alone

# The arrows at the front, in the drawing's own units.
WIDTH, HEIGHT, NOTCH, GAP = 860, 36, 14, 6


@dataclass(frozen=True)
class Arrow:
    """A milestone as the deck draws it, filled as far as regions have reached it."""

    path: str
    filled: str  # empty where none has
    x: int  # of its number and count
    number: int
    reached: int


@dataclass(frozen=True)
class Row:
    region: RegionLine
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class County:
    """Regions below each other under their county's name."""

    name: str  # empty: there is but one, or none
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Map:
    """Milestones that stand side by side, and all regions beneath them."""

    heads: tuple[Head, ...]
    counties: tuple[County, ...]


@dataclass(frozen=True)
class CountyRow:
    county: CountyLine
    reached: tuple[int, ...]


@dataclass(frozen=True)
class CountySums:
    """The counties' sums at milestones that stand side by side."""

    heads: tuple[Head, ...]
    rows: tuple[CountyRow, ...]
    is_first: bool  # which has the sums over all milestones as well


@dataclass(frozen=True)
class Enclosed:
    annex: Annex
    size: str  # «240 kB»


@dataclass(frozen=True)
class Layout:
    name: str  # «Programrapport · Rapport 2», «Programrapport · Rapport 2 · Nordland»
    sections: Mapping[str, str]  # those that there are, in order, and their headings
    arrows: tuple[Arrow, ...]
    of: int  # regions
    maps: tuple[Map, ...]
    sums: tuple[CountySums, ...]
    enclosed: tuple[Enclosed, ...]
    hatching: str  # what it means, where there is any


def layout_of(content: ProgrammeContent) -> Layout:
    """In the language that is active."""
    of = len(content.regions) or sum(one.regions for one in content.counties)
    return Layout(
        name=" · ".join(filter(None, (_("Programme report"), content.name, content.county))),
        sections={name: str(heading) for name, heading in _sections(content)},
        arrows=tuple(_arrows(content.heads, of)),
        of=of,
        maps=tuple(_maps(content)),
        sums=tuple(_sums(content)),
        enclosed=tuple(Enclosed(one, size_in_words(one.size)) for one in content.annexes),
        hatching=hatching() if _any_stale(content) else "",
    )


def _sections(content: ProgrammeContent) -> Iterator[tuple[str, str]]:
    """What the report has; a main file leaves to the counties' own files what is of each region."""
    is_whole = not content.parts
    if content.parts:
        yield "parts", _("The counties’ own reports")
    if content.regions or is_whole:
        yield "standing", _("How the regions stand")
        if content.since:
            yield "changes", _("Since %(event)s") % {"event": content.since_words}
        yield "late", _("Late")
        yield "on_hold", _("On hold")
    if content.forecasts or is_whole:
        yield "forecasts", _("When they are likely to be reached")
    if content.help:
        yield "help", _("Regions that ask for help")
    if content.counties:
        yield "counties", _("County by county")
    if content.annexes or is_whole:
        yield "enclosed", _("Enclosed reports")
    if content.missing:
        yield "missing", _("Not handed in")


def _any_stale(content: ProgrammeContent) -> bool:
    return any(cell.stale for region in content.regions for cell in region.cells)


def _arrows(heads: Sequence[Head], of: int) -> Iterator[Arrow]:
    step = WIDTH / len(heads) if heads else 0
    for place, head in enumerate(heads):
        start, length = round(place * step), round(step - GAP)
        # As long as its point at least: else nobody would see it.
        filled = NOTCH + (length - NOTCH) * head.reached // of if head.reached else 0
        yield Arrow(
            path=_arrow(start, length),
            filled=_arrow(start, filled) if filled else "",
            x=start + NOTCH,
            number=head.number,
            reached=head.reached,
        )


def _arrow(x: int, length: int) -> str:
    shaft, half = length - NOTCH, HEIGHT // 2
    return f"M{x} 0h{shaft}l{NOTCH} {half}l-{NOTCH} {HEIGHT - half}h-{shaft}l{NOTCH}-{half}z"


def _maps(content: ProgrammeContent) -> Iterator[Map]:
    if content.regions and content.heads:
        for part in _side_by_side(len(content.heads), SIDE_BY_SIDE):
            yield Map(content.heads[part], tuple(_counties(content, part)))


def _counties(content: ProgrammeContent, part: slice) -> Iterator[County]:
    """In the order in which they are summed up; a region of any other comes last.

    Where all are of one, as in a county's own file, it is not said again.
    """
    rows: dict[str, list[Row]] = {one.name: [] for one in content.counties}
    for region in content.regions:
        rows.setdefault(region.county, []).append(Row(region, region.cells[part]))
    several = len({one.county for one in content.regions}) > 1
    return (County(name if several else "", tuple(of)) for name, of in rows.items() if of)


def _sums(content: ProgrammeContent) -> Iterator[CountySums]:
    if content.counties:
        for part in _side_by_side(len(content.heads), IN_FIGURES):
            rows = tuple(CountyRow(one, one.reached[part]) for one in content.counties)
            yield CountySums(content.heads[part], rows, is_first=part.start == 0)


def _side_by_side(count: int, most: int) -> Iterator[slice]:
    """Parts as equal as can be, none of more than `most`; one of nothing where there is nothing."""
    parts = max(1, ceil(count / most))
    for number in range(parts):
        yield slice(count * number // parts, count * (number + 1) // parts)
