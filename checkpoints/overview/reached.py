"""How many strands stood as having reached their milestones, day by day, without a replay.

Whether a milestone is reached depends on what is closed, met or not applicable, so only that is
read. Where nothing closed has been recorded anew, and the same checkpoints have counted all along,
it was reached by the last step and has stayed so: the database says which step that is. The others
come one by one and are counted through, so that what was opened again is reached until that day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db.models import QuerySet

from checkpoints.models import Checkpoint, Strand
from checkpoints.overview.relation import NOWHERE
from checkpoints.progress import Validity
from checkpoints.queries.cells import Sql, compiled, fetched, moment_value, one_of
from regions import clock
from regions.reading import Reading

# By day: how many more strands stood as reached when it ended than when it began; fewer below 0.
type Turns = Counter[date]
type _Change = tuple[date, int, int, int]  # how many more from a day on: count, are closed, are met

# What was closed by the day: one by one where it has to be counted through, else in one.
_CLOSED = """
    WITH closed AS MATERIALIZED (
        SELECT strand_id, milestone_id, checkpoint_id, recorded_at,
            CASE WHEN superseded_at <= %s THEN superseded_at END AS ended_at,
            CASE WHEN status = 'met' THEN 1 ELSE 0 END AS met
        FROM checkpoints_assessmentrevision
        WHERE status IN ('met', 'not_applicable') AND recorded_at <= %s AND {among}
    )
    SELECT strand_id, milestone_id, checkpoint_id, recorded_at, ended_at, 1 AS closed, met
    FROM closed
    WHERE {turning} OR (strand_id, milestone_id) IN (
        SELECT strand_id, milestone_id FROM closed WHERE ended_at IS NOT NULL
    )
    UNION ALL
    SELECT strand_id, milestone_id, NULL, MAX(recorded_at), NULL, COUNT(*), SUM(met) FROM closed
    WHERE NOT {turning}
    GROUP BY strand_id, milestone_id HAVING COUNT(ended_at) = 0
"""


def reached_turns(
    strands: QuerySet[Strand], milestones: Sequence[int], reading: Reading
) -> Mapping[int, Turns]:
    """On which days strands reached each milestone or opened it again, by the day: 2 queries.

    Added up to a day they are how many stood as reached when it ended, as `sums` has it.
    """
    counting = _Counting.of(milestones, reading)
    found: dict[int, Turns] = {one: Counter() for one in milestones}
    for milestone, day, more in counting.turns(strands):
        found[milestone][day] += more
    return found


@dataclass(frozen=True)
class _Counting:
    """Which checkpoints count, or have counted, by a day."""

    reading: Reading
    checkpoints: Mapping[int, Validity]

    @classmethod
    def of(cls, milestones: Sequence[int], reading: Reading) -> "_Counting":
        """1 query."""
        listed = map(Validity.of, Checkpoint.objects.filter(milestone__in=milestones))
        begun = (one for one in listed if _begins(one) <= reading.day)
        return cls(reading, {one.checkpoint: one for one in begun})

    def turns(self, strands: QuerySet[Strand]) -> Iterator[tuple[int, date, int]]:
        """By milestone, each day on which one strand more or fewer had reached it: 1 query."""
        if not self.checkpoints:
            return
        counted = self._counted()
        rows = sorted(map(_Stretch.of_row, fetched(self._closed(strands))), key=_cell)
        for (_strand, milestone), listed in groupby(rows, key=_cell):
            changes = [*counted[milestone], *self._changes(listed)]
            for day, more in _turns(one for one in changes if one[0] <= self.reading.day):
                yield milestone, day, more

    def _counted(self) -> Mapping[int, list[_Change]]:
        """By milestone, on which days checkpoints began and ceased to count."""
        found: dict[int, list[_Change]] = {}
        for one in self.checkpoints.values():
            listed = found.setdefault(one.milestone, [])
            listed += [(_begins(one), 1, 0, 0), (_ceases(one), -1, 0, 0)]
        return found

    def _changes(self, stretches: Iterable["_Stretch"]) -> Iterator[_Change]:
        """What was closed, as far as it counted then."""
        for one in stretches:
            validity = self.checkpoints.get(one.checkpoint) if one.checkpoint else None
            begun, ended = one.begun_on, one.ended_on
            if validity:
                begun, ended = max(begun, _begins(validity)), min(ended, _ceases(validity))
            if begun < ended:
                yield begun, 0, one.closed, one.met
                yield ended, 0, -one.closed, -one.met

    def _closed(self, strands: QuerySet[Strand]) -> Sql:
        end = moment_value(self.reading.moment)
        among = compiled(strands.order_by().values("pk")).within("strand_id IN ({}) AND")
        among = among + one_of("checkpoint_id", list(self.checkpoints))
        keys = sorted({one.milestone for one in self.checkpoints.values() if self._has_turned(one)})
        turning = one_of("milestone_id", keys) if keys else NOWHERE
        text = _CLOSED.replace("{among}", among.text).replace("{turning}", turning.text)
        return Sql(text, (end, end, *among.params, *turning.params, *turning.params))

    def _has_turned(self, one: Validity) -> bool:
        """Whether there is a day on which a checkpoint did not count."""
        return one.valid_from is not None or _ceases(one) <= self.reading.day


def _begins(one: Validity) -> date:
    return one.valid_from or date.min


def _ceases(one: Validity) -> date:
    """The first day on which a checkpoint counts no more."""
    return one.valid_to + timedelta(1) if one.valid_to else date.max


def _turns(changes: Iterable[_Change]) -> Iterator[tuple[date, int]]:
    """The days that ended otherwise than they began: reached, or open again."""
    valid = closed = met = 0
    was_reached = False
    for day, listed in groupby(sorted(changes), key=itemgetter(0)):
        for _day, more_valid, more_closed, more_met in listed:
            valid, closed, met = valid + more_valid, closed + more_closed, met + more_met
        is_reached = met > 0 and closed == valid
        if is_reached != was_reached:
            yield day, 1 if is_reached else -1
        was_reached = is_reached


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A checkpoint was closed from one day on, until another; or several were, without end."""

    cell: tuple[int, int]
    checkpoint: int | None
    begun_on: date
    ended_on: date
    closed: int
    met: int

    @classmethod
    def of_row(
        cls, row: tuple[int, int, int | None, datetime | str, datetime | str | None, int, int]
    ) -> "_Stretch":
        strand, milestone, checkpoint, begun, ended, closed, met = row
        ended_on = _day(ended) if ended else date.max
        return cls((strand, milestone), checkpoint, _day(begun), ended_on, closed, met)


_cell = attrgetter("cell")


def _day(value: datetime | str) -> date:
    """A moment's day, as the database gives it without its column: SQLite's have no time zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return clock.day_of(found if found.tzinfo else found.replace(tzinfo=UTC))
