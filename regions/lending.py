"""Database connections are lent for as long as something is read, not while an answer is sent.

Who reads slowly would hold one of a small pool (PostgreSQL), and a few of them all of it.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def holding_nothing(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of an answer, with no connection held while one of them is sent.

    For pieces that hold no cursor open from one to the next.
    """
    for one in pieces:
        _give_back()
        yield one


def nothing_held_while_sending(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Stands above all that reads or writes. Django itself gives back after the last byte."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        _give_back()
        return response

    return middleware


def _give_back() -> None:
    """As Django does between two requests: what has no pool (SQLite) stays open for its age."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
