"""Signs that nobody sees, and that have no place in a name or a heading."""

import unicodedata

CONTROLS = {"Cc", "Zl", "Zp"}  # line breaks are among them
TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # the order in which text is read
ALWAYS_NONE = range(0xFDD0, 0xFDF0)  # never to be characters; so are the last two of each plane
LAST_TWO = 0xFFFE


def unseen_in(text: str) -> str:
    """The first of them as it is written in lists of signs, «U+202E»; empty where there is none."""
    found = next(filter(_is_unseen, text), "")
    return f"U+{ord(found):04X}" if found else ""


def _is_unseen(letter: str) -> bool:
    code = ord(letter)
    is_no_character = code in ALWAYS_NONE or code & 0xFFFF >= LAST_TWO
    return is_no_character or code in TURNING or unicodedata.category(letter) in CONTROLS
