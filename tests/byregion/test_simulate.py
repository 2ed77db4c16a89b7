"""`manage.py simulate` fills an empty database with what could have been recorded by hand."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from byregion.management.commands.check_consistency import CHECKS
from byregion.simulation import filling
from checkpoints.models import AssessmentRevision, CellCount, PlanRevision, Strand
from regions.models import Region
from tests import makers

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str, str]]:
    rows = AssessmentRevision.objects.order_by("of__strand__region__slug", "checkpoint", "number")
    return [
        (str(one.recorded_at), one.status, one.step, one.of.strand.region.slug)
        for one in rows.select_related("of__strand__region")
    ]


def test_regions_with_years_of_history_stand_up_to_every_check() -> None:
    call_command("simulate", regions=20, years=3, verbosity=0)
    assert Region.objects.count() == 20
    assert Strand.objects.filter(is_main=False).count() == 4
    assert AssessmentRevision.objects.filter(number=2).exists()
    assert PlanRevision.objects.filter(number=2).exists()
    first = AssessmentRevision.objects.order_by("recorded_at").values_list("recorded_at", flat=True)
    assert date(2013, 11, 1) < first[0].date() < date(2014, 6, 1)
    assert CellCount.objects.filter(is_main=True).count() == 20 * 5
    assert [problem for check in CHECKS for problem in check()] == []


def test_the_same_seed_makes_the_same_histories() -> None:
    made = []
    for _ in range(2):
        with transaction.atomic():
            call_command("simulate", regions=2, years=1, seed=7, verbosity=0)
            made.append(told())
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert len(made[0]) > 20


def test_it_says_how_far_it_has_come() -> None:
    out = StringIO()
    call_command("simulate", regions=3, years=1, stdout=out)
    assert out.getvalue().startswith("3 regions, ")


def test_a_run_that_breaks_leaves_nothing_uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    makers.small_programme(milestones=2, checkpoints=2)
    monkeypatch.setattr(filling, "AT_ONCE", 2)

    def breaks(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filling.simulate(filling.Simulation(4, 1, tell=breaks))
    assert Region.objects.count() == 2
    assert CellCount.objects.filter(is_main=True).count() == 2 * 2
    assert [problem for check in CHECKS for problem in check()] == []


def test_regions_of_peoples_own_are_never_mixed_with_simulated_ones() -> None:
    makers.make_region()
    with pytest.raises(CommandError, match="a database of their own"):
        call_command("simulate", regions=3, years=1, verbosity=0)
    assert Region.objects.count() == 1


@pytest.mark.parametrize(("regions", "years"), [(0, 3), (3, 0)])
def test_nothing_cannot_be_simulated(regions: int, years: int) -> None:
    with pytest.raises(CommandError, match="at least one"):
        call_command("simulate", regions=regions, years=years)
