"""What became otherwise between two days."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from byregion.api.asking import ChoosingSince
from byregion.api.endpoints.overview import LANGUAGE
from byregion.api.keys import CalledRequest
from byregion.api.paging import link_pages, page_facts
from byregion.api.routes import reads
from byregion.api.schemas.sums import DifferencesOut
from checkpoints.exports.data import cell_data
from checkpoints.overview import Found, differences, find
from checkpoints.overview.difference_sums import find_changed
from checkpoints.overview.differences import (
    CellDifference,
    RegionDifference,
    StrandDifference,
)
from checkpoints.queries import Outline, current_outline
from regions.models import Scope
from regions.reading import Reading

router = Router(tags=["All regions"])

type Data = dict[str, Any]


@reads(
    router,
    "/overview/differences",
    name="differences",
    summary="Differences between two days",
    answer=DifferencesOut,
    scope=Scope.OVERVIEW,
)
def differences_of_regions(
    request: CalledRequest, response: HttpResponse, asked: Query[ChoosingSince]
) -> Data:
    """How regions stand otherwise than on an earlier day, strand by strand."""
    reading, since = asked.readings(request)
    outline = current_outline(reading, LANGUAGE)
    found = _found(asked, since, reading, outline)
    link_pages(request, response, found)
    compared = differences(found.keys, since, reading, LANGUAGE, outline)
    sees = request.auth.standing.sees
    rows = compared.rows if compared else ()
    return {
        "day": reading.day,
        "since": since.day,
        **page_facts(found),
        "regions": [_region(one, opens=sees(one.region)) for one in rows],
    }


def _found(
    asked: ChoosingSince, since: Reading, reading: Reading, outline: Outline | None
) -> Found:
    """The regions of the page; where it is asked for, of those that stand otherwise."""
    selection = asked.selection(reading)
    if outline is None or not asked.changed:
        return find(selection, reading, asked.part(), outline)
    return find_changed(selection, since, reading, asked.part(), outline)


def _region(one: RegionDifference, *, opens: bool) -> Data:
    strands = [_strand(strand, opens=opens) for strand in one.strands]
    return {"region": one.slug, "name": one.name, "strands": strands}


def _strand(one: StrandDifference, *, opens: bool) -> Data:
    return {
        "strand": one.strand.number,
        "main_strand": one.strand.is_main,
        "theme": one.strand.theme if opens else "",
        "is_new": one.is_new,
        "milestones": [_milestone(cell, opens=opens) for cell in one.cells],
    }


def _milestone(cell: CellDifference, *, opens: bool) -> Data:
    return {
        "milestone": cell.milestone.slug,
        "kinds": cell.kinds,
        "before": cell_data(cell.before, sees=opens),
        "after": cell_data(cell.after, sees=opens),
        "met": cell.turned.met,
        "taken_back": cell.turned.taken_back,
        "otherwise": cell.turned.otherwise,
        "days_moved": cell.move.days if cell.move else None,
    }
