"""What the page of forecasts is made from, as frozen dataclasses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from checkpoints.boards import BoardCell, Row, board_of
from checkpoints.forecast import NEEDED, Outlook, Pace, Paces, outlooks, paces
from checkpoints.forecast.method import SHARE, Stretch
from checkpoints.forecast.outlook import too_few
from checkpoints.overview import find
from checkpoints.overview.courses import courses
from checkpoints.pages.leaves import Leaves, find_or_last
from checkpoints.pages.selecting import Question
from checkpoints.progress import Cell, Span
from checkpoints.queries import MilestoneFacts, Outline
from regions.standing import Standing


@dataclass(frozen=True)
class MilestoneLine:
    """How fast a milestone has been passed so far."""

    milestone: MilestoneFacts
    pace: Pace

    @property
    def usual(self) -> Stretch:
        """Days between which those fall that the share of a range is."""
        return self.pace.ahead(-1)

    @property
    def too_few(self) -> str:
        """Why nothing is said of it, where too few have reached it."""
        return too_few(self.pace.reached) if self.pace.lacking else ""


@dataclass(frozen=True)
class Line:
    """A milestone under way, its plan, and when it is likely to be reached."""

    milestone: MilestoneFacts
    cell: Cell
    outlook: Outlook
    address: str  # empty for those who may not open it

    @property
    def is_after_plan(self) -> bool:
        return self.outlook.is_after(self.cell.plan.ends_on)


@dataclass(frozen=True)
class RegionLines:
    """A region's milestones under way on its main strand."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Place:
    """A milestone of a region of which there is no range; no line: nothing is under way there."""

    region: str
    line: Line | None = None


@dataclass(frozen=True)
class Silence:
    """Why there is no range, and where that is so."""

    why: str | Promise
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ForecastPage:
    paces: Paces
    milestones: tuple[MilestoneLine, ...]
    regions: tuple[RegionLines, ...]
    leaves: Leaves
    asked_for: MilestoneFacts | None  # the milestone, where only one is
    sees_all: bool  # regions' own pages
    needed: int = NEEDED
    share: tuple[int, int] = SHARE

    @property
    def ranges(self) -> tuple[RegionLines, ...]:
        """The regions of which a range can be said, with the milestones of which it can."""
        found = (
            replace(one, lines=tuple(line for line in one.lines if line.outlook))
            for one in self.regions
        )
        return tuple(one for one in found if one.lines)

    @property
    def silences(self) -> tuple[Silence, ...]:
        """The rest, under the reason why there is none, the most common one first."""
        found: dict[str | Promise, list[Place]] = {}
        for why, place in self._without_range():
            found.setdefault(why, []).append(place)
        by_size = sorted(found.items(), key=lambda item: -len(item[1]))
        return tuple(Silence(why, tuple(places)) for why, places in by_size)

    def _without_range(self) -> Iterator[tuple[str | Promise, Place]]:
        for region in self.regions:
            if not region.lines:
                yield self._nothing, Place(region.name)
            for line in region.lines:
                if not line.outlook:
                    yield line.outlook.why_not, Place(region.name, line)

    @property
    def _nothing(self) -> str:
        """What is said of a region where nothing that is asked for is under way."""
        if self.asked_for is None:
            return gettext("Nothing is under way.")
        return gettext("%(milestone)s is not under way.") % {"milestone": self.asked_for.name.value}


def forecast_page(asking: Question, standing: Standing) -> ForecastPage | None:
    """When what is under way is likely to be reached; none in a programme without milestones.

    The queries of `find`, `paces`, `board_of` and `courses`, for any number of regions.
    """
    outline, reading = asking.outline, asking.asked.reading
    if outline is None:
        return None
    form, selection = asking.form, asking.form.selection()
    find_page = partial(find, selection, reading, outline=outline)
    found, missing = find_or_last(find_page, form.page())
    known, shown = paces(outline.phase, reading), board_of(found.keys, outline, reading)
    wanted = (one for one in outline.milestones if one.slug == selection.milestone)
    return ForecastPage(
        known,
        tuple(MilestoneLine(one, known.of(one.pk)) for one in outline.milestones),
        _regions(shown.rows, asking, outline, known, standing),
        Leaves(found, form, missing),
        asked_for=next(wanted, None),
        sees_all=standing.staff,
    )


def _regions(
    listed: Sequence[Row], asking: Question, outline: Outline, known: Paces, standing: Standing
) -> tuple[RegionLines, ...]:
    """What is under way in each, with its real start: 2 queries."""
    strands = [row.cells[0].cell.strand for row in listed if row.cells]
    spans = courses(strands, asking.asked.reading)
    wanted = [
        (place, one)
        for place, one in enumerate(outline.milestones)
        if asking.form.selection().milestone in {"", one.slug}
    ]
    query = asking.form.query
    return tuple(
        RegionLines(row.name, _lines(row, wanted, spans, known, query if opens else None))
        for row in listed
        for opens in [standing.sees(row.region)]
    )


def _lines(
    row: Row,
    wanted: list[tuple[int, MilestoneFacts]],
    spans: Mapping[tuple[int, int], Span],
    known: Paces,
    query: str | None,
) -> tuple[Line, ...]:
    """Of those milestones the ones under way; without a query they lead nowhere."""
    cells = {one.pk: _with_span(row.cells[place], spans) for place, one in wanted}
    said = outlooks(cells.values(), known)
    return tuple(
        Line(one, cell, said[cell.strand, cell.milestone], _address(row, one, query))
        for _place, one in wanted
        for cell in [cells[one.pk]]
        if (cell.strand, cell.milestone) in said
    )


def _with_span(shown: BoardCell, spans: Mapping[tuple[int, int], Span]) -> Cell:
    cell = shown.cell
    return replace(cell, span=spans.get((cell.strand, cell.milestone), Span()))


def _address(row: Row, milestone: MilestoneFacts, query: str | None) -> str:
    if query is None:
        return ""
    where = [row.slug, row.strand, milestone.slug]
    return reverse("checkpoints:milestone", args=where) + query
