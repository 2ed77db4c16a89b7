"""How a region stands, sentence by sentence: how far, what is late, on hold or stale."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.briefs.sentences import Part, Sentence, sentence
from checkpoints.briefs.ways import OPEN, Ways, linked, named
from checkpoints.freshness import STALE_DAYS
from checkpoints.progress import State
from checkpoints.region_progress import MilestoneProgress, RegionProgress, StrandProgress


def standing(progress: RegionProgress, main: StrandProgress, ways: Ways) -> tuple[Sentence, ...]:
    """Of a strand that is closed nothing is late, and nobody is asked to go on with the rest."""
    going_on = [one for one in progress.all_milestones if not one.cell.closed]
    return (
        _reached(main, ways),
        *_under_way(main, ways),
        *_late(going_on, ways),
        *_on_hold(going_on, ways),
        *_stale(going_on, ways),
        *_parallel([one for one in progress.strands if not one.facts.is_main], ways),
    )


def _reached(main: StrandProgress, ways: Ways) -> Sentence:
    count, of = main.reached, len(main.milestones)
    words = ngettext(
        "%(count)d of %(of)d milestone is reached.",
        "%(count)d of %(of)d milestones are reached.",
        of,
    )
    return sentence(words, count=Part(str(count), ways.strand(main)), of=of)


def _under_way(main: StrandProgress, ways: Ways) -> list[Sentence]:
    """What is worked on, but not what is late: that is said of it."""
    found = (
        one
        for one in main.milestones
        if one.cell.state == State.IN_PROGRESS and not one.cell.late_days and not one.cell.closed
    )
    return [
        sentence(
            ngettext(
                "%(name)s is under way, with %(met)d of %(of)d checkpoint met.",
                "%(name)s is under way, with %(met)d of %(of)d checkpoints met.",
                tally.counted,
            ),
            name=named(one),
            met=Part(str(tally.met), ways.milestone(one)),
            of=tally.counted,
        )
        for one in found
        for tally in [one.cell.tally]
    ]


def _late(milestones: Iterable[MilestoneProgress], ways: Ways) -> list[Sentence]:
    return [
        sentence(
            ngettext("%(name)s is %(days)d day late.", "%(name)s is %(days)d days late.", days),
            name=named(one),
            days=Part(str(days), ways.milestone(one)),
        )
        for one in milestones
        for days in [one.cell.late_days]
        if days
    ]


def _on_hold(milestones: Iterable[MilestoneProgress], ways: Ways) -> list[Sentence]:
    held = [one for one in milestones if one.cell.state == State.ON_HOLD and not one.cell.late_days]
    return [
        sentence(_("%(name)s is on hold."), name=linked(named(one), ways.milestone(one)))
        for one in held
    ]


def _stale(milestones: Iterable[MilestoneProgress], ways: Ways) -> list[Sentence]:
    reviews = [row.review for one in milestones for row in one.rows]
    count = sum(one.is_stale for one in reviews if one)
    if not count:
        return []
    words = ngettext(
        "%(count)d open checkpoint has not been reviewed for %(days)d days.",
        "%(count)d open checkpoints have not been reviewed for %(days)d days.",
        count,
    )
    return [sentence(words, count=Part(str(count), ways.here(OPEN)), days=STALE_DAYS)]


def _parallel(strands: Sequence[StrandProgress], ways: Ways) -> list[Sentence]:
    if not strands:
        return []
    furthest = max(strands, key=lambda one: one.reached)
    count = len(strands)
    words = ngettext(
        "There is %(count)d parallel strand.",
        "There are %(count)d parallel strands.",
        count,
    )
    told = [
        sentence(words, count=Part(str(count), ways.strand(strands[0]))),
        *_closed(strands, ways),
    ]
    if count == 1 or not furthest.reached:
        return told
    theme = Part(str(furthest.name), ways.strand(furthest))
    return [*told, sentence(_("%(theme)s has come furthest."), theme=theme)]


def _closed(strands: Sequence[StrandProgress], ways: Ways) -> list[Sentence]:
    return [
        sentence(_("%(theme)s is closed."), theme=Part(str(one.name), ways.strand(one)))
        for one in strands
        if one.facts.closed_on
    ]
