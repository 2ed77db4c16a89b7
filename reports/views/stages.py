"""Pages on which a report is taken a step on: handed in, taken back, sent back, approved."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regions.access import SignedInRequest
from regions.accounts import site_of
from regions.plain_forms import a_form, posted, saved
from reports.access import (
    report_to_hand_in,
    report_to_review,
    report_to_see,
    report_to_write,
)
from reports.forms.stages import (
    ApproveForm,
    HandInForm,
    ReopenForm,
    SendBackForm,
    StepForm,
    TakeBackForm,
)
from reports.pages.meanwhile import changed_since
from reports.pages.stages import handing_in, receipt, step_page
from reports.queries.remarks import remarks_to_send


@a_form
def hand_in(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """What will be handed in, and the button; afterwards the receipt."""
    place = report_to_hand_in(request.user, **where)
    form = HandInForm(posted(request), place=place, site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(place.at("hand_in"))
    if not form.is_possible:
        return _page(request, "reports/hand_in_done.html", form, {"receipt": receipt(place)})
    return _page(request, "reports/hand_in.html", form, _to_read(form))


@a_form
def take_back(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The region's own, until the programme staff have begun the review."""
    place = report_to_write(request.user, **where)
    form = TakeBackForm(posted(request), place=place)
    return _taken(request, form, place.address) or _page(request, "reports/take_back.html", form)


@a_form
def send_back(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """With a reason, with remarks, or with both."""
    place = report_to_review(request.user, **where)
    form = SendBackForm(posted(request), place=place, site=site_of(request))
    return _reviewed(request, form, "reports/send_back.html")


@a_form
def approve(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """With what was agreed, where something was."""
    place = report_to_review(request.user, **where)
    form = ApproveForm(posted(request), place=place, site=site_of(request))
    return _reviewed(request, form, "reports/approve.html")


@a_form
def reopen(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Give an approved report back to the region, with a reason."""
    place = report_to_review(request.user, **where)
    form = ReopenForm(posted(request), place=place, site=site_of(request))
    return _reviewed(request, form, "reports/reopen.html")


@require_safe
def report_history(request: SignedInRequest, **where: Any) -> HttpResponse:
    """Who did what with the report, when and why."""
    place = report_to_see(request.user, **where)
    context = {"page": step_page(place), "place": place}
    return render(request, "reports/review_history.html", context)


def _to_read(form: HandInForm) -> dict[str, Any]:
    """What would be handed in now, and what others changed since it was read."""
    shown, changed = handing_in(form.place), None
    if form.content_changed:
        changed = changed_since(form.place.report, form.read_at, shown.content.day)
    form.stands_beside(shown.checksum, shown.read_at)
    return {"handing_in": shown, "changed": changed}


def _reviewed(request: SignedInRequest, form: StepForm, template: str) -> HttpResponseBase:
    """A step of the programme staff's, with the remarks that go along."""
    if taken := _taken(request, form, form.place.at("review")):
        return taken
    return _page(request, template, form, {"remarks": remarks_to_send(form.place.report)})


def _taken(request: SignedInRequest, form: StepForm, then: str) -> HttpResponseBase | None:
    """On to the next page where the step is taken."""
    if not saved(form, by=request.user):
        return None
    messages.success(request, form.said)
    return redirect(then)


def _page(
    request: SignedInRequest, template: str, form: StepForm, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The step's page; where the step cannot be taken now, it says why."""
    page = step_page(form.place)
    context = {"page": page, "place": form.place, "form": form, **(more or {})}
    return render(request, template, context, status=form.http_status)
