"""A region's draft in a browser: saved at once, two writers, a bad line, no script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from checkpoints.models import Phase
from regions.models import Region, User
from reports import actions
from reports.models import Answer, Report
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import looked_at, violations
from tests.browser.test_keeping import nb
from tests.reports.writing import address_of, write

PAGES = ("report_draft", "draft_preview")


@pytest.fixture
def per(salten: Region, kari: User) -> User:
    return makers.coordinator_of(salten, makers.make_person("Per Hansen"))


@pytest.fixture
def report(salten: Region, kari: User) -> Report:
    asking = makers.ask_for_reports(salten, phase=Phase.objects.get(slug="fase-2"))
    return makers.report_of(salten, asking)


def question(page: Page, number: int = 0) -> Locator:
    return page.locator(".question").nth(number)


def area(page: Page, number: int = 0) -> Locator:
    return question(page, number).locator("textarea")


def test_an_answer_is_saved_when_one_goes_on_and_the_page_counts_it(
    visitor: Callable[..., Visitor], kari: User, report: Report
) -> None:
    page = visitor(kari).visit(address_of(report))
    missing = page.locator("#standing a[href^='#question-']")
    expect(missing).to_have_count(2)
    area(page).fill("Vi er i rute.")
    area(page, 1).focus()
    expect(question(page).locator(".saved")).to_contain_text("Lagret kl.")
    expect(area(page, 1)).to_be_focused()
    expect(missing).to_have_count(1)
    expect(question(page).locator(".facts")).to_contain_text("Kari Nordmann")
    expect(question(page).locator(".tag")).to_have_attribute("data-state", "met")
    assert Answer.objects.get().text == "Vi er i rute."


def test_save_is_pressed_once_or_twice_and_makes_one_step(
    visitor: Callable[..., Visitor], kari: User, report: Report
) -> None:
    page = visitor(kari).visit(address_of(report))
    area(page).fill("Vi er i rute.")
    for _ in range(2):
        question(page).locator("[name=save]").click()
        expect(question(page).locator(".saved")).to_contain_text("Lagret kl.")
        expect(question(page).locator("[name=save]")).to_be_focused()
    assert Answer.objects.get().revision == 1


def test_two_who_write_on_one_draft_lose_nothing(
    visitor: Callable[..., Visitor], kari: User, per: User, report: Report
) -> None:
    karis, pers = (visitor(one).visit(address_of(report)) for one in (kari, per))
    area(karis).fill("Karis svar")
    area(karis, 1).fill("Karis andre")
    area(karis).focus()
    expect(question(karis, 1).locator(".saved")).to_contain_text("Lagret kl.")
    area(pers).fill("Pers svar")
    question(pers).locator("[name=save]").click()
    conflict = question(pers).locator(".conflict")
    expect(conflict).to_contain_text("Kari Nordmann")
    expect(conflict).to_contain_text("Karis svar")
    expect(area(pers)).to_have_value("Pers svar")
    conflict.get_by_text(nb("Keep both, one after the other")).click()
    question(pers).locator("[name=save]").click()
    expect(question(pers).locator(".saved")).to_contain_text("Lagret kl.")
    expect(conflict).to_have_count(0)
    karis.reload()
    expect(area(karis)).to_have_value("Karis svar\n\nPers svar")
    expect(question(karis).locator(".facts")).to_contain_text("Per Hansen")
    expect(area(karis, 1)).to_have_value("Karis andre")


def test_what_is_typed_while_a_colleague_hands_in_stays_on_the_page(
    visitor: Callable[..., Visitor], kari: User, per: User, report: Report
) -> None:
    page = visitor(kari).visit(address_of(report))
    makers.hand_in(report, per)
    area(page).fill("Enda mer")
    question(page).locator("[name=save]").click()
    expect(question(page).locator("[role=alert]").first).to_be_visible()
    expect(area(page)).to_have_value("Enda mer")


def test_text_that_is_not_saved_is_there_when_the_page_is_opened_again(
    visitor: Callable[..., Visitor], kari: User, report: Report
) -> None:
    one = visitor(kari)
    page = one.visit(address_of(report))
    page.on("dialog", lambda dialog: dialog.accept())
    area(page).press_sequentially("Halvferdig")
    page.wait_for_timeout(500)  # the pause after which a draft is kept
    one.visit("/kalender/")
    one.visit(address_of(report))
    expect(area(page)).to_have_value("Halvferdig")


def test_one_hands_in_with_all_that_is_typed_or_is_told_what_is_not_saved(
    visitor: Callable[..., Visitor], kari: User, per: User, report: Report
) -> None:
    makers.answer_all(report)
    one = visitor(kari)
    page = one.visit(address_of(report))
    area(page).fill("Nytt svar")
    page.locator("[data-hands-in]").click()
    page.wait_for_url("**/lever/")
    expect(page.locator(".handed").first).to_contain_text("Nytt svar")
    expect(page.locator("#not-saved")).to_be_hidden()
    one.visit(address_of(report))
    second = report.round.questions.latest("position")
    write(report, second, "Pers svar", by=per)
    area(page, 1).fill("Karis svar")
    page.locator("[data-hands-in]").click()
    expect(page.locator("#not-saved li:visible a")).to_have_attribute(
        "href", f"{address_of(report)}#question-{second.pk}"
    )
    assert page.url.endswith(address_of(report))
    page.once("dialog", lambda dialog: dialog.accept())
    one.visit(address_of(report, "hand_in"))
    told = page.locator("#not-saved")
    expect(told.locator("li:visible")).to_have_count(1)
    hand_in = page.locator("form[data-keep] [type=submit]")
    hand_in.click()
    expect(told).to_be_focused()
    assert not report.editions.exists()
    hand_in.click()
    expect(told).to_have_count(0)
    assert report.editions.count() == 1


@pytest.mark.parametrize("n", [0, 1])
def test_without_a_script_each_answer_has_its_button(
    visitor: Callable[..., Visitor], kari: User, report: Report, n: int
) -> None:
    page = visitor(kari, java_script_enabled=False).visit(address_of(report))
    area(page, n).fill("Vi er i rute.")
    question(page, n).locator("[name=save]").click()
    expect(page.locator("#messages")).to_contain_text("Lagret kl.")
    expect(area(page, n)).to_have_value("Vi er i rute.")
    assert page.url.endswith(f"#question-{Answer.objects.get().question_id}")


def test_axe_finds_nothing_on_a_draft_with_all_that_stands_beside_it(
    visitor: Callable[..., Visitor], kari: User, report: Report
) -> None:
    edition, staff, region = makers.hand_in(report, kari), makers.staff(), report.region
    question, main = report.round.questions.earliest("position"), makers.main_strand(region)
    checkpoint = makers.wording(main, 1, 1).checkpoint
    remarked: list[dict[str, Any]] = [
        {},
        {"question": question},
        {"strand": main, "checkpoint": checkpoint},
    ]
    for on in remarked:
        actions.add_remark(by=staff, edition=edition, text="Si *mer*.", **on)
    report.refresh_from_db()
    actions.send_back(by=staff, report=report, expected_revision=report.revision, reason="Se her.")
    write(report, question, "Noe annet", by=kari)
    asking = makers.ask_for_reports(region, questions=0, like=report.round)
    actions.agree(by=staff, region=region, event=asking.event, text="Legge fram for rådet")
    again = makers.report_of(region, asking)
    pages = [address_of(one, page) for one in (report, again) for page in PAGES]
    looked_at(visitor, kari, f"/regioner/{region.slug}/rapporter/", *pages)


def test_axe_finds_nothing_where_two_have_written(
    visitor: Callable[..., Visitor], kari: User, per: User, report: Report
) -> None:
    page = visitor(kari).visit(address_of(report))
    write(report, report.round.questions.earliest("position"), "Pers svar", by=per)
    area(page).fill("Karis svar")
    question(page).locator("[name=save]").click()
    expect(question(page).locator(".conflict")).to_be_visible()
    assert list(violations(page)) == []
