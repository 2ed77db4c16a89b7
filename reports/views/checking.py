"""Public pages: what was handed in under a code, and whether it, or a file, is unchanged."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from regions.plain_forms import a_form
from regions.sent import bytes_sent
from reports import codes
from reports.attempts import Attempt, count, too_many
from reports.forms.checking import CodeForm, CompareForm
from reports.hashing import Hashing
from reports.pages.checking import Checked, Likeness, checked_by_code, checked_by_file, likeness


@login_not_required
@csrf_exempt  # checked in `_compare`, when the size is known: the check reads all that was sent
@a_form
def check(request: HttpRequest) -> HttpResponseBase:
    """To type a code or to send a file."""
    if request.method == "POST":
        return _received(request, None)
    typed = codes.as_typed(request.GET.get("code", ""))
    if typed:
        return redirect("reports:check_code", typed)
    return _page(request, None, left_empty="code" in request.GET)


@login_not_required
@csrf_exempt  # the same
@a_form
def check_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """What was handed in under a code; a file that is sent is compared with it."""
    typed = codes.as_typed(code)
    if too_many(request, Attempt.CODE):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    checked = checked_by_code(typed)
    if checked is None:
        if not count(request, Attempt.CODE):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        return _page(request, None, typed=typed, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        return _received(request, checked)
    return _page(request, checked)


def _received(request: HttpRequest, checked: Checked | None) -> HttpResponseBase:
    """Refuses what is too large or too much before any of it is read."""
    limit = settings.REQUEST_MAX_MB
    if bytes_sent(request) > limit * 1_000_000:
        words = _("The file is larger than %(limit)d MB, which no report here is.")
        refused = CompareForm.refused(words % {"limit": limit})
        return _page(request, checked, refused, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not count(request, Attempt.FILE):
        refused = CompareForm.refused(_("Too many attempts. Wait a little and try again."))
        return _page(request, checked, refused, status=HTTPStatus.TOO_MANY_REQUESTS)
    request.upload_handlers = [Hashing(request)]
    try:
        return _compare(request, checked)
    except (MultiPartParserError, TooManyFilesSent):
        refused = CompareForm.refused(_("What was sent did not arrive whole. Send it again."))
        return _page(request, checked, refused, status=HTTPStatus.BAD_REQUEST)


@csrf_protect
def _compare(request: HttpRequest, checked: Checked | None) -> HttpResponseBase:
    """The file against the edition whose code was given, else against all papers."""
    form = CompareForm(request.POST, request.FILES)
    form.is_valid()
    if form.seen is None:
        return _page(request, checked, form, status=form.http_status)
    if checked is None:
        checked = checked_by_file(form.seen)
    found = likeness(form.seen, checked) if checked else Likeness.OTHER
    return _page(request, checked, compared=found)


def _page(
    request: HttpRequest,
    checked: Checked | None,
    compare: CompareForm | None = None,
    *,
    typed: str = "",
    compared: Likeness | None = None,
    left_empty: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "checked": checked,
        "compared": compared.value if compared else "",
        "typed": typed,
        "mistyped": bool(typed) and not codes.could_be(typed),
        "code_form": CodeForm(typed, left_empty=left_empty),
        "compare_form": compare or CompareForm(),
    }
    answer = render(request, "reports/check.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer
