"""The fetch is the check, for what is told of all regions: whoever reads the overview reads it.

What is told of a single region beside its counts and states is chosen where the rows are made.
"""

from dataclasses import replace

from django.http import Http404

from checkpoints.asked import Point
from checkpoints.models import Checkpoint, Milestone
from checkpoints.queries.across import CheckpointCounts, checkpoints_across, told_to
from regions.reading import Reading
from regions.standing import Standing


def counts_checkpoints(standing: Standing, point: Point | None) -> bool:
    """Whether someone is told how many regions had met each checkpoint on a day; none: today.

    The counts of one day after another, laid beside the overviews of the same days, would tell
    which region met which checkpoint (docs/decisions/0011). Days of events are few.
    """
    return standing.staff or point is None or point.is_event


def checkpoint_counts(
    milestone: int, reading: Reading, language: str, standing: Standing, point: Point | None
) -> tuple[CheckpointCounts, ...]:
    """The checkpoints of a milestone on a day, with the counts that someone is told: 2 queries.

    What regions have on hold or left out is for the programme staff.
    """
    found = told_to(standing, checkpoints_across(milestone, reading, language))
    if standing.staff:
        return found
    told = tuple(replace(one, on_hold=None, not_applicable=None) for one in found)
    if counts_checkpoints(standing, point):
        return told
    return tuple(replace(one, met=None) for one in told)


def milestone_across(phase: str, milestone: str) -> Milestone:
    """A milestone of any phase: 1 query."""
    found = (
        Milestone.objects.select_related("phase").filter(phase__slug=phase, slug=milestone).first()
    )
    if found is None:
        raise Http404
    return found


def checkpoint_across(phase: str, milestone: str, checkpoint: str) -> Checkpoint:
    """A checkpoint of any phase, whether it is in use today or not: 1 query."""
    found = (
        Checkpoint.objects.select_related("milestone__phase")
        .filter(milestone__phase__slug=phase, milestone__slug=milestone, slug=checkpoint)
        .first()
    )
    if found is None:
        raise Http404
    return found
