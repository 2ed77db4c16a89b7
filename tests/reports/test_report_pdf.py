"""A region's report on paper: an archive file, accessible, and with its content inside."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from checkpoints.models import Phase, Status, Strand
from regions.models import MembershipRole, ParticipationRole
from reports.canonical import from_json, to_json
from reports.content import ReportContent
from reports.content_csv import content_csv
from reports.gather import report_content
from reports.paper import report_html, report_pdf
from tests import makers
from tests.reports.papers import faults, pdf_of, read, text_of, untagged

pytestmark = pytest.mark.pdf

DAY = date(2016, 11, 20)


def nothing(main: Strand) -> None:
    """A region in which nobody has recorded anything."""


def something(main: Strand) -> None:
    makers.plan(main, 1, "2015-08-01", "2015-12-31")
    makers.plan(main, 1, "2015-08-01", "2016-03-01", when="2016-08-01", reason="Høring")
    makers.plan(main, 2, "2016-01-01", "2016-06-30")
    for number in range(1, 7):
        makers.assess(main, 1, number, met_on=date(2016, 2, number), text="Vedtatt.\n\nEnstemmig.")
    makers.decide(main, 1, when="2016-08-01", note="Enstemmig")
    makers.assess(main, 2, 1, Status.IN_PROGRESS, when="2016-08-01", due_on=date(2017, 1, 1))
    makers.assess(main, 2, 2, Status.ON_HOLD, when="2016-08-02", unsure=True)
    makers.assess(main, 2, 3, Status.NOT_APPLICABLE, when="2016-08-03")


def everything(main: Strand) -> None:
    something(main)
    for theme in ("Reiseliv", "Kompetanse og rekruttering"):
        strand = makers.parallel_strand(main.region, main.phase.milestones.get(position=3), theme)
        makers.plan(strand, 3, "2016-06-01", "2016-12-31")
        makers.assess(strand, 3, 1, when="2016-09-01")
    host = makers.make_municipality("Ålesund", number="1504", county="Møre og Romsdal")
    makers.take_part(main.region, host, ParticipationRole.HOST)
    member = makers.make_municipality("Giske", number="1532", county="Møre og Romsdal")
    makers.take_part(main.region, member)
    makers.member_of(main.region, MembershipRole.COORDINATOR, makers.make_person("Per Hansen"))


CASES: dict[str, Callable[[Strand], None]] = {
    "nothing": nothing,
    "something": something,
    "everything": everything,
}


@pytest.fixture
def make(phase: Phase) -> Callable[..., ReportContent]:
    def content(case: str, **region: str) -> ReportContent:
        made = makers.make_region(**{"name": "Region Ålesund", "slug": "region-alesund", **region})
        CASES[case](makers.main_strand(made, phase))
        return report_content(made, phase, DAY)

    return content


Make = Callable[..., ReportContent]


@pytest.mark.parametrize("case", CASES)
def test_it_is_archive_and_accessible(make: Make, case: str) -> None:
    pdf = pdf_of(make(case))
    assert faults(pdf) == []
    assert untagged(pdf) == []


@pytest.mark.parametrize("name", ["Ø", "Byregionen " + "Nordre-Gudbrandsdal-og-omegn" * 3])
def test_a_region_of_any_name_in_nynorsk_is_too(make: Make, name: str, settings: Settings) -> None:
    settings.DEMO = True
    pdf = pdf_of(make("everything", name=name, language="nn"))
    assert faults(pdf) == []
    root: Any = read(pdf).root_object
    assert root["/Lang"] == "nn"


def test_the_content_is_inside(make: Make) -> None:
    content = make("everything")
    reader = read(pdf_of(content))
    name = "statusrapport-region-alesund-2016-11-20"
    assert {key: files[0] for key, files in reader.attachments.items()} == {
        f"{name}.csv": content_csv(content),
        f"{name}.json": to_json(content).encode(),
    }
    assert from_json(reader.attachments[f"{name}.json"][0]) == content
    linked: Any = reader.root_object["/AF"]
    assert [one.get_object()["/AFRelationship"] for one in linked] == ["/Data"] * 2


def test_the_same_content_is_the_same_paper(make: Make) -> None:
    content = make("something")
    assert report_pdf(content) == report_pdf(from_json(to_json(content)))


def test_it_has_a_title_and_bookmarks(make: Make) -> None:
    reader = read(pdf_of(make("something")))
    assert reader.metadata is not None
    assert "Region Ålesund" in str(reader.metadata.title)
    outline: Any = reader.outline
    assert "Region Ålesund" in outline[0]["/Title"]
    below = [one["/Title"] for one in outline[1] if not isinstance(one, list)]
    assert len(below) == 5  # milestones, checkpoints, changes, calendar, who takes part


def test_it_reads_from_front_to_back(make: Make) -> None:
    content = make("everything")
    text = text_of(pdf_of(content))
    words = [
        "Byregionprogrammet", content.brief, "Prosjektorganisasjon på plass", "Reiseliv",
        "Etablert tydelig mandat og målsettinger", "Vedtatt. Enstemmig.",
        "Involvering og forankring hos relevante parter", "Høring", "Giske", "Per Hansen",
    ]  # fmt: skip
    at = 0
    for word in words:
        at = text.index(word, at)  # raises ValueError where it is out of order


def test_each_page_says_what_it_is_of(make: Make) -> None:
    reader = read(pdf_of(make("everything")))
    count = len(reader.pages)
    for number, sheet in enumerate(reader.pages, start=1):
        words = " ".join(sheet.extract_text().split())
        assert "Region Ålesund · " in words
        assert words.count(f" {count}") >= 1
        assert f"{number} " in words


def test_parts_in_another_form_say_so(make: Make) -> None:
    html = report_html(make("nothing"))
    assert '<span lang="nn">Strategiar vedteke</span>' in html
    assert '<span lang="nb">' not in html


def test_demo_data_says_so_on_paper(make: Make, settings: Settings) -> None:
    assert "data-demo" not in report_html(make("nothing"))
    settings.DEMO = True
    assert "data-demo" in report_html(make("nothing", slug="salten"))
