"""One clock, in Oslo, that an installation can pin to a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from pytest_django import Settings

from regions import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2016, 1, 1, 22, 59, tzinfo=UTC), date(2016, 1, 1)),  # 23.59 in Oslo
        (datetime(2016, 1, 1, 23, 0, tzinfo=UTC), date(2016, 1, 2)),
        (datetime(2016, 7, 1, 21, 59, tzinfo=UTC), date(2016, 7, 1)),  # summer time
        (datetime(2016, 7, 1, 22, 0, tzinfo=UTC), date(2016, 7, 2)),
    ],
)
def test_the_day_is_that_of_oslo(settings: Settings, moment: datetime, day: date) -> None:
    settings.TODAY = None
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day
        assert clock.now() == moment
    assert clock.day_of(moment) == day


def test_a_pinned_day_has_the_time_of_this_moment(settings: Settings) -> None:
    settings.TODAY = date(2016, 11, 20)
    with time_machine.travel(datetime(2026, 7, 1, 10, 30, tzinfo=UTC), tick=False):
        assert clock.today() == date(2016, 11, 20)
        assert clock.now() == datetime(2016, 11, 20, 12, 30, tzinfo=clock.OSLO)


def test_time_does_not_stand_still_on_a_pinned_day(settings: Settings) -> None:
    settings.TODAY = date(2016, 11, 20)
    noon = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    with time_machine.travel(noon, tick=False):
        before = clock.now()
    with time_machine.travel(noon + timedelta(seconds=5), tick=False):
        assert clock.now() - before == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2016, 1, 1), 24), (date(2016, 3, 27), 23), (date(2016, 10, 30), 25)],
)
def test_a_day_is_as_long_as_it_is_in_oslo(day: date, hours: int) -> None:
    start, end = clock.start_of(day), clock.end_of(day)
    length = end.astimezone(UTC) - start.astimezone(UTC)
    assert length == timedelta(hours=hours) - timedelta(microseconds=1)
    assert clock.day_of(start) == clock.day_of(end) == day


def test_days_follow_each_other_without_a_gap() -> None:
    gap = clock.start_of(date(2016, 3, 28)) - clock.end_of(date(2016, 3, 27))
    assert gap == timedelta(microseconds=1)
