"""The history: pages that new steps do not shift, of one's own regions alone."""

from typing import Any

import pytest

from checkpoints.exports.history import FACTS, TEXTS
from checkpoints.models import Status
from regions.models import Region
from tests import makers
from tests.byregion.api.asking import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodo() -> Region:
    makers.small_programme()
    region = makers.make_region("Bodøregionen", slug="bodo")
    for checkpoint in (1, 2, 3):
        makers.assess(makers.main_strand(region), 1, checkpoint, text="privat kommentar")
    return region


def walk(program: Program, **asked: Any) -> list[dict[str, Any]]:
    """All rows, page after page, as `next` leads."""
    rows, after = [], ""
    while True:
        page = program.read("history", after=after, **asked)
        rows += page["rows"]
        if page["next"] is None:
            return rows
        after = page["next"]


def key(row: dict[str, Any]) -> tuple[str, int, int]:
    return row["thing"], row["id"], row["revision"]


def test_the_pages_hold_every_row_once(bodo: Region) -> None:
    program = Program(makers.staff())
    whole = program.read("history")["rows"]
    assert len({key(row) for row in whole}) == len(whole)
    assert [key(row) for row in walk(program, limit=1)] == [key(row) for row in whole]
    assert [row["status"] for row in whole if row["thing"] == "assessment"] == ["met"] * 3


def test_a_page_links_to_the_next_one(bodo: Region) -> None:
    answer = Program(makers.staff()).ask("history", limit=1)
    following = answer.json()["next"]
    address = f"http://testserver/api/v1/history?limit=1&after={following}"
    assert answer["Link"] == f'<{address}>; rel="next"'
    assert "Link" not in Program(makers.staff()).ask("history")


def test_what_is_recorded_meanwhile_shifts_no_page(bodo: Region) -> None:
    program = Program(makers.staff())
    before = [key(row) for row in walk(program)]
    first = program.read("history", limit=2)
    makers.make_region(slug="alta")
    makers.assess(makers.main_strand(bodo), 2, 1, Status.ON_HOLD)
    rest = program.read("history", after=first["next"])["rows"]
    read = [key(row) for row in (*first["rows"], *rest)]
    assert len(set(read)) == len(read)
    assert set(before) <= set(read)


def test_of_one_thing_one_reads_on_another_day(bodo: Region) -> None:
    program = Program(makers.staff())
    read = program.read("history", thing="assessment")
    assert {row["thing"] for row in read["rows"]} == {"assessment"}
    assert read["next"] is None
    nothing = program.read("history", thing="assessment", after=read["last"])
    assert (nothing["rows"], nothing["last"]) == ([], read["last"])
    makers.assess(makers.main_strand(bodo), 2, 1, Status.ON_HOLD)
    makers.make_region()  # of which nothing is told here
    [row] = program.read("history", thing="assessment", after=read["last"])["rows"]
    assert row["status"] == "on_hold"


def test_pages_of_one_thing_hold_that_thing_alone(bodo: Region) -> None:
    rows = walk(Program(makers.staff()), thing="assessment", limit=1)
    assert [row["thing"] for row in rows] == ["assessment"] * 3


def test_a_thing_that_is_none_is_refused(bodo: Region) -> None:
    program = Program(makers.staff())
    assert "assessment" in program.refused("history", thing="user")["thing"]["allowed"]
    assert list(program.refused("history", thing="plan", after="assessment-1")) == ["after"]


def test_a_coordinator_reads_their_own_regions_alone(bodo: Region) -> None:
    alta = makers.make_region(slug="alta")
    makers.assess(makers.main_strand(alta), 1, 1)
    rows = walk(Program(makers.coordinator_of(alta)))
    assert {row["region"] for row in rows} == {"alta"}
    assert {row["region"] for row in walk(Program(makers.staff()))} == {"alta", "bodo"}


def test_the_ministry_reads_no_history(bodo: Region) -> None:
    assert Program(makers.ministry()).ask("history").status_code == 404


def test_texts_and_names_come_only_where_they_are_asked_for(bodo: Region) -> None:
    program = Program(makers.coordinator_of(bodo))
    without = program.read("history")["rows"]
    assert [list(row) for row in without] == [[one.name for one in FACTS]] * len(without)
    assert "rivat" not in str(without)
    rows = program.read("history", texts="true")["rows"]
    assert list(rows[0]) == [one.name for one in (*FACTS, *TEXTS)]
    said = [row["text"] for row in rows if row["thing"] == "assessment"]
    assert said == ["privat kommentar"] * 3


def test_a_past_day_knows_nothing_of_what_came_later(bodo: Region) -> None:
    program = Program(makers.staff())
    rows = program.read("history", as_of="2016-02-14")["rows"]
    assert [row for row in rows if row["thing"] == "assessment"] == []
    rows = program.read("history", as_of="2016-02-15")["rows"]
    assert len([row for row in rows if row["thing"] == "assessment"]) == 3


@pytest.mark.parametrize(
    "after", ["x", "assessment", "assessment-", "assessment--1", "user-1", "assessment-" + "9" * 19,
              "assessment-1\0", "🙂-1", "assessment-٣"]
)  # fmt: skip
def test_a_place_that_is_none_is_refused(bodo: Region, after: str) -> None:
    assert list(Program(makers.staff()).refused("history", after=after)) == ["after"]
