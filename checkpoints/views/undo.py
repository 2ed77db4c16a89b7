"""Taking a step of a history back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from checkpoints.access.undoing import ToUndo, event_step_to_undo, step_to_undo
from checkpoints.forms.history import UndoForm
from regions.access import SignedInRequest
from regions.changes import change
from regions.plain_forms import posted, saved

a_form = require_http_methods(["GET", "HEAD", "POST"])


@a_form
def undo(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """A step of something in a region."""
    language = get_language() or "nb"
    return _undo(request, lambda: step_to_undo(request.user, language, **where))


@a_form
def undo_event(request: SignedInRequest, phase: str, slug: str, number: int) -> HttpResponseBase:
    """A step of an event in the calendar."""
    return _undo(request, lambda: event_step_to_undo(request.user, phase, slug, number))


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
