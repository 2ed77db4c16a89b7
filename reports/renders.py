"""Papers kept by what they are made of: what did not change is set once, whoever asks for it.

Who needs a paper asks, and comes back until it is made: a worker sets it (reports/press.py).
Moments here are real ones, also where the programme's day is pinned.
"""

import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from regions import clock
from reports import tasks  # each other's: a task sets what is asked for here
from reports.models import Paper, Render
from reports.pdf import PaperError, renderer

log = logging.getLogger(__name__)

TRIED_AGAIN = timedelta(minutes=10)  # after which a paper that failed, or was lost, is set anew
KEPT = timedelta(days=30)  # from when anyone asked last
NOTICED = timedelta(days=1)  # how exactly `asked_at` of a paper that is made is kept


def key_of(kind: Paper, content: str) -> str:
    """The same for the same paper; another after whatever shapes it was changed."""
    found = hashlib.sha256(f"{kind}\0{renderer()}\0".encode())
    found.update(content.encode())
    return found.hexdigest()


def ask(kind: Paper, content: str) -> Render:
    """The kept paper of this content (canonical JSON), without its bytes; a worker makes a new one.

    However many ask, it is set once; one that failed is tried again by who asks 10 minutes later.
    1 query for a paper that is made. OSError where this machine lacks Pango.
    """
    row = known(kind, content)
    if row is None:
        with transaction.atomic():
            row, is_new = _row(kind, content)
            if is_new:
                _set(row)
    return row


def keep(kind: Paper, content: str) -> Render:
    """The same, for who sets the paper here and now if it is not made."""
    return known(kind, content) or _row(kind, content)[0]


def known(kind: Paper, content: str) -> Render | None:
    """The same, where somebody has asked for it before."""
    row = _rows().filter(key=key_of(kind, content)).first()
    if row and _is_due(row):
        _only(row).update(asked_at=clock.real_now(), failed_at=None)
        if row.made_at is None:
            _set(row)
    return row


def sweep() -> int:
    """Throw away the papers that nobody has asked for of late, and no bundle has; how many."""
    rows = Render.objects.filter(asked_at__lt=clock.real_now() - KEPT, parts=None).only("pk")
    return sum(row.delete()[0] for row in rows)


def paper_of(render: Render) -> bytes:
    """The bytes of a paper that is made, as they were made: 1 query.

    PaperError where they are not that any more: they are thrown away, and set again.
    """
    kept: Any = Render.objects.values_list("paper", flat=True).get(pk=render.pk)
    content = bytes(kept or b"")
    if hashlib.sha256(content).hexdigest() != render.sha256:
        log.error("%s is not the paper that was made.", render)
        _only(render).update(paper=None, sha256="", made_at=None, asked_at=clock.real_now())
        _set(render)
        raise PaperError(f"{render} is not the paper that was made.")
    return content


def _rows() -> QuerySet[Render]:
    return Render.objects.defer("content", "paper")


def _row(kind: Paper, content: str) -> tuple[Render, bool]:
    now, key = clock.real_now(), key_of(kind, content)
    facts = {"kind": kind, "content": content, "renderer": renderer(), "asked_at": now}
    return _rows().get_or_create(key=key, defaults=facts)


def _is_due(row: Render) -> bool:
    """Whether to note that it is asked for: not at each look; or to have it set once more."""
    rests = NOTICED if row.made_at else TRIED_AGAIN
    return clock.real_now() - (row.failed_at or row.asked_at) > rests


def _set(row: Render) -> None:
    """One by one a region's are asked for; the others by a button that was pressed for all."""
    priority = tasks.LOOKED_AT if row.kind == Paper.REPORT else tasks.PRESSED
    tasks.set_paper.using(priority=priority).enqueue(row.pk)
    row.refresh_from_db(fields=["asked_at", "made_at", "failed_at", "sha256"])


def _only(row: Render) -> QuerySet[Render]:
    return Render.objects.filter(pk=row.pk)
