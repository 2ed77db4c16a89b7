"""All that a region was asked to report, as the list of them shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from checkpoints.timeline import event_name
from regions.models import Region, User
from reports.access import ReportPlace
from reports.models import Edition
from reports.pages.rounds import when_in_words
from reports.queries.drafts import reports_of
from reports.queries.editions import state_of
from reports.states import Shown, handed_in_late


@dataclass(frozen=True)
class EditionLine:
    number: int
    address: str
    handed_in_at: datetime
    by: str
    on_behalf: bool
    late: str  # «3 dager etter fristen»; empty within it
    label: str | Promise  # what became of it


@dataclass(frozen=True)
class ReportLine:
    """One of a region's reports, as the list of them shows it."""

    place: ReportPlace
    name: str
    shown: Shown
    when: str  # how long is left, or since when it is over; empty once it is handed in
    editions: tuple[EditionLine, ...]  # the newest first


def report_lines(region: Region, user: User) -> tuple[ReportLine, ...]:
    """All that a region was asked to report, the last due first: 2 queries."""
    return tuple(
        _report_line(ReportPlace(report, user), shown, editions)
        for report, shown, editions in reports_of(region)
    )


def _report_line(place: ReportPlace, shown: Shown, editions: Iterable[Edition]) -> ReportLine:
    return ReportLine(
        place=place,
        name=event_name(place.event),
        shown=shown,
        when=when_in_words(place.round) if shown.is_awaited else "",
        editions=tuple(_edition_line(place, one) for one in editions),
    )


def _edition_line(place: ReportPlace, one: Edition) -> EditionLine:
    _sign, label = state_of(one, place.report)
    return EditionLine(
        number=one.number,
        address=place.at("edition", one.number),
        handed_in_at=one.handed_in_at,
        by=one.handed_in_by.name,
        on_behalf=one.on_behalf,
        late=handed_in_late(place.round.due_on, one.handed_in_at),
        label=label,
    )
