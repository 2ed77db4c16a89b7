"""What every picture of the programme stands on: the day, the phase, milestones and calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from checkpoints.models import Event, Phase, Strand
from checkpoints.overview import Found, Page, Selection, find
from checkpoints.overview.relation import regions_found
from checkpoints.queries import MilestoneFacts, Outline, current_phase, events
from regions.models import Region
from regions.reading import Reading

MOST = 100  # regions on one picture that shows each of them


@dataclass(frozen=True)
class Asked:
    """What the pictures are asked for. `sees` says whose own words may be shown."""

    selection: Selection
    page: Page  # of a picture that shows each region
    reading: Reading
    language: str
    sees: Callable[[int], bool]


@dataclass(frozen=True)
class Ground:
    asked: Asked
    outline: Outline
    phase: Phase
    events: tuple[Event, ...]  # as the calendar stood on the day

    @property
    def reading(self) -> Reading:
        return self.asked.reading

    @property
    def milestones(self) -> tuple[MilestoneFacts, ...]:
        return self.outline.milestones

    @cached_property
    def regions(self) -> QuerySet[Region]:
        """The regions that are asked for: no query of its own."""
        if self.asked.selection.is_everything:
            return Region.objects.all()
        found = regions_found(self.asked.selection, self.outline, self.reading)
        return Region.objects.filter(pk__in=found.values("key"))

    @cached_property
    def main_strands(self) -> QuerySet[Strand]:
        """Their main strands in the phase, those that were there on the day."""
        strands = Strand.objects.filter(phase=self.phase, is_main=True)
        if not self.asked.selection.is_everything:
            strands = strands.filter(region__in=self.regions)
        if self.reading.past:
            strands = strands.filter(pk__in=self.reading.rows(Strand).values("of"))
        return strands

    @cached_property
    def found(self) -> Found:
        """The regions on the page that is asked for."""
        return find(self.asked.selection, self.reading, self.asked.page, self.outline)


def ground(asked: Asked, outline: Outline | None) -> Ground | None:
    """The ground of what is asked for: 2 queries. None where the programme has no milestones."""
    phase = current_phase(asked.reading.day)
    if phase is None or outline is None:
        return None
    return Ground(asked, outline, phase, events(phase, asked.reading))
