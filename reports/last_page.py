"""What an edition's last page says: how anyone can see that it is what was handed in."""

from dataclasses import dataclass
from itertools import groupby

import segno

from reports.canonical import checksum, to_json
from reports.codes import in_groups
from reports.content import ReportContent

MARGIN = 4  # squares of nothing around the code, as its standard (ISO/IEC 18004) wants


@dataclass(frozen=True)
class LastPage:
    """A code to type, the same as squares to scan, and the checksums."""

    code: str
    address: str
    sha256: str  # of the content
    previous: str  # chain of the region's edition before this one; empty for its first
    size: int  # squares along an edge
    path: str  # the dark squares, as SVG


def last_page_of(content: ReportContent) -> LastPage | None:
    """Of an edition; a draft has none, nor has what nobody asked for."""
    filing = content.filing
    if filing is None or filing.is_draft:
        return None
    squares = [bytes(row) for row in segno.make_qr(filing.check_at).matrix_iter(border=MARGIN)]
    return LastPage(
        code=in_groups(filing.code),
        address=filing.check_at,
        sha256=checksum(to_json(content)),
        previous=filing.previous,
        size=len(squares),
        path="".join(_runs(row, y) for y, row in enumerate(squares)),
    )


def _runs(row: bytes, y: int) -> str:
    """The dark squares of a row that lie side by side, as one shape each."""
    x, path = 0, ""
    for dark, squares in groupby(row):
        length = len(list(squares))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return path
