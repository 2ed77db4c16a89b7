"""How far a strand has come at a milestone: counts, states and times, worked out from plain data.

The unit of progress is strand x milestone. Everything here is arithmetic on what queries.py read;
the rules are design's: a state is derived, never stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.freshness import Review
from checkpoints.models import Checkpoint, Status
from regions import clock
from regions.dated import holds


class State(TextChoices):
    """The state of a milestone on a strand. Late is a flag beside it."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    ON_HOLD = "on_hold", _("on hold")
    REACHED = "reached", _("reached")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


@dataclass(frozen=True)
class Tally:
    """Counts of the checkpoints of one milestone on one strand, only those valid on the day."""

    valid: int = 0
    met: int = 0
    on_hold: int = 0
    not_applicable: int = 0
    touched: int = 0  # any status but not started
    questions: int = 0  # those that are asked: valid and applicable
    answered: int = 0
    changed_at: datetime | None = None  # the newest change
    reviewed_at: datetime | None = None  # the oldest change or confirmation of what is open

    @property
    def counted(self) -> int:
        """The denominator: valid checkpoints that apply."""
        return self.valid - self.not_applicable

    @property
    def open(self) -> int:
        return self.counted - self.met

    @property
    def count(self) -> str:
        """«3 of 4»."""
        return gettext("%(met)s of %(of)s") % {"met": self.met, "of": self.counted}

    @cached_property
    def state(self) -> State:
        if self.valid and not self.counted:
            return State.NOT_APPLICABLE
        if self.valid and not self.open:
            return State.REACHED
        if self.on_hold:
            return State.ON_HOLD
        return State.IN_PROGRESS if self.touched else State.NOT_STARTED


@dataclass(frozen=True)
class Planned:
    """A plan's days as they stand, the first plan's, and how often each was moved."""

    starts_on: date | None = None
    ends_on: date | None = None
    revision: int = 0
    first_starts_on: date | None = None
    first_ends_on: date | None = None
    moves: int = 0
    last_ends_on: date | None = None  # the last end that was planned, where there is none now
    start_moves: int = 0
    last_starts_on: date | None = None

    @property
    def was_another(self) -> bool:
        """Whether the first plan had other days than the one that stands."""
        first = self.first_starts_on, self.first_ends_on
        return first not in {(None, None), (self.starts_on, self.ends_on)}

    @property
    def drift_days(self) -> int:
        """Days the planned end has moved since it was first set; later is positive.

        It is the sum of the moves of the end (`queries.moves`), also where there is no end now.
        """
        return _days_between(self.first_ends_on, self.ends_on or self.last_ends_on)

    @property
    def drift(self) -> str:
        """«moved 2 times, 92 days later in all», or nothing when the end was never moved."""
        return _moved(self.moves, self.drift_days)

    @property
    def start_drift(self) -> str:
        """The same of the start."""
        days = _days_between(self.first_starts_on, self.starts_on or self.last_starts_on)
        return _moved(self.start_moves, days)


def _days_between(first: date | None, last: date | None) -> int:
    return (last - first).days if first and last else 0


def _moved(moves: int, days: int) -> str:
    if not moves:
        return ""
    times = ngettext("moved %(n)d time", "moved %(n)d times", moves) % {"n": moves}
    if not days:
        return gettext("%(times)s, back to the first plan") % {"times": times}
    words = {"times": times, "days": days_moved(days)}
    if moves == 1:
        return gettext("%(times)s, %(days)s") % words
    return gettext("%(times)s, %(days)s in all") % words


def days_moved(days: int) -> str:
    """«16 days later», «1 day earlier»."""
    if days < 0:
        return ngettext("%(n)d day earlier", "%(n)d days earlier", -days) % {"n": -days}
    return ngettext("%(n)d day later", "%(n)d days later", days) % {"n": days}


@dataclass(frozen=True)
class Span:
    """When work really began at a milestone, and when it became reached, as recorded."""

    started_at: datetime | None = None
    reached_at: datetime | None = None  # none while it is open
    reopened_at: datetime | None = None  # it was reached once, and has been open again since

    @property
    def reopened(self) -> bool:
        return self.reopened_at is not None


@dataclass(frozen=True)
class Cell:
    """One strand at one milestone on one day."""

    strand: int
    milestone: int
    tally: Tally
    plan: Planned
    day: date
    span: Span = field(default_factory=Span)
    closed: bool = False  # nobody goes on with the strand

    @property
    def state(self) -> State:
        return self.tally.state

    @cached_property
    def late_days(self) -> int:
        """Days since the planned end while the milestone is still open; 0 is in time.

        What is closed is never late.
        """
        done = self.closed or self.state in (State.REACHED, State.NOT_APPLICABLE)
        if done or self.plan.ends_on is None:
            return 0
        return max(0, (self.day - self.plan.ends_on).days)

    @property
    def is_ended(self) -> bool:
        """Whether the strand was closed before the milestone was reached."""
        return self.closed and self.state not in (State.REACHED, State.NOT_APPLICABLE)

    @property
    def shown(self) -> str:
        """The state that is shown first: late and ended go before the others."""
        if self.is_ended:
            return "ended"
        return "late" if self.late_days else self.state

    @property
    def label(self) -> str | Promise:
        """The same in words: «51 days late», «ended», else the state."""
        if self.is_ended:
            return _("ended")
        days = self.late_days
        if days:
            return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
        return self.state.label

    @property
    def review(self) -> Review | None:
        """Of what is open here, the one that nobody has stood for the longest."""
        at = self.tally.reviewed_at
        return Review(clock.day_of(at), self.day) if at else None


@dataclass(frozen=True)
class Step:
    """One revision of an assessment, as far as times need it."""

    strand: int
    milestone: int
    checkpoint: int
    status: str
    recorded_at: datetime
    by: str = ""
    unsure: bool = False
    undoes: bool = False  # it puts back what stood before another step


@dataclass(frozen=True)
class Validity:
    """When a checkpoint counts; both days included."""

    checkpoint: int
    milestone: int
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def of(cls, one: Checkpoint) -> Self:
        return cls(one.pk, one.milestone_id, one.valid_from, one.valid_to)

    def on(self, day: date) -> bool:
        return holds(self.valid_from, self.valid_to, day)


def spans(
    steps: Iterable[Step], checkpoints: Iterable[Validity], until: date
) -> Mapping[tuple[int, int], Span]:
    """Real start and end by (strand, milestone), from the steps in order of recording.

    A milestone also opens or becomes reached on the day a checkpoint begins or ceases to count.
    """
    by_milestone: dict[int, list[Validity]] = {}
    for checkpoint in checkpoints:
        by_milestone.setdefault(checkpoint.milestone, []).append(checkpoint)
    courses: dict[tuple[int, int], _Course] = {}
    for step in steps:
        key = (step.strand, step.milestone)
        if key not in courses:
            courses[key] = _Course(by_milestone.get(step.milestone, []))
        courses[key].take(step)
    for course in courses.values():
        course.catch_up(clock.end_of(until))
    return {key: course.span for key, course in courses.items()}


class _Course:
    """One strand's way through a milestone, replayed step by step."""

    def __init__(self, checkpoints: list[Validity]) -> None:
        self.checkpoints = checkpoints
        self.statuses: dict[int, str] = {}
        self.span = Span()
        self.last_end: datetime | None = None  # when it became reached before it was opened again
        self.turns = _turns(checkpoints)

    def take(self, step: Step) -> None:
        self.catch_up(step.recorded_at)
        self.statuses[step.checkpoint] = step.status
        if self.span.started_at is None and step.status != Status.NOT_STARTED:
            self.span = replace(self.span, started_at=step.recorded_at)
        self._settle(step.recorded_at)

    def catch_up(self, moment: datetime) -> None:
        """Days have gone by, on which checkpoints may have begun or ceased to count."""
        while self.turns and self.turns[0] <= moment:
            self._settle(self.turns.pop(0))

    def _settle(self, moment: datetime) -> None:
        """Whether the milestone is reached at a moment."""
        day = clock.day_of(moment)
        found = {
            self.statuses.get(one.checkpoint, Status.NOT_STARTED)
            for one in self.checkpoints
            if one.on(day)
        }
        span = self.span
        if Status.MET in found and found <= _CLOSED:  # as `Tally.state` has it, without the counts
            self.span = Span(span.started_at, span.reached_at or self._end_at(moment))
        else:
            self.last_end = span.reached_at or self.last_end
            reopened_at = moment if span.reached_at else span.reopened_at
            self.span = Span(span.started_at, None, reopened_at)

    def _end_at(self, moment: datetime) -> datetime:
        """The real end of what is reached at a moment: a slip corrected that day moves nothing."""
        opened_at = self.span.reopened_at
        if self.last_end and opened_at and clock.day_of(opened_at) == clock.day_of(moment):
            return self.last_end
        return moment


_CLOSED = frozenset(status for status in Status if not status.open)


def _turns(checkpoints: Iterable[Validity]) -> list[datetime]:
    """The moments at which some checkpoint begins or ceases to count, in order."""
    begins = {one.valid_from for one in checkpoints if one.valid_from}
    ends = {one.valid_to + timedelta(1) for one in checkpoints if one.valid_to}
    return [clock.start_of(day) for day in sorted(begins | ends)]


def tally_of(statuses: Iterable[str]) -> Tally:
    """Counts from the statuses of a milestone's valid checkpoints."""
    listed = list(statuses)
    return Tally(
        valid=len(listed),
        met=listed.count(Status.MET),
        on_hold=listed.count(Status.ON_HOLD),
        not_applicable=listed.count(Status.NOT_APPLICABLE),
        touched=len(listed) - listed.count(Status.NOT_STARTED),
    )
