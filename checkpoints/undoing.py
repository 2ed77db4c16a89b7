"""Taking steps back: what they changed becomes what it was, unless it was changed again since."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Unpack, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.actions.assessments import EDITABLE
from checkpoints.actions.evidence import attach, change_evidence, detach
from checkpoints.models import (
    Assessment,
    Attachment,
    Decision,
    Event,
    Evidence,
    Plan,
    Sharing,
    Strand,
)
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


def _change_strand(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row: Any = found.row
    return actions.change_strand(strand=row, **found.then, **sent)


@transaction.atomic
def _attach_or_detach(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    row = cast("Attachment", found.row)
    if found.takes_away:
        return detach(attachment=row, **sent)
    if found.brings_back:
        for beside in filter(None, (row.evidence, row.decision)):
            beside.refresh_from_db(fields=["removed"])  # it may have come back in the same act
        row = attach(
            evidence=row.evidence, strand=row.strand, milestone=row.milestone,
            checkpoint=row.checkpoint, decision=row.decision, **sent,
        )  # fmt: skip
        sent["expected_revision"] = row.revision
    shared = found.then["shared"]
    if row.shared == shared:
        return row
    return actions.share_evidence(attachment=row, shared=shared, **sent)


def _share(found: "Undoing", **sent: Unpack[Sent]) -> Versioned:
    """Which evidence goes along is a step of that evidence: it stays as it is."""
    row: Any = found.row
    along = {"strand": row.strand, "checkpoint": row.checkpoint, "shared": True}
    shared = Attachment.objects.filter(**along)
    return actions.share(sharing=row, evidence=shared, **found.then, **sent)


@dataclass(frozen=True)
class Verb:
    """How a change of a model is made, and of which fields."""

    save: Callable[..., Versioned]
    fields: tuple[str, ...]
    # Fields that mean something only together: whoever changed one has looked at the other.
    together: tuple[frozenset[str], ...] = ()
    first_stays: bool = False  # what was added this way is not taken away again


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
    Attachment: Verb(_attach_or_detach, ("removed", "shared")),
    # After evidence, which is shared along with it.
    Sharing: Verb(_share, ("text", "contact", "removed")),
    Strand: Verb(
        _change_strand, ("theme", "first_milestone", "position", "closed_on"), first_stays=True
    ),
}


def can_be_undone(model: type[Versioned]) -> Q:
    """Which steps of a model can be undone: no confirmation, and none of what has no verb."""
    verb = VERBS.get(model)
    if verb is None:
        return Q(pk=None)
    changed = ~Q(step=Kind.CONFIRM)
    return changed & ~Q(number=1) if verb.first_stays else changed


@dataclass(frozen=True)
class Undoing:
    """What undoing a step, or several of one act, would do to their row as it stands now."""

    row: Versioned
    step: Any  # the last of them
    before: Any  # the step before the first of them; none where that began the history
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
        return tuple(
            field_change(fields[name], self.now[name], to, self.row) for name, to in self._told
        )

    @property
    def _told(self) -> Iterable[tuple[str, Any]]:
        return ((name, to) for name, to in self.back.items() if name != "removed")

    def __bool__(self) -> bool:
        """Whether there is anything left to put back."""
        return bool(self.back)

    @property
    def says_something(self) -> bool:
        """Whether people are to be told of it: it puts something back, or leaves something."""
        return bool(self.back or self.stays)

    @property
    def order(self) -> tuple[int, ...]:
        """Where it comes when several are undone.

        Evidence and decisions come before what lies beside them, which cannot come back alone. Of
        one model it is the order of the keys, in which everyone saves several rows: of assessments
        the milestone's before the checkpoint's, since its count is locked until the end.
        """
        identity = self.row.identity or ("id",)
        if isinstance(self.row, Assessment):
            identity = ("strand", "milestone", "checkpoint")
        keys: Iterable[Any] = map(self.row._meta.get_field, identity)
        model = list(VERBS).index(type(self.row))
        return model, *(getattr(self.row, key.attname) or 0 for key in keys)

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
    if number == 1 and VERBS[type(row)].first_stays:
        return None
    return undoing_to(row, step, pair.get(number - 1))


def undoing_to(row: Versioned, step: Any, before: Any) -> Undoing:
    """What undoing a step does, and those before it back to `before`; none: all of them."""
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
            field_change(fields[name], then[name], now[name], row) for name in now if name in stays
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


def undo(
    found: Undoing,
    *,
    by: User,
    expected_revision: int,
    reason: str = "",
    change_set: UUID | None = None,
) -> Versioned:
    """Put back what was changed, through the action that people change it with.

    Raises Stale when someone saved since `expected_revision`, ValidationError when nothing is left
    to undo, and what that action raises.
    """
    if found.row.revision != expected_revision:
        raise Stale(found.row)
    if not found:
        raise ValidationError(_("There is nothing left to undo."))
    sent: Sent = {
        "by": by, "expected_revision": expected_revision, "step": Kind.UNDO, "reason": reason,
        "change_set": change_set,
    }  # fmt: skip
    return VERBS[type(found.row)].save(found, **sent)
