"""Three people at the one button in the same instant; and someone who writes while it is made."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django_ox.models import OxTask
from pytest_django import Settings

from checkpoints.models import Status
from regions.models import Region
from reports import actions, tasks
from reports.bundles.contents import gathered
from reports.bundles.numbers import number_files
from reports.bundles.stamp import stamp
from reports.models import Bundle, BundleState, EditionFile, Render, Round
from tests import makers
from tests.reports.stages.test_at_once import Work, at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_plain_press"),
]


@pytest.fixture
def asking(_plain_press: None, regions: list[Region]) -> Round:
    asking = makers.ask_for_reports(*regions)
    makers.hand_in(makers.report_of(regions[0], asking), makers.coordinator_of(regions[0]))
    return asking


def test_three_presses_make_one_bundle(asking: Round, settings: Settings) -> None:
    at_once_backend = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django_ox.backend.OxBackend"}}

    def pressing(number: int) -> Work:
        person = makers.staff(makers.make_person(f"Stab {number}"))
        return lambda: actions.ask_for_bundle(by=person, asking=asking)

    found = at_once(*(pressing(number) for number in range(3)))
    bundle = Bundle.objects.get()
    assert found == [bundle] * 3
    waiting = OxTask.objects.filter(task_path="reports.tasks.make_bundle")
    assert [one.args for one in waiting] == [[bundle.pk]]
    settings.TASKS = at_once_backend
    tasks.make_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY
    assert EditionFile.objects.count() == Render.objects.count() == 1


def test_what_is_recorded_while_it_is_gathered_comes_in_the_next_one(
    asking: Round, regions: list[Region], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it is of the moment at which it was begun, and whoever writes waits for nothing."""

    def write() -> None:
        makers.assess(makers.main_strand(regions[0]), 1, 1, Status.MET)
        connection.close()

    def meanwhile(*args: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result(timeout=10)
        return number_files(*args)

    before, quiet = stamp(), gathered(asking)
    monkeypatch.setattr("reports.bundles.contents.number_files", meanwhile)
    assert gathered(asking) == quiet
    assert quiet.made_of == before != stamp()
    monkeypatch.undo()
    assert gathered(asking).numbers != quiet.numbers
