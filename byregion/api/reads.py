"""Reads of the whole programme at once, whatever the number of its phases."""

from collections.abc import Mapping

from django.http import Http404

from checkpoints.models import CheckpointWording, Event, Milestone
from checkpoints.queries import current_outline, not_removed
from checkpoints.queries.content import worded_on
from regions.models import Region
from regions.reading import Reading, as_row


def milestones_by_phase() -> Mapping[int, list[Milestone]]:
    """By phase, in order: 1 query."""
    found: dict[int, list[Milestone]] = {}
    for one in Milestone.objects.order_by("position"):
        found.setdefault(one.phase_id, []).append(one)
    return found


def wordings_by_milestone(reading: Reading) -> Mapping[int, list[CheckpointWording]]:
    """By milestone, its checkpoints in order under the wording of the day: 1 query."""
    rows = worded_on(reading).select_related("checkpoint")
    found: dict[int, list[CheckpointWording]] = {}
    for one in rows.order_by("checkpoint__position", "checkpoint_id"):
        found.setdefault(one.checkpoint.milestone_id, []).append(one)
    return found


def calendars(reading: Reading) -> Mapping[int, list[Event]]:
    """By phase, its calendar as it stood: 1 query."""
    found: dict[int, list[Event]] = {}
    for one in not_removed(_events(reading)):
        found.setdefault(one.phase_id, []).append(one)
    return found


def _events(reading: Reading) -> list[Event]:
    rows = reading.rows(Event)
    if reading.past:
        steps = rows.select_related("of").order_by("position", "of_id")
        return [as_row(step, step.of) for step in steps]
    return list(rows.order_by("position", "pk"))


def milestone_of_the_day(slug: str, reading: Reading) -> Milestone:
    """A milestone of the day's phase, or 404: 2 queries."""
    outline = current_outline(reading, "nb")
    at = Milestone.objects.select_related("phase").filter(slug=slug)
    found = at.filter(phase=outline.phase).first() if outline else None
    if found is None:
        raise Http404
    return found


def region_on_the_day(slug: str, reading: Reading) -> Region:
    """A region under the name of the day, or 404: 1 query, 2 on a past day.

    Everyone with a role reads counts and states of every region; what else an answer tells is
    decided where it is made.
    """
    row = Region.objects.filter(slug=slug).first()
    found = reading.of(row) if row else None
    if found is None:
        raise Http404
    return found
