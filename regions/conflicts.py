"""What someone else saved while a form was being filled in, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from regions import clock


@dataclass(frozen=True)
class Collision:
    """A field that two people changed, not to the same; both values as people read them."""

    name: str  # where the choice between the two is posted
    label: str
    theirs: str
    yours: str
    is_text: bool  # the two can be put one after the other


@dataclass(frozen=True)
class Meanwhile:
    """What someone else saved while a form was being filled in."""

    who: str  # empty: the system itself
    at: datetime
    fields: tuple[str, ...]  # labels of what only they changed

    @property
    def in_words(self) -> str:
        """«Ola Dahl changed «Status» at 10:41. What you changed is saved beside it.»."""
        words = gettext(
            "%(who)s changed %(fields)s at %(time)s. What you changed is saved beside it."
        )
        return words % self._facts

    @property
    def alone_in_words(self) -> str:
        """The same to someone who had changed nothing, and may not have seen it."""
        words = gettext(
            "%(who)s changed %(fields)s at %(time)s. You had changed nothing, so nothing of yours "
            "was saved. Look at it again."
        )
        return words % self._facts

    @property
    def _facts(self) -> dict[str, str]:
        return {
            "who": self.who or gettext("The system"),
            "fields": ", ".join(f"«{label}»" for label in self.fields),
            "time": time_of(self.at),
        }


@dataclass(frozen=True)
class Conflict:
    """What two people changed, not to the same: nothing is saved until one of them chooses."""

    meanwhile: Meanwhile
    collisions: tuple[Collision, ...] = ()  # none where a row was made meanwhile


def time_of(moment: datetime) -> str:
    """«10:42», as the reader's language writes it, in Oslo."""
    return date_format(moment.astimezone(clock.OSLO), "TIME_FORMAT")
