"""Where a row of a table stands: which strand of which region, at which milestone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from checkpoints.exports.columns import Column, Columns, Kind
from checkpoints.queries import MilestoneFacts, StrandFacts


@dataclass(frozen=True)
class At:
    """A strand at a milestone, as someone may see it who may open its region, or not."""

    region: str  # by the word in its address
    region_name: str
    strand: StrandFacts
    milestone: MilestoneFacts
    day: date
    sees: bool

    @property
    def theme(self) -> str:
        """The region's own words: blank to others."""
        return self.strand.theme if self.sees else ""


NAMES: Columns[At] = (
    Column(
        "region_name", Kind.TEXT,
        _("What the region was called on the day."),
        _("Region"), 24, lambda at: at.region_name,
    ),
    Column(
        "strand", Kind.INTEGER,
        _("The strand's number in its region. It never changes."),
        _("Strand no."), 7, lambda at: at.strand.number,
    ),
    Column(
        "theme", Kind.TEXT,
        _("A parallel strand's theme. Empty for regions that you cannot open."),
        _("Theme"), 26, lambda at: at.theme,
    ),
    Column(
        "milestone_number", Kind.INTEGER,
        _("The milestone's place in its phase."),
        _("Milestone no."), 9, lambda at: at.milestone.position,
    ),
    Column(
        "milestone_name", Kind.TEXT,
        _("The milestone's name, in the language of the page."),
        _("Milestone"), 28, lambda at: at.milestone.name.value,
    ),
)  # fmt: skip

KEYS: Columns[At] = (
    Column(
        "main_strand", Kind.BOOLEAN,
        _("Whether it is the region's main strand. Sums over regions count these alone."),
        _("Main strand"), 10, lambda at: at.strand.is_main,
    ),
    Column(
        "day", Kind.DATE,
        _("The day that the row tells of."),
        _("Day"), 11, lambda at: at.day,
    ),
    Column(
        "region", Kind.CODE,
        _("The region, by the word in its address. It never changes."),
        _("Region's key"), 20, lambda at: at.region,
    ),
    Column(
        "milestone", Kind.CODE,
        _("The milestone, by the word in its address."),
        _("Milestone's key"), 20, lambda at: at.milestone.slug,
    ),
)  # fmt: skip
