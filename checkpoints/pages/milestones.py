"""What the milestone page is made from, as frozen dataclasses."""

from dataclasses import dataclass, replace

from checkpoints.access import Place
from checkpoints.asked import Asked, Since
from checkpoints.changes import changed_rows
from checkpoints.region_progress import (
    CheckpointRow,
    MilestoneProgress,
    RegionProgress,
    region_progress,
)


@dataclass(frozen=True)
class MilestonePage:
    """A milestone on a strand, and the way through its strand: earlier steps are the main one's."""

    steps: tuple[MilestoneProgress, ...]
    here: MilestoneProgress
    rows: tuple[CheckpointRow, ...]  # of the milestone, marked where they have changed
    progress: RegionProgress

    @property
    def next(self) -> MilestoneProgress | None:
        later = [one for one in self.steps if one.milestone.position > self.here.milestone.position]
        return later[0] if later else None


def milestone_page(place: Place, asked: Asked, language: str) -> MilestonePage:
    """A milestone's page as it stood on the day asked for.

    Its checkpoints are marked where they are otherwise than they were at `asked.since`: 1 query
    more than the region's progress.
    """
    progress = region_progress(place.region, place.strand.phase, asked.reading, language)
    own = next(one for one in progress.strands if one.facts.pk == place.strand.pk)
    main = progress.main
    before = () if main is None or own is main else main.milestones
    first = own.facts.first_position
    steps = (*(one for one in before if one.milestone.position < first), *own.milestones)
    here = next(one for one in own.milestones if one.milestone.pk == place.milestone.pk)
    return MilestonePage(steps, here, marked(here, asked.since), progress)


def marked(here: MilestoneProgress, since: Since | None) -> tuple[CheckpointRow, ...]:
    """A milestone's rows, those that are otherwise than at `since` with its words: 1 query."""
    if since is None:
        return here.rows
    changed = changed_rows([here], since.point.day)
    return tuple(
        replace(row, changed_since=since.words)
        if (here.strand.pk, row.checkpoint.pk) in changed
        else row
        for row in here.rows
    )
