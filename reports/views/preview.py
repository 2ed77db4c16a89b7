"""What a report says before it is handed in, as a page and on paper: as of a day, or a draft."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from checkpoints.asked import Asked, asked_for
from checkpoints.queries import calendar, current_phase
from checkpoints.timeline import NARROW, WIDE
from checkpoints.views.days import as_of_any_day
from regions import clock
from regions.access import SignedInRequest, region_to_see
from regions.models import Region
from regions.reading import Reading
from reports import replaced
from reports.access import report_to_see
from reports.canonical import to_json
from reports.content import ReportContent
from reports.gather import report_content
from reports.models import Paper
from reports.paper import paper_name
from reports.picture import drawing
from reports.queries.content import content_of
from reports.views.papers import Wanted, given


@require_safe
@as_of_any_day
def report(request: SignedInRequest, region: str) -> HttpResponse:
    """The status report: what the paper would say today, or on the day asked for."""
    found = region_to_see(request.user, region)
    asked, content = _asked_content(request, found)
    context = {"region": found, "asked": asked, **_drawn(content)}
    return render(request, "reports/report.html", context)


@require_safe
@as_of_any_day
def report_pdf(request: SignedInRequest, region: str) -> HttpResponseBase:
    found = region_to_see(request.user, region)
    asked, content = _asked_content(request, found)
    page = reverse("reports:report", args=[found.slug])
    of = "" if asked.reading.past else replaced.status(found)
    return _on_paper(request, found, content, f"{page}{asked.query}", of)


@require_safe
def draft_preview(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """What would be handed in now; once that is done, what was."""
    place = report_to_see(request.user, **where)
    if place.report.edition and not place.stage.is_with_region:
        return redirect(place.at("edition", place.report.edition.number))
    context = {"place": place, **_drawn(content_of(place.report))}
    return render(request, "reports/draft_preview.html", context)


@require_safe
def draft_pdf(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The same on paper, marked as a draft on each page."""
    place = report_to_see(request.user, **where)
    if place.report.edition and not place.stage.is_with_region:
        return redirect(place.at("edition_pdf", place.report.edition.number))
    content = content_of(place.report)
    of = replaced.draft(place.report)
    return _on_paper(request, place.region, content, place.at("draft_preview"), of)


def _drawn(content: ReportContent) -> dict[str, Any]:
    """What a report is shown with as a page."""
    pictures = [("wide", drawing(content, WIDE)), ("narrow", drawing(content, NARROW))]
    return {"content": content, "pictures": pictures, "paper": False}


def _on_paper(
    request: SignedInRequest, region: Region, content: ReportContent, as_page: str, of: str
) -> HttpResponseBase:
    wanted = Wanted(
        kind=Paper.REPORT,
        content=to_json(content),
        file_name=f"{content.file_name}.pdf",
        name=f"{paper_name(content)} – {region.name}",
        as_page=as_page,
        of=of,
    )
    return given(request, wanted)


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
