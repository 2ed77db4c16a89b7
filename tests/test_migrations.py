"""The suite's database is made from the models; what the migrations make is the same."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = pytest.mark.django_db
ALIAS = NAME = "migrated"
# A key of Django's own, which PostgreSQL has as an integer the one way and a bigint the other
NOT_OURS = ("auth_group_permissions", "column", "id")
# Of every table: columns, constraints, indexes and triggers, whatever their order
ON_POSTGRESQL = """
    SELECT table_name, 'column', column_name,
           concat_ws(' ', data_type, character_maximum_length, numeric_precision, is_nullable,
                     column_default, collation_name, is_identity, generation_expression)
      FROM information_schema.columns WHERE table_schema = %(name)s
    UNION ALL
    SELECT conrelid::regclass::text, 'constraint', conname,
           concat_ws(' ', pg_get_constraintdef(oid), condeferrable, condeferred, convalidated)
      FROM pg_constraint WHERE connamespace = %(name)s::regnamespace
    UNION ALL
    SELECT tablename, 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = %(name)s
    UNION ALL
    SELECT tgrelid::regclass::text, 'trigger', tgname,
           concat_ws(' ', pg_get_triggerdef(pg_trigger.oid), tgenabled, prosrc)
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
     WHERE NOT tgisinternal AND relnamespace = %(name)s::regnamespace
"""


@pytest.fixture(scope="module")
def migrated(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> set[tuple[str, ...]]:
    """What every migration makes in an empty database (on PostgreSQL a schema) of its own."""
    told: dict[str, Any] = {**connection.settings_dict}
    on_postgresql = connection.vendor == "postgresql"
    if on_postgresql:
        told["OPTIONS"] = {"options": f"-c search_path={NAME}"}
    else:
        told["NAME"] = str(tmp_path_factory.mktemp("migrated") / "migrated.sqlite3")
    with django_db_blocker.unblock():
        connections.settings[ALIAS] = told
        made = connections[ALIAS]
        try:
            if on_postgresql:
                with made.cursor() as cursor:
                    cursor.execute(f"CREATE SCHEMA {NAME}")
            call_command("migrate", database=ALIAS, verbosity=0)
            return described(made, NAME)
        finally:
            if on_postgresql:
                with made.cursor() as cursor:
                    cursor.execute(f"DROP SCHEMA IF EXISTS {NAME} CASCADE")
            made.close()
            del connections[ALIAS], connections.settings[ALIAS]


def test_migrations_make_what_the_models_say(migrated: set[tuple[str, ...]]) -> None:
    assert len(migrated) > 300
    assert migrated ^ described(connection, "public") == set()


def described(where: BaseDatabaseWrapper, schema: str) -> set[tuple[str, ...]]:
    with where.cursor() as cursor:
        if where.vendor == "postgresql":
            cursor.execute(ON_POSTGRESQL, {"name": schema})
            rows = [[str(part).replace(f"{schema}.", "") for part in row] for row in cursor]
        else:
            cursor.execute("SELECT tbl_name, type, name, sql FROM sqlite_master WHERE sql > ''")
            rows = [[table, kind, name, part] for table, kind, name, sql in cursor
                    for part in (parts(sql) if kind == "table" else [sql])]  # fmt: skip
    made_by_migrate = ("django_migrations", "sqlite_sequence")
    ours = [row for row in rows if not row[0].startswith(made_by_migrate)]
    laid_out_alike = (tuple(" ".join(part.split()) for part in row) for row in ours)
    return {row for row in laid_out_alike if row[:3] != NOT_OURS}


def parts(sql: str) -> Iterator[str]:
    """What stands between the outer brackets of CREATE TABLE, at its outer commas."""
    body, depth, begun = sql[sql.index("(") + 1 : sql.rindex(")")], 0, 0
    for found in re.finditer(r"'[^']*'|[(),]", f"{body},"):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "," and not depth:
            yield body[begun : found.start()].strip()
            begun = found.end()
