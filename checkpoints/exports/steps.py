"""The history's rows, read some at a time in an order that new steps only add to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from checkpoints.exports.columns import Named, Value
from checkpoints.exports.history import FACTS, TEXTS, THINGS, Thing
from regions.reading import Reading

CHUNK = 2000  # rows


class Place(NamedTuple):
    """Where a row stands: thing by thing as they are listed, each in the order of recording."""

    thing: int  # its place in THINGS
    step: int  # the revision's key


BEFORE_ALL = Place(0, 0)


@dataclass(frozen=True)
class History:
    """What is recorded by the end of a day, of some regions or of all."""

    reading: Reading
    regions: frozenset[int] | None  # none: all
    texts: bool = False

    @property
    def columns(self) -> Sequence[Named]:
        return (*FACTS, *TEXTS) if self.texts else FACTS

    def rows(self) -> Iterator[list[Value]]:
        """All rows: one query for each thing, and one for each chunk of what is long."""
        return (row for _place, row in self.after(BEFORE_ALL))

    def after(self, place: Place, chunk: int = CHUNK) -> Iterator[tuple[Place, list[Value]]]:
        """The rows that stand behind a place. They are asked for as they are taken."""
        for number, thing in enumerate(THINGS[place.thing :], start=place.thing):
            first = place.step if number == place.thing else 0
            for key, row in self._of(thing, first, chunk):
                yield Place(number, key), row

    def _of(self, thing: Thing, after: int, chunk: int) -> Iterator[tuple[int, list[Value]]]:
        paths = {column.name: thing.paths.get(column.name) for column in self.columns}
        asked = [path for path in paths.values() if path is not None]
        until = self.reading.moment
        while True:
            steps = self._recorded(thing).filter(pk__gt=after).order_by("pk")
            found: list[Any] = list(steps.values_list("pk", *asked)[:chunk])
            for key, *values in found:
                given = iter(values)
                row = [None if path is None else next(given) for path in paths.values()]
                yield key, [thing.name, *(_by(until, value) for value in row[1:])]
            if len(found) < chunk:
                return
            after = found[-1][0]

    def _recorded(self, thing: Thing) -> QuerySet[Any]:
        steps = thing.model._default_manager.filter(recorded_at__lte=self.reading.moment)
        if self.regions is None or thing.region is None:
            return steps
        return steps.filter(**{f"{thing.region}__in": self.regions})


def _by(until: datetime, value: Value) -> Value:
    """A value as it was known by a moment: what came later had not happened yet."""
    return None if isinstance(value, datetime) and value > until else value
