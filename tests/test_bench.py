"""The benchmark's floor is held against the same page as ours; nothing is timed here."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.floor import facts
from bench.ours import filling
from checkpoints.models import Phase
from regions.models import User

COUNT = 3


class Table(HTMLParser):
    """The cells of a page's table, row by row, as the numbers and the state in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.states: list[str | None] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self.inside = True
        if tag == "td":
            self.states.append(dict(attrs).get("data-state"))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += f" {data}"

    @property
    def numbers(self) -> list[list[list[str]]]:
        """Counts and days; the last column's dates are written in another way.

        When a cell was last reviewed, «14. nov.» or a year, the floor does not say.
        """
        return [
            [re.findall(r"\b\d{1,3}\b(?!\.\s[a-z])", cell) for cell in row[:-1]]
            for row in self.rows
        ]


def floor_overview() -> str:
    """From a process of its own: a process has one project."""
    shown = subprocess.run(
        [sys.executable, "-m", "bench.floor.show", str(COUNT)],
        cwd=settings.BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "bench.floor.settings",
            "SECRET_KEY": "of-a-test",
            "BENCH_DATABASE": ":memory:",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return shown.stdout


@pytest.fixture
def ours(client: Client, phase: Phase) -> Table:
    filling.fill_units(facts.units(COUNT))
    client.force_login(User.objects.get(email=facts.STAFF))
    return Table(client.get(reverse("overview")).content.decode())


def test_the_floor_shows_the_same_rows_and_cells_as_ours(ours: Table) -> None:
    floor = Table(floor_overview())
    assert [len(row) for row in ours.rows] == [7] * (COUNT + 1)
    assert ours.numbers == floor.numbers
    assert ours.states == floor.states
