"""Sending back, approving, opening again: with what, by whom, and what it leaves behind."""

from datetime import date
from http import HTTPStatus

import pytest

from regions.models import User
from reports import actions
from reports.models import Report, Stage
from tests import makers
from tests.reports.stages.stepping import at, client_of, press, steps_of


def test_sent_back_with_a_reason(report: Report, kari: User, ola: User) -> None:
    makers.hand_in(report, kari)
    answer = press(ola, report, "send_back", reason="Si mer.")
    assert answer.headers["Location"] == at(report, "review")
    report.refresh_from_db()
    assert (report.stage, steps_of(report)[0].reason) == (Stage.RETURNED, "Si mer.")


def test_nothing_is_sent_back_without_a_reason_or_a_remark(
    report: Report, kari: User, ola: User
) -> None:
    edition = makers.hand_in(report, kari)
    answer = press(ola, report, "send_back")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    remark = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    press(ola, report, "send_back")
    report.refresh_from_db()
    remark.refresh_from_db()
    assert (report.stage, remark.sent) == (Stage.RETURNED, True)


def test_approved_with_what_was_agreed(report: Report, kari: User, ola: User) -> None:
    makers.hand_in(report, kari)
    sent = {"agreed_1": "Legg ved vedtaket.", "due_1": "01.02.2017", "agreed_3": "Ring oss."}
    press(ola, report, "approve", reason="Takk.", **sent)
    report.refresh_from_db()
    assert (report.stage, steps_of(report)[0].reason) == (Stage.APPROVED, "Takk.")
    agreed = report.region.agreements.values_list("text", "due_on", "event", "outcome")
    event = report.round.event_id
    assert list(agreed) == [
        ("Legg ved vedtaket.", date(2017, 2, 1), event, "open"),
        ("Ring oss.", None, event, "open"),
    ]


def test_a_day_without_what_was_agreed_is_asked_about_and_all_stays_in_the_form(
    report: Report, kari: User, ola: User
) -> None:
    makers.hand_in(report, kari)
    answer = press(ola, report, "approve", agreed_1="Ring oss.", due_2="01.02.2017")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Ring oss." in answer.content.decode()
    report.refresh_from_db()
    assert report.stage == Stage.SUBMITTED
    assert not report.region.agreements.exists()


def test_a_day_far_from_the_phase_approves_nothing(report: Report, kari: User, ola: User) -> None:
    makers.hand_in(report, kari)
    answer = press(ola, report, "approve", agreed_1="Ring oss.", due_1="01.02.2117")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    report.refresh_from_db()
    assert report.stage == Stage.SUBMITTED
    assert not report.region.agreements.exists()


def test_what_is_approved_is_opened_again_with_a_reason(
    report: Report, kari: User, ola: User
) -> None:
    makers.hand_in(report, kari)
    press(ola, report, "approve")
    assert press(ola, report, "reopen").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    press(ola, report, "reopen", reason="Et tall er feil.")
    report.refresh_from_db()
    assert report.stage == Stage.RETURNED
    assert makers.hand_in(report, kari).number == 2


@pytest.mark.parametrize("page", ["send_back", "approve", "reopen"])
def test_a_draft_goes_nowhere_by_the_staff(report: Report, ola: User, page: str) -> None:
    answer = press(ola, report, page, reason="Si mer.")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Si mer." in answer.content.decode()
    report.refresh_from_db()
    assert (report.stage, report.revision) == (Stage.DRAFT, 1)


@pytest.mark.parametrize("page", ["send_back", "approve"])
def test_two_of_the_staff_at_once_decide_once(
    report: Report, kari: User, ola: User, page: str
) -> None:
    makers.hand_in(report, kari)
    seen = report.revision
    per = makers.staff(makers.make_person("Per Stab"))
    press(per, report, "approve")
    answer = client_of(ola).post(at(report, page), {"revision": seen, "reason": "Mitt ord."})
    text = answer.content.decode().split("<main")[1]
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Per Stab" in text
    assert "Mitt ord." in text
    report.refresh_from_db()
    assert (report.stage, report.changed_by) == (Stage.APPROVED, per)


def test_who_saw_the_report_before_it_changed_looks_again(
    report: Report, kari: User, ola: User
) -> None:
    """The step can still be taken, so the form stays, with what was written."""
    makers.hand_in(report, kari)
    seen = report.revision
    actions.begin_review(by=ola, report=report)
    answer = client_of(ola).post(at(report, "send_back"), {"revision": seen, "reason": "Si mer."})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f'name="revision" value="{report.revision}"' in text
    assert "Si mer." in text
