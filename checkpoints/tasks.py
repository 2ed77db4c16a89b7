"""Work that nobody waits for. Tasks take ids only; what one finds done it does not do again.

They use nothing but plain django.tasks, so that the backend is one setting.
"""

from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.tasks import task

from checkpoints.evidence import images, scanning
from checkpoints.evidence.kinds import PICTURES
from checkpoints.letters import Letter, letter_to
from checkpoints.models import HelpAnswer, HelpRequest, StoredFile, Verdict
from checkpoints.models.evidence import evidence_storage
from regions.models import User


def first_verdict() -> Verdict:
    """Of a file that has just arrived."""
    return Verdict.WAITING if settings.EVIDENCE_SCAN else Verdict.ACCEPTED


def after_upload(stored: StoredFile) -> None:
    """Once the row is there for all to see: what waits is scanned, a picture gets its small one."""
    work = scan if stored.verdict == Verdict.WAITING else make_thumbnail
    if work is scan or stored.media_type in PICTURES:
        transaction.on_commit(partial(work.enqueue, stored.pk))


def let_refused_wait() -> None:
    """Take back all verdicts against files: the next scan gives them new ones."""
    StoredFile.objects.filter(verdict=Verdict.QUARANTINED).update(verdict=Verdict.WAITING)


def scan_what_waits() -> int:
    """Send all files without a verdict to the scan, and say how many they were."""
    waiting = StoredFile.objects.filter(verdict=Verdict.WAITING).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True))
    for pk in keys:
        scan.enqueue(pk)
    return len(keys)


@task
def scan(pk: int) -> None:
    """Ask the installation's command for its verdict.

    One that gives none (it hangs, cannot be started, its daemon is down) leaves the file waiting:
    the error makes the backend try again, and after that `manage.py scan_evidence` does.
    """
    stored = StoredFile.objects.get(pk=pk)
    if stored.verdict != Verdict.WAITING:
        return
    with stored.content.open("rb") as content:
        accepted = not settings.EVIDENCE_SCAN or scanning.accepts(settings.EVIDENCE_SCAN, content)
    stored.verdict = Verdict.ACCEPTED if accepted else Verdict.QUARANTINED
    with transaction.atomic():
        stored.save(update_fields=["verdict"])
        if accepted:
            after_upload(stored)


@task
def make_thumbnail(pk: int) -> None:
    """A small copy of a picture that may be shown."""
    stored = StoredFile.objects.get(pk=pk)
    if stored.thumbnail or stored.verdict != Verdict.ACCEPTED:
        return
    with stored.content.open("rb") as content:
        small = images.thumbnail(content)
    name = f"{stored.region_id}/{stored.sha256}-320.webp"
    stored.thumbnail = evidence_storage().save(name, ContentFile(small))
    stored.save(update_fields=["thumbnail"])


@task
def send_letter(letter: str, person: int, request: int, answer: int | None, site: str) -> None:
    """One letter about a request for help, to one person.

    A mail server that is down makes the backend try again; nobody else's letter waits for it. A
    worker that is killed just after sending may send once more.
    """
    found = letter_to(
        User.objects.get(pk=person),
        Letter[letter],
        HelpRequest.objects.get(pk=request),
        HelpAnswer.objects.select_related("region").get(pk=answer) if answer else None,
        site,
    )
    if found:
        found.send()
