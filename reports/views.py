"""A region's status report, as of today or of an earlier day: as a page, and on paper."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.asked import Asked, asked_for
from checkpoints.queries import calendar, current_phase
from checkpoints.timeline import NARROW, WIDE
from checkpoints.views.days import as_of_any_day
from regions import clock
from regions.access import SignedInRequest, region_to_see
from regions.models import Region
from regions.reading import Reading
from reports import checks, paper
from reports.content import ReportContent
from reports.gather import report_content
from reports.pdf import PaperError
from reports.picture import drawing

log = logging.getLogger(__name__)


@require_safe
@as_of_any_day
def report(request: SignedInRequest, region: str) -> HttpResponse:
    """The preview: what the paper would say today, or on the day asked for."""
    found = region_to_see(request.user, region)
    asked, content = _asked_content(request, found)
    pictures = [("wide", drawing(content, WIDE)), ("narrow", drawing(content, NARROW))]
    context = {
        "region": found, "content": content, "pictures": pictures, "paper": False, "asked": asked,
    }  # fmt: skip
    return render(request, "reports/report.html", context)


@require_safe
@as_of_any_day
def report_pdf(request: SignedInRequest, region: str) -> HttpResponse:
    """The paper. Where it cannot be made, a page says so; never a broken paper."""
    found = region_to_see(request.user, region)
    asked, content = _asked_content(request, found)
    try:
        made = paper.report_pdf(content)
    except PaperError:
        log.exception("No PDF of %s", content.file_name)
        context = {"region": found, "missing": checks.pango_check(None), "asked": asked}
        return render(request, "reports/no_pdf.html", context, status=500)
    headers = {
        "Content-Disposition": f'inline; filename="{content.file_name}.pdf"',
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _asked_content(request: SignedInRequest, region: Region) -> tuple[Asked, ReportContent]:
    """The region's report on the phase of the day asked for; 404 where the programme has none."""
    phase = current_phase(clock.today())
    if phase is None:
        raise Http404
    asked = asked_for(request.GET, calendar(phase, Reading.today()))
    day = asked.reading.day
    if asked.reading.past:
        phase = current_phase(day) or phase
    return asked, report_content(region, phase, day)
