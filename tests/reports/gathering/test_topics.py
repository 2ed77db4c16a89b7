"""Which of the groups' topics the regions are told: those that somebody asked them about."""

import pytest
from django.http import QueryDict

from checkpoints.actions import close_request
from checkpoints.models import Event, Outcome, Status, Strand
from regions.history import record
from regions.models import User
from reports.access.gatherings import gathering_to_see
from reports.gathering.gather import gather_gathering
from reports.models import Gathering
from reports.pages.gatherings import gathering_page, shown_gathering
from tests import makers
from tests.reports.gathering.test_gathering_page import Regions, Strands
from tests.reports.gathering.test_preparing import at
from tests.reports.stages.stepping import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("struggle", ["on hold", "unsure", "late"])
def test_a_topic_that_nobody_in_the_group_asks_about_is_for_the_staff_alone(
    event: Event, strands: Strands, regions: Regions, ola: User, kari: User, struggle: str
) -> None:
    topic = makers.wording(strands[0], 1, 1)
    _struggle(strands[0], struggle)
    makers.assess(strands[1], 1, 1)
    makers.ask(strands[2], 1, 1)  # in another group
    settled = makers.ask(strands[1], 1, 1)
    close_request(by=None, request=settled, expected_revision=1, outcome=Outcome.SETTLED)
    pairs = [[regions[0].pk, regions[1].pk], [regions[2].pk]]
    groups = [{"topic": topic.checkpoint_id, "regions": some} for some in pairs]
    record(Gathering(event=event), by=ola, expected=0, groups=groups, published=True)

    def shown() -> list[bool]:
        place = gathering_to_see(kari, event.phase.slug, event.slug)
        pages = (
            shown_gathering(place),
            gathering_page(place, QueryDict()),
            gather_gathering(place.gathering),
        )
        [told] = {tuple(bool(one.topic) for one in page.groups) for page in pages}
        assert gathering_page(place, QueryDict()).untold == told.count(False)
        listed = client_of(ola).get(at(event, "groups")).context["page"].groups
        assert [(bool(one.topic), one.is_told) for one in listed] == [(True, one) for one in told]
        return list(told)

    assert shown() == [False, True]
    page = client_of(kari).get(at(event)).content.decode()
    assert page.count(topic.text("nb").value) == 1
    makers.ask(strands[0], 1, 1)
    assert shown() == [True, True]


def _struggle(strand: Strand, how: str) -> None:
    if how == "late":
        makers.plan(strand, 1, "2015-10-01", "2016-06-01")
    elif how == "unsure":
        makers.assess(strand, 1, 1, Status.IN_PROGRESS, unsure=True)
    else:
        makers.assess(strand, 1, 1, Status.ON_HOLD)
