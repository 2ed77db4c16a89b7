"""Three people at the one button in the same instant, on threads of their own."""

import pytest

from regions.models import Region
from reports import actions
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


def test_three_presses_make_one_bundle(asking: Round) -> None:
    def pressing(number: int) -> Work:
        person = makers.staff(makers.make_person(f"Stab {number}"))
        return lambda: actions.ask_for_bundle(by=person, asking=asking)

    found = at_once(*(pressing(number) for number in range(3)))
    bundle = Bundle.objects.get()
    assert found == [bundle] * 3
    assert bundle.state == BundleState.READY
    assert EditionFile.objects.count() == Render.objects.count() == 1
