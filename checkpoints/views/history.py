"""What happened in a region, at a milestone or to a checkpoint, step by step."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints import access, histories
from checkpoints.forms.history import HistoryFilters, HistoryPlace
from checkpoints.histories import Source
from checkpoints.pages.acts import acts_in, items_of
from checkpoints.pages.history import history_page, milestones_in, people_in
from regions.access import SignedInRequest, region_to_see
from regions.models import Region
from regions.wording import page_language


@require_safe
def history(request: SignedInRequest, **where: Any) -> HttpResponse:
    """Every step a checkpoint went through on a strand, and what was attached to it."""
    spot, language = access.spot_to_see(request.user, **where, also_ended=True), page_language()
    place = spot.place
    page = {"region": place.region, "place": place, "heading": spot.wording.text(language)}
    sources = histories.checkpoint_history(spot, language)
    filters = HistoryPlace(request.GET)
    return _page(request, "checkpoints/history.html", sources, filters, page)


@require_safe
def milestone_history(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponse:
    """Every step at a milestone: checkpoints, plan, decisions, evidence."""
    place = access.place_to_see(request.user, region, strand, milestone)
    name = place.milestone.text(page_language())
    page = {"region": place.region, "place": place, "heading": name}
    sources = histories.milestone_history(place, page_language())
    filters = HistoryFilters(
        request.GET, people=people_in(sources), things=(one.thing for one in sources)
    )
    return _page(request, "checkpoints/history.html", sources, filters, page)


@require_safe
def region_history(request: SignedInRequest, region: str) -> HttpResponse:
    """Every step in a region, the region's own facts and people among them."""
    found = region_to_see(request.user, region)
    may_edit = request.user.standing.edits(found.pk)
    sources = histories.region_history(found, may_edit=may_edit, language=page_language())
    filters = HistoryFilters(
        request.GET,
        people=people_in(sources),
        things=(one.thing for one in sources),
        milestones=milestones_in(found),
    )
    page = {"region": found}
    return _page(request, "checkpoints/region_history.html", sources, filters, page)


def _page(
    request: SignedInRequest,
    template: str,
    sources: tuple[Source, ...],
    filters: HistoryPlace,
    page: dict[str, Any],
) -> HttpResponse:
    """A page of a history, what was done at once together, and the way to what is older."""
    region: Region = page["region"]
    found = history_page(sources, filters.wanted, filters.begin)
    may_edit = request.user.standing.edits(region.pk)
    everything = histories.region_history(region, may_edit=may_edit, language=page_language())
    acts = acts_in(region, everything, found.changes, may_edit=may_edit)
    page |= {
        "filters": filters,
        "items": items_of(found.changes, acts),
        "older": filters.address_of(found.older) if found.older else "",
    }
    return render(request, template, page)
