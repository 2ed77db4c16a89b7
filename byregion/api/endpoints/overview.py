"""All regions: the list of them, and the overview of where they stand."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from byregion.api.asking import Choosing
from byregion.api.keys import CalledRequest
from byregion.api.paging import link_pages, page_facts
from byregion.api.routes import reads
from byregion.api.schemas.standing import OverviewOut, RegionLine, RegionsOut
from checkpoints.boards import Row, board_of
from checkpoints.exports.data import overview_data
from checkpoints.overview import Found, find
from checkpoints.queries import current_outline
from regions.models import Scope
from regions.standing import Standing

LANGUAGE = "nb"  # of names that an answer gives in one form; `/phases` gives all of them
router = Router(tags=["All regions"])


@reads(
    router, "/regions", name="regions", summary="Regions", answer=RegionsOut, scope=Scope.OVERVIEW
)
def regions(
    request: CalledRequest, response: HttpResponse, asked: Query[Choosing]
) -> dict[str, Any]:
    """The regions that a selection holds, in its order, a page at a time."""
    reading, standing = asked.reading(request), request.auth.standing
    outline = current_outline(reading, LANGUAGE)
    found = find(asked.selection(reading), reading, asked.part(), outline)
    link_pages(request, response, found)
    rows = board_of(found.keys, outline, reading).rows if outline else ()
    listed = [_line(row, standing) for row in rows]
    return {"day": reading.day, **page_facts(found), "regions": listed}


def _line(row: Row, standing: Standing) -> RegionLine:
    return RegionLine(
        region=row.slug,
        name=row.name,
        reached=row.reached,
        met=row.met,
        days_late=row.late_days,
        changed_at=row.changed_at,
        opens=standing.sees(row.region),
    )


@reads(
    router,
    "/overview",
    name="overview",
    summary="The overview",
    answer=OverviewOut,
    scope=Scope.OVERVIEW,
)
def overview(
    request: CalledRequest, response: HttpResponse, asked: Query[Choosing]
) -> dict[str, Any]:
    """Where each strand of each region stands at each milestone, as in the overview's JSON file."""
    reading, page = asked.reading(request), asked.part()
    selection, standing = asked.selection(reading), request.auth.standing
    data = overview_data(selection, reading, LANGUAGE, standing, page)
    found = Found((), page, data["count"], data["of"])
    link_pages(request, response, found)
    return {**data, **page_facts(found)}
