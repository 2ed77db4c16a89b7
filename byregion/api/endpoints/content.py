"""The programme, its phases and what they ask."""

from collections.abc import Iterable

from ninja import Query, Router

from byregion.api.asking import AsOf
from byregion.api.keys import CalledRequest
from byregion.api.reads import calendars, milestones_by_phase, wordings_by_milestone
from byregion.api.routes import reads
from byregion.api.schemas.content import (
    CheckpointOut,
    EventOut,
    MilestoneOut,
    PhaseOut,
    PhasesOut,
    ProgrammeOut,
    Wording,
)
from checkpoints.models import CheckpointKind, CheckpointWording, Event, EventKind, Milestone
from checkpoints.queries import current_phase, of_the_day, phases
from regions.listings import programme as the_programme
from regions.models import Scope
from regions.queries import how_many_regions
from regions.wording import Language, Worded

router = Router(tags=["The programme"])


@reads(
    router,
    "/programme",
    name="programme",
    summary="The programme",
    answer=ProgrammeOut,
    scope=Scope.OVERVIEW,
)
def programme(request: CalledRequest, asked: Query[AsOf]) -> ProgrammeOut:
    """Its name, its funder, and the phase it is in."""
    reading, found = asked.reading(request), the_programme()
    phase = current_phase(reading.day)
    return ProgrammeOut(
        programme=found.slug,
        name=found.name,
        funder=found.funder,
        languages=found.languages,
        day=reading.day,
        phase=phase.slug if phase else None,
        regions=how_many_regions(reading),
    )


@reads(
    router,
    "/phases",
    name="phases",
    summary="Phases, milestones, checkpoints and events",
    answer=PhasesOut,
    scope=Scope.OVERVIEW,
)
def phases_of_the_programme(request: CalledRequest, asked: Query[AsOf]) -> PhasesOut:
    """Everything that the programme asks, worded as on the day, with the calendar of the day."""
    reading, listed = asked.reading(request), phases()
    current = of_the_day(listed, reading.day)
    milestones, worded = milestones_by_phase(), wordings_by_milestone(reading)
    events = calendars(reading)
    return PhasesOut(
        day=reading.day,
        phases=[
            PhaseOut(
                phase=one.slug,
                name=wording(one),
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                is_current=one == current,
                objectives=[wording(each) for each in one.objectives.all()],
                milestones=[
                    _milestone(each, worded.get(each.pk, ())) for each in milestones.get(one.pk, ())
                ],
                events=[_event(each) for each in events.get(one.pk, ())],
            )
            for one in listed
        ],
    )


def _milestone(one: Milestone, worded: Iterable[CheckpointWording]) -> MilestoneOut:
    return MilestoneOut(
        milestone=one.slug,
        number=one.position,
        name=wording(one),
        checkpoints=[_checkpoint(each) for each in worded],
    )


def _checkpoint(one: CheckpointWording) -> CheckpointOut:
    return CheckpointOut(
        checkpoint=one.checkpoint.slug,
        number=one.checkpoint.position,
        kind=CheckpointKind(one.checkpoint.kind),
        wording=wording(one),
        wording_number=one.number,
        valid_from=one.checkpoint.valid_from,
        valid_to=one.checkpoint.valid_to,
    )


def _event(one: Event) -> EventOut:
    return EventOut(
        event=one.slug,
        kind=EventKind(one.kind),
        number=one.number,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        place=one.place,
    )


def wording(one: Worded) -> Wording:
    return Wording(nb=one.nb, nn=one.nn, en=one.en, source=Language(one.source))
