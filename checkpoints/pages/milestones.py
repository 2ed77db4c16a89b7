"""What the milestone page is made from, as frozen dataclasses."""

from dataclasses import dataclass, replace

from django.urls import reverse

from checkpoints.access import Place
from checkpoints.asked import Asked, Since
from checkpoints.changes import changed_rows
from checkpoints.queries.help import AskedHere, requests_at
from checkpoints.queries.learning import Learning, learning_at
from checkpoints.region_progress import MilestoneProgress, RegionProgress, region_progress
from checkpoints.rows import CheckpointRow
from checkpoints.walks.walk import Choice, said
from regions import clock


@dataclass(frozen=True)
class MilestonePage:
    """A milestone on a strand, and the way through its strand: earlier steps are the main one's."""

    steps: tuple[MilestoneProgress, ...]
    here: MilestoneProgress
    rows: tuple[CheckpointRow, ...]  # of the milestone, marked where they have changed
    progress: RegionProgress
    walk: str = ""  # where its open checkpoints are walked one after another; empty: nowhere

    @property
    def next(self) -> MilestoneProgress | None:
        later = [one for one in self.steps if one.milestone.position > self.here.milestone.position]
        return later[0] if later else None


def milestone_page(place: Place, asked: Asked, language: str) -> MilestonePage:
    """A milestone's page as it stood on the day asked for.

    Its checkpoints are marked where they are otherwise than they were at `asked.since`, and today
    they say what other regions did and were asked: 1 query more than the region's progress, and 3
    today.
    """
    progress = region_progress(place.region, place.strand.phase, asked.reading, language)
    own = next(one for one in progress.strands if one.facts.pk == place.strand.pk)
    main = progress.main
    before = () if main is None or own is main else main.milestones
    first = own.facts.first_position
    steps = (*(one for one in before if one.milestone.position < first), *own.milestones)
    here = next(one for one in own.milestones if one.milestone.pk == place.milestone.pk)
    rows = marked(here, asked.since)
    if not asked.reading.past:
        rows = with_others(rows, place, language)
    return MilestonePage(steps, here, rows, progress, _walk(place, here))


def _walk(place: Place, here: MilestoneProgress) -> str:
    """Where whoever may change it walks what is open; a closed strand invites to no work."""
    if here.strand.closed_on or not (place.may_edit and here.open_rows):
        return ""
    choice = Choice(strand=place.strand.number, milestone=place.milestone.slug)
    return f"{reverse('checkpoints:focus', args=[place.region.slug])}{said(choice)}"


def marked(here: MilestoneProgress, since: Since | None) -> tuple[CheckpointRow, ...]:
    """A milestone's rows, those that are otherwise than at `since` with its words: 1 query."""
    if since is None:
        return here.rows
    changed = changed_rows([here], clock.end_of(since.point.day))
    return tuple(
        replace(row, changed_since=since.words)
        if (here.strand.pk, row.checkpoint.pk) in changed
        else row
        for row in here.rows
    )


def with_others(
    rows: tuple[CheckpointRow, ...], place: Place, language: str
) -> tuple[CheckpointRow, ...]:
    """Rows with what other regions did about the same checkpoints, or are asked: 3 queries."""
    found = learning_at(place.strand, place.milestone)
    asked = requests_at(place.strand, place.milestone, language)
    return tuple(
        replace(row, learning=found.get(key, Learning()), asked=asked.get(key, AskedHere()))
        for row in rows
        for key in [row.checkpoint.pk]
    )
