"""What must hold between tables, where no constraint of one row can see it (docs/decisions/0004).

Each check is a function that reads and returns its problems; `manage.py check_consistency` runs
them all. The checks of histories go over every versioned model of every app.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, F, Model, Q, QuerySet, When
from django.db.models.functions import Coalesce

from regions import clock
from regions.dated import holds_on
from regions.history import Confirmable, Versioned, revision_model, state_fields
from regions.models import (
    Membership,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Region,
    Role,
)


@dataclass(frozen=True)
class Problem:
    """A row that does not fit, and why."""

    row: str  # regions.Region 12
    what: str

    @classmethod
    def at(cls, model: type[Model], pk: Any, what: str) -> "Problem":
        return cls(f"{model._meta.label} {pk}", what)

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


type Check = Callable[[], list[Problem]]


def versioned_models() -> list[type[Versioned]]:
    return [model for model in apps.get_models() if issubclass(model, Versioned)]


@dataclass(frozen=True)
class Step:
    """A revision as far as the order of a history needs it."""

    pk: int
    of: int
    number: int
    recorded_at: Any
    superseded_at: Any


def histories(model: type[Versioned]) -> Iterator[tuple[int, list[Step]]]:
    """Each row's revisions in order of their numbers."""
    revisions: Any = revision_model(model)._default_manager
    rows = revisions.order_by("of_id", "number").values_list(
        "pk", "of_id", "number", "recorded_at", "superseded_at"
    )
    for of, steps in groupby((Step(*row) for row in rows), key=lambda step: step.of):
        yield of, list(steps)


# Histories


def current_row_equals_newest_revision() -> list[Problem]:
    """State, number, time and person of every current row are those of its newest revision."""
    return [problem for model in versioned_models() for problem in _unlike_their_newest(model)]


def _unlike_their_newest(model: type[Versioned]) -> Iterator[Problem]:
    names = state_fields(model)
    newest: dict[int, tuple[Any, ...]] = {}
    history = revision_model(model)._default_manager.order_by("number")
    for of, *facts in history.values_list("of_id", "number", "recorded_at", "by_id", *names):
        newest[of] = tuple(facts)
    labels = ("revision", "changed_at", "changed_by_id", *names)
    rows = model._default_manager.order_by("pk")
    for pk, *facts in rows.values_list("pk", "revision", *_newest_step(model), *names):
        held = newest.get(pk)
        if held is None:
            yield Problem.at(model, pk, "has no revision")
        elif differing := [
            name for name, now, was in zip(labels, facts, held, strict=True) if now != was
        ]:
            yield Problem.at(
                model, pk, f"differs from its newest revision in {', '.join(differing)}"
            )


def _newest_step(model: type[Versioned]) -> tuple[Any, Any]:
    """When a row's newest step was recorded, and by whom: a confirmation is no change."""
    if not issubclass(model, Confirmable):
        return F("changed_at"), F("changed_by_id")
    changed = When(confirmed_at=None, then=F("changed_by_id"))
    return Coalesce("confirmed_at", "changed_at"), Case(changed, default=F("confirmed_by_id"))


def revision_numbers_run_from_1() -> list[Problem]:
    return [
        Problem.at(model, of, f"has revisions {', '.join(str(step.number) for step in steps)}")
        for model in versioned_models()
        for of, steps in histories(model)
        if [step.number for step in steps] != list(range(1, len(steps) + 1))
    ]


def recorded_time_never_goes_back() -> list[Problem]:
    return [
        Problem.at(revision_model(model), step.pk, f"was recorded before number {before.number}")
        for model in versioned_models()
        for _of, steps in histories(model)
        for before, step in pairwise(steps)
        if step.recorded_at < before.recorded_at
    ]


def superseded_when_the_next_was_recorded() -> list[Problem]:
    """Only the newest revision is open."""
    return [
        Problem.at(
            revision_model(model), step.pk, f"was superseded at {step.superseded_at}, not {due}"
        )
        for model in versioned_models()
        for _of, steps in histories(model)
        for step, due in zip(steps, [*(s.recorded_at for s in steps[1:]), None], strict=True)
        if step.superseded_at != due
    ]


def strayed(model: type[Versioned], *keys: str) -> list[Problem]:
    """Revisions whose copied keys are not those of their row; such keys never change."""
    revision = revision_model(model)
    return [
        Problem.at(revision, pk, f"has another {key} than its row")
        for key in keys
        for pk in revision._default_manager.exclude(**{key: F(f"of__{key}")})
        .order_by("pk")
        .values_list("pk", flat=True)
    ]


def revisions_keep_to_their_people_and_places() -> list[Problem]:
    return [
        *strayed(Role, "user"),
        *strayed(Membership, "user", "region"),
        *strayed(Participation, "region", "municipality"),
    ]


# Places


def every_region_has_one_host_today() -> list[Problem]:
    hosts = Count(
        "participations",
        filter=holds_on(clock.today(), "participations__")
        & Q(participations__role=ParticipationRole.HOST, participations__removed=False),
    )
    regions = Region.objects.annotate(hosts=hosts).exclude(hosts=1).order_by("pk")
    return [
        Problem.at(Region, pk, f"{slug} has {count} hosts today")
        for pk, slug, count in regions.values_list("pk", "slug", "hosts")
    ]


def no_day_has_two_hosts_or_a_municipality_twice() -> list[Problem]:
    """Hosts of a region, and parts of a municipality in it, follow one another."""
    parts = Participation.objects.filter(removed=False)
    hosts = parts.filter(role=ParticipationRole.HOST)
    return [
        *_overlaps(hosts, "region_id"),
        *_overlaps(parts, "region_id", "municipality_id"),
    ]


def a_municipality_has_one_name_at_a_time() -> list[Problem]:
    """Versions of a municipality, and uses of a number, follow one another."""
    versions = MunicipalityVersion.objects.all()
    return [*_overlaps(versions, "municipality_id"), *_overlaps(versions, "number")]


def _overlaps(rows: QuerySet[Any], *key: str) -> Iterator[Problem]:
    """Rows of one key that begin before the one ahead of them has ended."""
    ordered = rows.order_by(*key, F("valid_from").asc(nulls_first=True), "pk")
    facts = ordered.values_list("pk", "valid_from", "valid_to", *key)
    for (_pk, _from, ended, *same), (pk, began, _to, *other) in pairwise(facts):
        if same == other and (ended is None or began is None or began <= ended):
            named = ", ".join(f"{name} {value}" for name, value in zip(key, same, strict=True))
            yield Problem.at(rows.model, pk, f"overlaps another row of {named}")


CHECKS: tuple[Check, ...] = (
    current_row_equals_newest_revision,
    revision_numbers_run_from_1,
    recorded_time_never_goes_back,
    superseded_when_the_next_was_recorded,
    revisions_keep_to_their_people_and_places,
    every_region_has_one_host_today,
    no_day_has_two_hosts_or_a_municipality_twice,
    a_municipality_has_one_name_at_a_time,
)
