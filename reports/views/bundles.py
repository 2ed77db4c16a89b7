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
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkpoints.exports.files import MEDIA_TYPES
from checkpoints.views.files import SAFE
from regions import clock
from regions.access import SignedInRequest
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
from reports.bundles import AlteredError, names
from reports.bundles.sending import content_of, zip_facts, zip_of
from reports.models import BundleState
from reports.pages.bundles import BundlesPage, bundle_page, bundles_page

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
    found = actions.ask_for_bundle(by=request.user, asking=place.round)
    if found.state == BundleState.READY:
        messages.success(request, _("Nothing has changed since: this is how things stand."))
    return redirect(place.address)


@require_safe
def bundle(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponse:
    """What is in one."""
    page = bundle_page(bundle_to_see(request.user, phase, event, pk), request.GET)
    return render(request, "reports/bundle.html", {"page": page})


@require_POST
def stop_bundle(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    found = bundle_to_stop(request.user, phase, event, pk)
    try:
        actions.stop_bundle(by=request.user, bundle=found.bundle)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        said = _("Stopped. What is made is kept: press again, and it goes on from there.")
        messages.success(request, said)
    return redirect(found.of.address)


@require_safe
def bundle_zip(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """The whole, sent while it is read. One that was altered breaks off: it never looks whole."""
    found = finished_bundle_to_see(request.user, phase, event, pk)
    facts, name = zip_facts(found.bundle), _zip_name(found)
    headers = {**_headers(name, facts.tag), "Content-Length": str(facts.length)}
    if unchanged := _unchanged(request, headers):
        return unchanged
    kind: dict[str, Any] = {"content_type": "application/zip", "headers": headers}
    if request.method == "HEAD":
        return HttpResponse(**kind)
    return StreamingHttpResponse(zip_of(found.bundle), **kind)


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


def _zip_name(found: BundlePlace) -> str:
    return names.zip_name(found.of.round.event.slug, clock.day_of(found.bundle.asked_at))


def _headers(name: str, tag: str) -> dict[str, str]:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return {**SAFE, "Content-Disposition": str(disposition), "ETag": f'"{tag}"'}


def _unchanged(request: SignedInRequest, headers: dict[str, str]) -> HttpResponseBase | None:
    """304 where the browser has the same bytes already."""
    return get_conditional_response(request, etag=headers["ETag"])


def _not_given(request: SignedInRequest, found: BundlePlace) -> HttpResponse:
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "reports/bundle_no_file.html", {"found": found}, status=status)
