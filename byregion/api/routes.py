"""How an endpoint is added: where it is, which keys open it, what it answers."""

from collections.abc import Callable
from typing import Any

from ninja import Router, Schema

from byregion.api.keys import Key
from regions.models import Scope

SCOPE = "x-scope"  # what the description calls the scope that a key needs


def reads(
    router: Router, path: str, *, name: str, summary: str, answer: type[Schema], scope: Scope
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator of endpoints. `name` is theirs in the description and in addresses."""
    return router.get(
        path,
        auth=[Key(scope)],
        response=answer,
        summary=summary,
        operation_id=name,
        url_name=name,
        openapi_extra={SCOPE: str(scope)},
    )
