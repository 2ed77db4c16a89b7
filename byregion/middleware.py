"""What happens to what people send when their session has expired, and what a browser is told."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from regions import put_aside
from regions.sent import bytes_sent

THROW_AWAY = "throw-away"  # the button under what was put aside
SAVED = "saved"  # the cookie that tells the page's script which form was saved


def sign_in_fills_the_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The browser goes to sign-in, and then back to its page; htmx would swap it into a row."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        htmx = request.htmx  # type: ignore[attr-defined]  # django-htmx adds it
        if not htmx or not _leads_to_sign_in(response):
            return response
        if getattr(request, "is_put_aside", False):  # sign-in leads to what was written
            return HttpResponseClientRedirect(response["Location"])
        back_to = htmx.current_url_abs_path or resolve_url("home")
        return HttpResponseClientRedirect(redirect_to_login(back_to).url)

    return middleware


class NoMoreThanPagesSend:
    """Refuses what is larger than any page sends, before anything of it is read and kept.

    Stands above the check against forged forms, which reads all that was sent. Views that are
    exempt from that check look at the size themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        limit = settings.REQUEST_MAX_MB
        if bytes_sent(request) <= limit * 1_000_000 or getattr(view, "csrf_exempt", False):
            return None
        too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return render(request, "413.html", {"limit": limit}, status=too_large)


class NothingTypedIsLost:
    """What is sent after the session has expired is put aside, and is in the form after sign-in.

    Sign-in leads back to the address that it was sent to, whose form shows it (`posted` in
    regions/plain_forms.py). An address without a page leads on to where its button stood.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST":
            self._after_sending(request, response)
        elif response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = self._back_to_the_button(request) or response
        put_aside.name_the_writer(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """The button that throws away what was put aside."""
        reads_by_itself = getattr(view, "csrf_exempt", False)  # files, once their size is known
        if request.method != "POST" or reads_by_itself or THROW_AWAY not in request.POST:
            return None
        put_aside.forget(request)
        return redirect(request.path)

    def _after_sending(self, request: HttpRequest, response: HttpResponse) -> None:
        if not request.user.is_authenticated:
            if _leads_to_sign_in(response) and not _is_about_an_account(request):
                by_script = bool(request.htmx)  # type: ignore[attr-defined]  # django-htmx adds it
                kept = put_aside.put_aside(request, again=by_script)
                request.is_put_aside = kept  # type: ignore[attr-defined]  # for the one above
                if kept:
                    said = _("You had been signed out. Sign in to go on; what you wrote is kept.")
                    messages.info(request, said)
            return
        put_aside.forget_if_anothers(request)
        if put_aside.note_for(request):
            put_aside.forget(request)
        if isinstance(response, HttpResponseRedirect):  # what is refused is drawn again
            response.set_cookie(
                SAVED, request.path, max_age=60, secure=request.is_secure(), samesite="Lax"
            )

    def _back_to_the_button(self, request: HttpRequest) -> HttpResponse | None:
        note = put_aside.note_for(request)
        if note is None:
            return None
        if not note.again:
            said = _("You had been signed out, so what you just did was not saved. Do it again.")
            messages.warning(request, said)
        return redirect(note.came_from)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    goes_to: str = response.get("Location", "").partition("?")[0]
    return goes_to == resolve_url(settings.LOGIN_URL)


def _is_about_an_account(request: HttpRequest) -> bool:
    """Signing in and out, passwords, and the technicians' pages: nothing of theirs is kept."""
    there = request.resolver_match
    return there is None or there.app_name == "admin" or there.view_name.startswith("account_")
