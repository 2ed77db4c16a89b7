"""The programme as everyone reads it: each phase's calendar, what comes next, what is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checkpoints.models import Event, Phase
from checkpoints.queries import MilestoneFacts, milestones_on, wordings_of
from checkpoints.signals import event_pages
from checkpoints.timeline import event_name
from regions.models import User
from regions.reading import Reading
from regions.wording import Text


@dataclass(frozen=True)
class EventLine:
    """A point in a phase's calendar."""

    slug: str
    name: str
    starts_on: date | None
    ends_on: date | None
    place: str
    note: str
    is_next: bool = False
    address: str = ""  # of a page about it, where the one who looks may open one


@dataclass(frozen=True)
class Calendar:
    """A phase's events in the calendar's order, and those that were taken off it."""

    slug: str
    phase: Text
    starts_on: date
    ends_on: date
    events: tuple[EventLine, ...]
    removed: tuple[EventLine, ...]


@dataclass(frozen=True)
class Coming:
    """The event that comes next, or is going on (0 days left)."""

    name: str
    starts_on: date
    ends_on: date | None
    place: str
    days_left: int


def calendars(day: date, language: str, person: User) -> tuple[Calendar, ...]:
    """Every phase's calendar: 2 queries, and those of other apps that have pages about events."""
    phases = list(Phase.objects.prefetch_related("events"))
    events = [event for phase in phases for event in phase.events.all()]
    coming = _next(events, Reading(day))
    pages = _pages_about(events, person)
    return tuple(
        Calendar(
            phase.slug,
            phase.text(language),
            phase.starts_on,
            phase.ends_on,
            tuple(_line(e, coming, pages) for e in phase.events.all() if not e.removed),
            tuple(_line(e, coming, pages) for e in phase.events.all() if e.removed),
        )
        for phase in phases
    )


def coming(events: Iterable[Event], reading: Reading) -> Coming | None:
    """What a calendar looks ahead to, whatever its order.

    An earlier day is read as it ended: what ended on it is over.
    """
    event = _next(events, reading)
    if event is None or event.starts_on is None:
        return None
    days_left = max(0, (event.starts_on - reading.day).days)
    return Coming(event_name(event), event.starts_on, event.ends_on, event.place, days_left)


def coming_in_programme(day: date) -> Coming | None:
    """The same over all phases: 1 query."""
    return coming(Event.objects.all(), Reading(day))


def _next(events: Iterable[Event], reading: Reading) -> Event | None:
    """The first event by date that is not over."""
    first = reading.day + timedelta(days=1) if reading.past else reading.day
    ahead = [
        (event.starts_on, event.position, event)
        for event in events
        if event.starts_on and not event.removed and (event.ends_on or event.starts_on) >= first
    ]
    return min(ahead, key=lambda one: one[:2])[2] if ahead else None


def _pages_about(events: Iterable[Event], person: User) -> Mapping[int, str]:
    """By event, the address of its page."""
    answers: Any = event_pages.send(Event, person=person, events=events)
    return {event: address for _receiver, pages in answers for event, address in pages.items()}


def _line(event: Event, coming: Event | None, pages: Mapping[int, str]) -> EventLine:
    return EventLine(
        event.slug,
        event_name(event),
        event.starts_on,
        event.ends_on,
        event.place,
        event.note,
        is_next=event == coming,
        address=pages.get(event.pk, ""),
    )


def outline(phase: Phase, day: date, language: str) -> tuple[MilestoneFacts, ...]:
    """A phase's milestones with the checkpoints valid on a day: 2 queries."""
    return milestones_on(day, phase, wordings_of(phase, Reading(day)), language)
