"""How regions stand otherwise than on an earlier day, as a table like the overview's.

Its rows are the overview's, changed or not, so that the two can be laid side by side; where only
what has changed is asked for, those of the regions that stand otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext_lazy as _

from checkpoints.exports.columns import Column, Columns, Kind, Said
from checkpoints.exports.overview import CHUNK, Overview
from checkpoints.exports.places import KEYS, NAMES, At
from checkpoints.overview.differences import CellDifference, RegionDifference, differences
from regions.reading import Reading


@dataclass(frozen=True)
class Change(At):
    """One strand of a region at one milestone, on two days."""

    cell: CellDifference

    @property
    def happened(self) -> Said:
        """All that happened, or nothing."""
        cell = self.cell
        words = [str(cell.in_words(kind)) for kind in cell.kinds]
        return Said(" ".join(kind.value for kind in cell.kinds), ", ".join(words))


def changes(overview: Overview, since: Reading) -> Iterator[Change]:
    """A row for each strand at each milestone: 7 queries for each chunk of regions."""
    for keys in batched(overview.found.keys, CHUNK):
        found = differences(keys, since, overview.reading, overview.language, overview.outline)
        for region in found.rows if found else ():
            yield from _of(region, overview)


def _of(region: RegionDifference, overview: Overview) -> Iterator[Change]:
    day, sees = overview.reading.day, overview.standing.sees(region.region)
    for one in region.strands:
        for cell in one.cells:
            yield Change(region.slug, region.name, one.strand, cell.milestone, day, sees, cell)


OTHERWISE: Columns[Change] = (
    Column(
        "happened", Kind.CODE,
        _("What happened since, one word for each thing, with blanks between them."),
        _("What has happened"), 30, lambda row: row.happened,
    ),
    Column(
        "state_before", Kind.CODE,
        _("The state on the earlier day."),
        _("State before"), 13, lambda row: row.cell.before.state,
    ),
    Column(
        "state", Kind.CODE,
        _("The state on the day."),
        _("State"), 13, lambda row: row.cell.after.state,
    ),
    Column(
        "met_before", Kind.INTEGER,
        _("How many checkpoints were met on the earlier day."),
        _("Met before"), 8, lambda row: row.cell.before.tally.met,
    ),
    Column(
        "met", Kind.INTEGER,
        _("How many checkpoints are met on the day."),
        _("Met"), 8, lambda row: row.cell.after.tally.met,
    ),
    Column(
        "of_before", Kind.INTEGER,
        _("Of how many on the earlier day."),
        _("Of before"), 8, lambda row: row.cell.before.tally.counted,
    ),
    Column(
        "of", Kind.INTEGER,
        _("Of how many on the day."),
        _("Of"), 6, lambda row: row.cell.after.tally.counted,
    ),
    Column(
        "newly_met", Kind.INTEGER,
        _("How many checkpoints have become met."),
        _("Newly met"), 8, lambda row: row.cell.turned.met,
    ),
    Column(
        "taken_back", Kind.INTEGER,
        _("How many checkpoints were met, and are not any more."),
        _("Taken back"), 8, lambda row: row.cell.turned.taken_back,
    ),
    Column(
        "planned_end_before", Kind.DATE,
        _("The planned end, as it stood on the earlier day."),
        _("Planned end before"), 12, lambda row: row.cell.before.plan.ends_on,
    ),
    Column(
        "planned_end", Kind.DATE,
        _("The planned end, as it stood on the day."),
        _("Planned end"), 12, lambda row: row.cell.after.plan.ends_on,
    ),
    Column(
        "days_moved", Kind.INTEGER,
        _("How many days later the planned end is; below 0 earlier. Empty where it was not moved."),
        _("Days moved"), 9, lambda row: row.cell.move.days if row.cell.move else None,
    ),
    Column(
        "days_late_before", Kind.INTEGER,
        _("How many days late it was on the earlier day."),
        _("Days late before"), 10, lambda row: row.cell.before.late_days,
    ),
    Column(
        "days_late", Kind.INTEGER,
        _("How many days late it is on the day."),
        _("Days late"), 10, lambda row: row.cell.after.late_days,
    ),
    Column(
        "since", Kind.DATE,
        _("The earlier day."),
        _("Since"), 11, lambda row: row.cell.before.day,
    ),
)  # fmt: skip
COLUMNS: Columns[Change] = (*NAMES, *OTHERWISE, *KEYS)
