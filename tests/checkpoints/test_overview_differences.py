"""The difference between two days: its rules, its sums in SQL, and what it never tells."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings

from checkpoints.boards import board
from checkpoints.changes import changes_since
from checkpoints.models import Phase, Status, Strand
from checkpoints.overview import (
    EVERYTHING,
    Difference,
    Page,
    Selection,
    difference_sums,
    differences,
    find,
)
from checkpoints.overview.difference_sums import find_changed
from checkpoints.overview.differences import CellDifference
from checkpoints.overview.kinds import BY_MAIN, Kind, Turned, counting_now, kinds
from checkpoints.progress import Cell, Planned, State, tally_of
from checkpoints.queries import current_outline
from checkpoints.region_progress import region_progress
from regions import clock
from regions.models import Region
from regions.reading import Reading
from tests import makers
from tests.worlds import Act, histories, make_phase, play, two_days

SINCE, DAY = date(2016, 6, 1), date(2016, 11, 20)
N, I, M, H, X = (  # noqa: E741  one letter a status
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.MET,
    Status.ON_HOLD,
    Status.NOT_APPLICABLE,
)


def between(keys: list[int], since: date = SINCE, day: date = DAY) -> Difference:
    found = differences(keys, Reading(since, past=True), Reading.as_of(day), "nb")
    assert found is not None
    return found


def cell_of(strand: Strand, milestone: int = 1, since: date = SINCE) -> CellDifference:
    row = between([strand.region_id], since).rows[0]
    (found,) = (one for one in row.strands if one.strand.pk == strand.pk)
    return next(one for one in found.cells if one.milestone.position == milestone)


@pytest.fixture
def main(db: None) -> Strand:
    return makers.main_strand_of_small_programme()


# The rules


def at(day: date, *listed: str, ends_on: date | None = None, closed: bool = False) -> Cell:
    return Cell(1, 1, tally_of(listed), Planned(ends_on=ends_on), day, closed=closed)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ((N, N), (N, N), []),
        ((M, I), (M, M), [Kind.REACHED]),
        ((M, M), (M, I), [Kind.REOPENED]),
        ((M, M), (M, H), [Kind.REOPENED, Kind.ON_HOLD]),
        ((M, M), (X, X), [Kind.NOT_APPLICABLE, Kind.ASKS]),
        ((X, X), (M, M), [Kind.REACHED, Kind.ASKS]),
        ((N, N), (I, N), [Kind.BEGUN]),
        ((N, N), (H, N), [Kind.ON_HOLD]),
        ((H, N), (I, N), [Kind.RESUMED]),
        ((H, N), (N, N), [Kind.RESUMED]),
        ((H, N), (M, M), [Kind.REACHED]),
        ((I, N), (N, N), []),  # a checkpoint that is otherwise says it
        ((M, I), (M, X), [Kind.REACHED, Kind.ASKS]),
        ((M, I), (M, I, N), [Kind.ASKS]),
    ],
)
def test_what_happened_to_a_milestone(
    before: tuple[str, ...], after: tuple[str, ...], found: list[Kind]
) -> None:
    assert kinds(at(SINCE, *before), at(DAY, *after), Turned(), None) == tuple(found)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (6, 5, "5 checkpoints count now, 6 before"),
        (0, 1, "1 checkpoint counts now, 0 before"),
    ],
)
def test_of_how_many_checkpoints_is_said_in_figures(before: int, now: int, words: str) -> None:
    with translation.override("en"):
        assert counting_now(before, now) == words


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (at(SINCE, I, ends_on=SINCE), at(DAY, I, ends_on=SINCE), [Kind.LATE]),
        (at(SINCE, I, ends_on=SINCE), at(DAY, M, ends_on=SINCE), [Kind.REACHED]),
        (at(DAY, I, ends_on=SINCE), at(DAY, I, ends_on=SINCE), []),  # later still
        (at(DAY, I, ends_on=SINCE), at(DAY, I, ends_on=DAY), [Kind.IN_TIME]),
        (at(DAY, I, ends_on=SINCE), at(DAY, M, ends_on=SINCE), [Kind.REACHED]),
        (at(DAY, I, ends_on=SINCE), at(DAY, I, ends_on=SINCE, closed=True), [Kind.ENDED]),
        (at(SINCE, I, closed=True), at(DAY, I), [Kind.TAKEN_UP]),
        (at(SINCE, I, closed=True), at(DAY, M, closed=True), [Kind.REACHED]),
        (at(SINCE, M), at(DAY, M, closed=True), []),  # what was reached does not end
    ],
)
def test_plans_and_ends(before: Cell, after: Cell, found: list[Kind]) -> None:
    assert kinds(before, after, Turned(), None) == tuple(found)


def test_a_checkpoint_is_told_once_by_what_it_was_and_is() -> None:
    pairs = [(N, M), (M, I), (M, X), (N, I), (H, X)]
    turned = Turned()
    for before, after in pairs:
        turned = turned.and_one(before, after)
    assert turned == Turned(met=1, taken_back=2, otherwise=2)


# What is read


def test_what_was_met_and_taken_back(main: Strand) -> None:
    makers.assess(main, 1, 1, when="2016-05-01")
    makers.assess(main, 1, 2, when="2016-07-01")
    makers.assess(main, 1, 3, when="2016-07-02")
    makers.assess(main, 1, 1, I, when="2016-07-03")
    found = cell_of(main)
    assert found.turned == Turned(met=2, taken_back=1)
    assert found.kinds == (Kind.MET, Kind.TAKEN_BACK)
    assert (found.before.tally.met, found.after.tally.met) == (1, 2)
    assert found.changed_at == makers.at("2016-07-03")


def test_what_was_changed_and_changed_back_is_no_change(main: Strand) -> None:
    makers.assess(main, 1, 1, when="2016-05-01")
    makers.assess(main, 1, 1, I, when="2016-07-01")
    makers.assess(main, 1, 1, M, when="2016-07-02")
    makers.plan(main, 1, None, "2016-12-01", when="2016-05-01")
    makers.plan(main, 1, None, "2016-12-24", when="2016-07-01")
    makers.plan(main, 1, None, "2016-12-01", when="2016-07-02")
    found = cell_of(main)
    assert (found.kinds, found.changed_at, found.move) == ((), None, None)


def test_the_end_of_the_earlier_day_is_compared_with(main: Strand) -> None:
    makers.assess(main, 1, 1, when="2016-06-01")
    makers.assess(main, 1, 2, when="2016-06-02")
    assert cell_of(main).turned == Turned(met=1)


def test_reached_and_opened_again_in_between_is_said_beside(main: Strand) -> None:
    for position in (1, 2, 3):
        makers.assess(main, 1, position, when="2016-07-01")
    makers.assess(main, 1, 1, N, when="2016-07-05")
    found = cell_of(main)
    assert found.before.state == State.NOT_STARTED
    assert found.kinds == (Kind.BEGUN, Kind.MET)
    assert found.in_between
    assert not cell_of(main, since=date(2016, 7, 4)).in_between


def test_opened_and_reached_again_in_between_is_no_change(main: Strand) -> None:
    for position in (1, 2, 3):
        makers.assess(main, 1, position, when="2016-05-01")
    makers.assess(main, 1, 1, N, when="2016-07-05")
    makers.assess(main, 1, 1, M, when="2016-07-09")
    found = cell_of(main)
    assert found.kinds == ()
    assert found.in_between
    assert not cell_of(main, since=date(2016, 7, 9)).in_between


def test_a_move_of_the_plan_has_both_days(main: Strand) -> None:
    makers.plan(main, 1, None, "2016-12-01", when="2016-05-01")
    makers.plan(main, 1, None, "2016-12-31", when="2016-07-01")
    found = cell_of(main)
    assert found.kinds == (Kind.MOVED,)
    assert found.move
    assert (found.move.before, found.move.after) == (date(2016, 12, 1), date(2016, 12, 31))
    assert found.move.days == 30


def test_a_first_plan_is_not_moved(main: Strand) -> None:
    makers.plan(main, 1, None, "2016-12-01", when="2016-07-01")
    assert cell_of(main).kinds == ()


def test_a_strand_that_was_added_stood_at_its_beginning(main: Strand) -> None:
    before = between([main.region_id])
    assert [one.is_new for one in before.rows[0].strands] == [False]
    new = makers.parallel_strand(main.region, main.phase.milestones.all()[1])
    new.revisions.update(recorded_at=makers.at("2016-07-01"))
    makers.assess(new, 2, 1, when="2016-07-02")
    row = between([main.region_id]).rows[0]
    assert [one.is_new for one in row.strands] == [False, True]
    assert row.is_changed
    assert [one.milestone.position for one in row.strands[1].cells] == [2]
    assert row.strands[1].cells[0].kinds == (Kind.BEGUN, Kind.MET)


def test_a_strand_closed_on_both_days_is_left_out(main: Strand) -> None:
    closed = makers.parallel_strand(main.region, main.phase.milestones.all()[1])
    closed.revisions.update(closed_on=date(2016, 7, 1))
    type(closed).objects.filter(pk=closed.pk).update(closed_on=date(2016, 7, 1))
    row = between([main.region_id]).rows[0]
    assert [one.cells[0].kinds for one in row.strands[1:]] == [(Kind.ENDED,)]
    assert len(between([main.region_id], since=date(2016, 7, 1)).rows[0].strands) == 1


def test_regions_come_in_the_order_in_which_they_are_asked_for(main: Strand) -> None:
    other = makers.make_region("Alta")
    keys = [main.region_id, other.pk]
    assert [row.region for row in between(keys).rows] == keys
    assert [row.region for row in between(keys[::-1]).rows] == keys[::-1]


def test_a_programme_without_milestones_has_no_difference(db: None) -> None:
    makers.small_programme(milestones=0)
    region = makers.make_region()
    since, today = Reading(SINCE, past=True), Reading.today()
    assert differences([region.pk], since, today, "nb") is None
    assert difference_sums(EVERYTHING, since, today, "nb") is None


# All of it agrees


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase()


many = example_settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@many
@given(histories, two_days)
def test_the_difference_is_that_of_two_boards(
    phase: Phase, history: list[Act], two: list[date]
) -> None:
    since, day = two
    with transaction.atomic():
        keys = [region.pk for region in play(phase, history)]
        found = between(keys, since, day)
        before, after = _cells(since), _cells(day)
        transaction.set_rollback(True)
    for row in found.rows:
        for strand in row.strands:
            for cell in strand.cells:
                key = (cell.after.strand, cell.after.milestone)
                if not cell.before.closed and not strand.is_new:
                    assert _told(cell.before) == before[key]
                if not cell.after.closed:
                    assert _told(cell.after) == after.pop(key)
    assert after == {}


def _told(cell: Cell) -> Cell:
    """A cell without the number of its plan's revision, which a board does not read."""
    return replace(cell, plan=replace(cell.plan, revision=0))


def _cells(day: date) -> dict[tuple[int, int], Cell]:
    found = board(Region.objects.all(), Reading.as_of(day), "nb")
    assert found
    cells = (one for row in found.rows for cell in row.cells for one in (cell.cell, *cell.parallel))
    return {(one.strand, one.milestone): one for one in cells}


@many
@given(histories, two_days)
def test_the_sums_are_those_of_all_regions(
    phase: Phase, history: list[Act], two: list[date]
) -> None:
    """What the database counts is what the rules say, region by region."""
    since, day = Reading(two[0], past=True), Reading.as_of(two[1])
    with transaction.atomic():
        keys = [region.pk for region in play(phase, history)]
        found = between(keys, since.day, day.day)
        sums = difference_sums(EVERYTHING, since, day, "nb")
        outline = current_outline(day, "nb")
        assert outline
        changed = find_changed(EVERYTHING, since, day, Page(size=None), outline)
        everyone = find(EVERYTHING, day, Page(size=None))
        transaction.set_rollback(True)
    assert sums
    assert (sums.regions, sums.kinds) == (len(keys), _counted(found))
    for at_one in sums.milestones:
        assert at_one.kinds == _counted(found, at_one.milestone.pk)
    otherwise = {row.region for row in found.rows if row.is_changed}
    assert list(changed.keys) == [key for key in everyone.keys if key in otherwise]
    assert (sums.changed, changed.count, changed.of) == (len(otherwise), len(otherwise), 3)


def _counted(found: Difference, milestone: int | None = None) -> Mapping[Kind, int]:
    happened = [
        {
            kind
            for strand in row.strands
            for cell in strand.cells
            for kind in cell.kinds
            if milestone in (None, cell.milestone.pk)
            and (strand.strand.is_main or kind not in BY_MAIN)
        }
        for row in found.rows
    ]
    return {kind: sum(kind in one for one in happened) for kind in Kind}


@many
@given(histories, two_days)
def test_a_regions_own_page_tells_the_same_changes(
    phase: Phase, history: list[Act], two: list[date]
) -> None:
    since, day = two
    with transaction.atomic():
        region = play(phase, history)[0]
        progress = region_progress(region, phase, Reading.as_of(day), "nb")
        changes = changes_since(clock.end_of(since), progress)
        row = between([region.pk], since, day).rows[0]
        transaction.set_rollback(True)
    shown = {one.strand.pk for one in row.strands}
    statuses = [one for one in changes.statuses if one.strand.pk in shown]
    moves = [one for one in changes.moves if one.strand.pk in shown]
    for strand in row.strands:
        for cell in strand.cells:
            key = (strand.strand.pk, cell.milestone.pk)
            here = [one for one in statuses if (one.strand.pk, one.milestone.pk) == key]
            met = sum(one.row.is_met for one in here)
            taken_back = sum(one.before == M for one in here)
            assert cell.turned == Turned(met, taken_back, len(here) - met - taken_back)
            there = [one for one in moves if (one.strand.pk, one.milestone.pk) == key]
            moved = [(one.before, one.after) for one in there]
            assert moved == ([(cell.move.before, cell.move.after)] if cell.move else [])


def test_only_the_regions_of_a_selection_are_counted(main: Strand) -> None:
    other = makers.main_strand(makers.make_region("Alta"))
    for strand in (main, other):
        makers.assess(strand, 1, 1, when="2016-07-01")
    since, today = Reading(SINCE, past=True), Reading.today()
    some = difference_sums(Selection(text="Alta"), since, today, "nb")
    none = difference_sums(Selection(text="Finnes ikke"), since, today, "nb")
    assert some
    assert none
    assert (some.regions, some.changed, some.kinds[Kind.MET]) == (1, 1, 1)
    assert (none.regions, none.changed, none.kinds[Kind.MET]) == (0, 0, 0)


# Cost


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_regions_takes_as_many_queries(main: Strand, count: int) -> None:
    regions = [main.region, *(makers.make_region() for _ in range(count - 1))]
    for region in regions:
        makers.assess(makers.main_strand(region), 1, 1, when="2016-07-01")
    since, past = Reading(SINCE, past=True), Reading.as_of(date(2016, 10, 1))
    for reading in (Reading.today(), past):
        with CaptureQueriesContext(connection) as listed:
            differences([region.pk for region in regions], since, reading, "nb")
        assert len(listed) == 8
        with CaptureQueriesContext(connection) as summed:
            difference_sums(EVERYTHING, since, reading, "nb")
        assert len(summed) == 2
