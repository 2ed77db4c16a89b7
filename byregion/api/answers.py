"""What every answer of the API has in common, whichever endpoint gives it."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja.renderers import JSONRenderer

from byregion.api.problems import METHOD, Problem

type View = Callable[..., HttpResponse]


class ReadableJSON(JSONRenderer):
    """Letters as they are, and not as numbers."""

    json_dumps_params = {"ensure_ascii": False}


def answering(view: View) -> View:
    """An endpoint's view: it knows keys and no sessions, only reads, and says what is unchanged.

    What words there are in an answer are English: nothing of it depends on who asks in which
    language. A HEAD is answered as the GET that it stands for; the server sends no body.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return _marked(request, _only_reads())
        asked, request.method = request.method, "GET"
        try:
            with translation.override("en"):
                answer = view(request, *args, **kwargs)
        finally:
            request.method = asked
        return _marked(request, answer)

    return login_not_required(answered)


def _only_reads() -> HttpResponse:
    return Problem(METHOD, METHOD.meaning, headers={"Allow": "GET, HEAD"}).answer()


def _marked(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An answer with what caches are told, or 304 where the caller has the same one already."""
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Language"] = "en"
    patch_vary_headers(answer, ("Authorization",))
    if answer.status_code != HTTPStatus.OK:
        return answer
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()}"'
    unchanged = get_conditional_response(request, etag=answer["ETag"], response=answer)
    if not isinstance(unchanged, HttpResponse):
        return answer
    unchanged["Content-Language"] = answer["Content-Language"]  # Django keeps all other headers
    return unchanged
