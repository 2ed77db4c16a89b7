"""The sheet's columns and the words in its cells, in every language that a sheet may be in."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from checkpoints.models import Status
from checkpoints.rows import status_label


@dataclass(frozen=True)
class Column:
    """A column: what it is called in the form, what stands at its top, how wide it is."""

    name: str
    heading: str | Promise
    width: int  # characters
    hint: str | Promise = ""  # what a program says when one stands in a cell; none where locked

    @property
    def is_filled_in(self) -> bool:
        return bool(self.hint)


DAY_HINT = _("Write the date as 20.11.2016.")
KEY = Column("key", _("Key – do not change"), 12)
COLUMNS = (
    KEY,
    Column("strand", _("Strand"), 14),
    Column("milestone", _("Milestone"), 18),
    Column("checkpoint", _("Checkpoint"), 38),
    Column("status", _("Status"), 13, _("Choose one of the list.")),
    Column("met_on", _("Met on"), 12, DAY_HINT),
    Column("due_on", _("Due on"), 12, DAY_HINT),
    Column("text", _("Comment or answer"), 42, _("At most 3000 characters.")),
    Column("responsible", _("Responsible"), 18, _("Choose a person, or write another name.")),
    Column("unsure", _("Unsure"), 8, _("Choose yes or no.")),
    Column("reason", _("Why"), 22, _("Why you change this. Leave it empty if you like.")),
)
FILLED_IN = tuple(column for column in COLUMNS if column.is_filled_in)
BY_NAME = {column.name: column for column in COLUMNS}


def folded(text: str) -> str:
    """A word as it is compared: whatever the case, the blanks and the way its accents are kept."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def status_words(*, is_question: bool) -> Mapping[str, str]:
    """What each status is called in the reader's language, as a sheet shows it."""
    return {
        status.value: capfirst(str(status_label(status, is_question=is_question)))
        for status in Status
    }


def yes_or_no(*, value: bool) -> str:
    return str(_("yes") if value else _("no"))


@cache
def headings() -> Mapping[str, str]:
    """Columns by their headings, folded, in all languages."""
    return _in_all_languages(lambda: ((str(column.heading), column.name) for column in COLUMNS))


@cache
def statuses() -> Mapping[str, str]:
    """Statuses by their words, folded, in all languages."""
    return _in_all_languages(
        lambda: (
            (word, status)
            for is_question in (False, True)
            for status, word in status_words(is_question=is_question).items()
        )
    )


@cache
def truths() -> Mapping[str, bool]:
    """Yes and no by their words, folded, in all languages, and what else people tick with."""
    ticks = {"x": True, "1": True, "0": False}
    return ticks | _in_all_languages(
        lambda: ((yes_or_no(value=value), value) for value in (True, False))
    )


def _in_all_languages[Value](
    pairs: Callable[[], Iterable[tuple[str, Value]]],
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {folded(word): value for word, value in pairs()}
    return found
