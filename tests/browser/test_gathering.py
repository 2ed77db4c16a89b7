"""A gathering in a browser: its agenda made from a proposal, shown, and what is agreed at it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from checkpoints.models import Event
from regions.models import Region, User
from reports import actions
from reports.models import Agreement, Gathering
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import looked_at

type Visits = Callable[..., Visitor]

AT = "/samlinger/fase-2/samling-3/"
with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["JavaScript", "no JavaScript"]
)


@pytest.fixture
def ola(salten: Region) -> User:
    return makers.staff(makers.make_person("Ola Stab"))


@pytest.fixture
def kari(salten: Region) -> User:
    return makers.coordinator_of(salten, makers.make_person("Kari Nordmann"))


@with_and_without_script
def test_a_proposal_is_taken_changed_and_shown_to_the_regions(
    visitor: Visits, ola: User, kari: User, script: bool
) -> None:
    page = visitor(ola, java_script_enabled=script).visit(AT)
    proposed = page.locator(".proposals button").count()
    page.locator(".proposals button").first.click()
    point = page.locator(".agenda > li")
    expect(point).to_have_count(1)
    expect(page.locator(".proposals button")).to_have_count(proposed - 1)
    point.get_by_role("link").first.click()
    page.locator("[name=minutes]").fill("45")
    page.locator("main form [name=save]").click()
    expect(page.locator(".agenda > li .meta")).to_contain_text("45")
    page.locator(".publish button").click()
    expect(page.locator(".publish button")).to_have_attribute("data-variant", "secondary")
    theirs = visitor(kari, java_script_enabled=script).visit(AT)
    expect(theirs.locator(".agenda > li")).to_have_count(1)
    expect(theirs.locator("main form")).to_have_count(0)


@with_and_without_script
def test_what_is_agreed_once_stands_on_the_regions_page(
    visitor: Visits, ola: User, kari: User, script: bool
) -> None:
    other = makers.make_region("Bodø")
    page = visitor(ola, java_script_enabled=script).visit(f"{AT}avtalt/ny/")
    regions = page.locator("[name=regions]")
    expect(regions.first).to_be_hidden()  # all of them are meant
    page.locator("[name=text]").fill("Del en erfaring.")
    page.locator("[name=whom][value=noen]").check()
    expect(regions).to_have_count(2)
    page.locator(f"[name=regions][value='{Region.objects.get(slug='salten').pk}']").check()
    page.locator("main form [name=save]").click()
    expect(page.locator("#decisions")).to_be_visible()
    assert [one.region.slug for one in Agreement.objects.select_related("region")] == ["salten"]
    assert other.agreements.count() == 0
    theirs = visitor(kari, java_script_enabled=script).visit("/regioner/salten/")
    expect(theirs.locator("section", has=theirs.locator("#agreed"))).to_contain_text("Del en")


def test_axe_finds_nothing(visitor: Visits, ola: User, kari: User) -> None:
    event = Event.objects.get(slug="samling-3", phase__slug="fase-2")
    salten = Region.objects.get(slug="salten")
    actions.add_agenda_item(by=ola, event=event, heading="Velkommen", note="Kaffe.", minutes=20)
    actions.decide(by=ola, event=event, regions=[salten], text="Del en erfaring.")
    decision = Agreement.objects.get().decision
    looked_at(visitor, ola, AT, f"{AT}dagsorden/ny/", f"{AT}avtalt/ny/", f"{AT}avtalt/{decision}/")
    actions.publish_gathering(
        by=ola, gathering=Gathering(event=event), expected_revision=0, published=True
    )
    looked_at(visitor, kari, AT)
