"""What the page of an edition is made from, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import timedelta

from checkpoints.timeline import NARROW, WIDE, Drawing, event_name
from regions import clock
from reports.access import EditionPlace, ReportPlace
from reports.codes import in_groups
from reports.content import ReportContent
from reports.integrity import content_of_edition
from reports.models import Edition
from reports.picture import drawing
from reports.queries.editions import (
    EditionFacts,
    FileFacts,
    Neighbour,
    editions_of,
    file_facts,
    neighbours,
)
from reports.states import handed_in_late

AWAITED_FOR = timedelta(minutes=10)  # a paper is made in seconds, where a worker makes it


@dataclass(frozen=True)
class Paper:
    """The file of an edition, which is made in the background."""

    found: EditionPlace
    file: FileFacts | None

    @property
    def is_awaited(self) -> bool:
        """Whether the page goes on asking for it by itself."""
        return self.file is None and clock.now() - self.found.edition.handed_in_at < AWAITED_FOR


@dataclass(frozen=True)
class EditionPage:
    """An edition as it was handed in, and what became of it."""

    found: EditionPlace
    content: ReportContent | None  # none: it was altered, and says nothing any more
    facts: EditionFacts
    all: tuple[EditionFacts, ...]  # of the same report, newest first
    before: Neighbour | None
    after: Neighbour | None
    paper: Paper

    @property
    def name(self) -> str:
        return event_name(self.place.event)

    @property
    def late(self) -> str:
        """«3 dager etter fristen»; empty where it came in time."""
        return handed_in_late(self.place.round.due_on, self.edition.handed_in_at)

    @property
    def edition(self) -> Edition:
        return self.found.edition

    @property
    def place(self) -> ReportPlace:
        return self.found.place

    @property
    def code(self) -> str:
        return in_groups(self.edition.code)

    @property
    def is_newest(self) -> bool:
        return self.all[0].number == self.edition.number

    @property
    def sees_region(self) -> bool:
        """Whether more is open than editions: the draft, and why an edition was withdrawn."""
        return self.place.user.standing.sees(self.place.region.pk)

    @property
    def may_withdraw(self) -> bool:
        return self.place.is_staff and self.facts.withdrawn_at is None

    @property
    def pictures(self) -> list[tuple[str, Drawing]]:
        if self.content is None:
            return []
        return [("wide", drawing(self.content, WIDE)), ("narrow", drawing(self.content, NARROW))]


def edition_page(found: EditionPlace) -> EditionPage:
    """4 queries."""
    edition, place = found.edition, found.place
    every = editions_of(place.report)
    before, after = neighbours(edition)
    return EditionPage(
        found=found,
        content=content_of_edition(edition),
        facts=next(one for one in every if one.number == edition.number),
        all=every,
        before=before,
        after=after,
        paper=paper(found),
    )


def paper(found: EditionPlace) -> Paper:
    """1 query."""
    return Paper(found, file_facts(found.edition))
