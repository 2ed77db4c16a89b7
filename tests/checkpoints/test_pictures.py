"""What the pictures say: the sentence, and the table that has the same numbers."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status
from checkpoints.overview import Page, Selection
from checkpoints.pictures import PICTURES, Picture, Where, trend
from checkpoints.queries import current_outline, events
from checkpoints.timeline import SIGNS
from regions.models import ParticipationRole, Region
from regions.reading import Reading
from tests import makers
from tests.checkpoints.pictures import SVG, add_events, ground_of, parsed, words_of


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The language that sentences are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def phase(db: None) -> Phase:
    phase = makers.small_programme(milestones=2, checkpoints=1, questions=0)
    add_events(phase)
    return phase


def region_in(county: str, name: str, *, reached: str = "", planned: str = "") -> Region:
    """A region that reached the first milestone on a day, and had planned to on another."""
    region = makers.make_region(name)
    host = makers.make_municipality(name, county=county)
    makers.take_part(region, host, ParticipationRole.HOST)
    strand = makers.main_strand(region)
    if planned:
        makers.plan(strand, 1, "2015-10-01", planned)
    if reached:
        makers.assess(strand, 1, 1, when=reached)
    return region


def three_regions() -> None:
    region_in("Nordland", "Salten", reached="2016-01-15", planned="2016-01-31")
    region_in("Nordland", "Ofoten", reached="2016-06-01", planned="2016-02-29")
    region_in("Troms", "Tromsø", planned="2016-11-10")


def made(name: str, day: str = "2016-11-20", **asked: object) -> Picture:
    return PICTURES[name](ground_of(day, **asked))  # type: ignore[arg-type]  # as ground_of takes it


# Progress over time


def test_curves_count_who_had_reached_and_who_should_have(phase: Phase) -> None:
    three_regions()
    first, second = made("framdrift").table.rows
    assert first[1:] == ("0 (0)", "1 (1)", "2 (3)")
    assert second[1:] == ("0 (0)", "0 (0)", "0 (0)")


def test_curves_tell_what_is_farthest_behind(phase: Phase) -> None:
    three_regions()
    assert made("framdrift").sentence == (
        "The curves show, for each milestone, how many of 3 regions had reached it. Milepæl 1 is"
        " farthest behind the plan: 2 have reached it, and by the plan 3 should have."
    )


def test_curves_of_a_past_day_know_nothing_later(phase: Phase) -> None:
    three_regions()
    first, _second = made("framdrift", "2016-03-01").table.rows
    assert first[1:] == ("0 (0)", "1 (1)", "1 (2)")


def test_what_is_reopened_had_been_reached_until_then(phase: Phase) -> None:
    region = region_in("Nordland", "Salten", reached="2016-01-15")
    makers.assess(makers.main_strand(region), 1, 1, Status.IN_PROGRESS, when="2016-09-01")
    first, _second = made("framdrift").table.rows
    assert first[1:] == ("0 (0)", "1 (0)", "0 (0)")


def test_curves_and_bars_have_the_same_numbers(phase: Phase) -> None:
    three_regions()
    region = region_in("Troms", "Harstad", reached="2016-01-15")
    makers.assess(makers.main_strand(region), 1, 1, Status.IN_PROGRESS, when="2016-09-01")
    curves = [cell.split()[0] for row in made("framdrift").table.rows for cell in row[1:]]
    bars = [row[2] for row in made("fordeling").table.rows]
    assert curves == bars == ["0", "2", "2", "0", "0", "0"]


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ("", "None has reached any yet."),
        ("2016-01-15", "No milestone is behind the plan. Milepæl 1 is reached by 1 region."),
    ],
)
def test_curves_say_when_nothing_is_behind(phase: Phase, reached: str, said: str) -> None:
    region_in("Nordland", "Salten", reached=reached)
    start = "The curves show, for each milestone, how many of 1 region had reached it."
    assert made("framdrift").sentence == f"{start} {said}"


# The distribution


def test_bars_count_the_states_at_each_event_and_now(phase: Phase) -> None:
    three_regions()
    rows = made("fordeling").table.rows
    assert [row[2:] for row in rows] == [
        ("0", "0", "0", "3", "0"),
        ("1", "0", "0", "2", "0"),
        ("2", "0", "0", "1", "0"),
        ("0", "0", "0", "3", "0"),
        ("0", "0", "0", "3", "0"),
        ("0", "0", "0", "3", "0"),
    ]


def test_bars_tell_what_happened_since_the_last_event(phase: Phase) -> None:
    three_regions()
    assert made("fordeling").sentence == (
        "The bars show in which state 3 regions were at each milestone. Since gathering 1, 1 more"
        " region has reached Milepæl 1, so that it is reached by 2."
    )


def test_bars_say_when_nothing_happened_since_the_last_event(phase: Phase) -> None:
    region_in("Nordland", "Salten", reached="2016-01-15")
    assert made("fordeling").sentence.endswith(
        "No more have reached a milestone since gathering 1."
    )


def test_bars_before_the_first_event_are_of_the_day_alone(phase: Phase) -> None:
    three_regions()
    found = made("fordeling", "2015-08-01")
    assert [row[2:] for row in found.table.rows] == [("0", "0", "0", "3", "0")] * 2
    assert found.sentence == "The bars show in which state 3 regions were at each milestone."


# The counties


def test_each_county_has_its_regions_how_far_and_how_many_are_late(phase: Phase) -> None:
    three_regions()
    assert made("fylker").table.rows == (
        ("Nordland", "2", "2 of 4", "0"),
        ("Troms", "1", "0 of 2", "1"),
    )


def test_the_map_tells_who_has_come_furthest(phase: Phase) -> None:
    three_regions()
    assert made("fylker").sentence == (
        "3 city regions in 2 counties, by the county of the host municipality. Nordland has come"
        " furthest: 2 of 4 milestones are reached. 1 region is late."
    )


def test_a_region_counts_in_its_hosts_county_alone(phase: Phase) -> None:
    region = region_in("Nordland", "Salten")
    makers.take_part(region, makers.make_municipality("Ål", county="Buskerud"))
    counts = {row[0]: row[1] for row in made("fylker").table.rows}
    assert counts == {"Nordland": "1", "Buskerud": "0"}


def test_a_region_without_municipalities_has_a_tile_too(phase: Phase) -> None:
    makers.make_region("Uten")
    assert made("fylker").table.rows == (("No county", "1", "0 of 2", "0"),)


def test_a_county_without_a_place_on_the_map_is_drawn_below(phase: Phase) -> None:
    three_regions()
    places = [makers.make_municipality(f"Sted {n}", county=f"Fylke {n}") for n in range(25)]
    for place in places:
        makers.take_part(makers.make_region(), place, ParticipationRole.HOST)
    found = made("fylker")
    drawn = words_of(parsed(found))
    tiles = [name for name in drawn if name.startswith("Fylke ")]
    assert sorted(tiles) == sorted(f"Fylke {n}" for n in range(25))


def test_a_name_in_two_languages_has_a_line_for_each_and_what_is_late_stays_inside(
    phase: Phase,
) -> None:
    region_in("Finnmark - Finnmárku", "Alta", planned="2016-02-29")
    with translation.override("nb"):
        svg = str(dict(made("fylker").small)["narrow"])
    drawn = words_of(ET.fromstring(svg))  # noqa: S314  our own
    assert [one for one in drawn if one.startswith("Finnm")] == ["Finnmark", "Finnmárku"]
    assert drawn[-1] == "1"  # and not «1 forsinket»; the key says what the sign means


def test_a_county_that_is_no_more_leaves_the_map(phase: Phase) -> None:
    makers.make_municipality("Før", county="Gammelt", valid_to=date(2015, 12, 31))
    makers.make_municipality("Nå", county="Nytt", valid_from=date(2016, 1, 1))
    now, before = (
        [row[0] for row in made("fylker", day).table.rows] for day in ("2016-11-20", "2015-12-31")
    )
    assert (now, before) == (["Nytt"], ["Gammelt"])


# The timeline


def test_lanes_say_what_was_planned_and_what_was_real(phase: Phase) -> None:
    region_in("Nordland", "Salten", reached="2016-01-15", planned="2016-01-31")
    reached, untouched = made("tidslinje").table.rows
    assert reached[:4] == ("Salten", "Main strand", "1. Milepæl 1", "reached")
    assert reached[4:] == ("1\u00a0Oct\u00a02015 – 31\u00a0Jan\u00a02016",
                           "15\u00a0Jan\u00a02016 – 15\u00a0Jan\u00a02016")  # fmt: skip
    assert untouched[3:] == ("not started", "–", "–")


def test_the_timeline_tells_who_is_latest(phase: Phase) -> None:
    three_regions()
    assert made("tidslinje").sentence == (
        "3 city regions with 3 strands. 1 strand is late."
        " The latest is Tromsø, 10 days behind the plan for Milepæl 1."
    )


def test_a_theme_is_shown_to_those_alone_who_see_the_region(phase: Phase) -> None:
    region = region_in("Nordland", "Salten")
    makers.parallel_strand(region, phase.milestones.all()[1], "Reiseliv")
    seen, unseen = (
        {row[1] for row in made("tidslinje", sees=sees).table.rows} for sees in (True, False)
    )
    assert seen == {"Main strand", "Reiseliv"}
    assert unseen == {"Main strand", "Parallel strand 2"}
    assert "Reiseliv" not in made("tidslinje", sees=False).alone().svg


def test_the_timeline_shows_a_page_and_says_of_how_many(phase: Phase) -> None:
    three_regions()
    found = made("tidslinje", page=Page(2, 2))
    assert {row[0] for row in found.table.rows} == {"Tromsø"}
    assert found.is_part
    assert found.sentence == (
        "3 city regions with 3 strands. 1 strand is late."
        " The latest is Tromsø, 10 days behind the plan for Milepæl 1. 1 of 3 are shown here."
    )


def test_the_sentence_is_about_all_whichever_page_is_drawn(phase: Phase) -> None:
    three_regions()
    whole = made("tidslinje")
    assert not whole.is_part
    for number in (1, 2, 3):
        part = made("tidslinje", page=Page(number, 1))
        assert part.sentence == f"{whole.sentence} 1 of 3 are shown here."


def test_a_bar_has_number_and_sign_on_every_strand(phase: Phase) -> None:
    """Planned long and short, at the end of the axis, or not at all: never a colour alone."""
    region = region_in("Nordland", "Salten")
    main, second = makers.main_strand(region), phase.milestones.all()[1]
    makers.plan(main, 1, "2016-01-01", "2016-12-01")
    makers.assess(main, 1, 1, Status.IN_PROGRESS, when="2016-02-01")
    makers.assess(main, 2, 1, Status.ON_HOLD, when="2016-05-01")
    for theme, starts, ends in (("Kort", "2016-03-01", "2016-03-05"),
                                ("Sist", "2018-06-26", "2018-06-30")):  # fmt: skip
        makers.plan(makers.parallel_strand(region, second, theme), 2, starts, ends)
    found = made("tidslinje")
    labels = [text for text in words_of(parsed(found)) if text in ("1", "2")]
    assert labels == ["1", "2", "2", "2"]
    assert states_with_signs(found) == {"in_progress", "on_hold", "late", "not_started"}


def states_with_signs(found: Picture) -> set[str]:
    """The states of the bars that have a sign beside their number."""
    groups = [one for one in parsed(found).iter(f"{SVG}g") if one.find(f"{SVG}title") is not None]
    return {
        path.attrib["data-state"]
        for one in groups
        for path in one.findall(f"{SVG}path")
        if path.attrib["d"] in SIGNS.values()
    }


def test_a_strand_without_anything_says_so(phase: Phase) -> None:
    makers.make_region("Salten")
    assert "nothing is planned or recorded" in words_of(parsed(made("tidslinje")))


def test_sheets_of_paper_have_every_region_once_and_whole(phase: Phase) -> None:
    for number in range(20):
        region = makers.make_region(f"Region {number:02}")
        makers.parallel_strand(region, phase.milestones.all()[1], f"Tema {number:02}")
    sheets = [words_of(ET.fromstring(one)) for one in made("tidslinje").sheets]  # noqa: S314  our own
    regions = [[word[-2:] for word in words if word.startswith("Region ")] for words in sheets]
    themes = [[word[-2:] for word in words if word.startswith("Tema ")] for words in sheets]
    assert len(sheets) > 1
    assert sum(regions, []) == [f"{number:02}" for number in range(20)]  # noqa: RUF017  short
    assert themes == regions


# The milestone trend


def trend_of(region: Region, phase: Phase, day: str = "2016-11-20") -> Picture:
    reading = Reading.as_of(date.fromisoformat(day))
    outline = current_outline(reading, "nb")
    assert outline
    return trend(Where(region, phase, events(phase, reading), outline.milestones), reading)


def test_the_trend_has_each_planned_end_as_it_stood(phase: Phase) -> None:
    region = region_in("Nordland", "Salten", reached="2016-10-01", planned="2016-01-31")
    makers.plan(makers.main_strand(region), 1, "2015-10-01", "2016-05-01", when="2016-01-10")
    first, second = trend_of(region, phase).table.rows
    assert first == (
        "1. Milepæl 1", "–", "1\u00a0May\u00a02016", "1\u00a0May\u00a02016",
        "1\u00a0Oct\u00a02016",
    )  # fmt: skip
    assert second == ("2. Milepæl 2", "–", "–", "–", "–")


def test_the_trend_of_a_past_day_knows_no_later_plan(phase: Phase) -> None:
    region = region_in("Nordland", "Salten", planned="2016-01-31")
    makers.plan(makers.main_strand(region), 1, "2015-10-01", "2016-05-01", when="2016-01-10")
    first, _second = trend_of(region, phase, "2015-12-31").table.rows
    assert first[1:] == ("–", "31\u00a0Jan\u00a02016", "–")


def test_the_trend_tells_what_moved_the_most(phase: Phase) -> None:
    region = region_in("Nordland", "Salten", planned="2016-01-31")
    makers.plan(makers.main_strand(region), 1, "2015-10-01", "2016-02-10", when="2016-01-10")
    assert trend_of(region, phase).sentence == (
        "The planned end of 1 of 1 milestone has been moved."
        " The most: Milepæl 1, moved 1 time, 10 days later."
    )


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ("", "No milestone has a planned end yet."),
        ("2016-01-31", "No planned end has been moved since it was first set."),
    ],
)
def test_the_trend_says_when_nothing_moved(phase: Phase, planned: str, said: str) -> None:
    assert trend_of(region_in("Nordland", "Salten", planned=planned), phase).sentence == said


# All


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_no_region_says_so(phase: Phase, name: str) -> None:
    found = made(name, selection=Selection(text="finnes ikke"))
    assert found.sentence == "No region matches."
    assert parsed(found).tag.endswith("svg")


@pytest.mark.parametrize("name", PICTURES)
def test_a_selection_holds_for_every_picture(phase: Phase, name: str) -> None:
    three_regions()
    few, one = made(name, selection=Selection(text="Salten")), made(name)
    assert few.table.rows != one.table.rows
    assert few.sentence != one.sentence


QUERIES = {"framdrift": 4, "fordeling": 5, "tidslinje": 7, "fylker": 3}


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_the_same_queries_for_any_number_of_regions(
    phase: Phase, name: str, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(regions):
        region = region_in("Nordland", f"Region {number}", reached="2016-01-15")
        makers.parallel_strand(region, phase.milestones.all()[1])
    ground = ground_of()
    if name == "tidslinje":
        assert ground.found.count == regions  # what finding costs is not the picture's
    with django_assert_num_queries(QUERIES[name]):
        PICTURES[name](ground).alone()
