"""Whether anything was recorded since a bundle was made: what every change shows in."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.models import CellCount, CheckpointWording, Milestone, SavedView, StoredFile
from regions.consistency import versioned_models
from regions.history import Revision, Versioned
from regions.models import ApiToken, Municipality, Programme, Region, User
from reports import actions
from reports.bundles.stamp import INSERTED_ONCE, WITHOUT_HISTORY, stamp
from reports.models import Bundle, BundlePart, Render, Round
from tests import makers
from tests.reports.bundles.pages import begun

pytestmark = pytest.mark.django_db

# What a bundle says nothing of, or what follows from what it does.
NOT_TOLD = (ApiToken, Bundle, BundlePart, CellCount, Municipality, Render, SavedView, StoredFile)


def assess(asking: Round) -> None:
    makers.assess(makers.main_strand(region_of(asking)), 1, 1)


def withdraw(asking: Round) -> None:
    edition = makers.report_of(region_of(asking), asking).edition
    assert edition is not None
    actions.withdraw_edition(by=makers.staff(), edition=edition, reason="Feil.")


def rename_the_programme(_asking: Round) -> None:
    Programme.objects.update(name="Et annet program")


def reword(_asking: Round) -> None:
    CheckpointWording.objects.filter(number=1).update(nb="Noe annet")


def rename_a_milestone(_asking: Round) -> None:
    Milestone.objects.filter(position=1).update(nb="Noe annet")


def make_paper(asking: Round) -> None:
    edition = makers.report_of(region_of(asking), asking).edition
    assert edition is not None
    makers.make_paper(edition)


def region_of(asking: Round) -> Region:
    return Region.objects.filter(reports__round=asking, reports__edition__isnull=False)[0]


@pytest.mark.parametrize(
    "change", [assess, withdraw, rename_the_programme, reword, rename_a_milestone, make_paper]
)
def test_it_is_another_after_a_change(asking: Round, change: Callable[[Round], None]) -> None:
    before = stamp()
    change(asking)
    assert stamp() != before


def test_it_is_another_on_another_day(asking: Round, settings: Settings) -> None:
    before = stamp()
    settings.TODAY = date(2016, 11, 21)
    assert stamp() != before


def test_it_is_the_same_as_long_as_nothing_is_recorded(asking: Round, ola: User) -> None:
    before = stamp()
    begun(asking, ola)
    makers.save_view(ola)
    assert stamp() == before


def test_every_table_is_looked_at_or_named_here() -> None:
    """A new table is put where it belongs by whoever adds it."""
    ours = {
        model
        for app in ("regions", "checkpoints", "reports")
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, Versioned | Revision)
    }
    assert ours == {*WITHOUT_HISTORY, *INSERTED_ONCE, *NOT_TOLD}
    assert versioned_models()


def test_it_takes_as_many_queries_for_any_number(
    asking: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2):
        with django_assert_num_queries(9):
            stamp()
        makers.make_region(f"Region {number}")
