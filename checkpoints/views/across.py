"""From any cell of the overview inward: a milestone, and a checkpoint, across all regions."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.access.across import checkpoint_across
from checkpoints.pages.across import here, milestone_across_page
from checkpoints.pages.checkpoint_across import AT, checkpoint_across_page, status_asked_for
from checkpoints.pages.selecting import question
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest, for_the_programme
from regions.wording import page_language


@require_safe
@for_the_programme
@as_of_any_day
def milestone(request: SignedInRequest, phase: str, milestone: str) -> HttpResponse:
    """Regions x a milestone's checkpoints; other regions' checkpoints are only counted."""
    language = page_language()
    asking = question(request.GET, request.user.standing, language)
    at = here(asking, phase, milestone, language)
    page = milestone_across_page(asking, at, request.user.standing, language)
    context = {"page": page, "form": asking.form, "asked": asking.asked}
    return render(request, "checkpoints/milestone_across.html", context)


@require_safe
@for_the_programme
@as_of_any_day
def checkpoint(
    request: SignedInRequest, phase: str, milestone: str, checkpoint: str
) -> HttpResponse:
    """Who has met a checkpoint, and when; to most readers how many have."""
    found, language = checkpoint_across(phase, milestone, checkpoint), page_language()
    status, unknown = status_asked_for(request.GET)
    asking = question(
        request.GET, request.user.standing, language, {AT: status} if status else None
    )
    context = {"asked": asking.asked, "form": asking.form, "unknown": unknown}
    if not found.in_use(asking.asked.reading.day):
        gone = {**context, "milestone": found.milestone, "phase": phase}
        return render(
            request, "checkpoints/checkpoint_not_in_use.html", gone, status=HTTPStatus.NOT_FOUND
        )
    page = checkpoint_across_page(found, asking, status, request.user.standing, language)
    return render(request, "checkpoints/checkpoint_across.html", {**context, "page": page})
