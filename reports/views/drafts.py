"""The pages where a region writes its report."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from checkpoints.timeline import event_name
from regions.access import SignedInRequest, region_to_edit, region_to_see
from regions.changes import changes_of
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language
from reports.access import ReportPlace, answer_to_see, question_to_answer, report_to_see
from reports.forms.drafts import AnswerForm, form_of, forms_beside
from reports.pages.drafts import draft_page
from reports.pages.region_reports import report_lines
from reports.queries.drafts import answer_of, written_on


@require_safe
def region_reports(request: SignedInRequest, region: str) -> HttpResponse:
    """All that a region is or was to report, and what it has handed in."""
    found = region_to_see(request.user, region)
    lines = report_lines(found, request.user)
    any_editions = any(line.editions for line in lines)
    context = {"region": found, "lines": lines, "any_editions": any_editions}
    return render(request, "reports/region_reports.html", context)


@require_safe
def report_draft(request: SignedInRequest, **where: Any) -> HttpResponse:
    """A report: the draft to write on, or how far it has come."""
    return _page(request, report_to_see(request.user, **where))


@a_form
def write_answer(request: SignedInRequest, question: int, **where: Any) -> HttpResponseBase:
    """The answer to one question; the others stay as they are."""
    try:
        place, asked = question_to_answer(request.user, question=question, **where)
    except Http404:
        return _gone(request, **where)
    form = form_of(place, answer_of(place.report, asked), posted(request))
    if saved(form, by=request.user):
        return _done(request, place, form)
    return _row(request, place, form) if request.htmx else _page(request, place, form)  # type: ignore[attr-defined]  # django-htmx adds it


@require_safe
def answer_history(request: SignedInRequest, question: int, **where: Any) -> HttpResponse:
    """Who wrote what in an answer, and when."""
    place, asked = answer_to_see(request.user, question=question, **where)
    context = {
        "place": place,
        "name": event_name(place.event),
        "heading": asked.heading(page_language()),
        "question": asked,
        "changes": changes_of(answer_of(place.report, asked)),
    }
    return render(request, "reports/answer_history.html", context)


def _gone(request: SignedInRequest, **where: Any) -> HttpResponse:
    """The question, or the whole report, was taken away: what was written to it comes back."""
    written = request.POST.get("text", "")
    if not written:
        raise Http404
    try:
        place = report_to_see(request.user, **where)
    except Http404:
        found = region_to_edit(request.user, where["region"])
        context = {"region": found, "written": written}
        template = "reports/answer_unplaced.html"
        return render(request, template, context, status=HTTPStatus.NOT_FOUND)
    return _page(request, place, unplaced=written, status=HTTPStatus.NOT_FOUND)


def _page(
    request: SignedInRequest,
    place: ReportPlace,
    form: AnswerForm | None = None,
    *,
    unplaced: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The whole report; `form` is the one that was sent and is not saved."""
    page = draft_page(place, page_language())
    rows = forms_beside(page.questions, place, form)
    context = {"page": page, "place": place, "rows": rows, "unplaced": unplaced}
    status = form.http_status if form else status
    return render(request, "reports/draft.html", context, status=status)


def _row(
    request: SignedInRequest, place: ReportPlace, form: AnswerForm, said: str = ""
) -> HttpResponse:
    """The question alone, for htmx; `said` is what the page's live region tells."""
    questions = written_on(place.report, page_language()).questions
    (one,) = (one for one in questions if one.pk == form.edited.question_id)
    context = {"one": one, "form": form, "place": place, "said": said}
    return render(request, "reports/draft_saved.html", context, status=form.http_status)


def _done(request: SignedInRequest, place: ReportPlace, form: AnswerForm) -> HttpResponseBase:
    """What came of it, said: with the new row for htmx, else on the page that is gone back to."""
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        messages.success(request, form.said)
        return redirect(f"{place.address}#question-{form.edited.question_id}")
    response = _row(request, place, form_of(place, form.edited), form.said)
    response["HX-Trigger"] = "answered"
    return response
