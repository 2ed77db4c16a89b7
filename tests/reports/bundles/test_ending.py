"""A bundle that is stopped, or cannot be made: what is there stays, and is gone on from."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, Error, InterfaceError, OperationalError
from pytest_django import Settings

from regions.models import User
from reports import actions, renders, tasks
from reports.models import Bundle, BundlePart, BundleState, EditionFile, Paper, Render, Round
from reports.pdf import PaperError
from reports.press import SETTERS
from reports.programme.gather import gather_programme
from tests import makers
from tests.reports.bundles.working import QUEUE, Killed, Worker, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_press")]

GATHERING = "reports.bundles.contents.gather_programme"


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    """Tasks wait until a worker comes."""
    settings.TASKS = QUEUE


def test_a_stopped_bundle_is_not_gone_on_with(asking: Round, ola: User, worker: Worker) -> None:
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    actions.stop_bundle(by=ola, bundle=bundle)
    worker.work()
    bundle.refresh_from_db()
    assert (bundle.state, bundle.stopped_by, bundle.content) == (BundleState.STOPPED, ola, "")
    assert not EditionFile.objects.exists()
    assert not BundlePart.objects.exists()


def test_one_that_is_stopped_while_it_is_gathered_stays_stopped(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*args: Any) -> Any:
        actions.stop_bundle(by=ola, bundle=Bundle.objects.get())
        monkeypatch.undo()
        return gather_programme(*args)

    with makers.a_plain_press():
        monkeypatch.setattr(GATHERING, meanwhile)
        bundle = made(asking, ola)
    assert (bundle.state, bundle.content) == (BundleState.STOPPED, "")
    assert not BundlePart.objects.exists()


def test_one_that_is_stopped_while_its_papers_are_asked_for_stays_stopped(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = renders.ask

    def meanwhile(kind: Paper, content: str) -> Render:
        actions.stop_bundle(by=ola, bundle=Bundle.objects.get())
        return ask(kind, content)

    monkeypatch.setattr(renders, "ask", meanwhile)
    bundle = made(asking, ola)
    assert bundle.state == BundleState.STOPPED
    assert not BundlePart.objects.exists()


def test_what_was_made_before_the_stop_is_not_made_again(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    worker.work()
    Bundle.objects.update(state=BundleState.MAKING, ended_at=None)
    bundle.refresh_from_db()
    actions.stop_bundle(by=ola, bundle=bundle)

    def never(_content: Any) -> bytes:
        raise AssertionError

    monkeypatch.setattr("reports.tasks.report_pdf", never)
    monkeypatch.setitem(SETTERS, Paper.PROGRAMME, never)
    again = made(asking, ola)
    assert again != bundle
    assert again.state == BundleState.READY


def test_a_finished_bundle_cannot_be_stopped(asking: Round, ola: User) -> None:
    bundle = made(asking, ola)
    with pytest.raises(ValidationError):
        actions.stop_bundle(by=ola, bundle=bundle)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.parts.count()) == (BundleState.READY, 9)


# What cannot be made


def broken(_content: Any) -> bytes:
    raise PaperError("no such font")


def test_an_edition_that_cannot_be_set_ends_it(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.tasks.report_pdf", broken)
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    with pytest.raises(PaperError):
        worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.FAILED


def test_a_programme_report_that_cannot_be_set_ends_it(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTERS, Paper.PROGRAMME, broken)
    assert made(asking, ola).state == BundleState.FAILED


def test_a_paper_that_failed_is_tried_again_as_soon_as_somebody_presses(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(SETTERS, Paper.PROGRAMME, broken)
        made(asking, ola)
    assert made(asking, ola).state == BundleState.READY


def test_a_paper_that_was_lost_is_asked_for_as_soon_as_somebody_presses(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("reports.renders._set", lambda _row: None)
        bundle = made(asking, ola)
    assert bundle.state == BundleState.MAKING
    monkeypatch.setattr("reports.queries.bundles.AT_REST", timedelta(0))
    assert actions.ask_for_bundle(by=ola, asking=asking) == bundle
    worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY


def test_an_edition_that_nobody_waits_for_ends_nothing(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was withdrawn after its paper was asked for."""
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    edition = asking.reports.exclude(edition=None)[0].edition
    assert edition is not None
    actions.withdraw_edition(by=ola, edition=edition, reason="Feil.")
    with monkeypatch.context() as patch:
        patch.setattr("reports.tasks.report_pdf", broken)
        with pytest.raises(PaperError):
            tasks.make_file.call(edition.pk)
    bundle.refresh_from_db()
    assert bundle.state == BundleState.MAKING
    EditionFile.objects.all().delete()
    worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY


def test_an_edition_that_was_altered_ends_it(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.bundles.evidence_index.is_sound", lambda _edition: False)
    assert made(asking, ola).state == BundleState.FAILED


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_while_the_database_cannot_be_asked_it_is_tried_again(
    asking: Round, ola: User, worker: Worker, fault: type[Error],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(_asking: Round) -> Any:
        raise fault("database or disk is full")

    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    with monkeypatch.context() as patch:
        patch.setattr("reports.bundles.making.unmade_of_round", full)
        with pytest.raises(fault):
            worker.work()
    worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY


def test_what_the_database_will_always_refuse_ends_it(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As where two of its files would have one name."""
    monkeypatch.setattr("reports.bundles.names.SUMS", "LESMEG.txt")
    bundle = made(asking, ola)
    assert bundle.state == BundleState.FAILED
    assert f"Bundle {bundle.pk} cannot be made." in caplog.messages


def test_an_edition_whose_file_the_database_will_always_refuse_ends_it(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_facts: Any) -> Any:
        raise DataError("value too long")

    monkeypatch.setattr("reports.tasks._filed", refused)
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    with pytest.raises(DataError):
        worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.FAILED


def test_pressed_again_after_a_failure_it_goes_on_from_what_is_there(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("reports.bundles.evidence_index.is_sound", lambda _edition: False)
        first = made(asking, ola)
    files = {*EditionFile.objects.values_list("pk", flat=True)}
    second = made(asking, ola)
    assert (first.state, second.state) == (BundleState.FAILED, BundleState.READY)
    assert {*EditionFile.objects.values_list("pk", flat=True)} == files


def test_a_killed_worker_is_no_failure() -> None:
    """Else a restart would end what is being made."""
    assert not issubclass(Killed, Exception)
