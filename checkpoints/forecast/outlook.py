"""When a milestone under way is likely to be reached, in days and in words, beside its plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.forecast.method import NEEDED, Pace
from checkpoints.forecast.paces import Paces
from checkpoints.progress import Cell, State
from regions import clock

UNDER_WAY = (State.IN_PROGRESS, State.ON_HOLD)


@dataclass(frozen=True)
class Outlook:
    """The days between which it is likely to be reached; neither is known where `why_not` says so.

    Without a first day it may be any day now, without a last one nobody knows how late. `reached`
    is how many have reached it, where those are too few to say.
    """

    earliest: date | None = None
    latest: date | None = None
    middle: date | None = None  # as likely before as after it
    why_not: str | Promise = ""
    reached: int | None = None

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def words(self) -> str:
        """«between 12 February and 3 May 2017», «by 3 May 2017», «3 May 2017 at the earliest»."""
        first, last = self.earliest, self.latest
        if first and last and first < last:
            same_year = first.year == last.year
            start = date_format(first, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT")
            return _("between %(first)s and %(last)s") % {"first": start, "last": _dated(last)}
        if last:
            return _("by %(day)s") % {"day": _dated(last)}
        return _("%(day)s at the earliest") % {"day": _dated(first)} if first else ""

    @property
    def why_not_here(self) -> str | Promise:
        """The same in few words, where the milestone's name stands before them."""
        if self.reached is None:
            return self.why_not
        return ngettext(
            "No forecast yet: %(n)d strand has reached it.",
            "No forecast yet: %(n)d strands have reached it.",
            self.reached,
        ) % {"n": self.reached}

    def is_after(self, planned: date | None) -> bool:
        """Whether it is likely to be reached later than planned, however early in the range."""
        return bool(planned and self.earliest and self.earliest > planned)


def outlooks(cells: Iterable[Cell], paces: Paces) -> Mapping[tuple[int, int], Outlook]:
    """By strand and milestone, of cells that know their real start; of those under way."""
    found = ((one, outlook(one, paces.of(one.milestone))) for one in cells)
    return {(one.strand, one.milestone): said for one, said in found if said is not None}


def outlook(cell: Cell, pace: Pace) -> Outlook | None:
    """What can be said of a cell; none where nothing is under way."""
    if cell.closed or cell.state not in UNDER_WAY or cell.span.started_at is None:
        return None
    if cell.state == State.ON_HOLD:
        return Outlook(why_not=_("On hold: nothing says when the work goes on."))
    if cell.span.reopened:
        return Outlook(why_not=_("Reopened: it was reached once, and what is left is not alike."))
    if pace.lacking:
        return Outlook(why_not=too_few(pace.reached), reached=pace.reached)
    return _ahead(clock.day_of(cell.span.started_at), cell.day, pace)


def _ahead(start: date, day: date, pace: Pace) -> Outlook:
    spent = (day - start).days
    stretch = pace.ahead(spent)
    if not stretch:
        return Outlook(why_not=_("It cannot be said: hardly anyone else has taken so long."))
    return Outlook(
        _after(start, stretch.earliest),
        _after(start, stretch.latest),
        _after(start, pace.middle(spent)),
    )


def too_few(reached: int) -> str:
    """How many there are, and how many are needed."""
    if not reached:
        return _("A forecast needs %(needed)d strands that have reached it; none has.") % {
            "needed": NEEDED
        }
    return ngettext(
        "A forecast needs %(needed)d strands that have reached it; %(n)d has.",
        "A forecast needs %(needed)d strands that have reached it; %(n)d have.",
        reached,
    ) % {"n": reached, "needed": NEEDED}


def _after(start: date, days: int | None) -> date | None:
    return None if days is None else start + timedelta(days)


def _dated(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
