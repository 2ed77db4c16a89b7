"""Taking a step of a history back, or all that was done in one act."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from checkpoints.access.undoing import ToUndo, act_to_undo, event_step_to_undo, step_to_undo
from checkpoints.forms.history import UndoActForm, UndoForm
from checkpoints.pages.undoing import act_page
from regions.access import SignedInRequest
from regions.changes import change
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@a_form
def undo(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """A step of something in a region."""
    language = page_language()
    return _undo(request, lambda: step_to_undo(request.user, language, **where))


@a_form
def undo_event(request: SignedInRequest, phase: str, slug: str, number: int) -> HttpResponseBase:
    """A step of an event in the calendar."""
    return _undo(request, lambda: event_step_to_undo(request.user, phase, slug, number))


@a_form
def undo_act(request: SignedInRequest, region: str, change_set: UUID) -> HttpResponseBase:
    """All that was done at once in a region, row by row: what goes back and what stays."""
    language = page_language()
    found = act_to_undo(request.user, language, region=region, change_set=change_set)
    form = UndoActForm(posted(request), act=found)
    history = reverse("checkpoints:region_history", args=[region])
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(history)
    if form.rows:  # they have been through what was rolled back
        found = act_to_undo(request.user, language, region=region, change_set=change_set)
    page = {"form": form, "page": act_page(found, form), "region": found.region, "history": history}
    return render(request, "checkpoints/undo_act.html", page, status=form.http_status)


def _undo(request: SignedInRequest, fetch: Callable[[], ToUndo]) -> HttpResponseBase:
    """What undoing would do, said before it is done; said anew when someone saved meanwhile."""
    found = fetch()
    form = UndoForm(posted(request), undoing=found.undoing)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(found.history)
    shown = fetch() if form.conflict else found
    step = change(shown.undoing.step, shown.undoing.before, shown.about)
    page = {"form": form, "undoing": shown.undoing, "steps": (step,), "history": shown.history}
    return render(request, "checkpoints/undo.html", page, status=form.http_status)
