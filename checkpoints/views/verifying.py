"""The page on which the programme staff say whether a region's claim holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from checkpoints.access.verifying import spot_to_verify
from checkpoints.forms.verifying import VerifyForm
from checkpoints.pages.verifying import claim_at, verify_page
from regions.access import SignedInRequest
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@a_form
def verify(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Say that a checkpoint is verified or questioned, or take that back."""
    spot = spot_to_verify(request.user, **where)
    claim = claim_at(spot)
    form = VerifyForm(posted(request), claim=claim)
    back = f"{spot.place.address}#{spot.wording.checkpoint.slug}"
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(back)
    context = {"page": verify_page(claim, page_language()), "form": form, "back": back}
    return render(request, "checkpoints/verify.html", context, status=form.http_status)
