"""Pages where the programme staff set up what they ask for, and everyone's list of rounds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regions.access import SignedInRequest, for_the_programme, staff_only
from regions.changes import changes_of
from regions.plain_forms import a_form, posted, saved
from reports.access import question_for_staff, round_for_staff, round_to_set_up
from reports.forms.questions import ArrangeForm, QuestionForm
from reports.forms.rounds import NewRoundForm, RegionsForm, RoundForm
from reports.models import Question
from reports.pages.rounds import list_page, round_name, setup_address
from reports.pages.setup import setup_page, trail_of


@require_safe
@for_the_programme
def rounds(request: SignedInRequest) -> HttpResponse:
    """What each may see of the rounds: the staff all, the ministry editions, regions their own."""
    return render(request, "reports/rounds.html", {"page": list_page(request.user.standing)})


@a_form
def new_round(request: SignedInRequest) -> HttpResponseBase:
    staff_only(request.user)
    form = NewRoundForm(posted(request))
    if saved(form, by=request.user):
        messages.success(request, _("The round is set up, and all regions are asked."))
        return redirect(setup_address(form.made))
    context = {"form": form, "trail": trail_of(None, _("New round"))}
    return render(request, "reports/round_new.html", context, status=form.http_status)


@a_form
def change_round(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """All that a round asks: its dates, questions and regions, and how the regions see it."""
    found = round_to_set_up(request.user, phase, event)
    form = RoundForm(posted(request), row=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(setup_address(found))
    context = {"page": setup_page(found), "form": form}
    return render(request, "reports/round_setup.html", context, status=form.http_status)


@a_form
def add_question(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    found = round_for_staff(request.user, phase, event)
    return _question_page(request, Question(round=found), _("New question"))


@a_form
def change_question(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    found = question_for_staff(request.user, phase, event, pk)
    return _question_page(request, found, _("Change the question"))


@require_POST
def arrange_question(request: SignedInRequest, phase: str, event: str, pk: int) -> HttpResponseBase:
    """The buttons beside a question: up, down, out of the round and back in."""
    found = question_for_staff(request.user, phase, event, pk)
    form = ArrangeForm(posted(request), question=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
    else:
        messages.error(request, _("This button is not known. Load the page again."))
    return redirect(f"{setup_address(found.round)}#questions")


@a_form
def round_regions(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """Which regions are to report."""
    found = round_for_staff(request.user, phase, event)
    form = RegionsForm(posted(request), asking=found, choose=request.GET.get("velg", ""))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(setup_address(found))
    context = {
        "form": form,
        "name": round_name(found),
        "trail": trail_of(found, _("Regions")),
        "setup": setup_address(found),
    }
    return render(request, "reports/round_regions.html", context, status=form.http_status)


def _question_page(request: SignedInRequest, question: Question, heading: str) -> HttpResponseBase:
    form = QuestionForm(posted(request), row=question)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{setup_address(question.round)}#questions")
    context: dict[str, Any] = {
        "form": form,
        "heading": heading,
        "name": round_name(question.round),
        "trail": trail_of(question.round, heading),
        "setup": setup_address(question.round),
        "changes": changes_of(question) if question.pk else None,
    }
    return render(request, "reports/round_question.html", context, status=form.http_status)
