"""A file that was sent, from how it came in to how it is kept."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile

from checkpoints.evidence import images, kinds, names, positions
from checkpoints.evidence.refusals import EMPTY, TOO_LARGE, Refused

MB = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A file that was checked and cleaned. `content` is what is to be stored, at its beginning."""

    name: str
    kind: kinds.Kind
    content: "File[bytes]"
    sha256: str
    size: int


def received(upload: "UploadedFile[bytes]") -> Received:
    """Check and clean a file. Raises ValidationError for the field `file` if it is refused."""
    name = names.harmless(upload.name or "")
    try:
        return _accepted(upload, name)
    except Refused as refused:
        raise refused.about(name) from None


def _accepted(upload: "UploadedFile[bytes]", name: str) -> Received:
    size = upload.size or 0
    if not size:
        raise Refused(EMPTY)
    if size > settings.EVIDENCE_MAX_MB * MB:
        raise Refused(TOO_LARGE, limit=settings.EVIDENCE_MAX_MB)
    kind = kinds.kind_of(upload, name)
    content: File[bytes] = upload
    if kind.is_picture:
        images.check(upload)
        content = _without_position(upload, kind)
    return Received(name, kind, content, _sha256(content), content.size)


def _without_position(upload: "UploadedFile[bytes]", kind: kinds.Kind) -> "File[bytes]":
    upload.seek(0)
    data = upload.read()
    cleaned = positions.removed(data, kind)
    return upload if cleaned == data else ContentFile(cleaned)


def _sha256(content: "File[bytes]") -> str:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256")
    content.seek(0)
    return digest.hexdigest()
