"""Taking a step back: what it changed becomes what it was, unless it was changed again since."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.actions.assessments import EDITABLE
from checkpoints.actions.evidence import attach, change_evidence, detach
from checkpoints.models import Assessment, Attachment, Decision, Event, Evidence, Plan
from regions.changes import FieldChange, field_change, fields_for_people
from regions.history import How, Kind, Stale, Versioned, as_it_stood, revision_model
from regions.merging import merge
from regions.models import User

type State = Mapping[str, Any]


class Sent(How):
    """What every verb is told of a step."""

    by: User
    expected_revision: int


def _assess(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    wording = row.checkpoint.wordings.select_related("checkpoint__milestone").get(superseded=False)
    return actions.assess(strand=row.strand, wording=wording, row=row, **found.back, **sent)


def _plan(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    return actions.plan(strand=row.strand, milestone=row.milestone, **found.then, **sent)


def _decide(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    where = {"strand": row.strand, "milestone": row.milestone}
    return actions.decide(decision=row, **where, **found.then, **sent)


def _change_event(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    return actions.change_event(event=row, **found.then, **sent)


def _change_evidence(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    return change_evidence(evidence=row, **found.then, **sent)


def _attach_or_detach(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    if found.takes_away:
        return detach(attachment=row, **sent)
    return attach(
        evidence=row.evidence, strand=row.strand, milestone=row.milestone,
        checkpoint=row.checkpoint, decision=row.decision, **sent,
    )  # fmt: skip


@dataclass(frozen=True)
class Verb:
    """How a change of a model is made, and of which fields."""

    save: Callable[..., Versioned]
    fields: tuple[str, ...]
    # Fields that mean something only together: whoever changed one has looked at the other.
    together: tuple[frozenset[str], ...] = ()


VERBS: Mapping[type[Versioned], Verb] = {
    Assessment: Verb(
        _assess,
        EDITABLE,
        (frozenset({"status", "met_on"}), frozenset({"responsible", "responsible_name"})),
    ),
    Plan: Verb(_plan, ("starts_on", "ends_on")),
    Decision: Verb(_decide, ("decided_on", "body", "note", "removed")),
    Event: Verb(_change_event, ("position", "starts_on", "ends_on", "place", "note", "removed")),
    Evidence: Verb(_change_evidence, ("title", "dated_on", "removed")),
    Attachment: Verb(_attach_or_detach, ("removed",)),
}


@dataclass(frozen=True)
class Undoing:
    """What undoing a step would do to its row as it stands now."""

    row: Versioned
    step: Any
    before: Any  # the step before it; none before the first one
    now: State
    back: State  # what is put back, by field
    stays: tuple[FieldChange, ...]  # what was changed again since: what the step made it, and now

    @property
    def then(self) -> dict[str, Any]:
        """All that the row will say."""
        return {**self.now, **self.back}

    @property
    def put_back(self) -> tuple[FieldChange, ...]:
        """The fields that are put back, from what stands now to what will stand."""
        fields = _fields(self.row)
        return tuple(field_change(fields[name], self.now[name], to) for name, to in self._told)

    @property
    def _told(self) -> Iterable[tuple[str, Any]]:
        return ((name, to) for name, to in self.back.items() if name != "removed")

    def __bool__(self) -> bool:
        """Whether there is anything left to put back."""
        return bool(self.back)

    @property
    def takes_away(self) -> bool:
        return bool(self.back.get("removed"))

    @property
    def brings_back(self) -> bool:
        return self.back.get("removed") is False


def undoing(row: Versioned, number: int) -> Undoing | None:
    """What undoing a step would do now; none where there is no such step, or it changed nothing."""
    history: Any = revision_model(type(row))._default_manager.select_related("by")
    if number > row.revision:  # also a number that no database holds
        return None
    pair = {
        step.number: step for step in history.filter(of=row.pk, number__in=(number - 1, number))
    }
    step = pair.get(number)
    if step is None or step.step == Kind.CONFIRM:
        return None
    return _undoing(row, step, pair.get(number - 1))


def _undoing(row: Versioned, step: Any, before: Any) -> Undoing:
    verb = VERBS[type(row)]
    then, now = _state(step, verb.fields), _state(row, verb.fields)
    earlier = _state(before, verb.fields) if before else _before_the_first(row, then)
    found = merge(then, now, earlier)
    stays = set(found.collisions)
    changed_since = {name for name in now if now[name] != then[name]}
    for group in verb.together:
        if group & changed_since:
            stays |= group & set(found.yours)
    fields = _fields(row)
    return Undoing(
        row, step, before, now,
        back={name: earlier[name] for name in found.yours if name not in stays},
        stays=tuple(
            field_change(fields[name], then[name], now[name]) for name in now if name in stays
        ),
    )  # fmt: skip


def _before_the_first(row: Versioned, first: State) -> State:
    """What can be removed was not there; the rest was blank, which is what a new row says."""
    if "removed" in first:
        return {**first, "removed": True}
    return _state(as_it_stood(row, 0), first)


def _state(source: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(source, name) for name in names}


def _fields(row: Versioned) -> dict[str, Any]:
    return {field.name: field for field in fields_for_people(revision_model(type(row)))}


def undo(found: Undoing, *, by: User, expected_revision: int, reason: str = "") -> Versioned:
    """Put back what the step changed, through the action that people change it with.

    Raises Stale when someone saved since `expected_revision`, ValidationError when nothing is left
    to undo, and what that action raises.
    """
    if found.row.revision != expected_revision:
        raise Stale(found.row)
    if not found:
        raise ValidationError(_("There is nothing left to undo."))
    sent: Sent = {
        "by": by, "expected_revision": expected_revision, "step": Kind.UNDO, "reason": reason,
    }  # fmt: skip
    return VERBS[type(found.row)].save(found, **sent)
