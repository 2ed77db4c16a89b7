"""axe finds nothing on any page: light and dark, on a phone and on a desk."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from checkpoints.models import Checkpoint
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor

STRANGER = ["/konto/logg-inn/", "/konto/glemt-passord/"]
COORDINATOR = [
    "/regioner/salten/",
    "/regioner/salten/?fase=fase-1",
    "/regioner/salten/lop/1/samarbeid/",
    "/regioner/salten/lop/1/prosjektorganisasjon/sjekkpunkt/{question}/",
    "/regioner/salten/lop/1/samarbeid/historikk/",
    "/regioner/salten/lop/1/samarbeid/sjekkpunkt/{checkpoint}/historikk/",
    "/regioner/salten/lop/1/samarbeid/plan/",
    "/regioner/salten/lop/1/samarbeid/vedtak/ny/",
    "/regioner/salten/statusrapport/",
    "/regioner/salten/personer/",
    "/konto/passord/",
]
STAFF = [
    "/oversikt/",
    "/oversikt/?q=finnes-ikke",
    "/kalender/",
    "/kalender/fase-2/samling-1/",
    "/faser/fase-1/",
    "/faser/fase-2/",
    "/personer/",
    "/personer/ny/",
    "/personer/{person}/",
    "/byregioner/",
    "/byregioner/ny/",
    "/regioner/salten/rediger/",
    "/regioner/salten/kommuner/",
]
WIDTHS = (1280, 320)
CONTRAST = {"runOnly": ["color-contrast"]}  # what dark changes; the rest is the same page


def looked_at(visitor: Callable[..., Visitor], person: User | None, *paths: str) -> None:
    """Each page on a desk and on a phone, light and dark."""
    one = visitor(person)
    for path in paths:
        page = one.visit(path)
        assert page.locator("h1").count() == 1, path
        found = list(violations(page))
        assert not found, f"{path}\n{'\n'.join(found)}"


def violations(page: Page) -> Iterator[str]:
    """What axe finds on the page as it stands, at each width in both schemes."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"wider than {width}"
        for scheme, options in (("light", None), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
            found = Axe().run(page, options=options)
            if found.violations_count:
                yield f"{scheme}, {width}: {found.generate_report()}"


def test_pages_of_a_stranger(visitor: Callable[..., Visitor], salten: Region) -> None:
    looked_at(visitor, None, *STRANGER)


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_a_coordinator(visitor: Callable[..., Visitor], kari: User, half: int) -> None:
    question = Checkpoint.objects.get(milestone__slug="prosjektorganisasjon", kind="question")
    first = Checkpoint.objects.filter(milestone__slug="samarbeid").order_by("position").first()
    assert first is not None
    paths = [path.format(question=question.slug, checkpoint=first.slug) for path in COORDINATOR]
    looked_at(visitor, kari, *paths[half::2])


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_the_staff(visitor: Callable[..., Visitor], kari: User, half: int) -> None:
    paths = [path.format(person=kari.pk) for path in STAFF]
    looked_at(visitor, makers.staff(), *paths[half::2])


def test_what_is_not_there(visitor: Callable[..., Visitor], kari: User) -> None:
    looked_at(visitor, kari, "/regioner/finnes-ikke/")


def test_a_form_with_errors_and_a_conflict(visitor: Callable[..., Visitor], kari: User) -> None:
    path = "/regioner/salten/lop/1/samarbeid/"
    page = visitor(kari).visit(f"{path}plan/")
    page.locator("[name=revision]").evaluate("field => field.value = 1")
    page.get_by_label("Planlagt slutt").fill("31.12.2016")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert list(violations(page)) == []
    page = visitor(kari).visit(f"{path}vedtak/ny/")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert list(violations(page)) == []
