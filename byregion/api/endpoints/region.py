"""One region: counts and states for all, what stands behind them for who may open it."""

from typing import Any

from django.http import Http404
from ninja import PathEx, Query, Router
from ninja.params import P

from byregion.api.asking import AsOf
from byregion.api.endpoints.overview import LANGUAGE
from byregion.api.keys import CalledRequest
from byregion.api.reads import region_on_the_day
from byregion.api.routes import reads
from byregion.api.schemas.fields import REGION
from byregion.api.schemas.region import OneRegionOut
from checkpoints.exports.data import cell_data
from checkpoints.queries import current_phase
from checkpoints.region_progress import MilestoneProgress, StrandProgress, region_progress
from checkpoints.rows import CheckpointRow
from regions.models import Scope

router = Router(tags=["One region"])

type Data = dict[str, Any]


@reads(
    router,
    "/regions/{slug:region}",
    name="region",
    summary="A region",
    answer=OneRegionOut,
    scope=Scope.OVERVIEW,
)
def region(
    request: CalledRequest, region: PathEx[str, P(description=REGION)], asked: Query[AsOf]
) -> Data:
    """Its strands through the day's phase.

    A key made for `regions`, of someone who may open the region, reads themes, checkpoints and
    decisions too.
    """
    reading = asked.reading(request)
    found, phase = region_on_the_day(region, reading), current_phase(reading.day)
    if phase is None:
        raise Http404
    opens = request.auth.standing.sees(found.pk)
    progress = region_progress(found, phase, reading, LANGUAGE)
    return {
        "day": reading.day,
        "region": found.slug,
        "name": found.name,
        "phase": phase.slug,
        "opens": opens,
        "strands": [_strand(one, opens=opens) for one in progress.strands],
    }


def _strand(one: StrandProgress, *, opens: bool) -> Data:
    return {
        "strand": one.facts.number,
        "main_strand": one.facts.is_main,
        "theme": one.facts.theme if opens else "",
        "closed_on": one.facts.closed_on,
        "milestones": [_milestone(each, opens=opens) for each in one.milestones],
    }


def _milestone(one: MilestoneProgress, *, opens: bool) -> Data:
    span, plan = one.cell.span, one.cell.plan
    return {
        "milestone": one.milestone.slug,
        **cell_data(one.cell, sees=opens),
        "started_at": span.started_at,
        "reached_at": span.reached_at,
        "first_planned_end": plan.first_ends_on,
        "times_moved": plan.moves,
        "checkpoints": [_checkpoint(row) for row in one.rows] if opens else None,
        "decisions": [_decision(each) for each in one.decisions] if opens else None,
    }


def _checkpoint(row: CheckpointRow) -> Data:
    one = row.assessment
    return {
        "checkpoint": row.checkpoint.slug,
        "status": one.status,
        "met_on": one.met_on,
        "due_on": one.due_on,
        "text": one.text,
        "responsible": one.responsible,
        "unsure": one.unsure,
        "changed_at": one.changed_at,
        "changed_by": one.changed_by,
        "confirmed_at": one.confirmed_at,
    }


def _decision(one: Any) -> Data:
    return {"decided_on": one.decided_on, "body": one.body, "note": one.note}
