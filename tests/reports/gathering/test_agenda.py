"""What an agenda is proposed from: each rule finds what it is about, and names who."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkpoints.models import Event, Phase, Status, Strand
from checkpoints.queries import current_phase
from regions.reading import Reading
from reports.gathering.agenda import MOST, Proposal, Why, proposals, the_first
from reports.queries.gatherings import data_for, gathering_before
from tests import makers

SINCE = date(2016, 9, 14)
type Strands = tuple[Strand, ...]


def proposed(phase: Phase, reading: Reading | None = None) -> dict[str, Proposal]:
    found = proposals(data_for(phase, SINCE, reading or Reading.today(), "nb"))
    return {one.key: one for one in found}


def names(one: Proposal) -> list[str]:
    return [each.region for each in one.mentions]


def test_nothing_is_proposed_where_nothing_is_recorded(phase: Phase, strands: Strands) -> None:
    assert proposed(phase) == {}


def test_what_is_late_slips_the_latest_first(phase: Phase, strands: Strands) -> None:
    makers.plan(strands[0], 1, "2016-01-01", "2016-11-01")
    makers.plan(strands[1], 1, "2016-01-01", "2016-10-01")
    makers.plan(strands[2], 1, "2016-01-01", "2016-12-01")
    found = proposed(phase)
    assert list(found) == ["slipped:m1"]
    assert names(found["slipped:m1"]) == ["Bodø", "Alta"]
    assert found["slipped:m1"].mentions[0].address.endswith(f"/{strands[1].number}/m1/")


def test_what_was_moved_to_a_later_day_since_the_gathering_before_slips(
    phase: Phase, strands: Strands
) -> None:
    for strand in strands:
        makers.plan(strand, 2, "2016-01-01", "2017-01-31", when="2016-02-01")
    makers.plan(strands[0], 2, "2016-01-01", "2017-04-30", when="2016-10-03")  # later
    makers.plan(strands[1], 2, "2016-01-01", "2016-12-31", when="2016-10-03")  # earlier
    makers.plan(strands[2], 2, "2016-01-01", "2017-04-30", when="2016-09-01")  # before that
    assert names(proposed(phase)["slipped:m2"]) == ["Alta"]


def test_what_is_reached_or_belongs_to_a_closed_strand_does_not_slip(
    phase: Phase, strands: Strands
) -> None:
    makers.plan(strands[0], 1, "2016-01-01", "2016-10-01")
    for number in (1, 2, 3):
        makers.assess(strands[0], 1, number, Status.MET)
    assert proposed(phase) == {}


def test_what_is_on_hold_is_proposed_under_its_milestone(phase: Phase, strands: Strands) -> None:
    makers.assess(strands[2], 2, 1, Status.ON_HOLD)
    makers.assess(strands[0], 2, 2, Status.ON_HOLD)
    makers.assess(strands[1], 1, 1, Status.ON_HOLD)
    found = proposed(phase)
    assert [(key, names(one)) for key, one in found.items()] == [
        ("on_hold:m2", ["Alta", "Salten"]), ("on_hold:m1", ["Bodø"]),
    ]  # fmt: skip


def test_a_region_with_two_strands_is_named_once(phase: Phase, strands: Strands) -> None:
    second = phase.milestones.get(position=2)
    parallel = makers.parallel_strand(strands[0].region, second)
    makers.assess(strands[0], 2, 1, Status.ON_HOLD)
    makers.assess(parallel, 2, 1, Status.ON_HOLD)
    assert names(proposed(phase)["on_hold:m2"]) == ["Alta"]


def test_what_regions_ask_is_proposed_where_most_wait_first(phase: Phase, strands: Strands) -> None:
    for strand in strands[:2]:
        makers.answer(makers.ask(strand, 1, 1), strands[2].region)
    makers.ask(strands[2], 2, 2)
    found = proposed(phase)
    assert list(found) == ["help:m2/c2", "help:m1/c1"]
    assert [found[key].waiting for key in found] == [1, 0]
    assert names(found["help:m1/c1"]) == ["Bodø", "Alta"]  # the newest first


def test_a_request_that_is_closed_is_not_proposed(phase: Phase, strands: Strands) -> None:
    request = makers.ask(strands[0], 1, 1)
    type(request).objects.filter(pk=request.pk).update(outcome="settled")
    assert proposed(phase) == {}


def test_what_was_met_since_and_is_shared_is_good_practice(phase: Phase, strands: Strands) -> None:
    for strand, day in ((strands[1], "2016-10-01"), (strands[0], "2016-09-14")):
        makers.assess(strand, 1, 1, Status.MET, when=day, met_on=date.fromisoformat(day))
        makers.share(strand, 1, 1, when=day)
    makers.assess(strands[2], 1, 2, Status.MET, when="2016-10-01")  # and says nothing
    found = proposed(phase)
    assert [(key, names(one)) for key, one in found.items()] == [("practice:m1/c1", ["Bodø"])]


def test_on_an_earlier_day_nothing_is_known_of_what_is_asked_and_shared(
    phase: Phase, strands: Strands
) -> None:
    makers.ask(strands[0], 1, 1)
    makers.assess(strands[1], 1, 1, Status.ON_HOLD, when="2016-10-01")
    earlier = Reading.as_of(date(2016, 11, 1))
    assert list(proposed(phase, earlier)) == ["on_hold:m1"]
    assert proposed(phase, Reading.as_of(date(2016, 9, 30))) == {}


def test_what_is_taken_is_not_proposed_again_and_makes_room(phase: Phase) -> None:
    found = [Proposal(f"on_hold:{n}", Why.ON_HOLD, "", "", "", ()) for n in range(MOST + 1)] + [
        Proposal("help:1", Why.HELP, "", "", "", ())
    ]
    shown = the_first(found, {"on_hold:0"})
    assert [one.key for one in shown] == ["on_hold:1", "on_hold:2", "on_hold:3", "help:1"]


def test_what_stands_on_the_agenda_names_no_region(phase: Phase, strands: Strands) -> None:
    makers.plan(strands[0], 1, "2016-01-01", "2016-11-01")
    makers.assess(strands[0], 2, 1, Status.ON_HOLD)
    makers.ask(strands[0], 1, 2)
    makers.assess(strands[0], 1, 1, Status.MET, when="2016-10-01")
    makers.share(strands[0], 1, 1, when="2016-10-01")
    found = proposed(phase).values()
    assert [one.why for one in found] == list(Why)
    assert not any("Alta" in f"{one.heading} {one.note}" for one in found)


def test_the_gathering_before_is_the_last_that_was_over(
    phase: Phase, past: Event, event: Event
) -> None:
    events = [past, event]
    assert gathering_before(event, events, date(2016, 11, 20)) == past
    assert gathering_before(event, events, date(2016, 9, 14)) is None
    assert gathering_before(past, events, date(2017, 4, 1)) == event


@pytest.mark.parametrize("rows", [1, 3])
def test_the_reads_do_not_grow_with_the_regions(phase: Phase, strands: Strands, rows: int) -> None:
    for strand in strands[:rows]:
        makers.plan(strand, 1, "2016-01-01", "2016-11-01")
        makers.ask(strand, 1, 2)
        makers.assess(strand, 1, 1, Status.MET, when="2016-10-01")
        makers.share(strand, 1, 1, when="2016-10-01")
    with CaptureQueriesContext(connection) as queries:
        proposed(phase)
    assert len(queries) == 4


def test_what_is_proposed_is_of_the_gatherings_phase_whichever_the_days_is(
    phase: Phase, strands: Strands, day: date
) -> None:
    makers.assess(strands[0], 1, 1, Status.ON_HOLD)
    later = makers.small_programme(milestones=1, checkpoints=1, slug="senere")
    Phase.objects.filter(pk=later.pk).update(starts_on=day)
    assert current_phase(day) == later
    assert (list(proposed(phase)), proposed(later)) == (["on_hold:m1"], {})


def test_nothing_is_proposed_of_a_phase_without_milestones(strands: Strands) -> None:
    assert proposed(makers.small_programme(milestones=0, slug="tom")) == {}
