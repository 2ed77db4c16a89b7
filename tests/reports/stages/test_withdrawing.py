"""An edition that the programme staff withdraw, and what becomes of its report."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from regions.clock import now
from regions.models import Region, User
from reports import actions
from reports.models import Edition, EditionWithdrawal, Remark, Report, Stage
from reports.queries.remarks import remarks_on
from tests import makers
from tests.reports.stages.stepping import at, body, client_of, press

WHY = "Feil region."


@pytest.fixture
def edition(report: Report, kari: User) -> Edition:
    return makers.hand_in(report, kari)


def withdraw(edition: Edition, by: User) -> None:
    actions.withdraw_edition(by=by, edition=edition, reason=WHY)


def last_step(report: Report) -> tuple[str, str, User | None]:
    step = report.revisions.latest("number")
    return step.stage, step.reason, step.by


def test_what_was_handed_in_goes_back_to_the_region(
    report: Report, edition: Edition, ola: User
) -> None:
    withdraw(edition, ola)
    assert last_step(report) == (Stage.RETURNED, WHY, ola)
    assert edition.withdrawal.at == report.revisions.latest("number").recorded_at


def test_so_does_what_was_approved(report: Report, edition: Edition, ola: User) -> None:
    press(ola, report, "approve")
    withdraw(edition, ola)
    assert last_step(report) == (Stage.RETURNED, WHY, ola)


def test_remarks_go_along(report: Report, edition: Edition, ola: User) -> None:
    remark = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    withdraw(edition, ola)
    sent, step = remark.revisions.latest("number"), report.revisions.latest("number")
    assert (sent.sent, sent.recorded_at, sent.change_set) == (
        True, step.recorded_at, step.change_set,
    )  # fmt: skip
    assert step.change_set


def test_an_older_edition_changes_nothing(
    report: Report, edition: Edition, kari: User, ola: User
) -> None:
    press(ola, report, "send_back", reason="Si mer.")
    withdraw(edition, ola)
    report.refresh_from_db()
    assert last_step(report)[:2] == (Stage.RETURNED, "Si mer.")
    second = makers.hand_in(report, kari)
    third = _once_more(report, kari, ola)
    withdraw(second, ola)
    report.refresh_from_db()
    assert (report.stage, report.edition) == (Stage.SUBMITTED, third)


def _once_more(report: Report, kari: User, ola: User) -> Edition:
    press(ola, report, "send_back", reason="Mer.")
    return makers.hand_in(report, kari)


def test_who_had_it_open_meanwhile_does_not_approve_it(
    report: Report, edition: Edition, ola: User
) -> None:
    seen = report.revision
    withdraw(edition, ola)
    client_of(ola).post(at(report, "approve"), {"revision": seen})
    assert last_step(report)[0] == Stage.RETURNED


def test_what_is_withdrawn_is_not_approved(report: Report, edition: Edition, ola: User) -> None:
    EditionWithdrawal.objects.create(edition=edition, by=ola, reason=WHY, at=now(), seal="")
    with pytest.raises(ValidationError):
        actions.approve(by=ola, report=report, expected_revision=report.revision)
    assert last_step(report)[0] == Stage.SUBMITTED


def test_the_coordinators_are_told(
    report: Report, edition: Edition, kari: User, ola: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(ola).post(at(report, "withdraw_edition", 1), {"reason": WHY})
    assert [(letter.to, WHY in str(letter.body)) for letter in mail.outbox] == [
        ([kari.email], True)
    ]


def test_the_reason_of_who_took_it_back_is_in_the_regions_language(
    report: Report, edition: Edition, kari: User
) -> None:
    Region.objects.filter(pk=report.region_id).update(language="nn")
    press(kari, report, "take_back")
    assert EditionWithdrawal.objects.get().reason == "Teken tilbake av regionen."


def test_a_remark_keeps_its_author_when_another_sends_it(
    report: Report, edition: Edition, kari: User, ola: User
) -> None:
    per = makers.staff(makers.make_person("Per Stab"))
    question = report.round.questions.all()[0]
    remark = actions.add_remark(by=per, edition=edition, text="Si mer.", question=question)
    before = remark.changed_at
    press(ola, report, "send_back")
    assert Remark.objects.get(pk=remark.pk).changed_by == ola
    (shown,) = remarks_on([edition.pk])
    assert (shown.by, shown.at) == ("Per Stab", before)
    pages = [body(ola, at(report, "review")), body(kari, at(report, "report_draft"))]
    assert ["Per Stab" in page for page in pages] == [True, True]
