"""Files of ours that shape a paper besides its content: templates, style, signs, words, code."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ("reports/paper.html", "reports/programme/paper.html", "reports/gathering_paper.html")
SOURCES = (
    "static/css/paper.css",
    "static/css/gathering-paper.css",
    "static/css/programme.css",
    "static/signs/paper/*.svg",
    "reports/pdf/*.py",
    "reports/canonical.py",
    "reports/codes.py",
    "reports/content.py",
    "reports/content_csv.py",
    "reports/filing.py",
    "reports/gathering/content.py",
    "reports/gathering/paper.py",
    "reports/gathering/wording.py",
    "reports/last_page.py",
    "reports/paper.py",
    "reports/picture.py",
    "reports/programme/content.py",
    "reports/programme/content_csv.py",
    "reports/programme/layout.py",
    "reports/programme/paper.py",
    "checkpoints/timeline/*.py",
    "checkpoints/progress.py",
    "checkpoints/exports/columns.py",
    "checkpoints/exports/csvs.py",
    "checkpoints/exports/harmless.py",
    "regions/markdown.py",
    "regions/templatetags/words.py",
    "byregion/formats/*/*.py",
    "locale/*/LC_MESSAGES/django.mo",
)


def files() -> list[Path]:
    """In one order on every machine."""
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    return sorted(found.union(*map(_templates, TEMPLATES)))


def _templates(name: str) -> Iterator[Path]:
    """A template, and all that it includes by name."""
    path = ROOT / "templates" / name
    if path.exists():
        yield path
        for below in re.findall(r'{% include "([^"]+)"', path.read_text()):
            yield from _templates(below)


@cache
def digest() -> str:
    """Changes with any of them. Read once: a process goes on with the code it has loaded."""
    found = hashlib.sha256()
    for path in files():
        found.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
