"""Where other pages lead to a gathering from: the calendar, the overview, a region's own page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.models import Event, EventKind
from checkpoints.timeline import event_name
from regions import clock
from regions.standing import Standing
from reports.queries.gatherings import published


@dataclass(frozen=True)
class When:
    """When a gathering is, seen from today."""

    event: Event

    @property
    def days_left(self) -> int | None:
        """None where no date is set."""
        starts_on = self.event.starts_on
        return (starts_on - clock.today()).days if starts_on else None

    @property
    def is_over(self) -> bool:
        last = self.event.ends_on or self.event.starts_on
        return last is not None and last < clock.today()

    @property
    def is_to_come(self) -> bool:
        return self.days_left is None or self.days_left > 0

    @property
    def in_words(self) -> str:
        """«om 12 dager», «er i dag», «er over»; nothing without a date."""
        if self.days_left is None:
            return ""
        if self.is_over:
            return _("is over")
        if self.days_left <= 0:
            return _("is going on now") if self.days_left else _("is today")
        return ngettext("in %(n)d day", "in %(n)d days", self.days_left) % {"n": self.days_left}


@dataclass(frozen=True)
class Ahead:
    """The next gathering, where its page is open to the one who looks."""

    event: Event
    phase: str  # its slug

    @property
    def name(self) -> str:
        return event_name(self.event)

    @property
    def when(self) -> str:
        return When(self.event).in_words

    @property
    def address(self) -> str:
        return reverse("reports:gathering", args=[self.phase, self.event.slug])


def address_of(event: Event) -> str:
    return reverse("reports:gathering", args=[event.phase.slug, event.slug])


def pages_about(standing: Standing, events: Iterable[Event]) -> Mapping[int, str]:
    """The addresses of the gatherings among some events that are open to someone, by event.

    1 query for the regions' people, none for others.
    """
    return {one.pk: address_of(one) for one in _open_to(standing, events)}


def ahead(standing: Standing, events: Iterable[Event], phase: str, day: date) -> Ahead | None:
    """The first gathering of a phase that is not over on a day, if its page is open to someone.

    1 query for the regions' people where one is ahead, none for others.
    """
    dated = (
        (one.starts_on, one.position, one)
        for one in events
        if one.kind == EventKind.GATHERING and one.starts_on
        if (one.ends_on or one.starts_on) >= day
    )
    first = [found[-1] for found in sorted(dated, key=lambda found: found[:2])[:1]]
    return next((Ahead(one, phase) for one in _open_to(standing, first)), None)


def _open_to(standing: Standing, events: Iterable[Event]) -> list[Event]:
    """The programme staff open all gatherings, the regions those that are shown, others none."""
    listed = [one for one in events if one.kind == EventKind.GATHERING and not one.removed]
    if standing.staff or not listed:
        return listed
    shown = published(listed) if standing.regions else frozenset()
    return [one for one in listed if one.pk in shown]
