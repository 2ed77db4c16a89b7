"""A reading of a day: today's is of the current rows, an earlier day's of what stood at its end."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from regions import clock
from regions.history import Revision, Versioned, as_of, revision_model, state_fields


@dataclass(frozen=True)
class Reading:
    """The day that is read, and whether it is read from the history."""

    day: date
    past: bool = False
    until: datetime | None = None  # a moment within the day; else it is read at its end

    @classmethod
    def today(cls) -> "Reading":
        return cls(clock.today())

    @classmethod
    def as_of(cls, day: date) -> "Reading":
        return cls(day, past=day < clock.today())

    @classmethod
    def at(cls, moment: datetime) -> "Reading":
        """What stood at a moment that has passed, whatever was done later that day."""
        return cls(clock.day_of(moment), past=True, until=moment)

    @property
    def moment(self) -> datetime:
        return self.until or clock.end_of(self.day)

    @property
    def number(self) -> str:
        """What the number of the revision is called in `rows`."""
        return "number" if self.past else "revision"

    def rows(self, model: type[Versioned]) -> QuerySet[Any]:
        """A model's rows as they stood: the current ones, or the revisions that held.

        Both have the fields of the state; a revision has its row under `of`.
        """
        if self.past:
            return as_of(revision_model(model), self.moment)
        return model._default_manager.all()

    def of[Row: Versioned](self, row: Row) -> Row | None:
        """A row as it stood, None where it was not there yet: no query today, 1 on a past day."""
        if not self.past:
            return row
        step: Any = self.rows(type(row)).filter(of=row.pk).first()
        return as_row(step, row) if step else None


def as_row[Row: Versioned](step: Revision, row: Row) -> Row:
    """A row with the state that a revision of it has. It is to be read: no save would take it."""
    found = copy(row)
    found.revision = 0
    for name in state_fields(type(row)):
        setattr(found, name, getattr(step, name))
    return found
