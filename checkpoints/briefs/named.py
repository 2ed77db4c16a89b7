"""Regions by name in the programme's brief: the latest, on hold, asking, or forecast."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.briefs.sentences import Part, Sentence, listed, sentence
from regions.wording import Text

type Tell = Callable[["Named"], Sentence]
NAMED = 3  # regions at most, of each thing that is told


@dataclass(frozen=True)
class Named:
    """A region by name, and what is told of it."""

    region: Part  # with an address
    about: Text  # a milestone's name, or a checkpoint's text
    days: int = 0  # late
    when: str = ""  # in words


@dataclass(frozen=True)
class NamedRegions:
    """Of each thing one more than are named, where there are so many."""

    latest: Sequence[Named] = ()
    held: Sequence[Named] = ()
    waiting: Sequence[Named] = ()  # for an answer
    ranges: Sequence[Named] = ()


def named_regions(found: NamedRegions) -> tuple[Sentence, ...]:
    """A sentence for each thing of which there is something to tell."""
    return (
        *_told(_("The latest: %(regions)s."), found.latest[:NAMED], _late),
        *_told(_on_hold(found.held), found.held[:NAMED], _at),
        *_told(_waiting(found.waiting), found.waiting[:NAMED], _asked),
        *_told(_("Likely to be reached: %(regions)s."), found.ranges[:NAMED], _likely),
    )


def how_late(one: Named) -> Sentence:
    """«Vest-Telemark: 77 days»."""
    words = ngettext("%(region)s: %(n)d day", "%(region)s: %(n)d days", one.days)
    return sentence(words, region=one.region, n=one.days)


def _told(words: str, regions: Sequence[Named], tell: Tell) -> list[Sentence]:
    return [sentence(words, regions=listed(map(tell, regions)))] if regions else []


def _late(one: Named) -> Sentence:
    words = ngettext(
        "%(region)s (%(milestone)s, %(n)d day)", "%(region)s (%(milestone)s, %(n)d days)", one.days
    )
    return sentence(words, region=one.region, milestone=one.about, n=one.days)


def _at(one: Named) -> Sentence:
    return sentence("%(region)s (%(milestone)s)", region=one.region, milestone=one.about)


def _asked(one: Named) -> Sentence:
    return sentence(_("%(region)s about «%(text)s»"), region=one.region, text=one.about)


def _likely(one: Named) -> Sentence:
    words = _("%(region)s (%(milestone)s) %(when)s")
    return sentence(words, region=one.region, milestone=one.about, when=one.when)


def _on_hold(regions: Sequence[Named]) -> str:
    if _are_more(regions):
        return _("On hold, among others: %(regions)s.")
    return _("On hold: %(regions)s.")


def _waiting(regions: Sequence[Named]) -> str:
    if _are_more(regions):
        return _("Waiting for an answer, among others: %(regions)s.")
    return _("Waiting for an answer: %(regions)s.")


def _are_more(regions: Sequence[Named]) -> bool:
    return len(regions) > NAMED
