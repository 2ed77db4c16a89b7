"""Work that nobody waits for. Tasks take ids; what one finds done it does not do again.

`site` is the installation's own address.
"""

import hashlib

from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils.translation import gettext as _

from regions import clock
from regions.history import Kind, record
from regions.models import User
from reports import prerendering, press, renders
from reports.bundles import making
from reports.canonical import from_json
from reports.chain import seal_of_file
from reports.letters import message
from reports.models import Edition, EditionFile, Letter, LetterStatus, ReportRevision
from reports.news import letter_to
from reports.paper import report_pdf
from reports.pdf import renderer
from reports.queries.letters import is_taken

# What is done first, where much waits: what a button was pressed for; what someone looks at; what
# is made ready before anyone asks; letters.
PRESSED, LOOKED_AT, READY_BEFORE, MAILED = 20, 10, -10, -20


@task(priority=PRESSED)
def make_file(pk: int) -> None:
    """The paper of an edition: rendered, then inserted whole; bundles that wait for it go on.

    A worker that is killed leaves nothing: the backend runs the task again. Two that make the same
    paper at once leave one: the first.
    """
    try:
        if not _is_made(pk):
            _make_file(pk)
    except press.PASSING:  # no fault of the paper
        raise
    except Exception:
        making.tell_of_failure(pk)
        raise
    making.tell_of_file(pk)


@task(priority=PRESSED)
def make_bundle(pk: int) -> None:
    """The next steps of a bundle (reports/bundles/making.py)."""
    making.go_on(pk)


@task
def set_paper(pk: int) -> None:
    """The paper of a kept render; bundles that wait for it go on."""
    press.set_render(pk)
    making.tell_of_paper(pk)


@task(priority=READY_BEFORE)
def set_drafts(what: str, pk: int) -> None:
    """A region's drafts on paper, where they have changed (reports/prerendering.py)."""
    prerendering.set_drafts(what, pk)


@task(priority=READY_BEFORE)
def sweep_papers() -> None:
    """Throw away kept papers that nobody asks for any more."""
    renders.sweep()


def _make_file(pk: int) -> None:
    edition = Edition.objects.get(pk=pk)
    row = _filed(edition, report_pdf(from_json(edition.content)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not _is_made(pk):
            raise


def _is_made(pk: int) -> bool:
    return EditionFile.objects.filter(edition=pk).exists()


def _filed(edition: Edition, content: bytes) -> EditionFile:
    """The row that keeps the paper, sealed."""
    row = EditionFile(
        edition=edition,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        renderer=renderer(),
        made_at=clock.now(),
    )
    row.seal = seal_of_file(row, edition.chain)
    return row


@task(priority=MAILED)
def send_letter(pk: int) -> None:
    """Hand a letter of the outbox to the mail server, and note that it has had it.

    One that is down makes the backend try again; nobody else's letter waits for it. A worker that
    is killed just between the two may send once more.
    """
    letter = Letter.objects.select_related("to").get(pk=pk)
    if letter.status != LetterStatus.SENT or is_taken(letter):
        return
    message(letter).send()
    reason = _("The mail server has had it.")
    record(letter, by=None, expected=letter.revision, step=Kind.CONFIRM, reason=reason)


@task(priority=MAILED)
def send_news(person: int, step: int, site: str) -> None:
    """One letter to one person about one step; the backend tries again where mail is down."""
    steps = ReportRevision.objects.select_related("of__round__event__phase", "of__region")
    letter_to(User.objects.get(pk=person), steps.get(pk=step), site).send()
