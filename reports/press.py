"""Sets the papers that are kept by their content (reports/renders.py): each once, whole or not."""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet

from regions import clock
from reports import paper
from reports.canonical import from_json
from reports.models import Paper, Render
from reports.pdf import renderer

log = logging.getLogger(__name__)

PASSING = (OperationalError, InterfaceError)  # the database is away, full or busy; tried again
UPGRADE = timedelta(minutes=5)  # within which all processes are of one version again

type Setter = Callable[[str], bytes]


class OtherRendererError(Exception):
    """The paper was asked for by a process of another version, or on another machine."""


def set_render(pk: int) -> None:
    """Fill in a kept paper that is not made yet; of two who do, the first one's stays.

    A paper that cannot be set is marked as failed, and the log says why. That the database cannot
    be asked is no fault of the paper: it is raised, and the backend runs the task again.
    """
    row = Render.objects.defer("paper").filter(pk=pk, made_at=None).first()
    if row is None:  # made, or thrown away
        return
    try:
        made = _made(row)
    except PASSING:
        raise
    except Exception as error:
        if isinstance(error, OtherRendererError) and _may_meet_its_own(row):
            raise
        log.exception("No paper of %s could be set.", row)
        _waiting(pk).update(failed_at=clock.real_now())
    else:
        _keep(pk, made)


def _made(row: Render) -> bytes:
    if row.renderer != renderer():
        raise OtherRendererError(f"{row} is asked for from {row.renderer}; this is {renderer()}")
    return SETTERS[Paper(row.kind)](row.content)


def _may_meet_its_own(row: Render) -> bool:
    """Whether a worker of the version that asked may still come by, as in an upgrade."""
    return clock.real_now() - row.asked_at < UPGRADE


def _keep(pk: int, made: bytes) -> None:
    sha256 = hashlib.sha256(made).hexdigest()
    _waiting(pk).update(paper=made, sha256=sha256, made_at=clock.real_now(), failed_at=None)


def _waiting(pk: int) -> QuerySet[Render]:
    return Render.objects.filter(pk=pk, made_at=None)


def _report(content: str) -> bytes:
    return paper.report_pdf(from_json(content))


def _programme(content: str) -> bytes:
    from reports.programme.paper import set_programme  # noqa: PLC0415  as `reports.pdf.write_pdf`

    return set_programme(content)


def _gathering(content: str) -> bytes:
    from reports.gathering.paper import set_gathering  # noqa: PLC0415  the same

    return set_gathering(content)


SETTERS: dict[Paper, Setter] = {
    Paper.REPORT: _report,
    Paper.PROGRAMME: _programme,
    Paper.GATHERING: _gathering,
}
