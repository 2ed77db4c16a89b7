"""Forecasts as pages tell them: what they stand on, what is said, and what is not."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints.actions import change_strand
from checkpoints.forecast import Course, Outlook, Pace, outlook, pace, paces
from checkpoints.forecast.paces import MOST, _sample, course_of, read_paces
from checkpoints.models import Phase, Status
from checkpoints.progress import Cell, Planned, Span, tally_of
from regions.reading import Reading
from tests import makers
from tests.checkpoints.histories import passed, under_way

DAY = date(2016, 11, 20)
KNOWN = pace(Course(days, reached=True) for days in range(10, 400, 10))
BEGUN = makers.at("2016-08-12")  # 100 days before


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=1, questions=0)


def cell(*statuses: str, **facts: Any) -> Cell:
    listed = statuses or (Status.IN_PROGRESS, Status.NOT_STARTED)
    return Cell(1, 1, tally_of(listed), Planned(), DAY, **({"span": Span(BEGUN)} | facts))


# What is said of a cell


def test_the_range_is_counted_from_the_real_start() -> None:
    found = outlook(cell(), KNOWN)
    assert found == Outlook(date(2016, 12, 20), date(2017, 8, 17), date(2017, 4, 19))


@pytest.mark.parametrize(
    "one",
    [
        cell(Status.NOT_STARTED, span=Span()),
        cell(Status.NOT_STARTED),  # begun once, and taken back
        cell(Status.MET, span=Span(BEGUN, BEGUN)),
        cell(Status.NOT_APPLICABLE),
        cell(closed=True),
        cell(span=Span()),
    ],
)
def test_where_nothing_is_under_way_nothing_is_said(one: Cell) -> None:
    assert outlook(one, KNOWN) is None


@pytest.mark.parametrize(
    ("one", "known", "reached", "why"),
    [
        (cell(Status.ON_HOLD), KNOWN, None, "On hold: nothing says when the work goes on."),
        (
            cell(span=Span(BEGUN, None, BEGUN)),
            KNOWN,
            None,
            "Reopened: it was reached once, and what is left is not alike.",
        ),
        (cell(), Pace(0, 4), 0, "A forecast needs 9 strands that have reached it; none has."),
        (cell(), Pace(1, 4), 1, "A forecast needs 9 strands that have reached it; 1 has."),
        (cell(), Pace(8, 4), 8, "A forecast needs 9 strands that have reached it; 8 have."),
        (
            cell(),
            pace(Course(days, reached=True) for days in range(10)),
            None,
            "It cannot be said: hardly anyone else has taken so long.",
        ),
    ],
)
def test_why_there_is_no_range_is_said(
    one: Cell, known: Pace, reached: int | None, why: str
) -> None:
    with translation.override("en"):
        found = outlook(one, known)
    assert found == Outlook(why_not=why, reached=reached)
    assert not found


@pytest.mark.parametrize(
    ("reached", "words"),
    [
        (None, "On hold."),
        (0, "No forecast yet: 0 strands have reached it."),
        (1, "No forecast yet: 1 strand has reached it."),
        (2, "No forecast yet: 2 strands have reached it."),
    ],
)
def test_beside_a_milestones_name_it_is_said_in_few_words(reached: int | None, words: str) -> None:
    with translation.override("en"):
        assert Outlook(why_not="On hold.", reached=reached).why_not_here == words


def test_the_words_name_both_ends_or_the_one_that_is_known() -> None:
    first, last = date(2017, 2, 12), date(2017, 5, 3)
    with translation.override("en"):
        words = [
            Outlook(first, last).words,
            Outlook(date(2016, 12, 12), last).words,
            Outlook(None, last).words,
            Outlook(last, last).words,
            Outlook(first, None).words,
            Outlook().words,
        ]
    assert words == [
        "between 12 February and 3 May 2017",
        "between 12 December 2016 and 3 May 2017",
        "by 3 May 2017",
        "by 3 May 2017",
        "12 February 2017 at the earliest",
        "",
    ]


def test_it_is_later_than_planned_only_where_all_of_the_range_is() -> None:
    found = Outlook(date(2017, 2, 12), date(2017, 5, 3))
    planned = (date(2017, 2, 11), date(2017, 2, 12), date(2017, 6, 1), None)
    assert [found.is_after(one) for one in planned] == [True, False, False, False]
    assert not Outlook(None, date(2017, 5, 3)).is_after(date(2016, 1, 1))


# What it stands on


@pytest.mark.parametrize(
    ("span", "closed_on", "expected"),
    [
        (Span(), None, None),
        (Span(BEGUN), None, Course(100, reached=False)),
        (Span(BEGUN, makers.at("2016-09-01")), None, Course(20, reached=True)),
        (Span(BEGUN, makers.at("2016-08-12", 15)), None, Course(0, reached=True)),
        (Span(BEGUN, None, makers.at("2016-09-01")), None, Course(100, reached=False)),
        (Span(BEGUN), date(2016, 9, 1), Course(20, reached=False)),
        (Span(BEGUN), date(2017, 9, 1), Course(100, reached=False)),
        (Span(BEGUN), date(2016, 1, 1), Course(0, reached=False)),  # recorded after it was closed
        (Span(BEGUN, makers.at("2016-09-01")), date(2016, 10, 1), Course(20, reached=True)),
    ],
)
def test_a_course(span: Span, closed_on: date | None, expected: Course | None) -> None:
    assert course_of(span, closed_on, DAY) == expected


def test_the_pace_counts_all_that_was_begun(phase: Phase) -> None:
    passed(phase, 3)
    under_way(phase)
    makers.make_region("Ubegynt")
    first, second = phase.milestones.all()
    found = read_paces(phase.pk, DAY)
    assert (found.strands, found.looked_at, found.is_sample) == (5, 5, False)
    assert (found.of(first.pk).reached, found.of(first.pk).open) == (3, 1)
    assert list(found.of(first.pk).times) == [10, 20, 30]
    assert found.of(second.pk) == Pace(0, 0)


def test_a_strand_of_another_phase_is_not_among_them(phase: Phase) -> None:
    other = makers.small_programme(slug="senere")
    passed(phase, 2)
    assert read_paces(other.pk, DAY).at == {}


def test_what_does_not_apply_any_more_is_neither_slow_nor_quick(phase: Phase) -> None:
    passed(phase, 1)
    strand = under_way(phase)
    first = phase.milestones.all()[0].pk
    assert read_paces(phase.pk, DAY).of(first).open == 1
    makers.assess(strand, 1, 1, Status.NOT_APPLICABLE, when="2016-11-15")
    assert read_paces(phase.pk, DAY).of(first) == pace([Course(10, reached=True)])
    assert read_paces(phase.pk, date(2016, 11, 14)).of(first).open == 1


def test_what_was_recorded_later_changes_no_pace(phase: Phase) -> None:
    passed(phase, 3)
    strand = under_way(phase, begun="2016-02-01")
    day = date(2016, 3, 1)
    before = read_paces(phase.pk, day)
    makers.assess(strand, 1, 1, when="2016-03-02")
    under_way(phase, "Ofoten", begun="2016-03-02")
    assert read_paces(phase.pk, day).at == before.at
    assert read_paces(phase.pk, date(2016, 3, 2)).at != before.at


def test_a_strand_that_was_closed_is_known_until_then(phase: Phase) -> None:
    region = makers.make_region("Salten")
    first = phase.milestones.all()[0]
    strand = makers.parallel_strand(region, first)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-01-01")
    change_strand(
        by=None, strand=strand, expected_revision=1, theme=strand.theme, first_milestone=first,
        closed_on=date(2016, 1, 31), reason="Ferdig", at=makers.at("2016-01-31"),
    )  # fmt: skip
    passed(phase, 1)
    found = read_paces(phase.pk, DAY).of(first.pk)
    assert found == pace([Course(10, reached=True), Course(30, reached=False)])


def test_of_very_many_strands_a_sample_is_looked_at() -> None:
    keys = list(range(1, 10 * MOST))
    drawn = _sample(keys)
    assert len(set(drawn)) == MOST
    assert set(drawn) <= set(keys)
    assert _sample(keys[::-1]) == drawn
    assert abs(sum(key % 2 for key in drawn) - MOST / 2) < MOST / 10  # it prefers none
    assert _sample(keys[:MOST]) == keys[:MOST]


def test_it_is_read_once_for_a_day(
    phase: Phase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    passed(phase, 2)
    with django_assert_num_queries(4):
        first = paces(phase.pk, Reading.today())
    with django_assert_num_queries(0):
        assert paces(phase.pk, Reading.today()) == first
    assert first.day == date(2016, 11, 19)
    assert paces(phase.pk, Reading.as_of(date(2016, 1, 15))).day == date(2016, 1, 14)
