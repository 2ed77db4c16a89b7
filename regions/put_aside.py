"""What someone sent after their session had expired: put aside until they have signed in again.

Whose it is must be known before it is kept, for someone else may sign in next at the same browser.
So a signed cookie names the person who was last signed in there (it goes on when they sign out, and
holds a number, nothing else). What comes without such a cookie is nobody's and is not kept: else
anyone who finds the sign-in page could fill the database. The cookie lives as long as Django's own
against forged requests, without which nothing can be sent anyhow.

The text lies in the session of the one who is not signed in. Signing in keeps what is in that
session; where it is another person who signs in, the text is thrown away before they see a page.
Each page's own check of access holds as ever: whoever may no longer edit gets no form to see it in.
One text at a time, of limited size, for a day. Passwords and files are never kept.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "put_aside"
WRITER = "writer"  # the cookie that names who was last signed in
DAY = 86_400  # seconds
LIMIT = 65_536  # bytes, as they were sent
FORM = "application/x-www-form-urlencoded"


class PutAside(QueryDict):
    """What was sent and is not saved: a form shows it, and does not take it for sent again."""


@dataclass(frozen=True)
class Note:
    """What lies in the session."""

    writer: int
    path: str
    came_from: str
    typed: str  # as it was sent, without what is never kept
    again: bool  # whether a script sent it, which will send it again by itself


# Who was last signed in


def name_the_writer(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who is signed in there."""
    writer = request.user.pk
    if writer is None or writer == _writer(request):
        return
    response.set_signed_cookie(
        WRITER, str(writer), salt=WRITER, max_age=settings.CSRF_COOKIE_AGE,
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip


def _writer(request: HttpRequest) -> int | None:
    named = request.get_signed_cookie(WRITER, default="", salt=WRITER)
    return int(named) if named else None


# Putting aside, finding again, forgetting


def put_aside(request: HttpRequest, *, again: bool) -> bool:
    """Keep what was sent, if it may be kept; whether it is."""
    writer = _writer(request)
    if writer is None or request.content_type != FORM or len(request.body) > LIMIT:
        return False
    note = Note(writer, request.path, came_from(request), _typed(request), again)
    request.session[KEY] = dumps(asdict(note), salt=KEY)  # the signature knows the time
    request.session.set_expiry(DAY)  # until someone signs in
    return True


def note_for(request: HttpRequest) -> Note | None:
    """What the one who asks sent to this very address before they signed in."""
    note = _note(request)
    return note if note and note.path == request.path else None


def put_aside_for(request: HttpRequest) -> PutAside | None:
    """The same, as a form takes it."""
    note = note_for(request)
    return PutAside(note.typed, mutable=True) if note else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def forget_if_anothers(request: HttpRequest) -> None:
    """To be called when someone has signed in."""
    if KEY in request.session and _note(request) is None:
        forget(request)


def came_from(request: HttpRequest) -> str:
    """The page of ours that sent this, else the first page."""
    there = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()})
    return there if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def _typed(request: HttpRequest) -> str:
    """All that was sent but what must never lie in a session."""
    kept = request.POST.copy()
    for name in request.POST:
        if name == "csrfmiddlewaretoken" or "password" in name:
            del kept[name]
    return kept.urlencode()


def _note(request: HttpRequest) -> Note | None:
    """What is kept, if it is of the one who is signed in, and not too old."""
    try:
        note = Note(**loads(request.session.get(KEY, ""), salt=KEY, max_age=DAY))
    except BadSignature:
        return None
    return note if note.writer == request.user.pk else None
