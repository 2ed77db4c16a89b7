"""Middleware of both servers: an answer says what it cost the server.

X-CPU is milliseconds of the process; X-Queries, for a request that asks for it, counts all
statements with BEGIN and COMMIT, and slows that request down.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


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
        return response

    return middleware


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that SQLite is given meanwhile, without what sets a connection up."""
    heard: list[str] = []

    def listen(connection: Any, **_: Any) -> None:
        connection.connection.set_trace_callback(heard.append)

    connection_created.connect(listen, weak=False, dispatch_uid="bench")
    if connection.connection is not None:
        listen(connection)
    try:
        yield heard
    finally:
        connection_created.disconnect(dispatch_uid="bench")
        if connection.connection is not None:
            connection.connection.set_trace_callback(None)
        heard[:] = [sql for sql in heard if not sql.startswith(("PRAGMA", "--"))]
