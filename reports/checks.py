"""System checks of the reports: what the machine has to have, and the database."""

from collections.abc import Sequence
from ctypes import CDLL
from ctypes.util import find_library

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import connections

from reports.guards import unguarded
from reports.pdf.fingerprint import PANGO

# As WeasyPrint looks for them; asking it would cost half a second at every start of Django.
LIBRARIES = {
    "pango-1.0": PANGO,
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
HINT = (
    "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0. "
    "macOS: brew install pango."
)


def pango_check(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  as Django calls a check
    **kwargs: object,  # noqa: ARG001  the same
) -> list[CheckMessage]:
    """Warn where reports cannot be made as PDF; all else works without Pango."""
    missing = [name for name, files in LIBRARIES.items() if not _found(name, files)]
    if not missing:
        return []
    names = ", ".join(missing)
    return [CheckWarning(f"No PDF can be made: {names} not found.", hint=HINT, id="reports.W001")]


def guards_check(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  as Django calls a check
    databases: Sequence[str] | None = None,
    **kwargs: object,  # noqa: ARG001  the same
) -> list[CheckMessage]:
    """Say where handed-in reports could be changed, once their tables are there."""
    return [
        CheckWarning(
            f"{table} lacks rules that keep what was handed in.",
            hint="Find out why; docs/operations.md says how to put them back.",
            id="reports.W002",
        )
        for alias in databases or ()
        for table in _unguarded(alias)
    ]


def _unguarded(alias: str) -> list[str]:
    connection = connections[alias]
    there = connection.introspection.table_names()
    return [table for table in unguarded(connection) if table in there]


def _found(name: str, files: tuple[str, ...]) -> bool:
    # By file name first: find_library starts a process. It knows Homebrew's folders, though.
    return any(_loads(file) for file in files) or find_library(name) is not None


def _loads(file: str) -> bool:
    try:
        CDLL(file)
    except OSError:
        return False
    return True
