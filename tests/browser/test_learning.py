"""What regions learn from each other, in a browser: beside the tick, and on its own pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from checkpoints.models import Strand
from regions.models import Region, User
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import looked_at, violations

MILESTONE = "/regioner/salten/lop/1/prosjektorganisasjon/"
SHARE = f"{MILESTONE}sjekkpunkt/mandat/del/"


@pytest.fixture
def alta(salten: Region) -> Strand:
    """Another region, which shares how it met the first checkpoint and asks about the second."""
    region = makers.make_region("Altaregionen", slug="alta")
    strand = makers.main_strand(region)
    contact = makers.reader_of(region, makers.make_person("Ante Alta"))
    picture = makers.upload_picture(region)
    mandate = makers.wording(strand, "prosjektorganisasjon", "mandat").checkpoint
    piece = makers.attach(picture, strand, "prosjektorganisasjon", mandate)
    makers.assess(strand, "prosjektorganisasjon", "mandat")
    makers.share(
        strand, "prosjektorganisasjon", "mandat", "- Først\n- **Så**", contact=contact,
        evidence=(piece,),
    )  # fmt: skip
    makers.ask(strand, "prosjektorganisasjon", "organisasjon")
    return strand


def test_a_tick_leaves_the_line_where_it_stands_and_brings_it_up_to_date(
    visitor: Callable[..., Visitor], kari: User, alta: Strand
) -> None:
    page = visitor(kari).visit(MILESTONE)
    line = page.locator("#learning-mandat")
    share = line.locator(f'a[href="{SHARE}"]')
    expect(share).to_have_count(1)
    for found in (0, 1):
        page.locator("#met-mandat").click()
        expect(share).to_have_count(found)
        expect(line.locator('a[href^="/laering/"]')).to_have_count(1)
        expect(page.locator("#learning-mandat")).to_have_count(1)


def test_the_pages_of_learning(
    visitor: Callable[..., Visitor], kari: User, salten: Region, alta: Strand
) -> None:
    own = makers.main_strand(salten)
    mandate = makers.wording(own, "prosjektorganisasjon", "mandat").checkpoint
    piece = makers.attach(makers.upload(salten), own, "prosjektorganisasjon", mandate)
    long = makers.link(salten, f"https://example.no/{'lang' * 20}", title="En lang adresse")
    makers.attach(long, own, "prosjektorganisasjon", mandate)
    makers.share(own, "prosjektorganisasjon", "mandat", contact=kari, evidence=(piece,))
    topic = "/laering/fase-2/prosjektorganisasjon"
    looked_at(
        visitor, kari, "/laering/", "/laering/?q=finnes-ikke", f"{topic}/mandat/",
        f"{topic}/organisasjon/", SHARE, MILESTONE,
    )  # fmt: skip


def test_what_others_will_see_is_shown_before_it_is_shared(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    page = visitor(kari).visit(SHARE)
    page.locator("[name=text]").fill("**Klart** mandat")
    page.locator("[name=look]").click()
    expect(page.locator(".preview")).to_be_focused()
    expect(page.locator(".preview strong")).to_have_text("Klart")
    assert list(violations(page)) == []
    page.locator("[name=save]").click()
    expect(page).to_have_url(f"{page.url.partition('/regioner')[0]}{MILESTONE}#mandat")
    expect(page.locator("#learning-mandat")).to_be_visible()
