"""Bad rows that the database must refuse, one for each constraint, by the constraint's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from regions.history import Versioned, revision_model
from tests import makers


@dataclass(frozen=True)
class Bad:
    """A good row, and what makes it bad: changed itself, or once more beside it."""

    row: Callable[[], models.Model]
    facts: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False


def again(row: Callable[[], models.Model], **facts: Any) -> Bad:
    """The same row twice, but for some facts."""
    return Bad(row, facts, again=True)


def changed(row: Callable[[], models.Model], **facts: Any) -> Bad:
    return Bad(row, facts)


def newest_revision(row: Versioned) -> models.Model:
    history: Any = revision_model(type(row))
    found: models.Model = history._default_manager.get(of=row, superseded_at=None)
    return found


def of_revisions(make: Callable[[], Versioned], **state: Mapping[str, Any]) -> dict[str, Bad]:
    """What every history must refuse, and its copies of the rules for the state.

    `state` holds facts by the end of a constraint's name: `has_a_name={"name": ""}`.
    """

    def step() -> models.Model:
        return newest_revision(make())

    later = makers.FIRST + timedelta(days=5000)
    return {
        "number": again(step, superseded_at=later),
        "one_is_current": again(step, number=2),
        "is_superseded_later": changed(step, superseded_at=makers.FIRST - timedelta(days=1)),
        "counts_from_1": changed(step, number=0),
        **{end: changed(step, **facts) for end, facts in state.items()},
    }


def under(name: str, rules: Mapping[str, Bad]) -> dict[str, Bad]:
    """Rules by whole names: `regionrevision_number`."""
    return {f"{name}_{end}": rule for end, rule in rules.items()}


def constraints_in(app: str) -> set[str]:
    """The names of all constraints and unique fields of an app."""
    listed = list(apps.get_app_config(app).get_models())
    named = {constraint.name for model in listed for constraint in model._meta.constraints}
    unique = {
        f"{model._meta.model_name}.{one.name}"
        for model in listed
        for one in model._meta.concrete_fields
        if one.unique and not one.primary_key
    }
    return named | unique


def assert_refused(name: str, bad: Bad) -> None:
    """The database itself refuses the row, and for this reason."""
    row = bad.row()
    spoil = insert_again if bad.again else change
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        spoil(row, bad.facts)
    assert reason(refusal.value, name, type(row)), f"{name}: {refusal.value}"


def insert_again(row: models.Model, facts: Mapping[str, Any]) -> None:
    row.pk = None
    for key, value in facts.items():
        setattr(row, key, value)
    row.save(force_insert=True)


def change(row: models.Model, facts: Mapping[str, Any]) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**facts)


def reason(error: IntegrityError, name: str, model: type[models.Model]) -> bool:
    """Whether an error is about a constraint. SQLite names the columns of a plain unique one."""
    if connection.vendor == "postgresql":
        said = error.__cause__.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's
        return said == name or ("." in name and said.endswith(("_uniq", "_key")))
    fields = columns(name, model)
    listed = ", ".join(f"{model._meta.db_table}.{column}" for column in fields)
    return name in str(error) or str(error) == f"UNIQUE constraint failed: {listed}"


def columns(name: str, model: type[models.Model]) -> list[str]:
    if "." in name:
        return [str(model._meta.get_field(name.partition(".")[2]).column)]  # type: ignore[union-attr]  # as below
    constraint = next(one for one in model._meta.constraints if one.name == name)
    fields = getattr(constraint, "fields", ())
    return [str(model._meta.get_field(one).column) for one in fields]  # type: ignore[union-attr]  # no relation back
