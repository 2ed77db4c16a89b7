"""The pages that combine the apps: home, a region's page, the overview."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from byregion import pages
from byregion.forms import OverviewFilters
from regions.access import SignedInRequest, region_to_see
from regions.queries import regions_of


@require_safe
def home(request: SignedInRequest) -> HttpResponseBase:
    """One's own region; a choice where there are several; the overview for those without."""
    standing = request.user.standing
    if standing.staff or standing.ministry:
        return redirect("overview")
    own = regions_of(standing.regions)
    if len(own) == 1:
        return redirect("region", own[0].slug)
    rows = pages.own_rows(standing)
    return render(request, "byregion/home.html", {"regions": own, "rows": rows})


@require_safe
def region(request: SignedInRequest, region: str) -> HttpResponse:
    """A region's page, for the current phase or the one asked for (`?fase=fase-1`)."""
    found = region_to_see(request.user, region)
    language = get_language() or "nb"
    page = pages.region_page(found, request.GET.get("fase"), language, request.user.standing)
    if page is None:
        raise Http404
    return render(request, "byregion/region.html", {"page": page})


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Regions x milestones. Everyone sees counts and states; a cell opens for those who may."""
    filters = OverviewFilters(request.GET, counties=pages.counties())
    language = get_language() or "nb"
    page = pages.overview_page(filters.chosen(), language, request.user.standing)
    return render(request, "byregion/overview.html", {"page": page, "filters": filters})
