"""Drafts are on paper before anyone asks, soon after they have changed; saving is no slower."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError, transaction
from django.test import Client
from django_ox.models import OxTask
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from checkpoints.models import Plan, Status, Strand
from regions import clock
from regions.models import Region
from reports import paper, tasks
from reports.canonical import to_json
from reports.content import ReportContent
from reports.models import Paper, Render, Report
from reports.prerendering import after_change
from reports.queries.content import content_of
from reports.renders import key_of
from tests import makers
from tests.reports.writing import address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand(settings: Settings) -> Strand:
    """Of a region, before anything is noted."""
    made = makers.main_strand_of_small_programme()
    settings.TASKS = {"default": {"BACKEND": "django_ox.backend.OxBackend"}}
    return made


@pytest.fixture
def region(strand: Strand) -> Region:
    return strand.region


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[ReportContent]:
    contents: list[ReportContent] = []

    def report_pdf(content: ReportContent) -> bytes:
        contents.append(content)
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "report_pdf", report_pdf)
    return contents


def noted() -> list[list[Any]]:
    """The regions whose drafts are to be looked at."""
    rows = OxTask.objects.filter(task_path="reports.tasks.set_drafts").order_by("enqueued_at")
    return list(rows.values_list("args", flat=True))


def a_minute_later() -> None:
    """Whatever was noted is forgotten, as it is after a minute."""
    keys = [f"drafts-noted:strand-{pk}" for pk in Strand.objects.values_list("pk", flat=True)]
    for pk in Region.objects.values_list("pk", flat=True):
        keys += [f"drafts-set:{pk}", f"drafts-noted:region-{pk}"]
    for one in caches.all():
        one.delete_many(keys)


def set_drafts(region: Region) -> None:
    tasks.set_drafts.call("region", region.pk)


# What is noted


def test_a_change_is_noted_for_a_minute_later_behind_what_people_wait_for(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        makers.assess(strand, 1, 1, Status.MET)
    (row,) = OxTask.objects.all()
    assert (row.task_path, row.args) == ("reports.tasks.set_drafts", ["strand", strand.pk])
    assert row.priority < tasks.set_paper.priority < tasks.make_file.priority
    assert row.priority > tasks.send_news.priority
    assert row.run_after
    waits = row.run_after - clock.real_now()
    assert timedelta(seconds=50) < waits <= timedelta(seconds=60)


def test_all_of_a_minute_is_noted_once_a_region(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other = makers.main_strand(makers.make_region("Salten"))
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2):
            makers.assess(strand, 1, number, Status.MET)
            makers.assess(other, 1, number, Status.MET)
    assert sorted(noted()) == sorted([["strand", strand.pk], ["strand", other.pk]])
    a_minute_later()
    with django_capture_on_commit_callbacks(execute=True):
        makers.assess(strand, 1, 1, Status.ON_HOLD)
    assert noted()[2:] == [["strand", strand.pk]]


def test_many_regions_that_write_push_out_nothing_that_pages_have_worked_out(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    caches["memory"].clear()
    caches["memory"].set("worked-out", "dearly")
    with django_capture_on_commit_callbacks(execute=True):
        for pk in range(1, 101):
            after_change(Plan(strand_id=pk))
    assert len(noted()) == 100
    assert caches["memory"].get("worked-out") == "dearly"


def test_what_could_not_be_put_in_line_is_with_the_next_change(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def busy(*_args: Any, **_facts: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("django_ox.backend.OxBackend.enqueue", busy)
        makers.assess(strand, 1, 1, Status.MET)
    assert noted() == []
    with django_capture_on_commit_callbacks(execute=True):
        makers.assess(strand, 1, 2, Status.MET)
    assert noted() == [["strand", strand.pk]]


def test_what_is_taken_back_is_not_noted(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        makers.assess(strand, 1, 1, Status.MET)
        transaction.set_rollback(True)
    assert noted() == []


CHANGES: dict[str, tuple[str, Callable[[Strand], object]]] = {
    "a strand": (
        "region",
        lambda one: makers.parallel_strand(one.region, one.phase.milestones.all()[1]),
    ),
    "a plan": ("strand", lambda one: makers.plan(one, 1, "2016-01-01", "2016-12-01")),
    "a decision": ("strand", lambda one: makers.decide(one, 1)),
    "a person": ("region", lambda one: makers.coordinator_of(one.region)),
    "a round": ("region", lambda one: makers.ask_for_reports(one.region)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_stands_in_a_report_is_noted(
    what: str, strand: Strand,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    of, change = CHANGES[what]
    with django_capture_on_commit_callbacks(execute=True):
        change(strand)
    assert noted() == [[of, strand.pk if of == "strand" else strand.region_id]]


def test_an_answer_is_noted(
    report: Report, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        makers.answer_all(report)
    assert noted() == [["report", report.pk]]


def test_what_stands_in_no_report_is_not(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        makers.staff()
    assert noted() == []


@pytest.mark.parametrize("is_asked", [False, True])
def test_a_tick_costs_one_query_more_once_a_minute(
    strand: Strand, is_asked: bool,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    """With a round that is open, and without one."""
    if is_asked:
        makers.ask_for_reports(strand.region)
    makers.assess(strand, 2, 1, Status.MET)
    for number, queries in ((1, 8), (2, 7)):
        with django_assert_num_queries(queries), django_capture_on_commit_callbacks(execute=True):
            makers.assess(strand, 1, number, Status.MET)


def test_where_nothing_can_wait_nothing_is_noted(
    strand: Strand, settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        makers.assess(strand, 1, 1, Status.MET)
    assert callbacks == []


# What is set


@pytest.mark.parametrize("what", ["region", "strand", "report"])
def test_whatever_was_noted_its_regions_drafts_are_set(
    what: str, report: Report, strand: Strand, printed: list[ReportContent]
) -> None:
    keys = {"region": report.region_id, "strand": strand.pk, "report": report.pk}
    tasks.set_drafts.call(what, keys[what])
    assert [one.region for one in printed] == [report.region.name]


def test_a_draft_is_there_before_anyone_asks(
    report: Report, printed: list[ReportContent], settings: Settings
) -> None:
    makers.answer_all(report)
    set_drafts(report.region)
    client = Client()
    client.force_login(makers.reader_of(report.region, makers.make_person(language="nn")))
    a_minute_later()
    set_drafts(report.region)
    before = len(printed)
    answer = client.get(address_of(report, "draft_pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert len(printed) == before


def test_a_draft_that_has_not_changed_is_not_set_again(
    report: Report, printed: list[ReportContent]
) -> None:
    for _ in range(2):
        set_drafts(report.region)
        a_minute_later()
    assert len(printed) == 1


def test_a_draft_that_another_replaces_is_thrown_away(
    report: Report, printed: list[ReportContent]
) -> None:
    set_drafts(report.region)
    asked_for = Render.objects.create(
        key="f" * 64, kind=Paper.REPORT, content="{}", renderer="a press", asked_at=clock.real_now()
    )
    makers.answer_all(report)
    a_minute_later()
    set_drafts(report.region)
    now = key_of(Paper.REPORT, to_json(content_of(report)))
    assert set(Render.objects.values_list("key", flat=True)) == {now, asked_for.key}


def test_only_what_the_region_writes_on_now_is_set(
    report: Report, printed: list[ReportContent]
) -> None:
    region, kari = report.region, makers.coordinator_of(report.region)
    makers.hand_in(report, kari)
    printed.clear()
    later = makers.ask_for_reports(region, opens_on=date(2016, 11, 21))
    open_now = makers.ask_for_reports(region)
    others = makers.ask_for_reports(makers.make_region("Salten"))
    set_drafts(region)
    assert [one.filing and one.filing.event for one in printed] == [open_now.event.slug]
    assert len({report.round, later, open_now, others}) == 4


def test_what_several_processes_noted_is_put_together_and_the_last_is_not_left_out(
    report: Report, printed: list[ReportContent]
) -> None:
    set_drafts(report.region)
    makers.answer_all(report)
    OxTask.objects.all().delete()
    set_drafts(report.region)
    set_drafts(report.region)
    assert len(printed) == 1
    assert noted() == [["region", report.region_id]]
    a_minute_later()
    set_drafts(report.region)
    assert len(printed) == 2
