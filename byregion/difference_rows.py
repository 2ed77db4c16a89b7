"""A difference's rows as HTML: a region's main strand, and those others that stand otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from byregion.matrix import narrow_day
from checkpoints.overview.addresses import region_pattern
from checkpoints.overview.difference_rendering import DifferenceCells
from checkpoints.overview.differences import CellDifference, RegionDifference
from checkpoints.queries import MilestoneFacts
from regions import clock
from regions.wording import page_language

# A milestone, what it says there (none before a strand's first one), and the address.
type ShownCell = tuple[MilestoneFacts, CellDifference | None, str]


@dataclass(frozen=True)
class ShownStrand:
    """A strand's row, under the name that the one who looks may know it by."""

    name: str | Promise  # empty for the main strand
    is_new: bool
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class ShownRegion:
    """A region's main strand, and of the others those that stand otherwise."""

    row: RegionDifference
    opens: bool
    strands: tuple[ShownStrand, ...]


@dataclass(frozen=True)
class DifferenceRows:
    """A page of regions, ready to be drawn."""

    regions: Sequence[ShownRegion]
    milestones: Sequence[MilestoneFacts]
    query: str  # what addresses of other pages end with

    @property
    def html(self) -> SafeString:
        """All rows. Each part is escaped where it is put in."""
        return mark_safe("\n".join(map(self._group, self.regions)))

    def _group(self, region: ShownRegion) -> str:
        rows = "".join(self._row(region, strand) for strand in region.strands)
        return f'<tbody role="rowgroup">{rows}</tbody>'

    def _row(self, region: ShownRegion, strand: ShownStrand) -> str:
        name: str = escape(strand.name)
        kind = ' class="of-strand"' if name else ""
        new = f" <small>({self._new})</small>" if strand.is_new else ""
        cells = "".join(self._cells.cell(*one) for one in strand.cells)
        last = "" if name else self._on(region.row.changed_at)
        return (
            f'<tr role="row"{kind}><th role="rowheader" scope="row">'
            f"{name or self._head(region)}{new}</th>{cells}"
            f'<td role="cell" class="last-change" data-label="{self._last_step}">{last}</td></tr>'
        )

    def _head(self, region: ShownRegion) -> str:
        name: str = escape(region.row.name)
        if not region.opens:
            return name
        address = self._region_at.format(region=region.row.slug) + escape(self.query)
        return f'<a href="{address}">{name}</a>'

    def _on(self, moment: datetime | None) -> str:
        return narrow_day(clock.day_of(moment), self._language) if moment else "–"

    @cached_property
    def _cells(self) -> DifferenceCells:
        return DifferenceCells(self.milestones)

    @cached_property
    def _region_at(self) -> str:
        return region_pattern()

    @cached_property
    def _new(self) -> str:
        return escape(gettext("new"))

    @cached_property
    def _last_step(self) -> str:
        return escape(gettext("Last step"))

    @cached_property
    def _language(self) -> str:
        return page_language()
