"""What was handed in, checked in a browser: by code, by file, and while its paper is being made."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from checkpoints.models import Phase
from regions.models import Region, User
from reports.codes import in_groups
from reports.models import Edition
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import violations
from tests.reports.test_editions import address

type Visits = Callable[..., Visitor]

PAPER = b"%PDF-1.7 the paper"


@pytest.fixture
def edition(salten: Region, kari: User) -> Edition:
    """Handed in, and its paper not made yet."""
    asking = makers.ask_for_reports(salten, phase=Phase.objects.get(slug="fase-2"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.tasks._is_made", lambda _pk: True)
        return makers.hand_in(makers.report_of(salten, asking), kari)


def look_at(page: Page) -> None:
    assert list(violations(page)) == []


@pytest.mark.parametrize("script", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_stranger_checks_a_code_and_a_file(
    visitor: Visits, edition: Edition, script: bool
) -> None:
    makers.make_paper(edition, PAPER)
    stranger = visitor(java_script_enabled=script)
    page = stranger.visit("/kontroll/")
    page.locator("[name=code]").fill(in_groups(edition.code).lower())
    page.locator("form:has([name=code]) [type=submit]").click()
    expect(page).to_have_url(f"{stranger.server}/kontroll/{edition.code}/")
    expect(page.locator("section[data-state=met]")).to_be_visible()
    for content, colour in ((PAPER, "success"), (PAPER + b" ", "danger")):
        file = {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a plain dict
        page.locator("form:has([type=file]) [type=submit]").click()
        expect(page.locator(f".verdict[data-color={colour}]")).to_be_visible()
        assert not script or list(violations(page)) == []


def test_a_mistyped_code_is_told(visitor: Visits, edition: Edition) -> None:
    page = visitor(width=320).visit("/kontroll/K7QM/")
    expect(page.locator(".verdict[data-color=warning]")).to_be_visible()
    expect(page.locator("[name=code]")).to_have_value("K7QM")
    look_at(page)


def test_the_paper_appears_once_it_is_made(visitor: Visits, edition: Edition, kari: User) -> None:
    page = visitor(kari).visit(address(edition))
    paper = page.locator(f'a[href="{address(edition, ".pdf")}"]')
    expect(paper).to_have_count(0)
    look_at(page)
    makers.make_paper(edition, PAPER)
    expect(paper).to_be_visible()
    look_at(page)


def test_staff_withdraw_an_edition(visitor: Visits, edition: Edition) -> None:
    staff = visitor(makers.staff())
    page = staff.visit(address(edition, "/trekk/"))
    look_at(page)
    page.locator("[name=reason]").fill("Feil tall.")
    page.locator("main [type=submit]").last.click()
    expect(page).to_have_url(f"{staff.server}{address(edition)}")
    expect(page.locator('.tag[data-state="ended"]').first).to_be_visible()
    look_at(page)
