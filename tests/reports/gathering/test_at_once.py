"""Two of the staff at one gathering in the same instant, on threads of their own."""

from typing import Any
from uuid import uuid4

import pytest

from checkpoints.models import Event
from regions.history import Stale
from regions.models import Region, User
from reports import actions
from reports.models import AgendaItem, Agreement, AgreementRevision
from tests.reports.stages.test_at_once import Work, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def taking(event: Event, person: User, proposal: str = "on_hold:m1") -> Work:
    return lambda: actions.add_agenda_item(
        by=person, event=event, heading="På vent", proposal=proposal
    )


def test_a_proposal_that_two_take_stands_on_the_agenda_once(event: Event, ola: User) -> None:
    first, second = at_once(taking(event, ola), taking(event, ola))
    assert first == second == AgendaItem.objects.get()


def test_two_points_that_two_add_each_have_a_place(event: Event, ola: User) -> None:
    at_once(taking(event, ola, "a"), taking(event, ola, "b"))
    assert sorted(AgendaItem.objects.values_list("position", flat=True)) == [1, 2]


def test_a_decision_that_is_sent_twice_is_written_once(
    event: Event, regions: tuple[Region, ...], ola: User
) -> None:
    key = uuid4()

    def deciding() -> Any:
        return actions.decide(by=ola, event=event, regions=regions, text="Ring.", decision=key)

    assert at_once(deciding, deciding) == [key, key]
    assert Agreement.objects.count() == len(regions)


def test_two_who_change_a_decision_leave_it_in_one_form(
    event: Event, regions: tuple[Region, ...], ola: User
) -> None:
    actions.decide(by=ola, event=event, regions=regions, text="Ring.")
    first = Agreement.objects.earliest("pk")

    def changing(text: str) -> Work:
        return lambda: actions.change_decision(
            by=ola, agreement=first, expected_revision=1, text=text, due_on=None
        )

    found = at_once(changing("Skriv."), changing("Besøk hverandre."))
    assert found.count(Stale) == 1
    assert len(set(Agreement.objects.values_list("text", flat=True))) == 1
    assert AgreementRevision.objects.filter(number=2).count() == len(regions)
