"""What the programme's report says: plain data, frozen, in the programme's language.

It goes to the funder, and tells what the funder may know: each region's states and counts as the
overview shows them, of requests for help only how many there are (docs/decisions/0008, 0011).
A field that is added later needs a new `FORMAT`.
"""

import json
from dataclasses import dataclass
from datetime import date

from regions.wording import Text
from reports.canonical import canonical, plain, typed
from reports.content import Phase

FORMAT = "byregion-programme/1"


@dataclass(frozen=True)
class Head:
    """A milestone, and how the regions stand there on their main strands."""

    number: int
    slug: str
    name: Text
    reached: int
    late: int  # on any strand
    on_hold: int


@dataclass(frozen=True)
class Cell:
    """A region at a milestone: its main strand, and the others in words."""

    state: str  # late goes before the others
    label: str  # the state in words
    met: int
    of: int
    late_days: int  # the latest of all strands
    stale: bool  # nobody has stood for something open lately
    parallel: str  # «+ 1 løp: på vent»; empty where there is only the main one


@dataclass(frozen=True)
class RegionLine:
    slug: str
    name: str
    county: str  # the host's
    cells: tuple[Cell, ...]  # one a milestone
    report: str  # how far its report to the round has come, in words
    report_state: str  # the same as its tag's sign and colour


@dataclass(frozen=True)
class CountyLine:
    """A county's regions in sum."""

    name: str
    regions: int
    reached: tuple[int, ...]  # regions, one number a milestone
    late: int
    on_hold: int
    handed_in: int


@dataclass(frozen=True)
class RegionChanges:
    """What happened in a region since the event before, in plain words."""

    region: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LateLine:
    region: str
    strand: str  # empty for the main one
    milestone: str
    planned_on: date
    days: int


@dataclass(frozen=True)
class OnHoldLine:
    region: str
    strand: str
    milestone: str
    met: int
    of: int


@dataclass(frozen=True)
class Forecast:
    """When a region is likely to reach what it is working on, of those where a range is known."""

    region: str
    milestone: str
    planned_on: date | None
    earliest_on: date
    latest_on: date
    after_plan: bool


@dataclass(frozen=True)
class HelpCount:
    """How many regions ask for help with a milestone, and how many of them wait for an answer."""

    milestone: str
    asking: int
    waiting: int


@dataclass(frozen=True)
class Annex:
    """A region's edition that belongs to the report: embedded in it, and listed."""

    edition: int  # its key
    region: str
    region_slug: str
    county: str
    number: int
    stage: str  # submitted or approved
    label: str  # the stage in words
    handed_in_on: date
    days_late: int
    code: str  # as it is printed
    file_name: str  # «rapport-2-region-alesund-utgave-1.pdf»
    sha256: str  # of the file
    size: int  # bytes


@dataclass(frozen=True)
class Part:
    """A county's own file, where the programme is too large for one."""

    county: str
    regions: int
    file_name: str


@dataclass(frozen=True)
class ProgrammeContent:
    """The programme's report as of a day, for a round of reports."""

    language: str
    programme: str
    funder: str
    phase: Phase
    event: str  # the round's, by its slug: «rapport-2»
    name: str  # «Rapport 2»
    due_on: date
    day: date  # whose status it tells
    reports_on: date  # whose reports it tells of and encloses: later, where the status is frozen
    demo: bool
    county: str  # of which it is the part; empty: the whole programme
    brief: tuple[str, ...]  # sentences
    heads: tuple[Head, ...]
    regions: tuple[RegionLine, ...]
    counties: tuple[CountyLine, ...]
    since: date | None  # changes are those after this day's end
    since_words: str  # «Samling 2 (3. oktober 2016)»; empty where there is none
    changes: tuple[RegionChanges, ...]
    unchanged: tuple[str, ...]  # regions of which nothing is recorded since
    late: tuple[LateLine, ...]
    on_hold: tuple[OnHoldLine, ...]
    forecasts: tuple[Forecast, ...]
    method: str  # of the forecasts, in one sentence
    help: tuple[HelpCount, ...]
    annexes: tuple[Annex, ...]
    parts: tuple[Part, ...]  # where it is split by county: the files that hold the rest

    @property
    def file_name(self) -> str:
        """«programrapport-rapport-2-2016-11-20», «programrapport-rapport-2-2016-11-20-rogaland».

        Without an ending.
        """
        whole = f"programrapport-{self.event}-{self.day.isoformat()}"
        return f"{whole}-{slug_of(self.county)}" if self.county else whole

    @property
    def is_of_two_days(self) -> bool:
        return self.reports_on != self.day

    @property
    def missing(self) -> tuple[RegionLine, ...]:
        """Regions whose report is not among the annexes."""
        handed_in = {one.region_slug for one in self.annexes}
        return tuple(one for one in self.regions if one.slug not in handed_in)


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})


def slug_of(county: str) -> str:
    """«Møre og Romsdal» as it stands in file names: «more-og-romsdal»."""
    letters = county.casefold().translate(_LETTERS)
    return "".join(one for one in letters if one.isascii() and (one.isalnum() or one == "-"))


def to_json(content: ProgrammeContent) -> str:
    """Canonical, with its format: the same content is the same bytes."""
    return canonical({"version": FORMAT, **plain(content)})


def from_json(document: str | bytes) -> ProgrammeContent:
    """The content again; ValueError for another format."""
    found = json.loads(document)
    version = found.pop("version", None)
    if version != FORMAT:
        raise ValueError(f"a programme report of format {version!r}, not {FORMAT}")
    content: ProgrammeContent = typed(ProgrammeContent, found)
    return content
