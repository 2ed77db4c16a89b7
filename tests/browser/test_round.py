"""A whole round in a browser: drafted, handed in, sent back, handed in again, approved, read."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from checkpoints.models import Assessment, Phase, Status
from regions.models import Region, User
from reports.models import Edition, Remark, Report, Stage
from tests import makers
from tests.browser.conftest import Visitor, first_of
from tests.browser.test_accessibility import looked_at
from tests.reports.stages.stepping import at

type Visits = Callable[..., Visitor]

with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["JavaScript", "no JavaScript"]
)


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper has tests of its own."""
    monkeypatch.setattr("reports.tasks.report_pdf", lambda _content: b"%PDF-1.7")


@pytest.fixture
def report(salten: Region) -> Report:
    phase = Phase.objects.get(slug="fase-2")
    proposes = phase.milestones.get(position=5).checkpoints.get(slug="rapportering")
    asking = makers.ask_for_reports(
        salten, phase=phase, proposes=proposes, due_on=date(2016, 11, 17)
    )
    return makers.report_of(salten, asking)


@pytest.fixture
def ola(salten: Region) -> User:
    return makers.staff(makers.make_person("Ola Stab"))


def write(page: Page, report: Report, text: str) -> None:
    """Answer each question, one after the other."""
    for question in report.round.questions.all():
        place = page.locator(f"#question-{question.pk}")
        place.locator("textarea").fill(text)
        place.locator("[name=save]").click()
        expect(place.locator("[data-state=met]").first).to_be_visible()
        expect(place).to_contain_text(text)  # as the server drew it: not what is only typed


def press(page: Page, then: str) -> None:
    """The button of the form that the page is about."""
    page.locator("main form [name=save]").last.click()
    expect(page).to_have_url(then)


@with_and_without_script
def test_a_whole_round(
    visitor: Visits, kari: User, ola: User, report: Report, script: bool
) -> None:
    coordinator = visitor(kari, java_script_enabled=script)
    staff = visitor(ola, java_script_enabled=script)
    server = coordinator.server

    def goes(page: str, *more: object) -> str:
        return f"{server}{at(report, page, *more)}"

    draft = coordinator.visit(at(report, "report_draft"))
    write(draft, report, "Vi er i rute.")
    draft.locator(f'main a[href="{at(report, "hand_in")}"]').first.click()
    press(draft, goes("hand_in"))
    expect(draft.locator("[name=met]")).to_have_count(1)
    assert Edition.objects.count() == 1

    review = staff.visit(at(report, "review"))
    question = report.round.questions.all()[0]
    box = review.locator(f"#answer-{question.pk}")
    box.locator(".write > summary").click()
    box.locator("textarea").fill("Hva med **planen**?")
    box.locator("[name=save]").first.click()
    expect(review.locator(f"#answer-{question.pk} .remark strong")).to_have_text("planen")
    review.locator(f'main a[href="{at(report, "send_back")}"]').click()
    review.locator("[name=reason]").fill("Si mer om planen.")
    press(review, goes("review"))
    assert Remark.objects.get().sent

    draft = coordinator.visit(at(report, "report_draft"))
    expect(draft.locator("main")).to_contain_text("Si mer om planen.")
    write(draft, report, "Vi er i rute, og planen er vedtatt.")
    coordinator.visit(at(report, "hand_in"))
    press(draft, goes("hand_in"))

    review = staff.visit(at(report, "review"))
    answer = review.locator(f"#answer-{question.pk}")
    expect(answer).to_contain_text("planen er vedtatt")
    expect(answer.locator("details .remark")).to_have_count(1)
    review.locator(f'main a[href="{at(report, "approve")}"]').click()
    review.locator("[name=agreed_1]").fill("Send oss vedtaket.")
    press(review, goes("review"))
    report.refresh_from_db()
    assert (report.stage, Edition.objects.count()) == (Stage.APPROVED, 2)

    ministry = visitor(makers.ministry(), java_script_enabled=script)
    edition = ministry.visit(at(report, "edition", 2))
    expect(edition.locator("main").first).to_contain_text("planen er vedtatt")
    expect(edition.locator("body")).not_to_contain_text("Si mer om planen.")


def test_an_answer_saved_while_the_page_hears_of_another_counts(
    visitor: Visits, kari: User, report: Report
) -> None:
    page = visitor(kari).visit(at(report, "report_draft"))
    held: list[tuple[Route, APIResponse]] = []

    def late(route: Route) -> None:
        """How it stood after the first answer is told when the second is saved."""
        held.append((route, route.fetch()))

    page.route(f"**{at(report, 'report_draft')}", late, times=1)
    write(page, report, "Vi er i rute.")
    route, before = first_of(page, held)
    route.fulfill(response=before)
    expect(page.locator("#standing [data-hands-in]")).to_be_visible()


@with_and_without_script
def test_the_tick_that_a_report_speaks_for_is_made_by_hand(
    visitor: Visits, kari: User, report: Report, script: bool
) -> None:
    makers.answer_all(report)
    page = visitor(kari, java_script_enabled=script).visit(at(report, "hand_in"))
    page.locator("main form [name=save]").click()
    page.locator("main section.next form button").click()
    expect(page.locator("#met-rapportering")).to_be_checked()
    row = Assessment.objects.get(checkpoint__slug="rapportering")
    assert (row.status, row.changed_by) == (Status.MET, kari)


def test_taken_back_before_anybody_reads_it(visitor: Visits, kari: User, report: Report) -> None:
    makers.hand_in(report, kari)
    one = visitor(kari)
    page = one.visit(at(report, "hand_in"))
    page.locator(f'main a[href="{at(report, "take_back")}"]').click()
    page.locator("[name=reason]").fill("Et tall er feil.")
    press(page, f"{one.server}{at(report, 'report_draft')}")
    expect(page.locator(f"#question-{report.round.questions.all()[0].pk} textarea")).to_be_visible()


def test_a_remark_that_is_typed_and_not_saved_waits_where_it_was_typed(
    visitor: Visits, kari: User, ola: User, report: Report
) -> None:
    """Several forms stand on one page: what is kept of one is not put into another."""
    makers.hand_in(report, kari)
    first, second = (question.pk for question in report.round.questions.all())
    page = visitor(ola).visit(at(report, "review"))
    page.locator(f"#answer-{first} .write > summary").click()
    page.locator(f"#answer-{first} textarea").fill("Ikke lagret")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(f"#answer-{first} textarea")).to_have_value("Ikke lagret")
    expect(page.locator(f"#answer-{first} textarea")).to_be_visible()
    expect(page.locator(f"#answer-{second} textarea")).to_have_value("")


def test_the_pages_hold_for_everyone(
    visitor: Visits, kari: User, ola: User, report: Report
) -> None:
    makers.answer_all(report)
    looked_at(visitor, kari, at(report, "hand_in"))
    makers.hand_in(report, kari)
    looked_at(visitor, kari, at(report, "hand_in"), at(report, "take_back"))
    pages = ("review", "add_remark", "send_back", "approve", "report_history")
    looked_at(visitor, ola, *(at(report, page) for page in pages))
    looked_at(visitor, ola, "/regioner/salten/avtalt/")
