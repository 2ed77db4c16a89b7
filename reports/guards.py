"""Rules in the database itself: what was handed in is neither changed nor deleted.

A migration puts them in place. They stop every way through the application, SQL by hand included.
Whoever owns the database can take them away: `manage.py check --database default` and
`manage.py verify_archive` then say so. A later migration that makes one of the tables anew (as
SQLite does to change a column) loses them, and has to put them back.
"""

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("reports_edition", "reports_editionfile", "reports_editionwithdrawal")
SAID = "What was handed in is neither changed nor deleted."
RULES = 2  # on each table, on either database


@dataclass(frozen=True)
class Dialect:
    """How a database is told; `{table}` stands for each of the tables."""

    prepare: str  # before the tables
    guard: tuple[str, ...]
    unguard: tuple[str, ...]
    clear: str  # after the tables
    standing: str  # the table of each rule that is in place


SQLITE = Dialect(
    prepare="",
    guard=(
        f"""CREATE TRIGGER {{table}}_update BEFORE UPDATE ON {{table}}
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
        f"""CREATE TRIGGER {{table}}_delete BEFORE DELETE ON {{table}}
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
    ),
    unguard=(
        "DROP TRIGGER IF EXISTS {table}_update",
        "DROP TRIGGER IF EXISTS {table}_delete",
    ),
    clear="",
    standing="""
        SELECT tbl_name FROM sqlite_master
         WHERE type = 'trigger' AND name IN (tbl_name || '_update', tbl_name || '_delete')""",
)
POSTGRESQL = Dialect(
    prepare=f"""
        CREATE OR REPLACE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$""",
    # ALWAYS: also in a session that says that it only copies what another database has checked.
    guard=(
        """CREATE TRIGGER {table}_row BEFORE UPDATE OR DELETE ON {table}
           FOR EACH ROW EXECUTE FUNCTION reports_refuse()""",
        """CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
           FOR EACH STATEMENT EXECUTE FUNCTION reports_refuse()""",
        "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_row",
        "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole",
    ),
    unguard=(
        "DROP TRIGGER IF EXISTS {table}_row ON {table}",
        "DROP TRIGGER IF EXISTS {table}_whole ON {table}",
    ),
    clear="DROP FUNCTION IF EXISTS reports_refuse()",
    standing="""
        SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
         WHERE tgname IN (relname || '_row', relname || '_whole') AND tgenabled = 'A'
           AND relnamespace = current_schema()::regnamespace""",
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put the rules in place, anew where they are there already."""
    take_down(connection)
    dialect = DIALECTS[connection.vendor]
    _execute(connection, dialect.prepare, *_of_tables(dialect.guard))


def take_down(connection: BaseDatabaseWrapper) -> None:
    """For a migration backwards, and for tests that empty their database."""
    dialect = DIALECTS[connection.vendor]
    _execute(connection, *_of_tables(dialect.unguard), dialect.clear)


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that lack a rule."""
    with connection.cursor() as cursor:
        cursor.execute(DIALECTS[connection.vendor].standing)
        standing = [table for (table,) in cursor.fetchall()]
    return [table for table in TABLES if standing.count(table) != RULES]


def ask_before_replacing(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Else SQLite's INSERT OR REPLACE deletes what stands in its way without asking the rules."""
    if connection.vendor == "sqlite":
        _execute(connection, "PRAGMA recursive_triggers = ON")


def _of_tables(statements: tuple[str, ...]) -> list[str]:
    return [statement.format(table=table) for table in TABLES for statement in statements]


def _execute(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in filter(None, statements):
            cursor.execute(statement)
