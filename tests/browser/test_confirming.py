"""Confirming as unchanged in a browser: one click, said, seen, and nothing lost on the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from checkpoints.models import AssessmentRevision, Status
from regions.history import Kind
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import violations

STRATEGIES = "/regioner/salten/lop/1/strategiar/"


@pytest.fixture
def stale(salten: Region) -> None:
    """What is on hold was last looked at in May."""
    makers.assess(makers.main_strand(salten), 3, 1, Status.ON_HOLD, when="2016-05-03")


def test_one_click_confirms_and_says_so(
    visitor: Callable[..., Visitor], kari: User, stale: None
) -> None:
    page = visitor(kari).visit(STRATEGIES)
    first = page.locator(".checkpoint").first
    expect(first.locator(".stale")).to_have_text("ikke gjennomgått etter mai")
    edge = first.evaluate("row => getComputedStyle(row, '::before').backgroundImage")
    assert "repeating-linear-gradient" in edge
    assert list(violations(page)) == []
    first.get_by_role("button", name="Bekreft uendret").click()
    expect(first.locator(".saved")).to_contain_text("Bekreftet uendret kl.")
    expect(page.locator("#saved")).to_contain_text("Bekreftet uendret kl.")
    expect(first.locator(".facts")).to_contain_text("bekreftet i dag av Kari Nordmann")
    expect(first.locator(".stale")).to_have_count(0)
    expect(first.get_by_role("button", name="Bekreft uendret")).to_be_focused()
    assert list(violations(page)) == []


def test_all_are_confirmed_with_the_revisions_that_swapped_rows_brought(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    page = visitor(kari).visit("/regioner/salten/lop/1/samarbeid/")
    second = page.locator(".checkpoint").nth(1)
    second.get_by_role("link", name="Kommenter eller endre").click()
    second.get_by_label("Kommentar").fill("Røst svarer i desember.")
    second.locator(".unfolded [name=save]").click()
    expect(second.locator(".quote")).to_have_text("Røst svarer i desember.")
    page.get_by_role("button", name="Bekreft alle åpne som uendret").click()
    expect(page.get_by_text("2 åpne sjekkpunkter er bekreftet uendret.")).to_be_visible()
    steps = AssessmentRevision.objects.filter(step=Kind.CONFIRM)
    assert sorted(steps.values_list("text", flat=True)) == [
        "Røst svarer i desember.",
        "Venter på Røst.",
    ]


def test_without_javascript_one_click_confirms_too(
    visitor: Callable[..., Visitor], kari: User, stale: None
) -> None:
    page = visitor(kari, java_script_enabled=False).visit(STRATEGIES)
    page.locator(".checkpoint").first.get_by_role("button", name="Bekreft uendret").click()
    expect(page.locator(".messages")).to_contain_text("Bekreftet uendret kl.")
    expect(page.locator(".checkpoint").first).to_contain_text("bekreftet i dag av Kari Nordmann")


def test_the_overview_is_hatched_where_nobody_has_looked(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    # Its parallel strand's checkpoint was last looked at in February.
    page = visitor(kari).visit("/oversikt/")
    words = page.locator(".cell .stale")
    expect(words).to_have_text("ikke gjennomgått etter februar")
    mark = words.evaluate("words => getComputedStyle(words, '::before').backgroundImage")
    assert "repeating-linear-gradient" in mark
    expect(page.locator(".legend .stale")).to_have_text("noe åpent er ikke gjennomgått på 90 dager")
    assert list(violations(page)) == []
