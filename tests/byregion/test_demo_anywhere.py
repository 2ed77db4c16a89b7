"""The demo in a programme of any shape, the same every time, and only where it belongs."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from byregion.demo import SIGN_INS, make
from byregion.demo.calendar import moment, planned, working_day
from byregion.management.commands.check_consistency import CHECKS
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    DecisionRevision,
    Phase,
    Plan,
    PlanRevision,
    Strand,
)
from regions.models import Region, User

pytestmark = pytest.mark.django_db
TODAY = date(2016, 11, 20)
REGIONS = Path(__file__).parents[2] / "fixtures/regions.json"


@pytest.fixture
def few_regions(tmp_path: Path) -> Path:
    """A file of every seventh region: enough of a demo, and quicker."""
    path = tmp_path / "regions.json"
    content = json.loads(REGIONS.read_text("utf-8"))
    path.write_text(json.dumps({"regions": content["regions"][::7]}), "utf-8")
    return path


def programme_of(milestones: int, checkpoints: int, **days: str) -> dict[str, Any]:
    """A programme of another shape."""
    return {
        "slug": "annet", "name": "Et annet program", "funder": "F", "funder_short": "F",
        "languages": ["nb"],
        "phases": [{
            "slug": "eneste", "name": {"nb": "Eneste"},
            "starts_on": "2015-01-01", "ends_on": "2017-12-31", **days,
            "milestones": [
                {"slug": f"m{m}", "name": {"nb": f"Milepæl {m}"}, "checkpoints": [
                    {"slug": f"c{c}", "kind": "statement" if c else "question",
                     "text": {"nb": f"Sjekkpunkt {m}.{c}"}}
                    for c in range(checkpoints)
                ]}
                for m in range(1, milestones + 1)
            ],
        }],
    }  # fmt: skip


def load(content: dict[str, Any], regions: Path) -> None:
    path = regions.with_name("programme.json")
    path.write_text(json.dumps(content), "utf-8")
    call_command("load_programme", path, at=date(2015, 1, 1), verbosity=0)
    call_command("load_regions", regions, at=date(2015, 1, 1), verbosity=0)


def problems() -> list[Any]:
    return [problem for check in CHECKS for problem in check()]


@pytest.mark.parametrize(("milestones", "checkpoints"), [(1, 1), (2, 3), (20, 4), (3, 0)])
def test_any_number_of_milestones(milestones: int, checkpoints: int, few_regions: Path) -> None:
    load(programme_of(milestones, checkpoints), few_regions)
    call_command("make_demo", verbosity=0)
    assert Strand.objects.filter(is_main=True).count() == 4
    assert Plan.objects.exists()
    assert Assessment.objects.exists() == bool(checkpoints)
    assert problems() == []


def test_a_phase_that_is_over(few_regions: Path) -> None:
    load(programme_of(3, 3, starts_on="2013-01-01", ends_on="2014-12-31"), few_regions)
    call_command("make_demo", verbosity=0)
    assert Assessment.objects.filter(status="met").exists()
    assert problems() == []


def test_a_phase_that_has_not_begun_has_no_histories(few_regions: Path) -> None:
    load(programme_of(2, 2, starts_on="2020-01-01", ends_on="2022-01-01"), few_regions)
    call_command("make_demo", verbosity=0)
    assert User.objects.filter(email=SIGN_INS[0].email).exists()
    assert AssessmentRevision.objects.count() == 0


def told() -> list[Any]:
    """All that was told, without the keys that a database gives."""
    return [
        sorted(
            str(list(row.items()))
            for row in model.objects.values(
                "number", "recorded_at", "by__email", "reason", "change_set", *fields
            )
        )
        for model, fields in (
            (AssessmentRevision, ("strand__region__slug", "checkpoint__slug", "status", "text")),
            (PlanRevision, ("strand__region__slug", "milestone__slug", "starts_on", "ends_on")),
            (DecisionRevision, ("strand__region__slug", "decided_on", "body", "note")),
        )
    ]


def test_it_is_the_same_every_time(few_regions: Path) -> None:
    load(programme_of(5, 4), few_regions)
    stories = []
    for _time in range(2):
        with transaction.atomic():
            make.make()
            stories.append(told())
            transaction.set_rollback(True)
    assert User.objects.count() == 0
    assert stories[0] == stories[1]
    assert all(stories[0])


def test_it_is_for_demos_alone(settings: Settings) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError, match="BYREGION_DEMO=1"):
        call_command("make_demo")
    assert (User.objects.count(), Region.objects.count()) == (0, 0)


# Days


def test_working_days_keep_their_order() -> None:
    turned = [working_day(date(2015, 6, 1) + timedelta(days=n)) for n in range(900)]
    assert turned == sorted(turned)
    assert {day.weekday() for day in turned} == {0, 1, 2, 3, 4}


def test_a_moment_is_in_working_hours_and_never_after_today() -> None:
    late = moment(Random(1), date(2016, 12, 20), TODAY)  # noqa: S311  no secret
    assert late.date() == date(2016, 11, 18)  # a Friday
    assert 8 <= late.hour <= 15


def test_milestones_are_planned_as_the_deck_draws_them(phase: Phase) -> None:
    ends = [planned(phase, number, 5)[1] for number in range(1, 6)]
    assert [(day.year, day.month) for day in ends] == [
        (2015, 12), (2016, 5), (2016, 9), (2017, 5), (2018, 5),
    ]  # fmt: skip
    assert planned(phase, 20, 20)[1] == phase.ends_on
