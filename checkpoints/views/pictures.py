"""The programme in pictures: all of them, each alone, and as files to keep."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from checkpoints.forms.passed_over import is_misunderstood, passed_over_in
from checkpoints.pages.pictures import (
    PicturesPage,
    TrendPage,
    picture_page,
    pictures_page,
    trend_page,
)
from checkpoints.pictures import Picture, png
from checkpoints.views.days import as_of_any_day
from checkpoints.views.files import SAFE
from regions.access import SignedInRequest, for_the_programme, region_to_see
from regions.wording import page_language

SVG, PNG = "svg", "png"


@require_safe
@for_the_programme
@as_of_any_day
def pictures(request: SignedInRequest) -> HttpResponse:
    """All pictures, small, each with its sentence."""
    page = pictures_page(request.GET, page_language(), request.user.standing)
    return render(request, "checkpoints/pictures/index.html", _told(page))


@require_safe
@for_the_programme
@as_of_any_day
def picture(request: SignedInRequest, name: str) -> HttpResponse:
    """One picture with its sentence and its table."""
    context = {**_told(_page(request, name)), "passed_over": None}
    return render(request, "checkpoints/pictures/picture.html", context)


@require_safe
@for_the_programme
@as_of_any_day
def picture_file(request: SignedInRequest, name: str, kind: str) -> HttpResponse:
    """The same picture as a file; where a filter was not understood the page, which says so."""
    page = _page(request, name)
    if page.picture is None:
        raise Http404
    passed = passed_over_in(page.question.form, request.GET)
    if passed or is_misunderstood(page.question.form):
        context = {**_told(page), "passed_over": passed}
        template, status = "checkpoints/pictures/picture.html", HTTPStatus.BAD_REQUEST
        return render(request, template, context, status=status)
    return _file(page.picture, kind)


@require_safe
@as_of_any_day
def milestone_trend(request: SignedInRequest, region: str) -> HttpResponse:
    """How a region's planned ends have moved."""
    page = _trend(request, region)
    return render(request, "checkpoints/pictures/trend.html", {"page": page, "asked": page.asked})


@require_safe
@as_of_any_day
def milestone_trend_file(request: SignedInRequest, region: str, kind: str) -> HttpResponse:
    """The same as a file."""
    return _file(_trend(request, region).picture, kind)


def _page(request: SignedInRequest, name: str) -> PicturesPage:
    found = picture_page(name, request.GET, page_language(), request.user.standing)
    if found is None:
        raise Http404
    return found


def _told(page: PicturesPage) -> dict[str, Any]:
    return {"page": page, "form": page.question.form, "asked": page.question.asked}


def _trend(request: SignedInRequest, region: str) -> TrendPage:
    found = trend_page(region_to_see(request.user, region), request.GET, page_language())
    if found is None:
        raise Http404
    return found


def _file(found: Picture, kind: str) -> HttpResponse:
    """A file to keep, which a browser never takes for a page of ours."""
    drawing = found.alone()
    content = drawing.svg if kind == SVG else png(drawing)
    named = content_disposition_header(as_attachment=True, filename=f"{found.file_name}.{kind}")
    return HttpResponse(
        content,
        content_type="image/svg+xml; charset=utf-8" if kind == SVG else "image/png",
        headers={**SAFE, "Content-Disposition": named or "attachment"},
    )
