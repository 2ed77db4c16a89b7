"""Finding and summing in SQL come to what looking through everything in Python comes to."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.consistency import counts_are_those_of_what_is_recorded
from checkpoints.models import CellCount, Phase, Status
from checkpoints.overview import EVERYTHING, Order, Page, Selection, find, sums
from checkpoints.progress import State
from checkpoints.queries import current_outline
from regions.reading import Reading
from tests import makers, plain_overview
from tests.worlds import BEGIN, END, Act, histories, make_phase, play

pytestmark = pytest.mark.django_db
ALL = Page(size=None)

days = st.dates(BEGIN, END)
selections = st.builds(
    Selection,
    text=st.sampled_from(["", "", "a", "ø", "%", "Bø"]),
    milestone=st.sampled_from(["", "m1", "m2", "m3", "m9"]),
    state=st.sampled_from(["", "", *State.values]),
    late=st.booleans(),
    asks=st.sampled_from([False, False, True]),
    unconfirmed_since=st.one_of(st.none(), days),
    order=st.sampled_from(list(Order)),
)


@pytest.fixture
def phase() -> Phase:
    return make_phase()


@given(acts=histories, asked=st.lists(st.tuples(selections, days), min_size=2, max_size=3))
@example_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sql_finds_and_sums_what_python_does(
    phase: Phase, acts: list[Act], asked: list[tuple[Selection, date]]
) -> None:
    with transaction.atomic():
        play(phase, acts)
        assert counts_are_those_of_what_is_recorded() == []
        for selection, day in asked:
            for reading in (Reading.today(), Reading.as_of(day)):
                agree(selection, reading)
                agree(Selection(order=selection.order), reading)
        transaction.set_rollback(True)


def agree(selection: Selection, reading: Reading) -> None:
    found = find(selection, reading, ALL)
    assert list(found.keys) == plain_overview.find(selection, reading)
    assert (found.count, found.of) == (
        len(found.keys),
        len(plain_overview.find(EVERYTHING, reading)),
    )
    assert sums(selection, reading, "nb") == plain_overview.sums(selection, reading)


# A page at a time


@pytest.fixture
def seven(phase: Phase) -> list[int]:
    """Regions in Norwegian order, by their keys."""
    named = ("Alta", "Bø", "Sør", "Zebra", "Ærøy", "Østfold", "Årdal")
    made = {name: makers.make_region(name).pk for name in reversed(named)}
    return [made[name] for name in named]


def test_a_page_holds_its_part(seven: list[int]) -> None:
    pages = [find(EVERYTHING, Reading.today(), Page(number, 3)) for number in (1, 2, 3, 4)]
    assert [list(one.keys) for one in pages] == [seven[:3], seven[3:6], seven[6:], []]
    assert {(one.count, one.of, one.pages) for one in pages} == {(7, 7, 3)}


def test_a_programme_without_milestones_has_no_regions_to_find(db: None) -> None:
    makers.make_region()
    found = find(EVERYTHING, Reading.today(), ALL)
    assert (list(found.keys), found.count, found.of, found.pages) == ([], 0, 0, 1)
    assert sums(EVERYTHING, Reading.today(), "nb") is None


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("past", [False, True])
def test_finding_and_summing_cost_a_literal_number_of_queries(
    phase: Phase, regions: int, past: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(regions):
        makers.make_region()
    reading = Reading(END - timedelta(30), past=past)
    chosen = Selection(text="o", state=State.NOT_STARTED, order=Order.CHANGED)
    with django_assert_num_queries(2):
        assert find(chosen, reading, Page(1, 2)).count == regions
    with django_assert_num_queries(2):
        assert sums(chosen, reading, "nb") is not None


# What is remembered of a past day


def test_a_past_day_is_counted_once_until_something_is_recorded_of_it(
    phase: Phase, day: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    strand = makers.main_strand(makers.make_region())
    reading = Reading.as_of(day - timedelta(9))
    outline = current_outline(reading, "nb")

    def on_hold(queries: int) -> int:
        with django_assert_num_queries(queries):
            found = sums(EVERYTHING, reading, "nb", outline)
        assert found is not None
        assert found == plain_overview.sums(EVERYTHING, reading)
        return found.on_hold

    def counted() -> bool:
        with CaptureQueriesContext(connection) as asked:
            sums(EVERYTHING, reading, "nb", outline)
        return any("GROUP BY" in one["sql"] for one in asked)

    assert (on_hold(1), counted()) == (0, False)
    makers.assess(strand, 1, 1, Status.ON_HOLD, when=day)
    assert (on_hold(1), counted()) == (0, False)
    makers.assess(strand, 1, 2, Status.ON_HOLD, when=reading.day)
    assert (on_hold(2), on_hold(1), counted()) == (1, 1, False)


# Counts that do not hold any longer


@pytest.fixture
def turned(phase: Phase, settings: Settings) -> Phase:
    """A checkpoint ceases to count on 1 September; what is kept was counted in August."""
    settings.TODAY = date(2016, 8, 20)
    strand = makers.main_strand(makers.make_region(), phase)
    makers.assess(strand, "m2", "c2")
    makers.assess(strand, "m2", "c3")
    settings.TODAY = date(2016, 9, 1)
    return phase


def test_what_was_counted_before_a_turn_is_not_believed(turned: Phase) -> None:
    assert CellCount.objects.get(milestone__slug="m2").state == State.IN_PROGRESS
    assert find(Selection(state=State.REACHED), Reading.today(), ALL).count == 1
    agree(EVERYTHING, Reading.today())
    assert counts_are_those_of_what_is_recorded() == []


def test_recounting_makes_it_hold(turned: Phase) -> None:
    call_command("recount", verbosity=0)
    cell = CellCount.objects.get(milestone__slug="m2")
    assert (cell.state, cell.valid, cell.met) == (State.REACHED, 2, 2)
    assert (cell.holds_from, cell.holds_until) == (date(2016, 9, 1), None)
    agree(EVERYTHING, Reading.today())
