"""The programme's report as a page, as the programme staff read it before it goes to the funder."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.access import SignedInRequest
from reports.access import round_for_staff
from reports.pages.programme import programme_page


@require_safe
def programme_report(request: SignedInRequest, phase: str, event: str) -> HttpResponse:
    """What the report would say now; where it comes in parts, one of them."""
    asking = round_for_staff(request.user, phase, event)
    page = programme_page(asking, request.GET)
    return render(request, "reports/programme_report.html", {"page": page})
