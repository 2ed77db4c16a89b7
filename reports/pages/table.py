"""A round as a table, as the programme staff read it: who has handed in, and who has not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from checkpoints.timeline import event_name
from regions import clock
from reports.forms.table import MISSING, Order, TableForm, Wanted
from reports.models import Round
from reports.queries.table import Line, Table, table_of
from reports.states import Shown, days_over

# Whose turn it is: the staff's, then the regions', then nobody's.
TURNS = (
    Shown.SUBMITTED, Shown.NOT_BEGUN, Shown.DRAFT, Shown.RETURNED, Shown.REOPENED, Shown.APPROVED,
)  # fmt: skip
NAMED = 6  # regions that are named one by one in a sentence; more are counted


@dataclass(frozen=True)
class Count:
    """How many reports are in a state, and the address of those."""

    state: Shown
    n: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class TablePage:
    """What the staff's page of a round shows."""

    round: Round
    table: Table
    form: TableForm
    day: date

    @property
    def name(self) -> str:
        return event_name(self.round.event)

    @property
    def where(self) -> tuple[str, str]:
        return self.round.event.phase.slug, self.round.event.slug

    @cached_property
    def lines(self) -> list[Line]:
        """What was asked for, in the order that was asked for."""
        wanted = self.form.wanted
        found = [one for one in self.table.lines if _is_wanted(one, wanted)]
        return sorted(found, key=ORDERED[wanted.order])  # what is equal stays in order by name

    @cached_property
    def missing(self) -> list[Line]:
        """Those that have yet to hand in."""
        return [one for one in self.table.lines if one.state.is_missing]

    @property
    def handed_in(self) -> int:
        return len(self.table.lines) - len(self.missing)

    @property
    def any_editions(self) -> bool:
        """Whether anything was handed in, also of what is no longer asked for or was sent back."""
        return any(one.edition for one in (*self.table.lines, *self.table.no_longer))

    @property
    def missing_by_name(self) -> str:
        """Empty where they are too many for a sentence."""
        return ", ".join(one.region for one in self.missing) if len(self.missing) <= NAMED else ""

    @property
    def unread(self) -> int:
        return sum(one.is_unread for one in self.table.lines)

    @property
    def counts(self) -> list[Count]:
        """Each state that some report is in."""
        wanted = self.form.wanted.state
        states = [one.state for one in self.table.lines]
        return [
            Count(one, states.count(one), self.form.address(tilstand=one.value), one == wanted)
            for one in Shown
            if one in states
        ]

    @property
    def all_missing(self) -> str:
        return f"?tilstand={MISSING}"

    @property
    def is_open(self) -> bool:
        return self.round.opens_on <= self.day

    @property
    def days_over(self) -> int:
        return days_over(self.round.due_on, self.day)

    @property
    def days_left(self) -> int:
        return -self.days_over


def table_page(asking: Round, get: QueryDict) -> TablePage:
    """2 queries."""
    day = clock.today()
    return TablePage(asking, table_of(asking, day), TableForm(get), day)


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    in_state = {"": True, MISSING: line.state.is_missing}.get(
        wanted.state, line.state == wanted.state
    )
    named = wanted.text.casefold() in line.region.casefold()
    return in_state and named and (line.is_overdue or line.came_late or not wanted.late)


def _by_turn(line: Line) -> Any:
    """What waits for the programme staff first, the unread before the rest of it."""
    return TURNS.index(line.state), not line.is_unread


def _by_due(line: Line) -> Any:
    return not line.state.is_missing, -line.days_over


def _by_touch(line: Line) -> Any:
    """The newest first; what nobody has touched last."""
    return -line.touched.at.timestamp() if line.touched else 0.0


ORDERED: dict[Order, Callable[[Line], Any]] = {
    Order.TURN: _by_turn,
    Order.DUE: _by_due,
    Order.NAME: lambda _line: 0,  # they come by name
    Order.TOUCHED: _by_touch,
}
