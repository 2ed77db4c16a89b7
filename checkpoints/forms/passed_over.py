"""Words of an address that a page passes over. A file cannot say so: there is none with them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict

from checkpoints.asked import AS_OF, SINCE
from checkpoints.forms.selecting import CHANGED, SelectionForm

OF_PAGES = frozenset({"side", "antall", "tetthet", CHANGED})  # what a file may have no use for
OF_DAYS = frozenset({AS_OF, SINCE})  # the form for a day has two fields of that name
SHOWN = 5  # words that are told of


@dataclass(frozen=True)
class PassedOver:
    """What stands in an address and is nothing there, and what is said there more than once."""

    unknown: tuple[str, ...]
    repeated: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.unknown or self.repeated)


def passed_over(get: QueryDict, known: Collection[str]) -> PassedOver:
    """Of all words of an address, those that would choose nothing; the first of them."""
    unknown = [name for name in get if name not in known and name not in OF_PAGES]
    once = [name for name in get if name in known and name not in OF_PAGES | OF_DAYS]
    repeated = [name for name in once if len(get.getlist(name)) > 1]
    return PassedOver(tuple(unknown[:SHOWN]), tuple(repeated[:SHOWN]))


def passed_over_in(form: SelectionForm, get: QueryDict, *more: str) -> PassedOver:
    """The same where regions are chosen. `more` is what else may stand there."""
    return passed_over(get, {*form.fields, *OF_DAYS, *more})


def is_misunderstood(form: SelectionForm) -> bool:
    """Whether a filter was asked for that there is not."""
    return bool(form.errors.keys() - OF_PAGES)
