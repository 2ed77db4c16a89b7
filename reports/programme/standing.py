"""How the regions stand in a programme's report: cell by cell, what is late, what is on hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checkpoints.boards import BoardCell, Row
from checkpoints.boards import board as read_board
from checkpoints.models import Strand
from checkpoints.overview import MilestoneSums
from checkpoints.progress import Cell, State
from checkpoints.queries import MilestoneFacts, Outline
from checkpoints.rows import numbered
from regions.models import Region
from regions.norwegian import in_order
from regions.queries import home_counties
from regions.reading import Reading
from reports.programme import content as programme
from reports.programme.handed_in import HandedIn, not_asked
from reports.programme.wording import county_name, county_order, milestone_name


@dataclass(frozen=True)
class Stand:
    """The regions of a day in Norwegian order, under names of which no two are the same."""

    milestones: tuple[MilestoneFacts, ...]
    rows: tuple[Row, ...]
    names: Mapping[int, str]  # by region
    counties: Mapping[int, str]  # of the hosts, by region
    numbers: Mapping[int, int]  # of parallel strands within their regions, by strand

    def strand_name(self, strand: int) -> str:
        """What others than its region call a strand: a parallel one by its number."""
        return numbered(self.numbers[strand]) if strand in self.numbers else ""

    def cells(self) -> Iterator[tuple[str, MilestoneFacts, Cell]]:
        """Of every region each strand at each milestone, with the region's name."""
        for row in self.rows:
            for at, shown in zip(self.milestones, row.cells, strict=True):
                for cell in (shown.cell, *shown.parallel):
                    yield self.names[row.region], at, cell


def read_standing(outline: Outline | None, reading: Reading, language: str) -> Stand:
    """All regions of a day: 3 queries today, 5 on an earlier one."""
    rows = _rows(outline, reading, language)
    found = home_counties(Region.objects.all(), reading)
    counties = {row.region: county_name(row.region, found) for row in rows}
    milestones = outline.milestones if outline else ()
    return Stand(milestones, rows, _names(rows, counties), counties, _numbers(outline))


def _rows(outline: Outline | None, reading: Reading, language: str) -> tuple[Row, ...]:
    """Those of the board; without milestones no more than the regions' names."""
    if outline is not None:
        board = read_board(Region.objects.all(), reading, language, outline)
        return board.rows if board else ()
    of = "of__" if reading.past else ""
    rows = reading.rows(Region).order_by(in_order("name"), f"{of}slug")
    return tuple(
        Row(pk, slug, name, 0, ())
        for pk, slug, name in rows.values_list(f"{of}pk", f"{of}slug", "name")
    )


def _numbers(outline: Outline | None) -> Mapping[int, int]:
    if outline is None:
        return {}
    parallel = Strand.objects.filter(phase=outline.phase, is_main=False)
    return dict(parallel.order_by().values_list("pk", "number"))


def _names(rows: Sequence[Row], counties: Mapping[int, str]) -> Mapping[int, str]:
    """Two regions of the same name are told apart by their counties, or else by their slugs."""
    alike = Counter(row.name for row in rows)
    apart = {
        row.region: f"{row.name} ({counties[row.region]})" if alike[row.name] > 1 else row.name
        for row in rows
    }
    still_alike = Counter(apart.values())
    return {
        row.region: f"{row.name} ({row.slug})"
        if still_alike[apart[row.region]] > 1
        else apart[row.region]
        for row in rows
    }


# What the report says of them


def head(one: MilestoneSums) -> programme.Head:
    at = one.milestone
    held = one.states.get(State.ON_HOLD, 0)
    return programme.Head(at.position, at.slug, at.name, one.reached, one.late, held)


def region_lines(
    stand: Stand, handed_in: Mapping[int, HandedIn]
) -> tuple[programme.RegionLine, ...]:
    nothing = not_asked()
    return tuple(_region_line(row, stand, handed_in.get(row.region, nothing)) for row in stand.rows)


def _region_line(row: Row, stand: Stand, handed_in: HandedIn) -> programme.RegionLine:
    return programme.RegionLine(
        slug=row.slug,
        name=stand.names[row.region],
        county=stand.counties[row.region],
        cells=tuple(map(_cell, row.cells)),
        report=handed_in.label,
        report_state=handed_in.state,
    )


def _cell(shown: BoardCell) -> programme.Cell:
    tally, review = shown.cell.tally, shown.review
    return programme.Cell(
        state=str(shown.cell.shown),
        label=str(shown.cell.label),
        met=tally.met,
        of=tally.counted,
        late_days=shown.late_days,
        stale=bool(review and review.is_stale),
        parallel=shown.parallel_words,
    )


def late_lines(stand: Stand) -> tuple[programme.LateLine, ...]:
    """The latest first; equals in the order of the regions."""
    found = (
        programme.LateLine(
            name,
            stand.strand_name(cell.strand),
            milestone_name(at),
            cell.plan.ends_on,
            cell.late_days,
        )
        for name, at, cell in stand.cells()
        if cell.late_days and cell.plan.ends_on
    )
    return tuple(sorted(found, key=lambda one: -one.days))


def on_hold_lines(stand: Stand) -> tuple[programme.OnHoldLine, ...]:
    return tuple(
        programme.OnHoldLine(
            name,
            stand.strand_name(cell.strand),
            milestone_name(at),
            cell.tally.met,
            cell.tally.counted,
        )
        for name, at, cell in stand.cells()
        if cell.state == State.ON_HOLD and not cell.closed
    )


def county_lines(
    lines: Sequence[programme.RegionLine],
    late: Iterable[programme.LateLine],
    on_hold: Iterable[programme.OnHoldLine],
    annexes: Iterable[programme.Annex],
) -> tuple[programme.CountyLine, ...]:
    """The counties in Norwegian order, those without one last; none where no county is known."""
    is_late, is_held = {one.region for one in late}, {one.region for one in on_hold}
    handed_in = {one.region_slug for one in annexes}
    return tuple(
        programme.CountyLine(
            name=county,
            regions=len(own),
            reached=_reached(own),
            late=sum(one.name in is_late for one in own),
            on_hold=sum(one.name in is_held for one in own),
            handed_in=sum(one.slug in handed_in for one in own),
        )
        for county, own in by_county(lines)
        if county
    )


def by_county(
    lines: Iterable[programme.RegionLine],
) -> list[tuple[str, list[programme.RegionLine]]]:
    """Regions by the counties they stand under, in Norwegian order, those without one last."""
    found: dict[str, list[programme.RegionLine]] = {}
    for one in lines:
        found.setdefault(one.county, []).append(one)
    return sorted(found.items(), key=lambda item: county_order(item[0]))


def _reached(lines: Sequence[programme.RegionLine]) -> tuple[int, ...]:
    """How many of them have reached each milestone."""
    columns = zip(*(one.cells for one in lines), strict=True)
    return tuple(sum(cell.state == State.REACHED for cell in column) for column in columns)
