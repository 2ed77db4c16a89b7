"""How many regions stand where: in all, and at one milestone."""

from typing import Any

from django.http import Http404
from ninja import PathEx, Query, Router
from ninja.params import P

from byregion.api.asking import AsOf, Filtering
from byregion.api.endpoints.content import wording
from byregion.api.endpoints.overview import LANGUAGE
from byregion.api.keys import CalledRequest
from byregion.api.reads import milestone_of_the_day
from byregion.api.routes import reads
from byregion.api.schemas.fields import MILESTONE
from byregion.api.schemas.sums import CheckpointSum, MilestoneSum, OneMilestoneOut, States, SumsOut
from checkpoints.access.across import checkpoint_counts
from checkpoints.models import CheckpointKind
from checkpoints.overview import EVERYTHING, MilestoneSums, Selection, Sums, sums
from checkpoints.queries.across import CheckpointCounts
from regions.models import Scope
from regions.reading import Reading

router = Router(tags=["All regions"])


@reads(router, "/sums", name="sums", summary="Sums", answer=SumsOut, scope=Scope.OVERVIEW)
def sums_of_regions(request: CalledRequest, asked: Query[Filtering]) -> SumsOut:
    """How many regions of a selection stand where."""
    reading = asked.reading(request)
    found = _sums(asked.selection(reading), reading).told_to(request.auth.counted_for)
    return SumsOut(
        day=found.day,
        regions=found.regions,
        late=found.late,
        on_hold=found.on_hold,
        stale=found.stale,
        asking=found.asking,
        milestones=[MilestoneSum(**_milestone(one)) for one in found.milestones],
    )


@reads(
    router,
    "/milestones/{slug:milestone}",
    name="milestone",
    summary="A milestone across regions",
    answer=OneMilestoneOut,
    scope=Scope.OVERVIEW,
)
def milestone(
    request: CalledRequest, milestone: PathEx[str, P(description=MILESTONE)], asked: Query[AsOf]
) -> OneMilestoneOut:
    """How many regions stand where at a milestone of the day's phase and on its checkpoints.

    On an earlier day the counts of checkpoints are told to the programme staff alone, but for days
    on which an event ended: laid beside that day's overview they would tell which region has met
    which checkpoint.
    """
    reading, point = asked.reading_and_point(request)
    found = milestone_of_the_day(milestone, reading)
    counts = checkpoint_counts(found.pk, reading, LANGUAGE, request.auth.counted_for, point)
    summed = _sums(EVERYTHING, reading)
    [own] = [one for one in summed.milestones if one.milestone.pk == found.pk]
    return OneMilestoneOut(
        **_milestone(own),
        day=reading.day,
        phase=found.phase.slug,
        number=found.position,
        name=wording(found),
        regions=summed.regions,
        checkpoints=[_checkpoint(one) for one in counts],
    )


def _sums(selection: Selection, reading: Reading) -> Sums:
    found = sums(selection, reading, LANGUAGE)
    if found is None:  # the programme has asked for nothing yet
        raise Http404
    return found


def _milestone(one: MilestoneSums) -> dict[str, Any]:
    states = States(**{str(state): count for state, count in one.states.items()})
    return {"milestone": one.milestone.slug, "states": states, "late": one.late}


def _checkpoint(one: CheckpointCounts) -> CheckpointSum:
    return CheckpointSum(
        checkpoint=one.checkpoint.slug,
        number=one.checkpoint.position,
        kind=CheckpointKind(one.checkpoint.kind),
        met=one.met,
        on_hold=one.on_hold,
        not_applicable=one.not_applicable,
        asking=one.asking,
    )
