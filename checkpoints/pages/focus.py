"""What the pages of a walk are made from: where it begins, each checkpoint of it, and its end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.freshness import STALE_DAYS
from checkpoints.queries import current_phase, evidence_at
from checkpoints.walks.stops import Key, Stop, stops
from checkpoints.walks.walk import Choice, Deed, Walk, address_of, left, said, walk
from checkpoints.walks.whose import EVERYONE, MINE, name_of
from regions import clock
from regions.models import Region, User
from regions.reading import Reading
from regions.wording import Text

REVIEWED = (30, STALE_DAYS, 180)  # days, to choose from


@dataclass(frozen=True)
class Offer:
    """A choice that one may begin with, and how many checkpoints it has."""

    label: str | Promise | Text
    count: int
    address: str  # of its first checkpoint; empty where it has none

    @classmethod
    def of(cls, label: str | Promise | Text, found: tuple[Stop, ...], choice: Choice) -> "Offer":
        first = f"{address_of(found[0])}{said(choice)}" if found else ""
        return cls(label, len(found), first)


@dataclass(frozen=True)
class OfferedStrand:
    """A strand, whole or milestone by milestone."""

    whole: Offer
    milestones: tuple[Offer, ...]


@dataclass(frozen=True)
class StartPage:
    region: Region
    chosen: Offer  # what the address asks for, labelled as people say it; all that is open
    is_all: bool
    strands: tuple[OfferedStrand, ...]
    others: tuple[Offer, ...]  # by who is responsible and by when it was reviewed


def start_page(region: Region, choice: Choice, *, by: User, language: str) -> StartPage:
    """What can be walked: 6 queries."""
    phase = current_phase(clock.today())
    listed = stops([region.pk], phase, language) if phase else ()

    def offer(label: str | Promise | Text, choice: Choice) -> Offer:
        return Offer.of(label, left(listed, choice, by.pk), choice)

    by_days = (offer(_days_in_words(days), Choice(days=days)) for days in REVIEWED)
    return StartPage(
        region,
        offer(in_words(choice, listed), choice),
        choice == Choice(),
        tuple(_strands(listed, by.pk)),
        (offer(_("Those that you are responsible for"), Choice(whose=MINE)), *by_days),
    )


def _strands(listed: tuple[Stop, ...], me: int) -> Iterable[OfferedStrand]:
    """Strands with something open, and their milestones with something open."""
    found: dict[int, dict[str, Stop]] = {}  # by strand's number and milestone's slug: the first
    for stop in left(listed, Choice(), me):
        found.setdefault(stop.strand.number, {}).setdefault(stop.milestone.slug, stop)
    for strand, milestones in found.items():
        at = next(iter(milestones.values()))
        choice = Choice(strand=strand)
        yield OfferedStrand(
            Offer.of(strand_name(at), left(listed, choice, me), choice),
            tuple(
                Offer.of(one.milestone.name, left(listed, within, me), within)
                for slug, one in milestones.items()
                for within in [replace(choice, milestone=slug)]
            ),
        )


def strand_name(stop: Stop) -> str:
    return stop.strand.theme or _("Main strand")


def _days_in_words(days: int) -> str:
    return ngettext("Not reviewed for %(days)d day", "Not reviewed for %(days)d days", days) % {
        "days": days
    }


def in_words(choice: Choice, listed: tuple[Stop, ...]) -> str:
    """«Main strand · Samarbeid · yours»: what was chosen; empty for all that is open."""
    within = next((stop for stop in listed if choice.is_within(stop)), None)
    said = [
        strand_name(within) if within and choice.strand else "",
        str(within.milestone.name) if within and choice.milestone else "",
        _days_in_words(choice.days) if choice.days else "",
        name_of(choice.whose, listed) if choice.whose != EVERYONE else "",
    ]
    return capfirst(" · ".join(filter(None, said)))


@dataclass(frozen=True)
class FocusPage:
    """One checkpoint of a walk."""

    walk: Walk
    here: Stop  # with its evidence
    number: int  # counted from 1
    chosen: str  # what the walk was chosen by, in words

    @property
    def of(self) -> int:
        return len(self.walk.stops)

    @property
    def done(self) -> int:
        return sum(stop.key in self.walk.done for stop in self.walk.stops)

    @property
    def next(self) -> str:
        return self.walk.after(self.here.key)

    @property
    def previous(self) -> str:
        return self.walk.before(self.here.key)

    @property
    def finish(self) -> str:
        """Where it is ended here."""
        return self.walk.ended_at(self.here)

    @property
    def start(self) -> str:
        """Where another choice is made."""
        return start_address(self.walk.region)

    @property
    def strand(self) -> str:
        return strand_name(self.here)


def focus_page(walk: Walk, here: Key) -> FocusPage:
    """A checkpoint's page on a walk: 1 query, for its evidence."""
    place = walk.place_of(here)
    stop = walk.stops[place]
    strand, checkpoint = here
    backed = evidence_at([strand], Reading.today(), checkpoint=checkpoint)
    row = replace(stop.row, evidence=backed.checkpoint(strand, checkpoint))
    chosen = in_words(walk.choice, walk.stops)
    return FocusPage(walk, replace(stop, row=row), place + 1, chosen)


def start_address(region: Region) -> str:
    return reverse("checkpoints:focus", args=[region.slug])


@dataclass(frozen=True)
class Came:
    """What came of some of a walk's checkpoints, under its heading."""

    heading: str
    stops: tuple[tuple[Stop, str], ...]  # each with its page on the walk
    folded: bool = False


@dataclass(frozen=True)
class Summary:
    """The end of a walk."""

    walk: Walk
    came: tuple[Came, ...]
    again: str  # the first of those that were skipped; empty where none was
    onward: str  # where one goes on who ended it before its end; empty where nothing is left
    start: str

    @property
    def done(self) -> int:
        return sum(stop.key in self.walk.done for stop in self.walk.stops)


def summary(
    region: Region, choice: Choice, begun: datetime, ended: str = "", *, by: User, language: str
) -> Summary | None:
    """What was done on a walk since it began; none where the programme has no phase.

    `ended` says where it was ended, as its address does; empty: at its end.
    """
    phase = current_phase(clock.today())
    if phase is None:
        return None
    gone = walk(region, phase, choice, begun, by=by, language=language)
    skipped, ahead = gone.skipped(ended), gone.ahead(ended)
    parts = (
        (_("Met"), gone.having(Deed.MET)),
        (_("Changed"), gone.having(Deed.CHANGED)),
        (_("Confirmed as unchanged"), gone.having(Deed.CONFIRMED)),
        (_("Confirmed earlier today"), gone.having(Deed.EARLIER)),
        (_("Skipped"), skipped),
        (_("Not reached"), ahead),
    )
    came = tuple(
        Came(heading, tuple((stop, gone.address(stop)) for stop in listed), listed is ahead)
        for heading, listed in parts
        if listed
    )
    again, onward = (gone.address(listed[0]) if listed else "" for listed in (skipped, ahead))
    return Summary(gone, came, again, onward, start_address(region))
