"""What the page of a milestone across regions is made from."""

from dataclasses import dataclass, replace
from functools import partial

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from checkpoints.access.across import checkpoint_counts, counts_checkpoints, milestone_across
from checkpoints.forms.choices import YES
from checkpoints.overview import MilestoneSums, Selection, Sums, find, sums
from checkpoints.overview.line_rendering import Rows
from checkpoints.overview.lines import RegionLines, region_lines
from checkpoints.overview.sentences import milestone_in_sum
from checkpoints.pages.leaves import Leaves, find_or_last
from checkpoints.pages.selecting import Question
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, milestone_facts
from checkpoints.queries.across import CheckpointCounts
from regions.standing import Standing


@dataclass(frozen=True)
class Here:
    """A milestone in an address."""

    phase: int
    phase_slug: str
    milestone: MilestoneFacts


@dataclass(frozen=True)
class StateCount:
    """How many regions are in a state at the milestone, and where they are listed."""

    state: str
    label: str | Promise
    count: int
    address: str


@dataclass(frozen=True)
class MilestoneAcross:
    """A milestone across regions, as far as the one who looks may see it."""

    here: Here
    checkpoints: tuple[CheckpointCounts, ...]
    is_counted: bool  # how many regions had met each of them on the day
    tells_asking: bool  # to those who learn from each other, of today
    regions: int  # on the day, whichever are chosen
    brief: str
    states: tuple[StateCount, ...]
    leaves: Leaves
    listed: SafeString  # rows of the regions that are found
    is_detailed: bool  # with their checkpoints: to the programme staff
    own: SafeString  # rows of one's own regions with their checkpoints, to all others
    own_heading: str | Promise
    ignores_states: bool  # they are asked for, but of another phase


def here(question: Question, phase: str, milestone: str, language: str) -> Here:
    """The milestone of an address: no query in the day's phase, else 1. 404 where there is none."""
    outline = question.outline
    if outline and outline.phase_slug == phase:
        for one in outline.milestones:
            if one.slug == milestone:
                return Here(outline.phase, phase, one)
    found = milestone_across(phase, milestone)
    return Here(found.phase_id, phase, milestone_facts(found, language))


def chosen_in(question: Question, phase: int) -> Selection:
    """The regions that are asked for; only in the day's phase have they states to be found by."""
    asked = question.form.selection()
    if _is_of_the_day(question, phase):
        return asked
    return Selection(text=asked.text, county=asked.county, order=asked.order)


def _is_of_the_day(question: Question, phase: int) -> bool:
    return question.outline is not None and question.outline.phase == phase


def milestone_across_page(
    question: Question, at: Here, standing: Standing, language: str
) -> MilestoneAcross:
    """A page of regions at a milestone: 4 queries, and what `find` and `sums` take."""
    reading, form = question.asked.reading, question.form
    selection = chosen_in(question, at.phase)
    leaves = _leaves(_sorted_here(selection, question, at), question)
    checkpoints = checkpoint_counts(
        at.milestone.pk, reading, language, standing, question.asked.point
    )
    milestone = replace(at.milestone, checkpoints=tuple(one.checkpoint for one in checkpoints))
    own = () if standing.staff else standing.regions
    lines = region_lines(at.phase, milestone, {*leaves.found.keys, *own}, reading, standing)
    listed = [lines[key] for key in leaves.found.keys if key in lines]
    rows = Rows(milestone, form.query)
    counted = (
        _counted(sums(selection, reading, language, question.outline), at)
        if _is_of_the_day(question, at.phase)
        else None
    )
    return MilestoneAcross(
        here=at,
        checkpoints=checkpoints,
        is_counted=counts_checkpoints(standing, question.asked.point),
        tells_asking=standing.learns and not reading.past,
        regions=leaves.found.of,
        brief=milestone_in_sum(counted, leaves.found) if counted else "",
        states=_states(counted, question, at) if counted else (),
        leaves=leaves,
        listed=rows.body(listed if standing.staff else map(_in_short, listed)),
        is_detailed=standing.staff,
        own=rows.body(one for one in lines.values() if one.region in own),
        own_heading=_("My region") if len(own) == 1 else _("My regions"),
        ignores_states=selection != form.selection(),
    )


def _sorted_here(selection: Selection, question: Question, at: Here) -> Selection:
    """The same regions, in the order of how they stand at the page's own milestone."""
    own = at.milestone.slug if _is_of_the_day(question, at.phase) else ""
    return replace(selection, order_at=own)


def _leaves(selection: Selection, question: Question) -> Leaves:
    """The regions of the page that is asked for; of the last one where there is no such page."""
    find_page = partial(find, selection, question.asked.reading, outline=question.outline)
    found, missing = find_or_last(find_page, question.form.page())
    return Leaves(found, question.form, missing)


def _counted(total: Sums | None, at: Here) -> MilestoneSums | None:
    listed = total.milestones if total else ()
    return next((one for one in listed if one.milestone.pk == at.milestone.pk), None)


def _states(counted: MilestoneSums, question: Question, at: Here) -> tuple[StateCount, ...]:
    """Late first, then each state that some region is in."""

    def one(state: str, label: str | Promise, count: int, **words: str) -> StateCount:
        but = {"milepel": at.milestone.slug, "status": "", "forsinket": ""} | words
        return StateCount(state, label, count, question.form.address(but=but))

    listed = [
        one("late", _("late"), counted.late, forsinket=YES),
        *(one(state, state.label, counted.states.get(state, 0), status=state) for state in State),
    ]
    return tuple(one for one in listed if one.count)


def _in_short(region: RegionLines) -> RegionLines:
    """A region without its checkpoints."""
    return replace(region, lines=tuple(replace(line, rows=()) for line in region.lines))
