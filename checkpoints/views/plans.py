"""Pages of what is planned and decided at a milestone."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from checkpoints import access, actions
from checkpoints.access import Place
from checkpoints.forms import DecisionForm, PlanForm
from checkpoints.models import Decision
from checkpoints.saying import tell
from regions.access import SignedInRequest
from regions.plain_forms import posted, saved
from regions.versioned_forms import VersionedForm

a_form = require_http_methods(["GET", "HEAD", "POST"])


@a_form
def plan(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponseBase:
    """Set or move the planned days."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = actions.plan_of(place.strand, place.milestone)
    form = PlanForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Plan"), ("starts_on", "ends_on"))


@a_form
def new_decision(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponseBase:
    """Record a decision."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = Decision(strand=place.strand, milestone=place.milestone)
    form = DecisionForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Record a decision"), ("decided_on",))


@a_form
def decision(
    request: SignedInRequest, region: str, strand: int, milestone: str, pk: int
) -> HttpResponseBase:
    """Correct or remove a decision."""
    row = access.decision_to_edit(request.user, region, strand, milestone, pk)
    place = Place(row.strand, row.milestone, may_edit=True)
    form = DecisionForm(posted(request), place=place, row=row)
    return _form_page(request, place, form, _("Change the decision"), ("decided_on",))


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
        tell(request, form.said, filter(None, hints))
        return redirect(place.address)
    name = place.milestone.text(get_language() or "nb")
    context = {"place": place, "form": form, "heading": heading, "milestone": name}
    return render(request, "checkpoints/form.html", context, status=form.http_status)
