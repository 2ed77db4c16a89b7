"""Norwegian order and search on both databases.

PostgreSQL brings ICU's Norwegian collation. SQLite gets a collation of the same name and a LIKE
that knows letters beyond ASCII when a connection is made (docs/decisions/0002).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models.functions import Collate, Lower
from django.db.models.lookups import Contains

COLLATION = "nb-x-icu"
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
VARIANTS = {"ä": "æ", "ö": "ø", "ü": "y", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th"}
DECOMPOSED_LATER = frozenset(ALPHABET[-3:]) | VARIANTS.keys()


def in_order(field: str) -> Collate:
    """A field as it is to be sorted: …z, æ, ø, å; `aa` is å."""
    return Collate(field, COLLATION)


def contains(field: str, text: str) -> Contains:
    """A condition: a text within a field, whatever the case, in all letters."""
    # Folded under our collation: a server in the C locale knows no case beyond ASCII.
    return Contains(Lower(Collate(field, COLLATION)), text.lower())


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[Any, ...]:
    """The key that sorts as ICU's Norwegian collation: letters, then accents, then case."""
    folded = unicodedata.normalize("NFC", text)
    letters = [_weight(letter) for letter in _letters(folded.lower())]
    return tuple(w[0] for w in letters), tuple(w[1] for w in letters), text.swapcase()


def _letters(text: str) -> list[str]:
    return re.findall("aa|.", text, re.DOTALL)


@lru_cache(maxsize=1024)
def _weight(letter: str) -> tuple[tuple[int, str | int], str]:
    if letter == "aa":
        return (3, ALPHABET.index("å")), "aa"
    plain = letter if letter in DECOMPOSED_LATER else unicodedata.normalize("NFD", letter)[0]
    plain = VARIANTS.get(plain, plain)[0]
    if plain in ALPHABET:
        return (3, ALPHABET.index(plain)), letter if letter != plain else ""
    group = 0 if letter.isspace() else 2 if letter.isdigit() else 4 if letter.isalpha() else 1
    return (group, letter), ""


def compare(one: str, other: str) -> int:
    """Below, at or above 0, as a collation wants it."""
    first, second = sort_key(one), sort_key(other)
    return (first > second) - (first < second)


@lru_cache(maxsize=256)
def _pattern(like: str, escape: str) -> re.Pattern[str]:
    parts, letters = [], iter(like)
    for letter in letters:
        literal = next(letters, "") if letter == escape else None
        wild = {"%": ".*", "_": "."}.get(letter)
        parts.append(re.escape(literal) if literal is not None else wild or re.escape(letter))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def like(pattern: str | None, text: Any, escape: str) -> bool | None:
    """SQL's `text LIKE pattern ESCAPE escape`, blind to case in all letters."""
    if pattern is None or text is None:
        return None
    return _pattern(pattern, escape).fullmatch(str(text)) is not None


def teach_sqlite(connection: Any, **_: Any) -> None:
    """Give a new SQLite connection what PostgreSQL has."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, compare)
        connection.connection.create_function("LIKE", 3, like, deterministic=True)


def connect() -> None:
    connection_created.connect(teach_sqlite, dispatch_uid="norwegian")
