"""What htmx is told when a session has expired."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect


def sign_in_fills_the_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The browser goes to sign-in, and then back to its page; htmx would swap it into a row."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        htmx = request.htmx  # type: ignore[attr-defined]  # django-htmx adds it
        goes_to = response.get("Location", "").partition("?")[0]
        if not htmx or goes_to != resolve_url(settings.LOGIN_URL):
            return response
        back_to = htmx.current_url_abs_path or resolve_url("home")
        return HttpResponseClientRedirect(redirect_to_login(back_to).url)

    return middleware
