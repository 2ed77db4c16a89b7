"""What the endpoints say: the same numbers as the pages, and to each no more than they may read."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from byregion.api.schemas.standing import Standing
from checkpoints import actions
from checkpoints.boards import board
from checkpoints.exports.overview import OWN, STANDING
from checkpoints.models import EventKind, Phase, Status
from regions.actions import change_region
from regions.models import Region
from regions.reading import Reading
from tests import makers
from tests.byregion.api.asking import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def bodo(phase: Phase) -> Region:
    """Has reached its first milestone, has a parallel strand, and has written about itself."""
    region = makers.make_region("Bodøregionen", slug="bodo")
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, text="privat kommentar", responsible_name="Privat ansvarlig")
    for checkpoint in (2, 3):
        makers.assess(strand, 1, checkpoint, when="2016-05-02")
    makers.plan(strand, 2, "2016-01-01", "2016-10-01")
    makers.plan(strand, 2, "2016-01-01", "2016-11-10", when="2016-09-01")
    makers.decide(strand, 1, note="privat vedtak")
    makers.parallel_strand(region, phase.milestones.all()[1], "privat tema")
    return region


@pytest.fixture
def alta(phase: Phase) -> Region:
    return makers.make_region("Altaregionen", slug="alta")


@pytest.fixture
def staff(phase: Phase) -> Program:
    return Program(makers.staff())


def numbers(cell: Any) -> dict[str, Any]:
    tally = cell.tally
    return {"state": cell.state, "met": tally.met, "of": tally.counted, "days_late": cell.late_days}


def some_of(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names}


# The programme


def test_the_programme_says_where_it_has_come_to(staff: Program, bodo: Region) -> None:
    assert staff.read("programme") == {
        "programme": "program", "name": "Programmet", "funder": "Departementet",
        "languages": ["nb", "nn"], "day": "2016-11-20", "phase": "fase", "regions": 1,
    }  # fmt: skip


def test_phases_have_all_forms_of_their_texts_and_the_days_calendar(
    staff: Program, phase: Phase
) -> None:
    actions.add_event(
        by=None, phase=phase, kind=EventKind.GATHERING, starts_on=date(2016, 2, 1),
        at=makers.at("2015-08-01"),
    )  # fmt: skip
    [told] = staff.read("phases")["phases"]
    [milestone, _second] = told["milestones"]
    assert told["is_current"]
    assert told["name"] == {"nb": "Fase", "nn": "", "en": "", "source": "nb"}
    assert [one["kind"] for one in milestone["checkpoints"]] == [
        "statement", "statement", "question",
    ]  # fmt: skip
    assert milestone["checkpoints"][0]["wording"]["nb"] == "Sjekkpunkt 1.c1"
    [event] = told["events"]
    assert some_of(event, "event", "starts_on") == {
        "event": "samling-1", "starts_on": "2016-02-01",
    }  # fmt: skip
    assert staff.read("phases", as_of="2015-07-31")["phases"][0]["events"] == []


# All regions


def test_the_overview_has_the_boards_numbers(staff: Program, bodo: Region, alta: Region) -> None:
    for day in ("2015-01-01", "2016-03-01", "2016-11-20"):
        found = board(Region.objects.all(), Reading.as_of(date.fromisoformat(day)), "nb")
        told = staff.read("overview", as_of=day)
        assert found is not None
        assert [one["region"] for one in told["regions"]] == [row.slug for row in found.rows]
        for row, region in zip(found.rows, told["regions"], strict=True):
            main = region["strands"][0]["milestones"]
            assert [some_of(one, "state", "met", "of", "days_late") for one in main] == [
                numbers(cell.cell) for cell in row.cells
            ]


def test_a_standing_has_the_fields_of_the_files() -> None:
    assert set(Standing.model_fields) == {column.name for column in (*STANDING, *OWN)}


def test_regions_are_told_in_pages_that_link_to_each_other(
    staff: Program, bodo: Region, alta: Region
) -> None:
    makers.make_region("Ålesundregionen", slug="alesund")
    answer = staff.ask("regions", limit=1, page=2, order="name")
    assert [one["region"] for one in answer.json()["regions"]] == ["bodo"]
    assert some_of(answer.json(), "count", "of", "page", "pages") == {
        "count": 3, "of": 3, "page": 2, "pages": 3,
    }  # fmt: skip
    at = "http://testserver/api/v1/regions?limit=1&page={}&order=name"
    assert answer["Link"] == ", ".join(
        f'<{at.format(page)}>; rel="{name}"'
        for name, page in (("first", 1), ("prev", 1), ("next", 3), ("last", 3))
    )
    beyond = staff.read("regions", limit=1, page=9)
    assert (beyond["regions"], beyond["count"]) == ([], 3)


def test_the_ministry_is_not_told_what_regions_ask_each_other(
    staff: Program, bodo: Region, alta: Region
) -> None:
    makers.ask(makers.main_strand(alta), 1, 1)
    kmd = Program(makers.ministry())
    assert kmd.refused("overview", asks="true").keys() == {"asks"}
    assert kmd.refused("sums", asks="true").keys() == {"asks"}
    for program, regions in ((kmd, None), (staff, 1)):
        assert program.read("sums")["asking"] == regions
        first, *_rest = program.read("milestone", "m1")["checkpoints"]
        assert first["asking"] == regions


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"q": "bodø"}, ["bodo"]),
        ({"q": "%"}, []),
        ({"state": "reached"}, ["bodo"]),
        ({"state": "reached", "milestone": "m2"}, []),
        ({"late": "true"}, ["bodo"]),
        ({"late": "true", "as_of": "2016-11-10"}, []),
        ({"asks": "true"}, ["alta"]),
        ({"county": "01"}, ["alta"]),
        ({"unconfirmed_since": "2016-06-01"}, ["alta"]),
        ({"order": "furthest"}, ["bodo", "alta"]),
        ({"order": "name"}, ["alta", "bodo"]),
    ],
)
def test_regions_are_chosen_as_the_overview_chooses_them(
    staff: Program, bodo: Region, alta: Region, asked: dict[str, str], slugs: list[str]
) -> None:
    makers.take_part(alta, makers.make_municipality("Alta", county="Finnmark"))
    strand = makers.main_strand(alta)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.ask(strand, 1, 1)
    for name in ("regions", "overview", "differences"):
        assert [one["region"] for one in staff.read(name, **asked)["regions"]] == slugs, name
    if "order" not in asked:
        assert staff.read("sums", **asked)["regions"] == len(slugs)


def test_a_region_is_told_under_the_name_of_the_day(staff: Program, bodo: Region) -> None:
    change_region(
        by=None, region=bodo, expected_revision=1, name="Salten", language="nb",
        source_confidence="", at=makers.at("2016-06-01"),
    )  # fmt: skip
    for day, name in (("2016-05-31", "Bodøregionen"), ("2016-06-01", "Salten")):
        told = staff.read("regions", as_of=day)["regions"][0]
        assert some_of(told, "name") == {"name": name}
        assert staff.read("region", "bodo", as_of=day)["name"] == name


def test_sums_count_each_region_once(staff: Program, bodo: Region, alta: Region) -> None:
    told = staff.read("sums")
    assert some_of(told, "regions", "late", "on_hold", "asking") == {
        "regions": 2, "late": 1, "on_hold": 0, "asking": 0,
    }  # fmt: skip
    first, second = told["milestones"]
    assert (first["states"]["reached"], first["states"]["not_started"]) == (1, 1)
    assert (second["late"], first["late"]) == (1, 0)


def test_a_milestone_has_counts_of_each_checkpoint(
    staff: Program, bodo: Region, alta: Region
) -> None:
    told = staff.read("milestone", "m1")
    assert some_of(told, "milestone", "phase", "regions") == {
        "milestone": "m1", "phase": "fase", "regions": 2,
    }  # fmt: skip
    assert [(one["checkpoint"], one["met"]) for one in told["checkpoints"]] == [
        ("c1", 1), ("c2", 1), ("c3", 1),
    ]  # fmt: skip
    earlier = staff.read("milestone", "m1", as_of="2016-03-01")
    assert [one["met"] for one in earlier["checkpoints"]] == [1, 0, 0]
    assert staff.ask("milestone", "m9").status_code == 404


def test_differences_are_of_two_days(staff: Program, bodo: Region, alta: Region) -> None:
    told = staff.read("differences", since="2016-03-01", as_of="2016-10-05", q="bodø")
    assert some_of(told, "since", "day", "count") == {
        "since": "2016-03-01", "day": "2016-10-05", "count": 1,
    }  # fmt: skip
    first, second = told["regions"][0]["strands"][0]["milestones"]
    assert (first["before"]["state"], first["after"]["state"]) == ("in_progress", "reached")
    assert some_of(first, "kinds", "met", "days_moved") == {
        "kinds": ["reached", "met"], "met": 2, "days_moved": None,
    }  # fmt: skip
    assert second["days_moved"] == 40
    assert staff.read("differences", since="2016-10-05", as_of="2016-10-05")["count"] == 2


def test_differences_may_be_of_the_changed_alone(
    staff: Program, bodo: Region, alta: Region
) -> None:
    days = {"since": "2016-10-05", "as_of": "2016-10-05"}
    none = staff.read("differences", changed="true", **days)
    assert (none["count"], none["of"], none["regions"]) == (0, 2, [])
    told = staff.read("differences", changed="true", since="2016-03-01", as_of="2016-10-05")
    everyone = staff.read("differences", since="2016-03-01", as_of="2016-10-05")
    changed = [one["region"] for one in everyone["regions"] if _is_changed(one)]
    assert [one["region"] for one in told["regions"]] == changed


def _is_changed(region: dict[str, Any]) -> bool:
    strands = region["strands"]
    return any(one["is_new"] or any(at["kinds"] for at in one["milestones"]) for one in strands)


# One region


def test_a_region_is_open_to_its_own_people_and_the_staff(staff: Program, bodo: Region) -> None:
    for program in (staff, Program(makers.reader_of(bodo))):
        told = program.read("region", "bodo")
        main, parallel = told["strands"]
        first, second = main["milestones"]
        assert told["opens"]
        assert parallel["theme"] == "privat tema"
        assert [one["milestone"] for one in parallel["milestones"]] == ["m2"]
        assert some_of(first["checkpoints"][0], "status", "text", "responsible") == {
            "status": "met", "text": "privat kommentar", "responsible": "Privat ansvarlig",
        }  # fmt: skip
        assert [one["note"] for one in first["decisions"]] == ["privat vedtak"]
        assert first["reached_at"].startswith("2016-05-02")
        assert some_of(second, "planned_end", "first_planned_end", "times_moved") == {
            "planned_end": "2016-11-10", "first_planned_end": "2016-10-01", "times_moved": 1,
        }  # fmt: skip


def test_others_read_a_regions_counts_and_states(bodo: Region, alta: Region) -> None:
    for person in (makers.coordinator_of(alta), makers.ministry()):
        told = Program(person).read("region", "bodo")
        main, parallel = told["strands"]
        assert not told["opens"]
        assert main["milestones"][0]["state"] == "reached"
        assert parallel["theme"] == ""
        assert [one["checkpoints"] for one in main["milestones"]] == [None, None]
        assert [one["decisions"] for one in main["milestones"]] == [None, None]


@pytest.mark.parametrize("name", ["regions", "overview", "differences", "region", "history"])
def test_nobody_reads_another_regions_words(bodo: Region, alta: Region, name: str) -> None:
    asked = {"texts": "true"} if name == "history" else {}
    where = ["bodo"] if name == "region" else []
    for person in (makers.coordinator_of(alta), makers.ministry()):
        assert "rivat" not in Program(person).ask(name, *where, **asked).content.decode()
    if name != "regions":
        assert (
            "rivat"
            in Program(makers.coordinator_of(bodo)).ask(name, *where, **asked).content.decode()
        )


def test_a_region_that_was_not_there_yet_is_not_found(staff: Program, bodo: Region) -> None:
    assert staff.ask("region", "bodo", as_of="2014-02-28").status_code == 404
    assert staff.ask("region", "bodo", as_of="2014-03-01").status_code == 200


# Queries: key and standing are two


QUERIES = {
    "programme": 5,
    "phases": 7,
    "regions": 5,
    "overview": 6,
    "sums": 4,
    "differences": 13,
    "milestone": 8,
    "region": 13,
    "history": 15,
}


@pytest.mark.parametrize("name", QUERIES)
def test_an_endpoint_takes_the_same_queries_for_any_number(
    name: str, staff: Program, phase: Phase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    where = {"milestone": ["m1"], "region": ["r1"]}.get(name, [])
    for count in (1, 3):
        while Region.objects.count() < count:
            region = makers.make_region(slug=f"r{Region.objects.count() + 1}")
            makers.assess(makers.main_strand(region), 1, 1)
        with django_assert_num_queries(QUERIES[name]):
            staff.read(name, *where)
