"""Walks: what is chosen, in which order, and what has been done since it began."""

from datetime import date, datetime

import pytest
from django.http import Http404, QueryDict
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import Phase, Status, Strand
from checkpoints.queries import OwnStep
from checkpoints.walks.walk import Choice, Deed, Walk, begun_at, deed_of, said, walk
from regions.history import Kind
from regions.models import Region, User
from tests import makers

pytestmark = pytest.mark.django_db

BEGUN = makers.at("2016-11-20", 9)


@pytest.fixture
def phase(region: Region) -> Phase:
    return Phase.objects.get()


@pytest.fixture
def other(region: Region, phase: Phase) -> Strand:
    return makers.parallel_strand(region, phase.milestones.get(slug="m2"))


def walked(region: Region, by: User, begun: datetime = BEGUN, **choice: object) -> Walk:
    phase = Phase.objects.get()
    return walk(region, phase, Choice(**choice), begun, by=by, language="nb")  # type: ignore[arg-type]  # as the test says


def named(found: Walk) -> list[str]:
    return [
        f"{stop.strand.number} {stop.milestone.slug} {stop.row.checkpoint.slug}"
        for stop in found.stops
    ]


def deeds(found: Walk) -> dict[Deed, list[str]]:
    slugs = {deed: [stop.row.checkpoint.slug for stop in found.having(deed)] for deed in Deed}
    return {deed: listed for deed, listed in slugs.items() if listed}


def confirmed_by(person: User, strand: Strand, number: int, *, at: datetime) -> None:
    asked = makers.wording(strand, 1, number)
    row = actions.assessment_of(strand, asked)
    actions.confirm(by=person, strand=strand, wording=asked, expected_revision=row.revision, at=at)


def all_of(*numbers: int) -> list[str]:
    places = {1: ("m1", "m2"), 2: ("m2",)}
    return [f"{n} {m} c{c}" for n in numbers for m in places[n] for c in (1, 2, 3)]


# What lies on the way


def test_the_order_is_strand_milestone_checkpoint(
    region: Region, kari: User, other: Strand
) -> None:
    assert named(walked(region, kari)) == all_of(1, 2)


def test_the_coordinators_own_order_of_strands_holds(
    region: Region, kari: User, other: Strand
) -> None:
    third = makers.parallel_strand(region, other.first_milestone, "Mat")
    Strand.objects.filter(pk=other.pk).update(position=5)
    Strand.objects.filter(pk=third.pk).update(position=4)
    assert [line[0] for line in named(walked(region, kari))] == [*"111111", *"333", *"222"]


def test_only_what_is_open_or_unsure_is_walked(region: Region, strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    makers.assess(strand, 1, 2, Status.MET, unsure=True)
    makers.assess(strand, 2, 1, Status.NOT_APPLICABLE)
    makers.assess(strand, 2, 2, Status.ON_HOLD)
    assert named(walked(region, kari)) == ["1 m1 c2", "1 m1 c3", "1 m2 c2", "1 m2 c3"]


def test_closed_strands_and_checkpoints_not_in_use_are_left_out(
    region: Region, kari: User, phase: Phase, other: Strand, day: object
) -> None:
    makers.add_checkpoint(phase.milestones.get(slug="m1"), "later", since=date(2016, 11, 21))
    Strand.objects.filter(pk=other.pk).update(closed_on=day)
    assert named(walked(region, kari)) == all_of(1)


def test_another_regions_checkpoints_are_none_of_it(region: Region, kari: User) -> None:
    makers.make_region("Alta")
    assert named(walked(region, kari)) == all_of(1)


def test_a_strand_a_milestone_or_both_can_be_chosen(
    region: Region, kari: User, other: Strand
) -> None:
    assert named(walked(region, kari, strand=2)) == all_of(2)
    assert named(walked(region, kari, milestone="m1")) == ["1 m1 c1", "1 m1 c2", "1 m1 c3"]
    assert named(walked(region, kari, strand=2, milestone="m1")) == []


def test_what_was_not_reviewed_for_some_days_can_be_chosen(
    region: Region, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-08-22")  # 90 days ago
    makers.assess(strand, 1, 2, Status.ON_HOLD, when="2016-08-23")
    makers.assess(strand, 1, 3, Status.ON_HOLD, when="2016-01-01")
    makers.confirm(strand, 1, 3, when="2016-11-01")
    assert named(walked(region, kari, days=90)) == ["1 m1 c1"]


def test_ones_own_or_anothers_can_be_chosen(region: Region, strand: Strand, kari: User) -> None:
    ola = makers.reader_of(region, makers.make_person("Ola Dahl"))
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    makers.assess(strand, 1, 2, Status.ON_HOLD, responsible=ola)
    makers.assess(strand, 1, 3, Status.ON_HOLD, responsible_name="Ola Dahl")
    assert named(walked(region, kari, whose="meg")) == ["1 m1 c1"]
    assert named(walked(region, kari, whose=str(ola.pk))) == ["1 m1 c2"]
    assert named(walked(region, kari, whose="navn:Ola Dahl")) == ["1 m1 c3"]
    assert named(walked(region, kari, whose="ingen")) == ["1 m2 c1", "1 m2 c2", "1 m2 c3"]


# Nothing shifts while one walks


def test_what_one_has_dealt_with_stays_in_its_place(
    region: Region, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.MET, by=kari, when=makers.at("2016-11-20", 10))
    found = walked(region, kari)
    assert named(found) == all_of(1)
    assert [stop.row.checkpoint.slug for stop in found.skipped()] == ["c2", "c3", "c1", "c2", "c3"]


def test_what_others_have_met_is_no_longer_on_the_way(
    region: Region, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 2, Status.MET, when=makers.at("2016-11-20", 10))
    assert named(walked(region, kari)) == [line for line in all_of(1) if line != "1 m1 c2"]


def test_the_checkpoint_one_is_at_is_on_the_way_whatever_becomes_of_it(
    region: Region, phase: Phase, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 2, Status.MET)
    here = (strand.pk, makers.wording(strand, 1, 2).checkpoint_id)
    found = walk(region, phase, Choice(), BEGUN, by=kari, language="nb", here=here)
    assert named(found) == all_of(1)
    assert found.after(here).startswith("/regioner/bodo/gjennomgang/1/m1/c3/?fra=")
    assert found.before(here).startswith("/regioner/bodo/gjennomgang/1/m1/c1/?fra=")


def test_after_the_last_comes_the_end_and_before_the_first_nothing(
    region: Region, kari: User
) -> None:
    found = walked(region, kari, milestone="m1")
    first, *_, last = (stop.key for stop in found.stops)
    assert found.after(last) == found.end
    assert found.end.startswith("/regioner/bodo/gjennomgang/ferdig/?milepael=m1&fra=")
    assert found.before(first) == ""


def test_what_is_not_on_the_way_has_no_place(region: Region, kari: User) -> None:
    with pytest.raises(Http404):
        walked(region, kari).place_of((0, 0))


# What was done


def test_what_was_done_is_told_from_the_history(region: Region, strand: Strand, kari: User) -> None:
    ten = makers.at("2016-11-20", 10)
    makers.assess(strand, 1, 1, Status.MET, by=kari, when=ten)
    makers.assess(strand, 1, 2, Status.ON_HOLD, by=kari, when=ten)
    makers.assess(strand, 1, 3, Status.ON_HOLD)
    confirmed_by(kari, strand, 3, at=ten)
    makers.assess(strand, 2, 1, Status.ON_HOLD, by=kari, when=makers.at("2016-11-20", 8))
    makers.assess(strand, 2, 2, Status.ON_HOLD, when=ten)  # by someone else
    found = walked(region, kari)
    assert deeds(found) == {Deed.MET: ["c1"], Deed.CHANGED: ["c2"], Deed.CONFIRMED: ["c3"]}
    assert [stop.key for stop in found.skipped()] == [
        (strand.pk, makers.wording(strand, 2, number).checkpoint_id) for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("steps", "deed"),
    [
        ([(Kind.CHANGE, Status.MET, None)], Deed.MET),
        ([(Kind.CHANGE, Status.MET, Status.ON_HOLD)], Deed.MET),
        ([(Kind.CHANGE, Status.MET, Status.MET)], Deed.CHANGED),  # its text, or its doubt
        (
            [(Kind.CONFIRM, Status.ON_HOLD, None), (Kind.CHANGE, Status.MET, "on_hold")],
            Deed.MET,
        ),
        (
            [(Kind.CHANGE, Status.MET, "on_hold"), (Kind.UNDO, Status.ON_HOLD, "met")],
            Deed.CHANGED,
        ),
        ([(Kind.CONFIRM, Status.ON_HOLD, Status.ON_HOLD)] * 2, Deed.CONFIRMED),
    ],
)
def test_several_steps_come_to_one_deed(
    steps: list[tuple[str, str, str | None]], deed: Deed
) -> None:
    assert deed_of([OwnStep(*step, at=BEGUN) for step in steps]) == deed


def test_what_one_confirmed_earlier_that_day_is_dealt_with(
    region: Region, strand: Strand, kari: User
) -> None:
    """Said once a day is said: it is not confirmed once more."""
    eight, ten = makers.at("2016-11-20", 8), makers.at("2016-11-20", 10)
    for number in (1, 2, 3):
        makers.assess(strand, 1, number, Status.ON_HOLD)
    confirmed_by(kari, strand, 1, at=eight)
    confirmed_by(kari, strand, 1, at=ten)  # makes no step
    confirmed_by(kari, strand, 2, at=makers.at("2016-11-19", 8))  # another day
    confirmed_by(makers.coordinator_of(region), strand, 3, at=eight)
    found = walked(region, kari)
    assert deeds(found) == {Deed.EARLIER: ["c1"]}
    assert [stop.row.checkpoint.slug for stop in found.skipped()] == ["c2", "c3", "c1", "c2", "c3"]
    assert deeds(walked(region, kari, begun=makers.at("2016-11-20", 7))) == {Deed.CONFIRMED: ["c1"]}


def test_what_was_changed_or_confirmed_by_another_since_is_not_ones_own_confirmation(
    region: Region, strand: Strand, kari: User
) -> None:
    for number in (1, 2):
        makers.assess(strand, 1, number, Status.ON_HOLD)
        confirmed_by(kari, strand, number, at=makers.at("2016-11-20", 7))
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when=makers.at("2016-11-20", 8))
    confirmed_by(makers.coordinator_of(region), strand, 2, at=makers.at("2016-11-20", 8))
    assert deeds(walked(region, kari)) == {}


def test_what_one_changes_on_the_walk_is_changed_though_it_was_confirmed_before(
    region: Region, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    confirmed_by(kari, strand, 1, at=makers.at("2016-11-20", 8))
    ten = makers.at("2016-11-20", 10)
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Venter.", by=kari, when=ten)
    assert deeds(walked(region, kari)) == {Deed.CHANGED: ["c1"]}


# How far one came


@pytest.mark.parametrize(
    ("ended", "dealt_with", "skipped", "ahead"),
    [
        ("", [], 6, 0),  # at its end
        ("1/m1/c1", [], 0, 6),
        ("1/m1/c2", [1], 0, 5),
        ("1/m1/c3", [1], 1, 4),  # where it ended is not yet come past
        ("1/m1/c1", [1, 3], 0, 4),  # what was dealt with further on, perhaps on another page
        ("7/m1/c1", [], 0, 6),  # it is no longer on the way
    ],
)
def test_what_was_skipped_is_told_apart_from_what_was_never_reached(
    region: Region, strand: Strand, kari: User,
    ended: str, dealt_with: list[int], skipped: int, ahead: int,
) -> None:  # fmt: skip
    for number in dealt_with:
        makers.assess(strand, 1, number, by=kari, when=makers.at("2016-11-20", 10))
    found = walked(region, kari)
    assert (len(found.skipped(ended)), len(found.ahead(ended))) == (skipped, ahead)


def test_where_it_ends_is_said_by_the_address(region: Region, kari: User) -> None:
    found = walked(region, kari)
    assert found.ended_at(found.stops[3]) == f"{found.end}&til=1/m2/c1"


@pytest.mark.parametrize("strands", [1, 3])
def test_a_walk_costs_six_queries_whatever_its_length(
    region: Region, kari: User, phase: Phase, strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    first = phase.milestones.get(slug="m1")
    for number in range(1, strands):
        added = makers.parallel_strand(region, first, f"Tema {number}")
        makers.assess(added, 1, 1, Status.ON_HOLD, by=kari, responsible=kari)
    # strands, wordings, milestones, assessments, people, what was done
    with django_assert_num_queries(6):
        assert len(walk(region, phase, Choice(), BEGUN, by=kari, language="nb").stops) == (
            6 * strands
        )


# Addresses


def test_a_choice_is_read_from_the_address_that_it_writes() -> None:
    chosen = Choice(strand=2, milestone="m1", days=90, whose="navn:Per Åsen & co")
    address = said(chosen, BEGUN)
    get = QueryDict(address.removeprefix("?"))
    assert Choice.of(get) == chosen
    assert begun_at(get) == BEGUN
    assert (said(Choice()), Choice.of(QueryDict())) == ("", Choice())


@pytest.mark.parametrize("word", ["lop=x", "lop=-1", "dager=1e3", "dager=999999", "lop=²"])
def test_what_is_no_number_leads_nowhere(word: str) -> None:
    with pytest.raises(Http404):
        Choice.of(QueryDict(word))


@pytest.mark.parametrize("word", ["", "tull", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59Z"])
def test_a_walk_that_began_at_no_known_time_begins_now(word: str, day: object) -> None:
    begun = begun_at(QueryDict(f"fra={word.replace('+', '%2B')}"))
    assert begun.date() == day
