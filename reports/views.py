"""A region's status report as it stands today: as a page, and on paper."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.queries import current_phase
from checkpoints.timeline import NARROW, WIDE
from regions import clock
from regions.access import SignedInRequest, region_to_see
from regions.models import Region
from reports import checks, paper
from reports.content import ReportContent
from reports.gather import report_content
from reports.pdf import PaperError
from reports.picture import drawing

log = logging.getLogger(__name__)


@require_safe
def report(request: SignedInRequest, region: str) -> HttpResponse:
    """The preview: what the paper would say today."""
    found = region_to_see(request.user, region)
    content = _content(found)
    pictures = [("wide", drawing(content, WIDE)), ("narrow", drawing(content, NARROW))]
    context = {"region": found, "content": content, "pictures": pictures, "paper": False}
    return render(request, "reports/report.html", context)


@require_safe
def report_pdf(request: SignedInRequest, region: str) -> HttpResponse:
    """The paper. Where it cannot be made, a page says so; never a broken paper."""
    found = region_to_see(request.user, region)
    content = _content(found)
    try:
        made = paper.report_pdf(content)
    except PaperError:
        log.exception("No PDF of %s", content.file_name)
        context = {"region": found, "missing": checks.pango_check(None)}
        return render(request, "reports/no_pdf.html", context, status=500)
    headers = {
        "Content-Disposition": f'inline; filename="{content.file_name}.pdf"',
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _content(region: Region) -> ReportContent:
    """The region's report on the phase that runs; 404 where the programme has none."""
    phase = current_phase(clock.today())
    if phase is None:
        raise Http404
    return report_content(region, phase, clock.today())
