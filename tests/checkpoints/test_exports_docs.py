"""docs/data.md says what the files hold: the columns as they stand in code, one for one."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from checkpoints.exports import changes, history, overview
from checkpoints.exports.columns import Named
from checkpoints.exports.data import CHANGES_VERSION, VERSION
from checkpoints.overview.kinds import Kind

DOCS = Path(settings.BASE_DIR) / "docs/data.md"


@pytest.fixture
def text() -> str:
    return DOCS.read_text()


def tables(text: str) -> list[list[list[str]]]:
    """Each table's rows without its head, cell by cell."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    return [
        [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows.splitlines()[2:]]
        for rows in found
    ]


def said(columns: Iterable[Named]) -> list[list[str]]:
    with translation.override("en"):
        return [[one.name, one.kind.value, str(one.since), str(one.meaning)] for one in columns]


@pytest.mark.parametrize(
    "columns", [overview.COLUMNS, changes.COLUMNS, history.FACTS, history.TEXTS]
)
def test_the_columns_are_those_of_the_code(columns: list[Named], text: str) -> None:
    assert said(columns) in tables(text)


def test_the_things_are_those_of_the_code(text: str) -> None:
    with translation.override("en"):
        things = [[thing.name, str(thing.meaning)] for thing in history.THINGS]
    assert things in tables(text)


def test_the_versions_and_what_may_have_happened_are_told(text: str) -> None:
    for word in (VERSION, CHANGES_VERSION, history.VERSION, *Kind.values):
        assert f"`{word}`" in text
