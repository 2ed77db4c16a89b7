"""What the page of a round's bundles says before the button is pressed, and while one is made."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client

from regions.models import Region, User
from reports import actions
from reports.models import Bundle, Round
from tests import makers
from tests.reports.bundles.pages import address, begun, main_of, words_of

pytestmark = pytest.mark.django_db


def test_before_the_press_the_page_says_how_many_reports_go_in(
    olas: Client, livs: Client, ola: User, asking: Round
) -> None:
    back = makers.report_of(Region.objects.get(name="Hamar"), asking)
    actions.send_back(by=ola, report=back, expected_revision=back.revision, reason="Si mer.")
    found = olas.get(address(asking)).context["page"].handed_in
    assert (found.reports, found.asked, found.given_back) == (1, 3, 1)
    assert makers.make_bundle(asking, ola).parts.exclude(edition=None).count() == 1
    assert livs.get(address(asking)).context["page"].handed_in is None
    (filed,) = livs.get("/rapportering/").context["page"].filed
    assert (filed.regions, filed.given_back) == (1, 1)


def test_of_a_round_that_opens_later_no_bundle_is_begun(
    olas: Client, regions: list[Region]
) -> None:
    asking = makers.ask_for_reports(*regions, opens_on=date(2016, 11, 21))
    answer = olas.post(address(asking), follow=True)
    assert not Bundle.objects.exists()
    assert "<button" not in main_of(answer)
    assert "21. november 2016" in words_of(answer)
    opened = makers.ask_for_reports(*regions, opens_on=date(2016, 11, 20))
    assert "<button" in main_of(olas.get(address(opened)))


def test_the_page_of_one_that_is_being_made_leads_to_the_button(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = begun(asking, ola)
    answer = olas.get(address(asking, f"{bundle.pk}/"))
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, address(asking))
    assert f'<a href="{address(asking)}"' not in main_of(olas.get(address(asking)))
