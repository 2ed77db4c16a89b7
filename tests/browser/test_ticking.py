"""Ticking in a browser: what is typed is kept, the focus has a place, and failures are told."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from checkpoints.models import Assessment, Status
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor

MILESTONE = "/regioner/salten/lop/1/strategiar/"


@pytest.fixture
def one(visitor: Callable[..., Visitor], kari: User) -> Visitor:
    """Kari at a milestone that nobody has touched."""
    one = visitor(kari)
    one.visit(MILESTONE)
    return one


def row(page: Page, number: int = 0) -> Locator:
    return page.locator(".checkpoint").nth(number)


def unfold(page: Page, number: int = 0) -> Locator:
    row(page, number).get_by_role("link", name="endre").first.click()
    expect(row(page, number).locator(".unfolded")).to_be_visible()
    return row(page, number)


def save(unfolded: Locator) -> None:
    unfolded.locator("[name=save]").click()


@pytest.mark.parametrize("typed", ["31.02.2016", "31.1", "i morgen"])
def test_a_date_that_is_none_is_refused_and_the_saved_one_stays(
    one: Visitor, salten: Region, typed: str
) -> None:
    plan = makers.plan(makers.main_strand(salten), 3, "2016-06-01", "2016-12-31")
    page = one.visit(f"{MILESTONE}plan/")
    expect(page.get_by_label("Planlagt slutt")).to_have_value("31.12.2016")
    page.get_by_label("Planlagt slutt").fill(typed)
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.get_by_label("Planlagt slutt")).to_have_value(typed)
    plan.refresh_from_db()
    assert plan.ends_on == date(2016, 12, 31)
    page.get_by_label("Planlagt slutt").fill("20112016")
    page.get_by_label("Hvorfor flytter du planen?").fill("Valget")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Strategiar vedteke")
    plan.refresh_from_db()
    assert plan.ends_on == date(2016, 11, 20)


def test_an_unfolded_row_has_no_checkbox_that_would_throw_its_words_away(one: Visitor) -> None:
    first = unfold(one.page)
    expect(first.locator("[name=met]")).to_have_count(0)
    expect(first.locator("> .sign")).to_be_visible()
    first.get_by_role("link", name="Lukk").click()
    expect(first.locator("[name=met]")).to_have_count(1)


def test_two_unfolded_rows_share_no_id(one: Visitor) -> None:
    unfold(one.page, 0)
    unfold(one.page, 1).get_by_text("Oppfylt", exact=True).click()
    expect(row(one.page, 0).get_by_role("radio", name="Ikke startet")).to_be_checked()
    ids = one.page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_the_focus_follows_unfolding_saving_closing_and_escape(one: Visitor) -> None:
    first = unfold(one.page)
    link = first.get_by_role("link", name="Kommenter eller endre")
    expect(first.get_by_role("radio", name="Ikke startet")).to_be_focused()
    one.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    one.page.keyboard.press("Enter")
    first.get_by_label("Frist").fill("32.13.2016")
    one.page.keyboard.press("Escape")
    expect(first.get_by_role("link", name="Lukk")).to_be_focused()  # what is written stays
    save(first)
    expect(first.locator(".ds-error-summary")).to_be_focused()
    first.get_by_label("Frist").fill("1.12.2016")
    save(first)
    expect(link).to_be_focused()


def test_a_conflict_has_the_focus_and_its_button_says_what_it_does(
    one: Visitor, salten: Region
) -> None:
    first = unfold(one.page)
    makers.assess(makers.main_strand(salten), 3, 1, Status.ON_HOLD, text="Pers tekst")
    first.get_by_label("Kommentar").fill("Karis tekst")
    save(first)
    expect(first.get_by_role("alert")).to_be_focused()
    save(first)
    expect(first.locator(".quote")).to_have_text("Karis tekst")


def test_two_who_wanted_the_same_tick_do_not_collide(one: Visitor, salten: Region) -> None:
    makers.assess(makers.main_strand(salten), 3, 1)
    row(one.page).get_by_role("checkbox").check()
    expect(row(one.page).locator(".saved")).to_contain_text("Lagret kl.")
    assert Assessment.objects.get(milestone__position=3, strand__is_main=True).revision == 1


def test_what_was_saved_is_said_by_name_each_time(one: Visitor) -> None:
    for number, name in enumerate(("Prosjektorganisasjonen har", "Involverte parter er")):
        row(one.page, number).get_by_role("checkbox").check()
        expect(one.page.locator("#saved")).to_contain_text(name)
        expect(one.page.locator(".checkpoint > .saved")).to_have_count(1)


@pytest.mark.parametrize(("status", "words"), [(403, "for gammel"), (500, "gikk galt")])
def test_a_tick_that_failed_is_said_and_taken_back(one: Visitor, status: int, words: str) -> None:
    one.page.route("**/hak/", lambda route: route.fulfill(status=status))
    box = row(one.page).get_by_role("checkbox")
    box.click()
    expect(one.page.locator("#saved")).to_contain_text("Ikke lagret.")
    expect(row(one.page).locator(".saved")).to_contain_text(words)
    expect(box).not_to_be_checked()
    one.page.unroute("**/hak/")
    box.click()
    expect(row(one.page).locator(".saved")).to_contain_text("Lagret kl.")
    one.troubles.clear()  # htmx and the browser log what failed


def test_a_tick_that_is_taken_back_brings_what_stands_around_the_rows_up_to_date(
    one: Visitor, salten: Region
) -> None:
    strand = makers.main_strand(salten)
    for slug in ("vedtatt", "omforent", "retning", "mandat"):
        makers.assess(strand, "strategiar", slug, text="Ja.", when="2016-10-03")
    page = one.visit(MILESTONE)
    expect(page.locator("#confirm-open")).to_have_count(0)
    page.locator(".checkpoint [name=met]").first.click()
    expect(page.locator("#confirm-open")).to_have_count(1)
    expect(page.locator("#ways a")).to_have_count(2)
    expect(page.locator("#standing")).to_contain_text("gjenåpnet 20. november 2016")
    expect(row(page).get_by_role("link", name="Angre")).to_be_visible()
    page.locator(".checkpoint [name=met]").first.click()
    expect(page.locator("#confirm-open")).to_have_count(0)
    expect(row(page).locator(".facts")).to_contain_text("3. oktober 2016")


def test_a_session_that_has_expired_leads_to_sign_in_and_back(one: Visitor) -> None:
    one.page.context.clear_cookies(name="sessionid")
    row(one.page).get_by_role("checkbox").click()
    expect(one.page.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    one.page.get_by_label("E-post").fill("kari.nordmann@example.no")
    assert one.page.url.endswith("/hak/")  # which leads on to the page and sends the tick again


def test_a_text_area_that_was_drawn_larger_breaks_no_policy(one: Visitor) -> None:
    first = unfold(one.page)
    first.locator("textarea").evaluate("area => area.style.height = '300px'")
    first.get_by_label("Frist").fill("i morgen")
    save(first)
    expect(first.locator(".ds-error-summary")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_pages_fit_their_width(
    visitor: Callable[..., Visitor], kari: User, salten: Region, width: int
) -> None:
    page = visitor(kari, width=width).visit("/regioner/salten/")
    names = page.locator(".strand tbody th")
    assert names.first.evaluate("name => name.offsetWidth") >= min(180, width / 2)
    page = visitor(kari, width=width).visit("/oversikt/")
    inside, shown = page.locator("html").evaluate("page => [page.scrollWidth, page.clientWidth]")
    assert inside <= shown
