"""The language of a page: the person's own, else what was chosen, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from regions.wording import Language


def pages_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        language, signed_in = _language_of(request), request.user.is_authenticated
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        if response.has_header("Content-Language"):  # it is the same for all who ask
            return response
        response["Content-Language"] = language
        if not signed_in:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


def _language_of(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return str(request.user.language)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in Language.values else _norwegian_form(request)


def _norwegian_form(request: HttpRequest) -> str:
    """The form that a browser puts first; Norwegian also where it wants another language."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    forms = (language.partition("-")[0] for language, _ in wanted)
    return next((form for form in forms if form in {"nb", "nn"}), settings.LANGUAGE_CODE)
