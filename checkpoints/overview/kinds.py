"""What may have happened to a strand at a milestone between two days, and by which rule.

Two days are compared, so what was changed and changed back is no change. The rules are these:

* *reached* and *reopened*: the milestone was reached on the one day and open on the other. What
  became not applicable was not reopened.
* *put on hold* and *no longer on hold*, *begun*, *not applicable*: the state became another.
* *became late*, *no longer late*: the plan's end lay behind on the one day only. What was reached
  or ended is never late, so that such a milestone is not said to be in time.
* *moved*: it had a planned end on both days, but not the same one.
* *ended* and *taken up again*: its strand was closed, or opened again, before it was reached.
* *met*, *taken back*, *otherwise*: how many of its checkpoints have another status now; met now,
  met then, or neither.
* *asks*: another number of checkpoints counts.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Status
from checkpoints.progress import Cell, State, days_moved


class Kind(TextChoices):
    """In the order in which they are told."""

    REACHED = "reached", _("reached")
    REOPENED = "reopened", _("reopened")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    ON_HOLD = "on_hold", _("put on hold")
    RESUMED = "resumed", _("no longer on hold")
    BEGUN = "begun", _("begun")
    ENDED = "ended", _("ended")
    TAKEN_UP = "taken_up", _("taken up again")
    LATE = "late", _("became late")
    IN_TIME = "in_time", _("no longer late")
    MOVED = "moved", _("plan moved")
    MET = "met", _("checkpoints met")
    TAKEN_BACK = "taken_back", _("checkpoints taken back")
    OTHERWISE = "otherwise", _("checkpoints otherwise")
    ASKS = "asks", _("another number of checkpoints")


# Counted of a region by its main strand, as in `Sums`; the others on any of its strands.
BY_MAIN = frozenset({Kind.REACHED, Kind.REOPENED, Kind.NOT_APPLICABLE, Kind.BEGUN})


@dataclass(frozen=True)
class Turned:
    """How many checkpoints have another status than they had."""

    met: int = 0
    taken_back: int = 0
    otherwise: int = 0

    def and_one(self, before: str, after: str) -> "Turned":
        """One more, by what it was and what it is."""
        if after == Status.MET:
            return Turned(self.met + 1, self.taken_back, self.otherwise)
        if before == Status.MET:
            return Turned(self.met, self.taken_back + 1, self.otherwise)
        return Turned(self.met, self.taken_back, self.otherwise + 1)


@dataclass(frozen=True)
class Move:
    """A planned end that became another."""

    before: date
    after: date

    @property
    def days(self) -> int:
        """Later is positive."""
        return (self.after - self.before).days


def kinds(before: Cell, after: Cell, turned: Turned, move: Move | None) -> tuple[Kind, ...]:
    """All that happened to a strand at a milestone, by the rules above."""
    goes_on = not after.closed and after.state not in (State.REACHED, State.NOT_APPLICABLE)
    happened = {
        **_of_state(before.state, after.state),
        Kind.ENDED: after.is_ended and not before.is_ended,
        Kind.TAKEN_UP: before.is_ended and goes_on,
        Kind.LATE: after.late_days > 0 and before.late_days == 0,
        Kind.IN_TIME: before.late_days > 0 and after.late_days == 0 and goes_on,
        Kind.MOVED: move is not None,
        Kind.MET: turned.met > 0,
        Kind.TAKEN_BACK: turned.taken_back > 0,
        Kind.OTHERWISE: turned.otherwise > 0,
        Kind.ASKS: before.tally.counted != after.tally.counted,
    }
    return tuple(kind for kind in Kind if happened[kind])


def _of_state(before: State, after: State) -> dict[Kind, bool]:
    changed = before != after
    begun = (State.IN_PROGRESS, State.NOT_STARTED)
    return {
        Kind.REACHED: changed and after == State.REACHED,
        Kind.REOPENED: before == State.REACHED and after in (*begun, State.ON_HOLD),
        Kind.NOT_APPLICABLE: changed and after == State.NOT_APPLICABLE,
        Kind.ON_HOLD: changed and after == State.ON_HOLD,
        Kind.RESUMED: before == State.ON_HOLD and after in begun,
        Kind.BEGUN: before == State.NOT_STARTED and after == State.IN_PROGRESS,
    }


def counting_now(before: int, now: int) -> str:
    """Of how many checkpoints: «5 checkpoints count now, 6 before»."""
    words = ngettext(
        "%(n)d checkpoint counts now, %(before)d before",
        "%(n)d checkpoints count now, %(before)d before",
        now,
    )
    return words % {"n": now, "before": before}


def in_words(kind: Kind, turned: Turned, move: Move | None) -> str | Promise:
    """What happened, in a few words: «reached», «moved 30 days later», «1 taken back»."""
    if kind == Kind.MOVED and move:
        return gettext("moved %(days)s") % {"days": days_moved(move.days)}
    count = {
        Kind.MET: (turned.met, ngettext("%(n)d met", "%(n)d met", turned.met)),
        Kind.TAKEN_BACK: (
            turned.taken_back,
            ngettext("%(n)d taken back", "%(n)d taken back", turned.taken_back),
        ),
        Kind.OTHERWISE: (
            turned.otherwise,
            ngettext("%(n)d other change", "%(n)d other changes", turned.otherwise),
        ),
    }.get(kind)
    return count[1] % {"n": count[0]} if count else kind.label
