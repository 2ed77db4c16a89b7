"""A report's way from draft to approved, and what each step leaves behind."""

import pytest
from django.core.exceptions import ValidationError

from regions.history import Stale
from regions.models import Region, User
from reports import actions
from reports.canonical import checksum, from_json
from reports.chain import chain_of
from reports.models import Edition, Report, Stage
from tests import makers


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


def test_handing_in_freezes_what_the_report_says(report: Report, coordinator: User) -> None:
    edition = makers.hand_in(report, coordinator)
    content = from_json(edition.content)
    assert content.filing is not None
    assert (content.filing.number, content.filing.code) == (1, edition.code)
    assert [one.text for one in content.filing.answers] == ["Vi er i rute."] * 2
    assert edition.content_sha256 == checksum(edition.content)
    assert edition.chain == chain_of(edition, "")
    report.refresh_from_db()
    assert (report.stage, report.edition) == (Stage.SUBMITTED, edition)


def test_each_edition_is_chained_to_the_one_before(report: Report, coordinator: User) -> None:
    first = makers.hand_in(report, coordinator)
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    second = makers.hand_in(report, coordinator)
    assert (second.number, second.previous) == (2, first)
    assert second.chain == chain_of(second, first.chain)
    content = from_json(second.content)
    assert content.filing is not None
    assert content.filing.previous == first.chain


def test_what_is_required_is_answered_before_handing_in(report: Report, coordinator: User) -> None:
    with pytest.raises(ValidationError, match="«Spørsmål 1\\?», «Spørsmål 2\\?»"):
        actions.hand_in(by=coordinator, report=report, expected_revision=1, site="https://x.test/")
    assert not Edition.objects.exists()


def test_a_second_handing_in_of_one_draft_comes_too_late(report: Report, coordinator: User) -> None:
    makers.hand_in(report, coordinator)
    with pytest.raises(Stale):
        actions.hand_in(by=coordinator, report=report, expected_revision=1, site="https://x.test/")
    assert Edition.objects.count() == 1


def test_what_has_been_read_is_not_taken_back(report: Report, coordinator: User) -> None:
    makers.hand_in(report, coordinator)
    actions.begin_review(by=makers.staff(), report=report)
    with pytest.raises(ValidationError):
        actions.take_back(by=coordinator, report=report, expected_revision=report.revision)


def test_sent_back_and_handed_in_again_it_is_approved(report: Report, coordinator: User) -> None:
    staff = makers.staff()
    makers.hand_in(report, coordinator)
    actions.send_back(by=staff, report=report, expected_revision=2, reason="Si mer om planen.")
    makers.hand_in(report, coordinator)
    actions.approve(by=staff, report=report, expected_revision=report.revision)
    steps = report.revisions.order_by("number").values_list("stage", "reason", "edition__number")
    assert list(steps) == [
        ("draft", "", None),
        ("submitted", "", 1),
        ("returned", "Si mer om planen.", 1),
        ("submitted", "", 2),
        ("approved", "", 2),
    ]
