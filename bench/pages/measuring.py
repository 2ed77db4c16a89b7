"""Middleware of both servers: an answer says what it cost the server.

X-CPU is milliseconds of the process, X-Peak the most memory it has had so far, in MB. X-Queries,
for a request that asks for it, counts all statements, on SQLite with BEGIN and COMMIT, and slows
that request down.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
PEAK_UNITS = 1024**2 if sys.platform == "darwin" else 1024  # a MB in bytes, elsewhere in kB


def measured(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        if "X-Count" in request.headers:
            with statements() as counted:
                response = get_response(request)
            response["X-Queries"] = str(len(counted))
            return response
        start = process_time()
        response = get_response(request)
        response["X-CPU"] = f"{(process_time() - start) * 1000:.3f}"
        response["X-Peak"] = f"{getrusage(RUSAGE_SELF).ru_maxrss / PEAK_UNITS:.1f}"
        return response

    return middleware


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that the database is given meanwhile, without what sets a connection up."""
    heard: list[str] = []
    hearing = _of_sqlite if connection.vendor == "sqlite" else _of_others
    with hearing(heard):
        yield heard
    heard[:] = [sql for sql in heard if not sql.startswith(("PRAGMA", "--"))]


@contextmanager
def _of_others(heard: list[str]) -> Iterator[None]:
    """Those that Django knows of: not BEGIN and COMMIT, which the driver sends along."""

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        heard.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        yield


@contextmanager
def _of_sqlite(heard: list[str]) -> Iterator[None]:
    def listen(connection: Any, **_: Any) -> None:
        connection.connection.set_trace_callback(heard.append)

    connection_created.connect(listen, weak=False, dispatch_uid="bench")
    if connection.connection is not None:
        listen(connection)
    try:
        yield
    finally:
        connection_created.disconnect(dispatch_uid="bench")
        if connection.connection is not None:
            connection.connection.set_trace_callback(None)
