"""How high a workbook's row must be for its words: spreadsheets do not work it out as they open."""

from collections.abc import Iterable

from checkpoints.sheets.writing import FILLED, LINE

FILTER = 3  # characters that the filter's button takes of a heading


def height(texts: Iterable[tuple[str, float]]) -> int:
    """Points for the longest of some texts, each with how many characters wide its column is."""
    return LINE * max((_lines(text, width) for text, width in texts), default=1)


def _lines(text: str, width: float) -> int:
    return sum(_wrapped(line, max(1, int(width * FILLED))) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """How many lines a line becomes; a word that is too long is cut through."""
    lines, used = 1, 0
    for word in line.split():
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0
        used += length + bool(used)
        lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines
