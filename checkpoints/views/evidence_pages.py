"""Pages where evidence is attached, and a region's library of it."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.http import HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render, resolve_url
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from checkpoints.access.evidence import (
    Backed,
    attachment_to_detach,
    backed_to_edit,
    backed_to_see,
    evidence_to_edit,
)
from checkpoints.evidence.receiving import MB
from checkpoints.forms.evidence import (
    BesideForm,
    DetachForm,
    EvidenceForm,
    LinkForm,
    ReuseForm,
    UploadForm,
)
from checkpoints.pages.evidence import EvidencePage, evidence_page, library
from checkpoints.saying import tell
from regions.access import SignedInRequest, region_to_see
from regions.changes import changes_of
from regions.plain_forms import PlainForm, a_form, posted, saved
from regions.sent import bytes_sent
from regions.wording import page_language

TOGETHER = 8  # of the largest files fit into one post


@require_safe
def page(request: SignedInRequest, **where: Any) -> HttpResponse:
    """What is attached to a checkpoint or a decision, and the ways to attach more."""
    return _page(request, backed_to_see(request.user, **where))


@csrf_exempt  # checked in `_take_in`, when the size is known: the check reads all that was sent
@require_POST
def upload(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One file or many."""
    backed = backed_to_edit(request.user, **where)
    limit = TOGETHER * settings.EVIDENCE_MAX_MB
    if bytes_sent(request) > limit * MB:
        words = _("This is more than %(limit)d MB at once. Send fewer files at a time.")
        refused = UploadForm.refused(words % {"limit": limit}, backed=backed)
        return _answer(request, refused, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return _take_in(request, backed)
    except (MultiPartParserError, TooManyFilesSent) as error:
        words = _("What was sent did not arrive whole. Nothing is saved; send it again.")
        if isinstance(error, TooManyFilesSent):
            most = {"n": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
            words = _("These are too many files at once. Choose at most %(n)d.") % most
        refused = UploadForm.refused(words, backed=backed)
        return _answer(request, refused, HTTPStatus.BAD_REQUEST)


@csrf_protect
def _take_in(request: SignedInRequest, backed: Backed) -> HttpResponseBase:
    return _attached(request, UploadForm(request.POST, request.FILES, backed=backed))


@require_POST
def link(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """An address of something that lies elsewhere."""
    backed = backed_to_edit(request.user, **where)
    return _attached(request, LinkForm(request.POST, backed=backed))


@require_POST
def reuse(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """What the region has already."""
    backed = backed_to_edit(request.user, **where)
    return _attached(request, ReuseForm(request.POST, backed=backed))


@require_POST
def detach(request: SignedInRequest, attachment: int, **where: Any) -> HttpResponseBase:
    """Take one away again; it stays in the region's library."""
    backed, row = attachment_to_detach(request.user, attachment, **where)
    form = DetachForm(request.POST, row=row)
    if saved(form, by=request.user):
        words = _("«%(title)s» is no longer attached here. It is still the region's.")
        messages.success(request, words % {"title": row.evidence.title})
        return redirect(backed.address())
    return _page(request, backed, detaching=form)


@require_safe
def region_evidence(request: SignedInRequest, region: str) -> HttpResponse:
    """All of a region's evidence, and where it is attached."""
    found = region_to_see(request.user, region)
    page = {
        "region": found,
        "library": library(found, page_language()),
        "may_edit": request.user.standing.edits(found.pk),
    }
    return render(request, "checkpoints/region_evidence.html", page)


@a_form
def edit_evidence(request: SignedInRequest, region: str, pk: int) -> HttpResponseBase:
    """Correct a title or a date, or hide it."""
    found = evidence_to_edit(request.user, region, pk)
    form = EvidenceForm(posted(request), row=found)
    all_evidence = reverse("checkpoints:region_evidence", args=[region])
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{all_evidence}#evidence-{pk}")
    trail = [
        {"label": found.region.name, "url": resolve_url(found.region)},
        {"label": _("Evidence"), "url": all_evidence},
        {"label": _("Change"), "url": ""},
    ]
    title = _("Change the evidence")
    context = {"title": title, "trail": trail, "form": form, "changes": changes_of(found)}
    return render(request, "regions/form.html", context, status=form.http_status)


def _attached(request: SignedInRequest, form: BesideForm) -> HttpResponseBase:
    """Back to the page when all went well; else the page says what was refused."""
    if not saved(form, by=request.user) or request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return _answer(request, form, form.http_status)
    tell(request, form.said, form.notes)
    return redirect(form.backed.address())


def _answer(request: SignedInRequest, form: BesideForm, status: HTTPStatus) -> HttpResponse:
    """What came of it: the list alone for a script, else the page."""
    htmx = request.htmx  # type: ignore[attr-defined]  # django-htmx adds it
    if not htmx:
        return _page(request, form.backed, form, status=status)
    found = evidence_page(form.backed, page_language())
    context = {"page": found, "form": form, "in_row": htmx.target != EvidencePage.LIST}
    return render(request, "checkpoints/_evidence_answer.html", context, status=status)


def _page(
    request: SignedInRequest,
    backed: Backed,
    sent: BesideForm | None = None,
    *,
    detaching: PlainForm | None = None,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    """The page with the form that was sent, if one was, and the others fresh."""
    found = evidence_page(backed, page_language())
    context: dict[str, Any] = {"page": found, "sent": sent, "detaching": detaching}
    if backed.place.may_edit:
        reuse = ReuseForm(backed=backed, search=request.GET)
        fresh = {"upload": UploadForm(backed=backed), "link": LinkForm(backed=backed)}
        context |= {**fresh, "reuse": reuse, **({sent.what: sent} if sent else {})}
    refused = detaching.http_status if detaching else HTTPStatus.OK
    return render(request, "checkpoints/evidence.html", context, status=status or refused)


def beside(name: str) -> list[URLPattern]:
    """The addresses of evidence beside one kind of thing."""
    return [
        path("", page, name=name),
        path("filer/", upload, name=f"{name}_upload"),
        path("lenke/", link, name=f"{name}_link"),
        path("bruk/", reuse, name=f"{name}_reuse"),
        path("<int:attachment>/fjern/", detach, name=f"{name}_detach"),
    ]


of_region = [
    path("", region_evidence, name="region_evidence"),
    path("<int:pk>/", edit_evidence, name="edit_evidence"),
]
