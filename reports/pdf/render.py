"""One render at a time, with one fetcher and one set of fonts for the process. Needs Pango."""

import gc
import io
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from reports.pdf import Attachment, PaperError, archive, fonts
from reports.pdf.fetcher import ORIGIN, StaticFetcher

VARIANT = "pdf/a-3a"
COLOURS = "paper"
LINKS = {"http", "https", "mailto"}
REPLACEMENT = "□"
# Signs that nobody sees: control characters, which XML does not have either, and those that turn
# the text around, so that the paper would say something else than its data.
UNSEEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F),
     *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), REPLACEMENT,
)  # fmt: skip

# Pango's font map, WeasyPrint's log and the garbage collector belong to the whole process.
# Rendering is all CPU: a second thread would only wait for the first anyway.
_one_at_a_time = threading.Lock()


def render(
    html: str,
    *,
    created: datetime,
    attachments: Sequence[Attachment],
    identifier: str,
    strict: bool,
) -> bytes:
    """See `reports.pdf.write_pdf`."""
    with _one_at_a_time, _no_garbage_collection(), _errors_end_the_render(strict=strict):
        source = weasyprint.HTML(
            string=html.translate(UNSEEN), base_url=ORIGIN, url_fetcher=fetcher()
        )
        write = partial(_write, source, created, attachments, identifier)
        content, unknown = write()
        if unknown:
            # A .notdef glyph is against both standards, and which characters lack one is only
            # known after the layout. Rare enough to pay for it with a second render.
            _replace(source.etree_element, unknown)
            content, _ = write()
        return content


@cache
def fetcher() -> StaticFetcher:
    """One for the process: each builds a TLS context, 6 % of a short report."""
    return StaticFetcher()


@cache
def font_configuration() -> FontConfiguration:
    """One for the process, or memory grows with every render."""
    configuration = FontConfiguration()
    weasyprint.CSS(string=fonts.FACES, font_config=configuration, url_fetcher=fetcher())
    return configuration


class KeptProfile(ColorProfile):  # type: ignore[misc]  # WeasyPrint has no types
    """A colour profile that is written as it was read.

    The library underneath writes a profile anew, and other bytes the second time than the first.
    """

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(io.BytesIO(content), name, "relative-colorimetric", "rgb")
        self._read = content

    @property
    def content(self) -> bytes:
        return self._read


@cache
def colours() -> KeptProfile:
    """WeasyPrint's own sRGB profile, which it would open anew, and leave open, at each render."""
    return KeptProfile((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes(), "sRGB2014.icc")


class MarkedPage(weasyprint.Page):  # type: ignore[misc]  # WeasyPrint has no types
    """A page that remembers which box was drawn under which marked content id.

    WeasyPrint forgets it once the tags are made, and the finisher needs the way back from the tag
    to the HTML: for the language, the list's numbering and the tables over several pages.
    """

    def __init__(self, page: weasyprint.Page) -> None:
        self.__dict__.update(page.__dict__)
        # WeasyPrint makes each element within a link a link again, outside the link's tag.
        self.links = [one for one in page.links if one[-1].link]
        self.boxes: dict[int, Any] = {}

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page into the stream."""
        super().paint(stream, scale)
        self.boxes = {tag["mcid"]: box for box, tag in stream._tags.items()}  # noqa: SLF001  nowhere else


def _write(
    source: weasyprint.HTML,
    created: datetime,
    attachments: Sequence[Attachment],
    identifier: str,
) -> tuple[bytes, set[int]]:
    """The file, and the code points that no font has."""
    rendered = source.render(
        font_config=font_configuration(),
        color_profiles={COLOURS: colours()},
        pdf_variant=VARIANT,
        output_intent=COLOURS,
        presentational_hints=True,  # the number of an item of a list
    )
    _refuse_links(rendered)
    document = rendered.copy([MarkedPage(page) for page in rendered.pages])
    moment = created.astimezone(UTC)
    document.metadata.created = document.metadata.modified = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    content: bytes = document.write_pdf(
        pdf_variant=VARIANT,
        output_intent=COLOURS,
        attachments=[_attached(item, moment) for item in sorted(attachments, key=_place)],
        finisher=partial(archive.finish, html=source.etree_element, identifier=identifier),
    )
    return content, {point for font in document.fonts.values() for point in font.missing}


def _place(attachment: Attachment) -> tuple[bool, str]:
    """A PDF's name tree is sorted by bytes, and names beyond ASCII begin with a mark of order."""
    return not attachment.name.isascii(), attachment.name


def _attached(attachment: Attachment, moment: datetime) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        created=moment,
        modified=moment,
        relationship=attachment.relationship,
        url_fetcher=fetcher(),
    )


def _refuse_links(document: weasyprint.Document) -> None:
    """A link on paper leads somewhere: absolute, to the web or an address, or inside the paper.

    Files that the HTML attaches are dated by the clock, so they are refused; there is an argument.
    """
    if document.metadata.attachments:
        raise PaperError("files are attached by write_pdf, not by the HTML")
    for page in document.pages:
        for kind, target, *_ in page.links:
            relative = kind == "external" and target.startswith(ORIGIN)
            if relative or (kind == "external" and urlsplit(target).scheme not in LINKS):
                raise PaperError(f"a link on paper is absolute, http(s) or mailto: {target}")
            if kind == "attachment":
                raise PaperError(f"files are attached by write_pdf, not by the HTML: {target}")


def _replace(root: Any, unknown: set[int]) -> None:
    """Change characters in the text of an ElementTree; attributes and titles keep theirs."""
    table = dict.fromkeys(unknown, REPLACEMENT)
    for element in root.iter():
        if element.text:
            element.text = element.text.translate(table)
        if element.tail:
            element.tail = element.tail.translate(table)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """WeasyPrint makes many small objects at once: collecting costs 5–14 % and finds nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Errors(logging.Handler):
    """Keeps what WeasyPrint logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _errors_end_the_render(*, strict: bool) -> Iterator[None]:
    """Turn what WeasyPrint throws, and when `strict` what it logs, into PaperError."""
    errors, log = _Errors(), logging.getLogger("weasyprint")
    fetcher().refused = None
    log.addHandler(errors)
    try:
        yield
    except FatalURLFetchingError as error:
        # It derives from BaseException: left alone it would end the worker, not the render.
        raise (fetcher().refused or PaperError(str(error))) from error.__cause__
    finally:
        log.removeHandler(errors)
    if refused := fetcher().refused:
        raise refused
    if strict and errors.messages:
        raise PaperError("; ".join(errors.messages))
