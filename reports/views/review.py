"""Pages on which the programme staff read what was handed in, and remark on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkpoints.forms.verifying import VerifyForm
from checkpoints.pages.verifying import claim_at, verify_page
from checkpoints.timeline import event_name
from regions.access import SignedInRequest
from regions.changes import changes_of
from regions.plain_forms import PlainForm, a_form, posted, saved
from regions.wording import Text, page_language
from reports import actions
from reports.access import ReportPlace, report_to_review
from reports.access.remarks import (
    answer_to_remark_on,
    checkpoint_to_remark_on,
    checkpoint_to_verify,
    edition_to_remark_on,
    remark_to_change,
)
from reports.forms.remarks import NewRemarkForm, RemarkForm
from reports.models import Edition
from reports.pages.review import review_of
from reports.pages.stages import step_page


@require_safe
def review(request: SignedInRequest, **where: Any) -> HttpResponse:
    """The newest edition beside what is remarked on it."""
    place = report_to_review(request.user, **where)
    edition = place.report.edition
    context = {
        "place": place,
        "page": step_page(place),
        "review": review_of(place, edition) if edition else None,
    }
    return render(request, "reports/review.html", context)


@require_POST
def begin_review(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """From now on the region no longer takes it back by itself."""
    place = report_to_review(request.user, **where)
    try:
        actions.begin_review(by=request.user, report=place.report)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("The review is begun."))
    return redirect(place.at("review"))


@a_form
def add_remark(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """A remark on the whole."""
    place = edition_to_remark_on(request.user, **where)
    on = Text(_("The whole report"), page_language())
    return _new(request, place, on, place.at("add_remark"), "whole")


@a_form
def remark_on_answer(request: SignedInRequest, question: int, **where: Any) -> HttpResponseBase:
    place, asked = answer_to_remark_on(request.user, question, **where)
    on, at = asked.heading(page_language()), place.at("remark_on_answer", question)
    return _new(request, place, on, at, f"answer-{question}", question=asked)


@a_form
def remark_on_checkpoint(
    request: SignedInRequest, strand: int, milestone: str, checkpoint: str, **where: Any
) -> HttpResponseBase:
    at = (strand, milestone, checkpoint)
    place, spot = checkpoint_to_remark_on(request.user, *at, **where)
    on, address = spot.wording.text(page_language()), place.at("remark_on_checkpoint", *at)
    key = "point-{}-{}-{}".format(*at)
    about = {"strand": spot.place.strand, "checkpoint": spot.wording.checkpoint}
    return _new(request, place, on, address, key, **about)


@a_form
def verify(
    request: SignedInRequest, strand: int, milestone: str, checkpoint: str, **where: Any
) -> HttpResponseBase:
    """Say whether a claim holds, as on the checkpoint's own page, and go on with the review."""
    at = (strand, milestone, checkpoint)
    place, spot = checkpoint_to_verify(request.user, *at, **where)
    claim = claim_at(spot)
    form = VerifyForm(posted(request), claim=claim)
    back = f"{place.at('review')}#point-{strand}-{milestone}-{checkpoint}"
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(back)
    context = {"page": verify_page(claim, page_language()), "form": form, "back": back}
    return render(request, "checkpoints/verify.html", context, status=form.http_status)


@a_form
def change_remark(request: SignedInRequest, pk: int, **where: Any) -> HttpResponseBase:
    """Correct or remove a remark that is not sent yet."""
    place, remark = remark_to_change(request.user, pk, **where)
    form = RemarkForm(posted(request), row=remark)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(place.at("review"))
    more = {"heading": _("Change the remark"), "on": None, "changes": changes_of(remark)}
    return _page(request, place, form, more)


def _new(
    request: SignedInRequest, place: ReportPlace, on: Text, at: str, key: str, **about: Any
) -> HttpResponseBase:
    """A new remark; once saved, back to what it is on."""
    edition: Edition | None = place.report.edition
    if edition is None:
        raise TypeError("a remark is on an edition")
    form = NewRemarkForm(posted(request), edition=edition, at=at, key=key, **about)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{place.at('review')}#{key}")
    return _page(request, place, form, {"heading": _("Write a remark"), "on": on, "changes": ()})


def _page(
    request: SignedInRequest, place: ReportPlace, form: PlainForm, more: dict[str, Any]
) -> HttpResponse:
    context = {"place": place, "name": event_name(place.event), "form": form, **more}
    return render(request, "reports/remark.html", context, status=form.http_status)
