"""Evidence in a browser: dropped, pasted, chosen by keyboard, on a bad line, without JavaScript."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from checkpoints.models import Attachment, Evidence
from regions.models import User
from tests.browser.conftest import Visitor, first_of

MILESTONE = "/regioner/salten/lop/1/strategiar/"


@pytest.fixture
def one(visitor: Callable[..., Visitor], kari: User) -> Visitor:
    one = visitor(kari)
    one.visit(MILESTONE)
    return one


@pytest.fixture
def evidence(one: Visitor) -> Page:
    """The page of evidence of the first checkpoint."""
    one.page.get_by_role("link", name="Legg ved dokumentasjon").first.click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Dokumentasjon")
    return one.page


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(made, "PNG")
    return made.getvalue()


def transfer(*files: tuple[str, bytes, str]) -> str:
    """A script that makes a DataTransfer with files of (name, content, type)."""
    listed = [(name, b64encode(content).decode(), kind) for name, content, kind in files]
    return f"""const data = new DataTransfer();
        for (const [name, content, type] of {json.dumps(listed)}) {{
            const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
            data.items.add(new File([bytes], name, {{ type }}));
        }}"""


def drop(target: Locator, *files: tuple[str, bytes, str]) -> None:
    """Drag files over a place and let them go."""
    target.evaluate(f"""(target) => {{ {transfer(*files)}
        for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(
            new DragEvent(type, {{ bubbles: true, cancelable: true, dataTransfer: data }}));
    }}""")


def paste(page: Page, script: str) -> None:
    page.evaluate(f"""() => {{ {script}
        document.querySelector("main").dispatchEvent(new ClipboardEvent(
            "paste", {{ bubbles: true, cancelable: true, clipboardData: data }}));
    }}""")


def titles(page: Page) -> Locator:
    return page.locator(".piece-words a")


def test_files_that_are_dropped_are_sent_one_by_one(evidence: Page) -> None:
    drop(
        evidence.locator(".drop"),
        ("Kart.png", png(), "image/png"),
        ("Tom.txt", b"", "text/plain"),
        ("Notat.txt", b"Vedtatt.", "text/plain"),
    )
    expect(titles(evidence)).to_have_text(["Kart", "Notat"])
    refused = evidence.locator(".upload")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("Tom.txt")
    expect(evidence.locator("#uploads-said")).to_contain_text("Lagt ved: Notat.")
    refused.get_by_role("button", name="Fjern fra listen").click()
    expect(refused).to_have_count(0)


def test_a_drop_on_a_row_attaches_to_its_checkpoint(one: Visitor) -> None:
    row = one.page.locator(".checkpoint").nth(1)
    drop(row, ("Notat.txt", b"Vedtatt.", "text/plain"))
    expect(row.locator(".piece-words a")).to_have_text(["Notat"])
    expect(one.page.locator(".checkpoint").nth(0).locator(".piece")).to_have_count(0)
    attached = Attachment.objects.get()
    assert attached.checkpoint is not None
    assert attached.checkpoint.slug == row.get_attribute("id")


def test_what_is_dropped_beside_a_row_does_not_leave_the_page(one: Visitor) -> None:
    drop(one.page.locator("h1"), ("Notat.txt", b"Vedtatt.", "text/plain"))
    expect(one.page).to_have_url(re.compile(f"{MILESTONE}$"))
    assert Evidence.objects.count() == 0


def test_a_screenshot_is_pasted_and_gets_a_name(evidence: Page) -> None:
    paste(evidence, transfer(("image.png", png(), "image/png")))
    expect(titles(evidence)).to_have_text(re.compile(r"^skjermbilde-\d{4}-\d\d-\d\d-\d{4}$"))


def test_an_address_is_pasted_into_the_form_for_links(evidence: Page) -> None:
    paste(
        evidence,
        'const data = new DataTransfer(); data.setData("text/plain", "https://example.no/sak ");',
    )
    field = evidence.get_by_label("Adresse")
    expect(field).to_have_value("https://example.no/sak")
    expect(field).to_be_focused()
    evidence.keyboard.press("Enter")
    expect(titles(evidence)).to_have_text(["example.no/sak"])


def test_text_that_is_pasted_into_a_field_stays_there(evidence: Page) -> None:
    field = evidence.get_by_label("Tittel").first
    field.evaluate("""(field) => {
        const data = new DataTransfer();
        data.setData("text/plain", "https://example.no/");
        const paste = { bubbles: true, clipboardData: data };
        field.dispatchEvent(new ClipboardEvent("paste", paste));
    }""")
    expect(evidence.get_by_label("Adresse")).to_have_value("")


@pytest.mark.parametrize("javascript", [True, False])
def test_files_are_chosen_and_detached_with_the_keyboard_alone(
    visitor: Callable[..., Visitor], kari: User, tmp_path: Path, *, javascript: bool
) -> None:
    page = visitor(kari, java_script_enabled=javascript).visit(MILESTONE)
    page.get_by_role("link", name="Legg ved dokumentasjon").first.press("Enter")
    paths = []
    for name in ("Første.txt", "Annen.txt"):
        paths.append(tmp_path / name)
        paths[-1].write_text(name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokumentasjon")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Velg filer").press("Space")
    chooser.value.set_files(paths)
    page.get_by_role("button", name="Last opp").press("Enter")
    expect(titles(page)).to_have_text(["Annen", "Første"])
    page.get_by_role("button", name="Ta bort herfra: Annen").press("Enter")
    expect(titles(page)).to_have_text(["Første"])
    page.get_by_role("checkbox", name="Annen").press("Space")
    page.get_by_role("button", name="Legg ved det som er valgt").press("Enter")
    expect(titles(page)).to_have_text(["Annen", "Første"])


def test_the_area_shows_where_the_focus_is(evidence: Page) -> None:
    evidence.get_by_label("Velg filer").focus()
    evidence.keyboard.press("Shift+Tab")
    evidence.keyboard.press("Tab")
    area = evidence.locator(".drop")
    assert area.evaluate("area => getComputedStyle(area).outlineStyle") == "solid"


def test_a_line_that_is_down_is_told_and_the_file_is_sent_again(
    one: Visitor, evidence: Page
) -> None:
    evidence.route("**/filer/", lambda route: route.abort())
    drop(evidence.locator(".drop"), ("Notat.txt", b"Vedtatt.", "text/plain"))
    line = evidence.locator(".upload")
    expect(line).to_contain_text("Det er ingen kontakt med serveren.")
    expect(evidence.locator("#uploads-said")).to_contain_text("Notat.txt")
    assert one.troubles.pop().endswith("ERR_FAILED")  # the browser notes it too
    evidence.unroute("**/filer/")
    line.get_by_role("button", name="Prøv igjen").click()
    expect(titles(evidence)).to_have_text(["Notat"])
    expect(line).to_have_count(0)


def test_the_title_goes_along_with_one_file(evidence: Page, tmp_path: Path) -> None:
    path = tmp_path / "skann0001.txt"
    path.write_text("Vedtatt.")
    evidence.get_by_label("Velg filer").set_input_files(path)
    evidence.get_by_label("Tittel").first.fill("Vedtak i sak 12")
    evidence.get_by_role("button", name="Last opp").click()
    expect(titles(evidence)).to_have_text(["Vedtak i sak 12"])
    expect(evidence.get_by_label("Tittel").first).to_have_value("")


def test_what_was_typed_goes_with_its_file_and_with_no_other(
    evidence: Page, tmp_path: Path
) -> None:
    path = tmp_path / "skann0001.txt"
    path.write_text("Vedtatt.")
    evidence.get_by_label("Velg filer").set_input_files(path)
    evidence.get_by_label("Tittel").first.press_sequentially("Vedtak i sak 12")
    evidence.get_by_label("Dato").first.press_sequentially("20.11.2016")
    evidence.get_by_role("button", name="Last opp").click()
    expect(titles(evidence)).to_have_text(["Vedtak i sak 12"])
    evidence.wait_for_timeout(500)  # a draft is kept after a pause
    assert evidence.evaluate("Object.keys(localStorage)") == []
    evidence.reload()
    expect(evidence.get_by_label("Tittel").first).to_have_value("")
    expect(evidence.get_by_label("Dato").first).to_have_value("")
    drop(evidence.locator(".drop"), ("Notat.txt", b"Et annet.", "text/plain"))
    expect(titles(evidence)).to_have_text(["Notat", "Vedtak i sak 12"])
    assert list(Evidence.objects.order_by("pk").values_list("dated_on", flat=True))[1] is None


def test_a_date_that_is_refused_stays_with_the_file_and_is_put_right(
    evidence: Page, tmp_path: Path
) -> None:
    path = tmp_path / "Notat.txt"
    path.write_text("Vedtatt.")
    evidence.get_by_label("Velg filer").set_input_files(path)
    date = evidence.get_by_label("Dato").first
    date.fill("i fjor")
    evidence.get_by_role("button", name="Last opp").click()
    field = evidence.locator("#upload .ds-field", has=date)
    expect(field.locator(".ds-validation-message")).to_be_visible()
    expect(date).to_be_focused()
    expect(date).to_have_attribute("aria-invalid", "true")
    expect(date).to_have_value("i fjor")
    expect(evidence.locator(".upload")).to_have_count(0)
    assert evidence.get_by_label("Velg filer").evaluate("one => one.files[0].name") == "Notat.txt"
    date.fill("20.11.2016")
    evidence.get_by_role("button", name="Last opp").click()
    expect(titles(evidence)).to_have_text(["Notat"])
    expect(field.locator(".ds-validation-message")).to_have_count(0)
    expect(date).to_have_value("")


def test_all_that_is_refused_is_said_at_once(evidence: Page) -> None:
    names = ("Tom.txt", "Tom.csv", "Tom.pdf")
    drop(evidence.locator(".drop"), *((name, b"", "text/plain") for name in names))
    said = evidence.locator("#uploads-said")
    expect(said).to_contain_text("Tom.txt, Tom.csv, Tom.pdf")
    expect(evidence.locator(".upload")).to_have_count(3)


def test_a_screenshot_that_is_pasted_into_a_field_is_an_upload(evidence: Page) -> None:
    field = evidence.get_by_label("Adresse")
    field.evaluate(f"""(field) => {{ {transfer(("image.png", png(), "image/png"))}
        const paste = {{ bubbles: true, cancelable: true, clipboardData: data }};
        field.dispatchEvent(new ClipboardEvent("paste", paste));
    }}""")
    expect(titles(evidence)).to_have_text(re.compile("^skjermbilde-"))
    expect(field).to_have_value("")


def test_a_file_on_its_way_has_a_bar(evidence: Page) -> None:
    held: list[Route] = []
    evidence.route("**/filer/", lambda route: held.append(route))  # noqa: PLW0108  a built-in will not do
    drop(evidence.locator(".drop"), ("Notat.txt", b"Vedtatt.", "text/plain"))
    expect(evidence.get_by_role("progressbar", name="Notat.txt")).to_be_visible()
    first_of(evidence, held).continue_()
    expect(titles(evidence)).to_have_text(["Notat"])
    expect(evidence.get_by_role("progressbar")).to_have_count(0)
