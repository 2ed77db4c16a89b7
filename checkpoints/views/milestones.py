"""The milestone page, where a coordinator ticks, confirms and writes."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from checkpoints import access, actions
from checkpoints.access import Place, Spot
from checkpoints.asked import AS_OF, asked_at
from checkpoints.forms import AssessmentForm
from checkpoints.models import Assessment, Status
from checkpoints.pages.milestones import milestone_page
from checkpoints.pages.way_back import way_back
from checkpoints.rows import row_of
from checkpoints.saying import (
    changed_meanwhile,
    saved_words,
    tell,
    undo_address,
    with_a_way_back,
)
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest
from regions.history import Stale
from regions.plain_forms import a_form, posted, revision_sent, saved
from regions.wording import page_language


@require_safe
def milestone(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponse:
    """A milestone's checkpoints, to tick; as of an earlier day, to read."""
    return _page(request, access.place_of_any_day(request.user, region, strand, milestone))


@require_POST
def tick(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One click on the checkbox: met, or back to what it was before."""
    spot = access.spot_to_edit(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    wanted, seen = "met" in request.POST, _seen(request)
    if row.revision and wanted == (row.status == Status.MET):  # someone else wanted the same
        return _done(request, spot, row, saved_words(row))
    try:
        actions.tick(
            by=request.user,
            strand=spot.place.strand,
            wording=spot.wording,
            row=row,
            expected_revision=seen,
            met=wanted,
        )
    except (Stale, ValidationError):
        row = actions.assessment_of(spot.place.strand, spot.wording)
        status = Status.MET if wanted else actions.status_before_tick(row)
        form = AssessmentForm.wanting({"status": status}, spot=spot, row=row, started_from=seen)
        return _saved_or_unfolded(request, spot, form)
    if wanted:
        return _done(request, spot, row, saved_words(row))
    return _done(request, spot, row, gettext("The tick is taken back."), undo=undo_address(row))


@require_POST
def settle(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One click: what was unsure is settled. All else stays as it is."""
    spot = access.spot_to_edit(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    if not row.unsure:  # someone else was as quick
        return _done(request, spot, row, gettext("It is settled already."))
    try:
        actions.assess(
            by=request.user,
            strand=spot.place.strand,
            wording=spot.wording,
            row=row,
            expected_revision=_seen(request),
            unsure=False,
        )
    except (Stale, ValidationError):
        row = actions.assessment_of(spot.place.strand, spot.wording)
        form = AssessmentForm.wanting(
            {"unsure": False}, spot=spot, row=row, started_from=_seen(request)
        )
        return _saved_or_unfolded(request, spot, form)
    return _done(request, spot, row, saved_words(row))


@require_POST
def confirm(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One click: it still stands as the page says."""
    spot = access.spot_to_edit(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    try:
        row = actions.confirm(
            by=request.user,
            strand=spot.place.strand,
            wording=spot.wording,
            row=row,
            expected_revision=_seen(request),
        )
    except Stale:
        row = actions.assessment_of(spot.place.strand, spot.wording)
        return _done(request, spot, row, changed_meanwhile(row), well=False)
    except ValidationError as error:
        return _done(request, spot, row, " ".join(error.messages), well=False)
    return _done(request, spot, row, saved_words(row))


@a_form
def assess(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The details of one checkpoint, unfolded in its row."""
    fetch = access.spot_to_edit if request.method == "POST" else access.spot_to_see
    spot = fetch(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    if not spot.place.may_edit or (request.method != "POST" and AS_OF in request.GET):
        return _page(request, spot.place)
    form = AssessmentForm(posted(request), spot=spot, row=row)
    return _saved_or_unfolded(request, spot, form)


def _saved_or_unfolded(
    request: SignedInRequest, spot: Spot, form: AssessmentForm
) -> HttpResponseBase:
    if not saved(form, by=request.user):
        return _unfolded(request, spot, form)
    still_open = AssessmentForm(None, spot=spot, row=form.edited) if _at_once(request) else None
    return _done(request, spot, form.edited, form.said, form=still_open)


@as_of_any_day
def _page(  # what the milestone page is drawn with, whichever row is unfolded
    request: SignedInRequest, place: Place, form: AssessmentForm | None = None
) -> HttpResponse:
    asked = asked_at(place.strand.phase, request)
    if asked.reading.past:
        form = None
    place = access.place_on(place, asked)
    page = milestone_page(place, asked, page_language())
    status = form.http_status if form else HTTPStatus.OK
    back = way_back(request, asked)
    context = {"page": page, "form": form, "place": place, "asked": asked, "back": back}
    return render(request, "checkpoints/milestone.html", context, status=status)


def _unfolded(request: SignedInRequest, spot: Spot, form: AssessmentForm) -> HttpResponse:
    """The row with its form: alone for htmx, else within the page."""
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return _page(request, spot.place, form)
    return _row(request, spot, form.edited, form=form)


def _row(request: SignedInRequest, spot: Spot, row: Assessment, **more: Any) -> HttpResponse:
    """The row alone, for htmx; `said` is what the page's live region tells."""
    shown = row_of(spot.wording, row, page_language())
    form = more.get("form")
    quiet = {"said": "", "well": True, "undo": ""}
    here = {"place": spot.place, "back": way_back(request)}
    context = {"row": shown, "form": None, **here, **quiet, **more}
    status = form.http_status if form else HTTPStatus.OK
    return render(request, "checkpoints/_saved_row.html", context, status=status)


def _done(
    request: SignedInRequest,
    spot: Spot,
    row: Assessment,
    words: str,
    *,
    well: bool = True,
    form: AssessmentForm | None = None,
    undo: str = "",
) -> HttpResponseBase:
    """What came of it, said: with the new row for htmx, else on the page that is gone back to.

    `undo` is the way back, where it is easily done by mistake.
    """
    hints = actions.hints_about(row, spot.place.strand.phase)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        told = with_a_way_back(words, undo, gettext("Undo")) if undo else words
        tell(request, told, hints, messages.SUCCESS if well else messages.WARNING)
        back = way_back(request).query
        return redirect(f"{spot.place.address}{back}#{spot.wording.checkpoint.slug}")
    said = " ".join([words, *hints])
    response = _row(request, spot, row, said=said, well=well, form=form, undo=undo)
    response["HX-Trigger"] = "assessed"
    return response


def _at_once(request: SignedInRequest) -> bool:
    """Whether a finished change is saved while the form stays unfolded (static/js/at-once.js)."""
    return "X-At-Once" in request.headers


def _seen(request: SignedInRequest) -> int:
    return revision_sent(request.POST.get("revision", ""))
