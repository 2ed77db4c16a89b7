"""Fills a database with simulated regions, some hundreds at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from byregion.simulation import stories
from byregion.simulation.bulk import History, Step, write
from byregion.simulation.stories import Pace, Years
from checkpoints.actions.counting import count_strands
from checkpoints.models import (
    Assessment,
    CheckpointWording,
    HelpRequest,
    Milestone,
    Phase,
    Plan,
    Strand,
)
from checkpoints.queries import current_phase, wordings_of
from regions import clock
from regions.models import (
    County,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Programme,
    Region,
)
from regions.reading import Reading

AT_ONCE = 250  # regions
MUNICIPALITIES = 300
CLOSED = 0.1  # of the parallel strands
ASKING = 0.05  # of the regions
THEMES = ("Reiseliv", "Næringsareal", "Kollektivtrafikk", "Sentrum", "Mat og kultur")


class NotEmpty(Exception):  # noqa: N818  a state of affairs, not a fault
    """There are regions in the database already."""


@dataclass
class Simulation:
    """What is to be made, and how far it has come: `tell` hears the number of regions."""

    regions: int
    years: int
    seed: int = 2016
    tell: Callable[[int], None] = lambda _done: None
    random: Random = field(init=False)
    span: Years = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  the same rows every time
        today = clock.today()
        self.span = Years(today - timedelta(365 * self.years), today)

    def moment(self, part: float) -> datetime:
        """Some hour of the day that lies this part of the way through the years."""
        return self.span.moment(self.random, part)

    def begin(self, facts: Mapping[str, Any]) -> Step:
        """The first step of what was there from the beginning."""
        return Step(clock.start_of(self.span.first), facts)


def simulate(simulation: Simulation) -> None:
    """Make the regions in a programme that is loaded already. Raises NotEmpty."""
    if Region.objects.exists():
        raise NotEmpty
    programme = Programme.objects.get()
    phases = [one for one in programme.phases.all() if one.milestones.exists()]
    contents = [_Content.of(one) for one in phases]
    now, places = current_phase(clock.today()), _municipalities()
    for first in range(1, simulation.regions + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, simulation.regions + 1))
        with transaction.atomic():
            regions = _regions(simulation, programme, numbers, places)
            for number, content in enumerate(contents, start=1):
                strands = _main_strands(simulation, content, regions, number)
                if content.phase == now:
                    strands += _parallel_strands(simulation, content, regions, len(phases) + 1)
                    _record(simulation, content, strands)
                count_strands(strands)
        simulation.tell(numbers[-1])


@dataclass(frozen=True)
class _Content:
    """What a phase asks for."""

    phase: Phase
    milestones: Sequence[Milestone]
    wordings: Mapping[int, Sequence[CheckpointWording]]  # by milestone

    @classmethod
    def of(cls, phase: Phase) -> "_Content":
        found: dict[int, list[CheckpointWording]] = {}
        for wording in wordings_of(phase, Reading.today()):
            if wording.checkpoint.in_use(clock.today()):
                found.setdefault(wording.checkpoint.milestone_id, []).append(wording)
        return cls(phase, list(phase.milestones.all()), found)


def _municipalities() -> list[Municipality]:
    """Municipalities of invented counties, numbered where no real ones are."""
    counties = County.objects.bulk_create(
        County(number=f"{80 + n}", name=f"Fylke {n + 1}") for n in range(10)
    )
    rows = Municipality.objects.bulk_create(Municipality() for _ in range(MUNICIPALITIES))
    MunicipalityVersion.objects.bulk_create(
        MunicipalityVersion(
            municipality=row, number=f"{8000 + n}", name=f"Kommune {n + 1}",
            county=counties[n % len(counties)],
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    return rows


def _regions(
    simulation: Simulation, programme: Programme, numbers: range, places: Sequence[Municipality]
) -> list[Region]:
    """Regions, each with a municipality that hosts it."""
    begin = simulation.begin
    named = {n: begin({"name": f"Byregion {n}", "language": "nb"}) for n in numbers}
    regions = {n: Region(programme=programme, slug=f"byregion-{n}") for n in numbers}
    write([History(regions[n], [named[n]]) for n in numbers])
    host = begin({"role": ParticipationRole.HOST})
    choose = simulation.random.choice
    write(
        [
            History(Participation(region=one, municipality=choose(places)), [host])
            for one in regions.values()
        ]
    )
    return list(regions.values())


def _main_strands(
    simulation: Simulation, content: _Content, regions: Sequence[Region], number: int
) -> list[Strand]:
    phase = content.phase
    rows = [Strand(region=one, phase=phase, number=number, is_main=True) for one in regions]
    begin = simulation.begin({"first_milestone": content.milestones[0], "position": number})
    write([History(row, [begin]) for row in rows])
    return rows


def _parallel_strands(
    simulation: Simulation, content: _Content, regions: Sequence[Region], number: int
) -> list[Strand]:
    """One in every fifth region, where there is a later milestone to begin at; some are closed."""
    random, later = simulation.random, content.milestones[1:3]
    if not later:
        return []
    made: list[tuple[Strand, list[Step]]] = []
    for region in random.sample(regions, len(regions) // 5):
        theme, first = random.choice(THEMES), random.choice(later)
        step = simulation.begin({"theme": theme, "first_milestone": first, "position": number})
        row = Strand(region=region, phase=content.phase, number=number, is_main=False)
        made.append((row, [step, *_closing(simulation)]))
    write([History(row, steps) for row, steps in made])
    return [row for row, _steps in made]


def _closing(simulation: Simulation) -> Iterator[Step]:
    if simulation.random.random() < CLOSED:
        at = simulation.moment(0.99)
        yield Step(at, {"closed_on": clock.day_of(at)}, reason="Videreført i hovedløpet.")


def _record(simulation: Simulation, content: _Content, strands: Iterable[Strand]) -> None:
    """Plans, assessments, and now and then a question to the others."""
    plans: list[History] = []
    assessments: list[History] = []
    asked: list[History] = []
    for strand in strands:
        pace = Pace.of(simulation.random, len(content.milestones))
        through = [one for one in content.milestones if one.position >= _first(strand)]
        for place, milestone in enumerate(through):
            plans.append(_plan(simulation, strand, milestone, place, len(content.milestones)))
            wordings = content.wordings.get(milestone.pk, ())
            assessments += _assessments(simulation, strand, wordings, pace.at(place))
        asked += _question(simulation, strand, content)
    write(plans)
    write(assessments)
    write(asked)


def _first(strand: Strand) -> int:
    return strand.first_milestone.position


def _plan(
    simulation: Simulation, strand: Strand, milestone: Milestone, place: int, milestones: int
) -> History:
    steps = stories.plan(simulation.random, simulation.span, place, milestones)
    return History(Plan(strand=strand, milestone=milestone), steps)


def _assessments(
    simulation: Simulation, strand: Strand, wordings: Iterable[CheckpointWording], begins: float
) -> Iterator[History]:
    """Those that were touched: no row means not started."""
    random = simulation.random
    for wording in wordings:
        begun = begins + random.uniform(0, 0.1)
        if steps := stories.assessment(random, simulation.span, begun, wording):
            checkpoint = wording.checkpoint
            row = Assessment(
                strand=strand, milestone_id=checkpoint.milestone_id, checkpoint=checkpoint,
                checkpoint_kind=checkpoint.kind,
            )  # fmt: skip
            yield History(row, steps)


def _question(simulation: Simulation, strand: Strand, content: _Content) -> Iterator[History]:
    """One region in twenty waits for an answer."""
    wordings = content.wordings.get(strand.first_milestone_id)
    if wordings and strand.is_main and simulation.random.random() < ASKING:
        checkpoint = wordings[0].checkpoint
        row = HelpRequest(
            strand=strand, milestone_id=checkpoint.milestone_id, checkpoint=checkpoint
        )
        yield History(row, [Step(simulation.moment(0.9), {"question": "Hvordan gjorde dere det?"})])
