"""Several at once in a browser: by keyboard, with a conflict, without JavaScript, undone as one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from checkpoints.models import Assessment, AssessmentRevision, Status
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import violations

MILESTONE = "/regioner/salten/lop/1/samarbeid/"
SEVERAL = f"{MILESTONE}flere/"


def statuses(salten: Region) -> list[str]:
    rows = Assessment.objects.filter(strand=makers.main_strand(salten), milestone__slug="samarbeid")
    return list(rows.order_by("checkpoint__position").values_list("status", flat=True))


def chosen(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "[name=chosen]:checked", "all => all.map(b => b.value)"
    )
    return found


def test_all_that_are_open_are_chosen_by_one_click_saved_and_undone_as_one(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    before = statuses(salten)
    page = visitor(kari).visit(MILESTONE)
    page.locator(f"a[href='{SEVERAL}']").click()
    page.wait_for_load_state()  # the button's script is there
    page.locator("[data-choose-open]").press("Enter")
    still_open = page.locator("[data-open] [name=chosen]").count()
    assert len(chosen(page)) == still_open > 1
    page.locator("[name=status][value=not_applicable]").press("Space")
    page.locator("[name=reason]").fill("Vedtatt i regionrådet")
    page.keyboard.press("Enter")
    expect(page.locator("#messages a")).to_be_visible()
    assert list(violations(page)) == []
    steps = AssessmentRevision.objects.exclude(change_set=None)
    assert (
        list(steps.values_list("status", "reason"))
        == [(Status.NOT_APPLICABLE, "Vedtatt i regionrådet")] * still_open
    )
    page.locator("#messages a").click()
    expect(page.locator("h1")).to_be_visible()
    assert list(violations(page)) == []
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("ol.history details").first).to_be_visible()
    assert list(violations(page)) == []
    assert [one for one in statuses(salten) if one != Status.NOT_STARTED] == [
        one for one in before if one != Status.NOT_STARTED
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_where_two_collide_the_choice_stands_at_the_row(
    visitor: Callable[..., Visitor], kari: User, salten: Region, scripts: bool
) -> None:
    page = visitor(kari, java_script_enabled=scripts).visit(SEVERAL)
    makers.assess(main := makers.main_strand(salten), "samarbeid", 1, Status.ON_HOLD)
    page.locator("[name=chosen]").nth(0).check()
    page.locator("[name=chosen]").nth(1).check()
    page.locator("[name=status][value=in_progress]").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".conflict")).to_be_visible()
    if scripts:
        assert list(violations(page)) == []
    page.locator(".conflict [value=theirs]").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#messages .ds-alert").first).to_be_visible()
    rows = Assessment.objects.filter(strand=main, milestone__slug="samarbeid")
    assert list(rows.order_by("checkpoint__position").values_list("status", flat=True)[:2]) == [
        Status.ON_HOLD, Status.IN_PROGRESS,
    ]  # fmt: skip
