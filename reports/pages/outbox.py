"""The outbox of a round: what waits to be sent, what has been, and what is not to be."""

from dataclasses import dataclass
from functools import cached_property

from checkpoints.timeline import event_name
from reports.models import LetterStatus, Round
from reports.queries.letters import OutboxLine, outbox_of, without_a_coordinator


@dataclass(frozen=True)
class OutboxPage:
    """What the page shows."""

    round: Round
    lines: tuple[OutboxLine, ...]
    nobody: tuple[str, ...]  # regions that are missing and have no coordinator

    @property
    def name(self) -> str:
        return event_name(self.round.event)

    @property
    def where(self) -> tuple[str, str]:
        return self.round.event.phase.slug, self.round.event.slug

    @cached_property
    def waiting(self) -> list[OutboxLine]:
        return self._in(LetterStatus.WAITING)

    @property
    def to_send(self) -> list[OutboxLine]:
        """Those that go when all are sent."""
        return [one for one in self.waiting if not one.superfluous]

    @property
    def sent(self) -> list[OutboxLine]:
        """The newest first."""
        found = [(one.sent.at, one) for one in self._in(LetterStatus.SENT) if one.sent]
        return [one for _at, one in sorted(found, key=lambda pair: pair[0], reverse=True)]

    @property
    def dropped(self) -> list[OutboxLine]:
        return self._in(LetterStatus.DROPPED)

    def _in(self, status: LetterStatus) -> list[OutboxLine]:
        return [one for one in self.lines if one.letter.status == status]


def outbox_page(asking: Round) -> OutboxPage:
    """2 queries for any number of letters."""
    return OutboxPage(asking, outbox_of(asking), without_a_coordinator(asking))
