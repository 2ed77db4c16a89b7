"""The arithmetic of forecasts: those under way count, and ranges hold as often as is said."""

from random import Random

import pytest

from checkpoints.forecast.method import NEEDED, SHARE, Course, Pace, Stretch, pace

NOTHING = Stretch(None, None)


def ended(*days: int) -> list[Course]:
    return [Course(one, reached=True) for one in days]


def still_open(*days: int) -> list[Course]:
    return [Course(one, reached=False) for one in days]


NINE = ended(*range(10, 100, 10))


def test_nine_are_the_fewest_of_which_the_quickest_and_slowest_span_four_of_five() -> None:
    part, of = SHARE
    assert NEEDED == 9
    assert (NEEDED - 1) * of == part * (NEEDED + 1)
    assert pace(NINE).ahead(-1) == Stretch(10, 90)


@pytest.mark.parametrize("count", range(NEEDED))
def test_of_fewer_nothing_is_said(count: int) -> None:
    few = pace(ended(*range(1, count + 1)) + still_open(*range(1, 40)))
    assert (few.reached, few.open, few.lacking) == (count, 39, NEEDED - count)
    assert (few.ahead(0), few.median, few.middle(0)) == (NOTHING, None, None)


def test_a_pace_of_nothing_says_nothing() -> None:
    assert pace([]) == Pace(0, 0, [], ())
    assert pace([]).ahead(10) == NOTHING


def test_the_middle_is_that_of_the_courses() -> None:
    assert pace(NINE).median == 50
    assert pace(ended(*range(10, 110, 10))).median == 60  # of ten, the first by which half ended


def test_the_order_of_the_courses_means_nothing() -> None:
    listed = NINE + still_open(15, 15, 200)
    for seed in range(5):
        Random(seed).shuffle(listed)  # noqa: S311  an order, not a secret
        assert pace(listed) == pace(NINE + still_open(200, 15, 15))


def test_those_still_under_way_make_it_later() -> None:
    alone, with_slow_ones = pace(NINE), pace(NINE + still_open(95, 95, 95))
    assert (alone.median, with_slow_ones.median) == (50, 70)
    assert (alone.ahead(-1).latest, with_slow_ones.ahead(-1).latest) == (90, None)


def test_one_that_has_just_begun_tells_nothing_of_what_lies_beyond() -> None:
    assert pace(NINE + still_open(0, 5, 9)).ahead(-1) == pace(NINE).ahead(-1)


def test_one_that_ended_on_a_day_was_open_with_those_that_are_looked_at_on_it() -> None:
    """By hand: 10 stand in the row until day 50, and 6 of them on it, with the one forecast."""
    tied = pace([*ended(10, 20, 30, 40, 50, 50, 60, 70, 80), *still_open(50)])
    assert tied.times == [10, 20, 30, 40, 50, 60, 70, 80]
    expected = [10 / 11, 9 / 11, 8 / 11, 7 / 11, 5 / 11, 15 / 44, 10 / 44, 5 / 44]
    assert tied.left == pytest.approx(expected)


def test_what_is_spent_already_is_not_forecast_again() -> None:
    many = pace(ended(*range(10, 400, 10)))
    assert many.ahead(-1) == Stretch(40, 360)
    assert many.ahead(100) == Stretch(130, 370)  # the third and the 27th of 29
    assert many.middle(100) == 250


def test_the_range_never_lies_behind() -> None:
    many = pace(ended(*range(10, 400, 10)) + still_open(55, 300, 390))
    for spent in range(-1, 500):
        ahead = many.ahead(spent)
        assert ahead.earliest is None or ahead.earliest > spent
        assert ahead.latest is None or ahead.latest > spent
        if ahead.earliest and ahead.latest:
            assert ahead.earliest <= ahead.latest


def test_an_end_that_is_not_known_is_not_made_up() -> None:
    slow = pace(NINE + still_open(*[95] * 12))
    assert slow.ahead(-1) == Stretch(20, None)
    assert slow.ahead(85) == Stretch(90, None)  # one of 13 ended after that
    assert slow.ahead(90) == NOTHING


def test_where_it_may_be_any_day_there_is_only_a_last_one() -> None:
    """Of the 36 that were open after 10 days, six ended on the next."""
    quick = pace(ended(*[11] * 6, *range(12, 42)))
    assert quick.ahead(10) == Stretch(None, 39)


@pytest.mark.parametrize("spent", [0, 5, 15])
def test_ends_on_the_first_day_do_not_quicken_those_that_go_on(spent: int) -> None:
    """A region that records all on one day took no time; nobody who goes on is like that."""
    assert pace(NINE + ended(*[0] * 30)).ahead(spent) == pace(NINE).ahead(spent)


@pytest.mark.parametrize(
    ("courses", "least", "most"), [(20, 0.8, 0.9), (60, 0.8, 0.86), (200, 0.78, 0.84)]
)
def test_ranges_hold_as_often_as_is_said(courses: int, least: float, most: float) -> None:
    """Programmes of known pace, looked at on a day, while many are under way."""
    rng = Random(2016)  # noqa: S311  the same programmes in each run
    held = judged = 0
    for _programme in range(300):
        lasts = [rng.lognormvariate(5, 0.5) for _course in range(courses)]
        begun = [rng.uniform(0, 400) for _course in range(courses)]
        day = 450
        known = pace(
            Course(int(min(last, day - start)), reached=start + last <= day)
            for start, last in zip(begun, lasts, strict=True)
        )
        for start, last in zip(begun, lasts, strict=True):
            ahead = known.ahead(int(day - start))
            if start + last > day and ahead.latest is not None:
                judged += 1
                held += (ahead.earliest or 0) <= int(last) <= ahead.latest
    assert judged > 200
    assert least <= held / judged <= most
