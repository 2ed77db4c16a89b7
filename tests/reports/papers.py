"""What tests ask of a paper: whether both standards hold, and what a reader meets in it."""

import io
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import page
import pypdf
from pypdf.generic import ContentStream

from reports.canonical import from_json, to_json
from reports.content import ReportContent
from reports.paper import report_pdf

PAINTING = {b"Tj", b"TJ", b"Do", b"f", b"f*", b"B", b"B*", b"S", b"s", b"b", b"b*", b"sh"}


def pdf_of(content: ReportContent) -> bytes:
    return _set(to_json(content))


@cache
def _set(content: str) -> bytes:
    """A paper that several tests look at is set once."""
    return report_pdf(from_json(content))


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def faults(pdf: bytes) -> list[tuple[str, str]]:
    """The rules of PDF/A-3a and PDF/UA-1 that it breaks, and how."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    assert all(report.rules.total > 100 for report in reports)
    return [(one.rule_id, one.message) for report in reports for one in report.failures]


def text_of(pdf: bytes, order: str = "-raw") -> str:
    """What the paper says on one line, in the order of its content.

    With «-layout» as it lies on the page: what marks the items of lists is drawn after the text.
    """
    command = ["pdftotext", order, "-", "-"]
    found = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout
    return " ".join(found.decode().split())


def tags_of(pdf: bytes) -> Counter[str]:
    """How often each tag stands in the tree that a screen reader walks."""
    return Counter(tag["/S"] for tag in tags(read(pdf)))


def tags(reader: pypdf.PdfReader) -> Iterator[Any]:
    """All tags in reading order."""
    tree: Any = reader.root_object["/StructTreeRoot"]
    yield from below(tree["/K"][0])


def below(tag: Any) -> Iterator[Any]:
    tag = tag.get_object()
    if isinstance(tag, dict) and "/S" in tag:
        yield tag
        for kid in tag["/K"]:
            yield from below(kid)


def untagged(pdf: bytes) -> list[tuple[int, Any]]:
    """What is painted outside the tag tree and is no artifact: page, and its marked content."""
    reader = read(pdf)
    tree: Any = reader.root_object["/StructTreeRoot"]
    linked = {tag.indirect_reference.idnum for tag in tags(reader)}
    numbers = tree["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return [
        (number, mark)
        for number, sheet in enumerate(reader.pages, start=1)
        for _operator, mark in painted(sheet, reader)
        if mark != "/Artifact"
        and not _is_linked(mark, owners[sheet["/StructParents"]].get_object(), linked)
    ]


def _is_linked(mark: Any, held: Any, linked: set[int]) -> bool:
    if not isinstance(mark, int):
        return False
    return list.__getitem__(held, mark).idnum in linked and mark in held[mark]["/K"]


def marked_as_draft(pdf: bytes) -> list[bool]:
    """Of each page, whether a drawing lies behind all else on it, as an artifact."""
    reader = read(pdf)
    firsts = (next(painted(sheet, reader)) for sheet in reader.pages)
    return [first == (b"Do", "/Artifact") for first in firsts]


def painted(sheet: pypdf.PageObject, reader: pypdf.PdfReader) -> Iterator[tuple[bytes, Any]]:
    """Each thing painted on the page: how, and its marked content id, «/Artifact», or None."""
    marks: list[Any] = []
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        if operator == b"BMC":
            marks.append(operands[0])
        elif operator == b"BDC":
            marks.append(operands[1].get("/MCID", operands[0]))
        elif operator == b"EMC":
            marks.pop()
        elif operator in PAINTING:
            yield operator, marks[-1] if marks else None
