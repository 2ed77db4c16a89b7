"""What the programme's report looks ahead to: likely ends, and requests for help in counts."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches

from checkpoints.forecast import NEEDED
from checkpoints.models import Phase
from regions.models import Region
from reports.programme.content import Forecast, HelpCount, to_json
from tests import makers
from tests.reports.programme.gathering import gathered

TODAY = date(2016, 11, 20)


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=2)


@pytest.fixture
def alta(phase: Phase) -> Region:
    return makers.make_region("Alta")


@pytest.fixture
def bo(phase: Phase) -> Region:
    return makers.make_region("Bø")


def test_forecasts_are_of_what_is_under_way_where_enough_have_passed(phase: Phase) -> None:
    caches["memory"].clear()
    for days in range(NEEDED + 2):
        strand = makers.main_strand(makers.make_region(f"Rask {days}"))
        begun = date(2016, 1, 1)
        makers.assess(strand, 1, 1, when=begun)
        makers.assess(strand, 1, 2, when=begun + timedelta(60 + 10 * days))
    slow = makers.main_strand(makers.make_region("Treg"))
    makers.assess(slow, 1, 1, when="2016-11-01")
    makers.plan(slow, 1, None, date(2016, 11, 30))
    content = gathered()
    caches["memory"].clear()
    (one,) = content.forecasts
    assert (one.region, one.milestone) == ("Treg", "1. Milepæl 1")
    assert (one.planned_on, one.after_plan) == (date(2016, 11, 30), True)
    assert TODAY < one.earliest_on < one.latest_on
    assert isinstance(one, Forecast)
    assert content.method


def test_requests_for_help_are_counted_and_nobody_is_named(alta: Region, bo: Region) -> None:
    waits = makers.ask(makers.main_strand(alta), 1, 1, "Privat spørsmål")
    makers.ask(makers.main_strand(alta), 1, 2, "Og ett til")
    answered = makers.ask(makers.main_strand(bo), 1, 1)
    makers.answer(answered, alta, "Privat svar")
    assert waits.pk != answered.pk
    counts = (HelpCount("1. Milepæl 1", asking=2, waiting=1),)
    now = gathered(alta, bo)
    assert now.help == counts
    assert "Privat" not in to_json(now)
    assert gathered(alta, bo, day=date(2016, 3, 1)).help == counts
    assert gathered(alta, bo, day=date(2016, 2, 15)).help == (HelpCount("1. Milepæl 1", 2, 2),)
    assert gathered(alta, bo, day=date(2016, 2, 14)).help == ()
