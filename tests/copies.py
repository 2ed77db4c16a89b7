"""Rows that many tests stand on: made once a session, copied after that."""

from collections.abc import Callable
from typing import Any

from django.db import models

type Kinds = tuple[type[models.Model], ...]  # each after what it points at

_MADE: dict[Callable[[], Any], list[models.Model]] = {}


def made_once(make: Callable[[], Any], kinds: Kinds) -> None:
    """Do `make`, of which all rows of these kinds come; the next time copy the rows instead."""
    if make not in _MADE:
        make()
        _MADE[make] = [row for kind in kinds for row in kind._default_manager.all()]
        return
    for kind in kinds:
        rows = [row for row in _MADE[make] if type(row) is kind]
        kind._default_manager.bulk_create(rows)
