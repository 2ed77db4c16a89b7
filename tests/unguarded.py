"""A database without the rules that guard editions, as only whoever owns it can have it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from reports import guards


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the rules for a while, in one transaction: nobody else ever finds them gone."""
    with transaction.atomic():
        settle()
        guards.take_down(connection)
        yield
        settle()
        guards.put_up(connection)


def settle() -> None:
    """PostgreSQL changes no table that has foreign keys to look at when the transaction ends."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def alter(row: Any, **facts: Any) -> None:
    """Change columns of a row behind the application's back."""
    names = ", ".join(f"{name} = %s" for name in facts)
    statement = f"UPDATE {row._meta.db_table} SET {names} WHERE id = %s"  # noqa: S608  ours
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, [*facts.values(), row.pk])


def flushing(original: Callable[[Any, list[str]], None]) -> Callable[[Any, list[str]], None]:
    """How tables are emptied after a test that commits: nothing but tests deletes an edition."""

    def flush(operations: Any, statements: list[str]) -> None:
        with unguarded():
            original(operations, statements)

    return flush
