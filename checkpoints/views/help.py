"""Pages where regions ask each other for help, answer, and say thanks."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from checkpoints import access
from checkpoints.access.help import (
    Exchange,
    Gone,
    answer_to_change,
    request_to_answer,
    request_to_change,
    request_to_see,
)
from checkpoints.access.learning import learner
from checkpoints.forms.help import (
    AnswerChangeForm,
    AnswerForm,
    AskForm,
    OutcomeForm,
    QuestionForm,
    RequestFilters,
)
from checkpoints.models import Outcome
from checkpoints.pages.help import all_requests, help_page
from checkpoints.queries.help import open_request, who_can_help
from regions.access import SignedInRequest
from regions.accounts import site_of
from regions.changes import changes_of
from regions.plain_forms import a_form, posted, saved
from regions.versioned_forms import VersionedForm
from regions.wording import page_language


def _says_that_it_is_gone[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponseBase]:
    """Give those who answered a question that is withdrawn more than «not found».

    What somebody has just written comes back, whatever became of the question.
    """

    @wraps(view)
    def page(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            written = request.POST.get("text", "")
            if not (gone.withdrawn or written):
                raise
            context = {"withdrawn": gone.withdrawn, "written": written}
            status = HTTPStatus.NOT_FOUND
            return render(request, "checkpoints/help_gone.html", context, status=status)

    return page


@a_form
def ask(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Ask about a checkpoint; where a question about it is open, that is where one is led."""
    spot = access.spot_to_edit(request.user, **where)
    strand, checkpoint = spot.place.strand, spot.wording.checkpoint
    form = AskForm(posted(request), spot=spot, site=site_of(request))
    if is_asked := saved(form, by=request.user):
        messages.success(request, form.said)
    open_one = open_request(strand, checkpoint)
    if open_one and (is_asked or not form.is_bound):
        return redirect("checkpoints:help_request", open_one.pk)
    context = {
        "spot": spot,
        "heading": spot.wording.text(page_language()),
        "milestone": spot.place.milestone.text(page_language()),
        "form": form,
        "helpers": who_can_help(strand, checkpoint, but=request.user),
        "open_one": open_one,
    }
    return render(request, "checkpoints/help_ask.html", context, status=form.http_status)


@require_safe
def help_requests(request: SignedInRequest) -> HttpResponse:
    """All questions that one may read."""
    standing = learner(request.user).standing
    filters = RequestFilters(request.GET, has_region=bool(standing.regions))
    listed = all_requests(filters.wanted, standing, page_language())
    context = {"filters": filters, "listed": listed}
    return render(request, "checkpoints/help_requests.html", context)


@a_form
@_says_that_it_is_gone
def help_request(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A question and its answers; who may, answers."""
    fetch = request_to_answer if request.method == "POST" else request_to_see
    exchange = fetch(request.user, pk)
    if not exchange.on_behalf:
        return _page(request, exchange)
    form = AnswerForm(posted(request), exchange=exchange, site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("checkpoints:help_request", pk)
    return _page(request, exchange, form)


@a_form
def change_request(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add to a question, or correct it."""
    exchange = request_to_change(request.user, pk)
    form = QuestionForm(posted(request), row=exchange.request)
    return _form_page(request, exchange, form, _("Change the question"))


@a_form
def close_request(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Close a question with thanks, withdraw it, or open it again."""
    exchange = request_to_change(request.user, pk)
    row = exchange.request
    is_answered = row.answers.filter(removed=False).exists()
    form = OutcomeForm(posted(request), row=row, is_answered=is_answered, site=site_of(request))
    is_open = row.outcome == Outcome.OPEN
    heading = _("Close the question") if is_open else _("Open again, or change the thanks")
    return _form_page(request, exchange, form, heading)


@a_form
@_says_that_it_is_gone
def change_answer(request: SignedInRequest, pk: int, answer: int) -> HttpResponseBase:
    """Correct an answer, or take it back."""
    exchange, row = answer_to_change(request.user, pk, answer)
    form = AnswerChangeForm(posted(request), row=row)
    return _form_page(request, exchange, form, _("Change the answer"))


def _page(
    request: SignedInRequest, exchange: Exchange, form: AnswerForm | None = None
) -> HttpResponse:
    status = form.http_status if form else HTTPStatus.OK
    context = {"page": help_page(exchange, page_language()), "form": form}
    return render(request, "checkpoints/help_request.html", context, status=status)


def _form_page(
    request: SignedInRequest, exchange: Exchange, form: VersionedForm[Any], heading: str
) -> HttpResponseBase:
    """A form on a page of its own; once saved, back to the question."""
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("checkpoints:help_request", exchange.request.pk)
    context = {
        "page": help_page(exchange, page_language()),
        "form": form,
        "heading": heading,
        "changes": changes_of(form.edited),
    }
    return render(request, "checkpoints/help_form.html", context, status=form.http_status)
