"""What a calendar looks ahead to, today and as of an earlier day."""

from datetime import date

import pytest

from checkpoints.calendar import coming
from checkpoints.models import Event
from regions.reading import Reading

REPORT = Event(slug="rapport-1", kind="report", number=1, position=1, starts_on=date(2016, 2, 15))
GATHERING = Event(
    slug="samling-2", kind="gathering", number=2, position=2,
    starts_on=date(2016, 9, 14), ends_on=date(2016, 9, 15),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "past", "starts_on", "days_left"),
    [
        ("2016-02-14", True, "2016-02-15", 1),
        ("2016-02-15", False, "2016-02-15", 0),  # it is today
        ("2016-02-15", True, "2016-09-14", 212),  # that day is over
        ("2016-09-14", True, "2016-09-14", 0),  # another day of it is left
    ],
)
def test_at_the_end_of_an_earlier_day_what_ended_on_it_is_over(
    day: str, past: bool, starts_on: str, days_left: int
) -> None:
    found = coming([REPORT, GATHERING], Reading(date.fromisoformat(day), past))
    assert found is not None
    assert (found.starts_on.isoformat(), found.days_left) == (starts_on, days_left)


def test_after_the_last_event_nothing_comes() -> None:
    assert coming([REPORT, GATHERING], Reading(date(2016, 9, 15), past=True)) is None
