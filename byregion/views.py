"""The pages that combine the apps: home, a region's page, the overview."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from byregion import pages
from checkpoints.pages.selecting import Question, question
from checkpoints.pages.way_back import way_back
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest, for_the_programme, region_to_see
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
    context = {
        "regions": own,
        "rows": pages.own_rows(standing, asked.reading),
        "reports": pages.own_reports(standing, asked.reading),
        "asked": asked,
    }
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
    back = way_back(request, page.asked)
    context = {"page": page, "asked": page.asked, "back": back}
    return render(request, "byregion/region.html", context)


@require_safe
@for_the_programme
@as_of_any_day
def overview(request: SignedInRequest) -> HttpResponse:
    """Regions x milestones, on a day or between two (`?since=`).

    Everyone with a role sees counts and states; a cell opens for those who may.
    """
    language = page_language()
    asking = question(request.GET, request.user.standing, language)
    if asking.asked.since and asking.asked.since.is_chosen:
        return _difference(request, asking, language)
    page = pages.overview_page(request.GET, asking, request.user.standing, language)
    context = {"page": page, "form": asking.form, "asked": asking.asked}
    return render(request, "byregion/overview.html", context)


@require_safe
@for_the_programme
@as_of_any_day
def in_brief(request: SignedInRequest) -> HttpResponse:
    """The programme in half a page of plain words. Everyone with a role reads it."""
    language = page_language()
    asking = question(request.GET, request.user.standing, language)
    brief = pages.in_brief(asking, request.user.standing, language)
    context = {"brief": brief, "form": asking.form, "asked": asking.asked}
    return render(request, "byregion/in_brief.html", context)


def _difference(request: SignedInRequest, asking: Question, language: str) -> HttpResponse:
    page = pages.difference_page(asking, request.user.standing, language)
    context = {"page": page, "form": asking.form, "asked": asking.asked}
    return render(request, "byregion/difference.html", context)
