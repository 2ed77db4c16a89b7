"""How fresh what is open is: when somebody last stood for it, by changing or by confirming it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from regions.days import short_day_of_year

# Regions report about twice a year. What nobody has looked at for half of that time is worth a
# look before it is reported again; most work moves on sooner, and is not nagged about.
STALE_DAYS = 90


def fresh_since(day: date) -> date:
    """The first day on which something was last stood for that is not stale on a day."""
    return day - timedelta(STALE_DAYS - 1)


@dataclass(frozen=True)
class Review:
    """The last day on which somebody stood for something open, seen from a day."""

    on: date
    day: date

    @property
    def is_stale(self) -> bool:
        return (self.day - self.on).days >= STALE_DAYS

    @property
    def is_today(self) -> bool:
        return self.on == self.day

    @property
    def words(self) -> str:
        """«not reviewed since May», «reviewed today»; nothing in between."""
        if self.is_stale:
            return _not_since(self._in_words("F", "F Y"))
        return gettext("reviewed today") if self.is_today else ""

    @property
    def age(self) -> str:
        """The same, always said: «reviewed 12 Nov» in between, for tables that compare."""
        if self.words:
            return self.words
        return gettext("reviewed %(day)s") % {"day": short_day_of_year(self.on)}

    def _in_words(self, this_year: str, other_year: str) -> str:
        same = self.on.year == self.day.year
        return date_format(self.on, this_year if same else other_year)


def _not_since(month: str) -> str:
    return gettext("not reviewed since %(month)s") % {"month": month}


@dataclass(frozen=True)
class CheckpointReview(Review):
    """The same of one checkpoint, of which it is known whether it was confirmed or changed."""

    confirmed: bool

    @property
    def words(self) -> str:
        """«not reviewed since May», «confirmed today», «changed 18 November»."""
        if self.is_stale:
            return super().words
        if self.is_today:
            return gettext("confirmed today") if self.confirmed else gettext("changed today")
        return self._done_on(self._in_words("MONTH_DAY_FORMAT", "DATE_FORMAT"))

    @property
    def dated(self) -> str:
        """In words that hold on whatever day they are read, for paper: «confirmed 18.11.2016»."""
        if self.is_stale:
            return _not_since(date_format(self.on, "F Y"))
        return self._done_on(date_format(self.on, "SHORT_DATE_FORMAT"))

    def _done_on(self, day: str) -> str:
        words = gettext("confirmed %(day)s") if self.confirmed else gettext("changed %(day)s")
        return words % {"day": day}


def oldest(reviews: Iterable[Review | None]) -> Review | None:
    """Of several, the one that lies furthest back."""
    return min((one for one in reviews if one), key=lambda one: one.on, default=None)


def hatching() -> str:
    """What hatching means, for legends."""
    return gettext("something open that has not been reviewed for %(days)d days") % {
        "days": STALE_DAYS
    }
