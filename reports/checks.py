"""System checks of the reports: what the machine has to have."""

from collections.abc import Sequence
from ctypes import CDLL
from ctypes.util import find_library

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning

# As WeasyPrint looks for them; asking it would cost half a second at every start of Django.
LIBRARIES = {
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
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


def _found(name: str, files: tuple[str, ...]) -> bool:
    # By file name first: find_library starts a process. It knows Homebrew's folders, though.
    return any(_loads(file) for file in files) or find_library(name) is not None


def _loads(file: str) -> bool:
    try:
        CDLL(file)
    except OSError:
        return False
    return True
