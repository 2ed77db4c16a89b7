"""What the programme's report is gathered from, of which day, and what its funder is told."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import EventKind, Milestone, Phase, Status
from regions.models import ParticipationRole, Region
from reports import actions as reporting
from reports.models import Report
from reports.programme.content import (
    LateLine,
    OnHoldLine,
    RegionChanges,
    to_json,
)
from reports.programme.gather import gather_programme
from reports.programme.wording import no_county
from tests import makers
from tests.reports.programme.gathering import asked, gathered

TODAY = date(2016, 11, 20)
SPRING = date(2016, 5, 1)


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=2)


@pytest.fixture
def alta(phase: Phase) -> Region:
    return makers.make_region("Alta", slug="alta")


@pytest.fixture
def bo(phase: Phase) -> Region:
    return makers.make_region("Bø", slug="bo")


# Which programme, and of which day


def test_it_names_the_programme_its_funder_and_the_round(alta: Region) -> None:
    content = gathered(alta, due_on=date(2016, 12, 1))
    assert (content.programme, content.funder) == ("Programmet", "Departementet")
    assert (content.phase.slug, content.phase.name.value) == ("fase", "Fase")
    assert (content.event, content.name) == ("rapport-1", "Rapport 1")
    assert (content.due_on, content.day, content.reports_on) == (date(2016, 12, 1), TODAY, TODAY)
    assert (content.language, content.county, content.parts) == ("nb", "", ())
    assert content.file_name == "programrapport-rapport-1-2016-11-20"


def test_it_is_written_in_the_programmes_first_language(alta: Region) -> None:
    programme = makers.the_programme()
    programme.languages = ["nn", "nb"]
    programme.save()
    with override("en"):
        content = gathered(alta)
    assert content.language == "nn"
    assert content.regions[0].cells[0].label == "ikkje starta"


def test_it_is_of_the_rounds_freeze_day_once_that_has_passed(alta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1, when=SPRING)
    makers.assess(makers.main_strand(alta), 1, 2, when=TODAY)
    freeze = date(2016, 10, 15)
    content = gathered(alta, opens_on=date(2016, 10, 1), frozen_on=freeze)
    assert (content.day, content.reports_on) == (freeze, TODAY)
    assert content.regions[0].cells[0].met == 1
    assert gathered(alta, kind=EventKind.FINAL_REPORT).regions[0].cells[0].met == 2


def test_a_round_of_another_phase_tells_of_that_one(phase: Phase, alta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    later = makers.small_programme(milestones=1, checkpoints=4, slug="fase-3")
    Phase.objects.filter(pk=later.pk).update(starts_on=date(2018, 6, 1), ends_on=date(2020, 1, 1))
    assert [one.of for one in gathered(alta).regions[0].cells] == [4]
    now = gathered(alta, phase=phase)
    assert [(one.met, one.of) for one in now.regions[0].cells] == [(1, 2), (0, 2)]


# How the regions stand


def test_what_is_late_and_on_hold_is_listed_by_strand(alta: Region, bo: Region) -> None:
    main = makers.main_strand(alta)
    second = Milestone.objects.get(slug="m2")
    parallel = makers.parallel_strand(alta, second, theme="Privat tema")
    makers.plan(main, 1, None, date(2016, 11, 10))
    makers.plan(parallel, 2, None, date(2016, 10, 10))
    makers.assess(parallel, 2, 1, Status.ON_HOLD)
    makers.assess(makers.main_strand(bo), 2, 1, Status.ON_HOLD)
    content = gathered(alta, bo)
    strand = f"Parallelt løp {parallel.number}"
    assert content.late == (
        LateLine("Alta", strand, "2. Milepæl 2", date(2016, 10, 10), 41),
        LateLine("Alta", "", "1. Milepæl 1", date(2016, 11, 10), 10),
    )
    assert content.on_hold == (
        OnHoldLine("Alta", strand, "2. Milepæl 2", 0, 2),
        OnHoldLine("Bø", "", "2. Milepæl 2", 0, 2),
    )
    first, other = content.heads
    assert (first.late, first.on_hold, other.late, other.on_hold) == (1, 0, 1, 1)
    assert "Privat tema" not in to_json(content)


def test_regions_of_one_name_are_told_apart_by_their_counties(phase: Phase) -> None:
    nordland, none, other = (makers.make_region_of_old("Nes") for _ in range(3))
    host = ParticipationRole.HOST
    makers.take_part(nordland, makers.make_municipality(county="Nordland"), host)
    content = gathered()
    assert {one.name for one in content.regions} == {
        "Nes (Nordland)",
        f"Nes ({none.slug})",
        f"Nes ({other.slug})",
    }


def test_a_region_stands_under_its_hosts_county(alta: Region, bo: Region) -> None:
    lone = makers.make_region("Cerberus", slug="c")
    finnmark = makers.make_municipality("Alta", county="Finnmark")
    makers.take_part(alta, finnmark, ParticipationRole.HOST)
    makers.take_part(alta, makers.make_municipality("Askim", county="Akershus"))
    makers.take_part(bo, makers.make_municipality("Bø", county="Ærland"), ParticipationRole.HOST)
    content = gathered(alta, bo, lone)
    with override("nb"):
        outside = no_county()
    assert [(one.slug, one.county) for one in content.regions] == [
        ("alta", "Finnmark"), ("bo", "Ærland"), ("c", outside),
    ]  # fmt: skip
    assert [(one.name, one.regions) for one in content.counties] == [
        ("Finnmark", 1), ("Ærland", 1), (outside, 1),
    ]  # fmt: skip


def test_without_counties_nothing_is_said_of_them(alta: Region) -> None:
    content = gathered(alta)
    assert (content.regions[0].county, content.counties) == ("", ())


# Since the last event


def test_changes_are_those_since_the_last_event_that_was_over(phase: Phase, alta: Region) -> None:
    strand, bo = makers.main_strand(alta), makers.make_region("Bø")
    makers.hold_event(phase, date(2016, 3, 1))
    makers.hold_event(phase, SPRING - timedelta(1), ends_on=SPRING)
    makers.hold_event(phase, TODAY)
    makers.assess(strand, 1, 1, when=date(2016, 4, 1))
    makers.assess(strand, 1, 2, when=date(2016, 6, 1))
    content = gathered(alta, bo)
    assert (content.since, content.since_words) == (SPRING, "Samling 2 (1. mai 2016)")
    assert content.changes == (RegionChanges("Alta", ("1. Milepæl 1: 1 → 2 av 2, nådd",)),)
    assert content.unchanged == ("Bø",)
    assert any("samling 2" in one for one in content.brief)


def test_an_event_without_a_day_or_off_the_calendar_is_none(phase: Phase, alta: Region) -> None:
    gone = makers.hold_event(phase, date(2016, 3, 1))
    actions.change_event(
        by=None, event=gone, expected_revision=gone.revision, position=gone.position,
        starts_on=gone.starts_on, ends_on=None, removed=True, at=makers.FIRST,
    )  # fmt: skip
    makers.hold_event(phase, SPRING, starts_on=None)
    makers.assess(makers.main_strand(alta), 1, 1)
    content = gathered(alta)
    assert (content.since, content.since_words) == (None, "")
    assert (content.changes, content.unchanged) == ((), ())


def test_a_new_strand_and_a_new_region_are_said_to_be_new(phase: Phase, alta: Region) -> None:
    makers.hold_event(phase, SPRING)
    actions.add_parallel_strand(
        by=None, region=alta, theme="Privat tema", at=makers.at("2016-06-01"),
        first_milestone=phase.milestones.get(position=2),
    )  # fmt: skip
    content = gathered(alta)
    (changes,) = content.changes
    assert len(changes.lines) == 1
    assert changes.lines[0].startswith("Parallelt løp ")
    assert "Privat" not in to_json(content)


# The round


def test_of_a_draft_the_funder_is_told_no_more_than_that_it_is_not_handed_in(
    alta: Region, bo: Region
) -> None:
    ola, kari = makers.staff(), makers.coordinator_of(bo)
    approved, returned = makers.make_region("Å", slug="aa"), makers.make_region("X", slug="x")
    makers.make_region("Y", slug="y")  # is not asked
    asking = makers.ask_for_reports(alta, bo, approved, returned)
    makers.answer_all(makers.report_of(alta, asking))
    makers.hand_in(makers.report_of(bo, asking), kari)
    for region in (approved, returned):
        makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    row: Report = makers.report_of(approved, asking)
    reporting.approve(by=ola, report=row, expected_revision=row.revision)
    row = makers.report_of(returned, asking)
    reporting.send_back(by=ola, report=row, expected_revision=row.revision, reason="Mer.")
    content = gather_programme(asked(asking))
    assert {one.slug: one.report_state for one in content.regions} == {
        "alta": "not_started",
        "bo": "submitted",
        "aa": "approved",
        "x": "returned",
        "y": "not_applicable",
    }
    assert [one.region_slug for one in content.annexes] == ["bo", "aa"]
    assert [one.slug for one in content.missing] == ["alta", "x", "y"]


# Where there is little


def test_a_programme_without_regions_says_so(phase: Phase) -> None:
    content = gathered()
    assert content.brief == ("Det er ingen byregioner ennå.",)
    assert [(one.reached, one.late, one.on_hold) for one in content.heads] == [(0, 0, 0)] * 2
    assert (content.regions, content.counties, content.annexes) == ((), (), ())


def test_a_phase_without_milestones_lists_its_regions_all_the_same(alta: Region) -> None:
    empty = makers.small_programme(milestones=0, slug="tom")
    for day in (None, SPRING):
        content = gathered(alta, phase=empty, day=day)
        assert content.brief[0] == "Programmet har ingen milepæler ennå."
        assert [(one.name, one.cells) for one in content.regions] == [("Alta", ())]
        assert (content.heads, content.forecasts, content.help) == ((), (), ())


def test_a_region_that_came_later_is_not_there_yet(phase: Phase, alta: Region) -> None:
    late = makers.make_region("Ny", slug="ny")
    late.revisions.update(recorded_at=makers.at("2016-06-01"))
    for strand in late.strands.all():
        strand.revisions.update(recorded_at=makers.at("2016-06-01"))
    assert [one.slug for one in gathered(alta, late, day=SPRING).regions] == ["alta"]
    assert [one.slug for one in gathered(alta, late).regions] == ["alta", "ny"]


# How much is asked of the database


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("day", "queries"), [(None, 26), (date(2016, 11, 1), 28)])
def test_any_number_of_regions_takes_as_many_queries(
    phase: Phase,
    count: int,
    day: date | None,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    makers.hold_event(phase, SPRING)
    for number in range(count):
        region = makers.make_region(f"Region {number}")
        makers.assess(makers.main_strand(region), 1, 1, when="2016-06-01")
        makers.parallel_strand(region, phase.milestones.get(position=2))
        asking = makers.ask_for_reports(region)
    asking = asked(makers.ask_for_reports(*Region.objects.all()))
    for report in asking.reports.all():
        makers.hand_in(report, makers.coordinator_of(report.region))
    caches["memory"].clear()
    with django_assert_num_queries(queries):
        content = gather_programme(asking, day)
    assert len(content.regions) == len(content.annexes) == len(content.changes) == count
