"""Which kinds of file are accepted: told by their content, and the name has to fit."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import filetype
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from checkpoints.evidence import archives
from checkpoints.evidence.names import split
from checkpoints.evidence.refusals import (
    DAMAGED,
    HTML,
    MISNAMED,
    OLD_OFFICE,
    SVG,
    TWO_IN_ONE,
    UNKNOWN,
    Refused,
)


@dataclass(frozen=True)
class Kind:
    """A kind of file: its type in HTTP, the endings it may have (the usual first), what it is."""

    media_type: str
    endings: tuple[str, ...]
    what: object  # «a PDF»

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
PDF = Kind("application/pdf", ("pdf",), _("a PDF"))
PNG = Kind("image/png", ("png",), _("a PNG picture"))
JPEG = Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _("a JPEG picture"))
WEBP = Kind("image/webp", ("webp",), _("a WebP picture"))
DOCX = Kind(f"{_OOXML}.wordprocessingml.document", ("docx",), _("a Word document"))
XLSX = Kind(f"{_OOXML}.spreadsheetml.sheet", ("xlsx",), _("an Excel workbook"))
PPTX = Kind(f"{_OOXML}.presentationml.presentation", ("pptx",), _("a PowerPoint presentation"))
ODT = Kind(f"{_ODF}.text", ("odt",), _("an OpenDocument text"))
ODS = Kind(f"{_ODF}.spreadsheet", ("ods",), _("an OpenDocument spreadsheet"))
TEXT = Kind("text/plain", ("txt",), _("plain text"))
CSV = Kind("text/csv", ("csv",), _("CSV"))
PICTURES = frozenset(kind.media_type for kind in (PNG, JPEG, WEBP))
ENDINGS = [
    ending
    for kind in (PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPEG, WEBP, TEXT, CSV)
    for ending in kind.endings
]

_BY_SIGNATURE = {kind.media_type: kind for kind in (PDF, PNG, JPEG, WEBP)}
_BY_FOLDER = {"word": DOCX, "xl": XLSX, "ppt": PPTX}
_BY_MIMETYPE = {kind.media_type: kind for kind in (ODT, ODS)}
_PROGRAMS = {"svg": SVG, "svgz": SVG} | dict.fromkeys(
    ("htm", "html", "shtml", "xht", "xhtml", "mht", "mhtml"), HTML
)
_HEAD = 8192  # bytes in which filetype looks for a signature
_PDF_SEARCH = 1024  # bytes in which PDF readers look for the header
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office, and new Office behind a password
_ZIP = b"PK\x03\x04"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"<\s*(svg|!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE)


def kind_of(file: "File[bytes]", name: str) -> Kind:
    """The kind of a file, whose name has to say the same. Raises Refused."""
    ending = split(name)[1]
    if ending in _PROGRAMS:
        raise Refused(_PROGRAMS[ending])
    kind = _by_content(file, ending)
    if ending not in kind.endings:
        raise Refused(MISNAMED, kind=kind.what, better=_renamed(name, kind))
    return kind


def _by_content(file: "File[bytes]", ending: str) -> Kind:
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_OLE):
        raise Refused(OLD_OFFICE)
    if head.startswith(_ZIP):
        _no_pdf_in(head)
        return _document(file)
    guess = filetype.guess(head)
    kind = _BY_SIGNATURE.get(guess.mime) if guess else None
    if kind is not PDF or not head.startswith(b"%PDF-"):
        _no_pdf_in(head)
    if archives.is_archive(file):
        raise Refused(TWO_IN_ONE)
    return kind or _text(file, ending)


def _no_pdf_in(head: bytes) -> None:
    """PDF readers open what has a PDF's header a little further in."""
    if b"%PDF-" in head[:_PDF_SEARCH]:
        raise Refused(TWO_IN_ONE)


def _document(file: "File[bytes]") -> Kind:
    """The kind of office document that an archive is."""
    archive = archives.examined(file)
    if archive.mimetype in _BY_MIMETYPE:
        return _BY_MIMETYPE[archive.mimetype]
    folders = [folder for folder in _BY_FOLDER if folder in archive.folders]
    if not archive.is_ooxml or not folders:
        raise Refused(UNKNOWN)
    if len(folders) > 1:
        raise Refused(TWO_IN_ONE)
    return _BY_FOLDER[folders[0]]


def _text(file: "File[bytes]", ending: str) -> Kind:
    """Plain text; whether it is CSV nothing but its name can say."""
    if not any(_reads_as(file, encoding) for encoding in ("utf-8-sig", "cp1252")):
        raise Refused(DAMAGED if ending in ENDINGS and ending not in ("txt", "csv") else UNKNOWN)
    return CSV if ending in CSV.endings else TEXT


def _reads_as(file: "File[bytes]", encoding: str) -> bool:
    """Whether all of a file is text in an encoding. Markup that can hold programs is refused."""
    before = ""
    try:
        for text in _decoded(file, encoding):
            if _CONTROLS.search(text):
                return False
            if found := _MARKUP.search(before + text):
                raise Refused(SVG if found[1].lower() == "svg" else HTML)
            before = text[-100:]
    except UnicodeDecodeError:
        return False
    return True


def _decoded(file: "File[bytes]", encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while data := file.read(File.DEFAULT_CHUNK_SIZE):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _renamed(name: str, kind: Kind) -> str:
    """`plan.png` that is a PDF is better called plan.pdf; `plan` and `plan.exe` too."""
    return f"{split(name)[0]}.{kind.endings[0]}"
