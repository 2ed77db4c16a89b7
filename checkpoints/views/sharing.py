"""Where a region says what other regions may read of how it met a checkpoint."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from checkpoints import access, actions
from checkpoints.forms.sharing import LOOK, SharingForm
from checkpoints.models import Assessment, CheckpointKind
from checkpoints.pages.learning import as_others_read
from checkpoints.queries.learning import Shared
from regions.access import SignedInRequest
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@a_form
def share(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Share, change what is shared, look at how it will be read, or stop sharing."""
    spot = access.spot_to_edit(request.user, **where)
    assessment = actions.assessment_of(spot.place.strand, spot.wording)
    row = actions.sharing_of(spot.place.strand, spot.wording.checkpoint)
    form = SharingForm(posted(request), spot=spot, row=row, comment=assessment.text)
    only_look = LOOK in request.POST
    if not only_look and saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{spot.place.address}#{spot.wording.checkpoint.slug}")
    language = page_language()
    context = {
        "place": spot.place,
        "milestone": spot.place.milestone.text(language),
        "criterion": spot.wording.text(language),
        "form": form,
        "preview": _preview(form, assessment),
        "is_question": spot.wording.checkpoint.kind == CheckpointKind.QUESTION,
        "is_read": assessment.status == "met",
    }
    return render(request, "checkpoints/sharing.html", context, status=form.http_status)


def _preview(form: SharingForm, assessment: Assessment) -> Shared | None:
    """How others will read what was filled in, or read it already; none where there is nothing."""
    if form.is_bound and not (form.kept or form.previewed) and form.is_valid():
        facts = form.facts
        return as_others_read(assessment, facts["text"], facts["contact"], facts["evidence"])
    if form.is_bound or not form.is_shared:
        return None
    row, shared = form.edited, [one for one in form.offered if one.shared]
    return as_others_read(assessment, row.text, row.contact, shared)
