"""The counts of cells follow what is recorded, also when two record at once."""

from threading import Thread
from time import sleep

import pytest
from django.db import connection, transaction

from checkpoints import actions, content
from checkpoints.consistency import counts_are_those_of_what_is_recorded
from checkpoints.models import CellCount, Status, Strand
from checkpoints.progress import State
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand() -> Strand:
    return makers.main_strand_of_small_programme()


def cell(strand: Strand, milestone: int = 1) -> CellCount:
    return CellCount.objects.get(strand=strand, milestone__position=milestone)


def test_a_new_region_is_counted_at_every_milestone(strand: Strand) -> None:
    found = CellCount.objects.filter(strand=strand).order_by("milestone")
    assert [(one.state, one.valid, one.questions) for one in found] == [
        (State.NOT_STARTED, 3, 1), (State.NOT_STARTED, 3, 1),
    ]  # fmt: skip


def test_a_tick_and_its_undoing_are_counted(strand: Strand) -> None:
    makers.assess(strand, 1, 1)
    assert (cell(strand).met, cell(strand).touched, cell(strand).state) == (1, 1, State.IN_PROGRESS)
    makers.assess(strand, 1, 1, Status.NOT_STARTED)
    assert (cell(strand).met, cell(strand).touched, cell(strand).state) == (0, 0, State.NOT_STARTED)


def test_a_confirmation_is_counted(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-02-15")
    makers.confirm(strand, 1, 1, when="2016-05-01")
    assert cell(strand).changed_at == makers.at("2016-02-15")
    assert cell(strand).reviewed_at == makers.at("2016-05-01")


def test_a_plan_is_counted_at_its_milestone_alone(strand: Strand) -> None:
    plan = makers.plan(strand, 2, "2016-01-01", "2016-06-01")
    assert (cell(strand, 2).starts_on, cell(strand, 2).ends_on) == (plan.starts_on, plan.ends_on)
    assert cell(strand, 1).ends_on is None


def test_a_strand_that_begins_earlier_is_counted_from_there(strand: Strand) -> None:
    first, second = strand.phase.milestones.all()
    parallel = makers.parallel_strand(strand.region, second)
    for begins, milestones in ((first, 2), (second, 1)):
        parallel = actions.change_strand(
            by=None, strand=parallel, expected_revision=parallel.revision, theme=parallel.theme,
            first_milestone=begins, closed_on=None,
        )  # fmt: skip
        assert CellCount.objects.filter(strand=parallel).count() == milestones


def test_a_closed_strand_is_counted_as_closed(strand: Strand) -> None:
    parallel = makers.parallel_strand(strand.region, strand.phase.milestones.all()[1])
    closed_on = makers.at("2016-03-01").date()
    actions.change_strand(
        by=None, strand=parallel, expected_revision=1, theme=parallel.theme, reason="Ferdig.",
        first_milestone=parallel.first_milestone, closed_on=closed_on,
    )  # fmt: skip
    assert cell(parallel, 2).closed_on == closed_on
    assert cell(strand, 2).closed_on is None


def test_a_new_checkpoint_and_one_that_ends_are_counted(strand: Strand) -> None:
    makers.assess(strand, 1, 1)
    milestone = strand.phase.milestones.all()[0]
    added = makers.add_checkpoint(milestone, "ny")
    assert (cell(strand).valid, cell(strand).met) == (4, 1)
    content.end_checkpoints(content.Run(makers.at("2016-11-20")), [added])
    assert cell(strand).valid == 3
    assert counts_are_those_of_what_is_recorded() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_records_in_a_cell_while_another_does_counts_both() -> None:
    strand = makers.main_strand_of_small_programme()
    other = Thread(target=meet_and_hang_up, args=[strand, 2])
    with transaction.atomic():
        makers.assess(strand, 1, 1)
        other.start()
        until_someone_waits()
    other.join()
    assert cell(strand).met == 2
    assert counts_are_those_of_what_is_recorded() == []


def meet_and_hang_up(strand: Strand, checkpoint: int) -> None:
    try:
        makers.assess(strand, 1, checkpoint)
    finally:
        connection.close()


def until_someone_waits() -> None:
    """For a row that this transaction holds."""
    waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone() != (0,):
                return
        sleep(0.05)
    pytest.fail("Nobody waits.")
