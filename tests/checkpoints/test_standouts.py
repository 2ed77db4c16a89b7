"""Which regions are named as those that stand out."""

import pytest

from checkpoints.models import Phase, Status
from checkpoints.overview import EVERYTHING, Selection
from checkpoints.overview.standouts import held, latest
from checkpoints.queries import Outline, current_outline
from regions.reading import Reading
from tests import makers


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=1, questions=0)


@pytest.fixture
def outline(phase: Phase) -> Outline:
    """Salten is late twice, Ofoten once and most; Ryfylke has reached what was due."""
    for name, milestone, end in (
        ("Salten", 1, "2016-11-15"),
        ("Ofoten", 1, "2016-10-21"),
        ("Ryfylke", 1, "2016-01-31"),
        ("Namdal", 1, "2016-12-24"),
    ):
        strand = makers.main_strand(makers.make_region(name))
        makers.plan(strand, milestone, "2016-01-01", end, when="2016-01-01")
        if name == "Ryfylke":
            makers.assess(strand, 1, 1, when="2016-02-15")
        if name == "Salten":
            makers.plan(strand, 2, "2016-01-01", "2016-11-10", when="2016-01-01")
    found = current_outline(Reading.today(), "nb")
    assert found is not None
    return found


def test_each_region_is_named_once_where_it_is_latest(outline: Outline) -> None:
    found = latest(EVERYTHING, outline, Reading.today(), 3)
    told = [(one.name, one.milestone.slug, one.days_late) for one in found]
    assert told == [("Ofoten", "m1", 30), ("Salten", "m2", 10)]


def test_no_more_than_are_asked_for(outline: Outline) -> None:
    assert [one.name for one in latest(EVERYTHING, outline, Reading.today(), 1)] == ["Ofoten"]


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(milestone="m1"), [("Ofoten", 30), ("Salten", 5)]),
        (Selection(milestone="m2"), [("Salten", 10)]),
        (Selection(milestone="none"), []),
        (Selection(text="salt"), [("Salten", 10)]),
    ],
)
def test_they_are_those_of_the_selection(
    selection: Selection, found: list[tuple[str, int]], outline: Outline
) -> None:
    named = latest(selection, outline, Reading.today(), 3)
    assert [(one.name, one.days_late) for one in named] == found


def test_of_an_earlier_day_they_are_those_that_were_late_then(outline: Outline) -> None:
    reading = Reading.as_of(makers.at("2016-10-25").date())
    past = current_outline(reading, "nb")
    assert past is not None
    named = latest(EVERYTHING, past, reading, 3)
    assert [(one.name, one.days_late) for one in named] == [("Ofoten", 4)]


def test_what_is_on_hold_is_found_on_any_strand(phase: Phase) -> None:
    region = makers.make_region("Salten")
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    makers.assess(strand, 2, 1, Status.ON_HOLD, when="2016-11-01")
    makers.assess(makers.main_strand(makers.make_region("Ofoten")), 1, 1, when="2016-11-01")
    outline = current_outline(Reading.today(), "nb")
    assert outline is not None
    found = held(EVERYTHING, outline, Reading.today(), 3)
    assert [(one.name, one.milestone.slug) for one in found] == [("Salten", "m2")]
