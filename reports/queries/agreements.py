"""What a region and the programme staff have agreed, as plain data."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from checkpoints.models import Event
from checkpoints.queries import current_phase, events
from checkpoints.timeline import event_name
from regions import clock
from regions.models import Region
from regions.reading import Reading
from reports.models import Agreement, Outcome
from reports.queries.approved import open_agreements

STATES = {Outcome.OPEN: "in_progress", Outcome.DONE: "met", Outcome.DROPPED: "not_applicable"}


@dataclass(frozen=True)
class AgreementLine:
    """Something that was agreed, and what became of it."""

    pk: int
    event: str  # «Samling 2»
    text: str
    due_on: date | None
    outcome: Outcome
    note: str

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < clock.today()

    @property
    def state(self) -> str:
        """The state whose sign and colour it has."""
        return "late" if self.is_late else STATES[self.outcome]


def agreements_of(region: Region) -> tuple[AgreementLine, ...]:
    """All that was agreed with a region: what is open first, then the newest first: 1 query."""
    rows = Agreement.objects.filter(region=region, removed=False).select_related("event")
    lines = [_line(one) for one in rows.order_by("-pk")]
    return tuple(sorted(lines, key=lambda one: not one.is_open))


def open_agreements_of(region: Region) -> tuple[AgreementLine, ...]:
    """What is not done, what is due first at the top, what has no day last: 1 query."""
    rows = open_agreements().filter(region=region).select_related("event")
    return tuple(_line(one) for one in rows.order_by(F("due_on").asc(nulls_last=True), "pk"))


@dataclass(frozen=True)
class Events:
    """The calendar's events, in order, and the last that has begun."""

    listed: tuple[Event, ...]
    latest: Event | None


def events_to_agree_at() -> Events:
    """Of today's phase: 2 queries."""
    today = clock.today()
    phase = current_phase(today)
    listed = events(phase, Reading.today()) if phase else ()
    begun = [one for one in listed if one.starts_on and one.starts_on <= today]
    return Events(listed, begun[-1] if begun else next(iter(listed), None))


def _line(row: Agreement) -> AgreementLine:
    return AgreementLine(
        row.pk, event_name(row.event), row.text, row.due_on, Outcome(row.outcome), row.note
    )
