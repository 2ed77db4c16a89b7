"""Who gets a region's report, as a page and on paper, and what they get when it cannot be made."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from checkpoints.models import Phase, Status
from regions.models import Region, User
from reports import checks, paper
from reports.models import Render
from reports.pdf import PaperError
from tests import makers

PAGES = ["statusrapport/", "statusrapport.pdf"]
BROKEN = "broken paper"


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Region Ålesund", slug="region-alesund")


@pytest.fixture
def signed_in(client: Client, region: Region) -> Client:
    client.force_login(makers.coordinator_of(region))
    return client


@pytest.fixture
def _quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that do not look at the paper."""
    monkeypatch.setattr(paper, "write_pdf", lambda html, **_: b"%PDF-1.7 " + html[:9].encode())


def address(page: str) -> str:
    return f"/regioner/region-alesund/{page}"


ROLES: dict[str, tuple[Callable[[Region], User], int]] = {
    "coordinator": (makers.coordinator_of, 200),
    "reader": (makers.reader_of, 200),
    "staff": (lambda _: makers.staff(), 200),
    "ministry": (lambda _: makers.ministry(), 404),
    "another region's": (lambda _: makers.coordinator_of(makers.make_region("Salten")), 404),
    "nobody in particular": (lambda _: makers.make_person(), 404),
}


@pytest.mark.usefixtures("_quick_paper")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_those_of_the_region_and_staff_read_it(
    client: Client, region: Region, page: str, role: str
) -> None:
    make, status = ROLES[role]
    client.force_login(make(region))
    assert client.get(address(page)).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client: Client, region: Region, page: str) -> None:
    answer = client.get(address(page))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(signed_in: Client, page: str, method: str) -> None:
    assert getattr(signed_in, method)(address(page)).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_region_that_is_not_there_is_404(signed_in: Client, page: str) -> None:
    assert signed_in.get(f"/regioner/atlantis/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_programme_without_phases_has_no_report(client: Client, db: None, page: str) -> None:
    region = makers.make_region("Region Ålesund", slug="region-alesund")
    client.force_login(makers.reader_of(region))
    assert client.get(address(page)).status_code == 404


@pytest.mark.usefixtures("_quick_paper")
def test_the_paper_is_a_pdf_with_a_name_and_private(signed_in: Client) -> None:
    answer = signed_in.get(address("statusrapport.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'inline; filename="statusrapport-region-alesund-2016-11-20.pdf"'
    )
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer.content == b"%PDF-1.7 <!doctype"


@pytest.mark.usefixtures("_quick_paper")
@pytest.mark.parametrize("page", PAGES)
def test_head_is_answered(signed_in: Client, page: str) -> None:
    answer = signed_in.head(address(page))
    assert (answer.status_code, answer.content) == (200, b"")


def refuse(error: Exception) -> Callable[..., bytes]:
    def write_pdf(html: str, **_: object) -> bytes:
        raise error

    return write_pdf


@pytest.mark.parametrize(
    "error", [PaperError("no asset"), IndexError("a fault of the renderer"), OSError("disk")]
)
def test_a_paper_that_cannot_be_set_is_a_page_that_says_so(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:  # fmt: skip
    monkeypatch.setattr(paper, "write_pdf", refuse(error))
    with caplog.at_level(logging.ERROR, logger="reports.press"):
        answer = signed_in.get(address("statusrapport.pdf"))
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert "reports/no_pdf.html" in [template.name for template in answer.templates]
    (record,) = [one for one in caplog.records if one.name == "reports.press"]
    assert record.getMessage() == f"No paper of {Render.objects.get()} could be set."
    assert record.exc_info is not None


@pytest.mark.usefixtures("caplog")
def test_a_machine_without_pango_is_told_what_to_install(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "write_pdf", refuse(OSError("cannot load library 'pango'")))
    monkeypatch.setattr(checks, "_found", lambda name, _: name != "pango-1.0")
    answer = signed_in.get(address("statusrapport.pdf"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "pango-1.0 not found" in page
    assert "apt-get install libpango-1.0-0" in page


def test_the_preview_is_in_the_regions_language(client: Client, phase: Phase) -> None:
    region = makers.make_region("Hallingdal", slug="region-alesund", language="nn")
    client.force_login(makers.reader_of(region, makers.make_person(language="nb")))
    page = client.get(address("statusrapport/")).content.decode()
    assert '<html lang="nb">' in page
    assert '<article class="report" lang="nn">' in page
    # Milestones are nynorsk in the deck, checkpoints bokmål.
    assert "Strategiar vedteke" in page
    assert '<span lang="nn">Strategiar vedteke</span>' not in page
    assert '<span lang="nb">Etablert tydelig mandat og målsettinger</span>' in page


def test_the_preview_leads_to_the_paper(signed_in: Client) -> None:
    page = signed_in.get(address("statusrapport/")).content.decode()
    assert 'href="/regioner/region-alesund/statusrapport.pdf"' in page


def test_the_preview_keeps_lines_and_escapes_text(
    signed_in: Client, region: Region, phase: Phase
) -> None:
    main = makers.main_strand(region, phase)
    makers.assess(main, 1, 1, Status.IN_PROGRESS, text="<b>En</b>\nto\n\ntre {{ x }}")
    page = signed_in.get(address("statusrapport/")).content.decode()
    assert "<p>&lt;b&gt;En&lt;/b&gt;<br>\nto</p>" in page
    assert "<p>tre {{ x }}</p>" in page
