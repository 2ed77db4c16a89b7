"""How one text became another, word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from operator import eq

# A word or a run of signs with the blanks after it; a line's end is a piece of its own. Accents
# that stand apart from their letters stay with them.
WORDS = re.compile(r"(?:[\w\u0300-\u036f]+|[^\w\s\u0300-\u036f]+)[^\S\n]*|[^\S\n]+|\n")
LONG = 240  # characters; an unchanged stretch that is longer is shortened
ALIKE = 1 / 3  # of the shorter text; below it, one text was replaced by another
KEPT = 80  # characters of it beside each change
GAP = "…"


class Fate(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    fate: Fate
    text: str

    @property
    def shown(self) -> str:
        """As it is read: a line break that came or went can be seen."""
        return self.text if self.fate == Fate.SAME else self.text.replace("\n", "¶\n")


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in order: same and deleted make the old text, same and inserted the new one."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces: list[Piece] = []
    # Words that are everywhere in a long text are not where two texts meet: that keeps it fast.
    for _kind, *span in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[span[0] : span[1]]), "".join(after[span[2] : span[3]])
        pieces += _pieces(gone, come)
    return tuple(_joined(pieces)) if _are_alike(pieces, old, new) else _pieces(old, new)


def _are_alike(pieces: Iterable[Piece], old: str, new: str) -> bool:
    """Whether one is the other rewritten; else a few words that both happen to have would shine."""
    same = sum(len(piece.text) for piece in pieces if piece.fate == Fate.SAME)
    return same >= ALIKE * min(len(old), len(new))


def shortened(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same without the long stretches that stayed: «… the words before the change»."""
    listed = list(pieces)
    last = len(listed) - 1
    return tuple(
        _short(piece, is_first=place == 0, is_last=place == last)
        for place, piece in enumerate(listed)
    )


def _pieces(gone: str, come: str) -> tuple[Piece, ...]:
    """What went and what came in one place; the blanks that both end with stayed."""
    ends = [text[len(text.rstrip()) :][::-1] for text in (gone, come)]
    blanks = len(list(takewhile(bool, map(eq, *ends))))
    stayed = len(gone) if gone == come else blanks
    listed = (
        Piece(Fate.DELETED, gone[: len(gone) - stayed]),
        Piece(Fate.INSERTED, come[: len(come) - stayed]),
        Piece(Fate.SAME, gone[len(gone) - stayed :]),
    )
    return tuple(piece for piece in listed if piece.text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one."""
    for fate, group in groupby(pieces, key=lambda piece: piece.fate):
        yield Piece(fate, "".join(piece.text for piece in group))


def _short(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    if piece.fate != Fate.SAME or len(piece.text) <= LONG:
        return piece
    words = WORDS.findall(piece.text)
    head = "" if is_first else _until(words, KEPT)
    tail = "" if is_last else re.sub(r"^\W+", "", _until(words[::-1], KEPT, backwards=True))
    return replace(piece, text=f"{head}{GAP}{' ' if tail else ''}{tail}")


def _until(words: Iterable[str], limit: int, *, backwards: bool = False) -> str:
    """Whole words up to a number of characters."""
    taken: list[str] = []
    for word in words:
        limit -= len(word)
        if limit < 0:
            break
        taken.append(word)
    return "".join(taken[::-1] if backwards else taken)
