"""In how many regions of a selection something happened between two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checkpoints import queries
from checkpoints.overview.finding import Found, Page, find
from checkpoints.overview.kinds import Kind
from checkpoints.overview.selection import Selection
from checkpoints.overview.side_by_side import changed_regions, counted
from checkpoints.queries import MilestoneFacts, Outline
from regions.reading import Reading

ALL = Page(size=None)
NOWHERE = dict.fromkeys(Kind, 0)


@dataclass(frozen=True)
class MilestoneDifferenceSums:
    """In how many regions what happened at a milestone."""

    milestone: MilestoneFacts
    kinds: Mapping[Kind, int]  # all of them, also those that happened nowhere


@dataclass(frozen=True)
class DifferenceSums:
    """Counts of regions."""

    since: date
    day: date
    regions: int
    changed: int  # otherwise than they stood, in whatever
    kinds: Mapping[Kind, int]  # at some milestone
    milestones: tuple[MilestoneDifferenceSums, ...]


def difference_sums(
    selection: Selection,
    since: Reading,
    reading: Reading,
    language: str,
    outline: Outline | None = None,
) -> DifferenceSums | None:
    """In how many regions what happened: 2 queries for any number of them.

    One less where the day's outline is known. A region counts by its main strand where a state is
    told (`BY_MAIN`), else by any of its strands. None where the programme has no milestones.
    """
    outline = outline or queries.current_outline(reading, language)
    if outline is None:
        return None
    found = counted(selection, outline, since, reading)
    return DifferenceSums(
        since.day,
        reading.day,
        found[None].regions,
        found[None].changed,
        found[None].kinds,
        tuple(
            MilestoneDifferenceSums(one, found[one.pk].kinds if one.pk in found else NOWHERE)
            for one in outline.milestones
        ),
    )


def find_changed(
    selection: Selection, since: Reading, reading: Reading, page: Page, outline: Outline
) -> Found:
    """The same as `find`, of those regions alone that stand otherwise: 1 query more."""
    everyone = find(selection, reading, ALL, outline)
    changed = changed_regions(selection, outline, since, reading)
    keys = [key for key in everyone.keys if key in changed]
    size = page.size or max(1, len(keys))
    shown = keys[(page.number - 1) * size : page.number * size]
    return Found(shown, page, len(keys), everyone.of)
