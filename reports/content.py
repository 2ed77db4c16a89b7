"""What a report says: plain data, frozen. The preview, the paper and the JSON in it are made of it.

Nothing here reads the database. Dates are days in Oslo; words are in the report's language, but for
those of a `Text`, which says its own. A field that is added later needs a new `FORMAT`.
"""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from regions.wording import Text

FORMAT = "byregion-report/3"


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

    @property
    def file_name(self) -> str:
        """«statusrapport-region-alesund-2016-11-20», without an ending."""
        return f"statusrapport-{self.region_slug}-{self.day.isoformat()}"

    @property
    def member_names(self) -> str:
        return ", ".join(place.name for place in self.members)

    @property
    def any_changed(self) -> bool:
        """Whether there is a bar in the margin."""
        return any(strand.any_changed for strand in self.strands)


def to_json(content: ReportContent) -> str:
    """Canonical: sorted keys, one space of indent, letters as they are, a line end at the end."""
    document = {"version": FORMAT, **_plain(content)}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(document: str | bytes) -> ReportContent:
    """The content again; ValueError for a document of another format."""
    found = json.loads(document)
    version = found.pop("version", None)
    if version != FORMAT:
        raise ValueError(f"a report of format {version!r}, not {FORMAT!r}")
    content: ReportContent = _typed(ReportContent, found)
    return content


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(hint: Any, value: Any) -> Any:
    """A value out of JSON as what its field is declared to be."""
    if get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
        return None if value is None else _typed(hint, value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{name: _typed(hints[name], item) for name, item in value.items()})  # type: ignore[operator]  # a class, not an instance
    return date.fromisoformat(value) if hint is date else value
