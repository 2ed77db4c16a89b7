"""A report's content: what it gathers, in whose language, and that it survives as JSON."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints import actions
from checkpoints.models import Event, Phase, Status
from checkpoints.progress import State
from checkpoints.region_progress import region_progress
from checkpoints.timeline import WIDE, draw
from regions.models import MembershipRole, ParticipationRole, Region
from regions.reading import Reading
from regions.wording import Text
from reports.canonical import READERS, from_json, to_json
from reports.content import FORMAT, ReportContent
from reports.gather import half_a_year_before, report_content
from reports.paper import report_html
from reports.picture import drawing
from tests import makers

DAY = date(2016, 11, 20)


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Region Ålesund", slug="region-alesund")


def told(region: Region, phase: Phase) -> ReportContent:
    """The report of a region that has done a little of everything."""
    main = makers.main_strand(region, phase)
    by = makers.member_of(region, MembershipRole.COORDINATOR, makers.make_person("Kari Nordmann"))
    makers.plan(main, 1, "2015-08-01", "2015-12-31", when="2015-07-10")
    makers.plan(main, 1, "2015-08-01", "2016-10-01", by=by, when="2016-08-01", reason="Høring")
    makers.assess(main, 1, 1, by=by, met_on=date(2016, 2, 1), responsible_name="Per Hansen")
    makers.assess(main, 1, 2, Status.ON_HOLD, by=by, when="2016-09-01", due_on=date(2017, 1, 1),
                  text="Venter.\n\nLenge.", unsure=True)  # fmt: skip
    makers.assess(main, 1, 6, by=by, when="2016-10-01", text="I planen.")
    makers.decide(main, 1, "2016-10-05", "Bystyret", note="Enstemmig", when="2016-10-06", by=by)
    makers.parallel_strand(region, phase.milestones.get(position=3), "Reiseliv")
    return report_content(region, phase, DAY)


def test_it_says_what_was_recorded(region: Region, phase: Phase) -> None:
    content = told(region, phase)
    main, parallel = content.strands
    one = main.milestones[0]
    assert (one.met, one.of, one.answered, one.asked) == (2, 6, 1, 1)
    assert (one.state, one.late_days) == ("late", 50)
    assert (one.plan.ends_on, one.plan.first_ends_on) == (date(2016, 10, 1), date(2015, 12, 31))
    assert (one.started_on, one.reached_on, one.reopened_on) == (date(2016, 2, 15), None, None)
    assert [(row.decided_on, row.body, row.note) for row in one.decisions] == [
        (date(2016, 10, 5), "Bystyret", "Enstemmig")
    ]
    assert (parallel.name, parallel.begins_at, len(parallel.milestones)) == ("Reiseliv", 3, 3)
    first, second = one.checkpoints[:2]
    assert (first.status, first.met_on) == ("met", date(2016, 2, 1))
    assert first.responsible == "Per Hansen"
    assert (second.status, second.due_on, second.unsure) == ("on_hold", date(2017, 1, 1), True)
    assert second.comment == "Venter.\n\nLenge."


def test_work_on_a_closed_strand_ended_with_it_where_any_was_begun(
    region: Region, phase: Phase
) -> None:
    strand = makers.parallel_strand(region, phase.milestones.get(position=3), "Reiseliv")
    makers.assess(strand, 3, 1, when="2016-09-01")
    makers.assess(strand, 4, 1, when="2016-11-10")  # recorded after the day it was closed on
    actions.change_strand(
        by=None, strand=strand, expected_revision=1, theme="Reiseliv",
        first_milestone=strand.first_milestone, closed_on=date(2016, 11, 1), reason="Slått sammen",
        at=makers.at("2016-11-12"),
    )  # fmt: skip
    content = report_content(region, phase, DAY)
    assert [(one.started_on, one.ended_on) for one in content.strands[1].milestones] == [
        (date(2016, 9, 1), date(2016, 11, 1)),
        (date(2016, 11, 10), date(2016, 11, 10)),
        (None, None),
    ]


def test_what_changed_in_the_last_half_year_is_marked_and_listed(
    region: Region, phase: Phase
) -> None:
    content = told(region, phase)
    one = content.strands[0].milestones[0]
    assert [row.changed for row in one.checkpoints] == [False, True, False, False, False, True]
    assert (one.changed, content.strands[0].milestones[1].changed) == (True, False)
    changes = content.changes
    assert changes.since == date(2016, 5, 20)
    assert [(row.before, row.after, row.by) for row in changes.statuses] == [
        ("not_started", "met", "Kari Nordmann"),
        ("not_started", "on_hold", "Kari Nordmann"),
    ]
    assert [(row.before, row.after, row.reason) for row in changes.moves] == [
        (date(2015, 12, 31), date(2016, 10, 1), "Høring")
    ]
    assert [row.body for row in changes.decisions] == ["Bystyret"]


def test_a_new_comment_alone_is_a_change(region: Region, phase: Phase) -> None:
    main = makers.main_strand(region, phase)
    makers.assess(main, 1, 1, when="2016-02-01")
    makers.assess(main, 1, 1, when="2016-08-01", text="Nytt")
    content = report_content(region, phase, DAY)
    assert content.strands[0].milestones[0].checkpoints[0].changed
    assert content.any_changed
    assert not content.changes


def test_what_is_open_says_when_it_was_last_reviewed(region: Region, phase: Phase) -> None:
    main = makers.main_strand(region, phase)
    makers.assess(main, 1, 1, Status.MET, when="2015-12-01")
    makers.assess(main, 1, 2, Status.ON_HOLD, when="2016-05-03")
    makers.assess(main, 1, 3, Status.IN_PROGRESS, when="2016-05-03")
    makers.confirm(main, 1, 3, when="2016-11-18")
    makers.assess(main, 1, 4, Status.IN_PROGRESS, when="2016-11-01")
    content = report_content(region, phase, DAY)
    rows = content.strands[0].milestones[0].checkpoints
    assert [(row.reviewed_on, row.confirmed, row.stale, row.review) for row in rows[:5]] == [
        (None, False, False, ""),  # met
        (date(2016, 5, 3), False, True, "ikke gjennomgått etter mai 2016"),
        (date(2016, 11, 18), True, False, "bekreftet 18.11.2016"),
        (date(2016, 11, 1), False, False, "endret 01.11.2016"),
        (None, False, False, ""),  # never touched
    ]
    assert "1 åpent sjekkpunkt er ikke gjennomgått på 90 dager." in content.brief
    earlier = report_content(region, phase, date(2016, 7, 31))
    rows = earlier.strands[0].milestones[0].checkpoints
    assert [(row.confirmed, row.stale) for row in rows[1:3]] == [(False, False), (False, False)]
    assert "90 dager" not in earlier.brief


def test_confirming_is_no_change(region: Region, phase: Phase) -> None:
    main = makers.main_strand(region, phase)
    makers.assess(main, 1, 1, Status.ON_HOLD, when="2016-02-01")
    makers.confirm(main, 1, 1, when="2016-11-18")
    content = report_content(region, phase, DAY)
    assert not content.any_changed
    assert not content.changes


def test_half_a_year_is_six_calendar_months() -> None:
    assert half_a_year_before(date(2016, 11, 20)) == date(2016, 5, 20)
    assert half_a_year_before(date(2017, 8, 31)) == date(2017, 2, 28)
    assert half_a_year_before(date(2016, 6, 30)) == date(2015, 12, 30)


def test_it_is_as_of_its_day(region: Region, phase: Phase) -> None:
    told(region, phase)
    earlier = report_content(region, phase, date(2016, 8, 15))
    one = earlier.strands[0].milestones[0]
    assert [row.status for row in one.checkpoints].count("met") == 1
    assert one.decisions == ()


def test_it_names_who_takes_part_and_no_address(region: Region, phase: Phase) -> None:
    host = makers.make_municipality("Ålesund", county="Møre og Romsdal")
    makers.take_part(region, host, ParticipationRole.HOST)
    makers.take_part(region, makers.make_municipality("Giske", county="Møre og Romsdal"))
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.OBSERVER)
    content = told(region, phase)
    assert content.host is not None
    assert (content.host.name, content.member_names) == ("Ålesund", "Giske")
    assert [place.name for place in content.observers] == ["Bodø"]
    assert content.counties == ("Møre og Romsdal",)
    assert [person.name for person in content.people] == ["Kari Nordmann"]
    assert "@" not in to_json(content)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_it_is_in_the_regions_language(phase: Phase, language: str) -> None:
    milestone = phase.milestones.get(position=1)
    milestone.nb, milestone.nn = "Prosjekt på plass", "Prosjekt på plass, nynorsk"
    milestone.save()
    region = makers.make_region("Hallingdal", language=language)
    with translation.override("en"):
        content = told(region, phase)
    first, second = content.strands[0].milestones[:2]
    assert first.name == Text(getattr(milestone, language), language)
    assert second.name == Text("Samarbeid konsolidert", phase.milestones.get(position=2).source)
    with translation.override(language):
        assert second.label == str(State.NOT_STARTED.label)
        assert first.checkpoints[1].label == str(Status.ON_HOLD.label)


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize(("day", "queries"), [(DAY, 15), (date(2016, 10, 1), 16)])
def test_it_takes_15_queries_whatever_the_size_and_one_more_on_an_earlier_day(
    region: Region, phase: Phase, parallel: int, day: date, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(parallel):
        strand = makers.parallel_strand(region, phase.milestones.get(position=3), f"Tema {number}")
        makers.assess(strand, 3, 1)
    found = Region.objects.get(pk=region.pk)
    with django_assert_num_queries(queries):
        content = report_content(found, phase, day)
    assert len(content.strands) == 1 + parallel


def test_json_and_back_is_the_same(region: Region, phase: Phase) -> None:
    content = told(region, phase)
    document = to_json(content)
    assert from_json(document) == content
    assert to_json(from_json(document.encode())) == document


def test_json_is_canonical_and_readable(region: Region, phase: Phase) -> None:
    document = to_json(told(region, phase))
    found = json.loads(document)
    assert found["version"] == FORMAT == "byregion-report/4"
    assert found["day"] == "2016-11-20"
    assert list(found) == sorted(found)
    assert "Region Ålesund" in document
    assert document.endswith("}\n")


def test_json_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="byregion-report/9"):
        from_json('{"version": "byregion-report/9"}')
    with pytest.raises(ValueError, match="byregion-report/9"):
        from_json('{"version": ["byregion-report/9"]}')
    with pytest.raises(ValueError, match="None"):
        from_json("{}")


def test_what_is_written_now_can_be_read() -> None:
    assert FORMAT in READERS


@pytest.mark.parametrize("version", READERS)
def test_what_was_handed_in_is_read_for_ever(version: str) -> None:
    """One edition of each format, as it was frozen. These files are never made anew."""
    frozen = Path(__file__).with_name(f"edition-{version.rpartition('/')[2]}.json").read_text()
    assert json.loads(frozen)["version"] == version
    content = from_json(frozen)
    filing = content.filing
    assert filing
    assert (content.region, content.day, filing.code) == (
        "Haugesundregionen", date(2016, 11, 4), "4RNTN9PHB4FR",
    )  # fmt: skip
    told = (content.strands, filing.answers, filing.agreed, content.evidence, content.members)
    assert [len(one) for one in told] == [2, 4, 1, 2, 8]
    assert "Tysvær" in report_html(content)


def test_the_timeline_drawn_again_is_the_same(region: Region, phase: Phase) -> None:
    content = from_json(to_json(told(region, phase)))
    Event.objects.filter(kind="kickoff").update(starts_on=date(2015, 9, 24))
    with translation.override("nb"):
        progress = region_progress(region, phase, Reading(DAY), "nb")
        content = report_content(region, phase, DAY)
        fresh = draw(progress, phase, tuple(phase.events.all()), WIDE)
    again = drawing(content, WIDE)
    assert (again.lanes, again.marks, again.years) == (fresh.lanes, fresh.marks, fresh.years)
    assert again.today is not None
    assert (again.today.text, again.today_x) == ("20.11.2016", fresh.today_x)


def test_a_day_outside_the_drawing_gets_no_line(region: Region, phase: Phase) -> None:
    assert drawing(report_content(region, phase, date(2030, 1, 1)), WIDE).today is None


def test_a_phase_without_milestones_has_a_report(region: Region, phase: Phase) -> None:
    first = phase.programme.phases.get(slug="fase-1")
    content = report_content(region, first, date(2015, 1, 1))
    assert content.strands == ()
    assert not content.any_changed
    assert from_json(to_json(content)) == content


def test_demo_data_says_so(region: Region, phase: Phase, settings: Settings) -> None:
    settings.DEMO = True
    assert report_content(region, phase, DAY).demo
