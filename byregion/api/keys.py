"""Who asks: a key in the request's header, its person, and what the two of them may see."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from byregion.api.problems import REALM, SCOPE, TOO_MANY, Problem, no_key
from regions import clock
from regions.models import ApiToken, Scope, User
from regions.standing import Standing
from regions.tokens import token_for

A_MINUTE = 120  # requests of one person's keys together


@dataclass(frozen=True)
class Caller:
    """Whom a request is answered to."""

    token: ApiToken

    @property
    def counted_for(self) -> Standing:
        """What the person is today, for counts of all regions: the narrowest key has them in full.

        It opens no region: that is for `standing` to say.
        """
        return self.token.person.standing

    @property
    def standing(self) -> Standing:
        """What the person is today, narrowed to what the key was made for."""
        found = self.token.person.standing
        if Scope(self.token.scope).covers(Scope.REGIONS):
            return found
        return Standing(
            staff=False, ministry=found.ministry, coordinates=frozenset(), reads=frozenset()
        )


class CalledRequest(HttpRequest):
    """What an endpoint gets."""

    auth: Caller


class Key(HttpBearer):
    """A person's key, in the header `Authorization: Bearer byr_…`: 2 queries."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """Refuses what stands in the header but is no key, in the words of RFC 6750."""
        caller = super().__call__(request)
        if caller is None and request.headers.get(self.header):
            raise no_key("The key opens nothing.", "invalid_token")
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        found = token_for(token)
        if found is None:
            return None
        _count(found.person)
        if not Scope(found.scope).covers(self.scope):
            raise _made_for_less(self.scope)
        return Caller(found)


def _made_for_less(needed: Scope) -> Problem:
    told = f'{REALM}, error="insufficient_scope", scope="{needed}"'
    return Problem(
        SCOPE,
        f"This needs a key that was made for `{needed}`.",
        more={"scope": needed},
        headers={"WWW-Authenticate": told},
    )


def _count(person: User) -> None:
    """Refuses what is more than a person's share of a minute, whichever of their keys ask.

    Two at the same moment may count as one.
    """
    now = int(clock.real_now().timestamp())
    minute, past = divmod(now, 60)
    name = f"api-{person.pk}-{minute}"
    so_far: int = cache.get(name, 0)
    if so_far >= A_MINUTE:
        raise Problem(
            TOO_MANY,
            f"At most {A_MINUTE} requests a minute.",
            headers={"Retry-After": str(60 - past)},
        )
    cache.set(name, so_far + 1, 60)
