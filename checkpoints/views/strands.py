"""Pages of a region's strands: which there are, in which order, and the plan of each."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from checkpoints import actions
from checkpoints.access.places import strand_to_see
from checkpoints.access.strands import (
    places_on,
    plan_to_edit,
    strand_to_edit,
    strands_to_edit,
    strands_to_see,
)
from checkpoints.forms.plans import StrandPlan
from checkpoints.forms.strands import NewStrandForm, StrandForm
from checkpoints.models import Phase, Strand
from checkpoints.naming import undo_strand_at
from checkpoints.pages.strands import plan_page, strand_lines
from checkpoints.saying import tell
from regions.access import SignedInRequest
from regions.changes import changes_of
from regions.history import Stale
from regions.models import Region
from regions.plain_forms import a_form, posted, revision_sent, saved
from regions.wording import page_language


@a_form
def strands(request: SignedInRequest, region: str) -> HttpResponseBase:
    """A region's strands in order; coordinators add to them."""
    fetch = strands_to_edit if request.method == "POST" else strands_to_see
    found, phase = fetch(request.user, region, request.GET.get("fase", ""))
    form = NewStrandForm(posted(request), region=found, phase=phase)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(_list_of(found, phase))
    return _list_page(request, found, phase, form)


def _list_page(
    request: SignedInRequest, region: Region, phase: Phase, form: NewStrandForm
) -> HttpResponse:
    language = page_language()
    page = {
        "region": region,
        "phase": phase,
        "name": phase.text(language),
        "lines": strand_lines(region, phase, language),
        "form": form,
        "may_edit": request.user.standing.edits(region.pk),
    }
    return render(request, "checkpoints/strands.html", page, status=form.http_status)


def _list_of(region: Region, phase: Phase) -> str:
    """The list that holds the strands of a phase."""
    return reverse("checkpoints:strands", args=[region.slug], query={"fase": phase.slug})


@require_POST
def move(request: SignedInRequest, region: str, strand: int) -> HttpResponseBase:
    """One place up or down among the parallel strands."""
    row = strand_to_edit(request.user, region, strand)
    seen = revision_sent(request.POST.get("revision", ""))
    try:
        actions.move_strand(
            by=request.user, strand=row, expected_revision=seen, up="up" in request.POST
        )
    except Stale:
        words = _("Somebody changed «%(theme)s» meanwhile. Look at the order, and move it again.")
        messages.warning(request, words % {"theme": row.theme})
    return redirect(f"{_list_of(row.region, row.phase)}#lop-{row.number}")


@a_form
def strand(request: SignedInRequest, region: str, strand: int) -> HttpResponseBase:
    """Rename a parallel strand, let it begin elsewhere, close it or open it again."""
    row = strand_to_edit(request.user, region, strand)
    form = StrandForm(posted(request), row=row)
    if saved(form, by=request.user):
        tell(request, form.said, _hints(row))
        return redirect(f"{_list_of(row.region, row.phase)}#lop-{row.number}")
    page = {
        "strand": row,
        "form": form,
        "changes": changes_of(row, partial(undo_strand_at, row.region)),
        "back": _list_of(row.region, row.phase),
    }
    return render(request, "checkpoints/strand.html", page, status=form.http_status)


def _hints(row: Strand) -> list[Any]:
    hint = actions.hint_about(row.phase, row.closed_on)
    return [hint] if hint else []


@a_form
def strand_plan(request: SignedInRequest, region: str, strand: int) -> HttpResponseBase:
    """The plan of a whole strand, to read; coordinators move any of it, for one reason."""
    fetch = plan_to_edit if request.method == "POST" else strand_to_see
    found = fetch(request.user, region, strand)
    may_edit = request.user.standing.edits(found.region_id)
    places = places_on(found, may_edit=may_edit)
    milestones = [place.milestone for place in places]
    rows = actions.plans_of(found, milestones)
    plan = StrandPlan(posted(request), places=places, rows=rows)
    if plan.saved(by=request.user):
        tell(request, plan.said, plan.hints)
        return redirect(request.path)
    page = plan_page(found, milestones, page_language())
    context = {
        "strand": found,
        "may_edit": may_edit,
        "plan": plan,
        "lines": list(zip(plan.lines, page.lines, strict=True)),
        "page": page,
    }
    return render(request, "checkpoints/strand_plan.html", context, status=plan.http_status)
