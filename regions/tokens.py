"""Keys to the API: what their secrets look like, whose they are, which someone has."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.models import ApiToken, Scope, User

PREFIX = "byr_"  # by which a secret is known where it should not be: in code, in a log
MOST_A_DAY = 10  # keys that a person makes: each is told of by mail
SECRET = re.compile(rf"{PREFIX}[\w-]{{43}}", re.ASCII)  # 256 random bits


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that a plain digest cannot be undone."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_for(secret: str) -> ApiToken | None:
    """The key that a secret is of, with its person, if it opens anything today: 2 queries.

    Whoever may not sign in or has no role any more has no key either. Looked up by its digest, so
    that the time it takes says nothing of the secret. What cannot be a secret asks nothing.
    """
    if not SECRET.fullmatch(secret):
        return None
    rows = ApiToken.objects.select_related("person").filter(person__is_active=True)
    found = rows.filter(digest=digest_of(secret)).first()
    if found is None or not found.works_at(clock.real_now()):
        return None
    return found if found.person.standing.has_a_role else None


@dataclass(frozen=True)
class TokenLine:
    """A key in its person's list."""

    pk: int
    name: str
    opens: str | Promise
    made_on: date
    expires_on: date
    works: bool
    state: str | Promise


def tokens_of(person: User) -> tuple[TokenLine, ...]:
    """A person's keys, those that work first, then the newest first: 1 query."""
    now = clock.real_now()
    lines = [_line(one, now) for one in person.tokens.all()]
    return tuple(sorted(lines, key=lambda line: not line.works))


def working(tokens: Iterable[ApiToken]) -> int:
    """How many of some keys work now."""
    now = clock.real_now()
    return sum(one.works_at(now) for one in tokens)


def _line(token: ApiToken, now: datetime) -> TokenLine:
    return TokenLine(
        token.pk,
        token.name,
        Scope(token.scope).label,
        clock.day_of(token.made_at),
        clock.day_of(token.expires_at),
        token.works_at(now),
        _state(token, now),
    )


def _state(token: ApiToken, now: datetime) -> str | Promise:
    if token.ended_at:
        return _("ended")
    return _("works") if token.works_at(now) else _("expired")
