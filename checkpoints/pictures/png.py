"""A picture as PNG, drawn with our own typeface and nothing of the machine's."""

import threading
from math import sqrt
from pathlib import Path

import fontpkg_inter
from resvg_py import svg_to_bytes

from checkpoints.pictures.picture import Alone

FONT = Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"
SHARP = 2.0  # dots for each unit, across and down
ROOM = 12_000_000  # dots, of four bytes each: a picture that is larger has fewer for each unit

# Each takes its dots' memory while it is drawn: a process draws one after the other.
_one_at_a_time = threading.Lock()


def png(picture: Alone) -> bytes:
    """The same bytes for the same picture, on every machine."""
    with _one_at_a_time:
        return svg_to_bytes(
            svg_string=picture.svg,
            background="#ffffff",
            zoom=zoom(picture),
            skip_system_fonts=True,
            font_files=[str(FONT)],
            font_family="Inter",
            sans_serif_family="Inter",
        )


def zoom(picture: Alone) -> float:
    """Sharp as long as there is room for it."""
    return min(SHARP, sqrt(ROOM / (picture.width * picture.height)))
