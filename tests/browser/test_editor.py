"""Writing in a little Markdown: buttons, keys, a preview by the server, a count of what is left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from checkpoints.models import Assessment
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import violations
from tests.browser.test_keeping import comment, nb, row, submit, unfold

MILESTONE = "/regioner/salten/lop/1/strategiar/"


@pytest.fixture
def page(visitor: Callable[..., Visitor], kari: User) -> Page:
    page = visitor(kari).visit(MILESTONE)
    unfold(page)
    return page


@pytest.fixture
def text(page: Page) -> Locator:
    return comment(row(page))


def tool(page: Page, name: str) -> Locator:
    return page.locator(f"[data-tool={name}]")


def mark(text: Locator, words: str) -> None:
    """Mark words in the text, as with shift and the arrows."""
    text.evaluate(
        "(text, words) => { const at = text.value.indexOf(words);"
        " text.focus(); text.setSelectionRange(at, at + words.length) }",
        words,
    )


def test_keys_make_words_bold_and_italic_and_can_be_undone(page: Page, text: Locator) -> None:
    text.press_sequentially("Vedtatt i fem kommuner")
    mark(text, "Vedtatt")
    page.keyboard.press("Control+b")
    expect(text).to_have_value("**Vedtatt** i fem kommuner")
    mark(text, "fem")
    page.keyboard.press("Control+i")
    expect(text).to_have_value("**Vedtatt** i *fem* kommuner")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("**Vedtatt** i fem kommuner")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("Vedtatt i fem kommuner")
    mark(text, "Vedtatt")
    for _ in range(2):  # the words stay marked: a second time takes it back
        page.keyboard.press("Control+b")
    expect(text).to_have_value("Vedtatt i fem kommuner")


def test_without_marked_words_one_writes_between_the_signs(page: Page, text: Locator) -> None:
    text.focus()
    page.keyboard.press("Control+b")
    page.keyboard.type("klart")
    expect(text).to_have_value("**klart**")


def test_the_buttons_are_reached_by_keyboard(page: Page, text: Locator) -> None:
    text.press_sequentially("Giske\nSula")
    text.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(tool(page, "bold")).to_be_focused()
    for name in ("italic", "list"):
        page.keyboard.press("ArrowRight")
        expect(tool(page, name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_have_value("- Giske\n- Sula")
    expect(text).to_be_focused()
    tool(page, "numbers").click()
    expect(text).to_have_value("1. Giske\n2. Sula")
    tool(page, "numbers").click()
    expect(text).to_have_value("Giske\nSula")
    page.keyboard.press("Tab")
    expect(row(page).locator("[name=met_on]")).to_be_focused()


def test_bold_goes_item_by_item(page: Page, text: Locator) -> None:
    text.fill("- Giske\n\n> Sula")
    text.press("Control+a")
    page.keyboard.press("Control+b")
    expect(text).to_have_value("- **Giske**\n\n> **Sula**")


def test_enter_goes_on_with_a_list_and_ends_it(page: Page, text: Locator) -> None:
    text.press_sequentially("1. Giske\nSula\n\nSlutt")
    expect(text).to_have_value("1. Giske\n2. Sula\nSlutt")


def test_a_link_is_made_of_words_or_of_an_address(page: Page, text: Locator) -> None:
    text.press_sequentially("Se saken")
    mark(text, "saken")
    tool(page, "link").click()
    page.keyboard.type("https://example.no/32")
    expect(text).to_have_value("Se [saken](https://example.no/32)")
    text.fill("https://example.no/32")
    text.press("Control+a")
    tool(page, "link").click()
    page.keyboard.type("saken")
    expect(text).to_have_value("[saken](https://example.no/32)")


def test_what_the_tools_write_is_saved_at_once(page: Page, text: Locator) -> None:
    text.fill("Giske")
    text.press("Control+a")
    page.keyboard.press("Control+b")
    page.keyboard.press("Tab")
    expect(row(page).locator(".quote strong")).to_have_text("Giske")
    assert Assessment.objects.latest("pk").text == "**Giske**"


def test_the_preview_follows_what_is_written(page: Page, text: Locator) -> None:
    text.press_sequentially("- **Giske**")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    preview = page.locator(".words-preview")
    expect(preview.locator("li strong")).to_have_text("Giske")
    expect(tool(page, "preview")).to_have_attribute("aria-expanded", "true")
    text.press_sequentially("\n*Sula*")
    expect(preview.locator("li em")).to_have_text("Sula")
    text.fill("<script>alert(1)</script> <b>nei</b>")
    expect(preview).to_have_text("<script>alert(1)</script> <b>nei</b>")
    tool(page, "preview").click()
    expect(preview).to_have_count(0)


def test_the_count_is_shown_near_the_end_and_said_after_a_pause(page: Page, text: Locator) -> None:
    counter, said = page.locator(".counter"), page.locator(".below [role=status]")
    text.fill("👍" * 2600)
    expect(counter).to_have_text("")
    text.fill("👍" * 2900)
    expect(counter).to_have_text(nb("Characters left: {n}").replace("{n}", "100"))
    expect(said).to_have_text(nb("Characters left: {n}").replace("{n}", "100"))
    text.fill("👍" * 3027)
    expect(counter).to_have_text(nb("Characters too many: {n}").replace("{n}", "27"))
    expect(text).to_have_value("👍" * 3027)  # nothing typed is cut


def test_the_text_area_grows_with_its_words(page: Page, text: Locator) -> None:
    low = text.evaluate("text => text.offsetHeight")
    text.fill("En linje\n" * 15)
    assert text.evaluate("text => text.offsetHeight") > low + 100
    assert text.evaluate("text => text.scrollHeight - text.clientHeight") <= 1


def test_axe_finds_nothing_with_the_editor_open(page: Page, text: Locator) -> None:
    text.fill("- **Giske**\n\n> " + "Sula" * 60 + "\n\n" + "[saken](https://example.no/32) " * 90)
    page.locator(".unfolded .more > summary").click()
    tool(page, "preview").click()
    expect(page.locator(".words-preview li")).to_have_text("Giske")
    expect(page.locator(".counter")).not_to_be_empty()
    assert list(violations(page)) == []


def test_without_javascript_a_button_shows_the_words(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    page = visitor(kari, java_script_enabled=False).visit(MILESTONE)
    unfold(page)
    before = Assessment.objects.count()
    assert page.locator(".tools").count() == 0
    comment(row(page)).fill("- **Giske**")
    page.locator("[name=preview]").click()
    expect(page.locator(".words-preview li strong")).to_have_text("Giske")
    expect(comment(row(page))).to_have_value("- **Giske**")
    assert Assessment.objects.count() == before
    row(page).get_by_role("radio", name="I gang").check()
    submit(row(page))
    expect(row(page).locator(".quote strong")).to_have_text("Giske")


def test_what_is_unsure_is_settled_by_one_click(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    makers.assess(makers.main_strand(salten), 3, 1, by=kari, unsure=True)
    page = visitor(kari).visit(MILESTONE)
    row(page).locator(".doubt button").click()
    expect(row(page).locator(".doubt")).to_have_count(0)
    expect(row(page).locator(".unsure")).to_have_count(0)
    expect(page.locator("#saved")).to_contain_text("Lagret kl.")
