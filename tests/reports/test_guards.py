"""What was handed in is neither changed nor deleted, whichever way someone tries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from regions.models import Region
from reports import actions, guards
from reports.models import Edition, EditionFile, EditionWithdrawal
from tests import makers
from tests.unguarded import settle

Row = Edition | EditionFile | EditionWithdrawal
MODELS: tuple[type[Any], ...] = (Edition, EditionFile, EditionWithdrawal)
COLUMNS = [
    pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")
    for model in MODELS
    for field in model._meta.concrete_fields
]


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def edition(region: Region) -> Edition:
    """Handed in, on paper, and withdrawn."""
    report = makers.report_of(region, makers.ask_for_reports(region))
    edition = makers.hand_in(report, makers.coordinator_of(region))
    makers.make_paper(edition)
    actions.withdraw_edition(by=makers.staff(), edition=edition, reason="Feil tall.")
    return edition


def sql(statement: str) -> Callable[[Row], object]:
    def run(row: Row) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=row._meta.db_table, pk=row.pk))

    return run


WAYS: dict[str, Callable[[Any], object]] = {
    "save": lambda row: row.save(),
    "update": lambda row: type(row).objects.update(id=row.pk),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], [FIRST_FIELD[type(row)]]),
    "update_or_create": lambda row: type(row).objects.update_or_create({}, pk=row.pk),
    "delete without questions": lambda row: type(row).objects.all()._raw_delete("default"),
    "SQL UPDATE": sql("UPDATE {table} SET id = id + 1 WHERE id = {pk}"),
    "SQL UPDATE of the same": sql("UPDATE {table} SET id = id"),
    "SQL DELETE": sql("DELETE FROM {table} WHERE id = {pk}"),
}
FIRST_FIELD: dict[type[Any], str] = {
    Edition: "content",
    EditionFile: "content",
    EditionWithdrawal: "reason",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", MODELS)
def test_what_was_handed_in_stays(edition: Edition, model: type[Any], way: str) -> None:
    row, before = model.objects.get(), list(model.objects.values())
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        WAYS[way](row)
    assert list(model.objects.values()) == before


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_no_column_is_changed(edition: Edition, model: type[Any], name: str) -> None:
    value = model.objects.values_list(name, flat=True).get()
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        model.objects.update(**{name: value})


@pytest.mark.parametrize("model", [EditionFile, EditionWithdrawal])
def test_what_nothing_points_at_is_not_deleted(edition: Edition, model: type[Any]) -> None:
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        model.objects.get().delete()
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize("model", MODELS)
def test_no_row_takes_the_place_of_another(edition: Edition, model: type[Any]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's.")
    before = list(model.objects.values())
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        sql("INSERT OR REPLACE INTO {table} SELECT * FROM {table}")(model.objects.get())
    assert list(model.objects.values()) == before


@pytest.mark.postgres
@pytest.mark.parametrize("model", MODELS)
def test_no_table_is_emptied(edition: Edition, model: type[Any]) -> None:
    settle()
    with pytest.raises(DatabaseError, match=guards.SAID), transaction.atomic():
        sql("TRUNCATE {table} CASCADE")(model.objects.get())
    assert model.objects.count() == 1


@pytest.mark.postgres
def test_a_session_that_copies_another_database_is_held_to_it_too(edition: Edition) -> None:
    with pytest.raises(IntegrityError, match=guards.SAID), transaction.atomic():
        sql("SET LOCAL session_replication_role = replica; DELETE FROM {table}")(edition)


def test_a_rule_that_is_gone_is_told(db: None) -> None:
    assert run_checks(databases=["default"], tags=["database"]) == []
    rule = "reports_editionfile_row ON reports_editionfile"
    name = "reports_editionfile_delete" if connection.vendor == "sqlite" else rule
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")
    (warning,) = run_checks(databases=["default"], tags=["database"])
    assert warning.id == "reports.W002"
    assert warning.msg.startswith("reports_editionfile ")
    guards.put_up(connection)
    assert run_checks(databases=["default"], tags=["database"]) == []


def test_tables_that_are_not_there_yet_lack_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards.take_down(connection)
    assert guards.unguarded(connection) == list(guards.TABLES)
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert run_checks(databases=["default"], tags=["database"]) == []


@pytest.mark.django_db(transaction=True)
def test_flush_refuses_where_something_was_handed_in() -> None:
    """Of an installation; tests, which do the same after each test that commits, lift the rules."""
    region = makers.main_strand_of_small_programme().region
    report = makers.report_of(region, makers.ask_for_reports(region))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.tasks.report_pdf", lambda _content: b"%PDF-1.7")
        makers.hand_in(report, makers.coordinator_of(region))
        flush = BaseDatabaseOperations.execute_sql_flush
        patch.setattr(type(connection.ops), "execute_sql_flush", flush)
        with pytest.raises(CommandError):
            call_command("flush", interactive=False)
    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_tests_that_flushed_have_left_the_rules_in_place() -> None:
    assert guards.unguarded(connection) == []
    assert not Edition.objects.exists()
