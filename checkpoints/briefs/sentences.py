"""Sentences made by rules, in which a number leads to where it comes from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regions.wording import Text

PLACE = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; with an address it is a link to the source."""

    text: str
    address: str = ""
    language: str = ""  # the form it is written in, where that may be another than the page's


type Sentence = tuple[Part, ...]
type Value = str | int | Promise | Text | Part | Sentence


@dataclass(frozen=True)
class Brief:
    """How something stands, and what moved and comes: half a page at most.

    The lead is what alternative texts say; it stands on its own.
    """

    lead: tuple[Sentence, ...]
    more: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.lead + self.more

    @property
    def text(self) -> str:
        """All of it without links, for paper."""
        return plain(self.sentences)

    @property
    def short(self) -> str:
        """The lead alone, for alternative texts."""
        return plain(self.lead)


def sentence(words: str, /, **values: Value) -> Sentence:
    """A translated sentence with its values in their places: «%(n)d regions are late.»."""
    found: list[Part] = []
    end = 0
    for place in PLACE.finditer(words):
        found += _literal(words[end : place.start()]) + list(_parts(values[place[1]]))
        end = place.end()
    return (*found, *_literal(words[end:]))


def listed(items: Iterable[Sentence], words: str = "") -> Sentence:
    """«A», «A and B», «A, B and C»; `words` are what the last is joined by."""
    *first, last = items
    if not first:
        return last
    return sentence(
        words or _("%(first)s and %(last)s"), first=reduce(_with_comma, first), last=last
    )


def plain(sentences: Sequence[Sentence]) -> str:
    return " ".join("".join(part.text for part in one) for one in sentences)


def _with_comma(before: Sentence, after: Sentence) -> Sentence:
    return (*before, Part(", "), *after)


def _literal(words: str) -> list[Part]:
    return [Part(words.replace("%%", "%"))] if words else []


def _parts(value: Value) -> Sentence:
    if isinstance(value, tuple):
        return value
    if isinstance(value, Part):
        return (value,)
    if isinstance(value, Text):
        return (Part(value.value, language=value.language),)
    return (Part(str(value)),)
