"""The rules that keep what was handed in as it is, as `reports.guards` puts them up again."""

from typing import Any

from django.db import migrations

TABLES = ("reports_edition", "reports_editionfile", "reports_editionwithdrawal")
REFUSE_ON_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'What was handed in is neither changed nor deleted.'
        USING ERRCODE = 'restrict_violation';
    END $$"""
PUT_UP = {
    "sqlite": (
        """CREATE TRIGGER {table}_update BEFORE UPDATE ON {table}
           BEGIN
               SELECT RAISE(ABORT, 'What was handed in is neither changed nor deleted.');
           END""",
        """CREATE TRIGGER {table}_delete BEFORE DELETE ON {table}
           BEGIN
               SELECT RAISE(ABORT, 'What was handed in is neither changed nor deleted.');
           END""",
    ),
    "postgresql": (
        """CREATE TRIGGER {table}_row BEFORE UPDATE OR DELETE ON {table}
           FOR EACH ROW EXECUTE FUNCTION reports_refuse()""",
        """CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
           FOR EACH STATEMENT EXECUTE FUNCTION reports_refuse()""",
        "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_row",
        "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole",
    ),
}
TAKE_DOWN = {
    "sqlite": (
        "DROP TRIGGER {table}_update",
        "DROP TRIGGER {table}_delete",
    ),
    "postgresql": (
        "DROP TRIGGER {table}_row ON {table}",
        "DROP TRIGGER {table}_whole ON {table}",
    ),
}


def put_up(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE_ON_POSTGRESQL)
    _on_each_table(schema_editor, PUT_UP)


def take_down(_apps: Any, schema_editor: Any) -> None:
    _on_each_table(schema_editor, TAKE_DOWN)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reports_refuse()")


def _on_each_table(schema_editor: Any, statements: dict[str, tuple[str, ...]]) -> None:
    for table in TABLES:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_first")]

    operations = [migrations.RunPython(put_up, take_down)]
