"""How long a milestone takes, worked out from those who have been at it: arithmetic on plain days.

A course is one strand at one milestone: the days from its real start to the day it was reached, or
to the day it is looked at where it is still open. Of an open one it is known that it takes longer,
and that counts too: else the slow ones were forgotten for as long as they are slow. This is Kaplan
and Meier's estimate, with one thing added: the strand that is forecast stands in the row with those
it is compared with, as one whose turn may come anywhere among theirs. So of n courses that all
ended, each gap between two of them is as likely as any other (Hill's rule): nothing is assumed of
the shape of the times, and a few courses give a wide range or none.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

SHARE = 4, 5  # of those who went on as the others did, so many end within a range
TAIL = (1 - SHARE[0] / SHARE[1]) / 2  # what may end before it, and after it
# Of fewer, the quickest and the slowest do not span that share: (n - 1) / (n + 1) is less.
NEEDED = -(-(SHARE[1] + SHARE[0]) // (SHARE[1] - SHARE[0]))
_SLACK = 1e-9  # of sums of floating numbers


@dataclass(frozen=True)
class Course:
    """How long one strand has been at one milestone, in whole days."""

    days: int
    reached: bool  # else it is still open after so many days


@dataclass(frozen=True)
class Stretch:
    """Days from the start between which it is likely to end; none: that end is not known."""

    earliest: int | None
    latest: int | None

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True)
class Pace:
    """How fast a milestone has been passed so far."""

    reached: int
    open: int
    times: Sequence[int] = ()  # days after which some ended, in order
    left: Sequence[float] = ()  # the share that is still open after each of them

    @property
    def lacking(self) -> int:
        """How many more must pass before there is a range."""
        return max(0, NEEDED - self.reached)

    @property
    def median(self) -> int | None:
        """Days within which half of them end; none as long as so many are open or too few ended."""
        return None if self.lacking else self._ends(0.5, after=-1)

    def ahead(self, spent: int) -> Stretch:
        """When one that is open after `spent` days is likely to end.

        An end is not known where too few of those who took longer have ended.
        """
        if self.lacking:
            return Stretch(None, None)
        return Stretch(self._none_before(TAIL, spent), self._ends(1 - TAIL, after=spent))

    def middle(self, spent: int) -> int | None:
        """Days within which half of those end that are open after `spent` days."""
        return None if self.lacking else self._ends(0.5, after=spent)

    def _ends(self, share: float, *, after: int) -> int | None:
        """The first day by which a share of those that were open has ended."""
        bound = (1 - share) * self._open_at(after) + _SLACK
        # What is left falls from one time to the next: the first that is not above the bound.
        place = bisect_left(self.left, -bound, key=lambda part: -part)
        return self.times[place] if place < len(self.times) else None

    def _none_before(self, share: float, after: int) -> int | None:
        """The last day before which no more than a share of them ends."""
        bound = (1 - share) * self._open_at(after) - _SLACK
        place = bisect_right(self.left, -bound, key=lambda part: -part) - 1
        return self.times[place] if place >= 0 and self.times[place] > after else None

    def _open_at(self, day: int) -> float:
        """The share that is still open at the end of a day."""
        place = bisect_right(self.times, day)
        return self.left[place - 1] if place else 1.0


def pace(courses: Iterable[Course]) -> Pace:
    """What the courses at one milestone tell of the time it takes.

    A course that ended on a day was open until then, also among those that were looked at on it.
    """
    listed = tuple(courses)
    ended = Counter(one.days for one in listed if one.reached)
    all_days = sorted(one.days for one in listed)
    times = sorted(ended)
    parts = (
        1 - ended[day] / (len(listed) - bisect_left(all_days, day) + 1)  # + 1: the one forecast
        for day in times
    )
    reached = ended.total()
    return Pace(reached, len(listed) - reached, times, tuple(accumulate(parts, mul)))
