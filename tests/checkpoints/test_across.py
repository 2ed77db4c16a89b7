"""Counts and rows of checkpoints across regions: today, on any day, and never at odds with others.

The pages that show them are held to their promises in test_across_pages.py.
"""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from checkpoints.boards import board
from checkpoints.models import Checkpoint, Status, Strand
from checkpoints.overview.lines import Line, RegionLines, region_lines
from checkpoints.overview.sentences import checkpoint_in_sum
from checkpoints.queries import MilestoneFacts, current_outline
from checkpoints.queries.across import Asking, CheckpointCounts, checkpoints_across, growth
from checkpoints.queries.at_checkpoint import (
    Standings,
    StrandAt,
    helpers,
    standings,
    strand_rows,
    strands_at,
)
from checkpoints.queries.learning import how_many_met
from regions.actions import change_region
from regions.history import record
from regions.models import Region
from regions.reading import Reading
from regions.standing import Standing
from tests import makers

pytestmark = pytest.mark.django_db

STAFF = Standing.of([("staff", 1)])
MARCH = date(2016, 3, 1)


@pytest.fixture
def alta() -> Region:
    """A region with a parallel strand from the second of two milestones; there is another."""
    phase = makers.small_programme(milestones=2, checkpoints=3)
    alta = makers.make_region("Alta", slug="alta")
    makers.make_region("Ørsta", slug="orsta")
    makers.parallel_strand(alta, phase.milestones.all()[1], "Handel")
    return alta


@pytest.fixture
def orsta(alta: Region) -> Region:
    return Region.objects.get(slug="orsta")


def strand(region: Region, number: int = 1) -> Strand:
    return region.strands.get(number=number)


def checkpoint(milestone: int, position: int) -> Checkpoint:
    return Checkpoint.objects.get(milestone__position=milestone, position=position)


def counted(milestone: int, reading: Reading | None = None) -> tuple[CheckpointCounts, ...]:
    key = Checkpoint.objects.filter(milestone__position=milestone)[0].milestone_id
    return checkpoints_across(key, reading or Reading.today(), "nb")


def numbers(one: CheckpointCounts) -> tuple[int | None, ...]:
    return one.met, one.on_hold, one.not_applicable, one.asking


# How many regions stand where on each checkpoint of a milestone


def test_a_region_is_counted_where_one_of_its_strands_stands(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta), 2, 1, Status.MET)
    makers.assess(strand(alta, 2), 2, 1, Status.ON_HOLD)
    makers.assess(strand(orsta), 2, 1, Status.MET)
    makers.assess(strand(orsta), 2, 2, Status.NOT_APPLICABLE)
    assert [numbers(one) for one in counted(2)] == [(2, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0)]


def test_two_strands_of_a_region_are_one_region(alta: Region) -> None:
    for number in (1, 2):
        makers.assess(strand(alta, number), 2, 1)
        makers.ask(strand(alta, number), 2, 1)
    assert numbers(counted(2)[0]) == (1, 0, 0, 1)


def test_who_asks_waits_until_someone_has_answered(alta: Region, orsta: Region) -> None:
    request, _other = (makers.ask(strand(region), 1, 1) for region in (orsta, alta))
    assert (counted(1)[0].asking, counted(1)[0].waiting) == (2, 2)
    makers.answer(request, alta)
    assert (counted(1)[0].asking, counted(1)[0].waiting) == (2, 1)


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        (Asking(), ""),
        (Asking(1, 0), " 1 region asks for help; none waits for an answer."),
        (Asking(1, 1), " 1 region asks for help; 1 waits for an answer."),
        (Asking(3, 2), " 3 regions ask for help; 2 wait for an answer."),
    ],
)
def test_it_is_said_how_many_ask_and_how_many_wait(asking: Asking, words: str) -> None:
    here = Standings(28, dict.fromkeys(Status.values, 0), dict.fromkeys(Status.values, 0))
    with override("en"):
        said = checkpoint_in_sum(here, asking=asking, is_question=False, tells_held=True)
    assert said == f"0 of 28 regions have met this.{words}"


def test_an_earlier_day_is_counted_as_it_stood(alta: Region) -> None:
    makers.assess(strand(alta), 1, 1, when="2016-02-15")
    makers.assess(strand(alta), 1, 1, Status.ON_HOLD, when="2016-04-01")
    makers.ask(strand(alta), 1, 1, when="2016-02-15")
    assert numbers(counted(1)[0]) == (0, 1, 0, 1)
    assert numbers(counted(1, Reading.as_of(MARCH))[0]) == (1, 0, 0, 0)


def test_only_checkpoints_in_use_on_the_day_are_counted_under_their_words(alta: Region) -> None:
    late = makers.add_checkpoint(checkpoint(1, 1).milestone, "ny", since=date(2016, 6, 1))
    makers.assess(strand(alta), 1, "ny", when="2016-07-01")
    assert [one.checkpoint.slug for one in counted(1)] == ["c1", "c2", "c3", "ny"]
    assert counted(1)[3].checkpoint.pk == late.pk
    assert [one.checkpoint.slug for one in counted(1, Reading.as_of(MARCH))] == ["c1", "c2", "c3"]


# How it grew


def test_how_many_had_met_it_at_the_end_of_each_day(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta), 1, 1, when="2016-02-15")
    makers.assess(strand(orsta), 1, 1, when="2016-03-15")
    makers.assess(strand(alta), 1, 1, Status.IN_PROGRESS, when="2016-04-01")
    days = [date(2016, 2, 14), date(2016, 2, 15), date(2016, 3, 31), date(2016, 4, 1)]
    assert [one.met for one in growth(checkpoint(1, 1), days)] == [0, 1, 2, 1]


def test_before_it_was_in_use_nobody_could_meet_it(alta: Region) -> None:
    late = makers.add_checkpoint(checkpoint(1, 1).milestone, "ny", since=date(2016, 6, 1))
    found = growth(late, [MARCH, date(2016, 6, 1)])
    assert [one.met for one in found] == [None, 0]


def test_without_days_nothing_is_read(django_assert_num_queries: object, alta: Region) -> None:
    one = checkpoint(1, 1)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert growth(one, []) == ()


# Each strand at a milestone


def lines(reading: Reading | None = None, standing: Standing = STAFF) -> list[RegionLines]:
    """The second milestone's."""
    reading = reading or Reading.today()
    outline = current_outline(reading, "nb")
    assert outline is not None
    at = outline.milestones[1]
    asked = tuple(one.checkpoint for one in checkpoints_across(at.pk, reading, "nb"))
    facts = MilestoneFacts(at.pk, at.slug, at.position, at.name, asked)
    everyone = Region.objects.values_list("pk", flat=True)
    return list(region_lines(outline.phase, facts, everyone, reading, standing).values())


@pytest.mark.parametrize("day", [MARCH, date(2016, 11, 20)])
def test_cells_are_those_of_the_overview(alta: Region, orsta: Region, day: date) -> None:
    makers.assess(strand(alta), 2, 1, when="2016-02-15")
    makers.assess(strand(alta, 2), 2, 3, Status.ON_HOLD, when="2016-02-20")
    makers.assess(strand(orsta), 2, 2, Status.NOT_APPLICABLE, when="2016-05-01")
    makers.confirm(strand(alta, 2), 2, 3, when="2016-08-01")
    makers.plan(strand(alta), 2, "2015-10-01", "2016-02-20")
    makers.plan(strand(orsta), 2, "2016-01-01", "2016-10-01", when="2016-04-01")
    reading = Reading.as_of(day)
    overview = board(Region.objects.all(), reading, "nb")
    assert overview is not None

    expected = [(row.name, [row.cells[1].cell, *row.cells[1].parallel]) for row in overview.rows]
    found = [(one.name, [line.cell for line in one.lines]) for one in lines(reading)]

    assert [name for name, _ in found] == [name for name, _ in expected] == ["Alta", "Ørsta"]
    for (_name, cells), (_same, others) in zip(found, expected, strict=True):
        assert [facts(one) for one in cells] == [facts(one) for one in others]


def facts(cell: Any) -> tuple[object, ...]:
    return cell.strand, cell.tally, cell.state, cell.late_days, cell.review


def test_who_does_not_see_into_a_region_gets_its_cells_alone(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta, 2), 2, 1)
    own = Standing.of([("coordinator", orsta.pk)])
    (others, mine) = lines(standing=own)
    assert [(one.theme, one.rows) for one in others.lines] == [("", ()), ("", ())]
    assert [one.cell.tally.met for one in others.lines] == [0, 1]
    assert (others.opens, mine.opens, len(mine.lines[0].rows)) == (False, True, 3)


def test_a_strand_that_was_closed_is_there_until_the_day_before(alta: Region) -> None:
    record(
        strand(alta, 2), by=None, expected=1, closed_on=date(2016, 6, 1), at=makers.at("2016-05-01")
    )
    for day, count in ((date(2016, 5, 31), 2), (date(2016, 6, 1), 1)):
        (found, _) = lines(Reading.as_of(day))
        assert len(found.lines) == count, day


def test_regions_bear_the_names_of_the_day(alta: Region) -> None:
    change_region(
        by=None,
        region=alta,
        expected_revision=1,
        name="Åltaregionen",
        language="nb",
        at=makers.at("2016-06-01"),
    )
    assert [one.name for one in lines()] == ["Ørsta", "Åltaregionen"]
    assert [one.name for one in lines(Reading.as_of(MARCH))] == ["Alta", "Ørsta"]


def test_nothing_that_a_region_wrote_is_read(alta: Region) -> None:
    makers.assess(strand(alta), 2, 1, text="ordene", responsible_name="Navnet")
    (line, *_rest) = lines()[0].lines
    assert isinstance(line, Line)
    assert (line.rows[0].assessment.text, line.rows[0].assessment.responsible) == ("", "")


# Each strand at a checkpoint


def at(one: Checkpoint, reading: Reading | None = None) -> list[StrandAt]:
    reading = reading or Reading.today()
    return [StrandAt(*row) for row in strand_rows(strands_at(one, reading), one, reading)]


def named(rows: list[StrandAt]) -> list[tuple[str, str, str]]:
    return [(row.region_name, row.theme, row.status) for row in rows]


def test_every_strand_that_goes_through_it_in_norwegian_order(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta, 2), 2, 1, Status.ON_HOLD)
    makers.assess(strand(orsta), 2, 1, met_on=date(2016, 2, 1))
    assert named(at(checkpoint(2, 1))) == [
        ("Alta", "", "not_started"), ("Alta", "Handel", "on_hold"), ("Ørsta", "", "met"),
    ]  # fmt: skip
    assert at(checkpoint(2, 1))[2].met_on == date(2016, 2, 1)
    assert named(at(checkpoint(1, 1))) == [
        ("Alta", "", "not_started"),
        ("Ørsta", "", "not_started"),
    ]


def test_a_strand_stands_as_it_did_on_an_earlier_day(alta: Region) -> None:
    makers.assess(strand(alta), 2, 1, Status.ON_HOLD, when="2016-02-15")
    makers.assess(strand(alta), 2, 1, Status.MET, when="2016-04-01")
    assert at(checkpoint(2, 1), Reading.as_of(MARCH))[0].status == "on_hold"
    assert at(checkpoint(2, 1), Reading.as_of(date(2014, 1, 1))) == []


def test_a_closed_strand_is_listed_only_where_it_had_met_it(alta: Region) -> None:
    makers.assess(strand(alta, 2), 2, 1)
    record(
        strand(alta, 2), by=None, expected=1, closed_on=date(2016, 6, 1), at=makers.at("2016-05-01")
    )
    assert [row.theme for row in at(checkpoint(2, 1))] == ["", "Handel", ""]
    assert [row.theme for row in at(checkpoint(2, 2))] == ["", ""]


def test_what_is_shared_and_asked_is_said_today_alone(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta), 2, 1)
    makers.share(strand(alta), 2, 1)
    makers.ask(strand(orsta), 2, 1)
    one = checkpoint(2, 1)
    assert [(row.shares, row.asks) for row in at(one)] == [
        (True, False), (False, False), (False, True),
    ]  # fmt: skip
    past = at(one, Reading.as_of(MARCH))
    assert {(row.shares, row.asks) for row in past} == {(False, False)}


def test_regions_are_counted_at_each_status_of_their_strands(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta), 2, 1)
    makers.assess(strand(alta, 2), 2, 1)
    found = standings(checkpoint(2, 1), Reading.today())
    assert found.regions == 2
    assert (found.at["met"], found.at["not_started"], found.at["on_hold"]) == (1, 1, 0)
    assert (found.strands["met"], found.strands["not_started"]) == (2, 1)


def test_as_many_have_met_it_as_the_learning_page_says(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta, 2), 2, 1)
    makers.assess(strand(orsta), 2, 1)
    record(
        strand(alta, 2), by=None, expected=1, closed_on=date(2016, 6, 1), at=makers.at("2016-05-01")
    )
    for reading in (Reading.today(), Reading.as_of(MARCH)):
        one = checkpoint(2, 1)
        assert standings(one, reading).at["met"] == how_many_met(one, reading) == 2


# Who can help


def test_those_who_share_come_first_and_each_region_once(alta: Region, orsta: Region) -> None:
    third = makers.make_region("Åfjord", slug="afjord")
    for region, number in ((alta, 1), (alta, 2), (orsta, 1), (third, 1)):
        makers.assess(strand(region, number), 2, 1)
    makers.share(strand(third), 2, 1)
    one = checkpoint(2, 1)
    assert [(h.region_name, h.shares) for h in helpers(one, most=9, sharing=False)] == [
        ("Åfjord", True), ("Alta", False), ("Ørsta", False),
    ]  # fmt: skip
    assert [h.region_name for h in helpers(one, most=9, sharing=True)] == ["Åfjord"]
    assert [h.region_name for h in helpers(one, most=1, sharing=False)] == ["Åfjord"]


def test_what_is_no_longer_met_or_shared_helps_nobody(alta: Region, orsta: Region) -> None:
    makers.assess(strand(alta), 2, 1, when="2016-02-15")
    makers.share(strand(alta), 2, 1, when="2016-02-15")
    makers.assess(strand(alta), 2, 1, Status.IN_PROGRESS, when="2016-04-01")
    assert helpers(checkpoint(2, 1), most=9, sharing=False) == ()
