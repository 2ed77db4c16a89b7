"""When milestones are likely to be reached, from how fast regions have passed them so far."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.pages.forecast import forecast_page
from checkpoints.pages.selecting import question
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest, for_the_programme
from regions.wording import page_language


@require_safe
@for_the_programme
@as_of_any_day
def forecast(request: SignedInRequest) -> HttpResponse:
    """Every milestone's pace, and of each region what is under way.

    Everyone with a role reads it.
    """
    asking = question(request.GET, request.user.standing, page_language())
    page = forecast_page(asking, request.user.standing)
    context = {"page": page, "form": asking.form, "asked": asking.asked}
    return render(request, "checkpoints/forecast.html", context)
