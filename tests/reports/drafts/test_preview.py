"""What would be handed in, as a page and on paper."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions, paper
from reports.content import ReportContent
from reports.models import Report
from tests import makers
from tests.reports.writing import address_of

PAGES = {"draft_preview": "edition", "draft_pdf": "edition_pdf"}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[ReportContent]:
    """What is to be set, instead of setting it."""
    contents: list[ReportContent] = []

    def report_pdf(content: ReportContent) -> bytes:
        contents.append(content)
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "report_pdf", report_pdf)
    return contents


def test_the_preview_is_the_draft_with_its_answers(
    karis: Client, kari: User, report: Report
) -> None:
    makers.answer_all(report, "Vi er **i rute**.", by=kari)
    answer = karis.get(address_of(report, "draft_preview"))
    content = answer.context["content"]
    assert (content.filing.is_draft, content.filing.name) == (True, "Rapport 1")
    assert answer.content.decode().count("Vi er <strong>i rute</strong>.") == 2


def test_the_preview_is_in_the_regions_language(client: Client, db: None) -> None:
    makers.small_programme()
    region = makers.make_region("Hallingdal", language="nn")
    report = makers.report_of(region, makers.ask_for_reports(region))
    client.force_login(makers.reader_of(region, makers.make_person(language="nb")))
    page = client.get(address_of(report, "draft_preview")).content.decode()
    assert '<html lang="nb">' in page
    assert '<article class="report" lang="nn">' in page


def test_the_paper_is_a_draft_and_private(
    karis: Client, report: Report, printed: list[ReportContent]
) -> None:
    answer = karis.get(address_of(report, "draft_pdf"))
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Disposition"] == (
        f'inline; filename="rapport-1-{report.region.slug}-utkast.pdf"'
    )
    (content,) = printed
    assert content.filing is not None
    assert content.filing.is_draft


@pytest.mark.parametrize("page", PAGES)
def test_once_it_is_handed_in_the_edition_is_shown_instead(
    karis: Client, kari: User, report: Report, page: str
) -> None:
    makers.hand_in(report, kari)
    answer = karis.get(address_of(report, page))
    assert answer.headers["Location"] == address_of(report, PAGES[page], 1)


def test_what_is_sent_back_is_a_draft_again(
    karis: Client, kari: User, report: Report, printed: list[ReportContent]
) -> None:
    makers.hand_in(report, kari)
    report.refresh_from_db()
    revision = report.revision
    actions.send_back(by=makers.staff(), report=report, expected_revision=revision, reason="Mer!")
    for page in PAGES:
        assert karis.get(address_of(report, page)).status_code == HTTPStatus.OK
    (content,) = printed
    assert content.filing is not None
    assert content.filing.number == 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_queries_of_a_preview_are_those_of_any_size(
    region: Region, karis: Client, kari: User, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = makers.report_of(region, makers.ask_for_reports(region, questions=n))
    makers.answer_all(report, by=kari)
    with django_assert_num_queries(23):
        page = karis.get(address_of(report, "draft_preview")).content.decode()
    assert page.count("Vi er i rute.") == n
