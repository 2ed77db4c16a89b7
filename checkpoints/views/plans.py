"""Pages of what is planned and decided at a milestone."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from checkpoints import access, actions
from checkpoints.access import Place
from checkpoints.access.evidence import Backed
from checkpoints.forms import DecisionForm, PlanForm
from checkpoints.models import Decision
from checkpoints.pages.strands import plan_at
from checkpoints.saying import tell
from regions.access import SignedInRequest
from regions.plain_forms import a_form, posted, saved
from regions.versioned_forms import VersionedForm
from regions.wording import page_language


@a_form
def plan(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponseBase:
    """Set or move the planned days; how they have moved stands below."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = actions.plan_of(place.strand, place.milestone)
    form = PlanForm(posted(request), place=place, row=row)
    if saved(form, by=request.user):
        return _back(request, place, form, form.said, ("starts_on", "ends_on"))
    planned, moves = plan_at(place)
    more = {"heading": _("Plan"), "planned": planned, "moves": moves}
    return _page(request, "checkpoints/plan.html", place, form, more)


@a_form
def new_decision(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponseBase:
    """Record a decision; what backs it can be attached once it is there."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    row = Decision(strand=place.strand, milestone=place.milestone)
    form = DecisionForm(posted(request), place=place, row=row)
    if saved(form, by=request.user):
        words = format_html(
            '{} <a href="{}">{}</a>',
            form.said,
            Backed(place, decision=form.edited).address(),
            _("Attach evidence to the decision"),
        )
        return _back(request, place, form, words, ("decided_on",))
    more = {"heading": _("Record a decision")}
    return _page(request, "checkpoints/form.html", place, form, more)


@a_form
def decision(
    request: SignedInRequest, region: str, strand: int, milestone: str, pk: int
) -> HttpResponseBase:
    """Correct or remove a decision."""
    row = access.decision_to_edit(request.user, region, strand, milestone, pk)
    place = Place(row.strand, row.milestone, may_edit=True)
    form = DecisionForm(posted(request), place=place, row=row)
    if saved(form, by=request.user):
        return _back(request, place, form, form.said, ("decided_on",))
    more = {"heading": _("Change the decision")}
    return _page(request, "checkpoints/form.html", place, form, more)


def _back(
    request: SignedInRequest,
    place: Place,
    form: VersionedForm[Any],
    words: str,
    days: tuple[str, ...],
) -> HttpResponseBase:
    """Once saved, back to the milestone with any hint about days."""
    typed = (form.cleaned_data[day] for day in days)
    hints = (actions.hint_about(place.strand.phase, day) for day in typed)
    tell(request, words, filter(None, hints))
    return redirect(place.address)


def _page(
    request: SignedInRequest,
    template: str,
    place: Place,
    form: VersionedForm[Any],
    more: dict[str, Any],
) -> HttpResponseBase:
    """A form on a page of its own."""
    name = place.milestone.text(page_language())
    context = {"place": place, "form": form, "milestone": name, **more}
    return render(request, template, context, status=form.http_status)
