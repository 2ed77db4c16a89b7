"""Whether anything was recorded since a bundle was gathered: a few milliseconds instead of all.

A stamp counts the steps of all histories and what was handed in, and reads through what has no
history: names and texts. Equal stamps on the same day say that nothing is otherwise; stamps that
differ say nothing.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Model

from checkpoints.models import (
    Checkpoint,
    CheckpointWording,
    Milestone,
    Objective,
    Phase,
)
from regions import clock
from regions.consistency import versioned_models
from regions.history import Revision, revision_model
from regions.models import County, MunicipalityVersion, Programme
from reports.models import Bundle, Edition, EditionFile, EditionWithdrawal
from reports.programme.content import FORMAT

# Rows that are changed where they stand.
WITHOUT_HISTORY: tuple[type[Model], ...] = (
    Programme, Phase, Objective, Milestone, Checkpoint, CheckpointWording, County,
    MunicipalityVersion,
)  # fmt: skip
BEGUN_OVER = 3  # times
A_DAY = 24 * 60 * 60  # seconds
INSERTED_ONCE: tuple[type[Model], ...] = (Edition, EditionFile, EditionWithdrawal)


def stamp() -> str:
    """How all that a bundle is made of stands now: 1 query, and 1 for each table of texts."""
    found = hashlib.sha256(f"{FORMAT} {clock.today()}".encode())
    for row in (*_counts(), *_texts()):
        found.update(repr(row).encode())
    return found.hexdigest()


def keep(bundle: Bundle, made_of: str) -> None:
    """Note what a bundle was gathered from; where that is forgotten, it is gathered once more."""
    cache.set(_key(bundle), made_of, None)


def stands(bundle: Bundle) -> bool:
    """Whether nothing was recorded since it was gathered."""
    return bool(cache.get(_key(bundle)) == stamp())


def may_begin_over(bundle: Bundle) -> bool:
    """Whether it has not too often done so, because of what was recorded while it was made."""
    keys = (f"bundle:{bundle.pk}:begun-over:{number}" for number in range(BEGUN_OVER))
    return any(cache.add(key, True, A_DAY) for key in keys)


def _key(bundle: Bundle) -> str:
    return f"bundle:{bundle.pk}:made-of"


def _counts() -> list[tuple[int, ...]]:
    """Of each history the number of steps and the newest one's key.

    Both: of two steps that are recorded at once, the one with the lower key may be seen last.
    """
    tables = (model._meta.db_table for model in (*_histories(), *INSERTED_ONCE))
    counts = (
        f"SELECT {place}, COUNT(*), MAX(id) FROM {connection.ops.quote_name(table)}"  # noqa: S608  our own names
        for place, table in enumerate(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(counts)} ORDER BY 1")
        rows: list[tuple[int, ...]] = cursor.fetchall()
        return rows


def _histories() -> Iterator[type[Revision]]:
    return map(revision_model, versioned_models())


def _texts() -> Iterator[Any]:
    for model in WITHOUT_HISTORY:
        yield from model._default_manager.order_by("pk").values_list()
