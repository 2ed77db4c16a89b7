"""The paper: HTML in, one file out that is both PDF/A-3a (archive) and PDF/UA-1 (accessible).

Nothing here knows a model. What the HTML has to keep to is said in `write_pdf`; what WeasyPrint
leaves undone is done in `archive` (the file), `tags` and `tables` (what a screen reader meets).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.pdf.fingerprint import fingerprint


class PaperError(Exception):
    """The paper cannot be made as asked: something missing, refused or not accessible."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the paper; its ending decides its media type.

    `relationship` is what it is to the paper (ISO 19005-3, 6.8): `Data` is what the paper shows,
    `Supplement` goes with it, as an annex does.
    """

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


def write_pdf(
    html: str,
    *,
    created: datetime,
    attachments: Sequence[Attachment] = (),
    identifier: str = "",
    strict: bool = True,
) -> bytes:
    """Render `html` to PDF/A-3a + PDF/UA-1. The same input gives the same bytes, in any process.

    Language and title come from the HTML: `<html lang>` and `<title>`; `lang` inside the text is
    kept for screen readers. Pictures, styles and fonts come from our static files only
    (`/static/…` or `static:…`); Inter is always there. Links are absolute or `#fragments`.
    A character that no font has is printed as □.

    `created` (aware) dates the file and its attachments. `identifier` names the document over its
    versions, such as an edition's address; without it the content does.

    Raises PaperError where an asset is missing, an address is refused and, when `strict`, where
    WeasyPrint logs an error, such as a picture without alt text.
    """
    # Here, not above: WeasyPrint loads Pango, and a machine without it still serves the pages.
    from reports.pdf.render import render  # noqa: PLC0415  Pango may be missing

    return render(
        html, created=created, attachments=attachments, identifier=identifier, strict=strict
    )


def renderer() -> str:
    """What the bytes depend on besides the input, to be kept beside them. OSError without Pango."""
    return fingerprint()


def warm_up() -> None:
    """Load what sets papers, and the typeface, so that a worker's first paper takes no longer.

    Half a second, and 30 MB.
    """
    from reports.pdf.render import font_configuration  # noqa: PLC0415  as above

    font_configuration()
