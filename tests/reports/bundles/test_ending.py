"""A bundle that is stopped, or cannot be made: what is there stays, and is gone on from."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from pytest_django import Settings

from regions.models import User
from reports import actions, renders
from reports.models import Bundle, BundlePart, BundleState, EditionFile, Paper, Render, Round
from reports.pdf import PaperError
from reports.press import SETTERS
from reports.programme.gather import gather_programme
from tests import makers
from tests.reports.bundles.working import QUEUE, Killed, Worker, made, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_press")]

GATHERING = "reports.bundles.contents.gather_programme"


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    """Tasks wait until a worker comes."""
    settings.TASKS = QUEUE


def test_a_stopped_bundle_is_not_gone_on_with(asking: Round, ola: User, worker: Worker) -> None:
    bundle = press(asking, ola)
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
    bundle = press(asking, ola)
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
    bundle = press(asking, ola)
    with pytest.raises(PaperError):
        worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.FAILED


def test_a_programme_report_that_cannot_be_set_ends_it(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTERS, Paper.PROGRAMME, broken)
    assert made(asking, ola).state == BundleState.FAILED


def test_a_paper_that_failed_is_tried_again_after_a_while(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(SETTERS, Paper.PROGRAMME, broken)
        made(asking, ola)
    assert made(asking, ola).state == BundleState.FAILED
    Render.objects.update(failed_at=makers.FIRST)
    assert made(asking, ola).state == BundleState.READY


def test_an_edition_that_was_altered_ends_it(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.bundles.evidence_index.is_sound", lambda _edition: False)
    assert made(asking, ola).state == BundleState.FAILED


def test_what_the_database_refuses_is_tried_again(
    asking: Round, ola: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_asking: Round) -> Any:
        raise OperationalError("database or disk is full")

    bundle = press(asking, ola)
    with monkeypatch.context() as patch:
        patch.setattr("reports.bundles.making.editions_of_round", full)
        with pytest.raises(OperationalError):
            worker.work()
    worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY


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
