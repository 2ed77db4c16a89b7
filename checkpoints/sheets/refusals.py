"""The sentences in which a sheet, a row or a cell is refused: each says what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Of the file
EMPTY = _("%(name)s is empty. Choose another file.")
TOO_LARGE = _(
    "%(name)s is larger than %(limit)s MB, which is far more than the sheet that was fetched here."
)
NOT_A_SHEET = _("%(name)s is no spreadsheet. Save it as .xlsx, .ods or .csv and upload that.")
OLD_OFFICE = _(
    "%(name)s is locked with a password or in an old Excel format. "
    "Save it without a password as .xlsx and upload it again."
)
LOCKED = _("%(name)s is locked with a password. Save it without one and upload it again.")
MACROS = _("%(name)s holds macros. Save it as .xlsx, without macros, and upload it again.")
DAMAGED = _("%(name)s is damaged or incomplete. Save it again and upload it once more.")
UNREADABLE = _(
    "%(name)s could not be read: it is damaged, or takes far more room than a sheet that was "
    "fetched here. Fetch a new one and copy what you wrote into it."
)
TOO_MUCH = _(
    "%(name)s has more than %(rows)s rows or %(columns)s columns. "
    "Delete what does not belong to the sheet and upload it again."
)
TOO_LONG = _("%(name)s has a cell with more than %(limit)s characters. Make it shorter.")
NO_KEY_COLUMN = _(
    "%(name)s has no column with the heading «%(key)s». Upload a sheet that was fetched here; "
    "in CSV, save the sheet with the checkpoints."
)
NOTHING_FILLED_IN = _("%(name)s has none of the columns that are filled in. Fetch a new sheet.")
TWO_SHEETS = _("%(name)s has the checkpoints on two sheets. Delete one and upload it again.")
TWICE = _("%(name)s has two columns with the heading «%(heading)s». Delete one of them.")
NO_ROWS = _("%(name)s has no rows with checkpoints. Fetch a new sheet.")
TOO_MANY_CHANGES = _("%(name)s changes too much at once. Upload half of the rows at a time.")

# Of rows, each after «Row 7:»
NO_KEY = _("the key is damaged or missing. Fetch a new sheet and copy what you wrote into it.")
OLDER = _("the sheet is of an older version of Byregion. Fetch a new one.")
NEWER = _("the sheet is of a newer version of Byregion than this one. Fetch a new one.")
OTHER_REGION = _("the sheet is another region's. Upload it on that region's page.")
OTHER_INSTALLATION = _("the sheet was not fetched here, but from another Byregion.")
ALTERED = _("the key was altered. Fetch a new sheet and copy what you wrote into it.")
GONE = _("the checkpoint or the strand is no longer in use. Delete the row.")
SAME_KEY = _("the rows have the same key, so they are the same checkpoint. Delete all but one.")

# Of cells, each after «Row 7, Status:»
UNKNOWN_STATUS = _("«%(word)s» is none of the statuses. Write %(words)s.")
EMPTY_STATUS = _("The status is empty. Write %(words)s.")
NO_VALUE = _("the formula gives no value («%(word)s»). Write what is to stand there.")
NO_DAY = _("«%(word)s» is not a date. Write the date as 20.11.2016.")
NOT_YES_OR_NO = _("«%(word)s» is neither yes nor no.")
TWO_PEOPLE = _("More than one person is called «%(word)s». Write the e-mail address instead.")


class Refused(Exception):  # noqa: N818  a state of affairs of someone's file
    """Why a file is not read; `facts` are what the sentence names beside the file."""

    def __init__(self, sentence: Any, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    def about(self, name: str) -> str:
        """The sentence about a file of that name."""
        return str(self.sentence % {"name": name, **self.facts})


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, or in one cell of it."""

    row: int
    words: str
    heading: str = ""
    also: tuple[int, ...] = ()  # other rows, which it is about together


def in_words(faults: Iterable[Fault]) -> list[str]:
    """«Row 7, Status: …», in the order of the sheet; what many rows share is said once."""
    by_row = sorted(faults, key=lambda fault: fault.row)
    listed: dict[tuple[str, str, int], list[int]] = {}
    for fault in by_row:
        group = fault.row if fault.also else 0
        listed.setdefault((fault.heading, fault.words, group), []).extend([fault.row, *fault.also])
    return [_sentence(rows, heading, words) for (heading, words, _), rows in listed.items()]


def _sentence(rows: Sequence[int], heading: str, words: str) -> str:
    named = ngettext("row %(rows)s", "rows %(rows)s", len(rows)) % {"rows": _spans(rows)}
    where = f"{named}, {heading}" if heading else named
    return f"{capfirst(where)}: {words}"


def _spans(rows: Sequence[int]) -> str:
    """«2–26, 30»."""
    spans = []
    for _offset, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        listed = [row for _place, row in group]
        spans.append(f"{listed[0]}–{listed[-1]}" if len(listed) > 1 else f"{listed[0]}")
    return ", ".join(spans)
