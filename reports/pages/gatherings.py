"""What a gathering's page is made from: the staff's, on which it is prepared, and the regions'."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from checkpoints.asked import Asked, asked_for
from checkpoints.models import Event
from checkpoints.queries import calendar
from checkpoints.timeline import event_name
from regions import clock
from regions.changes import Change, changes_in
from regions.reading import Reading
from regions.wording import page_language
from reports.access.gatherings import GatheringPlace
from reports.gathering.agenda import Proposal, Why, proposals, the_first
from reports.gathering.content import Group
from reports.gathering.groups import groups_for_paper, kept
from reports.models import AgendaItem, Bundle, Round
from reports.pages.gatherings_ahead import When, address_of
from reports.queries.gatherings import (
    Agenda,
    Decision,
    agenda_of,
    data_for,
    decisions_at,
    gathering_before,
    newest_bundle,
    round_before,
)
from reports.queries.table import table_of

NAMED = 12  # regions that are named one by one; of more it is said how many


@dataclass(frozen=True)
class HandedIn:
    """Who has handed in to the round before a gathering."""

    asking: Round
    handed_in: int
    missing: tuple[str, ...]  # regions, by name
    bundle: Bundle | None  # the newest that is ready

    @property
    def name(self) -> str:
        return event_name(self.asking.event)

    @property
    def where(self) -> tuple[str, str]:
        return self.asking.event.phase.slug, self.asking.event.slug

    @property
    def asked(self) -> int:
        return self.handed_in + len(self.missing)

    @property
    def named(self) -> str:
        return ", ".join(self.missing[:NAMED])

    @property
    def unnamed(self) -> int:
        """How many more are missing."""
        return max(0, len(self.missing) - NAMED)


@dataclass(frozen=True)
class ShownProposal:
    """A proposal, and as many of its regions as a page names."""

    proposal: Proposal

    @property
    def named(self) -> tuple[object, ...]:
        return self.proposal.mentions[:NAMED]

    @property
    def unnamed(self) -> int:
        return max(0, len(self.proposal.mentions) - NAMED)


@dataclass(frozen=True)
class Proposed:
    """What the agenda is proposed to have by one rule."""

    why: Why
    proposals: tuple[ShownProposal, ...]


@dataclass(frozen=True)
class ShownGathering:
    """What the regions see of a gathering that is shown to them, and the programme staff too."""

    place: GatheringPlace
    agenda: Agenda
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        return event_name(self.place.event)

    @property
    def when(self) -> When:
        return When(self.place.event)

    @property
    def trail(self) -> tuple[dict[str, str], ...]:
        return trail_of(self.place.event)


@dataclass(frozen=True)
class GatheringPage(ShownGathering):
    """What the programme staff see of it, and prepare."""

    asked: Asked
    handed_in: HandedIn | None
    since: str  # the gathering before, in words; empty: there has been none
    proposed: tuple[Proposed, ...] | None  # none: it is over
    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]

    @property
    def untold(self) -> int:
        """How many groups have a topic that the regions do not see."""
        return sum(bool(one.topic) for one in kept(self.place.gathering.groups)) - sum(
            bool(one.topic) for one in self.groups
        )


def gathering_page(place: GatheringPlace, get: QueryDict) -> GatheringPage:
    """16 queries for any number of regions; fewer on an earlier day, and once it is over.

    Raises NotUnderstood.
    """
    event = place.event
    events = calendar(event.phase_id, Reading.today())
    asked = asked_for(get, events)
    agenda = agenda_of(event)
    before = gathering_before(event, events, asked.reading.day)
    is_shown = asked.reading.past or not When(event).is_over
    return GatheringPage(
        place=place,
        agenda=agenda,
        groups=groups_for_paper(place.gathering),
        asked=asked,
        handed_in=_handed_in(event),
        since=event_name(before) if before else "",
        proposed=_proposed(event, before, asked.reading, agenda) if is_shown else None,
        decisions=decisions_at(event),
        changes=_changes(place, agenda),
    )


def _handed_in(event: Event) -> HandedIn | None:
    """4 queries; 1 where there is no such round."""
    asking = round_before(event)
    if asking is None:
        return None
    lines = table_of(asking, clock.today()).lines
    missing = tuple(one.region for one in lines if one.state.is_missing)
    return HandedIn(asking, len(lines) - len(missing), missing, newest_bundle(asking))


def _proposed(
    event: Event, before: Event | None, reading: Reading, agenda: Agenda
) -> tuple[Proposed, ...]:
    data = data_for(event.phase, _since(event, before), reading, page_language())
    found = the_first(proposals(data), agenda.proposals)
    return tuple(
        Proposed(why, tuple(ShownProposal(one) for one in found if one.why == why)) for why in Why
    )


def _since(event: Event, before: Event | None) -> date:
    """The end of the gathering before; where there was none, the phase's first day."""
    last = (before.ends_on or before.starts_on) if before else None
    return last or event.phase.starts_on


def _changes(place: GatheringPlace, agenda: Agenda) -> tuple[Change, ...]:
    """2 queries; 1 less of each kind that nothing is recorded of."""
    items = {one: one.heading for one in (*agenda.items, *agenda.taken_out)}
    gathering = {place.gathering: event_name(place.event)} if place.gathering.pk else {}
    return changes_in({**gathering, **items})


def shown_gathering(place: GatheringPlace) -> ShownGathering:
    """4 queries; 1 without groups."""
    return ShownGathering(place, agenda_of(place.event), groups_for_paper(place.gathering))


def trail_of(event: Event, last: str = "") -> tuple[dict[str, str], ...]:
    """The way to a gathering's page, or to one beneath it."""
    first = {"label": _("Calendar"), "url": reverse("checkpoints:calendar")}
    here = {"label": event_name(event), "url": address_of(event) if last else ""}
    return (first, here, {"label": last, "url": ""}) if last else (first, here)


# The agenda's form


def item_from(found: Proposal | None, event: Event) -> AgendaItem:
    """A new point, as it is proposed."""
    if found is None:
        return AgendaItem(event=event)
    return AgendaItem(
        event=event, heading=found.heading, note=found.note, minutes=found.minutes,
        proposal=found.key,
    )  # fmt: skip


def proposal_of(place: GatheringPlace, key: str) -> Proposal | None:
    """What is proposed today under a key."""
    events = calendar(place.event.phase_id, Reading.today())
    reading = Reading.today()
    before = gathering_before(place.event, events, reading.day)
    data = data_for(place.event.phase, _since(place.event, before), reading, page_language())
    return next((one for one in proposals(data) if one.key == key), None)
