"""States, lateness and times are worked out from plain data, exactly as design.md says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.models import Status
from checkpoints.progress import (
    Cell,
    Planned,
    Span,
    State,
    Step,
    Tally,
    Validity,
    spans,
    tally_of,
)
from tests.makers import at

N, I, M, H, X = (  # noqa: E741  one letter a status, as a table wants it
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.MET,
    Status.ON_HOLD,
    Status.NOT_APPLICABLE,
)
DAY = date(2016, 11, 20)
statuses = st.lists(st.sampled_from(Status), max_size=8)


# The state of a milestone, in design.md's order


@pytest.mark.parametrize(
    ("listed", "state"),
    [
        # All not applicable comes first
        ([X], State.NOT_APPLICABLE),
        ([X, X, X], State.NOT_APPLICABLE),
        # None open: reached, whatever is not applicable
        ([M], State.REACHED),
        ([M, M, X], State.REACHED),
        # One on hold goes before what is touched
        ([H], State.ON_HOLD),
        ([M, I, H, N], State.ON_HOLD),
        ([X, H], State.ON_HOLD),
        # One touched
        ([I], State.IN_PROGRESS),
        ([M, N], State.IN_PROGRESS),
        ([N, I, X], State.IN_PROGRESS),
        # That something does not apply is a touch too
        ([N, X], State.IN_PROGRESS),
        # Else not started
        ([N], State.NOT_STARTED),
        ([N, N], State.NOT_STARTED),
        # Without checkpoints nothing is reached
        ([], State.NOT_STARTED),
    ],
)
def test_the_state_of_a_milestone(listed: Sequence[str], state: State) -> None:
    assert tally_of(listed).state == state


@given(statuses)
def test_the_rules_hold_for_any_statuses(listed: list[Status]) -> None:
    tally = tally_of(listed)
    assert tally.counted == sum(status != X for status in listed)
    assert tally.open == sum(status.open for status in listed)
    assert 0 <= tally.met <= tally.counted <= tally.valid == len(listed)
    assert (tally.state == State.REACHED) == bool(tally.counted and not tally.open)
    assert (tally.state == State.NOT_APPLICABLE) == bool(listed and not tally.counted)


@given(statuses)
def test_the_order_of_checkpoints_does_not_matter(listed: list[Status]) -> None:
    assert tally_of(listed) == tally_of(sorted(listed))


def test_the_denominator_leaves_out_what_is_not_applicable() -> None:
    tally = tally_of([M, M, N, X])
    assert (tally.met, tally.counted, tally.open) == (2, 3, 1)


def test_questions_are_counted_apart_too() -> None:
    tally = Tally(valid=6, met=4, touched=5, questions=2, answered=1)
    assert (tally.met, tally.counted) == (4, 6)
    assert (tally.answered, tally.questions) == (1, 2)


# Late is a flag beside the state


def cell(listed: Sequence[str], ends_on: date | None, day: date = DAY) -> Cell:
    return Cell(1, 1, tally_of(listed), Planned(ends_on=ends_on), day)


@pytest.mark.parametrize(
    ("ends_on", "days"),
    [
        (None, 0),
        (DAY + timedelta(1), 0),
        (DAY, 0),  # the planned day is still in time
        (DAY - timedelta(1), 1),
        (DAY - timedelta(51), 51),
    ],
)
def test_late_is_counted_from_the_day_after_the_planned_end(
    ends_on: date | None, days: int
) -> None:
    assert cell([I, N], ends_on).late_days == days


@pytest.mark.parametrize("listed", [[N], [I], [H], [M, N], []])
def test_late_stands_beside_any_state_that_is_open(listed: list[str]) -> None:
    late = cell(listed, DAY - timedelta(51))
    assert late.late_days == 51
    assert late.shown == "late"
    assert late.state == tally_of(listed).state


@pytest.mark.parametrize("listed", [[M], [M, X], [X]])
def test_what_is_reached_or_not_applicable_is_never_late(listed: list[str]) -> None:
    one = cell(listed, DAY - timedelta(51))
    assert one.late_days == 0
    assert one.shown == one.state


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [("nb", 51, "51 dager forsinket"), ("nb", 1, "1 dag forsinket"), ("en", 51, "51 days late")],
)
def test_late_is_said_in_words(language: str, days: int, words: str) -> None:
    with translation.override(language):
        assert cell([I], DAY - timedelta(days)).label == words


def test_what_is_closed_is_never_late() -> None:
    late = cell([N], DAY - timedelta(51))
    closed = replace(late, closed=True)
    assert (late.late_days, closed.late_days, closed.shown) == (51, 0, "ended")


@pytest.mark.parametrize(
    ("listed", "shown", "label"),
    [([I], "ended", "ended"), ([H], "ended", "ended"), ([M], "reached", "reached"),
     ([X], "not_applicable", "not applicable")],
)  # fmt: skip
def test_what_was_not_reached_when_the_strand_was_closed_is_ended(
    listed: list[str], shown: str, label: str
) -> None:
    closed = replace(cell(listed, DAY), closed=True)
    with translation.override("en"):
        assert (closed.shown, closed.label) == (shown, label)


def test_in_time_the_label_is_the_states() -> None:
    with translation.override("en"):
        assert str(cell([H, N], DAY).label) == "on hold"


# Plans that move


@pytest.mark.parametrize(
    ("plan", "days", "words"),
    [
        (Planned(ends_on=DAY, first_ends_on=DAY), 0, ""),
        (
            Planned(ends_on=DAY, first_ends_on=DAY - timedelta(92), moves=2),
            92,
            "moved 2 times, 92 days later in all",
        ),
        (
            Planned(ends_on=DAY, first_ends_on=DAY + timedelta(1), moves=1),
            -1,
            "moved 1 time, 1 day earlier",
        ),
        (
            Planned(ends_on=DAY, first_ends_on=DAY, moves=2),
            0,
            "moved 2 times, back to the first plan",
        ),
        (
            Planned(last_ends_on=DAY, first_ends_on=DAY - timedelta(7), moves=1),
            7,
            "moved 1 time, 7 days later",
        ),
        (Planned(), 0, ""),
    ],
)
def test_drift_is_the_distance_from_the_first_plan(plan: Planned, days: int, words: str) -> None:
    with translation.override("en"):
        assert (plan.drift_days, plan.drift) == (days, words)


# Real start and end

TWO = [Validity(1, 1), Validity(2, 1)]


def steps(*listed: tuple[int, str, str]) -> list[Step]:
    """(checkpoint, status, day) on strand 1, milestone 1."""
    return [Step(1, 1, checkpoint, status, at(day)) for checkpoint, status, day in listed]


LATER = date(2016, 12, 31)


def span_of(
    *listed: tuple[int, str, str], valid: Sequence[Validity] = TWO, until: date = LATER
) -> Span:
    return spans(steps(*listed), valid, until)[1, 1]


def test_work_begins_with_the_first_step_away_from_not_started() -> None:
    span = span_of((1, N, "2016-01-01"), (1, I, "2016-01-05"), (2, I, "2016-01-09"))
    assert span == Span(started_at=at("2016-01-05"))


def test_a_comment_alone_does_not_begin_the_work() -> None:
    assert span_of((1, N, "2016-01-01")) == Span()


def test_the_start_stays_when_all_is_taken_back() -> None:
    span = span_of((1, I, "2016-01-05"), (1, N, "2016-02-01"))
    assert span == Span(started_at=at("2016-01-05"))


def test_the_end_is_the_moment_the_last_one_was_met() -> None:
    span = span_of((1, M, "2016-01-05"), (2, I, "2016-01-20"), (2, M, "2016-02-01"))
    assert span == Span(at("2016-01-05"), at("2016-02-01"))


def test_the_end_stays_when_what_is_met_is_saved_again() -> None:
    span = span_of((1, M, "2016-01-05"), (2, M, "2016-02-01"), (1, M, "2016-03-01"))
    assert span.reached_at == at("2016-02-01")


def test_the_end_may_come_by_what_does_not_apply() -> None:
    assert span_of((1, M, "2016-01-05"), (2, X, "2016-02-01")).reached_at == at("2016-02-01")


def test_nothing_is_reached_when_nothing_applies() -> None:
    assert span_of((1, X, "2016-01-05"), (2, X, "2016-02-01")) == Span(at("2016-01-05"))


def test_a_milestone_that_reopens_has_no_end_and_says_so() -> None:
    span = span_of((1, M, "2016-01-05"), (2, M, "2016-02-01"), (1, I, "2016-03-01"))
    assert span == Span(at("2016-01-05"), None, reopened_at=at("2016-03-01"))
    assert span.reopened


def test_reached_again_it_has_the_second_end() -> None:
    span = span_of(
        (1, M, "2016-01-05"), (2, M, "2016-02-01"), (1, I, "2016-03-01"), (1, M, "2016-04-01")
    )
    assert span == Span(at("2016-01-05"), at("2016-04-01"))


def test_reopened_twice_is_still_reopened() -> None:
    span = span_of(
        (1, M, "2016-01-05"), (2, M, "2016-02-01"), (1, I, "2016-03-01"), (2, H, "2016-04-01")
    )
    assert span == Span(at("2016-01-05"), None, reopened_at=at("2016-03-01"))


def test_a_slip_that_is_corrected_the_same_day_never_reopened_it() -> None:
    reached = [Step(1, 1, 1, M, at("2016-01-05")), Step(1, 1, 2, M, at("2016-02-01"))]
    opened = Step(1, 1, 1, I, at("2016-03-01", 0))
    again = Step(1, 1, 1, M, at("2016-03-01", 23))
    late = Step(1, 1, 1, M, at("2016-03-02", 0))

    def span(*more: Step) -> Span:
        return spans([*reached, *more], TWO, LATER)[1, 1]

    assert span(opened, again) == span() == Span(at("2016-01-05"), at("2016-02-01"))
    assert span(opened, again, replace(opened, recorded_at=at("2016-03-01", 23)), again) == span()
    assert span(opened, late) == Span(at("2016-01-05"), at("2016-03-02", 0))


def test_reached_for_the_first_time_the_day_work_began_it_ends_then() -> None:
    span = span_of((1, M, "2016-01-05"), (2, I, "2016-01-05"), (2, M, "2016-01-05"))
    assert span == Span(at("2016-01-05"), at("2016-01-05"))


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([M, I])), min_size=1, max_size=12))
def test_the_end_is_that_of_the_days_alone(listed: list[tuple[int, str]]) -> None:
    """What happened within a day leaves no trace once the milestone was reached on an earlier."""
    first = Step(1, 1, 1, M, at("2016-01-01"))
    days = sorted(listed, key=lambda one: one[0])
    taken = [Step(1, 1, 1, s, at(date(2016, 2, 1) + timedelta(n))) for n, s in days]
    last_of_day = {step.recorded_at: step for step in taken}
    ends = [
        spans([first, *those], [Validity(1, 1)], LATER)[1, 1]
        for those in (taken, last_of_day.values())
    ]
    assert len({(one.reached_at, one.reopened) for one in ends}) == 1


def test_checkpoints_count_on_the_days_on_which_they_are_valid() -> None:
    later = [Validity(1, 1), Validity(2, 1, valid_from=date(2016, 3, 1))]
    ended = [Validity(1, 1), Validity(2, 1, valid_to=date(2016, 1, 31))]
    met = (1, M, "2016-02-15")
    before = span_of(met, valid=later, until=date(2016, 2, 29))
    assert (before.reached_at, before.reopened) == (at("2016-02-15"), False)
    after = span_of(met, valid=later, until=date(2016, 3, 1))
    assert (after.reached_at, after.reopened) == (None, True)
    assert span_of((1, M, "2016-03-01"), valid=later).reached_at is None
    assert span_of((1, M, "2016-01-30"), valid=ended, until=date(2016, 1, 31)).reached_at is None
    assert span_of((1, M, "2016-01-30"), valid=ended).reached_at == at("2016-02-01", 0)
    assert span_of((1, M, "2016-02-01"), valid=ended).reached_at == at("2016-02-01")


def test_strands_and_milestones_are_kept_apart() -> None:
    found = spans(
        [
            Step(1, 1, 1, M, at("2016-01-05")),
            Step(2, 1, 1, I, at("2016-01-06")),
            Step(1, 2, 3, M, at("2016-01-07")),
        ],
        [Validity(1, 1), Validity(3, 2)],
        LATER,
    )
    assert found == {
        (1, 1): Span(at("2016-01-05"), at("2016-01-05")),
        (2, 1): Span(at("2016-01-06")),
        (1, 2): Span(at("2016-01-07"), at("2016-01-07")),
    }


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(Status)), min_size=1, max_size=12))
def test_a_span_says_the_same_as_the_state_at_its_end(listed: list[tuple[int, Status]]) -> None:
    valid = [Validity(n, 1) for n in (1, 2, 3)]
    days = [date(2016, 1, 1) + timedelta(n) for n in range(len(listed))]
    span = span_of(
        *((c, s, str(day)) for (c, s), day in zip(listed, days, strict=True)), valid=valid
    )
    now = {1: N, 2: N, 3: N} | dict(listed)
    state = tally_of(now.values()).state

    assert (span.reached_at is not None) == (state == State.REACHED)
    assert (span.started_at is not None) == any(status != N for _, status in listed)
    if span.reached_at:
        assert span.started_at is not None
        assert span.started_at <= span.reached_at
        assert not span.reopened


@pytest.mark.parametrize(
    ("valid", "day", "counts"),
    [
        (Validity(1, 1), DAY, True),
        (Validity(1, 1, DAY, DAY), DAY, True),
        (Validity(1, 1, DAY + timedelta(1)), DAY, False),
        (Validity(1, 1, None, DAY - timedelta(1)), DAY, False),
    ],
)
def test_both_days_of_a_validity_are_included(valid: Validity, day: date, counts: bool) -> None:
    assert valid.on(day) is counts
