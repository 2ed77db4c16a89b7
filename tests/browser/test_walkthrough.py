"""The whole line in a browser: sign in, tick, see the overview change, take the report home."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from checkpoints.models import Assessment
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor

MILESTONE = "/regioner/salten/lop/1/strategiar/"


def sign_in(page: Page, person: User) -> None:
    page.get_by_label("E-post").fill(person.email)
    page.get_by_label("Passord", exact=True).fill("demo")
    page.get_by_role("button", name="Logg inn").click()


@pytest.mark.pdf
@pytest.mark.parametrize("javascript", [True, False])
def test_from_sign_in_to_a_ticked_checkpoint_and_a_report(
    visitor: Callable[..., Visitor], kari: User, *, javascript: bool
) -> None:
    one = visitor(java_script_enabled=javascript)
    page = one.visit("/")
    sign_in(page, kari)
    expect(page.get_by_role("heading", name="Salten", level=1)).to_be_visible()

    table = page.get_by_role("table", name="Hovedløp")
    table.get_by_role("link", name="3. Strategiar vedteke").click()
    box = page.get_by_role("checkbox", name="Prosjektorganisasjonen har vedtatt strategier")
    box.check()
    if not javascript:
        page.locator(".checkpoint").first.get_by_role("button", name="Lagre avkryssingen").click()
    expect(page.get_by_text("Lagret kl.").first).to_be_visible()
    expect(page.locator("#steps")).to_contain_text("1 av 4")
    expect(box).to_be_checked()

    page.get_by_role("link", name="Oversikt").click()
    row = page.get_by_role("row").filter(has_text="Salten")
    expect(row.locator("td").nth(2)).to_contain_text("1 av 4")

    page.get_by_role("link", name="Salten").click()
    with page.expect_download() as download:
        page.locator("a.ds-button").first.evaluate("link => link.setAttribute('download', '')")
        page.locator("a.ds-button").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_ticking_and_unticking_needs_one_click_and_keeps_the_focus(
    visitor: Callable[..., Visitor], kari: User
) -> None:
    page = visitor(kari).visit(MILESTONE)
    box = page.get_by_role("checkbox", name="Involverte parter er omforente om strategier")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#saved")).to_contain_text("Lagret kl.")
    expect(page.locator(".checkpoint").nth(1).locator(".tag")).to_contain_text("Oppfylt")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".checkpoint").nth(1).locator(".tag")).to_contain_text("Ikke startet")
    row = Assessment.objects.get(milestone__position=3, strand__is_main=True)
    assert row.revision == 2


def test_a_question_unfolds_when_it_is_ticked_without_an_answer(
    visitor: Callable[..., Visitor], kari: User
) -> None:
    page = visitor(kari).visit("/regioner/salten/lop/1/gjennomforing/")
    page.get_by_role("checkbox", name="Hvordan implementere i planverk").check()
    row = page.locator(".checkpoint").last
    complaint = row.get_by_text("Skriv et svar før du markerer spørsmålet som besvart.")
    expect(complaint.first).to_be_visible()
    row.get_by_role("textbox", name="Svar", exact=False).first.fill("Gjennom økonomiplanen.")
    row.get_by_role("button", name="Lagre", exact=True).click()
    expect(row.locator(".tag")).to_contain_text("Besvart")
    expect(row.get_by_text("Gjennom økonomiplanen.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_on_one_checkpoint_see_both_texts(
    visitor: Callable[..., Visitor], salten: Region, kari: User, *, javascript: bool
) -> None:
    per = makers.coordinator_of(salten, makers.make_person("Per Hansen"))
    pages = [
        visitor(person, java_script_enabled=javascript).visit(MILESTONE) for person in (kari, per)
    ]
    for page, words in zip(pages, ("Karis tekst", "Pers tekst"), strict=True):
        page.locator(".checkpoint").first.get_by_role("link", name="endre").first.click()
        page.locator(".checkpoint").first.get_by_role("textbox", name="Kommentar").fill(words)
    for page in pages:
        page.locator(".checkpoint").first.get_by_role("button", name="Lagre", exact=True).click()
        page.wait_for_load_state()
    late = pages[1].locator(".checkpoint").first
    expect(late.get_by_role("alert").first).to_contain_text("Kari Nordmann")
    expect(late).to_contain_text("Karis tekst")
    expect(late.get_by_role("textbox", name="Kommentar")).to_have_value("Pers tekst")
    late.get_by_role("button", name="Lagre det som er valgt").click()
    expect(pages[1].locator(".checkpoint").first.locator(".quote")).to_contain_text("Pers tekst")


def test_the_language_is_changed_and_stays(visitor: Callable[..., Visitor], kari: User) -> None:
    page = visitor(kari).visit("/oversikt/")
    page.get_by_role("button", name="Nynorsk").click()
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    page.goto(f"{page.url}?q=salten")
    expect(page.locator("html")).to_have_attribute("lang", "nn")


def test_filters_live_in_the_address(visitor: Callable[..., Visitor], salten: Region) -> None:
    makers.make_region("Ofoten", slug="ofoten")
    page = visitor(makers.staff()).visit("/oversikt/")
    page.get_by_label("Søk").fill("fauske")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("link", name="Salten")).to_be_visible()
    expect(page.get_by_role("link", name="Ofoten")).to_have_count(0)
    assert "q=fauske" in page.url
