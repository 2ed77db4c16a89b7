"""What a history says in words: who changed what from what to what, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regions.history import Kind, Revision, Versioned, revision_model, state_fields

NOTHING = "–"
type Fields = list[Field[Any, Any]]
type AnyField = Field[Any, Any]  # evaluated by the type checker alone


@dataclass(frozen=True)
class FieldChange:
    """A field's value before and after a step, both as people read them."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One step in a history."""

    number: int
    recorded_at: datetime
    by: str  # empty: the system itself
    step: str  # the kind of step in words
    reason: str
    fields: tuple[FieldChange, ...]
    about: str = ""  # which of several rows, where a list tells of more than one


def changes_of(row: Versioned) -> tuple[Change, ...]:
    """A row's history, newest first; none for a row that was never saved: 1 query."""
    return changes_in({row: ""}) if row.pk else ()


def changes_in(rows: Mapping[Any, str]) -> tuple[Change, ...]:
    """The histories of several rows in one, newest first: 1 query for each model.

    `rows` says of each row what to call it in the list.
    """
    found: list[Change] = []
    for model in {type(row): None for row in rows}:
        found += _changes_of_one_model(model, {r: n for r, n in rows.items() if type(r) is model})
    return tuple(sorted(found, key=lambda change: change.recorded_at, reverse=True))


def in_words(value: Any, choices: Iterable[Any] = ()) -> str:
    """A field's value as people read it: a choice's label, a day, yes or no, a row's name."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Model):
        return str(value)
    pairs: list[tuple[Any, Any]] = list(flatten_choices(choices))
    return str({str(key): label for key, label in pairs}.get(str(value), value))


def _changes_of_one_model(model: type[Versioned], rows: Mapping[Any, str]) -> list[Change]:
    history: Any = revision_model(model)
    fields = _fields_for_people(model)
    keys = [field.name for field in fields if isinstance(field, ForeignKey)]
    steps = (
        history._default_manager.filter(of__in=rows)
        .select_related("by", *keys)
        .order_by("of_id", "number")
    )
    names = {row.pk: name for row, name in rows.items()}
    found: list[Change] = []
    before: Any = None
    for step in steps:
        same = before is not None and before.of_id == step.of_id
        found.append(_change(step, before if same else None, fields, names))
        before = step
    return found[::-1]


def _fields_for_people(model: type[Versioned]) -> list[AnyField]:
    """The state fields that were given a name; the others are keys and copies of keys."""
    state = set(state_fields(model))
    fields = [f for f in revision_model(model)._meta.concrete_fields if f.attname in state]
    return [f for f in fields if isinstance(f.verbose_name, Promise) or f.name == "removed"]


def _change(
    step: Any, before: Revision | None, fields: list[AnyField], names: Mapping[int, str]
) -> Change:
    pairs = [(field, _value(before, field), _value(step, field)) for field in fields]
    if before is None:  # what was never filled in is no change
        pairs = [pair for pair in pairs if pair[2] not in {NOTHING, _("no")}]
    changed = tuple(FieldChange(_label(f), old, new) for f, old, new in pairs if old != new)
    return Change(
        number=step.number, recorded_at=step.recorded_at, by=step.by.name if step.by else "",
        step=_in_words(step, changed), reason=step.reason, about=names[step.of_id], fields=changed,
    )  # fmt: skip


def _in_words(step: Any, changed: tuple[FieldChange, ...]) -> str:
    """What sort of step it was; the first one of a history added what it is about."""
    if step.step == Kind.CHANGE and step.number == 1:
        return _("added")
    if step.step == Kind.CHANGE and not changed:
        return _("looked through, nothing changed")
    label: str = step.get_step_display()
    return label


def _value(step: Revision | None, field: AnyField) -> str:
    if step is None:
        return NOTHING
    return in_words(getattr(step, field.name), field.choices or ())


def _label(field: AnyField) -> str:
    return str(capfirst(_("removed") if field.name == "removed" else field.verbose_name))
