"""Pages of what was handed in: as a page, on paper, as data; and its withdrawal."""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from checkpoints.timeline import event_name
from regions import clock
from regions.access import SignedInRequest
from regions.accounts import site_of
from regions.plain_forms import a_form, posted, saved
from reports.access import EditionPlace, edition_to_see, edition_to_withdraw
from reports.content import edition_file_name
from reports.content_csv import content_csv
from reports.forms.editions import WithdrawEditionForm
from reports.integrity import all_readable, bytes_of, content_of_edition, is_sound
from reports.pages.editions import Paper, edition_page, paper
from reports.queries.editions import paper_of
from reports.views.papers import wait
from reports.views.sending import file_headers

log = logging.getLogger(__name__)

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


def in_words_if_unreadable[**P](
    view: Callable[P, HttpResponseBase],
) -> Callable[P, HttpResponseBase]:
    """A page that says so where the database holds what is no edition any more."""

    @wraps(view)
    def wrapped(*args: P.args, **where: P.kwargs) -> HttpResponseBase:
        try:
            return view(*args, **where)
        except (AttributeError, TypeError, ValueError, DatabaseError):
            if all_readable(str(where["region"])):
                raise
        request: Any = args[0]
        template = "reports/edition_unreadable.html"
        return render(request, template, status=HTTPStatus.INTERNAL_SERVER_ERROR)

    return wrapped


@require_safe
@in_words_if_unreadable
def edition(request: SignedInRequest, **where: Any) -> HttpResponse:
    """What was handed in, and what became of it; the script asks whether the paper is made."""
    found = edition_to_see(request.user, **where)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return render(request, "reports/_edition_paper.html", {"paper": paper(found)})
    return render(request, "reports/edition.html", {"page": edition_page(found)})


@require_safe
@in_words_if_unreadable
def edition_pdf(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The bytes that were stored, or a page that says why there are none to give."""
    found = edition_to_see(request.user, **where)
    file = paper_of(found.edition)
    if file is None:
        return _waits(request, found)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return HttpResponseClientRedirect(request.path)  # of the page that waited: to the file
    content = bytes_of(file)
    if content is None:
        log.error("The file of %s is not the one that was made.", found.edition)
        return _not_given(request, found)
    return _given(request, found, "pdf", content, file.sha256)


@require_safe
@in_words_if_unreadable
def edition_json(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The frozen content, letter for letter, whoever can read its format."""
    found = edition_to_see(request.user, **where)
    if not is_sound(found.edition):
        return _not_given(request, found)
    content, sha256 = found.edition.content.encode(), found.edition.content_sha256
    return _given(request, found, "json", content, sha256)


@require_safe
@in_words_if_unreadable
def edition_csv(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The frozen content as a table."""
    found = edition_to_see(request.user, **where)
    content = content_of_edition(found.edition)
    if content is None:
        return _not_given(request, found)
    table = content_csv(content)
    return _given(request, found, "csv", table, hashlib.sha256(table).hexdigest())


@a_form
def withdraw_edition(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Say that an edition no longer holds. Nothing is deleted, and it cannot be undone."""
    found = edition_to_withdraw(request.user, **where)
    form = WithdrawEditionForm(posted(request), edition=found.edition, site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(found.address)
    context = {"found": found, "name": event_name(found.place.event), "form": form}
    return render(request, "reports/edition_withdraw.html", context, status=form.http_status)


def _given(
    request: SignedInRequest, found: EditionPlace, kind: str, content: bytes, sha256: str
) -> HttpResponseBase:
    """A file under its name; 304 where the browser has the same bytes already."""
    place = found.place
    name = edition_file_name(place.event.slug, place.region.slug, found.edition.number)
    headers = file_headers(f"{name}.{kind}", sha256, shown=kind == "pdf")
    answer = HttpResponse(content, content_type=MEDIA_TYPES[kind], headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer) or answer


def _waits(request: SignedInRequest, found: EditionPlace) -> HttpResponseBase:
    """As long as it can be on its way; then somebody has to see to it."""
    name = f"{event_name(found.place.event)} – {found.place.region.name}"
    if Paper(found, file=None).is_awaited:
        waited = clock.now() - found.edition.handed_in_at
        return wait(request, name, found.address, waited=waited)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return HttpResponseClientRedirect(request.path)
    context = {"found": found, "name": name}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, "reports/edition_no_paper.html", context, status=status)


def _not_given(request: SignedInRequest, found: EditionPlace) -> HttpResponse:
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "reports/edition_no_file.html", {"found": found}, status=status)
