"""axe finds nothing on any page: light and dark, on a phone and on a desk."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

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
LOOKS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]


def looked_at(visitor: Callable[..., Visitor], person: User | None, path: str) -> None:
    for scheme, width in LOOKS:
        page = visitor(person, width=width, color_scheme=scheme).visit(path)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", STRANGER)
def test_pages_of_a_stranger(visitor: Callable[..., Visitor], salten: Region, path: str) -> None:
    looked_at(visitor, None, path)


@pytest.mark.parametrize("path", COORDINATOR)
def test_pages_of_a_coordinator(visitor: Callable[..., Visitor], kari: User, path: str) -> None:
    question = Checkpoint.objects.get(milestone__slug="prosjektorganisasjon", kind="question")
    first = Checkpoint.objects.filter(milestone__slug="samarbeid").order_by("position").first()
    assert first is not None
    looked_at(visitor, kari, path.format(question=question.slug, checkpoint=first.slug))


@pytest.mark.parametrize("path", STAFF)
def test_pages_of_the_staff(visitor: Callable[..., Visitor], kari: User, path: str) -> None:
    looked_at(visitor, makers.staff(), path.format(person=kari.pk))


def test_a_form_with_errors_and_a_conflict(visitor: Callable[..., Visitor], kari: User) -> None:
    path = "/regioner/salten/lop/1/samarbeid/"
    for scheme, width in LOOKS:
        page = visitor(kari, width=width, color_scheme=scheme).visit(f"{path}plan/")
        page.locator("[name=revision]").evaluate("field => field.value = 1")
        page.get_by_role("button", name="Lagre").click()
        page.wait_for_load_state()
        assert Axe().run(page).violations_count == 0
        page = visitor(kari, width=width, color_scheme=scheme).visit(f"{path}vedtak/ny/")
        page.get_by_role("button", name="Lagre").click()
        page.wait_for_load_state()
        assert Axe().run(page).violations_count == 0
