"""What the paper of a gathering says: plain data, frozen, for all who come. It gives no reasons."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regions.wording import Text
from reports.canonical import canonical, plain, typed
from reports.gathering.wording import duration

FORMAT = "byregion-gathering/1"


@dataclass(frozen=True)
class Point:
    """A point of the agenda."""

    heading: str
    note: str
    minutes: int | None


@dataclass(frozen=True)
class Group:
    """Who sits together, and what they talk about first."""

    number: int
    topic: Text | None  # a checkpoint's words
    regions: tuple[str, ...]


@dataclass(frozen=True)
class GatheringContent:
    """A gathering's agenda and groups, as they have stood since they were changed last."""

    language: str
    programme: str
    phase: Text
    event: str  # its slug: «samling-3»
    name: str  # «Samling 3»
    starts_on: date | None
    ends_on: date | None
    place: str
    changed_at: datetime
    demo: bool
    agenda: tuple[Point, ...]
    groups: tuple[Group, ...]

    @property
    def file_name(self) -> str:
        """«samling-3-dagsorden-og-grupper». Without an ending."""
        return f"{self.event}-dagsorden-og-grupper"

    @property
    def minutes(self) -> int:
        """Of the points that say how long they take."""
        return sum(one.minutes or 0 for one in self.agenda)

    @property
    def time(self) -> str:
        """The same in hours: «3 t 15 min»."""
        return duration(self.minutes)

    @property
    def untimed(self) -> int:
        return sum(one.minutes is None for one in self.agenda)


def to_json(content: GatheringContent) -> str:
    return canonical({"version": FORMAT, **plain(content)})


def from_json(document: str) -> GatheringContent:
    """The content again; ValueError for another format."""
    found: dict[str, Any] = json.loads(document)
    if (version := found.pop("version", None)) != FORMAT:
        raise ValueError(f"a gathering of format {version!r}, not {FORMAT}")
    content: GatheringContent = typed(GatheringContent, found)
    return content
