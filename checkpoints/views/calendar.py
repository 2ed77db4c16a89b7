"""The programme's calendar and phases: everyone who is signed in reads them, its staff edit."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from checkpoints import calendar as reads
from checkpoints.access import event_to_edit, phase_to_see
from checkpoints.actions import hint_about
from checkpoints.forms.calendar import EventForm, NewEventForm
from checkpoints.models import Event
from checkpoints.naming import undo_event_at
from checkpoints.timeline import event_name
from regions import clock
from regions.access import SignedInRequest, staff_to_edit
from regions.changes import Change, changes_of
from regions.plain_forms import PlainForm, a_form, posted, saved
from regions.wording import page_language


@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    page = {
        "calendars": reads.calendars(clock.today(), page_language(), request.user),
        "coming": reads.coming_in_programme(clock.today()),
        "may_change": request.user.standing.staff,
    }
    return render(request, "checkpoints/calendar.html", page)


@a_form
def add_event(request: SignedInRequest, phase: str) -> HttpResponseBase:
    staff_to_edit(request.user)
    found = phase_to_see(phase)
    form = NewEventForm(posted(request), phase=found)
    if saved(form, by=request.user):
        _say_saved(request, form, form.event)
        return redirect("checkpoints:calendar")
    return _event_page(request, form, _("New in the calendar"))


@a_form
def event(request: SignedInRequest, phase: str, slug: str) -> HttpResponseBase:
    found = event_to_edit(request.user, phase, slug)
    form = EventForm(posted(request), row=found)
    if saved(form, by=request.user):
        _say_saved(request, form, found)
        return redirect("checkpoints:calendar")
    changes = changes_of(found, partial(undo_event_at, found))
    return _event_page(request, form, event_name(found), changes)


@require_safe
def phase(request: SignedInRequest, slug: str) -> HttpResponse:
    """A phase's objectives, and its milestones with their checkpoints, if it has any."""
    found, language = phase_to_see(slug), page_language()
    page = {
        "phase": found,
        "name": found.text(language),
        "objectives": [objective.text(language) for objective in found.objectives.all()],
        "milestones": reads.outline(found, clock.today(), language),
    }
    return render(request, "checkpoints/phase.html", page)


def _event_page(
    request: SignedInRequest, form: PlainForm, name: str, changes: tuple[Change, ...] | None = None
) -> HttpResponse:
    trail = [
        {"label": _("Calendar"), "url": reverse("checkpoints:calendar")},
        {"label": name, "url": ""},
    ]
    page = {"form": form, "name": name, "changes": changes, "trail": trail}
    return render(request, "checkpoints/event_form.html", page, status=form.http_status)


def _say_saved(request: SignedInRequest, form: PlainForm, event: Event) -> None:
    """That it is saved, and what to look at again when a day lies outside the phase."""
    messages.success(request, form.said)
    for day in (event.starts_on, event.ends_on):
        if hint := hint_about(event.phase, day):
            messages.warning(request, hint)
            return


urls = [
    path("kalender/", calendar, name="calendar"),
    path("kalender/<slug:phase>/ny/", add_event, name="add_event"),
    path("kalender/<slug:phase>/<slug:slug>/", event, name="event"),
    path("faser/<slug:slug>/", phase, name="phase"),
]
