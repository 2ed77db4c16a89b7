"""A programme too large for one file: a main report of counts, and a part for each county.

A part is made from what the report says of that county's regions, and of nothing else: where one
region has changed, its county's part and the main report are set again, and the other parts stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from django.utils import translation

from checkpoints.briefs import ProgrammeBeside
from checkpoints.overview import MilestoneSums, Sums
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts
from reports.programme.content import Annex, Head, Part, ProgrammeContent, RegionLine, slug_of
from reports.programme.handed_in import NOT_ASKED
from reports.programme.standing import head
from reports.programme.telling import brief_of, handed_in, likely_after_plan, sentences
from reports.programme.wording import county_order, milestone_name, no_county

# Regions. With so many, one file takes about 3 seconds of a processor and 180 MB to set, and weighs
# 12 MB with the reports in it; each further hundred takes as much again, and no mail carries it.
WHOLE_UP_TO = 100
A_COUNTY = "fylke"  # in file names, where its name has no letter that they can have


def whole_or_parts(
    content: ProgrammeContent,
) -> tuple[ProgrammeContent, tuple[ProgrammeContent, ...]]:
    """The report as it is, or the main report and its counties' parts in Norwegian order."""
    listed = parts_of(content)
    if not listed:
        return content, ()
    with translation.override(content.language):
        parts = tuple(_part(content, county, own) for county, own in _by_county(content))
    return _main(content, listed), parts


def parts_of(content: ProgrammeContent) -> tuple[Part, ...]:
    """The counties' own files beside the main report, in its order; none where it is whole."""
    if len(content.regions) <= WHOLE_UP_TO:
        return ()
    with translation.override(content.language):
        counties = _by_county(content)
    slugs = county_slugs(county for county, _own in counties)
    return tuple(
        Part(county, len(own), f"{content.file_name}-{slug}.pdf")
        for slug, (county, own) in zip(slugs, counties, strict=True)
    )


def county_slugs(counties: Iterable[str]) -> list[str]:
    """Their names as in file names and addresses, no two alike: «Å» beside «A» is «a-2»."""
    found: list[str] = []
    for county in counties:
        slug = slug_of(county) or A_COUNTY
        more = (f"{slug}-{number}" for number in count(2))
        found.append(slug if slug not in found else next(one for one in more if one not in found))
    return found


def _by_county(content: ProgrammeContent) -> list[tuple[str, list[RegionLine]]]:
    """The regions of each county; none, where there is no more than an annex of one."""
    found: dict[str, list[RegionLine]] = {_county(one): [] for one in content.annexes}
    for one in content.regions:
        found.setdefault(_county(one), []).append(one)
    return sorted(found.items(), key=lambda item: county_order(item[0]))


def _county(one: RegionLine | Annex) -> str:
    """Under which part it comes."""
    return one.county or no_county()


def _main(content: ProgrammeContent, listed: tuple[Part, ...]) -> ProgrammeContent:
    """What is told of all regions in sum, and where each of them is told of."""
    return replace(
        content,
        regions=(),
        changes=(),
        unchanged=(),
        late=(),
        on_hold=(),
        forecasts=(),
        annexes=(),
        parts=listed,
    )


def _part(
    content: ProgrammeContent, county: str, regions: Sequence[RegionLine]
) -> ProgrammeContent:
    names = {one.name for one in regions}
    part = replace(
        content,
        county=county,
        regions=tuple(regions),
        counties=(),
        changes=tuple(one for one in content.changes if one.region in names),
        unchanged=tuple(one for one in content.unchanged if one in names),
        late=tuple(one for one in content.late if one.region in names),
        on_hold=tuple(one for one in content.on_hold if one.region in names),
        forecasts=tuple(one for one in content.forecasts if one.region in names),
        help=(),  # a count of so few would tell which
        annexes=tuple(one for one in content.annexes if _county(one) == county),
    )
    sums = _sums(part)
    return replace(part, heads=tuple(map(head, sums.milestones)), brief=_brief(part, sums))


def _sums(part: ProgrammeContent) -> Sums:
    """The overview's sums, of the regions of a part alone."""
    return Sums(
        day=part.day,
        regions=len(part.regions),
        milestones=tuple(_milestone_sums(part, place, one) for place, one in enumerate(part.heads)),
        late=len({one.region for one in part.late}),
        on_hold=len({one.region for one in part.on_hold}),
        stale=sum(any(cell.stale for cell in one.cells) for one in part.regions),
        asking=None,
    )


def _milestone_sums(part: ProgrammeContent, place: int, column: Head) -> MilestoneSums:
    at = MilestoneFacts(column.number, column.slug, column.number, column.name)
    cells = [one.cells[place] for one in part.regions]
    held = [one for one in part.on_hold if one.milestone == milestone_name(at) and not one.strand]
    reached = sum(one.state == State.REACHED for one in cells)
    states = {State.REACHED: reached, State.ON_HOLD: len(held)}
    return MilestoneSums(at, states, late=sum(one.late_days > 0 for one in cells))


def _brief(part: ProgrammeContent, sums: Sums) -> tuple[str, ...]:
    asked = sum(one.report_state != NOT_ASKED for one in part.regions)
    return sentences(
        brief_of(sums, ProgrammeBeside()),
        handed_in(part.annexes, asked),
        likely_after_plan(part.forecasts),
    )
