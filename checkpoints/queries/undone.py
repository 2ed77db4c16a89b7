"""Which steps were taken back by the step after them, told in SQL."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import IsNull

from checkpoints.undoing import VERBS
from regions.history import Kind, Versioned, revision_model


def is_undone(model: type[Versioned]) -> Exists:
    """Whether the next step undid a step of a model: it says what was said before that.

    An undoing that took back something older, and left what the step said, does not count.
    """
    steps: Any = revision_model(model)._default_manager
    before = steps.filter(
        *map(_as_outside, VERBS[model].fields), of=OuterRef("of"), number=OuterRef("number") - 2
    )
    undoing = steps.filter(step=Kind.UNDO, of=OuterRef("of"), number=OuterRef("number") + 1)
    return Exists(undoing.filter(Exists(before) | Q(_is_blank(model), number=2)))


def goes_on(model: type[Versioned]) -> Exists:
    """Whether the next step on the row is of the same act."""
    steps: Any = revision_model(model)._default_manager
    same = {name: OuterRef(name) for name in ("of", "change_set")}
    return Exists(steps.filter(**same, number=OuterRef("number") + 1))


def _as_outside(name: str) -> Q:
    """A field is what it is in the row outside, also where that is nothing."""
    nothing = Q(IsNull(F(name), True), IsNull(OuterRef(name), True))  # a lookup's right side
    return Q(**{name: OuterRef(name)}) | nothing


def _is_blank(model: type[Versioned]) -> Q:
    """What stands once the first step of a row is undone."""
    verb, new = VERBS[model], model()
    if verb.first_stays:
        return Q(pk=None)
    if "removed" in verb.fields:
        return Q(removed=True)
    return Q(*(_is(name, getattr(new, name)) for name in verb.fields))


def _is(name: str, value: Any) -> Q:
    return Q(**({f"{name}__isnull": True} if value is None else {name: value}))
