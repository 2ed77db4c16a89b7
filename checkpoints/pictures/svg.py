"""SVG as safe text: whatever is written into a picture goes through one door, which escapes it.

Colours and strokes stand as attributes, so that a picture is whole without a stylesheet: as a file
of its own, on paper and as PNG. On a page static/css/pictures.css overrides them by class.
"""

import re
from functools import cache

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from checkpoints.timeline import PAPER as COLOURS
from checkpoints.timeline import SIGNS

type Word = str | int | float | Promise | None

PAPER, INK, QUIET, LINE, EDGE = "#ffffff", "#1c2430", "#586070", "#d5d9e0", "#767e8c"
FILLS = {"ink": INK, "quiet": QUIET, "paper": PAPER, "edge": EDGE}
STROKES = {
    "grid": {"stroke": LINE},
    "event": {"stroke": EDGE, "stroke_dasharray": "1 4"},
    "axis": {"stroke": EDGE},
    "today": {"stroke": INK, "stroke_width": "1.5"},
    "real": {"stroke": INK, "stroke_width": "2.5"},
    "plan": {"stroke": EDGE, "stroke_width": "1.5", "stroke_dasharray": "5 4"},
}
HALO: dict[str, Word] = {
    "stroke": PAPER,
    "stroke_width": 3,
    "stroke_linejoin": "round",
    "paint_order": "stroke",
    "data_halo": "",
}
# What XML has no place for, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SIGN = 16  # the width of the signs as they are drawn


def element(name: str, *inside: Word, **attributes: Word) -> SafeString:
    """`element("text", "Ålesund", x=3, class_="pic-ink")`. What is None is left out."""
    pairs = ((_called(key), word) for key, word in attributes.items() if word is not None)
    start = "".join([f"<{name}", *(f' {key}="{_safe(word)}"' for key, word in pairs)])
    return mark_safe(f"{start}>{together(*inside)}</{name}>" if inside else f"{start}/>")


def together(*parts: Word) -> SafeString:
    return mark_safe("".join([_safe(part) for part in parts if part is not None]))


@cache
def _called(key: str) -> str:
    """Python's name of an attribute as SVG has it: `stroke_width`, `class_`."""
    return key.rstrip("_").replace("_", "-")


def _safe(word: Word) -> str:
    """A drawing as it is; anything else escaped, without what XML has no place for."""
    if isinstance(word, SafeString | int):
        return str(word)
    return escape(NOT_IN_XML.sub("", str(word)))


NOTHING: SafeString = mark_safe("")


def group(*inside: Word, x: int = 0, y: int = 0, **attributes: Word) -> SafeString:
    """Shapes that are drawn from another corner."""
    moved = f"translate({x} {y})" if x or y else None
    return element("g", *inside, transform=moved, **attributes)


def words(
    x: int, y: int, said: Word, kind: str = "ink", *, anchor: str = "", bold: bool = False,
    letters: int | None = None, language: str = "", halo: bool = False,
) -> SafeString:  # fmt: skip
    """A line of text, by the left end of its baseline or by `anchor`: middle, end.

    A halo of paper keeps what runs behind it away from its letters.
    """
    return element(
        "text", said, x=x, y=y, class_=f"pic-{kind}", fill=FILLS[kind], font_size=letters,
        text_anchor=anchor or None, font_weight="600" if bold else None, lang=language or None,
        **(HALO if halo else {}),
    )  # fmt: skip


def line(x1: int, y1: int, x2: int, y2: int, kind: str = "grid") -> SafeString:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"pic-{kind}", **STROKES[kind])


def path(d: str, kind: str) -> SafeString:
    """A line that bends."""
    return element("path", d=d, class_=f"pic-{kind}", fill="none", **STROKES[kind])


def box(x: int, y: int, width: int, height: int, kind: str = "paper", *, rx: int = 0) -> SafeString:
    return element(
        "rect", x=x, y=y, width=width, height=height, rx=rx or None, class_=f"pic-{kind}",
        fill=FILLS[kind],
    )  # fmt: skip


def sign(state: str, x: int, y: int, width: int = SIGN, kind: str = "state") -> SafeString:
    """A state's drawn sign."""
    scaled = f"translate({x} {y}) scale({width / SIGN:g})"
    ink = COLOURS[state][0] if kind == "state" else FILLS[kind]
    return element(
        "path", d=SIGNS[state], transform=scaled, fill=ink, class_=f"pic-{kind}", data_state=state
    )


def tinted(d: str, state: str, told: Word = None) -> SafeString:
    """A shape in a state's tint within a line of its ink; `told` is what it is, in words."""
    ink, tint = COLOURS[state]
    inside = () if told is None else (element("title", told),)
    return element("path", *inside, d=d, class_="pic-tint", data_state=state, fill=tint, stroke=ink)


def solid(d: str, state: str) -> SafeString:
    return element("path", d=d, class_="pic-state", data_state=state, fill=COLOURS[state][0])
