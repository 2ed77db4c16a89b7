"""The fetch is the check, for what the programme staff prepare for a gathering.

The staff see and change all of it. The regions' people read the agenda and the groups once they are
shown to them; to the ministry there is no such page.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from checkpoints.models import Event, EventKind
from regions.models import User
from reports.models import AgendaItem, Agreement, Gathering


@dataclass(frozen=True)
class GatheringPlace:
    """A gathering, what is prepared for it, and what the one who asks may do with it."""

    gathering: Gathering  # a new row where nothing is prepared yet
    prepares: bool  # the programme staff; the others read

    @property
    def event(self) -> Event:
        return self.gathering.event

    @property
    def where(self) -> tuple[str, str]:
        """What stands in addresses: phase, event."""
        return self.event.phase.slug, self.event.slug

    @property
    def address(self) -> str:
        return self.at("gathering")

    def at(self, what: str, *more: object) -> str:
        """Where a page of the gathering is: `gathering`, `change_agenda_item` with its key."""
        return reverse(f"reports:{what}", args=[*self.where, *more])


def gathering_to_see(user: User, phase: str, event: str) -> GatheringPlace:
    """For the programme staff; for the regions' people once it is shown to them."""
    found = (
        Event.objects.select_related("phase__programme")
        .filter(phase__slug=phase, slug=event, kind=EventKind.GATHERING, removed=False)
        .first()
    )
    if found is None:
        raise Http404
    place = GatheringPlace(_prepared_for(found), prepares=user.standing.staff)
    reads = bool(user.standing.regions) and place.gathering.published
    if not (place.prepares or reads):
        raise Http404
    return place


def gathering_to_prepare(user: User, phase: str, event: str) -> GatheringPlace:
    """For the programme staff."""
    place = gathering_to_see(user, phase, event)
    if not place.prepares:
        raise PermissionDenied
    return place


def agenda_item_to_change(user: User, pk: int, **where: Any) -> tuple[GatheringPlace, AgendaItem]:
    """A point of the agenda, also one that was taken out: it can be brought back."""
    place = gathering_to_prepare(user, **where)
    rows = AgendaItem.objects.select_related("changed_by").filter(event=place.event, pk=pk)
    found = rows.first()
    if found is None:
        raise Http404
    found.event = place.event
    return place, found


def decision_to_change(
    user: User, decision: UUID, **where: Any
) -> tuple[GatheringPlace, tuple[Agreement, ...]]:
    """What was agreed with each region in one decision, by their keys; what was removed is not."""
    place = gathering_to_prepare(user, **where)
    rows = Agreement.objects.select_related("region", "event__phase", "changed_by")
    found = tuple(rows.filter(event=place.event, decision=decision, removed=False).order_by("pk"))
    if not found:
        raise Http404
    return place, found


def _prepared_for(event: Event) -> Gathering:
    found = Gathering.objects.select_related("changed_by").filter(event=event).first()
    if found is None:
        return Gathering(event=event)
    found.event = event
    return found
