"""What the bytes of a paper depend on besides its content, without loading what sets papers.

A page that asks for a kept paper names it by this; to load WeasyPrint and Pango costs each process
a second and tens of megabytes.
"""

import zlib
from contextlib import suppress
from ctypes import CDLL
from ctypes.util import find_library
from functools import cache
from importlib.metadata import version

from reports.pdf import sources

PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fontpkg-inter", "fonttools",
    "django", "markdown-it-py", "nh3", "segno",
)  # fmt: skip
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")


@cache
def fingerprint() -> str:
    """Versions of what shapes the bytes, Pango's as a number (15613 is 1.56.13), and our own files.

    The system's own fonts, drawn from where Inter lacks a character, are not among them. Once a
    process: it goes on with what it has loaded. OSError where Pango is missing.
    """
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    libraries = [f"pango {_pango().pango_version()}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    return ", ".join([*packages, *libraries, f"byregion {sources.digest()}"])


def _pango() -> CDLL:
    for name in PANGO:
        with suppress(OSError):
            return CDLL(name)
    return CDLL(find_library("pango-1.0") or PANGO[0])  # in Homebrew's folders, or OSError
