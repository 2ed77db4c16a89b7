"""What is written in a cell, as a field of the form understands it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from checkpoints.sheets import refusals
from checkpoints.sheets.columns import folded, status_words, statuses, truths, yes_or_no
from checkpoints.sheets.standing import People, Stood
from checkpoints.sheets.tables import Cell
from regions.fields import DAY_FORMAT, DayField

type Fields = Mapping[str, Any]  # values by the form's fields

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\r\n?|[\u2028\u2029]")
_DAY = DayField(required=False)
# What programs show where a formula cannot be worked out, in English and in Norwegian.
ERRORS = {
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#I/T", "#NAVN?", "#VERDI!", "#OVERFLYT!",
}  # fmt: skip
_NUMBERED = re.compile(r"Err:[0-9]{3}")


def written(cell: Cell) -> str:
    """A cell as text: what a program took for a date or a number reads as it was typed."""
    if isinstance(cell, str):
        return _LINES.sub("\n", _CONTROLS.sub("", cell)).strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return yes_or_no(value=cell)
    if isinstance(cell, date):
        return cell.strftime(DAY_FORMAT)
    return f"{cell:.15g}".replace(".", ",")


def plain(text: str) -> str:
    """A text as it goes out and is compared: without what no two programs keep alike.

    That is signs that control something, tabs, and blanks at the ends of lines.
    """
    text = _CONTROLS.sub("", text)
    if "\t" in text or "  " in text or " \n" in text or "\n " in text:
        return "\n".join(line.strip() for line in _BLANKS.sub(" ", text).split("\n")).strip()
    return text.strip()


def fields_of(column: str, cell: Cell, base: Stood, people: People) -> Fields:
    """What a cell says, if it is something else than the base. Raises ValidationError."""
    if is_error(cell) and cell != base.text:
        raise ValidationError(refusals.NO_VALUE % {"word": cell})
    if column == "reason":
        return {}
    if column == "text":
        said = _text(cell, base)
    elif column == "responsible":
        said = _responsible(cell, base, people)
    else:
        said = {column: _READERS[column](cell)}
    return {name: value for name, value in said.items() if value != getattr(base, name)}


def is_error(cell: Cell) -> bool:
    """Whether a formula stands there that came to nothing; see `apart.py` for workbooks."""
    return isinstance(cell, str) and (cell in ERRORS or bool(_NUMBERED.fullmatch(cell)))


def _text(cell: Cell, base: Stood) -> Fields:
    if cell == base.text:
        return {}
    text = written(cell)
    return {} if plain(text) == plain(base.text) else {"text": text}


def _responsible(cell: Cell, base: Stood, people: People) -> Fields:
    word = " ".join(written(cell).split())
    if folded(word) == folded(people.name_of(base)):
        return {}
    found = people.called(folded(word))
    if len(found) > 1:
        raise ValidationError(refusals.TWO_PEOPLE % {"word": word})
    person = next(iter(found), None)
    return {"responsible": person, "responsible_name": "" if person else word}


def _status(cell: Cell) -> str:
    word = written(cell)
    if status := statuses().get(folded(word)):
        return status
    words = ", ".join(f"«{one}»" for one in status_words(is_question=False).values())
    sentence = refusals.UNKNOWN_STATUS if word else refusals.EMPTY_STATUS
    raise ValidationError(sentence % {"word": word, "words": words})


def _day(cell: Cell) -> date | None:
    if cell is None or isinstance(cell, date):
        return cell
    try:
        day: date | None = _DAY.clean(cell if isinstance(cell, str) else written(cell))
    except ValidationError:
        raise ValidationError(refusals.NO_DAY % {"word": written(cell)}) from None
    return day


def _unsure(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = written(cell)
    if not word:
        return False
    if (value := truths().get(folded(word))) is None:
        raise ValidationError(refusals.NOT_YES_OR_NO % {"word": word})
    return value


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "status": _status,
    "met_on": _day,
    "due_on": _day,
    "unsure": _unsure,
}
