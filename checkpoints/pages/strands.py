"""What the pages of strands and their plans are made from, as frozen dataclasses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checkpoints.access import Place
from checkpoints.models import Milestone, Phase, Strand
from checkpoints.progress import Planned, State
from checkpoints.queries import (
    Move,
    PlanStep,
    StrandFacts,
    moves,
    plan_steps,
    strand_facts,
    strands_as_they_stood,
    with_drift,
)
from checkpoints.region_progress import MilestoneProgress, StrandProgress, region_progress
from regions.models import Region
from regions.reading import Reading
from regions.wording import Text


@dataclass(frozen=True)
class StrandLine:
    """A strand in the list of a region's, and where it may be moved to."""

    strand: StrandProgress
    revision: int
    up: bool = False
    down: bool = False

    @property
    def first(self) -> MilestoneProgress | None:
        return next(iter(self.strand.milestones), None)

    @property
    def now(self) -> MilestoneProgress | None:
        """The first milestone that is not behind it; none where all are."""
        behind = (State.REACHED, State.NOT_APPLICABLE)
        return next((one for one in self.strand.milestones if one.cell.state not in behind), None)


def strand_lines(region: Region, phase: Phase, language: str) -> tuple[StrandLine, ...]:
    """A region's strands in order, as they stand today: 9 queries."""
    progress = region_progress(region, phase, Reading.today(), language)
    strands = Strand.objects.filter(region=region, phase=phase)
    revisions = dict(strands.values_list("pk", "revision"))
    parallel = [one for one in progress.strands if not one.facts.is_main]
    return tuple(
        StrandLine(one, revisions[one.facts.pk], one in parallel[1:], one in parallel[:-1])
        for one in progress.strands
    )


@dataclass(frozen=True)
class ToldMove:
    """A move of a planned day, and at which milestone, where the page does not say it."""

    move: Move
    milestone: Text | None = None


@dataclass(frozen=True)
class PlanFacts:
    """A milestone's plan as it stands, with the first plan and how it moved since."""

    milestone: Text
    number: int
    slug: str
    plan: Planned


@dataclass(frozen=True)
class PlanPage:
    """A strand's plan, milestone by milestone, and all its moves, newest first."""

    strand: StrandFacts
    lines: tuple[PlanFacts, ...]
    moves: tuple[ToldMove, ...]


def plan_page(strand: Strand, milestones: Sequence[Milestone], language: str) -> PlanPage:
    """The plan of a whole strand at its milestones, as it stands today: 2 queries."""
    today = Reading.today()
    (row,) = strands_as_they_stood(Strand.objects.filter(pk=strand.pk), today, why_closed=True)
    steps = plan_steps([strand.pk], today)
    planned = with_drift(steps)
    names = {one.pk: one.text(language) for one in milestones}
    lines = (
        PlanFacts(
            names[one.pk], one.position, one.slug, planned.get((strand.pk, one.pk), Planned())
        )
        for one in milestones
    )
    told = (ToldMove(one, names[one.step.milestone]) for one in _newest_first(steps))
    return PlanPage(strand_facts(row, today.day), tuple(lines), tuple(told))


def plan_at(place: Place) -> tuple[Planned, tuple[ToldMove, ...]]:
    """One milestone's plan, and its moves, newest first: 1 query."""
    key = (place.strand.pk, place.milestone.pk)
    every = plan_steps([place.strand.pk], Reading.today())
    steps = [step for step in every if step.milestone == place.milestone.pk]
    planned = with_drift(steps).get(key, Planned())
    return planned, tuple(ToldMove(one) for one in _newest_first(steps))


def _newest_first(steps: Iterable[PlanStep]) -> list[Move]:
    return sorted(moves(steps), key=lambda move: move.step.recorded_at, reverse=True)
