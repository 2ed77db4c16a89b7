"""Papers kept by what they are made of: what did not change is set once, whoever asks for it.

Who needs a paper asks, and comes back until it is made: a worker sets it (reports/press.py).
Moments here are real ones, also where the programme's day is pinned.
"""

import hashlib
import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet

from regions import clock
from reports import tasks  # each other's: a task sets what is asked for here
from reports.models import Bundle, BundlePart, BundleState, Paper, Render
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
            row, is_new = _row(kind, content, clock.real_now())
            if is_new:
                _set(row)
                row.refresh_from_db(fields=["asked_at", "made_at", "failed_at", "sha256"])
    return row


def keep(kind: Paper, content: str) -> Render:
    """The same, for who sets the paper here and now if it is not made.

    Nobody waits for that: the first person who asks meanwhile has it set at once.
    """
    return _row(kind, content, clock.real_now() - 2 * TRIED_AGAIN)[0]


def known(kind: Paper, content: str) -> Render | None:
    """The same, where somebody has asked for it before."""
    row = _rows().filter(key=key_of(kind, content)).first()
    if row is None or not _is_due(row):
        return row
    if row.made_at:
        _only(row).update(asked_at=clock.real_now())
        return row
    _set_anew(row)
    return _rows().filter(pk=row.pk).first()


def press_on(papers: QuerySet[Render]) -> None:
    """Set what of some papers is not made, however lately that was tried: somebody presses for it.

    To wait 10 minutes is for who only looks, again and again.
    """
    for row in papers.filter(made_at=None).defer("content", "paper"):
        _set_anew(row)


def sweep() -> int:
    """Throw away the papers that nobody has asked for of late, and no bundle has; how many."""
    _empty_failed_bundles()
    rows = Render.objects.filter(asked_at__lt=clock.real_now() - KEPT, parts=None)
    return sum(_throw_away(rows.filter(pk=pk)) for pk in list(rows.values_list("pk", flat=True)))


def paper_of(render: Render) -> bytes:
    """The bytes of a paper that is made, as they were made: 1 query.

    PaperError where it is no longer there, and where the bytes are not that any more: they are
    thrown away, and set again.
    """
    kept: Any = _only(render).values_list("paper", flat=True).first()
    if kept is None:
        raise PaperError(f"{render} is no longer there.")
    content = bytes(kept)
    if hashlib.sha256(content).hexdigest() != render.sha256:
        log.error("%s is not the paper that was made.", render)
        _set_again(render)
        raise PaperError(f"{render} is not the paper that was made.")
    return content


def mend(render: Render) -> None:
    """Have a paper set again if it is torn."""
    with suppress(PaperError):
        paper_of(render)


def _rows() -> QuerySet[Render]:
    return Render.objects.defer("content", "paper")


def _row(kind: Paper, content: str, asked_at: datetime) -> tuple[Render, bool]:
    facts = {"kind": kind, "content": content, "renderer": renderer(), "asked_at": asked_at}
    return _rows().get_or_create(key=key_of(kind, content), defaults=facts)


def _is_due(row: Render) -> bool:
    """Whether to note that it is asked for: not at each look; or to have it set once more."""
    rests = NOTICED if row.made_at else TRIED_AGAIN
    return clock.real_now() - (row.failed_at or row.asked_at) > rests


@transaction.atomic
def _set_anew(row: Render) -> None:
    """Of several who come to an unmade one at once, the first has it set."""
    rows = _only(row).filter(made_at=None, asked_at=row.asked_at)
    if rows.update(asked_at=clock.real_now(), failed_at=None):
        _set(row)


@transaction.atomic
def _set_again(row: Render) -> None:
    """The same of one that was made, and is torn."""
    rows = _only(row).filter(made_at=row.made_at)
    if rows.update(paper=None, sha256="", made_at=None, asked_at=clock.real_now()):
        _set(row)


def _set(row: Render) -> None:
    """One by one a region's are asked for; the others by a button that was pressed for all."""
    priority = tasks.LOOKED_AT if row.kind == Paper.REPORT else tasks.PRESSED
    tasks.set_paper.using(priority=priority).enqueue(row.pk)


def _empty_failed_bundles() -> None:
    """Nobody goes on any more from what they list; which papers failed is still told."""
    failed = Bundle.objects.filter(state=BundleState.FAILED, ended_at__lt=clock.now() - KEPT)
    BundlePart.objects.filter(bundle__in=failed, render__failed_at=None).delete()


def _throw_away(rows: QuerySet[Render]) -> int:
    """How many of them: none of what somebody asks for, or a bundle takes, in this moment."""
    try:
        return rows.only("pk").delete()[0]
    except (ProtectedError, IntegrityError):
        return 0


def _only(row: Render) -> QuerySet[Render]:
    return Render.objects.filter(pk=row.pk)
