"""A region's report on paper: an archive file, accessible, and with its content inside."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
from pytest_django import Settings

from checkpoints.models import Phase, Status, Strand
from regions.models import MembershipRole, ParticipationRole
from reports.content import ReportContent, from_json, to_json
from reports.gather import report_content
from reports.paper import report_html, report_pdf
from tests import makers

pytestmark = pytest.mark.pdf

DAY = date(2016, 11, 20)
HOSTILE = (
    "</p></td><script>alert(1)</script><style>*{display:none}</style><img src='file:///etc/passwd'>"
    " {% load x %} {{ settings.SECRET_KEY }} &amp; <a href='http://example.no'>x</a> \x01 %(n)s"
)


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


def saying(text: str) -> Callable[[Strand], None]:
    def record(main: Strand) -> None:
        makers.assess(main, 1, 1, when="2016-08-01", text=text, responsible_name=text[:100])
        makers.decide(main, 1, body=text[:100], note=text[:2000])
        makers.plan(main, 1, "2015-08-01", "2015-12-31")
        makers.plan(main, 1, "2015-08-01", "2016-12-31", when="2016-08-01", reason=text[:300])

    return record


# 3,000 characters of it: lists in lists, quotes, bold, links, emoji, Sámi letters, and what is none
MARKDOWN = (
    "Vi **vedtok** planen, *enstemmig*, se [saken](https://example.no/sak/32?a=1&b=(2)).\n\n"
    "- Høring\n  - Čáhcesuolu 👍\n    1. første\n    2. andre\n  - Giske\n- **Vedtak**\n\n"
    "1. mai: møte\n10. juni: vedtak\n\n> Et sitat\n> > i et sitat\n> - med punkt\n\n"
    "# Ingen tittel\n<b>ikke fet</b>\n\n"
)
HOSTILE_MARKDOWN = (
    "- " * 300 + "\n\n" + "> " * 300 + "\n\n" + "*" * 400 + "x" + "*" * 400 + "\n\n" + "[" * 300
    + "\n\n[x](javascript:alert(1)) [y](file:///etc/passwd) ![z](http://example.no/z.png)\n\n"
    + "-\n" * 50 + "> -\n" * 20 + "1.\n" * 20 + "[](https://example.no)\n<https://example.no>\n\n"
    + "**\u202e\u0001\u00ad** [👍](https://example.no/👍) https://example.no/" + "a" * 300
)  # fmt: skip


def over_pages(main: Strand) -> None:
    for number in range(1, 7):
        makers.assess(main, 1, number, text=f"{makers.long_text(2400)} Slutt {number}.")


CASES: dict[str, Callable[[Strand], None]] = {
    "nothing": nothing,
    "something": something,
    "everything": everything,
    "long words": saying("Samferdselskonsekvensutredningsprosjekt" * 12),
    "3,000 characters": saying(makers.long_text(3000)),
    "3,000 characters without a break": saying("å" * 3000),
    "emoji": saying("Bra 👍 🧑‍🏫 ❤️ 日本 \U0001fae8 slutt"),
    "Sámi": saying("Čáhcesullo, Deatnu, Guovdageaidnu: đ ŋ š ŧ ž Č Đ Ŋ Š Ŧ Ž"),
    "hostile": saying(HOSTILE),
    "Markdown": saying(MARKDOWN),
    "Markdown over pages": saying((MARKDOWN * 9)[:3000]),
    "hostile Markdown": saying(HOSTILE_MARKDOWN[:3000]),
    "table over pages": over_pages,
}


@pytest.fixture
def make(phase: Phase) -> Callable[..., ReportContent]:
    def content(case: str, **region: str) -> ReportContent:
        made = makers.make_region(**{"name": "Region Ålesund", "slug": "region-alesund", **region})
        CASES[case](makers.main_strand(made, phase))
        return report_content(made, phase, DAY)

    return content


Make = Callable[..., ReportContent]


def pdf_of(content: ReportContent) -> bytes:
    return _set(to_json(content))


@cache
def _set(content: str) -> bytes:
    """A paper that several tests look at is set once."""
    return report_pdf(from_json(content))


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    """What the paper says, in the order of its content, on one line."""
    (tmp_path / "paper.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", str(tmp_path / "paper.pdf"), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(found.split())


@pytest.mark.parametrize("case", CASES)
def test_it_is_archive_and_accessible(make: Make, case: str) -> None:
    pdf = pdf_of(make(case))
    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.rules.total > 100


@pytest.mark.parametrize("name", ["Ø", "Byregionen " + "Nordre-Gudbrandsdal-og-omegn" * 3])
def test_a_region_of_any_name_in_nynorsk_is_too(make: Make, name: str, settings: Settings) -> None:
    settings.DEMO = True
    pdf = pdf_of(make("everything", name=name, language="nn"))
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []
    root: Any = read(pdf).root_object
    assert root["/Lang"] == "nn"


def test_the_content_is_inside(make: Make) -> None:
    content = make("everything")
    reader = read(pdf_of(content))
    name = "statusrapport-region-alesund-2016-11-20.json"
    assert {key: files[0] for key, files in reader.attachments.items()} == {
        name: to_json(content).encode()
    }
    assert from_json(reader.attachments[name][0]) == content
    linked: Any = reader.root_object["/AF"]
    assert linked[0].get_object()["/AFRelationship"] == "/Data"


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


def test_it_reads_from_front_to_back(make: Make, tmp_path: Path) -> None:
    content = make("everything")
    text = text_of(pdf_of(content), tmp_path)
    words = [
        "Byregionprogrammet", content.brief, "Prosjektorganisasjon på plass", "Reiseliv",
        "Etablert tydelig mandat og målsettinger", "Vedtatt. Enstemmig.",
        "Involvering og forankring hos relevante parter", "Høring", "Giske", "Per Hansen",
    ]  # fmt: skip
    places = [text.index(words[0])]
    for word in words[1:]:
        places.append(text.index(word, places[-1]))  # raises ValueError where out of order
    assert places == sorted(places)


def test_each_page_says_what_it_is_of(make: Make) -> None:
    reader = read(pdf_of(make("everything")))
    count = len(reader.pages)
    for number, sheet in enumerate(reader.pages, start=1):
        words = " ".join(sheet.extract_text().split())
        assert "Region Ålesund · " in words
        assert words.count(f" {count}") >= 1
        assert f"{number} " in words


def test_hostile_text_prints_as_text(make: Make, tmp_path: Path) -> None:
    content = make("hostile")
    text = text_of(pdf_of(content), tmp_path)
    for words in ("<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "&amp;", "%(n)s"):
        assert words in text
    assert "Hvordan implementere i planverk" in text


def test_markdown_is_structure_on_paper_and_source_in_the_data(make: Make, tmp_path: Path) -> None:
    content = make("Markdown")
    pdf = pdf_of(content)
    text = text_of(pdf, tmp_path)
    for words in (
        "Vi vedtok planen, enstemmig, se saken (https://example.no/sak/32?a=1&b=(2)).",
        "1. mai: møte 10. juni: vedtak",
        "# Ingen tittel <b>ikke fet</b>",
        "Čáhcesuolu",
    ):
        assert words in text
    tags = tags_of(read(pdf))
    html = report_html(content)
    assert tags["/L"] == len(re.findall(r"<[uo]l\b", html))
    assert tags["/BlockQuote"] == html.count("<blockquote>")
    assert "vedtok</strong>" in html
    assert "example.no</a>" not in html
    assert from_json(to_json(content)).strands[0].milestones[0].checkpoints[0].comment == MARKDOWN


def tags_of(reader: pypdf.PdfReader) -> Counter[str]:
    """How often each tag stands in the tree that a screen reader walks."""
    found: Counter[str] = Counter()
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        tag = waiting.pop()
        tag = tag.get_object() if isinstance(tag, pypdf.generic.IndirectObject) else tag
        if isinstance(tag, list):
            waiting.extend(tag)
        elif isinstance(tag, dict):
            found[tag.get("/S", "")] += 1
            waiting.append(tag.get("/K", []))
    return found


def test_italics_and_bold_are_cut_not_drawn(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of(make("Markdown")))
    command = ["pdffonts", str(path)]
    fonts = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Inter-Italic" in fonts


def test_a_long_comment_is_printed_to_its_last_word(make: Make, tmp_path: Path) -> None:
    pdf = pdf_of(make("table over pages"))
    assert len(read(pdf).pages) > 4
    text = text_of(pdf, tmp_path)
    assert [f"Slutt {number}." in text for number in range(1, 7)] == [True] * 6


def test_parts_in_another_form_say_so(make: Make) -> None:
    html = report_html(make("nothing"))
    assert '<span lang="nn">Strategiar vedteke</span>' in html
    assert '<span lang="nb">' not in html


def test_demo_data_says_so_on_paper(make: Make, settings: Settings) -> None:
    assert "data-demo" not in report_html(make("nothing"))
    settings.DEMO = True
    assert "data-demo" in report_html(make("nothing", slug="salten"))
