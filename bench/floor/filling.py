"""Fills the floor's database."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from bench.floor import facts
from bench.floor.models import Cell, Milestone, Tick, Unit


def fill() -> None:
    fill_units(facts.units())


def fill_units(units: Iterable[facts.Unit]) -> None:
    person = User.objects.create_user(facts.COORDINATOR, password=facts.PASSWORD)
    milestones = Milestone.objects.bulk_create(
        Milestone(name=one.name, position=position)
        for position, one in enumerate(facts.milestones(), start=1)
    )
    for unit in units:
        row = Unit.objects.create(slug=unit.slug, name=unit.name)
        cells = Cell.objects.bulk_create(
            Cell(unit=row, milestone=milestone, ends_on=plan.ends[-1])
            for milestone, plan in zip(milestones, unit.plans, strict=True)
        )
        Tick.objects.bulk_create(
            _tick(cells[item.milestone], item, steps[-1], person) for item, steps in unit.steps
        )


def _tick(cell: Cell, item: facts.Item, now: facts.Step, person: User) -> Tick:
    return Tick(
        cell=cell, words=item.text, status=now.status, text=now.text, changed_at=now.at,
        met_on=now.at.date() if now.status == "met" else None, responsible=person,
    )  # fmt: skip
