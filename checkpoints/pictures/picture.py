"""A picture: what it shows in a sentence, the same as a table, and its drawing in any size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from checkpoints.pictures.svg import PAPER, element, group, together, words
from checkpoints.timeline import MIDDLE, WIDE, Size, wrap

NARROW = Size(304, 12)  # as wide as the page of the narrowest phone: letters keep their size
HALF = Size(560, 13)  # beside another
SIZES = {"wide": WIDE, "middle": MIDDLE, "narrow": NARROW}
SMALL_SIZES = {"half": HALF, "narrow": NARROW, "paper": MIDDLE}
MARGIN = 24  # around a picture that stands alone


@dataclass(frozen=True)
class Drawing:
    """Shapes, and how much room they take."""

    size: Size
    height: int
    body: SafeString

    @property
    def width(self) -> int:
        return self.size.width


@dataclass(frozen=True)
class Table:
    """The same as the picture in numbers and days; the first cell of a row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    name: str  # in addresses and file names
    title: str
    sentence: str  # what it shows and its main point; the picture's alternative text too
    day: date  # that it shows
    table: Table
    draw: Callable[[Size], Drawing]
    where: str = ""  # a region's slug, where it is about one
    is_upright: bool = False  # it is higher than wide, and so is its paper
    is_part: bool = False  # it shows some of the regions that are asked for
    # On paper: the drawing in parts that each have room on a page, where it is longer than one.
    on_sheets: Callable[[], Sequence[Drawing]] | None = None

    @property
    def file_name(self) -> str:
        """«milepeltrend-alesund-2016-11-20», without its ending."""
        return "-".join(part for part in (self.name, self.where, self.day.isoformat()) if part)

    @property
    def drawings(self) -> list[tuple[str, SafeString]]:
        """The picture for a wide page, a tablet and a phone, each by the name of its size."""
        return [(name, self._inline(name, size)) for name, size in SIZES.items()]

    @property
    def sheets(self) -> list[SafeString]:
        """The parts for paper; none where the picture has room on a page."""
        parts = self.on_sheets() if self.on_sheets else ()
        return [
            _document(part, self.title, self.sentence, f"{self.name}-sheet-{number}")
            for number, part in enumerate(parts, start=1)
        ]

    @property
    def small(self) -> list[tuple[str, SafeString]]:
        """The picture among others: on a page, on a phone, and on paper."""
        return [(name, self._inline(name, size)) for name, size in SMALL_SIZES.items()]

    def _inline(self, name: str, size: Size) -> SafeString:
        drawn = self.draw(size)
        return _document(drawn, self.title, self.sentence, f"{self.name}-{name}")

    def alone(self) -> "Alone":
        """The picture as a file of its own, with title, sentence and day above the drawing."""
        drawn = self.draw(WIDE)
        top = _heading(self, drawn.size)
        height = top.height + drawn.height + 2 * MARGIN
        width = drawn.width + 2 * MARGIN
        body = together(
            element("rect", width=width, height=height, fill=PAPER),
            group(top.body, x=MARGIN, y=MARGIN),
            group(drawn.body, x=MARGIN, y=MARGIN + top.height),
        )
        whole = Drawing(replace(WIDE, width=width), height, body)
        svg = _document(whole, self.title, self.sentence, self.name, height=height)
        return Alone(svg, width, height)


@dataclass(frozen=True)
class Alone:
    """A whole SVG file, and its size in its own units."""

    svg: SafeString
    width: int
    height: int


def _heading(picture: Picture, size: Size) -> Drawing:
    """Title, sentence and day, above a picture that stands alone."""
    large = Size(size.width, size.letters + 7)
    titles = wrap(picture.title, size.width, large)
    lines = wrap(picture.sentence, min(size.width, 760), Size(size.width, size.letters + 1))
    y, drawn = 0, []
    for title in titles:
        y += 26
        drawn.append(words(0, y, title, bold=True, letters=large.letters))
    y += 6
    for line in lines:
        y += 20
        drawn.append(words(0, y, line, letters=size.letters + 1))
    y += 22
    day = _("As it stood on %(day)s") % {"day": date_format(picture.day, "DATE_FORMAT")}
    return Drawing(size, y + 22, together(*drawn, words(0, y, day, "quiet")))


def _document(
    drawing: Drawing, title: str, sentence: str, key: str, height: int | None = None
) -> SafeString:
    """A whole SVG, which says what it shows: title and sentence are its name to screen readers."""
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", sentence, id=f"{key}-sentence"),
        drawing.body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {drawing.width} {drawing.height}",
        width=drawing.width,
        height=height,
        role="img",
        aria_labelledby=f"{key}-title {key}-sentence",
        font_family="Inter, sans-serif",
        font_size=drawing.size.letters,
    )
