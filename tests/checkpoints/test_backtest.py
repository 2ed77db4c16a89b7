"""The back-test: what it judges and how, that nothing leaks back in time, and what it prints."""

from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.actions import change_strand
from checkpoints.forecast import Outlook
from checkpoints.forecast.backtest import (
    Outcome,
    Said,
    Score,
    Verdict,
    back_test,
    judged,
    outcomes,
    said_on,
)
from checkpoints.models import Phase, Status
from checkpoints.queries import Outline, current_outline
from regions.reading import Reading
from tests import makers
from tests.checkpoints.histories import passed, under_way

FIRST, LAST, UNTIL = date(2016, 3, 1), date(2016, 4, 1), date(2016, 11, 20)
BETWEEN, AFTER = Outlook(FIRST, LAST, date(2016, 3, 10)), Outlook(FIRST, None)
WITHIN, EARLY, LATE = date(2016, 3, 15), date(2016, 2, 29), date(2016, 4, 2)


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=1, checkpoints=1, questions=0)


def outline() -> Outline:
    found = current_outline(Reading.today(), "nb")
    assert found is not None
    return found


def printed(*args: str) -> str:
    out = StringIO()
    call_command("backtest", *args, stdout=out)
    return out.getvalue()


# How a forecast is judged


@pytest.mark.parametrize(
    ("outlook", "outcome", "verdict"),
    [
        (BETWEEN, Outcome(WITHIN), Verdict.WITHIN),
        (BETWEEN, Outcome(FIRST), Verdict.WITHIN),
        (BETWEEN, Outcome(LAST), Verdict.WITHIN),
        (BETWEEN, Outcome(EARLY), Verdict.BEFORE),
        (BETWEEN, Outcome(LATE), Verdict.AFTER),
        (BETWEEN, Outcome(None), Verdict.AFTER),  # still open, and so later
        (BETWEEN, Outcome(None, went_on=False), Verdict.LEFT_OUT),
        (BETWEEN, Outcome(WITHIN, went_on=False), Verdict.WITHIN),
        (Outlook(None, LAST), Outcome(EARLY), Verdict.WITHIN),
        (AFTER, Outcome(EARLY), Verdict.BEFORE),
        (AFTER, Outcome(LATE), Verdict.WITHIN),
        (AFTER, Outcome(None), Verdict.WITHIN),
        (AFTER, Outcome(None, went_on=False), Verdict.LEFT_OUT),
    ],
)
def test_a_verdict(outlook: Outlook, outcome: Outcome, verdict: Verdict) -> None:
    assert judged(outlook, outcome, UNTIL) == verdict


@pytest.mark.parametrize("outcome", [Outcome(WITHIN), Outcome(EARLY), Outcome(None)])
def test_none_is_judged_before_its_range_lies_behind_whatever_came(outcome: Outcome) -> None:
    """Else those that ended soon would count, and the slow ones not yet."""
    assert judged(BETWEEN, outcome, LAST - timedelta(1)) == Verdict.UNDECIDED
    assert judged(AFTER, outcome, FIRST - timedelta(1)) == Verdict.UNDECIDED
    assert judged(Outlook(), outcome, UNTIL) == Verdict.UNDECIDED


def test_the_score_has_widths_and_errors_of_what_was_judged() -> None:
    score, day = Score(), date(2016, 2, 20)
    planned = date(2016, 3, 25)
    for outlook, came in [
        (BETWEEN, Outcome(date(2016, 3, 20))),
        (BETWEEN, Outcome(None)),
        (BETWEEN, Outcome(None, went_on=False)),
        (Outlook(None, LAST), Outcome(WITHIN)),
        (AFTER, Outcome(LATE)),
        (Outlook(why_not="For få."), Outcome(WITHIN)),
    ]:
        score.take(Said(day, (1, 1), outlook, planned), came, UNTIL)
    assert (score.judged, score.verdicts[Verdict.WITHIN], score.verdicts[Verdict.AFTER]) == (
        3,
        2,
        1,
    )
    assert (score.judged_open_ended, score.silent, score.keys) == (1, 1, {(1, 1)})
    assert score.widths == [31, 31, 41]
    assert (score.off, score.plan_off) == ([10], [5])
    assert (score.share_within, score.width) == (2 / 3, 31)


def test_a_score_of_nothing_has_no_figures() -> None:
    empty = Score()
    assert [empty.share_within, empty.width, empty.mean_off, empty.mean_plan_off] == [None] * 4


# What it reads


def test_what_was_recorded_later_changes_nothing_that_was_said(phase: Phase) -> None:
    passed(phase, 12)
    strand = under_way(phase, begun="2016-04-20")
    makers.plan(strand, 1, "2016-04-01", "2016-06-01", when="2016-04-21")
    day = date(2016, 5, 1)
    before = said_on(day, outline())
    assert [bool(one.outlook) for one in before] == [True]
    makers.assess(strand, 1, 1, when="2016-05-02")
    makers.plan(strand, 1, "2016-04-01", "2016-12-01", when="2016-05-02")
    under_way(phase, "Ofoten", begun="2016-05-02")
    passed(phase, 3, begun="2016-05-02", slug="senere")
    assert said_on(day, outline()) == before
    assert said_on(date(2016, 5, 3), outline()) != before


def test_what_came_is_known_today(phase: Phase) -> None:
    passed(phase, 1)
    strand, quiet = under_way(phase), under_way(phase, "Ofoten")
    makers.assess(quiet, 1, 1, Status.NOT_APPLICABLE, when="2016-11-12")
    first = phase.milestones.get()
    parallel = makers.parallel_strand(strand.region, first)
    makers.assess(parallel, 1, 1, Status.IN_PROGRESS, when="2016-01-01")
    change_strand(
        by=None, strand=parallel, expected_revision=1, theme=parallel.theme,
        first_milestone=first, closed_on=date(2016, 1, 31), reason="Ferdig",
        at=makers.at("2016-01-31"),
    )  # fmt: skip
    came = outcomes(outline(), Reading.today())
    assert sorted((one.reached_on or date.max, one.went_on) for one in came.values()) == [
        (date(2016, 1, 11), True),
        (date.max, False),
        (date.max, False),
        (date.max, True),
    ]
    assert came[strand.pk, first.pk] == Outcome(None)


@pytest.mark.parametrize("regions", [1, 3])
def test_a_day_costs_the_same_for_any_number_of_regions(
    phase: Phase, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    passed(phase, regions)
    known = outline()
    with django_assert_num_queries(10):
        said_on(date(2016, 5, 1), known)


def test_ranges_hold_on_histories_of_known_pace(phase: Phase) -> None:
    """Forty regions that begin in the course of a year; the times are drawn from one law."""
    rng = Random(5)  # noqa: S311  the same histories in each run
    for number in range(40):
        strand = makers.main_strand(makers.make_region(f"Region {number}"), phase)
        begun = date(2015, 7, 1) + timedelta(rng.randrange(330))
        makers.assess(strand, 1, 1, Status.IN_PROGRESS, when=begun)
        reached = begun + timedelta(int(rng.lognormvariate(4, 0.5)))
        makers.assess(strand, 1, 1, when=reached)
        makers.plan(strand, 1, None, begun + timedelta(60), when=begun)
    ((_milestone, score),) = back_test(15)
    found = [score.verdicts[one] for one in (Verdict.WITHIN, Verdict.BEFORE, Verdict.AFTER)]
    assert found == [30, 2, 4]  # 83 %, where at least 80 is the aim
    assert score.open_ended[Verdict.BEFORE] * 10 <= score.judged_open_ended
    assert score.silent == 73
    assert score.width is not None


# What it prints


def test_it_prints_the_figures_and_that_invented_histories_check_the_arithmetic(
    phase: Phase, settings: Settings
) -> None:
    passed(phase, 12)
    strand = under_way(phase, begun="2016-05-01")
    text = printed("--days", "20")
    assert "1. Milepæl 1" in text
    assert "not the forecast" in text.replace("\n", " ")
    makers.assess(strand, 1, 1, by=makers.make_person(), when="2016-06-01")
    assert "not the forecast" not in printed("--days", "20").replace("\n", " ")
    settings.DEMO = True
    assert "not the forecast" in printed("--days", "20").replace("\n", " ")


def test_it_says_when_nothing_can_be_judged(phase: Phase) -> None:
    assert "No range can be judged yet" in printed()


def test_a_programme_without_phases_has_nothing_to_test(db: None) -> None:
    assert back_test(30) == []
    assert "No range can be judged yet" in printed()


def test_days_are_a_number_from_one_on(db: None) -> None:
    with pytest.raises(CommandError):
        printed("--days", "0")
