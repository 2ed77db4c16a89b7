"""Who saves: their sessions and where each begins, left by the filling for the one who measures."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CROWD = 40


@dataclass(frozen=True)
class Seat:
    """A signed-in person in front of one checkbox of their own."""

    session: str
    address: str
    revision: int
    met: bool


def session_of(pk: int, person: Any) -> str:
    """A session as signing in makes it; forty passwords would take a minute to check."""
    from django.conf import settings  # noqa: PLC0415  needs Django to be set up
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415  the same
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415  the same

    session = SessionStore()
    session[SESSION_KEY] = str(pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def keep_seats(name: str, seats: list[Seat]) -> None:
    path = Path(os.environ["BENCH_DIRECTORY"]) / f"{name}-seats.json"
    path.write_text(json.dumps([asdict(seat) for seat in seats]), encoding="utf-8")


def seats_of(name: str, directory: Path) -> list[Seat]:
    listed = json.loads((directory / f"{name}-seats.json").read_text(encoding="utf-8"))
    return [Seat(**seat) for seat in listed]
