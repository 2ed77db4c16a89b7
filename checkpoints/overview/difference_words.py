"""A difference between two days in words: what so many regions did, and the whole in a sentence."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, ngettext

from checkpoints.overview.difference_sums import DifferenceSums
from checkpoints.overview.kinds import Kind

TOLD = (Kind.REACHED, Kind.REOPENED, Kind.ON_HOLD, Kind.LATE, Kind.MOVED)


def regions_did(kinds: Mapping[Kind, int], told: Iterable[Kind] = TOLD) -> tuple[str, ...]:
    """What regions did at a milestone, where any did: «3 reached it», «1 opened it again»."""
    return tuple(_did(kind, kinds[kind]) for kind in told if kinds[kind])


def _did(kind: Kind, n: int) -> str:
    words = {
        Kind.REACHED: ngettext("%(n)d reached it", "%(n)d reached it", n),
        Kind.REOPENED: ngettext("%(n)d opened it again", "%(n)d opened it again", n),
        Kind.ON_HOLD: ngettext("%(n)d put it on hold", "%(n)d put it on hold", n),
        Kind.LATE: ngettext("%(n)d became late", "%(n)d became late", n),
        Kind.MOVED: ngettext("%(n)d moved the plan", "%(n)d moved the plan", n),
    }
    return words[kind] % {"n": n}


def sentences(sums: DifferenceSums) -> str:
    """How many regions stand otherwise, and in how many what happened at some milestone."""
    if not sums.changed:
        return gettext("No region has changed.")
    changed = ngettext(
        "%(n)d of %(of)d region has changed.",
        "%(n)d of %(of)d regions have changed.",
        sums.regions,
    ) % {"n": sums.changed, "of": sums.regions}
    return " ".join([changed, *_some(sums.kinds)])


def _some(kinds: Mapping[Kind, int]) -> list[str]:
    n = {kind: kinds[kind] for kind in TOLD}
    told = {
        Kind.REACHED: ngettext(
            "%(n)d has reached a milestone.", "%(n)d have reached a milestone.", n[Kind.REACHED]
        ),
        Kind.REOPENED: ngettext(
            "%(n)d has opened one again.", "%(n)d have opened one again.", n[Kind.REOPENED]
        ),
        Kind.ON_HOLD: ngettext(
            "%(n)d has put one on hold.", "%(n)d have put one on hold.", n[Kind.ON_HOLD]
        ),
        Kind.LATE: ngettext("%(n)d has become late.", "%(n)d have become late.", n[Kind.LATE]),
        Kind.MOVED: ngettext(
            "%(n)d has moved a planned end.", "%(n)d have moved a planned end.", n[Kind.MOVED]
        ),
    }
    return [told[kind] % {"n": n[kind]} for kind in TOLD if n[kind]]
