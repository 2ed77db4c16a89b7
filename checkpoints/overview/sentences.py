"""What a milestone or a checkpoint comes to across regions, in plain sentences made by rules."""

from django.utils.translation import gettext, ngettext

from checkpoints.models import Status
from checkpoints.overview.finding import Found
from checkpoints.overview.sums import MilestoneSums
from checkpoints.progress import State
from checkpoints.queries.across import Asking
from checkpoints.queries.at_checkpoint import Standings


def milestone_in_sum(counted: MilestoneSums, found: Found) -> str:
    """How many of the regions that were found have reached it, and how many are late or held."""
    if not found.count:
        return gettext("No region matches.")
    numbers = {"n": counted.reached, "of": found.count}
    if found.count == found.of:
        reached = gettext("%(n)d of %(of)d regions have reached this milestone.") % numbers
    else:
        reached = (
            gettext("Of the %(of)d regions that are chosen, %(n)d have reached this milestone.")
            % numbers
        )
    late, held = counted.late, counted.states.get(State.ON_HOLD, 0)
    return " ".join([reached, *_late(late), *_held(held)])


def _late(count: int) -> list[str]:
    if not count:
        return []
    return [ngettext("%(n)d region is late.", "%(n)d regions are late.", count) % {"n": count}]


def _held(count: int) -> list[str]:
    if not count:
        return []
    words = ngettext("%(n)d region is on hold.", "%(n)d regions are on hold.", count)
    return [words % {"n": count}]


def checkpoint_in_sum(at: Standings, *, asking: Asking, is_question: bool, tells_held: bool) -> str:
    """How many regions have met it, how many have put it on hold, how many ask about it."""
    numbers = {"met": at.at[Status.MET], "regions": at.regions}
    if is_question:
        met = gettext("%(met)s of %(regions)s regions have answered this.") % numbers
    else:
        met = gettext("%(met)s of %(regions)s regions have met this.") % numbers
    held = _held(at.at[Status.ON_HOLD]) if tells_held else []
    return " ".join([met, *held, *_asking(asking)])


def _asking(asking: Asking) -> list[str]:
    """«2 regions ask for help; 1 waits for an answer.»."""
    if not asking.regions:
        return []
    asks = ngettext("%(n)d region asks for help", "%(n)d regions ask for help", asking.regions)
    waits = ngettext("%(n)s waits for an answer", "%(n)s wait for an answer", asking.waiting)
    if not asking.waiting:
        waits = gettext("none waits for an answer")
    return [f"{asks % {'n': asking.regions}}; {waits % {'n': asking.waiting}}."]
