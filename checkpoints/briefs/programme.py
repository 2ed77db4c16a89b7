"""What the regions of a selection come to, in half a page of plain sentences made by rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.asked import SINCE
from checkpoints.briefs.moving import next_event
from checkpoints.briefs.named import Named, NamedRegions, how_late, named_regions
from checkpoints.briefs.sentences import Brief, Part, Sentence, listed, sentence
from checkpoints.calendar import Coming
from checkpoints.forecast import Paces
from checkpoints.forms.choices import YES
from checkpoints.forms.selecting import UNCONFIRMED
from checkpoints.freshness import STALE_DAYS, fresh_since
from checkpoints.overview import MilestoneSums, Sums
from checkpoints.overview.difference_sums import DifferenceSums
from checkpoints.overview.kinds import Kind
from checkpoints.progress import State

type Narrowed = Callable[[Mapping[str, str]], str]  # the matrix's address with other words in it


@dataclass(frozen=True)
class ProgrammeBeside:
    """What else is known beside the sums; what is not known is not told."""

    of: int | None = None  # how many regions there are, where some are filtered out
    at: str = ""  # the milestone that is chosen, by its slug
    latest: Named | None = None  # where those that are late are asked for
    regions: NamedRegions = field(default_factory=NamedRegions)
    changes: DifferenceSums | None = None
    since: str = ""  # «samling 1», which the changes are told from
    next_event: Coming | None = None
    calendar: str = ""  # addresses
    paces: Paces | None = None
    forecast: str = ""


NOTHING = ProgrammeBeside()


def programme_brief(sums: Sums, narrowed: Narrowed, beside: ProgrammeBeside = NOTHING) -> Brief:
    """Who has reached what, who is late, on hold, not confirmed or asks; what changed, what comes.

    No queries: everything is in what it is given. `narrowed` makes the addresses of the matrix in
    which the counted regions stand: `lambda words: form.address(but=words)`.
    """
    if not sums.regions:
        return Brief((sentence(_("No region matches.")),))
    lead = (
        _shown(sums, beside.of, narrowed),
        *_reached(sums, narrowed),
        *_late_regions(sums, narrowed, beside),
        *_troubles(sums, narrowed),
    )
    more = (
        *named_regions(beside.regions),
        *_changed(beside, narrowed),
        *next_event(beside.next_event, beside.calendar),
        *_usual(sums, beside),
    )
    return Brief(lead, more)


def _shown(sums: Sums, of: int | None, narrowed: Narrowed) -> Sentence:
    n = Part(str(sums.regions), narrowed({}))
    if of is not None:
        return sentence(_("Showing %(n)d of %(of)d city regions."), n=n, of=of)
    return sentence(ngettext("%(n)d city region.", "%(n)d city regions.", sums.regions), n=n)


def _reached(sums: Sums, narrowed: Narrowed) -> list[Sentence]:
    """Each milestone that anyone has reached, in order: «9 regions have reached A, 3 … B.»."""
    counts = [(one.milestone, one.reached) for one in sums.milestones if one.reached]
    if not counts:
        return [sentence(_("No milestone is reached yet."))]
    items = [
        sentence(
            _have_reached(count) if place else _regions_have_reached(count),
            milestone=milestone.name,
            n=Part(
                str(count), narrowed({"milepel": milestone.slug, "status": State.REACHED.value})
            ),
        )
        for place, (milestone, count) in enumerate(counts)
    ]
    return [(*listed(items), Part("."))]


def _regions_have_reached(count: int) -> str:
    return ngettext(
        "%(n)d region has reached %(milestone)s", "%(n)d regions have reached %(milestone)s", count
    )


def _have_reached(count: int) -> str:
    return ngettext("%(n)d has reached %(milestone)s", "%(n)d have reached %(milestone)s", count)


def _troubles(sums: Sums, narrowed: Narrowed) -> list[Sentence]:
    """Regions that have something on hold, have not confirmed, or ask for help."""
    told = [
        (sums.on_hold, _on_hold(sums.on_hold), {"status": State.ON_HOLD.value}),
        (sums.stale, _stale(sums.stale), {UNCONFIRMED: _stale_before(sums)}),
        (sums.asking, _asking(sums.asking or 0), {"hjelp": YES}),
    ]
    return [
        sentence(words, n=Part(str(count), narrowed(chosen)), days=STALE_DAYS)
        for count, words, chosen in told
        if count
    ]


def _late_regions(sums: Sums, narrowed: Narrowed, beside: ProgrammeBeside) -> list[Sentence]:
    """How many are late, at the milestone that is chosen, and which one most."""
    at = next((one for one in sums.milestones if one.milestone.slug == beside.at), None)
    count = at.late if at else sums.late
    if not count:
        return [sentence(_("None is late."))]
    n = Part(str(count), narrowed({"forsinket": YES}))
    name = at.milestone.name if at else ""
    most = how_late(beside.latest) if beside.latest else ()
    return [sentence(_late(count, at, beside.latest), n=n, milestone=name, most=most)]


def _late(count: int, at: MilestoneSums | None, latest: Named | None) -> str:
    if at and latest:
        return ngettext(
            "%(n)d is late at %(milestone)s, most %(most)s.",
            "%(n)d are late at %(milestone)s, most %(most)s.",
            count,
        )
    if at:
        return ngettext(
            "%(n)d is late at %(milestone)s.", "%(n)d are late at %(milestone)s.", count
        )
    if latest:
        return ngettext(
            "%(n)d region is late, most %(most)s.", "%(n)d regions are late, most %(most)s.", count
        )
    return ngettext("%(n)d region is late.", "%(n)d regions are late.", count)


def _on_hold(count: int) -> str:
    return ngettext(
        "%(n)d region has something on hold.", "%(n)d regions have something on hold.", count
    )


def _stale(count: int) -> str:
    return ngettext(
        "%(n)d region has something open that has not been reviewed for %(days)d days.",
        "%(n)d regions have something open that has not been reviewed for %(days)d days.",
        count,
    )


def _stale_before(sums: Sums) -> str:
    """What was last reviewed before this day is stale."""
    return fresh_since(sums.day).isoformat()


def _asking(count: int) -> str:
    return ngettext(
        "%(n)d region waits for an answer to a question.",
        "%(n)d regions wait for an answer to a question.",
        count,
    )


def _changed(beside: ProgrammeBeside, narrowed: Narrowed) -> list[Sentence]:
    changes = beside.changes
    if changes is None:
        return []
    there = narrowed({SINCE: changes.since.isoformat()})
    counted = [(changes.kinds.get(kind, 0), words) for kind, words in _happened(changes).items()]
    items = [sentence(words, n=Part(str(count), there)) for count, words in counted if count]
    if items:
        words = _("Since %(event)s: %(changes)s.")
        return [sentence(words, event=beside.since, changes=listed(items))]
    if changes.changed:
        words = ngettext(
            "%(n)d region has changed something since %(event)s, but no state.",
            "%(n)d regions have changed something since %(event)s, but no state.",
            changes.changed,
        )
        return [sentence(words, n=Part(str(changes.changed), there), event=beside.since)]
    return [sentence(_("Nothing has changed since %(event)s."), event=beside.since)]


def _happened(changes: DifferenceSums) -> dict[Kind, str]:
    """What is told of, in words, each for as many regions as it happened in."""
    n = {kind: changes.kinds.get(kind, 0) for kind in Kind}
    return {
        Kind.REACHED: ngettext(
            "%(n)d region has reached a milestone",
            "%(n)d regions have reached a milestone",
            n[Kind.REACHED],
        ),
        Kind.REOPENED: ngettext(
            "%(n)d region has reopened a milestone",
            "%(n)d regions have reopened a milestone",
            n[Kind.REOPENED],
        ),
        Kind.ON_HOLD: ngettext(
            "%(n)d region has put something on hold",
            "%(n)d regions have put something on hold",
            n[Kind.ON_HOLD],
        ),
        Kind.LATE: ngettext(
            "%(n)d region has become late", "%(n)d regions have become late", n[Kind.LATE]
        ),
        Kind.MOVED: ngettext(
            "%(n)d region has moved a plan", "%(n)d regions have moved a plan", n[Kind.MOVED]
        ),
    }


def _usual(sums: Sums, beside: ProgrammeBeside) -> list[Sentence]:
    """How long the milestones have taken so far, where enough have passed."""
    paces = beside.paces
    if paces is None:
        return []
    found = [
        (one.milestone, median)
        for one in sums.milestones
        for median in [paces.of(one.milestone.pk).median]
        if median is not None
    ]
    items = [
        sentence(
            _("%(milestone)s in %(n)d") if place else _took(days),
            milestone=milestone.name,
            n=Part(str(days), beside.forecast),
        )
        for place, (milestone, days) in enumerate(found)
    ]
    return [(*listed(items, _("%(first)s, and %(last)s")), Part("."))] if items else []


def _took(days: int) -> str:
    return ngettext(
        "Half of the strands reached %(milestone)s in %(n)d day or less",
        "Half of the strands reached %(milestone)s in %(n)d days or less",
        days,
    )
