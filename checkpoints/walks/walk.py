"""A walk: a region's open checkpoints one after another, as someone chose them.

Nothing of a walk is stored. Its address says which checkpoints were chosen and when it began; where
it stands is worked out each time from what is open now and from what the person has done since.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse

from checkpoints.models import Phase, Status
from checkpoints.queries import OwnStep, own_steps_since
from checkpoints.walks.stops import Key, Stop, stops
from checkpoints.walks.whose import EVERYONE, WHOSE, is_of
from regions import clock
from regions.history import Kind
from regions.models import Region, User

STRAND, MILESTONE, DAYS, BEGUN, ENDED = "lop", "milepael", "dager", "fra", "til"  # in addresses
MOMENT = "%Y%m%dT%H%M%S.%fZ"  # reads the same wherever the browser is


@dataclass(frozen=True)
class Choice:
    """Which of the open checkpoints are walked. What is not named does not limit them."""

    strand: int = 0
    milestone: str = ""
    days: int = 0  # not reviewed for so many
    whose: str = EVERYONE

    @classmethod
    def of(cls, get: QueryDict) -> "Choice":
        """What an address chooses. Addresses are made by our own pages: others lead nowhere."""
        whose = get.get(WHOSE, "") or EVERYONE
        return cls(
            _number(get.get(STRAND, "")), get.get(MILESTONE, ""), _number(get.get(DAYS, "")), whose
        )

    @property
    def words(self) -> dict[str, str]:
        """As an address says it."""
        said = {
            STRAND: str(self.strand or ""),
            MILESTONE: self.milestone,
            DAYS: str(self.days or ""),
            WHOSE: "" if self.whose == EVERYONE else self.whose,
        }
        return {name: word for name, word in said.items() if word}

    def is_within(self, stop: Stop) -> bool:
        """Whether a checkpoint lies where the walk goes, whatever is recorded of it."""
        return self.strand in (0, stop.strand.number) and self.milestone in (
            "",
            stop.milestone.slug,
        )

    def holds(self, stop: Stop, me: int) -> bool:
        return (
            stop.is_left
            and self.is_within(stop)
            and is_of(self.whose, stop, me)
            and (not self.days or _unreviewed_days(stop) >= self.days)
        )


def _number(word: str) -> int:
    if not re.fullmatch(r"[0-9]{0,5}", word):
        raise Http404
    return int(word or 0)


def _unreviewed_days(stop: Stop) -> int:
    """Days since somebody stood for it; 0 as long as nobody has touched it (see freshness)."""
    review = stop.row.review
    return (review.day - review.on).days if review else 0


class Deed(StrEnum):
    """What someone did with a checkpoint on a walk."""

    MET = "met"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    EARLIER = "earlier"  # confirmed that day before the walk began; it is not confirmed twice


def deed_of(steps: Sequence[OwnStep]) -> Deed:
    """What several steps come to."""
    if steps[-1].status == Status.MET and steps[0].before != Status.MET:
        return Deed.MET
    confirmed = all(one.step == Kind.CONFIRM for one in steps)
    return Deed.CONFIRMED if confirmed else Deed.CHANGED


@dataclass(frozen=True)
class Walk:
    """Where it goes, in order: what is left of the choice, and what the person has been at."""

    region: Region
    choice: Choice
    begun: datetime
    stops: tuple[Stop, ...]
    done: Mapping[Key, Deed]

    @property
    def query(self) -> str:
        """What the addresses of its pages end with."""
        return said(self.choice, self.begun)

    def skipped(self, ended: str = "") -> tuple[Stop, ...]:
        """Those that one came past, and that are still as they were."""
        return self._untouched(self.stops[: self._reached(ended)])

    def ahead(self, ended: str = "") -> tuple[Stop, ...]:
        """Those that one never came to, and the one at which it was ended, if that was let be."""
        return self._untouched(self.stops[self._reached(ended) :])

    def _untouched(self, stops: Iterable[Stop]) -> tuple[Stop, ...]:
        return tuple(stop for stop in stops if stop.key not in self.done)

    def _reached(self, ended: str) -> int:
        """How many lie before the one at which it was ended: all, where it went to its end."""
        if not ended:
            return len(self.stops)
        return next((n for n, stop in enumerate(self.stops) if _named(stop) == ended), 0)

    def having(self, deed: Deed) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if self.done.get(stop.key) == deed)

    def address(self, stop: Stop) -> str:
        return f"{address_of(stop)}{self.query}"

    @property
    def end(self) -> str:
        """The page that says what came of it."""
        return f"{reverse('checkpoints:focus_summary', args=[self.region.slug])}{self.query}"

    def ended_at(self, stop: Stop) -> str:
        """The same page, for whoever ends it at a checkpoint."""
        return f"{self.end}&{urlencode({ENDED: _named(stop)}, safe='/')}"

    def place_of(self, key: Key) -> int:
        """The place of a checkpoint, counted from 0. Raises Http404 where it has none."""
        places = (n for n, stop in enumerate(self.stops) if stop.key == key)
        place = next(places, None)
        if place is None:
            raise Http404
        return place

    def after(self, key: Key) -> str:
        """Where one goes from a checkpoint: to the next one, else to the end."""
        rest = self.stops[self.place_of(key) + 1 :]
        return self.address(rest[0]) if rest else self.end

    def before(self, key: Key) -> str:
        """The one before it; empty at the first."""
        place = self.place_of(key)
        return self.address(self.stops[place - 1]) if place else ""


def walk(
    region: Region,
    phase: Phase,
    choice: Choice,
    begun: datetime,
    *,
    by: User,
    language: str,
    here: Key | None = None,
) -> Walk:
    """A walk as it stands: 6 queries, whatever its length.

    What the person has dealt with stays in its place, and so does the checkpoint that one is at
    (`here`): the next one is the next whatever is saved meanwhile.
    """
    listed = stops([region.pk], phase, language)
    strands = {stop.strand.pk for stop in listed}
    today = clock.start_of(clock.today())
    taken = own_steps_since(min(begun, today), by=by, strands=strands)
    since = {key: [one for one in steps if one.at >= begun] for key, steps in taken.items()}
    done = {key: deed_of(steps) for key, steps in since.items() if steps}
    kept = tuple(
        stop
        for stop in listed
        if choice.holds(stop, by.pk)
        or (stop.key in done and choice.is_within(stop))
        or stop.key == here
    )
    earlier = {stop.key: Deed.EARLIER for stop in kept if _is_confirmed(stop, taken)}
    return Walk(region, choice, begun, kept, earlier | done)


def _is_confirmed(stop: Stop, taken: Mapping[Key, Iterable[OwnStep]]) -> bool:
    """Whether one of someone's own steps confirmed what stands, and nobody has changed it since."""
    at = stop.row.assessment.confirmed_at
    return any(one.step == Kind.CONFIRM and one.at == at for one in taken.get(stop.key, ()))


def left(listed: Iterable[Stop], choice: Choice, me: int) -> tuple[Stop, ...]:
    """What a walk would stop at, were it to begin now."""
    return tuple(stop for stop in listed if choice.holds(stop, me))


def address_of(stop: Stop) -> str:
    """The page of a checkpoint on a walk, without what was chosen."""
    return reverse("checkpoints:focus_on", args=[*stop.at, stop.row.checkpoint.slug])


def _named(stop: Stop) -> str:
    """A checkpoint as an address names it where a walk ended."""
    return f"{stop.strand.number}/{stop.milestone.slug}/{stop.row.checkpoint.slug}"


def said(choice: Choice, begun: datetime | None = None) -> str:
    """A choice, and when its walk began, as addresses end with them: «?lop=1&fra=…»."""
    words = choice.words
    if begun:
        words[BEGUN] = begun.astimezone(UTC).strftime(MOMENT)
    return f"?{urlencode(words)}" if words else ""


def begun_at(get: QueryDict) -> datetime:
    """When an address says that the walk began; now, where it does not say or says nonsense."""
    try:
        return datetime.fromisoformat(get.get(BEGUN, "")).astimezone(clock.OSLO)
    except (ValueError, OverflowError):
        return clock.now()
