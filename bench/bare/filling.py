"""Fills the bare project's database, and signs its people in."""

from django.contrib.auth.models import User
from django.utils import timezone

from bench.bare.models import Row, Step
from bench.floor import facts
from bench.saves.crowd import CROWD, Seat, keep_seats, session_of


def fill() -> None:
    """As many rows as we have assessments, each with a step; one person for each unit."""
    seats = []
    for number, unit in enumerate(facts.units()):
        person = User.objects.create(username=f"person{number}", password="!")  # noqa: S106  none
        rows = [_row(person, steps[-1]) for _, steps in unit.steps]
        address = f"/rows/{rows[0].pk}/tick/"
        seats.append(Seat(session_of(person.pk, person), address, rows[0].revision, met=False))
    keep_seats("bare", seats[:CROWD])


def _row(person: User, step: facts.Step) -> Row:
    state = {
        "owner": person, "status": "in_progress", "text": step.text,
        "changed_at": timezone.now(), "changed_by": person,
    }  # fmt: skip
    row = Row.objects.create(revision=1, **state)
    Step.objects.create(of=row, number=1, **state)
    return row
