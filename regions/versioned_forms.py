"""Forms over rows with a history: a save that came too late is merged, and loses nothing.

    class PlanForm(VersionedForm[Plan]):
        starts_on = DayField(label=_("Planned start"), required=False)

        def save(self, *, by: User) -> Plan:
            return actions.plan(
                by=by, plan=self.edited, expected_revision=self.started_from, **self.facts
            )

Fields that only one of two people changed are put together, and `form.said` says so. What both
changed stands side by side: the page says `{% include "components/_conflict.html" %}` above
`{% crispy form %}`, and the person chooses or edits. The form then carries the newer revision.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from regions.changes import in_words
from regions.conflicts import Collision, Conflict, Meanwhile
from regions.fields import WordsField, write
from regions.history import How, Kind, Stale, Versioned, as_it_stood, revision_model
from regions.merging import Merge, merge
from regions.models import User
from regions.plain_forms import PlainForm, revision_sent, who_changed


class VersionedForm[Row: Versioned](PlainForm):
    """A form over one row; `row` may be new, or none. Fields are named as the row's."""

    revision = forms.IntegerField(
        min_value=0,
        max_value=2_147_483_647,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("This page is incomplete. Load it again."),
        ),
    )

    def __init__(
        self, data: QueryDict | None = None, *, row: Row | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        self.merged: Meanwhile | None = None  # what others changed, with yours beside it
        self.overtaken: Meanwhile | None = None  # what others changed, where you changed nothing
        state = {"revision": row.revision, **self.state_of(row)} if row else {"revision": 0}
        kwargs["initial"] = {**state, **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)
        self.helper.form_id = "-".join(filter(None, ["form", self.prefix]))
        if data is not None and row is not None:
            self.data = self._as_chosen(data)

    def state_of(self, row: Any) -> dict[str, Any]:
        """A row's values, or a revision's, by the names of the form's fields."""
        names = [name for name in getattr(self, "fields", self.base_fields) if name != "revision"]
        return {name: getattr(row, name) for name in names if hasattr(row, name)}

    @property
    def edited(self) -> Row:
        """The row, of a form that is never without one."""
        if self.row is None:
            raise TypeError(f"{type(self).__name__} was given no row")
        return self.row

    @property
    def started_from(self) -> int:
        """The revision that stood on the page when the person began."""
        number: int = self.cleaned_data["revision"]
        return number

    @property
    def how(self) -> How:
        """How the step comes about, for actions."""
        how: How = {"step": Kind.MERGE} if self.merged else {}
        return {**how, "change_set": self.change_set} if self.change_set else how

    @property
    def facts(self) -> dict[str, Any]:
        return {**super().facts, **self.how}

    @property
    def said(self) -> str:
        if self.overtaken:
            return self.overtaken.alone_in_words
        words = super().said
        return f"{words} {self.merged.in_words}" if self.merged else words

    def changes_something(self) -> bool:
        """Whether there is anything to save: a new row, or a value unlike the row's."""
        is_new = self.row is None or not self.row.revision
        return is_new or bool(set(self.changed_data) - {"revision"})

    def meet(self, current: Versioned, *, by: User) -> None:
        """Put what someone else saved and what was filled in together; show what collides."""
        base = as_it_stood(current, self.started_from)
        before = None if base is None else self.state_of(base)
        typed = self.cleaned_data
        if not self.state_of(current):  # a button: what it would do is no longer what was seen
            return self._meet_as_a_whole(current, by=by)
        while True:  # each further turn means that one more person has saved
            theirs = self.state_of(current)
            yours = {name: typed[name] for name in theirs}
            found = _as_a_whole(merge(before, theirs, yours))
            if found.collisions:
                return self._collide(current, found, yours)
            try:
                return self._save_upon(current, found, typed, by)
            except Stale as stale:
                current = stale.current
            except ValidationError as error:  # each is right, both together are not
                found = replace(found, theirs=(), collisions=(*found.theirs, *found.yours))
                self._collide(current, found, yours)
                return self.complain(error)

    def _meet_as_a_whole(self, current: Versioned, *, by: User) -> None:
        """Show that someone else was first, and go on from there; nothing is put together."""
        self._go_on_from(current)
        super().meet(current, by=by)

    def _save_upon(self, current: Versioned, found: Merge, typed: dict[str, Any], by: User) -> None:
        """Save what only you changed upon what only they changed."""
        if self.row is not None:
            bring_up_to_date(self.row, current)
        self.cleaned_data = {**typed, **found.state, "revision": current.revision}
        beside = set(self.changed_data) - {"revision", *found.state}  # a reason, which is text too
        meanwhile = self._meanwhile(current, found) if found.theirs else None
        if found.yours or (beside and not self._has_arrived(current, by)):
            self.merged = meanwhile
            self.save(by=by)
        else:
            self.overtaken = meanwhile

    def _has_arrived(self, current: Versioned, by: User) -> bool:
        """Whether the newest step is what was sent: a browser may send it again on a bad line."""
        history: models.Manager[Any] = revision_model(type(current))._default_manager
        step = history.get(of=current.pk, number=current.revision)
        return bool((step.by_id, step.reason) == (by.pk, self.cleaned_data.get("reason", "")))

    def _collide(self, current: Versioned, found: Merge, yours: Mapping[str, Any]) -> None:
        """Ask the person to choose, with all that was typed; go on from the newer revision."""
        theirs = self.state_of(current)
        collisions = (
            self._collision(name, theirs[name], yours[name])
            for name in found.state
            if name in found.collisions and theirs[name] != yours[name]
        )
        self.conflict = Conflict(self._meanwhile(current, found), tuple(collisions))
        self._go_on_from(current)
        for name in found.theirs:
            self._write(name, theirs[name])
        self.helper.inputs[-1].value = _("Save what is chosen")

    def _go_on_from(self, current: Versioned) -> None:
        self.data = self.data.copy()
        self._write("revision", current.revision)

    def _meanwhile(self, current: Versioned, found: Merge) -> Meanwhile:
        labels = (str(self[name].label) for name in found.state if name in found.theirs)
        return Meanwhile(who_changed(current), current.changed_at, tuple(labels))

    def _collision(self, name: str, theirs: Any, yours: Any) -> Collision:
        field = self.fields[name]
        # A field of rows needs no labels, and would read all its rows to give them.
        by_row = isinstance(field, forms.ModelChoiceField)
        choices = () if by_row else getattr(field, "choices", ())
        return Collision(
            self.add_prefix(f"choose-{name}"),
            str(self[name].label),
            in_words(theirs, choices),
            in_words(yours, choices),
            isinstance(field, WordsField) and bool(theirs and yours),
        )

    def _as_chosen(self, data: QueryDict) -> QueryDict:
        """What was sent, with the choices that were made between two texts carried out."""
        chosen = {
            name: data[key]
            for name in self.state_of(self.row)
            if (key := self.add_prefix(f"choose-{name}")) in data
        }
        if not chosen:
            return data
        sent = revision_sent(data.get(self.add_prefix("revision"), ""))
        shown = as_it_stood(self.edited, sent)
        there = {} if shown is None else self.state_of(shown)
        self.data = data.copy()
        for name, choice in chosen.items():
            if name not in there or choice not in {"theirs", "both"}:
                continue
            theirs = there[name]
            mine = data.get(self.add_prefix(name), "")
            self._write(name, theirs if choice == "theirs" else f"{theirs}\n\n{mine}")
        return self.data

    def _write(self, name: str, value: Any) -> None:
        """Put a value into what was sent, as a browser would send it."""
        write(self.data, self.add_prefix(name), value)


def bring_up_to_date(row: Versioned, current: Versioned) -> None:
    """Make a row in hand what it is in the database, for all who hold it."""
    for field in current._meta.concrete_fields:
        setattr(row, field.attname, getattr(current, field.attname))
    row._state.adding = False


def _as_a_whole(found: Merge) -> Merge:
    """What one person takes away while another writes on it collides, whatever the fields."""
    both = found.theirs and found.yours
    if both and "removed" in (*found.theirs, *found.yours):
        return replace(found, theirs=(), yours=(), collisions=tuple(found.state))
    return found
