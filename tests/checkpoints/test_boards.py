"""The overview's rows and cells: order, the worst of several strands, and what is never summed."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from checkpoints.boards import Board, BoardCell, board
from checkpoints.models import CellCount, Status, Strand
from checkpoints.progress import Cell, Planned, State, tally_of
from regions.history import record
from regions.models import Region
from regions.reading import Reading
from tests import makers

DAY = date(2016, 11, 20)
N, I, M, H, X = (  # noqa: E741  one letter a status
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.MET,
    Status.ON_HOLD,
    Status.NOT_APPLICABLE,
)


def cell(*listed: str, late: int = 0) -> Cell:
    return Cell(1, 1, tally_of(listed), Planned(ends_on=DAY - timedelta(late)), DAY)


def shown(reading: Reading | None = None) -> Board:
    found = board(Region.objects.all(), reading or Reading.today(), "nb")
    assert found is not None
    return found


# The worst of the parallel strands


@pytest.mark.parametrize(
    ("cells", "worst"),
    [
        ([cell(M), cell(I)], 1),
        ([cell(I), cell(N)], 1),
        ([cell(N), cell(H)], 1),
        ([cell(H), cell(I, late=1)], 1),  # late goes before all
        ([cell(I, late=2), cell(H, late=51)], 1),
        ([cell(X), cell(M)], 1),
        ([cell(M, late=99), cell(I)], 1),  # what is reached is not late
    ],
)
def test_the_worst_strand(cells: list[Cell], worst: int) -> None:
    assert BoardCell("m1", cell(M), tuple(cells)).worst is cells[worst]
    assert BoardCell("m1", cell(M), tuple(cells[::-1])).worst is cells[worst]


def test_a_cell_without_parallel_strands_says_nothing_of_them() -> None:
    alone = BoardCell("m1", cell(M))
    assert (alone.worst, alone.parallel_words) == (None, "")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ((cell(H),), "+ 1 strand: on hold"),
        ((cell(H), cell(I, late=51)), "+ 2 strands, worst: 51 days late"),
    ],
)
def test_parallel_strands_in_words(cells: tuple[Cell, ...], words: str) -> None:
    with translation.override("en"):
        assert BoardCell("m1", cell(M), cells).parallel_words == words


def test_a_cell_is_as_late_as_its_latest_strand() -> None:
    assert BoardCell("m1", cell(I, late=3), (cell(N, late=51), cell(H))).late_days == 51


# Rows


@pytest.mark.django_db
def test_regions_come_in_norwegian_order() -> None:
    makers.small_programme()
    for name in ("Ålesund", "bergen", "Zulu", "Ørsta", "Ærøy"):
        makers.make_region(name)
    assert [row.name for row in shown().rows] == ["bergen", "Zulu", "Ærøy", "Ørsta", "Ålesund"]


@pytest.mark.django_db
def test_regions_of_one_name_stay_apart() -> None:
    makers.small_programme()
    slugs = {makers.make_region("Våler", slug=slug).slug for slug in ("valer-1", "valer-2")}
    assert {row.slug for row in shown().rows} == slugs


@pytest.mark.django_db
def test_a_programme_without_milestones_has_no_board() -> None:
    makers.small_programme(milestones=0)
    makers.make_region()
    assert board(Region.objects.all(), Reading.today(), "nb") is None


@pytest.mark.django_db
@pytest.mark.parametrize("milestones", [1, 2, 20])
def test_any_number_of_milestones_has_a_cell_each(milestones: int) -> None:
    makers.small_programme(milestones, 2)
    makers.make_region()
    assert [cell.slug for cell in shown().rows[0].cells] == [
        f"m{n}" for n in range(1, milestones + 1)
    ]


@pytest.fixture
def strands(db: None) -> tuple[Strand, Strand]:
    """A region's main strand and a parallel one from the second milestone."""
    main = makers.main_strand_of_small_programme()
    return main, makers.parallel_strand(main.region, main.phase.milestones.all()[1])


def test_sums_over_a_region_never_add_strands_up(strands: tuple[Strand, Strand]) -> None:
    main, parallel = strands
    makers.assess(main, 1, 1)
    for position in (1, 2, 3):
        makers.assess(parallel, 2, position)

    row = shown().rows[0]
    assert (row.met, row.reached) == (1, 0)
    assert [one.state for one in row.cells[1].parallel] == [State.REACHED]
    assert shown().reached(shown().milestones[1]) == 0


def test_a_parallel_strand_stands_from_its_first_milestone_on(
    strands: tuple[Strand, Strand],
) -> None:
    assert [len(cell.parallel) for cell in shown().rows[0].cells] == [0, 1]


def test_the_main_strand_comes_first_whatever_the_numbers(strands: tuple[Strand, Strand]) -> None:
    main, _ = strands
    Strand.objects.filter(pk=main.pk).update(number=9, position=9)
    row = shown().rows[0]
    assert (row.strand, row.cells[0].cell.strand) == (9, main.pk)


def test_a_strand_that_was_closed_is_shown_until_the_day_before(
    strands: tuple[Strand, Strand],
) -> None:
    _, parallel = strands
    record(parallel, by=None, expected=1, closed_on=date(2016, 6, 1), at=makers.at("2016-05-01"))
    for day, count in ((date(2016, 5, 31), 1), (date(2016, 6, 1), 0), (DAY, 0)):
        cells = shown(Reading.as_of(day)).rows[0].cells
        assert len(cells[1].parallel) == count, day


def test_the_last_change_is_that_of_any_strand(strands: tuple[Strand, Strand]) -> None:
    main, parallel = strands
    assert shown().rows[0].changed_at is None
    makers.assess(main, 1, 1, when="2016-02-15")
    makers.assess(parallel, 2, 1, when="2016-03-15")
    assert shown().rows[0].changed_at == makers.at("2016-03-15")


def test_a_milestone_is_reached_by_as_many_regions_as_have_met_all_of_it(
    strands: tuple[Strand, Strand],
) -> None:
    main, _ = strands
    for position in (1, 2, 3):
        makers.assess(main, 1, position)
    other = makers.main_strand(makers.make_region("Alta"))
    makers.assess(other, 1, 1)

    found = shown()
    assert [found.reached(milestone) for milestone in found.milestones] == [1, 0]


def test_only_the_regions_that_are_asked_for(strands: tuple[Strand, Strand]) -> None:
    makers.make_region("Alta")
    found = board(Region.objects.filter(name="Alta"), Reading.today(), "nb")
    assert found is not None
    assert [row.name for row in found.rows] == ["Alta"]


def test_a_count_that_is_missing_is_counted_afresh(strands: tuple[Strand, Strand]) -> None:
    main, _parallel = strands
    makers.assess(main, 1, 1)
    makers.make_region("Ofoten")
    as_it_is = shown()
    CellCount.objects.filter(strand=main, milestone__position=1).delete()
    assert shown() == as_it_is
