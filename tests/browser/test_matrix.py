"""The matrix in a browser: by keyboard alone, on a phone, on paper, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from checkpoints.models import Status
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor

# The row and the column of what has the focus, and its words.
FOCUS = """() => {
    const one = document.activeElement, cell = one.closest("#matrix :is(th, td)");
    return cell && [cell.parentElement.rowIndex, cell.cellIndex, one.textContent.trim()];
}"""


@pytest.fixture
def staff(salten: Region) -> User:
    for name, slug in (("Ofoten", "ofoten"), ("Vesterålen", "vesteralen")):
        region = makers.make_region(name, slug=slug)
        makers.assess(makers.main_strand(region), 1, 1, Status.ON_HOLD)
    return makers.staff()


def grid(page: Page) -> Page:
    """The overview once its script is there."""
    expect(page.get_by_role("grid")).to_be_visible()
    return page


def pressed(page: Page, *keys: str) -> list[tuple[int, int]]:
    """Where each key leads: the row and the column."""
    places = []
    for key in keys:
        page.keyboard.press(key)
        row, column, _words = page.evaluate(FOCUS)
        places.append((row, column))
    return places


def place_of(one: Locator) -> FloatRect:
    found = one.bounding_box()
    assert found
    return found


def test_tab_stops_once_in_the_matrix_and_arrows_go_from_cell_to_cell(
    visitor: Callable[..., Visitor], staff: User
) -> None:
    page = grid(visitor(staff).visit("/oversikt/"))
    assert page.locator("#matrix [tabindex='0']").count() == 1
    page.locator("#matrix [tabindex='0']").focus()
    assert page.evaluate(FOCUS)[:2] == [1, 0]
    assert pressed(page, "ArrowRight", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp") == [
        (1, 1), (2, 1), (3, 1), (3, 2), (2, 2),
    ]  # fmt: skip
    assert pressed(page, "Home", "ArrowLeft", "End", "ArrowRight") == [
        (2, 0), (2, 0), (2, 6), (2, 6),
    ]  # fmt: skip
    assert pressed(page, "Control+Home", "Control+End", "PageUp", "PageDown") == [
        (0, 0), (3, 6), (0, 6), (3, 6),
    ]  # fmt: skip
    assert page.locator("#matrix [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS)[:2] == [3, 6]


def test_a_cell_is_opened_and_back_leads_to_the_same_regions(
    visitor: Callable[..., Visitor], staff: User
) -> None:
    page = grid(visitor(staff).visit("/oversikt/?status=on_hold&tetthet=tett"))
    page.locator("#matrix [tabindex='0']").focus()
    assert pressed(page, "ArrowDown", "ArrowRight", "ArrowRight")[1:] == [(2, 0), (2, 1)]
    words = page.evaluate(FOCUS)[2]
    page.keyboard.press("Enter")
    page.wait_for_url("**/regioner/salten/lop/1/prosjektorganisasjon/?status=on_hold&tetthet=tett")
    page.go_back()
    assert page.url.endswith("/oversikt/?status=on_hold&tetthet=tett")
    expect(page.locator("#matrix")).to_contain_text(words)


def test_strands_unfold_and_the_focus_stays(visitor: Callable[..., Visitor], staff: User) -> None:
    page = grid(visitor(staff).visit("/oversikt/"))
    page.locator("#unfold-salten").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/oversikt/?apne=salten#unfold-salten")
    grid(page)
    expect(page.locator("#unfold-salten")).to_be_focused()
    expect(page.locator("#unfold-salten")).to_have_attribute("aria-expanded", "true")
    assert page.locator("#region-salten tr").count() == 2
    assert pressed(page, "ArrowDown", "ArrowRight") == [(3, 0), (3, 1)]


def test_a_screen_reader_gets_each_thing_once(visitor: Callable[..., Visitor], staff: User) -> None:
    page = grid(visitor(staff).visit("/oversikt/?q=ofoten"))
    table = page.get_by_role("grid")
    expect(table).to_have_accessible_description(page.locator("#grid-help").inner_text())
    assert page.locator(".matrix-box[tabindex]").count() == 0
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").all_inner_texts() == ["Ofoten"]
    first = row.get_by_role("gridcell").first
    assert first.get_by_role("link").count() == 1
    expect(first.get_by_role("link")).to_have_accessible_name("0 av 6 på vent")


def test_filters_that_are_not_chosen_do_not_stand_in_the_address(
    visitor: Callable[..., Visitor], staff: User
) -> None:
    page = grid(visitor(staff).visit("/oversikt/?tetthet=tett"))
    page.locator("[name=status]").select_option("on_hold")
    page.locator("form.filters [type=submit]").press("Enter")
    page.wait_for_url("**status=on_hold**")
    assert page.url.partition("?")[2] == "status=on_hold&tetthet=tett"


def test_headings_stay_while_the_box_is_scrolled(
    visitor: Callable[..., Visitor], staff: User
) -> None:
    for number in range(20):
        makers.make_region(f"Region {number}")
    page = grid(visitor(staff, width=640).visit("/oversikt/"))
    page.locator(".matrix-box").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    heading = page.locator("#matrix thead th").first
    assert abs(place_of(heading)["y"] - place_of(page.locator(".matrix-box"))["y"]) < 5
    # What has the focus is never behind them.
    page.locator("#matrix tbody tr").last.locator("a").first.focus()
    pressed(page, *["ArrowUp"] * 20)
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert top >= place_of(heading)["y"] + place_of(heading)["height"] - 1


def test_on_a_phone_it_is_a_list(visitor: Callable[..., Visitor], staff: User) -> None:
    page = grid(visitor(staff, width=320).visit("/oversikt/"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    row = page.locator("#region-ofoten tr").first
    head, first, second = (place_of(row.locator("th, td").nth(place)) for place in range(3))
    assert head["y"] < first["y"] < second["y"]
    assert first["x"] == second["x"]
    label = row.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.strip('"').startswith("1. Prosjektorganisasjon")


def test_without_javascript_it_is_a_table_with_links(
    visitor: Callable[..., Visitor], staff: User
) -> None:
    page = visitor(staff, java_script_enabled=False).visit("/oversikt/")
    assert page.get_by_role("grid").count() == 0
    assert page.locator("#matrix [tabindex]").count() == 0
    expect(page.locator("#grid-help")).to_be_hidden()
    page.locator("#unfold-salten").click()
    assert page.locator("#region-salten tr").count() == 2
    page.locator("[name=status]").select_option("on_hold")
    page.locator("form.filters [type=submit]").click()
    assert "status=on_hold" in page.url
    assert page.locator("#matrix tbody").count() == 3


def test_headings_are_repeated_on_paper(visitor: Callable[..., Visitor], staff: User) -> None:
    page = grid(visitor(staff).visit("/oversikt/"))
    page.emulate_media(media="print")
    head = page.locator("#matrix thead")
    assert head.evaluate("one => getComputedStyle(one).display") == "table-header-group"
    assert page.locator(".matrix-box").evaluate("b => getComputedStyle(b).overflow") == "visible"
    for unseen in (".tabs", "form.filters", ".looks", "#grid-help"):
        expect(page.locator(unseen).first).to_be_hidden()
