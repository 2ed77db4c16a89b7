"""Texts that somebody wrote, so that no spreadsheet takes them for formulas.

A program takes a cell that begins with one of these signs for something to work out. An apostrophe
in front makes it a text. A text that begins with an apostrophe of its own gets another, so that
whoever takes away one leading apostrophe always has the text as it was written.
"""

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
# The same signs as they are written among Chinese or Japanese ones: some programs read them alike.
WIDE_SIGNS = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(SIGNS + WIDE_SIGNS) else text
