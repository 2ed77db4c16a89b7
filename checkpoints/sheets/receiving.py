"""A file that was sent, from how it came in to tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile

from checkpoints.evidence import archives
from checkpoints.evidence import refusals as of_evidence
from checkpoints.sheets import refusals, tables
from checkpoints.sheets.refusals import Refused
from checkpoints.sheets.tables import Table

MB = 1024 * 1024
MAX_MB = 5
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel, and new Excel behind a password
_ZIP = b"PK\x03\x04"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_IN_OUR_WORDS = (
    (of_evidence.LOCKED, refusals.LOCKED),
    (of_evidence.MACROS, refusals.MACROS),
    (of_evidence.SWELLS, refusals.UNREADABLE),
)


@contextmanager
def received(upload: "UploadedFile[bytes]") -> Iterator[list[Table]]:
    """The sheets in a file, told by its content, not by its name. Raises Refused."""
    size = upload.size or 0
    if not size:
        raise Refused(refusals.EMPTY)
    if size > MAX_MB * MB:
        raise Refused(refusals.TOO_LARGE, limit=MAX_MB)
    upload.seek(0)
    head = upload.read(len(_OLE))
    if head.startswith(_OLE):
        raise Refused(refusals.OLD_OFFICE)
    if head.startswith(_ZIP):
        with tables.of_workbook(upload, _kind(upload)) as found:
            yield found
    else:
        upload.seek(0)
        yield tables.of_text(upload.read())


def _kind(file: "File[bytes]") -> str:
    """Whether an archive is an XLSX or an ODS; whole, of bounded size and without macros."""
    try:
        archive = archives.examined(file)
    except of_evidence.Refused as refused:
        raise Refused(_in_our_words(refused.sentence)) from None
    if archive.mimetype == _ODS:
        return "ods"
    if archive.is_ooxml and "xl" in archive.folders:
        return "xlsx"
    raise Refused(refusals.NOT_A_SHEET)


def _in_our_words(sentence: object) -> object:
    return next((ours for theirs, ours in _IN_OUR_WORDS if sentence is theirs), refusals.DAMAGED)
