"""Which files are accepted, and in which words the others are refused."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import translation
from pytest_django import Settings

from checkpoints.evidence import received
from checkpoints.evidence.names import harmless
from tests import evidence_files as files
from tests.makers import sent

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
ACCEPTED = {
    "a.pdf": (files.PDF, "application/pdf"),
    "A.PDF": (files.PDF, "application/pdf"),
    "a.png": (files.picture("PNG"), "image/png"),
    "a.jpg": (files.picture(), "image/jpeg"),
    "a.jpeg": (files.picture(), "image/jpeg"),
    "a.webp": (files.picture("WEBP"), "image/webp"),
    "a.docx": (files.ooxml("word"), f"{OOXML}.wordprocessingml.document"),
    "a.xlsx": (files.ooxml("xl"), f"{OOXML}.spreadsheetml.sheet"),
    "a.pptx": (files.ooxml("ppt"), f"{OOXML}.presentationml.presentation"),
    "a.odt": (files.odf("text"), f"{ODF}.text"),
    "a.ods": (files.odf("spreadsheet"), f"{ODF}.spreadsheet"),
    "a.txt": ("Vedtatt i Ålesund.\r\n".encode(), "text/plain"),
    "bom.txt": ("\ufeffVedtatt i Ålesund.".encode(), "text/plain"),
    "windows.txt": ("Vedtatt i Ålesund – «ja».".encode("cp1252"), "text/plain"),
    "a.csv": ("Kommune;Vedtak\nÅlesund;ja\n".encode(), "text/csv"),
    "eicar.txt": (files.EICAR, "text/plain"),
}
ZIP = files.archive({"les.txt": b"Hei"})
NOT_KEPT = (
    " is not a kind of file that can be kept here. Use PDF, Word, Excel, PowerPoint, OpenDocument, "
    "PNG, JPEG, WebP, plain text or CSV."
)
DAMAGED = " is damaged or incomplete. Save it again and upload it once more."
TWO = (
    " is several kinds of file in one. "
    "Save it again in the program it was made with and upload it once more."
)
SWELLS = " unpacks to far more than a document should. Save it as PDF and upload that."
LOCKED = " is locked with a password. Save it without one and upload it again."
MACROS = " holds macros. Save it without macros and upload it again."
OLD = (
    " is locked with a password or in an old Office format. "
    "Save it without a password as .docx, .xlsx or .pptx and upload it again."
)
IS_SVG = " is an SVG drawing, which can hold programs. Save it as PNG or PDF first."
IS_HTML = " is a web page, which can hold programs. Save it as PDF, or give a link to it."
A_SECOND_HALF = len(files.ooxml()) // 2

REFUSED: list[tuple[str, bytes, str]] = [
    ("a.pdf", b"", " is empty. Choose another file."),
    # Named as what it is not
    ("plan.png", files.PDF, " is really a PDF. Rename it to plan.pdf and upload it again."),
    ("plan", files.PDF, " is really a PDF. Rename it to plan.pdf and upload it again."),
    ("plan.exe", files.PDF, " is really a PDF. Rename it to plan.pdf and upload it again."),
    (
        "a.pdf", files.picture("PNG"),
        " is really a PNG picture. Rename it to a.png and upload it again.",
    ),
    (
        "a.docx", files.ooxml("xl"),
        " is really an Excel workbook. Rename it to a.xlsx and upload it again.",
    ),
    ("run.js", b"alert(1)", " is really plain text. Rename it to run.txt and upload it again."),
    # Programs
    ("a.svg", files.SVG, IS_SVG),
    ("a.svgz", b"\x1f\x8b\x08", IS_SVG),
    ("a.png", files.SVG, IS_SVG),
    ("a.txt", b"<?xml version='1.0'?>\n" + files.SVG, IS_SVG),
    ("a.html", files.HTML, IS_HTML),
    ("a.HTM", b"Hei", IS_HTML),
    ("a.txt", files.HTML, IS_HTML),
    ("a.csv", b"a;b\n" * 30_000 + b"c;<ScRipt src=x>\n", IS_HTML),
    ("a.docx", files.ooxml(more={"word/vbaProject.bin": b"x"}), MACROS),
    ("a.xlsx", files.ooxml("xl", {"xl/macrosheets/sheet1.xml": b"x"}), MACROS),
    ("a.docx", files.ooxml(more={"[Content_Types].xml": b"main.macroEnabled.12"}), MACROS),
    # Two in one
    ("a.pdf", files.PDF + ZIP, TWO),
    ("a.png", files.picture("PNG") + ZIP, TWO),
    ("a.jpg", files.picture() + ZIP, TWO),
    ("a.txt", b"Hei\n" + ZIP, TWO),
    ("a.pdf", b"Hei\n" + files.PDF, TWO),
    ("a.jpg", files.picture()[:2] + b"\xff\xfe\x00\x0a%PDF-1.7" + files.picture()[2:], TWO),
    ("a.docx", files.archive({"a": b"", "mimetype": b"%PDF-1.7", "word/a": b""}), TWO),
    ("a.docx", b"PK\x03\x04" + files.ooxml(), TWO),
    ("a.docx", files.ooxml(more={"xl/workbook.xml": b"x"}), TWO),
    # Not what they ought to be
    ("a.docx", ZIP, NOT_KEPT),
    ("a.zip", ZIP, NOT_KEPT),
    ("a.odp", files.odf("presentation"), NOT_KEPT),
    ("a.odt", files.archive({"content.xml": b"", "mimetype": f"{ODF}.text".encode()}), NOT_KEPT),
    ("a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", NOT_KEPT),
    ("a.exe", b"MZ\x90\x00\x03", NOT_KEPT),
    ("a.txt", b"Vedtatt\x00", NOT_KEPT),
    ("a.txt", "Vedtatt".encode("utf-16"), NOT_KEPT),
    ("a.txt", b"Vedtatt\x81", NOT_KEPT),
    ("a.doc", files.OLD_OFFICE, OLD),
    ("a.docx", files.OLD_OFFICE, OLD),
    # Damaged, locked, swelling
    ("a.pdf", b"\x00\x01\x02", DAMAGED),
    ("a.docx", files.ooxml()[:A_SECOND_HALF], DAMAGED),
    ("a.odt", files.odf().replace(b"oasis", b"OASIS"), DAMAGED),
    ("a.png", files.picture("PNG")[:900], DAMAGED),
    ("a.jpg", files.picture()[:3000], DAMAGED),
    ("a.webp", files.picture("WEBP")[:300], DAMAGED),
    ("a.docx", files.locked(), LOCKED),
    ("a.odt", files.odf(more={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), LOCKED),
    ("a.docx", files.bomb(50), SWELLS),
    ("a.docx", files.bomb_that_lies(), SWELLS),
    ("a.docx", files.archive({f"word/{n}": b"" for n in range(10_001)}), SWELLS),
]  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_file_is_told_by_its_content(name: str) -> None:
    data, media_type = ACCEPTED[name]
    file = received(sent(name, data, "application/x-what-the-browser-says"))
    assert (file.kind.media_type, file.size) == (media_type, len(data))
    assert file.content.read() == data


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_file_that_came_by_disk_is_no_other(name: str) -> None:
    data, media_type = ACCEPTED[name]
    with TemporaryUploadedFile(name, "", len(data), None) as upload:
        upload.write(data)
        assert received(upload).kind.media_type == media_type


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    REFUSED,
    ids=[f"{name}-{answer[4:24]}" for name, _data, answer in REFUSED],
)
def test_a_file_is_refused_in_words(name: str, data: bytes, answer: str) -> None:
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        received(sent(name, data))
    with translation.override("en"):
        assert refused.value.message_dict == {"file": [f"{harmless(name)}{answer}"]}


def test_a_file_over_the_limit_is_refused_and_one_of_that_size_is_not(settings: Settings) -> None:
    settings.EVIDENCE_MAX_MB = 1
    just = b"a" * 1024 * 1024
    assert received(sent("a.txt", just)).size == len(just)
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        received(sent("a.txt", just + b"a"))
    with translation.override("en"):
        assert refused.value.messages == [
            "a.txt is larger than 1 MB. Make it smaller, or give a link to it."
        ]


def test_a_well_packed_document_of_ordinary_size_is_no_bomb() -> None:
    assert received(sent("a.docx", files.bomb(5))).kind.endings == ("docx",)


def test_a_document_in_a_document_is_not_opened() -> None:
    """A workbook in a Word document, even one that would be refused alone."""
    inner = files.ooxml("xl", {"xl/vbaProject.bin": b"x"})
    outer = files.ooxml(more={"word/embeddings/1.xlsx": inner})
    assert received(sent("a.docx", outer)).size == len(outer)
