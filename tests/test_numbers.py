"""The numbers agree: screen, files, API and paper say the same of every strand at every milestone.

Each output is read as people and programs read it, from what is sent: the page's HTML, the bytes of
a file. What a region's own report says on the same day is what all others are held against.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
import tinyhtml5
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from python_calamine import CalamineWorkbook

from checkpoints.exports.changes import COLUMNS as CHANGES
from checkpoints.exports.overview import COLUMNS
from checkpoints.models import Phase
from checkpoints.overview import EVERYTHING, Sums, sums
from checkpoints.progress import State
from regions import actions
from regions.models import Region, Scope
from regions.reading import Reading
from reports.gather import report_content
from tests import makers
from tests.worlds import MILESTONES, NAMES, Act, histories, make_phase, play, two_days

type Key = tuple[str, int, str]  # region, strand, milestone
type Numbers = Mapping[Key, "Said"]

MAIN = 1  # the number of every main strand in these worlds
SHOWN = {str(state.label): state.value for state in State}


@dataclass(frozen=True)
class Said:
    """What is said of one strand at one milestone."""

    met: int
    of: int
    state: str  # what is shown first: late goes before the others
    late_days: int


def said(met: Any, of: Any, state: str, late_days: Any) -> Said:
    """From a table, in which the state is told apart from whether it is late."""
    days = int(late_days)
    return Said(int(met), int(of), "late" if days else state, days)


@dataclass(frozen=True)
class Reader:
    """Someone of the programme staff, at the browser and with a key to the API."""

    client: Client
    key: str

    def page(self, **words: str) -> Any:
        return tinyhtml5.parse(self._sent("overview", words), namespace_html_elements=False)

    def table(self, name: str, delimiter: str, **words: str) -> list[list[str]]:
        text = self._sent(name, words).decode().removeprefix("\ufeff")
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))[1:]

    def data(self, name: str, **words: str) -> Any:
        return json.loads(self._sent(name, words))

    def workbook(self, **words: str) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(
            BytesIO(self._sent("checkpoints:overview_xlsx", words))
        )

    def _sent(self, name: str, words: Mapping[str, str]) -> bytes:
        headers = {"Authorization": f"Bearer {self.key}"}
        response: Any = self.client.get(reverse(name), words, headers=headers)
        assert response.status_code == 200
        sent: bytes = response.getvalue()
        return sent


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase()


@pytest.fixture
def reader(phase: Phase, client: Client) -> Reader:
    person = makers.staff()
    client.force_login(person)
    _, key = actions.make_token(by=person, name="Tall", scope=Scope.OVERVIEW, days=9, site="")
    return Reader(client, key)


# What each output says


def of_reports(regions: list[Region], phase: Phase, day: date) -> Numbers:
    """Of strands that go on: a strand that was closed is not in the overview."""
    reports = ((one.slug, report_content(one, phase, day)) for one in regions)
    return {
        (slug, strand.number, one.slug): Said(one.met, one.of, one.state, one.late_days)
        for slug, report in reports
        for strand in report.strands
        if strand.closed_on is None
        for one in strand.milestones
    }


def of_matrix(page: Any) -> Numbers:
    """Each cell of the page: «2 av 4», its state, and how late it is in words."""
    return {
        key: Said(met, of, shown, _late_days(words))
        for key, shown, count, words in _cells(page)
        for met, of in [map(int, re.findall(r"\d+", count))]
    }


def of_difference(page: Any) -> Mapping[Key, tuple[tuple[int, int], Said]]:
    """Each cell of the page: «0 → 2 av 4», «2 av 5 → 2 av 6», «4 av 4», and the state it has now.

    How many were met of how many before, and what it is now. How late it is now, it does not say.
    """
    found: dict[Key, tuple[tuple[int, int], Said]] = {}
    for key, shown, count, _words in _cells(page):
        before, _, after = count.rpartition("→")
        met, of = map(int, re.findall(r"\d+", after))
        was = [int(number) for number in re.findall(r"\d+", before)]
        was_met, was_of = {0: (met, of), 1: (*was, of), 2: tuple(was)}[len(was)]
        found[key] = (was_met, was_of), Said(met, of, shown, 0)
    return found


def _cells(page: Any) -> Iterator[tuple[Key, str, str, str]]:
    for cell in page.iter("td"):
        link = cell.find("a")
        if link is not None and "cell" in cell.get("class", "").split():
            _, _, region, _, strand, milestone, _ = link.get("href").split("?")[0].split("/")
            words = " ".join("".join(one.itertext()) for one in cell.iter("small"))
            count = "".join(link.find("b").itertext())
            yield (region, int(strand), milestone), cell.get("data-state"), count, words


def _late_days(words: str) -> int:
    found = re.match(r"(\d+) dag", words)
    return int(found[1]) if found else 0


def of_rows(rows: list[list[Any]], columns: Any) -> Numbers:
    """A table's rows, in which a state stands in words or as its fixed word."""
    listed = [dict(zip((one.name for one in columns), row, strict=True)) for row in rows]
    return {_key(row): said(row["met"], row["of"], _state(row), row["days_late"]) for row in listed}


def _key(row: Mapping[str, Any]) -> Key:
    return row["region"], int(row["strand"]), row["milestone"]


def _state(row: Mapping[str, Any]) -> str:
    state = str(row["state"])
    return SHOWN.get(state, state)


def of_data(found: Any) -> Numbers:
    return {
        (region["region"], strand["strand"], one["milestone"]): said(
            one["met"], one["of"], one["state"], one["days_late"]
        )
        for region in found["regions"]
        for strand in region["strands"]
        for one in strand["milestones"]
    }


def of_changes(found: Any, day: str) -> Numbers:
    """The API's differences, of one of the two days."""
    return {
        (region["region"], strand["strand"], one["milestone"]): said(
            one[day]["met"], one[day]["of"], one[day]["state"], one[day]["days_late"]
        )
        for region in found["regions"]
        for strand in region["strands"]
        for one in strand["milestones"]
    }


def in_sum(numbers: Numbers, slug: str) -> Mapping[str, int]:
    """How many regions are late at a milestone, and how many are otherwise."""
    at = {key: one for key, one in numbers.items() if key[2] == slug}
    late = {region for (region, _, _), one in at.items() if one.late_days}
    return {"late": len(late), "reached": sum(_has_reached(key, one) for key, one in at.items())}


def _has_reached(key: Key, one: Said) -> bool:
    return key[1] == MAIN and one.state == State.REACHED


# They agree


@example_settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, two_days)
def test_all_outputs_say_the_same(
    phase: Phase, reader: Reader, history: list[Act], two: list[date]
) -> None:
    since, day = two
    with transaction.atomic(), translation.override("nb"):
        regions = play(phase, history)
        now, before = of_reports(regions, phase, day), of_reports(regions, phase, since)
        assert len(now) >= len(NAMES) * MILESTONES
        _agree_on_a_day(reader, now, day)
        _agree_on_two_days(reader, now, before, two)
        _agree_in_sum(now, sums(EVERYTHING, Reading.as_of(day), "nb"))
        transaction.set_rollback(True)


def _agree_on_a_day(reader: Reader, now: Numbers, day: date) -> None:
    at = {"as_of": day.isoformat()}
    assert of_matrix(reader.page(apne="alle", **at)) == now
    norwegian = reader.table("checkpoints:overview_csv", ";", **at)
    exact = reader.table("checkpoints:overview_csv", ",", csv="rfc4180", **at)
    workbook = reader.workbook(**at).get_sheet_by_index(0).to_python()[1:]
    for rows in (norwegian, exact, workbook):
        assert of_rows(rows, COLUMNS) == now
    for data in (reader.data("checkpoints:overview_json", **at), reader.data("api:overview", **at)):
        assert of_data(data) == now


def _agree_on_two_days(reader: Reader, now: Numbers, before: Numbers, two: list[date]) -> None:
    """A strand that was closed on one of the days is told of here, though not on that day."""
    at = {"since": two[0].isoformat(), "as_of": two[1].isoformat()}
    shown = of_difference(reader.page(**at))
    for key, ((was_met, was_of), one) in shown.items():
        if key in now:
            assert (one.met, one.of, one.state) == (now[key].met, now[key].of, now[key].state)
        if key in before:
            assert (was_met, was_of) == (before[key].met, before[key].of)
    assert {key for key in now if key[1] == MAIN} <= shown.keys()

    rows = reader.table("checkpoints:overview_csv", ",", csv="rfc4180", **at)
    told = reader.data("api:differences", **at)
    was, is_now = of_changes(told, "before"), of_changes(told, "after")
    for found in (of_rows(rows, CHANGES), is_now):
        assert {key: one for key, one in found.items() if key in now} == now
    on_both = was.keys() & before.keys()
    assert now.keys() & before.keys() <= on_both
    assert {key: was[key] for key in on_both} == {key: before[key] for key in on_both}


def _agree_in_sum(now: Numbers, counted: Sums | None) -> None:
    assert counted
    assert counted.regions == len({region for region, _, _ in now})
    for at_one in counted.milestones:
        expected = in_sum(now, at_one.milestone.slug)
        assert {"late": at_one.late, "reached": at_one.reached} == expected
