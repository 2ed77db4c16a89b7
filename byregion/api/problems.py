"""What the API answers when it cannot give what was asked for: problem details (RFC 9457)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from checkpoints.asked import NotUnderstood

MEDIA_TYPE = "application/problem+json"
REALM = 'Bearer realm="byregion"'


@dataclass(frozen=True)
class Kind:
    """A kind of problem: `slug` names it for programs, the page of documentation explains it."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str


NO_KEY = Kind(
    "no-key",
    HTTPStatus.UNAUTHORIZED,
    "A key is needed",
    "No key was sent, or it is unknown, ended or expired, or its person has no access any more.",
)
SCOPE = Kind(
    "scope",
    HTTPStatus.FORBIDDEN,
    "The key does not open this",
    "The key works, but was made for less. `scope` names what is needed.",
)
NOT_FOUND = Kind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    "There is no such thing for you",
    "It does not exist, did not exist on the day, or is not for the key's person to see.",
)
PARAMETERS = Kind(
    "parameters",
    HTTPStatus.BAD_REQUEST,
    "A parameter was not understood",
    "Nothing is guessed: `errors` says of each parameter what is wrong, and what is allowed.",
)
METHOD = Kind(
    "method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "The API only reads",
    "Everything is asked for with GET or HEAD.",
)
TOO_MANY = Kind(
    "too-many",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many requests",
    "A person's keys have a number of requests a minute together. The header `Retry-After` says "
    "how many seconds to wait.",
)
KINDS = (NO_KEY, SCOPE, NOT_FOUND, PARAMETERS, METHOD, TOO_MANY)


@dataclass
class Problem(Exception):  # noqa: N818  the word of the standard
    """A request that is not answered with what it asked for."""

    kind: Kind
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)  # members of the answer's own
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        body = {
            "type": f"/api/#{self.kind.slug}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            **self.more,
        }
        return HttpResponse(
            json.dumps(body, ensure_ascii=False),
            status=self.kind.status,
            content_type=MEDIA_TYPE,
            headers=dict(self.headers),
        )


def no_key(detail: str, error: str = "") -> Problem:
    """401, in the words of RFC 6750."""
    told = f'{REALM}, error="{error}"' if error else REALM
    return Problem(NO_KEY, detail, headers={"WWW-Authenticate": told})


def not_understood(parameter: str, message: str, **allowed: Any) -> Problem:
    """400 for one parameter, with what may stand there."""
    error = {"parameter": parameter, "message": message, **allowed}
    return Problem(PARAMETERS, f"{parameter}: {message}", more={"errors": [error]})


def listen(api: NinjaAPI) -> None:
    """Let every error of an API be answered as a problem."""
    for error, told in TOLD.items():
        api.add_exception_handler(error, _handler(told))


def _handler(told: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    def answer(_request: HttpRequest, error: Any) -> HttpResponse:
        return told(error).answer()

    return answer


def _not_a_day(error: NotUnderstood) -> Problem:
    events = [one.word for one in error.form.points]
    allowed = ["a day as 2016-02-15", *events]
    return not_understood(error.form.name, error.form.problem, allowed=allowed)


def _of_parameters(error: ValidationError) -> Problem:
    errors = [{"parameter": _named(one), "message": _said(one)} for one in error.errors]
    detail = "; ".join(f"{one['parameter']}: {one['message']}" for one in errors)
    return Problem(PARAMETERS, detail, more={"errors": errors})


def _named(error: Mapping[str, Any]) -> str:
    """Which parameter; an error of the address as a whole names it itself."""
    own: str = error.get("ctx", {}).get("parameter", "")
    return own or str(error["loc"][-1])


def _said(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


TOLD: Mapping[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda problem: problem,
    AuthenticationError: lambda _: no_key("Send a key: `Authorization: Bearer byr_…`."),
    Http404: lambda _: Problem(NOT_FOUND, NOT_FOUND.meaning),
    ValidationError: _of_parameters,
    NotUnderstood: _not_a_day,
}
