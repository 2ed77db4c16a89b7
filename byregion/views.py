"""The pages that combine the apps: home, a region's page, the overview."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from byregion import pages
from byregion.forms import OverviewFilters
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest, region_to_see
from regions.queries import regions_of
from regions.wording import page_language


@require_safe
@as_of_any_day
def home(request: SignedInRequest) -> HttpResponseBase:
    """One's own region; a choice where there are several; the overview for those without."""
    standing = request.user.standing
    asked = pages.asked_of_programme(request.GET)
    if standing.staff or standing.ministry:
        return redirect(f"{reverse('overview')}{asked.query}")
    own = regions_of(standing.regions, asked.reading)
    if len(own) == 1:
        return redirect(f"{reverse('region', args=[own[0].slug])}{asked.query}")
    context = {"regions": own, "rows": pages.own_rows(standing, asked.reading), "asked": asked}
    return render(request, "byregion/home.html", context)


@require_safe
@as_of_any_day
def region(request: SignedInRequest, region: str) -> HttpResponse:
    """A region's page, of today and its phase or of what is asked for (`?fase=`, `?as_of=`)."""
    found = region_to_see(request.user, region)
    language = page_language()
    page = pages.region_page(found, request.GET, language, request.user.standing)
    if page is None:
        raise Http404
    return render(request, "byregion/region.html", {"page": page, "asked": page.asked})


@require_safe
@as_of_any_day
def overview(request: SignedInRequest) -> HttpResponse:
    """Regions x milestones. Everyone sees counts and states; a cell opens for those who may."""
    asked = pages.asked_of_programme(request.GET)
    filters = OverviewFilters(request.GET, counties=pages.counties(), kept=asked.words)
    language = page_language()
    page = pages.overview_page(filters.chosen(), asked, language, request.user.standing)
    context = {"page": page, "filters": filters, "asked": asked}
    return render(request, "byregion/overview.html", context)
