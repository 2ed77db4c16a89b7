"""The milestone page, where a coordinator ticks, and what is filled in at a milestone."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkpoints import access, actions, pages
from checkpoints.access import Place, Spot
from checkpoints.forms import AssessmentForm, DecisionForm, PlanForm
from checkpoints.models import Assessment, Decision, Status
from checkpoints.region_progress import row_of
from regions import clock
from regions.access import SignedInRequest
from regions.changes import changes_in, changes_of
from regions.history import Stale
from regions.versioned_forms import VersionedForm, posted, saved

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def milestone(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponse:
    """A milestone's checkpoints, to tick."""
    return _page(request, access.place_to_see(request.user, region, strand, milestone))


@require_POST
def tick(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One click on the checkbox: met, or back to what it was before."""
    spot = access.spot_to_edit(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    wanted = "met" in request.POST
    if row.revision and wanted == (row.status == Status.MET):  # someone else wanted the same
        return _done(request, spot, row)
    verb = actions.tick if wanted else actions.untick
    try:
        verb(
            by=request.user,
            strand=spot.place.strand,
            wording=spot.wording,
            row=row,
            expected_revision=_revision(request),
        )
    except (Stale, ValidationError) as refusal:
        return _refused(request, spot, refusal)
    return _done(request, spot, row)


@require_http_methods(GET_OR_POST)
def assess(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The details of one checkpoint, unfolded in its row."""
    fetch = access.spot_to_edit if request.method == "POST" else access.spot_to_see
    spot = fetch(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    if not spot.place.may_edit:
        return _page(request, spot.place)
    form = AssessmentForm(posted(request), spot=spot, row=row)
    if saved(form, by=request.user):
        return _done(request, spot, row)
    return _unfolded(request, spot, row, form)


@require_safe
def history(request: SignedInRequest, **where: Any) -> HttpResponse:
    """Every step a checkpoint went through on a strand."""
    spot = access.spot_to_see(request.user, **where, also_ended=True)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    heading = spot.wording.text(get_language() or "nb")
    context = {"place": spot.place, "heading": heading, "changes": changes_of(row)}
    return render(request, "checkpoints/history.html", context)


@require_safe
def milestone_history(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponse:
    """Every step of the plan and the decisions at a milestone."""
    place = access.place_to_see(request.user, region, strand, milestone)
    heading = place.milestone.text(get_language() or "nb")
    changes = changes_in(pages.planned_and_decided(place))
    context = {"place": place, "heading": heading, "changes": changes}
    return render(request, "checkpoints/history.html", context)


@require_http_methods(GET_OR_POST)
def plan(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponseBase:
    """Set or move the planned days."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = actions.plan_of(place.strand, place.milestone)
    form = PlanForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Plan"), ("starts_on", "ends_on"))


@require_http_methods(GET_OR_POST)
def new_decision(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponseBase:
    """Record a decision."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = Decision(strand=place.strand, milestone=place.milestone)
    form = DecisionForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Record a decision"), ("decided_on",))


@require_http_methods(GET_OR_POST)
def decision(
    request: SignedInRequest, region: str, strand: int, milestone: str, pk: int
) -> HttpResponseBase:
    """Correct or remove a decision."""
    row = access.decision_to_edit(request.user, region, strand, milestone, pk)
    place = Place(row.strand, row.milestone, may_edit=True)
    form = DecisionForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Change the decision"), ("decided_on",))


def _page(  # what the milestone page is drawn with, whichever row is unfolded
    request: SignedInRequest, place: Place, form: AssessmentForm | None = None
) -> HttpResponse:
    page = pages.milestone_page(place, get_language() or "nb")
    status = form.http_status if form else HTTPStatus.OK
    context = {"page": page, "form": form, "place": place}
    return render(request, "checkpoints/milestone.html", context, status=status)


def _unfolded(
    request: SignedInRequest, spot: Spot, row: Assessment, form: AssessmentForm
) -> HttpResponse:
    """The row with its form: alone for htmx, else within the page."""
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return _page(request, spot.place, form)
    return _row(request, spot, row, form=form)


def _row(
    request: SignedInRequest,
    spot: Spot,
    row: Assessment,
    *,
    form: AssessmentForm | None = None,
    said: str = "",
) -> HttpResponse:
    """The row alone, for htmx; `said` is what the page's live region tells."""
    shown = row_of(spot.wording, row, get_language() or "nb")
    context = {"row": shown, "place": spot.place, "form": form, "said": said}
    status = form.http_status if form else HTTPStatus.OK
    return render(request, "checkpoints/_saved_row.html", context, status=status)


def _done(request: SignedInRequest, spot: Spot, row: Assessment) -> HttpResponseBase:
    """Saved: the new row for htmx, else back to the page."""
    hints = actions.hints_about(row, spot.place.strand.phase)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        _tell(request, _saved_words(row), hints)
        return redirect(f"{spot.place.address}#{spot.wording.checkpoint.slug}")
    said = [_saved_words(row), *hints]
    response = _row(request, spot, row, said=". ".join(said))
    response["HX-Trigger"] = "assessed"
    return response


def _tell(request: SignedInRequest, words: str, hints: Iterable[Any]) -> None:
    """What the next page says: that it is saved, and what is odd about the days."""
    messages.success(request, words)
    for hint in hints:
        messages.warning(request, str(hint))


def _refused(
    request: SignedInRequest, spot: Spot, refusal: Stale | ValidationError
) -> HttpResponse:
    """A tick that could not be saved, as the form that says why."""
    row = actions.assessment_of(spot.place.strand, spot.wording)
    status = Status.MET if "met" in request.POST else actions.status_before_tick(row)
    form = AssessmentForm.wanting(status, spot=spot, row=row)
    form.is_valid()
    if isinstance(refusal, Stale):
        form.collide(refusal.current)
    else:
        form.complain(refusal)
    return _unfolded(request, spot, row, form)


def _form_page(
    request: SignedInRequest,
    place: Place,
    form: VersionedForm[Any],
    heading: str,
    days: tuple[str, ...],
) -> HttpResponseBase:
    """A form on a page of its own; once saved, back to the milestone with any hint about days."""
    if saved(form, by=request.user):
        typed = (form.cleaned_data[day] for day in days)
        hints = (actions.hint_about(place.strand.phase, day) for day in typed)
        _tell(request, _("Saved."), filter(None, hints))
        return redirect(place.address)
    name = place.milestone.text(get_language() or "nb")
    context = {"place": place, "form": form, "heading": heading, "milestone": name}
    return render(request, "checkpoints/form.html", context, status=form.http_status)


def _revision(request: SignedInRequest) -> int:
    """The revision that stood on the page; what is no number becomes -1, which matches none."""
    sent = request.POST.get("revision", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,8}", sent) else -1


def _saved_words(row: Assessment) -> str:
    time = date_format(row.changed_at.astimezone(clock.OSLO), "TIME_FORMAT")
    return _("Saved at %(time)s") % {"time": time}
