"""What a region's progress comes to, in one to three plain sentences made by rules."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.freshness import stale_sentence
from checkpoints.progress import State
from checkpoints.region_progress import MilestoneProgress, RegionProgress, StrandProgress


def brief(progress: RegionProgress) -> str:
    """How far the main strand is, what is late, on hold or stale, and how the parallel ones go.

    Of a strand that is closed nothing is late, and nobody is asked to go on with the rest.
    """
    if not progress.milestones:
        return _("This phase has no milestones.")
    if progress.main is None:
        return _("The region has no strand in this phase yet.")
    going_on = [one for one in progress.all_milestones if not one.cell.closed]
    sentences = [
        _reached(progress.main),
        *_late(going_on),
        *_on_hold(going_on),
        *_stale(going_on),
        *_parallel([one for one in progress.strands if not one.facts.is_main]),
    ]
    return " ".join(sentences)


def _reached(main: StrandProgress) -> str:
    count, of = main.reached, len(main.milestones)
    return ngettext(
        "%(count)d of %(of)d milestone is reached.",
        "%(count)d of %(of)d milestones are reached.",
        of,
    ) % {"count": count, "of": of}


def _late(milestones: Iterable[MilestoneProgress]) -> list[str]:
    late = [one for one in milestones if one.cell.late_days]
    return [
        ngettext("%(name)s is %(days)d day late.", "%(name)s is %(days)d days late.", days)
        % {"name": _named(one), "days": days}
        for one in late
        for days in [one.cell.late_days]
    ]


def _on_hold(milestones: Iterable[MilestoneProgress]) -> list[str]:
    held = [one for one in milestones if one.cell.state == State.ON_HOLD and not one.cell.late_days]
    return [_("%(name)s is on hold.") % {"name": _named(one)} for one in held]


def _stale(milestones: Iterable[MilestoneProgress]) -> list[str]:
    reviews = [row.review for one in milestones for row in one.rows]
    count = sum(one.is_stale for one in reviews if one)
    return [stale_sentence(count)] if count else []


def _parallel(strands: list[StrandProgress]) -> list[str]:
    if not strands:
        return []
    furthest = max(strands, key=lambda one: one.reached)
    first = ngettext(
        "There is %(count)d parallel strand.",
        "There are %(count)d parallel strands.",
        len(strands),
    ) % {"count": len(strands)}
    listed = [first, *_closed(strands)]
    if len(strands) == 1 or not furthest.reached:
        return listed
    return [*listed, _("%(theme)s has come furthest.") % {"theme": furthest.name}]


def _closed(strands: list[StrandProgress]) -> list[str]:
    return [
        _("%(theme)s is closed.") % {"theme": one.name} for one in strands if one.facts.closed_on
    ]


def _named(one: MilestoneProgress) -> str:
    """A milestone by name, and by theme where the strand is a parallel one."""
    if one.strand.is_main:
        return one.milestone.name.value
    return _("%(milestone)s (%(theme)s)") % {
        "milestone": one.milestone.name.value,
        "theme": one.strand.theme,
    }
