"""Pages of what a region and the programme staff agreed, and what became of it."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from checkpoints.timeline import event_name
from regions.access import SignedInRequest
from regions.changes import changes_of
from regions.plain_forms import a_form, posted, saved
from reports.access.agreements import (
    AgreementsOf,
    agreement_to_change,
    agreements_to_see,
    agreements_to_write,
)
from reports.forms.agreements import AgreementForm, NewAgreementForm
from reports.queries.agreements import agreements_of, events_to_agree_at


@a_form
def agreements(request: SignedInRequest, region: str) -> HttpResponseBase:
    """All that was agreed; the programme staff write down more."""
    fetch = agreements_to_write if request.method == "POST" else agreements_to_see
    place = fetch(request.user, region)
    form = _new_form(request, place) if place.writes else None
    if form and saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("reports:agreements", region)
    context = {"place": place, "form": form, "lines": agreements_of(place.region)}
    return render(
        request, "reports/agreements.html", context, status=form.http_status if form else 200
    )


@a_form
def agreement(request: SignedInRequest, region: str, pk: int) -> HttpResponseBase:
    """What was agreed, and what became of it; each says their part."""
    place, row = agreement_to_change(request.user, region, pk)
    form = AgreementForm(posted(request), place=place, row=row)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("reports:agreements", region)
    context = {
        "place": place, "agreement": row, "event": event_name(row.event), "form": form,
        "changes": changes_of(row),
    }  # fmt: skip
    return render(request, "reports/agreement.html", context, status=form.http_status)


def _new_form(request: SignedInRequest, place: AgreementsOf) -> NewAgreementForm:
    return NewAgreementForm(posted(request), place=place, choices=events_to_agree_at())
