"""What the benchmarks hold against each other is the same work; nothing is timed here."""

import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.faults.__main__ import manifest_of
from bench.floor import facts
from bench.ours import filling
from bench.paper.crew import Cost
from bench.paper.results import Result, together
from bench.paper.typst_source import document
from bench.paper.usage import cpu_of, is_told_here, peak_of
from bench.round.acts import is_whole
from bench.round.bundle import Wait, break_even
from bench.round.filling import hand_in_all
from checkpoints.models import Phase
from regions.models import User
from reports.canonical import from_json
from reports.integrity import faults_of, to_inspect
from reports.programme.annexes import editions_that_hold
from tests import makers

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


PAPER = """<!doctype html><html lang="nn"><head><title>Rapport</title></head><body data-of="av">
<h2 id="svar">Svar #1</h2><p class="meta">Eit "ord" \\ <em>to</em>
[ord]</p><ul><li>Eitt</li></ul>
<table><colgroup><col class="w-point"><col></colgroup><thead><tr><th>Kva</th><th>Dag</th></tr>
</thead><tbody><tr class="told"><td colspan="2">*Alt*</td></tr></tbody></table>
<svg xmlns="http://www.w3.org/2000/svg"><title>Fem søyler</title></svg></body></html>"""
SET = (
    '#import "report.typ": *\n',
    '#show: report.with(title: "Rapport", language: "nn", of: "av")\n',
    ' #[#el("h2", (:))[#"Svar #1";]; <svar>]\n',
    r'#el("p", (class: "meta"))[#"Eit \"ord\" \\"; #el("em", (:))[#"to";]; #"[ord]";];',
    '#el("ul", (:))[#el("ul-item", (:))[#"Eitt";];]; ',
    '#sheet(("w-point", "", ), ',
    '(cell("", 1)[#"Kva";], cell("", 1)[#"Dag";], ), ',
    '(cell("told", 2)[#"*Alt*";], ));\n ',
    '#picture("picture-1.svg", (alt: "Fem søyler"));',
)


def test_typst_is_given_the_paper_with_the_same_words_tables_and_pictures(tmp_path: Path) -> None:
    assert document(PAPER, tmp_path) == "".join(SET)
    assert "Fem søyler" in (tmp_path / "picture-1.svg").read_text(encoding="utf-8")


@pytest.mark.skipif(not is_told_here(), reason="/proc is Linux's.")
def test_what_a_process_costs_counts_those_below_it() -> None:
    before = cpu_of(os.getpid())
    busy = "import time; [0 for _ in iter(lambda: time.process_time() < 0.2, False)]"
    subprocess.run([sys.executable, "-c", busy], check=True)
    assert cpu_of(os.getpid()) - before >= 0.15  # the books are kept in hundredths
    assert peak_of(os.getpid()) > 10


def costs(*walls: float) -> list[Cost]:
    return [Cost(wall, 2 * wall, 100 * wall) for wall in walls]


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    ours, other = Result("ours", costs(1, 9, 6)), Result("other", costs(1, 3, 3))
    assert ours.beside(other, "wall") == 2
    assert (ours.middle("cpu"), ours.peak) == (12, 900)


def test_what_is_set_one_after_the_other_is_added_up_round_by_round() -> None:
    rounds = [[Result("ours", costs(1))], [Result("ours", costs(2))]]
    (both,) = together(rounds)
    assert both.costs == costs(1, 2)
    assert (both + both).costs == [Cost(2, 4, 100), Cost(4, 8, 200)]


def test_ours_is_sooner_up_to_where_the_wait_is_as_long_as_the_rivals() -> None:
    waits = {regions: Wait(2 + 0.5 * regions, 1) for regions in (1, 5, 10, 20)}
    assert break_even(waits, 8.1) == 10
    assert break_even(waits, 2.9) == -1


def test_copied_editions_are_as_sound_as_those_that_were_handed_in(phase: Phase) -> None:
    regions = [makers.make_region(name) for name in ("Bodøregionen", "Salten", "Helgeland")]
    asking = makers.ask_for_reports(*regions)
    for email in (facts.COORDINATOR, facts.STAFF):
        makers.make_person(email=email)
    with patch("bench.round.filling.report_pdf", return_value=b"%PDF-1.7"):
        hand_in_all(asking)
    editions = list(to_inspect())
    assert [faults_of(one) for one in editions] == [(), (), ()]
    told = [from_json(one.content).region for one in editions]
    assert sorted(told) == ["Bodøregionen", "Helgeland", "Salten"]
    assert [one.has_file for one in editions_that_hold(asking)] == [True] * 3


def test_the_manifest_tells_of_a_file_that_was_altered(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"as it was").hexdigest()
    for name, content in (("well", b"as it was"), ("altered", b"as it is")):
        with ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("SHA256SUMS", f"{digest}  tall.csv\n")
            archive.writestr("tall.csv", content)
    assert manifest_of(tmp_path / "well") == []
    assert manifest_of(tmp_path / "altered") == ["tall.csv: FAILED"]


def test_half_a_paper_is_not_whole() -> None:
    paper = b"%PDF-1.7 of a report\n%%EOF\n"
    assert is_whole(paper, hashlib.sha256(paper).hexdigest())
    assert not is_whole(paper[:-8], hashlib.sha256(paper[:-8]).hexdigest())
    assert not is_whole(paper, hashlib.sha256(b"").hexdigest())
