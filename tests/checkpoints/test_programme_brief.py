"""The programme's brief: each rule, right for none, one and many, and where its numbers lead."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import translation

from checkpoints.briefs import Named, NamedRegions, Part, ProgrammeBeside, programme_brief
from checkpoints.calendar import Coming
from checkpoints.forecast import Course, Paces, pace
from checkpoints.overview import DifferenceSums, MilestoneSums, Sums
from checkpoints.overview.kinds import Kind
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts
from regions.wording import Text

DAY = date(2016, 11, 20)
EVENT = Coming("Samling 3", date(2017, 1, 12), date(2017, 1, 13), "Bodø", 53)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def facts(number: int) -> MilestoneFacts:
    return MilestoneFacts(number, f"m{number}", number, Text(f"Milepæl {number}", "nb"))


def total(*reached: int, **counts: int) -> Sums:
    listed = tuple(
        MilestoneSums(facts(place), {State.REACHED: count}, 0)
        for place, count in enumerate(reached, 1)
    )
    known = {"regions": 28, "late": 0, "on_hold": 0, "stale": 0, "asking": 0}
    return Sums(day=DAY, milestones=listed, **(known | counts))


def address(words: Mapping[str, str]) -> str:
    return f"/oversikt/?{urlencode(words)}"


def happened(changed: int = 9, **kinds: int) -> DifferenceSums:
    counts = {kind: kinds.get(kind.value, 0) for kind in Kind}
    return DifferenceSums(date(2016, 9, 14), DAY, 28, changed, counts, ())


def told(sums: Sums, **beside: Any) -> str:
    return programme_brief(sums, address, ProgrammeBeside(**beside)).text


def test_how_many_have_reached_what() -> None:
    assert told(total(0, 0)) == "28 city regions. No milestone is reached yet. None is late."
    assert told(total(1, 0)).startswith("28 city regions. 1 region has reached Milepæl 1. ")
    assert told(total(24, 2, 1, 0)).startswith(
        "28 city regions. 24 regions have reached Milepæl 1, 2 have reached Milepæl 2 and "
        "1 has reached Milepæl 3. "
    )


def test_of_a_selection_it_says_how_many_there_are() -> None:
    assert told(total(1, regions=3), of=28).startswith("Showing 3 of 28 city regions. ")
    assert told(total(regions=1)).startswith("1 city region. ")
    assert told(total(regions=0), of=28) == "No region matches."


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("late", "1 region is late.", "2 regions are late."),
        ("on_hold", "1 region has something on hold.", "2 regions have something on hold."),
        (
            "stale",
            "1 region has something open that has not been reviewed for 90 days.",
            "2 regions have something open that has not been reviewed for 90 days.",
        ),
        (
            "asking",
            "1 region waits for an answer to a question.",
            "2 regions wait for an answer to a question.",
        ),
    ],
)
def test_what_is_wrong(name: str, one: str, two: str) -> None:
    for count, words in ((1, one), (2, two)):
        assert told(total(1, **{name: count})).endswith(words)
        assert ("None is late." in told(total(1, **{name: count}))) == (name != "late")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (happened(0), "Nothing has changed since samling 2."),
        (happened(1), "1 region has changed something since samling 2, but no state."),
        (happened(2, met=2), "2 regions have changed something since samling 2, but no state."),
        (happened(reached=1), "Since samling 2: 1 region has reached a milestone."),
        (
            happened(reached=6, reopened=2, on_hold=1, late=3, moved=4),
            (
                "Since samling 2: 6 regions have reached a milestone, 2 regions have reopened a "
                "milestone, 1 region has put something on hold, 3 regions have become late and "
                "4 regions have moved a plan."
            ),
        ),
    ],
)
def test_what_changed_in_the_programme(changes: DifferenceSums, words: str) -> None:
    assert told(total(1), changes=changes, since="samling 2").endswith(words)


def test_how_long_milestones_take_where_it_is_known() -> None:
    known = Paces(DAY, 28, 28, {1: pace(Course(days, reached=True) for days in range(1, 10))})
    found = told(total(9, 3), paces=known, next_event=EVENT)
    assert "Next in the calendar is samling 3, " in found
    assert found.endswith("Half of the strands reached Milepæl 1 in 5 days or less.")
    assert told(total(9), paces=Paces(DAY, 28, 28)).endswith("None is late.")
    both = dict.fromkeys((1, 2), known.at[1])
    assert told(total(9, 3), paces=Paces(DAY, 28, 28, both)).endswith(
        "Half of the strands reached Milepæl 1 in 5 days or less, and Milepæl 2 in 5."
    )


def named(name: str, days: int = 0, when: str = "") -> Named:
    return Named(Part(name, f"/{name}/"), Text("Milepæl 1", "nb"), days, when)


def test_of_a_milestone_that_is_chosen_it_says_how_many_are_late_there() -> None:
    late = replace(total(1, late=20), milestones=(MilestoneSums(facts(1), {}, 14),))
    latest = named("Salten", 77)
    assert "14 are late at Milepæl 1, most Salten: 77 days." in told(late, at="m1", latest=latest)
    assert "14 are late at Milepæl 1." in told(late, at="m1")
    assert "20 regions are late, most Salten: 77 days." in told(late, latest=latest)
    assert "20 regions are late." in told(late, at="another")


def test_regions_are_named_that_stand_out() -> None:
    regions = NamedRegions(
        latest=[named("A", 77), named("B", 1)],
        held=[named("A"), named("B"), named("C"), named("D")],
        waiting=[named("B")],
        ranges=[named("C", when="by 3 May 2017")],
    )
    assert told(total(1), regions=regions).endswith(
        "The latest: A (Milepæl 1, 77 days) and B (Milepæl 1, 1 day). "
        "On hold, among others: A (Milepæl 1), B (Milepæl 1) and C (Milepæl 1). "
        "Waiting for an answer: B about «Milepæl 1». "
        "Likely to be reached: C (Milepæl 1) by 3 May 2017."
    )


def test_every_number_leads_to_the_regions_it_counts() -> None:
    known = Paces(DAY, 28, 28, {1: pace(Course(days, reached=True) for days in range(1, 10))})
    beside = ProgrammeBeside(
        changes=happened(reached=6), since="samling 2", paces=known, forecast="/oversikt/prognose/"
    )
    counted = total(9, late=5, on_hold=4, stale=3, asking=2)
    brief = programme_brief(counted, address, beside)
    found = [(part.text, part.address) for one in brief.sentences for part in one if part.address]
    assert found == [
        ("28", "/oversikt/?"),
        ("9", "/oversikt/?milepel=m1&status=reached"),
        ("5", "/oversikt/?forsinket=ja"),
        ("4", "/oversikt/?status=on_hold"),
        ("3", "/oversikt/?ikke-bekreftet-siden=2016-08-23"),
        ("2", "/oversikt/?hjelp=ja"),
        ("6", "/oversikt/?since=2016-09-14"),
        ("5", "/oversikt/prognose/"),
    ]
