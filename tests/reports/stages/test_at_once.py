"""Two people at one report in the same instant, on threads of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from regions.history import Stale
from regions.models import User
from reports import actions
from reports.models import Edition, Remark, Report, ReportRevision, Stage
from tests import makers

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "https://x.test/"

type Work = Callable[[], object]


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed in is the question here, not its paper."""
    monkeypatch.setattr("reports.tasks.report_pdf", lambda _content: b"%PDF")


def at_once(*works: Work) -> list[object]:
    """What came of each, begun in the same instant."""
    start = Barrier(len(works))

    def run(work: Work) -> object:
        try:
            start.wait(10)
            return work()
        except (Stale, ValidationError) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, work) for work in works]]


def handing_in(report: Report, person: User) -> Work:
    return lambda: actions.hand_in(
        by=person, report=makers.report_of(report.region, report.round), site=SITE,
        expected_revision=report.revision,
    )  # fmt: skip


def test_two_who_hand_in_one_draft_make_one_edition(report: Report, kari: User, erik: User) -> None:
    found = at_once(handing_in(report, kari), handing_in(report, erik))
    assert Edition.objects.count() == 1
    assert found.count(Stale) == 1
    report.refresh_from_db()
    assert (report.stage, report.revision, report.changed_by) == (
        Stage.SUBMITTED, 2, Edition.objects.get().handed_in_by,
    )  # fmt: skip


def test_two_reports_of_one_region_are_chained_one_after_the_other(
    report: Report, kari: User, erik: User
) -> None:
    other = makers.report_of(report.region, makers.ask_for_reports(report.region))
    makers.answer_all(other)
    at_once(handing_in(report, kari), handing_in(other, erik))
    first, second = Edition.objects.order_by("pk")
    assert (first.previous, second.previous) == (None, first)


def test_of_approval_and_return_at_once_one_holds(report: Report, kari: User, ola: User) -> None:
    makers.hand_in(report, kari)
    seen = report.revision

    def step(act: Callable[..., Report]) -> Work:
        row = makers.report_of(report.region, report.round)
        return lambda: act(by=ola, report=row, expected_revision=seen, reason="Fordi.")

    found = at_once(step(actions.approve), step(actions.send_back))
    assert found.count(Stale) == 1
    assert ReportRevision.objects.filter(of=report, reason="Fordi.").count() == 1


def test_a_remark_goes_along_or_is_refused_and_is_never_left_behind(
    report: Report, kari: User, ola: User
) -> None:
    edition = makers.hand_in(report, kari)
    row = makers.report_of(report.region, report.round)
    at_once(
        lambda: actions.add_remark(by=ola, edition=edition, text="Si mer."),
        lambda: actions.send_back(
            by=ola, report=row, expected_revision=row.revision, reason="Fordi."
        ),
    )
    row.refresh_from_db()
    assert Remark.objects.filter(sent=False).exists() <= (row.stage == Stage.SUBMITTED)


def test_a_round_is_taken_away_or_handed_in_to_and_never_both(report: Report, kari: User) -> None:
    asking = report.round
    at_once(
        handing_in(report, kari),
        lambda: actions.change_round(
            by=None, asking=asking, expected_revision=asking.revision, removed=True
        ),
    )
    asking.refresh_from_db()
    assert asking.removed != Edition.objects.exists()


def test_of_withdrawal_and_approval_at_once_nothing_withdrawn_stays_approved(
    report: Report, kari: User, ola: User
) -> None:
    edition = makers.hand_in(report, kari)
    row = makers.report_of(report.region, report.round)
    at_once(
        lambda: actions.withdraw_edition(by=ola, edition=edition, reason="Feil."),
        lambda: actions.approve(by=ola, report=row, expected_revision=row.revision),
    )
    report.refresh_from_db()
    assert report.stage == Stage.RETURNED
