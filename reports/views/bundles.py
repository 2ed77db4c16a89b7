"""Pages of a round's bundles: the one button, what is being made, what is in one, and the files."""

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import (
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkpoints.exports.files import MEDIA_TYPES
from checkpoints.views.files import SAFE
from regions.access import SignedInRequest
from regions.lending import holding_nothing
from regions.plain_forms import a_form
from reports import actions
from reports.access.bundles import (
    BundlePlace,
    bundle_to_see,
    bundle_to_stop,
    bundles_to_make,
    bundles_to_see,
    finished_bundle_to_see,
    part_to_see,
)
from reports.bundles.sending import content_of, zip_facts, zip_of
from reports.integrity import AlteredError
from reports.models import BundleState
from reports.pages.bundles import BundlesPage, bundle_page, bundles_page
from reports.views.sending import file_headers

TYPES = {
    **{f".{kind}": media_type for kind, media_type in MEDIA_TYPES.items()},
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
}
PLAIN = "text/plain; charset=utf-8"  # of the checksums, which have no ending


@a_form
def bundles(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """The newest bundle and those before it; posted: the button. The script asks how far it is."""
    if request.method == "POST":
        return _pressed(request, phase, event)
    page = bundles_page(bundles_to_see(request.user, phase, event))
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return _how_far(request, page)
    return render(request, "reports/bundles.html", {"page": page})


def _how_far(request: SignedInRequest, page: BundlesPage) -> HttpResponse:
    """How far it is; the whole page where that has more to say: it has ended, or come to rest."""
    if page.progress is None or page.progress.quiet_minutes:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_bundle_progress.html", {"progress": page.progress})


def _pressed(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    place = bundles_to_make(request.user, phase, event)
    if not place.is_open:
        return redirect(place.address)  # the page says when it opens
    found = actions.ask_for_bundle(by=request.user, asking=place.round)
    if found.state == BundleState.READY:
        messages.success(request, _("Nothing has changed since the bundle was made."))
    return redirect(place.address)


@require_safe
def bundle(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponse:
    """What is in one; one that is being made is followed where the button is."""
    found = bundle_to_see(request.user, phase, event, pk)
    if found.bundle.state == BundleState.MAKING:
        return redirect(found.of.address)
    page = bundle_page(found, request.GET)
    return render(request, "reports/bundle.html", {"page": page})


@require_POST
def stop_bundle(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """The page that it leads to says who stopped it, and how to go on."""
    found = bundle_to_stop(request.user, phase, event, pk)
    try:
        actions.stop_bundle(by=request.user, bundle=found.bundle)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(found.of.address)


@require_safe
def bundle_zip(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """The whole, sent while it is read. One that was altered breaks off: it never looks whole."""
    found = finished_bundle_to_see(request.user, phase, event, pk)
    facts = zip_facts(found.bundle)
    headers = {**_headers(facts.name, facts.tag), "Content-Length": str(facts.length)}
    if unchanged := _unchanged(request, headers):
        return unchanged
    kind: dict[str, Any] = {"content_type": "application/zip", "headers": headers}
    if request.method == "HEAD":
        return HttpResponse(**kind)
    return StreamingHttpResponse(holding_nothing(zip_of(found.bundle)), **kind)


@require_safe
def bundle_part(
    request: SignedInRequest, phase: str, event: str, pk: int, position: int
) -> HttpResponseBase:
    """One file of it, or a page that says why there is none to give."""
    found, part = part_to_see(request.user, phase, event, pk, position)
    path = PurePosixPath(part.name)
    headers = _headers(path.name, part.sha256)
    if unchanged := _unchanged(request, headers):
        return unchanged
    try:
        content = content_of(part)
    except AlteredError:
        return _not_given(request, found)
    return HttpResponse(content, content_type=TYPES.get(path.suffix, PLAIN), headers=headers)


def _headers(name: str, tag: str) -> dict[str, str]:
    return SAFE | file_headers(name, tag)


def _unchanged(request: SignedInRequest, headers: dict[str, str]) -> HttpResponseBase | None:
    """304 where the browser has the same bytes already."""
    return get_conditional_response(request, etag=headers["ETag"])


def _not_given(request: SignedInRequest, found: BundlePlace) -> HttpResponse:
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "reports/bundle_no_file.html", {"found": found}, status=status)
