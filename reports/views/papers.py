"""A kept paper at an address: its bytes once they are made; until then, a page that says so."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django_htmx.http import HttpResponseClientRedirect

from regions import clock
from regions.access import SignedInRequest
from reports import attempts, checks, renders, replaced
from reports.attempts import Attempt
from reports.models import Paper, Render
from reports.pdf import PaperError
from reports.views.sending import file_headers

SOON = 2  # seconds until a paper that is being made is asked for again
SLOW = timedelta(seconds=30)  # a worker that has nothing else to do needs a second or two


@dataclass(frozen=True)
class Wanted:
    """A paper, what its file is called, what it is of in words, and where the same is a page."""

    kind: Paper
    content: str  # canonical JSON
    file_name: str
    name: str
    as_page: str
    of: str = ""  # what it is the newest paper of (reports/replaced.py); empty: others stay


def given(request: SignedInRequest, wanted: Wanted) -> HttpResponseBase:
    """The paper; 304 where the browser has it. A worker sets it, never this process.

    Who may read it is asked before. 2 queries for a paper that is made.
    """
    try:
        row = _asked(request, wanted)
        if row is None:
            return refuse(request, wanted)
        if row.made_at:
            return _at_once(request) or _file(request, wanted, row)
    except (PaperError, OSError):  # what is kept is torn, or this machine lacks Pango
        row = None
    if row is None or row.failed_at:
        return _at_once(request) or _failed(request, wanted)
    waited = clock.real_now() - row.asked_at
    return wait(request, wanted.name, wanted.as_page, waited=waited)


def wait(request: SignedInRequest, name: str, as_page: str, *, waited: timedelta) -> HttpResponse:
    """A page that looks again by itself until the paper is there, with JavaScript and without.

    After a while it says what may be wrong.
    """
    context = {
        "name": name,
        "as_page": as_page,
        "soon": SOON,
        "is_slow": waited > SLOW,
        "is_staff": request.user.standing.staff,
    }
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return render(request, "reports/_paper_waits.html", context)
    answer = render(request, "reports/paper_waits.html", context, status=HTTPStatus.ACCEPTED)
    answer["Retry-After"] = str(SOON)
    return answer


def refuse(request: SignedInRequest, wanted: Wanted) -> HttpResponse:
    """For who has asked for more new papers than anybody reads."""
    context = {"wanted": wanted, "minutes": attempts.PERIOD // 60}
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, "reports/paper_refused.html", context, status=status)
    answer["Retry-After"] = str(attempts.PERIOD)
    return answer


def _asked(request: SignedInRequest, wanted: Wanted) -> Render | None:
    """The kept paper; a new one counts, and None where the person may ask for no more."""
    known = renders.known(wanted.kind, wanted.content)
    if known or not attempts.count_person(request.user, Attempt.PAPER):
        return known
    asked = renders.ask(wanted.kind, wanted.content)
    if wanted.of:
        replaced.is_newest(asked, of=wanted.of)
    return asked


def _at_once(request: SignedInRequest) -> HttpResponse | None:
    """The script that waits is sent to the address itself, for a file is nothing to swap in."""
    asks_by_script = request.htmx  # type: ignore[attr-defined]  # django-htmx adds it
    return HttpResponseClientRedirect(request.get_full_path()) if asks_by_script else None


def _file(request: SignedInRequest, wanted: Wanted, row: Render) -> HttpResponseBase:
    headers = file_headers(wanted.file_name, row.sha256, shown=True)
    answer = get_conditional_response(request, etag=headers["ETag"])
    if answer is None:
        answer = HttpResponse(renders.paper_of(row), content_type="application/pdf")
    for name, value in headers.items():
        answer[name] = value
    return answer


def _failed(request: SignedInRequest, wanted: Wanted) -> HttpResponse:
    context = {"wanted": wanted, "missing": checks.pango_check(None)}
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "reports/no_pdf.html", context, status=status)
