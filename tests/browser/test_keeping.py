"""Nothing typed is lost: bad lines, reloads, two people at once, sessions that expire."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils.translation import gettext, override
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from checkpoints.models import Assessment, Plan, Status
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor

MILESTONE = "/regioner/salten/lop/1/strategiar/"
OFFLINE = (
    "ERR_INTERNET_DISCONNECTED",
    "htmx:sendError",
    "htmx:afterRequest",
)  # what browser and htmx log of it
each_browser = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def one(visitor: Callable[..., Visitor], kari: User) -> Visitor:
    """Kari at a milestone that nobody has touched."""
    one = visitor(kari)
    one.visit(MILESTONE)
    return one


@pytest.fixture
def line(one: Visitor) -> Iterator[Callable[[bool], None]]:
    """Kari's line: `line(False)` cuts it, `line(True)` mends it."""

    def switch(up: bool) -> None:
        one.page.context.set_offline(not up)
        if not up:
            expect(one.page.locator("#connection")).not_to_be_empty()

    yield switch
    one.troubles[:] = [each for each in one.troubles if not any(word in each for word in OFFLINE)]


def nb(words: str) -> str:
    with override("nb"):
        return gettext(words)


def row(page: Page, number: int = 0) -> Locator:
    return page.locator(".checkpoint").nth(number)


def unfold(page: Page, number: int = 0) -> Locator:
    row(page, number).locator(".links a[href*=sjekkpunkt]").first.click()
    expect(row(page, number).locator(".unfolded")).to_be_visible()
    return row(page, number)


def comment(unfolded: Locator) -> Locator:
    return unfolded.locator("textarea")


def submit(unfolded: Locator) -> None:
    unfolded.locator("form[data-keep] [name=save]").click()


def the_first() -> Assessment:
    return Assessment.objects.get(
        milestone__position=3, checkpoint__position=1, strand__is_main=True
    )


def assessed(salten: Region, *, status: Status = Status.IN_PROGRESS, **changes: Any) -> Assessment:
    """What someone else does with the first checkpoint meanwhile."""
    ola = User.objects.get(name="Ola Dahl")
    return makers.assess(makers.main_strand(salten), 3, 1, status, by=ola, **changes)


# Saved at once


def test_a_finished_change_is_saved_at_once_and_the_focus_stays(one: Visitor) -> None:
    first = unfold(one.page)
    first.get_by_role("radio", name="I gang").check()
    expect(one.page.locator("#saved")).to_contain_text("Lagret kl.")
    expect(first.get_by_role("radio", name="I gang")).to_be_focused()
    expect(first.locator(".tag")).to_contain_text("I gang")
    comment(first).fill("Vi venter på fylket.")
    one.page.keyboard.press("Tab")
    expect(first.locator(".quote")).to_have_text("Vi venter på fylket.")
    expect(first.locator("[name=met_on]")).to_be_focused()
    steps = the_first().revisions.order_by("number").values_list("number", "status", "text")
    assert list(steps) == [(1, "in_progress", ""), (2, "in_progress", "Vi venter på fylket.")]


def test_many_changes_in_a_row_do_not_collide_with_each_other(one: Visitor) -> None:
    first = unfold(one.page)
    for name in ("I gang", "På vent", "I gang", "På vent"):
        first.get_by_role("radio", name=name).check()
        one.page.wait_for_timeout(250)
    comment(first).fill("Ferdig")
    submit(first)
    expect(first.locator(".unfolded")).to_have_count(0)
    expect(first.locator(".conflict")).to_have_count(0)
    expect(first.locator(".quote")).to_have_text("Ferdig")
    assert (the_first().status, the_first().text) == (Status.ON_HOLD, "Ferdig")


def test_save_folds_and_makes_no_step_of_what_is_saved_already(one: Visitor) -> None:
    first = unfold(one.page)
    first.get_by_role("radio", name="I gang").check()
    expect(first.locator(".unfolded .saved")).to_contain_text("Lagret kl.")
    submit(first)
    expect(first.locator(".unfolded")).to_have_count(0)
    assert the_first().revision == 1


def test_a_reason_goes_with_the_next_change_and_is_used_once(one: Visitor) -> None:
    first = unfold(one.page)
    first.get_by_label("Hvorfor endrer du").fill("Nytt mandat")
    first.get_by_role("radio", name="I gang").check()
    expect(first.locator(".unfolded .saved")).to_contain_text("Lagret kl.")
    expect(first.get_by_label("Hvorfor endrer du")).to_have_value("")
    assert the_first().revisions.get().reason == "Nytt mandat"


def test_what_is_not_right_yet_is_said_quietly_and_saved_when_it_is(
    visitor: Callable[..., Visitor], kari: User
) -> None:
    page = visitor(kari).visit("/regioner/salten/lop/1/prosjektorganisasjon/")
    question = page.locator(".checkpoint", has_text="Spørsmål").first
    question.locator(".links a[href*=sjekkpunkt]").first.click()
    answer = comment(question)
    answer.fill("")
    page.keyboard.press("Tab")
    expect(question.locator(".unfolded .saved")).to_contain_text("Skriv et svar")
    expect(page.locator("#saved")).to_contain_text(nb("Not saved yet:"))
    expect(question.locator("[name=met_on]")).to_be_focused()
    answer.fill("Ja, i kommuneplanen.")
    page.keyboard.press("Tab")
    expect(question.locator(".unfolded .saved")).to_contain_text("Lagret kl.")
    expect(question.locator(".quote")).to_have_text("Ja, i kommuneplanen.")


# Two people at one checkpoint


def test_a_merge_shows_what_the_other_wrote_in_the_form_in_hand(
    one: Visitor, salten: Region
) -> None:
    assessed(salten)
    one.page.reload()
    first = unfold(one.page)
    assessed(salten, text="Vi venter på fylket.")
    first.get_by_role("radio", name="På vent").check()
    expect(comment(first)).to_have_value("Vi venter på fylket.")
    expect(one.page.locator("#saved")).to_contain_text("Ola Dahl")
    expect(first.get_by_role("radio", name="På vent")).to_be_focused()
    assert (the_first().status, the_first().revision) == (Status.ON_HOLD, 3)


def test_without_a_script_a_merge_is_said_on_the_page(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    assessed(salten)
    page = visitor(kari, java_script_enabled=False).visit(MILESTONE)
    first = unfold(page)
    assessed(salten, text="Vi venter på fylket.")
    first.get_by_role("radio", name="På vent").check()
    submit(first)
    expect(page.locator("#messages")).to_contain_text("Ola Dahl")
    expect(row(page).locator(".quote")).to_have_text("Vi venter på fylket.")
    assert (the_first().status, the_first().revision) == (Status.ON_HOLD, 3)


@each_browser
@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("theirs", "Deres tekst"),
        ("yours", "Karis tekst"),
        ("both", "Deres tekst\n\nKaris tekst"),
        ("edit", "Vår tekst"),
    ],
)
def test_of_two_texts_the_person_chooses(
    visitor: Callable[..., Visitor], kari: User, salten: Region, script: bool, choice: str,
    kept: str,
) -> None:  # fmt: skip
    assessed(salten)
    page = visitor(kari, java_script_enabled=script).visit(MILESTONE)
    first = unfold(page)
    assessed(salten, text="Deres tekst")
    comment(first).fill("Karis tekst")
    submit(first)
    alert = first.locator(".conflict")
    expect(alert).to_contain_text("Deres tekst")
    expect(alert).to_contain_text("Karis tekst")
    assert the_first().text == "Deres tekst"
    if choice == "edit":
        comment(first).fill("Vår tekst")
    else:
        alert.locator(f"[value={choice}]").check()
    submit(first)
    expect(first.locator(".unfolded")).to_have_count(0)
    assert the_first().text == kept


def test_what_is_typed_while_a_save_collides_is_still_there(one: Visitor, salten: Region) -> None:
    assessed(salten)
    one.page.reload()
    first = unfold(one.page)
    assessed(salten, status=Status.MET)
    held: list[Route] = []
    one.page.route("**/sjekkpunkt/*/", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no builtin
    with one.page.expect_request("**/sjekkpunkt/*/"):
        first.get_by_role("radio", name="På vent").check()
    comment(first).press_sequentially("Skrevet imens")
    held.pop().continue_()
    expect(first.locator(".conflict")).to_be_visible()
    expect(comment(first)).to_have_value("Skrevet imens")


def test_the_note_stands_under_the_field_in_hand_and_is_one(one: Visitor) -> None:
    first = unfold(one.page)
    height = first.locator(".unfolded form").evaluate("form => form.offsetHeight")
    first.get_by_role("radio", name="I gang").check()
    expect(first.locator("fieldset:has([name=status]) > .saved")).to_contain_text("Lagret kl.")
    comment(first).press_sequentially("Vi venter")
    under = first.locator(".ds-field:has(> textarea) > .saved")
    expect(under).to_have_text(nb("Not saved yet."))
    expect(first.locator(".saved")).to_have_count(1)
    assert first.locator(".unfolded form").evaluate("form => form.offsetHeight") == height
    one.page.keyboard.press("Tab")
    expect(under).to_contain_text("Lagret kl.")
    expect(first.locator(".saved")).to_have_count(1)


def test_what_is_typed_and_taken_back_is_not_told_to_be_unsaved(one: Visitor) -> None:
    first = unfold(one.page)
    comment(first).press_sequentially("V")
    expect(first.locator(".unfolded .saved")).to_have_text(nb("Not saved yet."))
    comment(first).press("Backspace")
    expect(first.locator(".unfolded .saved")).to_have_count(0)


# A bad line


def test_typing_goes_on_without_a_line_and_is_saved_when_it_is_back(
    one: Visitor, line: Callable[[bool], None]
) -> None:
    first = unfold(one.page)
    line(False)
    comment(first).fill("Skrevet i tunnelen")
    one.page.keyboard.press("Tab")
    expect(first.locator(".unfolded .saved")).to_have_text(nb("Not saved yet."))
    expect(comment(first)).to_have_value("Skrevet i tunnelen")
    line(True)
    expect(first.locator(".unfolded .saved")).to_contain_text("Lagret kl.")
    expect(one.page.locator("#connection")).to_have_text("")
    assert the_first().text == "Skrevet i tunnelen"


def test_what_could_not_be_sent_is_saved_when_the_page_is_opened_again(
    one: Visitor, line: Callable[[bool], None]
) -> None:
    first = unfold(one.page)
    line(False)
    comment(first).fill("Skrevet i tunnelen")
    one.page.keyboard.press("Tab")
    row(one.page, 1).get_by_role("checkbox").check()
    expect(row(one.page, 1).locator(".saved")).to_have_text(nb("Not saved yet."))
    expect(row(one.page, 1).get_by_role("checkbox")).to_be_checked()
    one.page.wait_for_timeout(2_500)  # both are tried again, in vain
    expect(row(one.page, 1).locator(".saved")).to_have_text(nb("Not saved yet."))
    expect(row(one.page, 0).locator(".saved")).to_have_text(nb("Not saved yet."))
    one.page.close()
    line(True)
    one.page = one.page.context.new_page()
    one.visit(MILESTONE)
    expect(row(one.page).locator(".unfolded .saved")).to_contain_text("Lagret kl.")
    expect(row(one.page, 1).locator(".tag")).to_contain_text("Oppfylt")
    saved = Assessment.objects.filter(milestone__position=3, strand__is_main=True)
    assert {(each.status, each.text) for each in saved} == {
        (Status.NOT_STARTED, "Skrevet i tunnelen"),
        (Status.MET, ""),
    }


def test_a_tick_without_a_line_stays_and_is_saved_when_it_is_back(
    one: Visitor, line: Callable[[bool], None]
) -> None:
    line(False)
    box = row(one.page).get_by_role("checkbox")
    box.check()
    expect(row(one.page).locator(".saved")).to_have_text(nb("Not saved yet."))
    expect(box).to_be_checked()
    line(True)
    expect(row(one.page).locator(".saved")).to_contain_text("Lagret kl.")
    assert the_first().status == Status.MET


def test_a_page_that_is_one_form_waits_for_the_line_too(
    one: Visitor, line: Callable[[bool], None]
) -> None:
    page = one.visit(f"{MILESTONE}plan/")
    page.get_by_label("Planlagt slutt").fill("20.11.2016")
    line(False)
    submit(page.locator("main"))
    expect(page.locator("#connection")).not_to_have_text("")
    line(True)
    expect(page.locator("h1")).to_have_text("Strategiar vedteke")
    assert Plan.objects.get(milestone__position=3, strand__is_main=True).revision == 1


# Drafts


def dialogs(page: Page, *, accept: bool) -> list[str]:
    """The kinds of the dialogs that the page opens from now on."""
    seen: list[str] = []

    def answer(dialog: Dialog) -> None:
        seen.append(dialog.type)
        dialog.accept() if accept else dialog.dismiss()

    page.on("dialog", answer)
    return seen


def test_leaving_with_typed_text_warns_and_saving_does_not(one: Visitor) -> None:
    page = one.visit(f"{MILESTONE}plan/")
    seen = dialogs(page, accept=False)
    page.get_by_label("Planlagt slutt").press_sequentially("20.11.2016")
    page.get_by_role("link", name="Kalender").first.click()
    page.wait_for_timeout(300)
    assert seen == ["beforeunload"]
    expect(page.get_by_label("Planlagt slutt")).to_have_value("20.11.2016")
    submit(page.locator("main"))
    expect(page.locator("h1")).to_have_text("Strategiar vedteke")
    assert seen == ["beforeunload"]


def test_a_draft_is_put_back_with_a_notice_and_goes_when_it_is_saved(one: Visitor) -> None:
    page = one.visit(f"{MILESTONE}plan/")
    dialogs(page, accept=True)
    page.get_by_label("Planlagt slutt").press_sequentially("20.11.2016")
    page.reload()
    expect(page.locator(".draft")).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    expect(page.get_by_label("Planlagt slutt")).to_have_value("20.11.2016")
    submit(page.locator("main"))
    expect(page.locator("h1")).to_have_text("Strategiar vedteke")
    one.visit(f"{MILESTONE}plan/")
    expect(page.get_by_label("Planlagt slutt")).to_have_value("20.11.2016")
    expect(page.locator(".draft")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_draft_begins_where_it_began_and_is_put_together_with_what_others_did(
    one: Visitor, salten: Region
) -> None:
    assessed(salten)
    one.page.reload()
    dialogs(one.page, accept=True)
    comment(unfold(one.page)).press_sequentially("Karis tekst")
    assessed(salten, text="Deres tekst", status=Status.ON_HOLD)
    one.page.reload()
    first = unfold(one.page)
    expect(comment(first)).to_have_value("Karis tekst")
    expect(first.get_by_role("radio", name="På vent")).to_be_checked()
    submit(first)
    expect(first.locator(".conflict")).to_contain_text("Deres tekst")
    assert the_first().text == "Deres tekst"


def test_a_draft_can_be_thrown_away(one: Visitor, salten: Region) -> None:
    assessed(salten, text="Som før")
    one.page.reload()
    dialogs(one.page, accept=True)
    comment(unfold(one.page)).press_sequentially("Karis ")
    one.page.reload()
    first = unfold(one.page)
    first.locator(".draft button").click()
    expect(comment(first)).to_have_value("Som før")
    expect(first.locator(".draft")).to_have_count(0)
    assert one.page.evaluate("Object.keys(localStorage)") == []


def test_signing_out_on_purpose_leaves_no_draft_behind(one: Visitor) -> None:
    page = one.visit(f"{MILESTONE}plan/")
    dialogs(page, accept=True)
    page.get_by_label("Planlagt slutt").press_sequentially("20.11.2016")
    page.reload()
    expect(page.locator(".draft")).to_be_visible()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("answer", [True, False], ids=["throws-away", "stays"])
def test_who_signs_out_with_a_draft_is_asked_first(one: Visitor, answer: bool) -> None:
    page = one.visit(f"{MILESTONE}plan/")
    seen = dialogs(page, accept=answer)
    page.get_by_label("Planlagt slutt").press_sequentially("20.11.2016")
    page.get_by_role("button", name="Logg ut").click()
    if answer:
        expect(page.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    else:
        expect(page.get_by_label("Planlagt slutt")).to_have_value("20.11.2016")
    assert seen == ["confirm"]
    assert len(page.evaluate("Object.keys(localStorage)")) == (0 if answer else 1)


def test_who_signs_out_without_a_draft_is_asked_nothing(one: Visitor) -> None:
    seen = dialogs(one.page, accept=False)
    one.page.get_by_role("button", name="Logg ut").click()
    expect(one.page.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    assert seen == []


def test_a_folded_row_tells_of_an_unsettled_collision_and_opens_it(
    one: Visitor, salten: Region
) -> None:
    assessed(salten)
    one.page.reload()
    first = unfold(one.page)
    assessed(salten, text="Deres tekst")
    comment(first).fill("Karis tekst")
    submit(first)
    expect(first.locator(".conflict")).to_be_visible()
    first.locator(".back a").click()
    expect(first.locator(".unfolded")).to_have_count(0)
    expect(first.locator(".unsaved")).to_contain_text(nb("You have text here that is not saved."))
    expect(one.page.locator(".unsaved")).to_have_count(1)
    first.locator(".unsaved button").click()
    expect(comment(first)).to_have_value("Karis tekst")
    expect(first.locator(".unsaved")).to_have_count(0)
    submit(first)
    expect(first.locator(".conflict")).to_contain_text("Deres tekst")
    assert the_first().text == "Deres tekst"


# A session that expires


def sign_in(page: Page, person: User, password: str = "demo") -> None:  # noqa: S107  the demo's own
    expect(page.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    page.get_by_label("E-post").fill(person.email)
    page.get_by_label("Passord").fill(password)
    page.get_by_role("button", name="Logg inn").click()


@each_browser
def test_what_was_typed_is_there_after_signing_in_again(
    visitor: Callable[..., Visitor], kari: User, script: bool
) -> None:
    page = visitor(kari, java_script_enabled=script).visit(MILESTONE)
    first = unfold(page)
    Session.objects.all().delete()
    comment(first).fill("Skrevet for lenge siden")
    submit(first)
    told = nb("You had been signed out. Sign in to go on; what you wrote is kept.")
    expect(page.locator("#messages")).to_have_text(told)
    sign_in(page, kari)
    expect(page.locator(".kept")).to_be_focused()
    expect(comment(row(page))).to_have_value("Skrevet for lenge siden")
    assert not Assessment.objects.filter(milestone__position=3).exclude(text="").exists()
    submit(row(page))
    expect(row(page).locator(".quote")).to_have_text("Skrevet for lenge siden")
    assert the_first().text == "Skrevet for lenge siden"


@each_browser
def test_someone_else_who_signs_in_sees_nothing_of_it(
    visitor: Callable[..., Visitor], kari: User, salten: Region, script: bool
) -> None:
    other = makers.coordinator_of(salten, makers.make_person("Per Annen", password="demo"))
    page = visitor(kari, java_script_enabled=script).visit(MILESTONE)
    first = unfold(page)
    Session.objects.all().delete()
    comment(first).fill("Karis egne ord")
    submit(first)
    sign_in(page, other)
    expect(page.locator(".account")).to_contain_text("Per Annen")
    expect(comment(row(page))).to_have_value("")
    assert "Karis egne ord" not in page.content()


@each_browser
def test_a_tick_that_found_the_session_expired(
    visitor: Callable[..., Visitor], kari: User, script: bool
) -> None:
    """A script sends it again; without one the page says that it was not saved."""
    page = visitor(kari, java_script_enabled=script).visit(MILESTONE)
    Session.objects.all().delete()
    row(page).get_by_role("checkbox").click()  # which may lead away before it is seen to be ticked
    if not script:
        row(page).get_by_role("button", name="Lagre avkryssingen").click()
    sign_in(page, kari)
    if script:
        expect(row(page).locator(".saved")).to_contain_text("Lagret kl.")
        assert the_first().status == Status.MET
    else:
        said = nb("You had been signed out, so what you just did was not saved. Do it again.")
        expect(page.locator("#messages")).to_contain_text(said)
        assert not Assessment.objects.filter(milestone__position=3, strand__is_main=True).exists()


# Keys


def test_b_confirms_the_row_that_has_the_focus_and_is_a_letter_in_a_text(
    one: Visitor, salten: Region
) -> None:
    assessed(salten)
    one.page.reload()
    row(one.page).get_by_role("checkbox").focus()
    one.page.keyboard.press("b")
    expect(row(one.page).locator(".saved")).to_contain_text("kl.")
    assert the_first().revision == 2
    comment(unfold(one.page)).press_sequentially("bb")
    expect(comment(row(one.page))).to_have_value("bb")
    assert the_first().revision == 2
