"""Editions as ZIP files for an archive: one, a region's, a round's."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions.access import SignedInRequest, region_to_see
from regions.lending import holding_nothing
from reports.access import edition_to_see, round_of_what_was_handed_in
from reports.archiving.export import Export
from reports.content import edition_file_name
from reports.queries.archiving import (
    all_editions_of_round,
    editions_of_region,
    this_edition,
)
from reports.views.editions import in_words_if_unreadable
from reports.views.papers import SOON
from reports.views.sending import file_headers

FEW = 16  # editions that are all looked at before anything is sent; of more the ZIP breaks off


@require_safe
@in_words_if_unreadable
def edition_archive(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """An edition's folder. Why it was withdrawn is for those who read the region's drafts."""
    found = edition_to_see(request.user, **where)
    region, event = found.place.region, found.place.event
    export = Export(
        this_edition(found.edition),
        name=f"arkiv-{edition_file_name(event.slug, region.slug, found.edition.number)}",
        language=region.language,
        with_reasons=request.user.standing.sees(region.pk),
    )
    return _given(request, export, found.address)


@require_safe
@in_words_if_unreadable
def region_archive(request: SignedInRequest, region: str) -> HttpResponseBase:
    """All that a region has handed in."""
    found = region_to_see(request.user, region)
    export = Export(
        editions_of_region(found),
        name=f"arkiv-{found.slug}",
        language=found.language,
        with_reasons=True,
    )
    return _given(request, export, reverse("reports:region_reports", args=[found.slug]))


@require_safe
def round_archive(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """All that was handed in to a round, as the ministry reads it."""
    found = round_of_what_was_handed_in(request.user, phase, event)
    export = Export(
        all_editions_of_round(found),
        name=f"arkiv-{phase}-{event}",
        language=settings.LANGUAGE_CODE,
        with_reasons=False,
    )
    return _given(request, export, reverse("reports:rounds"))


def _given(request: SignedInRequest, export: Export, back: str) -> HttpResponseBase:
    """The ZIP while it is written, or a page that says why there is none to give."""
    papers = export.papers
    if not papers.editions:
        return _not_given(request, export, back, HTTPStatus.NOT_FOUND)
    if papers.missing:
        return _not_given(request, export, back, HTTPStatus.SERVICE_UNAVAILABLE)
    if papers.editions <= FEW and not export.is_sound:
        return _not_given(request, export, back, HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = file_headers(f"{export.name}.zip")
    pieces = holding_nothing(export.stream())
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


def _not_given(
    request: SignedInRequest, export: Export, back: str, status: HTTPStatus
) -> HttpResponse:
    context = {"papers": export.papers, "back": back, "status": status}
    answer = render(request, "reports/archive_not_given.html", context, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = str(SOON)
    return answer
