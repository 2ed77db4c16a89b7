"""What backs a tick: uploading, linking, attaching to checkpoints and decisions, taking away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath
from typing import Unpack
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints import tasks
from checkpoints.actions.strands import check_place
from checkpoints.evidence import Received, received
from checkpoints.models import (
    Attachment,
    Beside,
    Checkpoint,
    Decision,
    Evidence,
    Milestone,
    StoredFile,
    Strand,
)
from checkpoints.models.evidence import evidence_storage
from regions.history import How, Stale, record
from regions.models import Region, User

is_web_address = URLValidator(schemes=["http", "https"])


def upload(
    *,
    by: User | None,
    region: Region,
    upload: "UploadedFile[bytes]",
    title: str = "",
    dated_on: date | None = None,
    beside: Beside | None = None,
    **how: Unpack[How],
) -> Evidence:
    """Keep a file that was sent, or give the region's evidence with the same bytes.

    `beside` attaches it in the same act, both or neither. The file is checked and its bytes lie in
    the storage before the transaction begins, so that nobody waits for them and no row points at
    bytes that are not there; if it fails, they are deleted. Raises ValidationError for a file that
    is not accepted, in one sentence that names it and says what to do.
    """
    file = received(upload)
    written = _written(region, file)
    with _deleted_on_failure(written), transaction.atomic():
        stored = _stored(region, file, written)
        found = stored.evidence.filter(removed=False).order_by("pk").first()
        evidence = found or record(
            Evidence(region=region, stored=stored, file_name=file.name),
            by=by,
            expected=0,
            **how,
            title=title.strip() or PurePath(file.name).stem,
            dated_on=dated_on,
        )
        if beside:
            attach(by=by, evidence=evidence, **beside, **how)
        return evidence


def _written(region: Region, file: Received) -> str:
    """The name in the storage of a file's bytes; they are written unless they are there."""
    known = StoredFile.objects.filter(region=region, sha256=file.sha256).first()
    if known:
        return str(known.content.name)
    return evidence_storage().save(f"{region.pk}/{file.sha256}", file.content)


@contextmanager
def _deleted_on_failure(written: str) -> Iterator[None]:
    """Leaves no bytes behind that no row knows."""
    try:
        yield
    except Exception:
        if not StoredFile.objects.filter(content=written).exists():
            evidence_storage().delete(written)
        raise


def _stored(region: Region, file: Received, written: str) -> StoredFile:
    """The row of a region's bytes, locked: of two who send the same at once one makes it."""
    stored, is_new = StoredFile.objects.select_for_update().get_or_create(
        region=region,
        sha256=file.sha256,
        defaults={
            "content": written,
            "size": file.size,
            "media_type": file.kind.media_type,
            "verdict": tasks.first_verdict(),
        },
    )
    if is_new:
        tasks.after_upload(stored)
    elif stored.content.name != written:
        evidence_storage().delete(written)  # the other one's copy is kept
    return stored


def link(
    *,
    by: User | None,
    region: Region,
    url: str,
    title: str = "",
    dated_on: date | None = None,
    **how: Unpack[How],
) -> Evidence:
    """Keep a web address, or give the region's evidence with the same one."""
    url = url.strip()
    _check_address(url)
    with transaction.atomic():
        # Until this is saved, no other address of the region is.
        Region.objects.select_for_update().get(pk=region.pk)
        found = region.evidence.filter(url=url, removed=False).order_by("pk").first()
        return found or record(
            Evidence(region=region, url=url),
            by=by,
            expected=0,
            **how,
            title=title.strip() or _named_by_address(url),
            dated_on=dated_on,
        )


def _check_address(url: str) -> None:
    limit = Evidence._meta.get_field("url").max_length or 0
    if len(url) > limit:
        raise ValidationError({"url": _("The address is too long.")})
    try:
        is_web_address(url)
    except ValidationError:
        problem = _("Write a web address that begins with https:// or http://.")
        raise ValidationError({"url": problem}) from None


def _named_by_address(url: str) -> str:
    """`https://www.bodo.no/plan/?side=2` is called www.bodo.no/plan."""
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path.rstrip('/')}"[: Evidence.TITLE_LIMIT]


def change_evidence(
    *,
    by: User | None,
    evidence: Evidence,
    expected_revision: int,
    title: str,
    dated_on: date | None,
    removed: bool = False,
    **how: Unpack[How],
) -> Evidence:
    """Correct what is said of a file or link, or remove it: its history and its bytes stay."""
    return record(
        evidence,
        by=by,
        expected=expected_revision,
        **how,
        title=title.strip(),
        dated_on=dated_on,
        removed=removed,
    )


def attach(
    *,
    by: User | None,
    evidence: Evidence,
    strand: Strand,
    milestone: Milestone,
    checkpoint: Checkpoint | None = None,
    decision: Decision | None = None,
    expected_revision: int | None = None,
    **how: Unpack[How],
) -> Attachment:
    """Lay evidence beside a checkpoint or a decision. What is attached stays so.

    Raises Stale when it was attached or detached since `expected_revision`, where one is given.
    """
    _check_attachment(evidence, strand, milestone, checkpoint, decision)
    row = _attachment_of(evidence, strand, milestone, checkpoint, decision)
    if expected_revision not in {None, row.revision}:
        raise Stale(row)
    if row.revision and not row.removed:
        return row
    try:
        return record(row, by=by, expected=row.revision, **how, removed=False, shared=False)
    except Stale:
        row = _attachment_of(evidence, strand, milestone, checkpoint, decision)
        if row.removed:
            raise
        return row


def detach(
    *,
    by: User | None,
    attachment: Attachment,
    expected_revision: int,
    **how: Unpack[How],
) -> Attachment:
    """Take evidence away from a checkpoint or a decision; it stays the region's, for it alone."""
    return record(attachment, by=by, expected=expected_revision, **how, removed=True, shared=False)


def _attachment_of(
    evidence: Evidence,
    strand: Strand,
    milestone: Milestone,
    checkpoint: Checkpoint | None,
    decision: Decision | None,
) -> Attachment:
    """The current row, or a new one that is not saved."""
    keys = {
        "evidence": evidence,
        "strand": strand,
        "milestone": milestone,
        "checkpoint": checkpoint,
        "decision": decision,
    }
    return Attachment.objects.filter(**keys).first() or Attachment(**keys)


def _check_attachment(
    evidence: Evidence,
    strand: Strand,
    milestone: Milestone,
    checkpoint: Checkpoint | None,
    decision: Decision | None,
) -> None:
    if evidence.removed or evidence.region_id != strand.region_id:
        raise ValidationError(_("This evidence does not belong to the region."))
    check_place(strand, milestone)
    if checkpoint and checkpoint.milestone_id != milestone.pk:
        raise ValidationError(_("This checkpoint does not belong to this milestone."))
    there = (strand.pk, milestone.pk)
    if decision and (decision.removed or (decision.strand_id, decision.milestone_id) != there):
        raise ValidationError(_("This decision does not belong to this milestone."))
