"""A walk by keyboard alone: keys, focus, the list of keys, keys switched off, nothing lost."""

import re
from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from playwright.sync_api import Page, expect

from checkpoints.models import Assessment, AssessmentRevision, Status
from regions.history import Kind
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import violations
from tests.browser.test_keeping import dialogs

START = "/regioner/salten/gjennomgang/"
STRATEGIES = f"{START}?lop=1&milepael=strategiar"


@pytest.fixture
def one(visitor: Callable[..., Visitor], kari: User) -> Visitor:
    """Kari at the first of the strategies, which nobody has touched."""
    one = visitor(kari)
    page = one.visit(STRATEGIES)
    page.locator("main .actions a").first.click()
    at(page, 1)
    return one


def at(page: Page, number: int) -> None:
    """The page of a checkpoint by its place; its heading has the focus."""
    expect(page.locator(".focus-place")).to_contain_text(f"{number} ")
    expect(page.locator("h1")).to_be_focused()


def keys(page: Page, *pressed: str) -> None:
    """Pressed once the page listens: it shows its keys then."""
    expect(page.locator("#focus")).to_have_attribute("data-keys", re.compile("on|off"))
    for key in pressed:
        page.keyboard.press(key)


def strategies() -> QuerySet[Assessment]:
    found = Assessment.objects.filter(milestone__slug="strategiar", strand__is_main=True)
    return found.order_by("checkpoint__position")


def rows() -> list[tuple[str, str, str]]:
    """What stands at the strategies now: status, text, due date."""
    return [(row.status, row.text, str(row.due_on or "")) for row in strategies()]


def test_several_checkpoints_by_keyboard_alone(one: Visitor) -> None:
    page = one.page
    assert page.title().startswith("1 ")
    keys(page, "2", "k")
    expect(page.get_by_label("Kommentar")).to_be_focused()
    page.keyboard.type("Bokn 1 og 2: n, p, b og ? er bare bokstaver her.")
    keys(page, "Escape", "f")
    expect(page.get_by_label("Frist")).to_be_focused()
    page.keyboard.type("1.12.2016")
    keys(page, "Control+Enter")
    at(page, 2)
    keys(page, "n")
    at(page, 3)
    keys(page, "p")
    at(page, 2)
    keys(page, "ArrowRight")
    at(page, 3)
    keys(page, "ArrowLeft")
    at(page, 2)
    keys(page, "b")
    at(page, 3)
    keys(page, "3", "Control+Enter")
    at(page, 4)
    keys(page, "n")
    expect(page).to_have_url(re.compile("/ferdig/"))
    expect(page.locator("h1")).to_be_focused()
    text = "Bokn 1 og 2: n, p, b og ? er bare bokstaver her."
    assert rows() == [
        (Status.IN_PROGRESS, text, "2016-12-01"),
        (Status.NOT_STARTED, "", ""),
        (Status.MET, "", ""),
    ]
    (confirmed,) = AssessmentRevision.objects.filter(step=Kind.CONFIRM)
    assert confirmed.checkpoint.position == 2
    assert list(violations(page)) == []


def test_arrows_among_the_statuses_choose_a_status(one: Visitor) -> None:
    keys(one.page, "1", "ArrowRight")
    expect(one.page.get_by_role("radio", name="I gang")).to_be_checked()
    keys(one.page, "5")
    expect(one.page.get_by_role("radio", name="Ikke aktuelt")).to_be_focused()
    expect(one.page.locator(".focus-place")).to_contain_text("1 ")


def test_the_list_of_keys_opens_by_key_and_by_button_and_gives_the_focus_back(
    one: Visitor,
) -> None:
    page, listed = one.page, one.page.locator("#keys")
    keys(page, "?")
    expect(listed).to_be_visible()
    keys(page, "n")  # the page behind it does nothing
    assert list(violations(page)) == []
    keys(page, "Escape")
    expect(listed).to_be_hidden()
    at(page, 1)
    page.locator("#show-keys").focus()
    keys(page, "Enter")
    expect(listed).to_be_visible()
    listed.get_by_role("button").click()
    expect(page.locator("#show-keys")).to_be_focused()


def test_single_keys_can_be_switched_off_and_stay_off(one: Visitor) -> None:
    page = one.page
    expect(page.locator(".focus-form kbd").nth(1)).to_be_visible()
    page.get_by_role("switch").uncheck()
    expect(page.locator(".focus-form kbd")).to_have_text("Ctrl ↵")
    page.locator("h1").focus()
    keys(page, "n", "2", "b", "?")
    at(page, 1)
    expect(page.get_by_role("radio", name="Ikke startet")).to_be_checked()
    page.reload()
    expect(page.get_by_role("switch")).not_to_be_checked()
    keys(page, "n")
    at(page, 1)
    keys(page, "Control+Enter")  # no single key
    at(page, 2)
    page.get_by_role("switch").check()
    page.locator("h1").focus()
    keys(page, "n")
    at(page, 3)


def test_what_must_be_corrected_and_what_collides_keep_what_was_typed(
    one: Visitor, salten: Region
) -> None:
    page = one.page
    keys(page, "k")
    page.keyboard.type("Karis")
    keys(page, "Escape", "f")
    page.keyboard.type("32.13.2016")
    keys(page, "Control+Enter")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.get_by_label("Kommentar")).to_have_value("Karis")
    makers.assess(makers.main_strand(salten), "strategiar", 1, Status.ON_HOLD, text="Olas")
    page.get_by_label("Frist").fill("1.12.2016")
    keys(page, "Control+Enter")
    expect(page.locator(".conflict")).to_be_focused()
    expect(page.get_by_label("Kommentar")).to_have_value("Karis")
    assert list(violations(page)) == []
    keys(page, "Control+Enter")
    at(page, 2)
    assert rows() == [(Status.ON_HOLD, "Karis", "2016-12-01")]


@pytest.mark.parametrize("leave", ["key", "button", "finish"])
def test_going_on_with_text_that_is_not_saved_asks_nothing_keeps_it_and_says_so(
    one: Visitor, leave: str
) -> None:
    page, there = one.page, one.page.url
    asked = dialogs(page, accept=True)
    keys(page, "k")
    page.keyboard.type("Ikke lagret")
    if leave == "key":
        keys(page, "Escape", "n")
    else:
        page.locator("[rel=next]" if leave == "button" else ".focus-way a").click()
    expect(page.locator("#left")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    assert asked == []
    assert list(violations(page)) == []
    page.locator("#left a").click()
    expect(page).to_have_url(there)
    expect(page.get_by_label("Kommentar")).to_have_value("Ikke lagret")
    expect(page.locator("#left")).to_be_hidden()


def test_leaving_the_walk_with_text_that_is_not_saved_still_warns(one: Visitor) -> None:
    page = one.page
    asked = dialogs(page, accept=True)
    keys(page, "k")
    page.keyboard.type("Ikke lagret")
    page.locator(".breadcrumbs a").first.click()
    expect(page.locator("#focus")).to_have_count(0)
    assert asked == ["beforeunload"]


def test_writing_goes_on_at_the_end_of_what_stands(one: Visitor, salten: Region) -> None:
    makers.assess(makers.main_strand(salten), "strategiar", 1, Status.ON_HOLD, text="Venter.")
    page = one.page
    page.reload()
    keys(page, "k")
    page.keyboard.type(" Lenge.")
    expect(page.get_by_label("Kommentar")).to_have_value("Venter. Lenge.")


def test_a_draft_is_put_back_also_by_the_plain_address_and_goes_when_it_is_saved(
    one: Visitor,
) -> None:
    page = one.page
    keys(page, "k")
    page.keyboard.type("Ikke lagret")
    page.locator("[rel=next]").click()
    at(page, 2)
    keys(page, "p")
    at(page, 1)
    expect(page.locator(".draft")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_label("Kommentar")).to_have_value("Ikke lagret")
    expect(page.locator(".draft")).to_be_visible()
    keys(page, "Control+Enter")
    keys(page, "p")
    expect(page.locator(".draft")).to_have_count(0)


def test_an_impatient_hand_saves_once(one: Visitor) -> None:
    keys(one.page, "2")
    one.page.evaluate("""() => {
      const press = () => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
      press();
      press();
    }""")
    at(one.page, 2)
    assert AssessmentRevision.objects.filter(of=strategies().get()).count() == 1


def test_one_click_makes_oneself_responsible(one: Visitor, kari: User) -> None:
    page = one.page
    page.locator("[name=responsible_name]").fill("Per Hansen")
    page.locator(".me").click()
    expect(page.locator("[name=responsible]")).to_have_value(str(kari.pk))
    expect(page.locator("[name=responsible_name]")).to_have_value("")
    keys(page, "Control+Enter")
    at(page, 2)
    assert strategies().get().responsible == kari


def test_without_javascript_everything_has_a_button(
    visitor: Callable[..., Visitor], kari: User
) -> None:
    page = visitor(kari, java_script_enabled=False).visit(STRATEGIES)
    page.locator("main .actions a").first.click()
    expect(page.locator("#show-keys")).to_be_hidden()
    page.get_by_role("radio", name="I gang").check()
    page.get_by_label("Kommentar").fill("Uten skript")
    page.locator("[name=save]").click()
    at(page, 2)
    page.locator("[name=confirm]").click()
    at(page, 3)
    page.locator("[rel=prev]").click()
    at(page, 2)
    page.locator("[rel=next]").click()
    page.locator("[rel=next]").click()
    expect(page.locator("h1")).to_be_focused()
    assert rows() == [(Status.IN_PROGRESS, "Uten skript", ""), (Status.NOT_STARTED, "", "")]


def test_the_list_of_ones_own_leads_to_a_walk(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    main = makers.main_strand(salten)
    for number in (1, 2):
        makers.assess(main, 3, number, Status.ON_HOLD, responsible=kari, due_on=None)
    page = visitor(kari).visit("/mine/")
    expect(page.locator(".plain > li")).to_have_count(2)
    page.locator("main a[href*=gjennomgang]").click()
    page.locator("main .actions a").first.click()
    at(page, 1)
    keys(page, "b")
    at(page, 2)
    keys(page, "b")
    expect(page.locator(".plain > li")).to_have_count(2)
