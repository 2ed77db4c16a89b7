"""axe finds nothing on any page: light and dark, on a phone and on a desk."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from checkpoints import actions
from checkpoints.models import Assessment, Checkpoint, Event, Plan
from regions.models import Region, User
from reports import actions as reporting
from reports.models import Gathering
from tests import makers
from tests.browser.conftest import Visitor
from tests.sheet_files import rows_of, xlsx

STRANGER = ["/konto/logg-inn/", "/konto/glemt-passord/"]
COORDINATOR = [
    "/regioner/salten/",
    "/regioner/salten/?fase=fase-1",
    "/regioner/salten/lop/1/samarbeid/",
    "/regioner/salten/lop/1/prosjektorganisasjon/sjekkpunkt/{question}/",
    "/regioner/salten/gjennomgang/",
    "/regioner/salten/gjennomgang/1/samarbeid/{checkpoint}/",
    "/mine/?hvem=alle",
    "/oversikt/milepel/fase-2/samarbeid/",
    "/oversikt/milepel/fase-2/samarbeid/{checkpoint}/",
    "/regioner/salten/gjennomgang/ferdig/",
    "/regioner/salten/lop/1/samarbeid/historikk/",
    "/regioner/salten/lop/1/samarbeid/sjekkpunkt/{checkpoint}/historikk/",
    "/regioner/salten/historikk/",
    "/regioner/salten/historikk/?hvem=0&fra=tull&etter=x",
    "/regioner/salten/historikk/?q=finnes-ikke",
    "/regioner/salten/historikk/vurdering/{assessment}/2/angre/",
    "/regioner/salten/historikk/plan/{plan}/1/angre/",
    "/regioner/salten/lop/1/samarbeid/flere/",
    "/regioner/salten/lop/1/samarbeid/plan/",
    "/regioner/salten/lop/1/samarbeid/vedtak/ny/",
    "/regioner/salten/regneark/",
    "/regioner/salten/milepeltrend/",
    "/regioner/salten/statusrapport/",
    "/regioner/salten/personer/",
    "/konto/passord/",
    "/konto/api-nokler/",
    "/api/",
]
STAFF = [
    "/oversikt/",
    "/oversikt/?q=finnes-ikke",
    "/oversikt/last-ned/?since=2016-05-12",
    "/oversikt/?since=2016-02-01",
    "/oversikt/?apne=alle&tetthet=tett&forsinket=tull&status=on_hold&side=9",
    "/oversikt/utvalg/?status=on_hold",
    "/oversikt/kort-fortalt/?since=2016-02-01",
    "/oversikt/prognose/",
    "/oversikt/prognose/?q=finnes-ikke",
    "/oversikt/bilder/",
    "/oversikt/bilder/fordeling/",
    "/oversikt/bilder/tidslinje/?q=finnes-ikke",
    "/oversikt/milepel/fase-2/samarbeid/",
    "/oversikt/milepel/fase-2/samarbeid/involvering/?vurdering=tull",
    "/kalender/",
    "/kalender/fase-2/samling-1/",
    "/kalender/fase-2/samling-1/historikk/1/angre/",
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
AXE = Axe("0")  # nothing to run before each look: `violations` brings axe to a page once
WIDTHS = (1280, 320)
EVERYTHING = {"resultTypes": ["violations"]}  # what passes, axe need not describe
CONTRAST = EVERYTHING | {"runOnly": ["color-contrast"]}  # what dark changes; the rest is the same


def looked_at(visitor: Callable[..., Visitor], person: User | None, *paths: str) -> None:
    """Each page on a desk and on a phone, light and dark."""
    one = visitor(person)
    for path in paths:
        page = one.visit(path)
        assert page.locator("h1").count() == 1, path
        found = list(violations(page))
        assert not found, f"{path}\n{'\n'.join(found)}"


# Colours on their way to others are nobody's choice: axe looks when they have arrived. What goes on
# for ever (CSSTransition has an end, CSSAnimation need not) is left to itself.
SETTLED = """document.getAnimations()
    .filter((one) => one instanceof CSSTransition)
    .forEach((one) => one.finish())"""


def violations(page: Page) -> Iterator[str]:
    """What axe finds on the page as it stands, at each width in both schemes."""
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"wider than {width}"
        for scheme, options in (("light", EVERYTHING), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
            page.evaluate(SETTLED)
            found = AXE.run(page, options=options)
            if found.violations_count:
                yield f"{scheme}, {width}: {found.generate_report()}"


def test_pages_of_a_stranger(visitor: Callable[..., Visitor], salten: Region) -> None:
    looked_at(visitor, None, *STRANGER)


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_a_coordinator(visitor: Callable[..., Visitor], kari: User, half: int) -> None:
    question = Checkpoint.objects.get(milestone__slug="prosjektorganisasjon", kind="question")
    first = Checkpoint.objects.filter(milestone__slug="samarbeid").order_by("position").first()
    assert first is not None
    rows = {"assessment": rewritten(first).pk, "plan": Plan.objects.earliest("pk").pk}
    where = {"question": question.slug, "checkpoint": first.slug, **rows}
    paths = [path.format(**where) for path in COORDINATOR]
    looked_at(visitor, kari, *paths[half::2])


def test_groups_of_a_gathering(visitor: Callable[..., Visitor], salten: Region) -> None:
    """Before they are made, and when one asks what another has met and a third sits nowhere."""
    event, staff = Event.objects.get(slug="samling-1"), makers.staff()
    looked_at(visitor, staff, f"/samlinger/{event.phase.slug}/samling-1/grupper/")
    other, third = makers.make_region("Alta"), makers.make_region("Tromsø")
    makers.ask(makers.main_strand(other, event.phase), "samarbeid", 2)
    makers.assess(makers.main_strand(salten, event.phase), "samarbeid", 2)
    row = reporting.make_groups(
        by=staff, gathering=Gathering(event=event), expected_revision=0, group_size=2
    )
    reporting.move_region(by=staff, gathering=row, expected_revision=1, region=third, to=None)
    looked_at(visitor, staff, f"/samlinger/{event.phase.slug}/samling-1/grupper/")


def rewritten(checkpoint: Checkpoint) -> Assessment:
    """Salten's first checkpoint, with a text long enough to be compared word by word."""
    strand = Assessment.objects.filter(checkpoint=checkpoint).earliest("pk").strand
    text = "Vedtatt i regionrådet, sak 33/16, og lagt fram for kommunestyrene. " * 2
    return makers.assess(strand, "samarbeid", checkpoint.slug, text=text, when="2016-11-01")


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


def test_pages_of_evidence(visitor: Callable[..., Visitor], kari: User, salten: Region) -> None:
    main = makers.main_strand(salten)
    first = makers.wording(main, "samarbeid", 1).checkpoint
    picture = makers.upload_picture(salten, "Kart over byregionen.png")
    makers.attach(picture, main, "samarbeid", first, by=kari)
    hidden = makers.link(salten, "https://www.example.no/gammel", by=kari)
    actions.change_evidence(
        by=kari, evidence=hidden, expected_revision=1, title="Utgått", dated_on=None, removed=True
    )
    for number in range(10):
        makers.link(salten, f"https://www.example.no/{number}", by=kari)
    beside = f"/regioner/salten/lop/1/samarbeid/sjekkpunkt/{first.slug}/dokumentasjon/"
    library = "/regioner/salten/dokumentasjon/"
    looked_at(visitor, kari, beside, library, f"{library}{picture.pk}/")
    page = visitor(kari).visit(beside)
    empty = {"name": "Tom.txt", "mimeType": "text/plain", "buffer": b""}
    page.get_by_label("Velg filer").set_input_files(empty)  # type: ignore[arg-type]  # a plain dict will do
    page.get_by_role("button", name="Last opp").click()
    expect(page.locator(".upload")).to_contain_text("Tom.txt")
    assert list(violations(page)) == []


def test_a_sheet_that_collides_and_one_that_is_not_understood(
    visitor: Callable[..., Visitor], kari: User, salten: Region
) -> None:
    first = makers.wording(makers.main_strand(salten), "samarbeid", 1).checkpoint
    one = visitor(kari)
    page = one.visit("/regioner/salten/regneark/")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    rows = rows_of(download.value.path().read_bytes())
    rewritten(first)
    row = next(number for number, row in enumerate(rows, start=1) if f"/{first.slug}/" in row[0])
    comment, due_on = rows[0].index("Kommentar eller svar"), rows[0].index("Frist")
    rows[row - 1][comment] = "Fra arket"
    for day, button in (("1.12.2016", "Lagre"), ("i fjor", "Last opp")):
        rows[row][due_on] = day
        one.visit("/regioner/salten/regneark/")
        page.locator("[type=file]").set_input_files(
            {"name": "ark.xlsx", "mimeType": "", "buffer": xlsx(rows)}
        )
        page.get_by_role("button", name="Last opp").click()
        expect(page.get_by_role("alert").first).to_be_visible()
        expect(page.get_by_role("button", name=button)).to_be_visible()
        assert list(violations(page)) == []
