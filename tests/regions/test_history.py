"""The history mechanism: every step is kept, none is overwritten, two at once never both win."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Assessment, AssessmentRevision, Plan, PlanRevision, Status
from regions.history import (
    Kind,
    Revision,
    Stale,
    Versioned,
    as_of,
    record,
    revision_model,
    state_fields,
)
from regions.models import (
    Membership,
    MembershipRole,
    Participation,
    ParticipationRole,
    Region,
    RegionRevision,
    User,
)
from tests import makers

pytestmark = pytest.mark.django_db

VERSIONED = [model for model in apps.get_models() if issubclass(model, Versioned)]


def rename(region: Region, name: str, expected: int, **more: Any) -> Region:
    return record(region, by=None, expected=expected, name=name, **more)


def numbers(region: Region) -> list[int]:
    rows = RegionRevision.objects.filter(of=region).order_by("number")
    return list(rows.values_list("number", flat=True))


def stored(row: Region) -> Region:
    return Region.objects.get(pk=row.pk)


# What a save leaves behind


def test_the_first_save_is_revision_1_and_holds_the_whole_state() -> None:
    person = makers.make_person()
    moment = makers.at("2016-02-15")
    row = Region(programme=makers.the_programme(), slug="salten")

    record(row, by=person, expected=0, at=moment, name="Salten", language="nn", reason="Ny")

    step = RegionRevision.objects.get(of=row)
    assert (row.revision, row.changed_at, row.changed_by) == (1, moment, person)
    assert (step.number, step.recorded_at, step.by, step.step) == (1, moment, person, Kind.CHANGE)
    assert (step.name, step.language, step.reason) == ("Salten", "nn", "Ny")
    assert step.superseded_at is None


def test_steps_are_numbered_without_a_gap_and_each_supersedes_the_one_before() -> None:
    region = makers.make_region()
    days = [makers.at(f"2016-02-{day}") for day in (15, 16, 17)]
    for expected, day in enumerate(days, start=1):
        rename(region, f"Navn {expected}", expected, at=day)

    steps = list(RegionRevision.objects.filter(of=region).order_by("number"))
    assert [step.number for step in steps] == [1, 2, 3, 4]
    assert [step.superseded_at for step in steps] == [*days, None]
    assert [step.name for step in steps[1:]] == ["Navn 1", "Navn 2", "Navn 3"]
    assert stored(region).name == "Navn 3"


def test_a_save_that_changes_nothing_is_a_step_of_its_own() -> None:
    region = makers.make_region("Salten")
    rename(region, "Salten", 1, step=Kind.CONFIRM)

    steps = RegionRevision.objects.filter(of=region).order_by("number")
    assert [(s.number, s.name, s.step) for s in steps] == [
        (1, "Salten", Kind.CHANGE),
        (2, "Salten", Kind.CONFIRM),
    ]


def test_the_row_in_hand_and_the_row_in_the_table_are_the_same_afterwards() -> None:
    region = makers.make_region()
    rename(region, "Salten", 1)

    there = stored(region)
    own = [field.attname for field in Region._meta.concrete_fields]
    assert [getattr(region, name) for name in own] == [getattr(there, name) for name in own]


def test_the_newest_revision_is_an_exact_copy_of_the_row() -> None:
    strand = makers.main_strand_of_small_programme()
    row = makers.assess(
        strand, 1, 3, Status.MET, text="Ja", due_on=makers.FIRST_DAY.replace(year=2016)
    )
    step = AssessmentRevision.objects.get(of=row)

    names = state_fields(Assessment)
    assert {"status", "text", "strand_id", "milestone_id", "wording_id"} <= set(names)
    assert [getattr(step, name) for name in names] == [getattr(row, name) for name in names]


def test_recorded_time_never_goes_backwards_within_a_history() -> None:
    region = makers.make_region()
    late = makers.at("2016-06-01")
    rename(region, "Sent", 1, at=late)
    rename(region, "Tidlig", 2, at=makers.at("2016-01-01"))

    steps = RegionRevision.objects.filter(of=region, number__gt=1).order_by("number")
    assert [step.recorded_at for step in steps] == [late, late]
    assert stored(region).changed_at == late


def test_a_row_that_was_read_before_the_clock_went_back_keeps_the_order_too() -> None:
    """The row in hand may be older than the one in the table; then the save is stale anyhow."""
    region = makers.make_region()
    old = stored(region)
    rename(region, "Sent", 1, at=makers.at("2016-06-01"))
    with pytest.raises(Stale):
        rename(old, "Tidlig", 1, at=makers.at("2016-01-01"))
    assert numbers(region) == [1, 2]


def test_as_of_gives_the_one_revision_that_held_at_a_moment() -> None:
    region = makers.make_region("Første")
    rename(region, "Andre", 1, at=makers.at("2016-02-15"))
    rename(region, "Tredje", 2, at=makers.at("2016-03-15"))

    def name_at(moment: datetime) -> list[str]:
        return [step.name for step in as_of(RegionRevision, moment)]

    assert name_at(makers.FIRST - timedelta(seconds=1)) == []
    assert name_at(makers.FIRST) == ["Første"]
    assert name_at(makers.at("2016-02-15") - timedelta(microseconds=1)) == ["Første"]
    assert name_at(makers.at("2016-02-15")) == ["Andre"]
    assert name_at(makers.at("2016-11-20")) == ["Tredje"]


def test_two_steps_at_the_same_moment_leave_one_that_holds() -> None:
    region = makers.make_region("Første")
    for expected, name in enumerate(("Andre", "Tredje"), start=1):
        rename(region, name, expected, at=makers.at("2016-02-15"))

    held = as_of(RegionRevision, makers.at("2016-02-15"))
    assert [step.name for step in held] == ["Tredje"]


# Too late


def test_a_save_from_an_old_revision_is_stale_and_changes_nothing() -> None:
    region = makers.make_region("Salten")
    mine, theirs = stored(region), stored(region)
    rename(theirs, "Deres", 1)

    with pytest.raises(Stale) as stale:
        rename(mine, "Mitt", 1)

    assert isinstance(stale.value.current, Region)
    assert (stale.value.current.name, stale.value.current.revision) == ("Deres", 2)
    assert stored(region).name == "Deres"
    assert numbers(region) == [1, 2]


@pytest.mark.parametrize("expected", [2, 99])
def test_a_revision_that_is_not_there_yet_is_stale_too(expected: int) -> None:
    region = makers.make_region()
    with pytest.raises(Stale):
        rename(region, "Mitt", expected)
    assert numbers(region) == [1]


def test_a_new_row_that_another_made_meanwhile_is_stale() -> None:
    region, person = makers.make_region(), makers.make_person()
    makers.reader_of(region, person)

    with pytest.raises(Stale) as stale:
        record(
            Membership(user=person, region=region), by=None, expected=0,
            role=MembershipRole.COORDINATOR,
        )  # fmt: skip

    assert isinstance(stale.value.current, Membership)
    assert stale.value.current.role == MembershipRole.READER
    assert Membership.objects.get().role == MembershipRole.READER


def test_a_row_that_was_never_saved_has_no_revision_to_start_from() -> None:
    with pytest.raises(ValidationError):
        record(Region(programme=makers.the_programme(), slug="ny"), by=None, expected=3, name="Ny")
    assert not Region.objects.filter(slug="ny").exists()


def test_what_breaks_another_rule_is_no_conflict() -> None:
    """A bad row is refused in words, whether a field or a constraint says so; nothing is saved."""
    region = makers.make_region("Salten")
    with pytest.raises(ValidationError) as refusal:
        rename(region, "", 1)
    assert set(refusal.value.message_dict) == {"name"}
    assert (stored(region).name, numbers(region)) == ("Salten", [1])

    with pytest.raises(ValidationError):
        record(Region(programme=region.programme, slug="ny"), by=None, expected=0, name="")
    assert not Region.objects.filter(slug="ny").exists()


def test_a_constraint_that_refuses_a_save_says_so_in_its_own_words() -> None:
    region = makers.make_region("Salten")
    host = makers.make_municipality("Bodø")
    makers.take_part(region, host, ParticipationRole.HOST)
    second = Participation(region=region, municipality=makers.make_municipality("Fauske"))
    with pytest.raises(ValidationError, match="vertskommune"), transaction.atomic():
        record(second, by=None, expected=0, role="host", valid_from=None, valid_to=None)
    assert second.pk is None


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_another_revision_than_the_rows_own_is_stale_for_every_kind_of_row(expected: int) -> None:
    """Above all 0, which says «new»: an old row is never copied."""
    person = makers.make_person("Kari Nordmann", email="kari@example.no")
    with pytest.raises(Stale) as refusal:
        record(person, by=None, expected=expected, email="kari.ny@example.no")
    assert refusal.value.current == person
    assert User.objects.count() == 1


def test_a_step_costs_three_writes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    region = makers.make_region()
    # savepoint, row, step before, step, release
    with django_assert_num_queries(5):
        rename(region, "Salten", 1)


# Two at once


def race(*runs: Any) -> list[Any]:
    """What each gives or raises, run at the same time on a connection of its own."""
    start = threading.Barrier(len(runs))
    answers: list[Any] = [None] * len(runs)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(10)
            answers[number] = runs[number]()
        except Exception as error:  # noqa: BLE001  the answer is judged by the test
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(runs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_exactly_one_wins() -> None:
    region = makers.make_region("Salten")
    for turn in range(1, 6):
        rows = [stored(region), stored(region)]
        answers = race(
            lambda: rename(rows[0], f"Én {turn}", turn),  # noqa: B023  run before the next turn
            lambda: rename(rows[1], f"To {turn}", turn),  # noqa: B023  the same
        )

        won = [answer for answer in answers if isinstance(answer, Region)]
        lost = [answer for answer in answers if isinstance(answer, Stale)]
        assert (len(won), len(lost)) == (1, 1), answers
        assert stored(region).name == won[0].name == lost[0].current.name  # type: ignore[attr-defined]  # a region
        assert numbers(region) == list(range(1, turn + 2))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_the_same_row_at_once_exactly_one_wins() -> None:
    strand = makers.main_strand_of_small_programme()
    milestone = strand.phase.milestones.all()[0]

    def make() -> Plan:
        return record(
            Plan(strand=strand, milestone=milestone),
            by=None,
            expected=0,
            starts_on=makers.FIRST_DAY,
        )

    answers = race(make, make, make)

    assert sorted(type(answer).__name__ for answer in answers) == ["Plan", "Stale", "Stale"]
    assert list(PlanRevision.objects.values_list("number", flat=True)) == [1]


# Every model that is versioned


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model.__name__)
class TestEveryVersionedModel:
    def test_has_a_history_that_copies_its_whole_state(self, model: type[Versioned]) -> None:
        history = revision_model(model)
        assert issubclass(history, Revision)
        state = next(base for base in model.__mro__ if base.__name__ == f"{model.__name__}State")
        names = {field.attname for field in state._meta.concrete_fields}  # type: ignore[attr-defined]  # a model
        assert names <= set(state_fields(model))

    def test_is_told_apart_by_keys_that_the_database_keeps(self, model: type[Versioned]) -> None:
        if not model.identity:
            return
        unique = {keys_of(c) for c in uniques(model) if c.condition is None}
        alone = {frozenset({f.name}) for f in model._meta.concrete_fields if f.unique}
        assert frozenset(model.identity) in unique | alone

    def test_is_never_deleted_with_what_it_points_at(self, model: type[Versioned]) -> None:
        for owner in (model, revision_model(model)):
            for field in owner._meta.concrete_fields:
                if isinstance(field, models.ForeignKey):
                    assert field.remote_field.on_delete is models.PROTECT, field


def uniques(model: type[models.Model]) -> list[models.UniqueConstraint]:
    return [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]


def keys_of(constraint: models.UniqueConstraint) -> frozenset[str]:
    """The fields that a unique constraint is about, also where an expression holds one."""
    return frozenset(constraint.fields).union(*map(fields_in, constraint.expressions))


def fields_in(expression: Any) -> set[str]:
    if isinstance(expression, models.F):
        return {expression.name}  # type: ignore[attr-defined]  # missing in the stubs
    return set().union(*map(fields_in, expression.get_source_expressions()))


def test_moments_are_kept_in_any_time_zone() -> None:
    region = makers.make_region()
    moment = datetime(2016, 2, 15, 11, 0, tzinfo=UTC)
    rename(region, "Salten", 1, at=moment)
    assert stored(region).changed_at == makers.at("2016-02-15")


def test_a_constraint_that_refuses_a_change_says_so_too() -> None:
    """Two municipalities in one region; one of them is made the other's equal behind the action."""
    region = makers.make_region("Salten")
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST)
    member = makers.take_part(region, makers.make_municipality("Fauske"))
    with pytest.raises(ValidationError, match="vertskommune"), transaction.atomic():
        record(member, by=None, expected=1, role="host")
    assert member.role == ParticipationRole.MEMBER
