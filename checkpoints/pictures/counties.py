"""A schematic map: a tile for each county, where it lies, with how far its regions have come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.overview.by_region import Came, came_by_region
from checkpoints.pictures import parts
from checkpoints.pictures.ground import Ground
from checkpoints.pictures.picture import Drawing, Picture, Table
from checkpoints.pictures.svg import (
    EDGE,
    LINE,
    element,
    group,
    sign,
    solid,
    tinted,
    together,
    words,
)
from checkpoints.timeline import Size, wrap
from regions.queries import counties_on, home_counties

NAME = "fylker"
# Column and row of each county by its number: our own drawing. The sets of 2016, 2018, 2020 and
# 2024 are there; numbers that never were in use at the same time may share a place.
PLACES = {
    "20": (3, 0), "19": (2, 0), "18": (2, 1), "17": (2, 2), "16": (2, 3), "15": (1, 3),
    "14": (0, 4), "05": (1, 4), "04": (2, 4), "12": (0, 5), "06": (1, 5), "03": (2, 5),
    "02": (3, 5), "11": (0, 6), "08": (1, 6), "07": (2, 6), "01": (3, 6), "10": (0, 7),
    "09": (1, 7),
    "50": (2, 3),  # Trøndelag
    "54": (2, 0), "46": (0, 5), "34": (2, 4), "30": (3, 5), "38": (1, 6), "42": (0, 7),
    "56": (3, 0), "55": (2, 0), "32": (3, 5), "33": (1, 5), "31": (3, 6), "39": (2, 6),
    "40": (1, 6),
}  # fmt: skip
COLUMNS = 4
WIDEST, APART = 164, 8  # a tile, and the space between two
LINE_HEIGHT = 15  # of the words in a tile
ROOMY = 100  # a tile for letters of the usual size
INSIDE = 6  # from a tile's edge to its words
BAR = 8
LOWER = 54  # what stands below a name: counts, the bar, how many are late


@dataclass(frozen=True)
class _County:
    number: str
    name: str
    rows: tuple[Came, ...]  # of its regions
    milestones: int

    @property
    def regions(self) -> int:
        return len(self.rows)

    @cached_property
    def reached(self) -> int:
        """Milestones that its regions have reached on their main strands."""
        return sum(row.reached for row in self.rows)

    @property
    def of(self) -> int:
        return self.regions * self.milestones

    @property
    def share(self) -> float:
        return self.reached / self.of if self.of else 0

    @cached_property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)


@dataclass(frozen=True)
class _Map:
    day: date
    counties: tuple[_County, ...]

    @property
    def with_regions(self) -> list[_County]:
        return [one for one in self.counties if one.regions]


def county_map(ground: Ground) -> Picture:
    """The map: 3 queries today for any number of regions, and those of a selection."""
    found = _read(ground)
    return Picture(
        name=NAME,
        title=_("How far regions have come, by county"),
        sentence=_sentence(found),
        day=found.day,
        table=_table(found),
        draw=partial(_draw, found),
        is_upright=True,
    )


def _read(ground: Ground) -> _Map:
    came = came_by_region(ground.asked.selection, ground.outline, ground.reading)
    by_number: dict[str, list[Came]] = {}
    names = dict(counties_on(ground.reading.day))
    homes = home_counties(ground.regions, ground.reading)
    for row in came:
        number, name = homes.get(row.region, ("", _("No county")))
        names.setdefault(number, name)
        by_number.setdefault(number, []).append(row)
    listed = (
        _County(number, names[number], tuple(by_number.get(number, ())), len(ground.milestones))
        for number in sorted(names, key=lambda one: (one == "", one))
    )
    return _Map(ground.reading.day, tuple(listed))


def _sentence(found: _Map) -> str:
    regions = sum(one.regions for one in found.counties)
    if not regions:
        return _("No region matches.")
    counted = len(found.with_regions)
    first = ngettext(
        "%(regions)s in %(n)d county, by the county of the host municipality.",
        "%(regions)s in %(n)d counties, by the county of the host municipality.",
        counted,
    ) % {"regions": _regions(regions), "n": counted}
    return " ".join([first, *_furthest(found), *_latest(found)])


def _regions(count: int) -> str:
    return ngettext("%(n)d city region", "%(n)d city regions", count) % {"n": count}


def _furthest(found: _Map) -> list[str]:
    furthest = max(found.with_regions, key=lambda one: one.share)
    if not furthest.reached:
        return [_("None has reached any yet.")]
    words = {"county": furthest.name, "reached": furthest.reached, "of": furthest.of}
    return [
        _("%(county)s has come furthest: %(reached)d of %(of)d milestones are reached.") % words
    ]


def _latest(found: _Map) -> list[str]:
    late = sum(one.late for one in found.counties)
    if not late:
        return [_("None is late.")]
    said = ngettext("%(n)d region is late.", "%(n)d regions are late.", late) % {"n": late}
    most = max(found.with_regions, key=lambda one: one.late)
    if most.late in (1, late):
        return [said]
    words = {"n": most.late, "county": most.name}
    return [said, _("The most are in %(county)s: %(n)d.") % words]


def _table(found: _Map) -> Table:
    return Table(
        _("Regions by county, how far they have come, and how many are late"),
        (_("County"), _("Regions"), _("Milestones reached"), _("Late")),
        tuple(
            (
                one.name,
                str(one.regions),
                _("%(met)s of %(of)s") % {"met": one.reached, "of": one.of} if one.of else "–",
                str(one.late) if one.of else "–",
            )
            for one in found.counties
        ),
    )


def _draw(found: _Map, size: Size) -> Drawing:
    """The tiles; the drawing is no wider than they are."""
    width = min(WIDEST, (size.width - APART * (COLUMNS - 1)) // COLUMNS)
    tile = Size(width, 11 if width < ROOMY else size.letters)
    height = _height(found.counties, tile)
    places = _placed(found.counties)
    drawn = [
        group(
            _tile(county, tile, height),
            x=column * (width + APART),
            y=row * (height + APART),
            font_size=tile.letters,
        )
        for county, (column, row) in places
    ]
    rows = 1 + max((row for _one, (_column, row) in places), default=0)
    whole = Size(COLUMNS * (width + APART) - APART, size.letters)
    tiles = Drawing(whole, rows * (height + APART), together(*drawn))
    return parts.above_each_other(whole, _legend(whole), tiles)


def _placed(listed: Iterable[_County]) -> list[tuple[_County, tuple[int, int]]]:
    """Each county with its place; those without one come in rows of their own below."""
    taken: dict[tuple[int, int], _County] = {}
    others = []
    for county in listed:
        place = PLACES.get(county.number)
        if place is None or place in taken:
            others.append(county)
        else:
            taken[place] = county
    below = 1 + max((row for _column, row in taken), default=-1)
    rest = (
        (county, (place % COLUMNS, below + place // COLUMNS)) for place, county in enumerate(others)
    )
    return [(county, place) for place, county in taken.items()] + list(rest)


def _legend(size: Size) -> Drawing:
    share = together(_track(24, 3), solid("M0 3h14v8H0z", "reached"))
    return parts.legend(
        [
            (share, 32, _("milestones reached, of all")),
            (sign("late", 0, 0, 14), 20, _("regions that are late")),
        ],
        size,
    )


def _track(width: int, y: int) -> SafeString:
    outline = f"M0 {y}h{width}v{BAR}H0z"
    return tinted(outline, "not_started")


def _height(counties: Iterable[_County], tile: Size) -> int:
    """Of every tile: as high as the longest name needs; most have room in two lines."""
    lines = max((len(_lines(one.name, _inner(tile))) for one in counties), default=0)
    return LOWER + 20 + LINE_HEIGHT * max(2, lines)


def _inner(tile: Size) -> Size:
    return Size(tile.width - 2 * INSIDE, tile.letters)


def _tile(county: _County, tile: Size, height: int) -> SafeString:
    inner = _inner(tile)
    frame = element(
        "rect", x=1, y=1, width=tile.width - 2, height=height - 2, rx=6, class_="pic-tile",
        fill="none", stroke=EDGE if county.regions else LINE,
        data_state=None if county.regions else "empty",
    )  # fmt: skip
    kind = "ink" if county.regions else "quiet"
    name = [
        words(INSIDE, 18 + LINE_HEIGHT * place, line, kind, bold=True)
        for place, line in enumerate(_lines(county.name, inner))
    ]
    below = _facts(county, inner, height) if county.regions else _nothing(inner, height)
    return together(frame, *name, below)


def _lines(name: str, size: Size) -> list[str]:
    """A name in lines where it has no room: by its languages, and after a hyphen."""
    if size.of(name) <= size.width:
        return [name]
    languages = (re.sub(r"(?<=\w)-(?=\w)", "- ", one) for one in name.split(" - "))
    return [line for one in languages for line in wrap(one, size.width, size)]


def _nothing(size: Size, height: int) -> SafeString:
    lines = wrap(_("no region"), size.width, size)
    top = height - 12 - LINE_HEIGHT * (len(lines) - 1)
    return together(
        *(
            words(INSIDE, top + LINE_HEIGHT * place, line, "quiet")
            for place, line in enumerate(lines)
        )
    )


def _facts(county: _County, size: Size, height: int) -> SafeString:
    """How many regions, the share of milestones that are reached, and how many are late."""
    filled = round(size.width * county.share)
    said = _("%(n)d late") % {"n": county.late}
    if 15 + size.of(said) > size.width:
        said = str(county.late)  # the key says what the sign means
    late = together(sign("late", 0, 0, 12), words(15, 11, said, "ink"))
    return group(
        words(0, 0, _region_count(county.regions), "quiet"),
        group(_track(size.width, 0), y=8),
        solid(f"M0 8h{filled}v{BAR}H0z", "reached") if filled else None,
        words(0, 32, _("%(met)s of %(of)s") % {"met": county.reached, "of": county.of}),
        group(late, x=0, y=37) if county.late else None,
        x=INSIDE,
        y=height - LOWER,
    )


def _region_count(count: int) -> str:
    return ngettext("%(n)d region", "%(n)d regions", count) % {"n": count}
