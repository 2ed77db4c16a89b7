"""Whose work one asks for, as addresses say it: one's own, everyone's, nobody's, one person's."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from checkpoints.walks.stops import Stop
from regions.norwegian import sort_key

WHOSE = "hvem"
MINE, EVERYONE, NOBODY = "meg", "alle", "ingen"
NAMED = "navn:"  # before a free name; a person goes by their number


def is_of(word: str, stop: Stop, me: int) -> bool:
    """Whether a checkpoint is the work of those that a word names."""
    if word == EVERYONE:
        return True
    if word == MINE:
        return stop.responsible == me
    if word == NOBODY:
        return not stop.row.assessment.responsible
    return word == word_for(stop)


def word_for(stop: Stop) -> str:
    """The word for the one who is responsible; empty where nobody is."""
    name = stop.row.assessment.responsible
    if stop.responsible is not None:
        return str(stop.responsible)
    return f"{NAMED}{name}" if name else ""


def name_of(word: str, listed: Iterable[Stop]) -> str:
    """«mine», «nobody's», «Per Hansen»: who a word names among those who are responsible."""
    fixed = {MINE: _("yours"), EVERYONE: _("everyone's"), NOBODY: _("nobody's")}
    people = {word_for(stop): stop.row.assessment.responsible for stop in listed}
    return fixed.get(word) or people.get(word, word.removeprefix(NAMED))


def choices(listed: Iterable[Stop], me: int) -> list[Any]:
    """What can be asked for, for a field: the three words, then the others by name."""
    people = {
        word_for(stop): stop.row.assessment.responsible
        for stop in listed
        if word_for(stop) and stop.responsible != me
    }
    by_name = sorted(people.items(), key=lambda each: sort_key(each[1]))
    return [
        (MINE, _("Mine")),
        (EVERYONE, _("Everyone's")),
        (NOBODY, _("Nobody's")),
        *([(_("Responsible"), by_name)] if by_name else []),
    ]
