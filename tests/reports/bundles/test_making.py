"""The making of a bundle: everything once, whoever is killed, stopped or late on the way."""

import pytest
from django.db import transaction
from pytest_django import Settings

from regions.models import Region, User
from reports import actions, tasks
from reports.bundles.contents import Gathered, gathered
from reports.bundles.sending import zip_of
from reports.bundles.stamp import BEGUN_OVER
from reports.models import (
    Bundle,
    BundleState,
    EditionFile,
    EditionWithdrawal,
    Paper,
    Render,
    Round,
)
from reports.press import SETTERS
from reports.programme.annexes import EditionOfRound
from reports.programme.content import from_json
from tests import makers
from tests.reports.bundles.working import QUEUE, Worker, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_press")]


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    """Tasks wait until a worker comes."""
    settings.TASKS = QUEUE


def bytes_of(bundle: Bundle) -> bytes:
    return b"".join(zip_of(bundle))


def tried(asking: Round, ola: User, worker: Worker) -> bytes:
    """The ZIP of a bundle that a worker makes; afterwards nothing of it is left."""
    with transaction.atomic():
        bundle = actions.ask_for_bundle(by=ola, asking=asking)
        worker.work()
        bundle.refresh_from_db()
        found = bytes_of(bundle)
        assert_everything_once(bundle)
        transaction.set_rollback(True)
    return found


def assert_everything_once(bundle: Bundle) -> None:
    assert bundle.state == BundleState.READY
    assert Bundle.objects.count() == 1
    assert EditionFile.objects.count() == 2
    assert Render.objects.exclude(made_at=None).count() == Render.objects.count() == 1
    assert [part.position for part in bundle.parts.all()] == [*range(1, 10)]


# One run


def test_a_bundle_is_made_of_all_that_belongs_to_the_round(asking: Round, ola: User) -> None:
    bundle = made(asking, ola)
    assert bundle.state == BundleState.READY
    event, day = asking.event.slug, "2016-11-20"
    assert [part.name for part in bundle.parts.all()] == [
        "LESMEG.txt",
        "SHA256SUMS",
        f"programrapport-{event}-{day}.pdf",
        f"rapporter/{event}-alta-utgave-1.pdf",
        f"rapporter/{event}-hamar-utgave-1.pdf",
        f"tall/oversikt-{day}.xlsx",
        f"tall/oversikt-{day}.csv",
        "dokumentasjon/oversikt.csv",
        f"programrapport-{event}-{day}.json",
    ]


def test_a_round_that_nobody_has_handed_in_to_has_a_bundle_too(
    regions: list[Region], ola: User
) -> None:
    bundle = made(makers.ask_for_reports(*regions), ola)
    assert bundle.state == BundleState.READY
    assert not bundle.parts.exclude(edition=None).exists()


def test_a_withdrawn_edition_is_left_out(asking: Round, regions: list[Region], ola: User) -> None:
    edition = makers.report_of(regions[0], asking).edition
    assert edition is not None
    actions.withdraw_edition(by=ola, edition=edition, reason="Feil.")
    bundle = made(asking, ola)
    names = [part.name for part in bundle.parts.exclude(edition=None)]
    assert names == [f"rapporter/{asking.event.slug}-hamar-utgave-1.pdf"]


def test_a_task_that_is_run_twice_does_nothing_twice(asking: Round, ola: User) -> None:
    bundle = made(asking, ola)
    before = bytes_of(bundle)
    parts = [part.pk for part in bundle.parts.all()]
    for _again in range(2):
        tasks.make_bundle.call(bundle.pk)
    for render in Render.objects.all():
        tasks.set_paper.call(render.pk)
    for file in EditionFile.objects.all():
        tasks.make_file.call(file.edition_id)
    Worker().work()
    assert_everything_once(Bundle.objects.get())
    assert [part.pk for part in bundle.parts.all()] == parts
    assert bytes_of(bundle) == before


def test_a_worker_killed_at_any_write_loses_nothing_and_makes_nothing_twice(
    asking: Round, ola: User, worker: Worker
) -> None:
    undisturbed = tried(asking, ola, worker)
    assert worker.writes > 10
    for at in range(1, worker.writes + 1):
        assert tried(asking, ola, Worker(killed_before=at)) == undisturbed


def test_the_same_data_makes_the_same_bytes_in_fresh_rows(asking: Round, ola: User) -> None:
    assert tried(asking, ola, Worker()) == tried(asking, ola, Worker())


def test_an_edition_that_comes_in_meanwhile_is_waited_for(
    asking: Round, regions: list[Region], ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last paper and the moment at which it is all read."""
    late = iter([regions[2]])

    def meanwhile(of: Round) -> Gathered:
        for region in late:
            makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
        return gathered(of)

    monkeypatch.setattr("reports.bundles.making.gathered", meanwhile)
    bundle = made(asking, ola)
    assert bundle.state == BundleState.READY
    assert bundle.parts.exclude(edition=None).count() == 3


def test_an_edition_that_is_withdrawn_while_it_is_made_is_not_in_it(
    asking: Round, regions: list[Region], ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = makers.report_of(regions[0], asking).edition
    assert edition is not None
    setting = SETTERS[Paper.PROGRAMME]

    def meanwhile(content: str) -> bytes:
        if not EditionWithdrawal.objects.exists():
            actions.withdraw_edition(by=ola, edition=edition, reason="Feil.")
        return setting(content)

    monkeypatch.setitem(SETTERS, Paper.PROGRAMME, meanwhile)
    bundle = made(asking, ola)
    assert bundle.state == BundleState.READY
    inside = [part.name for part in bundle.parts.exclude(edition=None)]
    assert inside == [f"rapporter/{asking.event.slug}-hamar-utgave-1.pdf"]
    assert [one.region for one in from_json(bundle.content).annexes] == ["Hamar"]
    assert actions.ask_for_bundle(by=ola, asking=asking) == bundle


def test_a_round_that_never_rests_has_its_bundle_all_the_same(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Round] = []

    def others(of: Round) -> list[EditionOfRound]:
        looks.append(of)
        return []

    monkeypatch.setattr("reports.bundles.making.editions_that_hold", others)
    assert made(asking, ola).state == BundleState.READY
    assert len(looks) == 1 + BEGUN_OVER


def test_a_programme_too_large_for_one_paper_has_one_for_each_county(
    asking: Round, ola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.programme.splitting.WHOLE_UP_TO", 2)
    bundle = made(asking, ola)
    papers = bundle.parts.exclude(render=None)
    assert len(papers) == Render.objects.count() > 1
    assert [part.position for part in bundle.parts.all()] == [*range(1, 9 + len(papers))]
    assert all(part.sha256 == part.render.sha256 for part in papers if part.render)


# Pressed again


def test_where_nothing_has_changed_the_same_bundle_stands(asking: Round, ola: User) -> None:
    bundle = made(asking, ola)
    assert actions.ask_for_bundle(by=ola, asking=asking) == bundle


def test_what_changed_and_is_told_nowhere_in_it_leaves_the_same_bundle(
    asking: Round, regions: list[Region], ola: User
) -> None:
    bundle = made(asking, ola)
    edition = makers.report_of(regions[0], asking).edition
    assert edition is not None
    actions.add_remark(by=ola, edition=edition, text="Skriv mer.")
    begun = actions.ask_for_bundle(by=ola, asking=asking)
    assert begun != bundle
    Worker().work()
    assert asking.bundles.get() == bundle
    assert actions.ask_for_bundle(by=ola, asking=asking) == bundle


def test_what_has_changed_makes_a_new_one_of_what_has_not(
    asking: Round, regions: list[Region], ola: User
) -> None:
    first = made(asking, ola)
    makers.hand_in(makers.report_of(regions[2], asking), makers.coordinator_of(regions[2]))
    second = made(asking, ola)
    assert second != first
    assert second.parts.exclude(edition=None).count() == 3
    assert EditionFile.objects.count() == 3


def test_whoever_presses_while_it_is_made_gets_the_same(asking: Round, ola: User) -> None:
    first = actions.ask_for_bundle(by=ola, asking=asking)
    assert actions.ask_for_bundle(by=makers.staff(), asking=asking) == first


def test_one_that_came_to_rest_is_set_going_again(
    asking: Round, ola: User, worker: Worker, settings: Settings
) -> None:
    bundle = actions.ask_for_bundle(by=ola, asking=asking)
    assert [one.args for one in worker.waiting()] == [[bundle.pk]]  # in the same transaction
    worker.waiting().clear()
    Bundle.objects.update(asked_at=makers.at("2016-11-19"))
    actions.ask_for_bundle(by=ola, asking=asking)
    actions.ask_for_bundle(by=makers.staff(), asking=asking)
    assert len(worker.waiting()) == 1  # whoever presses in the same two minutes
    worker.work()
    bundle.refresh_from_db()
    assert bundle.state == BundleState.READY
