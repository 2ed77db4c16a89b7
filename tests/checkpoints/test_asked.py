"""What a page is asked for: days and events are understood, or it is said what to write."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from checkpoints import actions, queries
from checkpoints.asked import Asked, NotUnderstood, Since, asked_for, since_asked_for
from checkpoints.models import Event, EventKind, Phase
from regions.reading import Reading
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    """With a calendar in which one gathering has no day, one was taken off, and one lies ahead."""
    phase = makers.small_programme()
    days = [
        (date(2016, 2, 2), date(2016, 2, 3)),
        (date(2016, 5, 12), None),
        (None, None),
        (date(2016, 6, 1), None),
        (date(2017, 2, 15), None),
    ]
    for starts_on, ends_on in days:
        actions.add_event(
            by=None, phase=phase, kind=EventKind.GATHERING, starts_on=starts_on, ends_on=ends_on,
            at=makers.FIRST,
        )  # fmt: skip
    take_off(phase.events.get(slug="samling-4"))
    return phase


def take_off(event: Event) -> None:
    actions.change_event(
        by=None, event=event, expected_revision=1, position=event.position,
        starts_on=event.starts_on, ends_on=event.ends_on, removed=True, at=makers.FIRST,
    )  # fmt: skip


def asked(phase: Phase, address: str) -> Asked:
    return asked_for(QueryDict(address), queries.calendar(phase, Reading.today()))


def since(phase: Phase, address: str) -> Since:
    reading = asked(phase, address).reading
    return since_asked_for(QueryDict(address), queries.calendar(phase, reading), reading)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("as_of=2016-02-15", date(2016, 2, 15)),
        ("as_of=15.02.2016", date(2016, 2, 15)),
        ("as_of=15022016", date(2016, 2, 15)),
        ("as_of=+15.02.2016+", date(2016, 2, 15)),
        ("as_of=samling-1", date(2016, 2, 3)),  # its last day
        ("as_of=samling-2", date(2016, 5, 12)),
        ("as_of=&as_of=samling-2", date(2016, 5, 12)),  # as the form sends it
        ("as_of=15.02.2016&as_of=", date(2016, 2, 15)),
        ("as_of=1900-01-01", date(1900, 1, 1)),
    ],
)
def test_a_day_or_an_event_is_understood(phase: Phase, address: str, day: date) -> None:
    assert asked(phase, address).reading == Reading(day, past=True)


@pytest.mark.parametrize("address", ["", "as_of=", "as_of=2016-11-20", "as_of=&as_of="])
def test_nothing_and_today_are_today(phase: Phase, address: str) -> None:
    found = asked(phase, address)
    assert found.reading == Reading.today()
    assert found.query == ""


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("2016-11-21", "21 November 2016 has not been yet. Choose today or an earlier day."),
        ("samling-5", "15 February 2017 has not been yet. Choose today or an earlier day."),
        ("samling-3", "No date is set for Gathering 3 yet."),
        ("samling-4", "Gathering 4 has been taken off the calendar."),
        ("samling-9", "This is not a date. Write the date as 20.11.2016."),
        ("31.02.2016", "This is not a date. Write the date as 20.11.2016."),
        ("2016-02-30", "This is not a date. Write the date as 20.11.2016."),
        ("0016-02-15", "This is not a date. Write the date as 20.11.2016."),
        ("1899-12-31", "This is not a date. Write the date as 20.11.2016."),
        ("i går", "This is not a date. Write the date as 20.11.2016."),
        ("x" * 5000, "This is not a date. Write the date as 20.11.2016."),
        ("\x00", "This is not a date. Write the date as 20.11.2016."),
    ],
)
@pytest.mark.parametrize("name", ["as_of", "since"])
def test_what_is_no_day_that_has_been_is_said_and_kept(
    phase: Phase, name: str, word: str, problem: str
) -> None:
    address = QueryDict(mutable=True)
    address["fase"], address[name] = "fase-2", word
    with translation.override("en"), pytest.raises(NotUnderstood) as refusal:
        since(phase, address.urlencode())
    form = refusal.value.form
    assert (form.name, form.problem, form.typed, form.chosen) == (name, problem, word, "")
    assert form.kept == (("fase", "fase-2"),)


def test_a_day_and_an_event_at_once_are_asked_about_and_both_kept(phase: Phase) -> None:
    with translation.override("en"), pytest.raises(NotUnderstood) as refusal:
        asked(phase, "as_of=15.02.2016&as_of=samling-1")
    form = refusal.value.form
    assert form.problem == "Write a day or choose an event, not both."
    assert (form.typed, form.chosen) == ("15.02.2016", "samling-1")


def test_the_events_to_choose_from_are_those_that_have_passed(phase: Phase) -> None:
    form = asked(phase, "").form
    assert [(one.word, one.day) for one in form.points] == [
        ("samling-1", date(2016, 2, 3)),
        ("samling-2", date(2016, 5, 12)),
    ]


def test_links_say_what_was_asked_for_and_the_way_back_forgets_it(phase: Phase) -> None:
    found = asked(phase, "as_of=samling-1&since=2016-01-01&fase=fase&q=")
    assert found.query == "?as_of=2016-02-03"
    assert found.today == "?fase=fase"
    assert asked(phase, "as_of=15.02.2016").query == "?as_of=2016-02-15"


# Since when


@pytest.mark.parametrize(
    ("address", "day", "chosen"),
    [
        ("", date(2016, 5, 12), False),  # the latest that has passed
        ("as_of=2016-05-13", date(2016, 5, 12), False),
        ("as_of=samling-2", date(2016, 2, 3), False),  # on its own last day it has not
        ("as_of=2016-02-03", date(2015, 12, 5), False),  # none has passed: 60 days
        ("since=samling-1", date(2016, 2, 3), True),
        ("since=2016-01-01", date(2016, 1, 1), True),
        ("as_of=2016-03-01&since=01.03.2016", date(2016, 3, 1), True),
    ],
)
def test_changes_are_told_from_the_latest_event_or_from_what_is_asked_for(
    phase: Phase, address: str, day: date, chosen: bool
) -> None:
    found = since(phase, address)
    assert (found.point.day, found.is_chosen) == (day, chosen)


def test_changes_are_not_told_from_a_day_after_the_one_that_is_shown(phase: Phase) -> None:
    with translation.override("en"), pytest.raises(NotUnderstood) as refusal:
        since(phase, "as_of=2016-03-01&since=samling-2")
    assert refusal.value.form.problem == (
        "12 May 2016 is after the day that is shown. Choose an earlier one."
    )
    assert refusal.value.form.kept == (("as_of", "2016-03-01"),)


def test_an_event_that_was_moved_since_counts_where_it_stood(phase: Phase) -> None:
    """As recorded on 1 April the second gathering was to be in May, and was then moved to March."""
    event = phase.events.get(slug="samling-2")
    actions.change_event(
        by=None, event=event, expected_revision=1, position=event.position,
        starts_on=date(2016, 3, 12), ends_on=None, at=makers.at("2016-06-01"),
    )  # fmt: skip
    assert since(phase, "as_of=2016-04-01").point.word == "samling-1"
    assert since(phase, "").point.day == date(2016, 3, 12)


def test_it_is_said_in_words(phase: Phase) -> None:
    with translation.override("nb"):
        assert since(phase, "since=samling-1").words == "samling 1"
        assert since(phase, "since=2016-01-01").words == "1. januar 2016"
