"""What a history says in words: who changed what from what to what, and when."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Field, ForeignKey, Model, QuerySet, TextField
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regions.differences import Piece, difference, shortened
from regions.history import Kind, Revision, Versioned, revision_model, state_fields
from regions.wording import Text, page_language

NOTHING = "–"
A_GLANCE = 60  # characters; a text that is longer is compared word by word
type Fields = list[Field[Any, Any]]
type AnyField = Field[Any, Any]  # evaluated by the type checker alone
type Addressed = Callable[[Any], str]  # where a step is undone; empty: nowhere


@dataclass(frozen=True)
class FieldChange:
    """A field's value before and after a step, both as people read them."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()  # of a text that was rewritten; else the values say it all

    @property
    def was_empty(self) -> bool:
        return self.before == NOTHING


@dataclass(frozen=True)
class About:
    """Which of several things a step is about: its names from the whole down, and its place."""

    names: tuple[Text, ...] = ()
    address: str = ""  # empty: it has no page of its own


@dataclass(frozen=True)
class Change:
    """One step in a history."""

    number: int
    recorded_at: datetime
    by: str  # empty: the system itself
    step: str  # the kind of step in words
    reason: str
    fields: tuple[FieldChange, ...]
    about: About = About()
    undo: str = ""  # where it can be undone; empty where it cannot
    change_set: UUID | None = None  # what was done in the same act has the same


def nowhere(_step: Any) -> str:
    return ""


def changes_of(row: Versioned, undo: Addressed = nowhere) -> tuple[Change, ...]:
    """A row's history, newest first; none for a row that was never saved: 1 query."""
    if not row.pk:
        return ()
    pairs = with_the_one_before(_steps_of(type(row), [row.pk]))
    return tuple(change(*pair, undo=undo) for pair in pairs)[::-1]


def changes_in(rows: Mapping[Any, str]) -> tuple[Change, ...]:
    """The histories of several rows in one, newest first: 1 query for each model.

    `rows` says of each row what to call it in the list.
    """
    found: list[Change] = []
    for model in {type(row): None for row in rows}:
        about = {row.pk: _named(name) for row, name in rows.items() if type(row) is model}
        pairs = with_the_one_before(_steps_of(model, about))
        found += [change(*pair, about[pair[0].of_id]) for pair in pairs][::-1]
    return tuple(sorted(found, key=lambda change: change.recorded_at, reverse=True))


def read_steps(steps: QuerySet[Any]) -> QuerySet[Any]:
    """Steps of one model, by row and number, with all that is told of them: 1 query."""
    keys = [field.name for field in fields_for_people(steps.model) if _is_key(field)]
    return steps.select_related("by", *keys).order_by("of_id", "number")


def with_the_one_before(steps: Iterable[Any]) -> Iterator[tuple[Any, Any | None]]:
    """Each of the steps, which come by row and number, with the one before it on its row."""
    before: Any = None
    for step in steps:
        same = before is not None and before.of_id == step.of_id
        yield step, before if same else None
        before = step


def change(
    step: Any, before: Revision | None, about: About | None = None, undo: Addressed = nowhere
) -> Change:
    """A step against the one before it; none before the first one."""
    changed = _changed(step, before)
    can_be_undone = step.step != Kind.CONFIRM and (changed or before is None)
    return Change(
        number=step.number, recorded_at=step.recorded_at, by=step.by.name if step.by else "",
        step=_in_words(step, changed), reason=step.reason, fields=changed,
        about=about or About(), undo=undo(step) if can_be_undone else "",
        change_set=step.change_set,
    )  # fmt: skip


def field_change(field: AnyField, before: Any, after: Any, row: Any = None) -> FieldChange:
    """A field's two values in words; of a text of some length the difference too.

    `row`, or one of its revisions, may have words of its own for a field or a choice: `called`.
    """
    called = getattr(row, "called", _as_everywhere)
    listed: Iterable[tuple[Any, Any]] = flatten_choices(field.choices or ())
    choices = [(value, called(field.name, value) or words) for value, words in listed]
    label: str | Promise = called(field.name) or _label(field)
    pieces: tuple[Piece, ...] = ()
    if is_text(field) and before and after and len(max(before, after, key=len)) > A_GLANCE:
        pieces = shortened(difference(before, after))
    return FieldChange(str(label), in_words(before, choices), in_words(after, choices), pieces)


def _as_everywhere(_field: str, _value: Any = None) -> None:
    return None


def fields_for_people(history: Any) -> list[AnyField]:
    """A model of revisions' fields that were given a name; the others are keys and copies."""
    state = set(state_fields(history._meta.get_field("of").related_model))
    fields = [f for f in history._meta.concrete_fields if f.attname in state]
    return [f for f in fields if isinstance(f.verbose_name, Promise) or f.name == "removed"]


def is_text(field: AnyField) -> bool:
    """Whether people write in it, rather than choose."""
    return isinstance(field, (CharField, TextField)) and not field.choices


def in_words(value: Any, choices: Iterable[Any] = ()) -> str:
    """A field's value as people read it: a choice's label, a day, yes or no, a row's name.

    Of a list, how long it is.
    """
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return _day_in_words(value)
    if isinstance(value, list):
        return _("%(n)d in all") % {"n": len(value)}
    if isinstance(value, Model):
        return str(value)
    pairs: list[tuple[Any, Any]] = list(flatten_choices(choices))
    return str({str(key): label for key, label in pairs}.get(str(value), value))


def _day_in_words(value: date) -> str:
    """A day; of a moment its time too."""
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


def _steps_of(model: type[Versioned], rows: Iterable[int]) -> QuerySet[Any]:
    history: Any = revision_model(model)._default_manager
    return read_steps(history.filter(of__in=rows))


def _named(name: str) -> About:
    return About((plain(name),)) if name else About()


def plain(name: Any) -> Text:
    """A name that is the same in all languages, or is in the page's own."""
    return Text(str(name), page_language())


def _is_key(field: AnyField) -> bool:
    return isinstance(field, ForeignKey)


def _changed(step: Any, before: Revision | None) -> tuple[FieldChange, ...]:
    fields = fields_for_people(type(step))
    if before is None:  # what was never filled in is no change
        filled_in = [f for f in fields if getattr(step, f.attname)]
        return tuple(field_change(f, None, getattr(step, f.name), step) for f in filled_in)
    return tuple(
        field_change(f, getattr(before, f.name), getattr(step, f.name), step)
        for f in fields
        if getattr(before, f.attname) != getattr(step, f.attname)
    )


def _in_words(step: Any, changed: tuple[FieldChange, ...]) -> str:
    """What sort of step it was; the first one of a history added what it is about."""
    if step.step == Kind.CHANGE and step.number == 1:
        return _("added")
    if step.step == Kind.CHANGE and not changed:
        return _("looked through, nothing changed")
    label: str = step.get_step_display()
    return label


def _label(field: AnyField) -> str:
    named = isinstance(field.verbose_name, Promise)
    return str(capfirst(field.verbose_name if named else _("removed")))
