"""Reads of a gathering: its agenda, what was asked for before it, what was decided at it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import ngettext

from checkpoints.models import Event, EventKind, Phase
from checkpoints.queries import phase_outline
from regions import clock
from regions.norwegian import in_order
from regions.reading import Reading
from reports.gathering.agenda import Data
from reports.gathering.standing import asked_now, hindered, practices
from reports.gathering.wording import duration
from reports.models import AgendaItem, Agreement, Bundle, BundleState, Gathering, Outcome, Round
from reports.queries.agreements import STATES


@dataclass(frozen=True)
class Agenda:
    """A gathering's points in their order, and those that were taken out."""

    items: tuple[AgendaItem, ...]
    taken_out: tuple[AgendaItem, ...]

    @property
    def minutes(self) -> int:
        """Of the points that say how long they take."""
        return sum(one.minutes or 0 for one in self.items)

    @property
    def time(self) -> str:
        """The same in hours: «3 t 15 min»."""
        return duration(self.minutes)

    @property
    def untimed(self) -> int:
        return sum(one.minutes is None for one in self.items)

    @property
    def proposals(self) -> frozenset[str]:
        """What was taken from proposals and stands there now."""
        return frozenset(one.proposal for one in self.items if one.proposal)


def agenda_of(event: Event) -> Agenda:
    """1 query."""
    rows = list(AgendaItem.objects.filter(event=event).select_related("changed_by"))
    return Agenda(
        tuple(one for one in rows if not one.removed), tuple(one for one in rows if one.removed)
    )


def number_of(item: AgendaItem) -> int:
    """Which point of its agenda it is, as they are counted on it: 1 query."""
    there = agenda_of(item.event).items
    return sum((one.position, one.pk) <= (item.position, item.pk) for one in there)


def round_before(event: Event) -> Round | None:
    """The nearest round of the phase that stands before an event in the calendar: 1 query."""
    before = Q(event__position__lt=event.position) | Q(
        event__position=event.position, event__pk__lt=event.pk
    )
    rows = Round.objects.select_related("event__phase").filter(
        before, event__phase=event.phase_id, event__removed=False, removed=False
    )
    return rows.order_by("-event__position", "-event__pk").first()


def newest_bundle(asking: Round) -> Bundle | None:
    """The newest bundle of a round that is ready: 1 query."""
    rows = Bundle.objects.filter(round=asking, state=BundleState.READY).defer("content")
    return rows.order_by("-pk").first()


# Proposals


def gathering_before(event: Event, events: Iterable[Event], day: date) -> Event | None:
    """The last gathering, or kick-off, that was over on a day; another than the event itself."""
    kinds = {EventKind.GATHERING, EventKind.KICKOFF}
    over = [
        (last, one.position, one)
        for one in events
        if one.kind in kinds and one.pk != event.pk and not one.removed
        if (last := one.ends_on or one.starts_on) and last < day
    ]
    return max(over, key=lambda one: one[:2])[2] if over else None


def data_for(phase: Phase, since: date, reading: Reading, language: str) -> Data:
    """What an agenda is proposed from: 4 queries, 2 on an earlier day.

    What is asked and shared is known of today alone. Nothing of a phase without milestones.
    """
    outline = phase_outline(phase, reading, language)
    if outline is None:
        return Data(phase.slug, (), (), ())
    then = Reading.as_of(since)
    return Data(
        phase.slug,
        hindered(outline, then, reading),
        () if reading.past else asked_now(phase, language),
        () if reading.past else practices(phase, since, language),
    )


# What is decided


@dataclass(frozen=True)
class Agreed:
    """What one region has done about a decision."""

    pk: int  # of the agreement
    region: str
    slug: str
    outcome: Outcome
    note: str

    @property
    def state(self) -> str:
        """The state whose sign and colour it has."""
        return STATES[self.outcome]


@dataclass(frozen=True)
class Decision:
    """What was agreed at a gathering, with one region or with several."""

    key: UUID | None  # none: with one region, on its own page
    text: str
    due_on: date | None
    regions: tuple[Agreed, ...]

    @property
    def open(self) -> tuple[Agreed, ...]:
        return tuple(one for one in self.regions if one.outcome == Outcome.OPEN)

    @property
    def finished(self) -> tuple[Agreed, ...]:
        """Those that have done it, or no longer need to."""
        return tuple(one for one in self.regions if one.outcome != Outcome.OPEN)

    @property
    def done(self) -> int:
        return sum(one.outcome == Outcome.DONE for one in self.regions)

    @property
    def is_late(self) -> bool:
        return bool(self.open) and self.due_on is not None and self.due_on < clock.today()

    @property
    def state(self) -> str:
        """The state whose sign and colour it has."""
        if not self.open:
            return STATES[Outcome.DONE]
        return "late" if self.is_late else STATES[Outcome.OPEN]

    @property
    def label(self) -> str:
        """«3 av 28 har gjort det»."""
        words = ngettext(
            "%(n)d of %(of)d has done it", "%(n)d of %(of)d have done it", len(self.regions)
        )
        return words % {"n": self.done, "of": len(self.regions)}


def decisions_at(event: Event) -> tuple[Decision, ...]:
    """What was agreed at an event and holds, in the order in which it was written: 1 query."""
    rows = (
        Agreement.objects.filter(event=event, removed=False)
        .select_related("region")
        .order_by(in_order("region__name"), "pk")
    )
    by_decision: dict[UUID | int, list[Agreement]] = {}
    for row in rows:
        by_decision.setdefault(row.decision or row.pk, []).append(row)
    listed = sorted(by_decision.values(), key=lambda some: min(one.pk for one in some))
    return tuple(_decision(some) for some in listed)


def _decision(rows: Sequence[Agreement]) -> Decision:
    """In the words of those where it is open, where it is open."""
    told = told_by([one for one in rows if one.outcome == Outcome.OPEN] or rows)
    return Decision(
        told.decision,
        told.text,
        told.due_on,
        tuple(
            Agreed(one.pk, one.region.name, one.region.slug, Outcome(one.outcome), one.note)
            for one in rows
        ),
    )


def told_by(rows: Iterable[Agreement]) -> Agreement:
    """The one in whose words and with whose day a decision is told, and from which it is changed.

    Most of its regions have the same; among equals the first by key.
    """
    by_key = sorted(rows, key=lambda one: one.pk)
    alike = Counter((one.text, one.due_on) for one in by_key)
    return max(by_key, key=lambda one: alike[one.text, one.due_on])


# What is shown to the regions


def published(events: Iterable[Event]) -> frozenset[int]:
    """Those of some events whose agenda and groups are shown to the regions: 1 query."""
    rows = Gathering.objects.filter(event__in=[one.pk for one in events], published=True)
    return frozenset(rows.values_list("event", flat=True))
