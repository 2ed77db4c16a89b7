"""The one history mechanism: everything that people edit keeps every step it went through.

A model's editable fields stand once, in an abstract *state* class. The current row and its
revisions both inherit it, so that a reading of today and one of an earlier day are the same query
on two tables of the same shape.
"""

from copy import copy
from datetime import datetime
from typing import Any, TypedDict, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.signals import recorded

HISTORY = "revisions"  # how a row calls its history, in every versioned model


class Kind(models.TextChoices):
    """What sort of step a revision is."""

    CHANGE = "change", _("changed")
    CONFIRM = "confirm", _("confirmed unchanged")
    UNDO = "undo", _("undone")
    MERGE = "merge", _("merged")
    IMPORT = "import", _("imported")


class How(TypedDict, total=False):
    """How a step came about, as every action takes it: `**how: Unpack[How]`."""

    at: datetime | None  # imports and the demo only; else it is now
    step: Kind
    reason: str
    change_set: UUID | None


class Versioned(models.Model):
    """The current row. `revision` is the number of its newest revision; 0 has never been saved."""

    identity: tuple[str, ...] = ()  # fields that no two rows share; two people may race to make one

    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class Confirmable(models.Model):
    """What can be confirmed as unchanged: a fact of its own beside the last change.

    Both the row and its revisions inherit it, so that a reading of any day knows both moments. A
    change clears the confirmation; confirming leaves `changed_at` and `changed_by` alone.
    """

    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_confirmed_later",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__gte=F("changed_at")),
            )
        ]


class Revision(models.Model):
    """One step in a history: a full snapshot of the state, never changed once it is written.

    Only `superseded_at`, the moment the next step was recorded, is filled in later
    (docs/decisions/0003). A concrete revision adds `of`, a key to its row.
    """

    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=7, choices=Kind, default=Kind.CHANGE)
    reason = models.TextField(blank=True)
    change_set = models.UUIDField(null=True)  # ties together what was done in one act

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="%(class)s_number"),
            models.UniqueConstraint(
                fields=["of"], condition=Q(superseded_at=None), name="%(class)s_one_is_current"
            ),
            models.CheckConstraint(
                name="%(class)s_is_superseded_later",
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
            ),
            models.CheckConstraint(name="%(class)s_counts_from_1", condition=Q(number__gte=1)),
        ]


class Stale(Exception):  # noqa: N818  a state of affairs, not a fault
    """Someone else saved first. `current` is the row as it stands now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"{current!r} is at revision {current.revision}")
        self.current = current


def as_of[Step: Revision](model: type[Step], moment: datetime) -> models.QuerySet[Step]:
    """What stood at a moment: of each history the one revision that held then."""
    held = Q(superseded_at=None) | Q(superseded_at__gt=moment)
    return model._default_manager.filter(held, recorded_at__lte=moment)


def as_it_stood(row: Versioned, number: int) -> models.Model | None:
    """What a row said at a revision; at 0, before it was first saved, what a new one says.

    None for a number that its history does not have.
    """
    if number == 0:
        return type(row)()
    if number == row.revision:
        return row
    history: models.Manager[Any] = revision_model(type(row))._default_manager
    found: models.Model | None = history.filter(of=row.pk, number=number).first()
    return found


def revision_model(model: type[Versioned]) -> type[Revision]:
    """The model that holds a versioned model's history."""
    related: Any = model._meta.get_field(HISTORY).related_model
    return cast("type[Revision]", related)


def state_fields(model: type[Versioned]) -> list[str]:
    """Attribute names that a row shares with its revisions: its state and the keys copied along."""
    bookkeeping = {field.name for field in Revision._meta.get_fields()} | {"id", "of"}
    own = {field.attname for field in model._meta.concrete_fields}
    fields = revision_model(model)._meta.concrete_fields
    return [f.attname for f in fields if f.name not in bookkeeping and f.attname in own]


def record[Row: Versioned](
    row: Row,
    *,
    by: models.Model | None,
    expected: int,
    at: datetime | None = None,
    step: Kind = Kind.CHANGE,
    reason: str = "",
    change_set: UUID | None = None,
    **state: Any,
) -> Row:
    """Save `state` onto a row and write the revision, both or neither.

    `expected` is the revision that the change started from (0: the row is new). Raises `Stale`
    when the row has moved on; the comparison is made by the database. Raises ValidationError for
    values that a field or a constraint refuses.
    """
    _check_fields(row, state)
    moment = _not_before(row, at or clock.now())
    is_new = row.pk is None
    values = {**state, "revision": expected + 1, **_who_and_when(row, by, moment, step)}
    try:
        with transaction.atomic():
            _bring_up_to_date(row, expected, values)
            _write_revision(
                row,
                number=row.revision,
                recorded_at=moment,
                by=by,
                step=step,
                reason=reason,
                change_set=change_set,
            )
            recorded.send(type(row), row=row)
    except IntegrityError:
        _explain(row, values, is_new=is_new)
        raise
    return row


def _who_and_when(
    row: Versioned, by: models.Model | None, moment: datetime, step: Kind
) -> dict[str, Any]:
    changed: dict[str, Any] = {"changed_at": moment, "changed_by": by}
    if not isinstance(row, Confirmable):
        return changed
    if step != Kind.CONFIRM:
        return {**changed, "confirmed_at": None, "confirmed_by": None}
    confirmed = {"confirmed_at": moment, "confirmed_by": by}
    return confirmed if row.revision else {**changed, **confirmed}


def _check_fields(row: Versioned, state: dict[str, Any]) -> None:
    """What each field says of its value: known, not too long, not empty. ValidationError if not."""
    errors: dict[str, Any] = {}
    for name, value in state.items():
        field: Any = row._meta.get_field(name)
        try:
            if not field.remote_field:
                field.clean(value, row)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


def _explain(row: Versioned, values: dict[str, Any], *, is_new: bool) -> None:
    """Why the database refused: someone was first (Stale), or a constraint in its own words."""
    if is_new:
        row.pk = None  # it was rolled back
        if current := _same_identity(row):
            raise Stale(current) from None
    refused = copy(row)
    for name, value in values.items():
        setattr(refused, name, value)
    refused.validate_constraints()


def _not_before(row: Versioned, moment: datetime) -> datetime:
    """Recorded time never goes backwards within one history."""
    if not row.revision:
        return moment
    confirmed = getattr(row, "confirmed_at", None)
    return max(moment, row.changed_at, confirmed or moment)


def _bring_up_to_date(row: Versioned, expected: int, values: dict[str, Any]) -> None:
    is_new = row.pk is None
    if is_new and expected:
        raise ValidationError(_("This page is incomplete. Load it again."))
    if not is_new:
        table = type(row)._default_manager.filter(pk=row.pk, revision=expected)
        if not expected or not table.update(**values):
            raise Stale(type(row)._default_manager.get(pk=row.pk))
    for name, value in values.items():
        setattr(row, name, value)
    if is_new:
        row.save(force_insert=True)


def _write_revision(row: Versioned, *, recorded_at: datetime, **facts: Any) -> None:
    history: models.Manager[Any] = revision_model(type(row))._default_manager
    if row.revision > 1:
        history.filter(of=row, superseded_at=None).update(superseded_at=recorded_at)
    state = {name: getattr(row, name) for name in state_fields(type(row))}
    history.create(of=row, recorded_at=recorded_at, **facts, **state)


def _same_identity(row: Versioned) -> Versioned | None:
    if not row.identity:
        return None
    key = {name: getattr(row, name) for name in row.identity}
    return type(row)._default_manager.filter(**key).first()
