"""A region's brief: each rule, right for none, one and many, and where its numbers lead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from checkpoints.briefs import Beside, Brief, Part, Ways, region_brief
from checkpoints.briefs.sentences import listed, sentence
from checkpoints.calendar import Coming
from checkpoints.changes import changes_since
from checkpoints.forecast import Outlook
from checkpoints.models import Phase, Status, Strand
from checkpoints.region_progress import RegionProgress, region_progress
from regions import clock
from regions.reading import Reading
from regions.wording import Text
from tests import makers

DAY = date(2016, 11, 20)
EVENT = Coming("Samling 3", date(2017, 1, 12), date(2017, 1, 13), "Bodø", 53)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=3, checkpoints=2, questions=0)


@pytest.fixture
def strand(phase: Phase) -> Strand:
    return makers.main_strand(makers.make_region("Salten", slug="salten"), phase)


def progress_of(strand: Strand, day: date = DAY) -> RegionProgress:
    return region_progress(strand.region, strand.phase, Reading.as_of(day), "nb")


def lead_of(strand: Strand) -> list[str]:
    return ["".join(part.text for part in one) for one in region_brief(progress_of(strand)).lead]


def more_of(strand: Strand, **facts: Any) -> list[str]:
    brief = region_brief(progress_of(strand), Beside(**facts))
    return ["".join(part.text for part in one) for one in brief.more]


def linked(brief: Brief) -> list[tuple[str, str]]:
    return [(part.text, part.address) for one in brief.sentences for part in one if part.address]


# Sentences


def test_values_stand_in_their_places() -> None:
    found = sentence("%(n)d of %(of)d, 100 %% sure.", n=Part("2", "/there/"), of=5)
    assert found == (Part("2", "/there/"), Part(" of "), Part("5"), Part(", 100 % sure."))


def test_a_name_keeps_the_form_that_it_is_written_in() -> None:
    found = sentence("%(name)s is on hold.", name=Text("Tiltak vedteke", "nn"))
    assert found == (Part("Tiltak vedteke", language="nn"), Part(" is on hold."))


@pytest.mark.parametrize(
    ("count", "words"), [(1, "A"), (2, "A and B"), (3, "A, B and C"), (4, "A, B, C and D")]
)
def test_lists(count: int, words: str) -> None:
    items = [sentence(one) for one in "ABCD"[:count]]
    assert "".join(part.text for part in listed(items)) == words


def test_a_brief_is_plain_text_as_well() -> None:
    brief = Brief(
        (sentence("One."), sentence("Two %(n)d.", n=Part("2", "/"))), (sentence("Three."),)
    )
    assert (brief.text, brief.short) == ("One. Two 2. Three.", "One. Two 2.")


# A region: how it stands


def test_a_region_that_has_not_begun(strand: Strand) -> None:
    assert lead_of(strand) == ["0 of 3 milestones are reached."]


def test_what_is_reached_and_under_way(strand: Strand) -> None:
    for checkpoint in (1, 2):
        makers.assess(strand, 1, checkpoint, when="2016-11-01")
    makers.assess(strand, 2, 1, when="2016-11-01")
    assert lead_of(strand) == [
        "1 of 3 milestones are reached.",
        "Milepæl 2 is under way, with 1 of 2 checkpoints met.",
    ]


@pytest.mark.parametrize(
    ("ends_on", "words"), [("2016-11-19", "1 day late."), ("2016-11-18", "2 days late.")]
)
def test_what_is_late_is_said_to_be_late_alone(strand: Strand, ends_on: str, words: str) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-11-01")
    makers.plan(strand, 1, "2016-01-01", ends_on)
    assert lead_of(strand) == ["0 of 3 milestones are reached.", f"Milepæl 1 is {words}"]


def test_what_is_on_hold(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-11-01")
    assert lead_of(strand)[1:] == ["Milepæl 1 is on hold."]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 open checkpoint has not been reviewed for 90 days."),
        (2, "2 open checkpoints have not been reviewed for 90 days."),
    ],
)
def test_what_nobody_has_looked_at(strand: Strand, count: int, words: str) -> None:
    for checkpoint in range(1, count + 1):
        makers.assess(strand, 1, checkpoint, Status.IN_PROGRESS, when="2016-01-01")
    assert lead_of(strand)[-1] == words


def test_parallel_strands_and_which_has_come_furthest(strand: Strand, phase: Phase) -> None:
    last = phase.milestones.get(position=3)
    makers.parallel_strand(strand.region, last, "Handel")
    assert lead_of(strand)[-1] == "There is 1 parallel strand."
    further = makers.parallel_strand(strand.region, last, "Reiseliv")
    makers.assess(further, 3, 1, Status.ON_HOLD, when="2016-11-01")
    assert lead_of(strand)[1:] == [
        "Milepæl 3 (Reiseliv) is on hold.",
        "There are 2 parallel strands.",
    ]
    for checkpoint in (1, 2):
        makers.assess(further, 3, checkpoint, when="2016-11-02")
    assert lead_of(strand)[-1] == "Reiseliv has come furthest."


def test_a_phase_without_milestones_and_a_region_without_a_strand(strand: Strand) -> None:
    progress = progress_of(strand)
    nothing, early = replace(progress, milestones=()), replace(progress, strands=())
    assert region_brief(nothing).text == "This phase has no milestones."
    assert region_brief(early).text == "The region has no strand in this phase yet."


# A region: what moved, and what comes


def test_nothing_is_told_that_is_not_known(strand: Strand) -> None:
    assert more_of(strand) == []


def test_what_changed_since_the_last_event(strand: Strand) -> None:
    def told() -> list[str]:
        changes = changes_since(clock.end_of(date(2016, 9, 1)), progress_of(strand))
        return more_of(strand, changes=changes, since="samling 1")

    makers.assess(strand, 1, 1, when="2016-08-01")
    makers.plan(strand, 1, "2016-01-01", "2016-12-31", when="2016-08-01")
    assert told() == ["Nothing has changed since samling 1."]
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-10-01")
    assert told() == ["Since samling 1: 1 checkpoint taken back."]
    makers.assess(strand, 1, 2, when="2016-10-01")
    makers.assess(strand, 2, 1, when="2016-10-01")
    makers.assess(strand, 2, 2, Status.IN_PROGRESS, when="2016-10-01")
    makers.plan(strand, 1, "2016-01-01", "2017-01-30", when="2016-10-01")
    makers.decide(strand, 1, when="2016-10-01")
    assert told() == [
        (
            "Since samling 1: 2 checkpoints met, 1 checkpoint taken back, 1 checkpoint with "
            "another status, 1 planned end moved and 1 decision recorded."
        ),
        "The planned end of Milepæl 1 was moved from 31 December 2016 to 30 January 2017.",
    ]


def test_of_many_moves_only_the_number_is_told(strand: Strand) -> None:
    for milestone in (1, 2, 3):
        makers.plan(strand, milestone, None, "2016-12-31", when="2016-08-01")
        makers.plan(strand, milestone, None, "2017-01-31", when="2016-10-01")
    changes = changes_since(clock.end_of(date(2016, 9, 1)), progress_of(strand))
    told = more_of(strand, changes=changes, since="samling 1")
    assert told == ["Since samling 1: 3 planned ends moved."]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, []),
        (1, ["1 question to other regions waits for an answer."]),
        (2, ["2 questions to other regions wait for an answer."]),
    ],
)
def test_what_it_asks(strand: Strand, count: int, words: list[str]) -> None:
    assert more_of(strand, waiting=count) == words


def test_what_comes_next(strand: Strand) -> None:
    (words,) = more_of(strand, next_event=EVENT)
    assert words.startswith("Next in the calendar is samling 3, ")


def test_when_it_is_likely_to_be_reached(strand: Strand, phase: Phase) -> None:
    makers.plan(strand, 1, None, "2017-03-01")
    likely = Outlook(date(2017, 2, 12), date(2017, 5, 3))
    said = (likely, likely, Outlook(why_not="Too few."))
    keys = ((strand.pk, one.pk) for one in phase.milestones.all())
    outlooks = dict(zip(keys, said, strict=True))
    assert more_of(strand, outlooks=outlooks) == [
        (
            "Milepæl 1 is planned to end on 1 March 2017 and likely to be reached between "
            "12 February and 3 May 2017."
        ),
        "Milepæl 2 is likely to be reached between 12 February and 3 May 2017.",
    ]


def test_every_number_leads_to_its_source(strand: Strand, phase: Phase) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-01-01")
    makers.plan(strand, 1, None, "2016-11-10")
    makers.assess(strand, 2, 1, Status.ON_HOLD, when="2016-11-01")
    makers.assess(strand, 3, 1, when="2016-11-01")
    changes = changes_since(clock.end_of(date(2016, 10, 1)), progress_of(strand))
    beside = Beside(changes, "samling 1", EVENT, waiting=2)
    brief = region_brief(progress_of(strand), beside, Ways("salten", "?as_of=2016-11-20"))
    at = "/regioner/salten/lop/1/m{}/?as_of=2016-11-20".format
    numbers = [pair for pair in linked(brief) if pair[0].isdigit()]
    assert numbers == [
        ("0", "#strand-1"),
        ("1", at(3)),
        ("10", at(1)),
        ("1", "#open"),
        ("1", "#changed"),
        ("1", "#changed"),
        ("2", "/laering/sporsmal/"),
    ]
    assert ("Milepæl 2", at(2)) in linked(brief)
    assert linked(region_brief(progress_of(strand), beside)) == []  # on paper
