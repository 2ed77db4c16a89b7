"""The outbox: letters that the programme staff look through, change, drop and send."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from checkpoints.timeline import event_name
from regions.access import SignedInRequest
from regions.changes import changes_of
from regions.history import Stale
from regions.models import User
from regions.plain_forms import a_form, posted, revision_sent, saved
from reports import actions
from reports.access import letter_for_staff, round_for_staff
from reports.forms.outbox import LetterForm, looked_through
from reports.models import Letter
from reports.pages.outbox import outbox_page
from reports.queries.letters import line_of

type Act = Callable[[User, Letter, int], Any]


@require_safe
def outbox(request: SignedInRequest, phase: str, event: str) -> HttpResponse:
    """All letters about a round."""
    page = outbox_page(round_for_staff(request.user, phase, event))
    return render(request, "reports/outbox.html", {"page": page})


@a_form
def letter(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """A letter, to be changed as long as it waits."""
    found = letter_for_staff(request.user, phase, event, pk)
    form = LetterForm(posted(request), row=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("reports:outbox", phase, event)
    context = {
        "line": line_of(found),
        "name": event_name(found.report.round.event),
        "where": (phase, event),
        "form": form,
        "changes": changes_of(found),
    }
    return render(request, "reports/letter.html", context, status=form.http_status)


@require_POST
def send_all(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """Send the letters that stood on the page."""
    asking = round_for_staff(request.user, phase, event)
    seen = looked_through(request.POST)
    done = actions.send_letters(by=request.user, asking=asking, seen=seen)
    if done.sent:
        words = ngettext("%(n)d letter is sent.", "%(n)d letters are sent.", done.sent)
        messages.success(request, words % {"n": done.sent})
    if done.moved_on:
        words = ngettext(
            "%(n)d letter was not sent now: someone has changed, sent or dropped it meanwhile.",
            "%(n)d letters were not sent now: someone has changed, sent or dropped them meanwhile.",
            done.moved_on,
        )
        messages.warning(request, words % {"n": done.moved_on})
    if done.superfluous:
        words = ngettext(
            "%(n)d letter was not sent: it has become superfluous. It says why.",
            "%(n)d letters were not sent: they have become superfluous. Each says why.",
            done.superfluous,
        )
        messages.warning(request, words % {"n": done.superfluous})
    return redirect("reports:outbox", phase, event)


@require_POST
def send(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """Send one letter."""
    return _press(request, (phase, event, pk), _send, gettext_lazy("The letter is sent."))


@require_POST
def send_again(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """Try once more with a letter that the mail server never had."""
    return _press(request, (phase, event, pk), _send_again, gettext_lazy("It is tried once more."))


@require_POST
def drop(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """Keep a letter from being sent."""
    return _press(request, (phase, event, pk), _drop, gettext_lazy("The letter will not be sent."))


@require_POST
def put_back(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """Let a letter wait again that was not to be sent."""
    return _press(request, (phase, event, pk), _put_back, gettext_lazy("It waits here again."))


def _press(
    request: SignedInRequest, which: tuple[str, str, int], act: Act, said: str | Promise
) -> HttpResponseBase:
    """Do what a button beside a letter says, to the letter as it was seen."""
    phase, event, _pk = which
    found = letter_for_staff(request.user, *which)
    try:
        act(request.user, found, revision_sent(request.POST.get("revision", "")))
    except Stale:
        words = _("Someone has changed, sent or dropped this letter meanwhile. Look at it again.")
        messages.warning(request, words)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(said))
    return redirect("reports:outbox", phase, event)


def _send(by: User, one: Letter, seen: int) -> None:
    actions.send_letter(by=by, letter=one, expected_revision=seen)


def _send_again(by: User, one: Letter, seen: int) -> None:
    actions.send_again(by=by, letter=one, expected_revision=seen)


def _drop(by: User, one: Letter, seen: int) -> None:
    actions.drop_letter(by=by, letter=one, expected_revision=seen)


def _put_back(by: User, one: Letter, seen: int) -> None:
    actions.put_back(by=by, letter=one, expected_revision=seen)
