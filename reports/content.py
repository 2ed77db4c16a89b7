"""What a report says: plain data, frozen. The preview, the paper and the JSON in it are made of it.

Nothing here reads the database. Dates are days in Oslo; words are in the report's language, but for
those of a `Text`, which says its own. A field that is added later needs a new `FORMAT`.
"""

from dataclasses import dataclass
from datetime import date

from regions.wording import Text
from reports.filing import EvidenceLine, Filing

FORMAT = "byregion-report/4"


@dataclass(frozen=True)
class Place:
    """A municipality that takes part, by its number, name and county on the report's day."""

    number: str
    name: str
    county: str


@dataclass(frozen=True)
class Somebody:
    name: str
    role: str


@dataclass(frozen=True)
class Verification:
    """What the programme staff say of the region's claim."""

    finding: str
    label: str  # the finding in words
    note: str
    on: date
    outdated: bool  # the claim has been changed since


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint and where the strand stands on it."""

    number: int
    slug: str
    text: Text
    is_question: bool
    status: str
    label: str  # the status in words
    met_on: date | None
    due_on: date | None
    comment: str  # or the answer to a question; Markdown, as it was written (regions/markdown.py)
    responsible: str
    unsure: bool
    changed: bool  # otherwise than it stood half a year ago
    reviewed_on: date | None  # of what is open and was touched: last changed or confirmed
    confirmed: bool  # as unchanged, since it was last changed
    stale: bool  # nobody has reviewed it for long
    review: str  # the three in words
    verification: Verification | None

    @property
    def is_told(self) -> bool:
        """Whether there is more to say of it than fits its row."""
        return bool(self.comment or self.verification)


@dataclass(frozen=True)
class Plan:
    starts_on: date | None
    ends_on: date | None
    first_starts_on: date | None
    first_ends_on: date | None
    moves: int
    drift: str  # «moved 2 times, 92 days later»


@dataclass(frozen=True)
class Decision:
    decided_on: date
    body: str
    note: str  # Markdown too


@dataclass(frozen=True)
class Milestone:
    """A milestone on a strand: `met` of those that apply, `answered` of the questions asked."""

    number: int
    slug: str
    name: Text
    state: str  # late goes before the others
    label: str  # the state in words
    late_days: int
    met: int
    of: int
    answered: int
    asked: int
    plan: Plan
    started_on: date | None
    reached_on: date | None
    ended_on: date | None  # reached, or closed with its strand; none where nothing was begun
    reopened_on: date | None  # it was reached once, and has been open again since
    decisions: tuple[Decision, ...]
    checkpoints: tuple[Checkpoint, ...]
    changed: bool  # plan moved or decided on in the last half year


@dataclass(frozen=True)
class Strand:
    number: int
    name: str
    is_main: bool
    begins_at: int  # the number of its first milestone
    closed_on: date | None
    closed_why: str
    milestones: tuple[Milestone, ...]

    @property
    def slug(self) -> str:
        """Its name in links within the report."""
        return f"strand-{self.number}"

    @property
    def any_changed(self) -> bool:
        return any(
            one.changed or any(row.changed for row in one.checkpoints) for one in self.milestones
        )


@dataclass(frozen=True)
class StatusChange:
    strand: str  # empty for the main one
    milestone: Text
    checkpoint: Text
    before: str
    before_label: str
    after: str
    after_label: str
    recorded_on: date | None
    by: str


@dataclass(frozen=True)
class PlanMove:
    strand: str
    milestone: Text
    before: date
    after: date
    recorded_on: date
    by: str
    reason: str


@dataclass(frozen=True)
class NewDecision:
    strand: str
    milestone: Text
    decided_on: date
    body: str
    note: str


@dataclass(frozen=True)
class Changes:
    """What is otherwise than at the end of `since`: newest first in each list."""

    since: date
    statuses: tuple[StatusChange, ...]
    moves: tuple[PlanMove, ...]
    decisions: tuple[NewDecision, ...]

    def __bool__(self) -> bool:
        return bool(self.statuses or self.moves or self.decisions)


@dataclass(frozen=True)
class Event:
    """A point in the phase's calendar; its day may not be set yet."""

    kind: str
    number: int
    name: str
    starts_on: date | None
    ends_on: date | None
    place: str


@dataclass(frozen=True)
class Phase:
    slug: str
    name: Text
    starts_on: date
    ends_on: date


def edition_file_name(event: str, region: str, number: int) -> str:
    """«rapport-1-region-alesund-utgave-2»: of an edition's files. Without an ending."""
    return f"{event}-{region}-utgave-{number}"


@dataclass(frozen=True)
class ReportContent:
    """A region's status report as of the end of a day."""

    language: str
    programme: str
    funder: str
    phase: Phase
    region: str
    region_slug: str
    day: date
    demo: bool  # made of demo data, which the paper says
    host: Place | None
    members: tuple[Place, ...]
    observers: tuple[Place, ...]
    counties: tuple[str, ...]
    people: tuple[Somebody, ...]
    brief: str
    strands: tuple[Strand, ...]
    changes: Changes
    events: tuple[Event, ...]
    evidence: tuple[EvidenceLine, ...] = ()  # where the round wants it listed
    filing: Filing | None = None  # none: nobody has asked for it, it just says how things stand

    @property
    def file_name(self) -> str:
        """«statusrapport-region-alesund-2016-11-20», «rapport-1-region-alesund-utgave-2».

        Without an ending.
        """
        if self.filing is None:
            return f"statusrapport-{self.region_slug}-{self.day.isoformat()}"
        if self.filing.is_draft:
            return f"{self.filing.event}-{self.region_slug}-utkast"
        return edition_file_name(self.filing.event, self.region_slug, self.filing.number)

    @property
    def member_names(self) -> str:
        return ", ".join(place.name for place in self.members)

    @property
    def any_changed(self) -> bool:
        """Whether there is a bar in the margin."""
        answers = self.filing.changed if self.filing else ()
        return bool(answers) or any(strand.any_changed for strand in self.strands)
