"""A report that a round asked for, on paper: its draft, and its editions."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from regions.markdown import to_paper
from regions.models import Region, User
from regions.wording import Text
from reports.canonical import checksum, from_json, to_json
from reports.content import ReportContent
from reports.models import Report
from reports.paper import report_html
from reports.pdf import renderer
from reports.queries.content import content_of
from tests import makers
from tests.reports import contents
from tests.reports.papers import faults, marked_as_draft, pdf_of, read, tags_of, text_of, untagged

pytestmark = pytest.mark.pdf

ANSWER = "Vi **vedtok** planen.\n\n- Høring\n- Vedtak\n\n> Et sitat"
QUESTIONED = contents.verification("questioned", label="stilt spørsmål ved", note="Hvor er det?")
OUTDATED = contents.verification(outdated=True)


def strand() -> Any:
    return contents.strand(
        contents.milestone(
            1,
            contents.checkpoint(1, verification=contents.verification()),
            contents.checkpoint(2, verification=OUTDATED, comment="Vedtatt.", changed=True),
            contents.checkpoint(3, "Avsatt ressurser", verification=QUESTIONED),
        )
    )


def edition(**facts: Any) -> ReportContent:
    answers = (
        contents.answer(1, ANSWER, changed=True),
        contents.answer(2, "", required=False, help=Text("Skriv kort.", "nb")),
    )
    agreements = (
        contents.agreed("Avklare mandatet", "done", label="ferdig", note="Vedtatt i mai."),
        contents.agreed("Sende plan", due_on=date(2016, 10, 1), is_late=True),
        contents.agreed("Søke midler", "dropped", label="ikke lenger aktuelt"),
    )
    filed = {"agreed": agreements, "days_late": 3, "lists_evidence": True}
    return contents.report(
        strand(),
        filing=contents.handed_in(*answers, **filed),
        evidence=(contents.evidence(), contents.evidence("Side", sha256="", size_label="")),
        **facts,
    )


def draft(**facts: Any) -> ReportContent:
    answers = (contents.answer(1, ANSWER), contents.answer(2, ""))
    return contents.report(strand(), filing=contents.asked(*answers), **facts)


PAPERS: dict[str, Callable[..., ReportContent]] = {"edition": edition, "draft": draft}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("kind", PAPERS)
def test_it_is_archive_and_accessible_and_all_of_it_is_tagged(kind: str, language: str) -> None:
    pdf = pdf_of(PAPERS[kind](language=language))
    assert faults(pdf) == []
    assert untagged(pdf) == []
    root: Any = read(pdf).root_object
    assert root["/Lang"] == language


def test_an_edition_reads_from_front_to_back() -> None:
    content = edition()
    text = text_of(pdf_of(content))
    with translation.override("nb"):
        words = [
            "Byregionprogrammet", "Rapport 2", "Region Ålesund", "20. november 2016 kl. 13.30",
            "Kari Nordmann", content.brief, _("What was agreed"), "Avklare mandatet",
            "Vedtatt i mai.", "Sende plan", "Avsatt ressurser", "Hvor er det?", _("Answers"),
            "Vi vedtok planen.", "Høring", "Spørsmål 2?", "Skriv kort.", _("Not answered."),
            "Mandat", "1.1 Etablert tydelig mandat", "Samling 1", "Koordinator",
            _("How to check this report"), "K7QM-2XHD-9FTR", contents.CHECKS,
        ]  # fmt: skip
    at = 0
    for word in words:
        at = text.index(word, at)  # raises ValueError where it is out of order


def test_the_last_page_says_how_to_check_it() -> None:
    content = edition()
    reader = read(pdf_of(content))
    words = reader.pages[-1].extract_text().replace("\n", "")
    assert checksum(to_json(content)) in words
    assert "0f" * 32 in words
    assert contents.CHECKS in [
        note.get_object()["/A"]["/URI"] for note in reader.pages[-1].get("/Annots", [])
    ]
    with translation.override("nb"):
        leads = _("QR code that leads to %(address)s") % {"address": contents.CHECKS}
    assert f'role="img"><title>{leads}</title><path' in report_html(content)


def test_the_first_edition_of_a_region_names_none_before_it() -> None:
    first = contents.report(filing=contents.handed_in(previous="", since=""))
    with translation.override("nb"):
        said = _("This is the first edition that the region has handed in.")
    assert said in report_html(first)
    assert said not in report_html(edition())


def test_evidence_is_listed_with_checksums() -> None:
    html = report_html(edition())
    assert re.findall(r'class="sum">SHA-256 (\w+)<', html) == ["a1b2c3d4" * 8]
    assert "240 kB" in html


def test_evidence_is_left_out_where_the_round_does_not_ask_for_it() -> None:
    assert 'id="evidence"' not in report_html(draft())
    asked = contents.asked(lists_evidence=True)
    assert 'id="evidence"' in report_html(contents.report(filing=asked))


def test_changed_answers_are_marked_and_listed() -> None:
    html = report_html(edition())
    assert html.count('<section class="answer changed">') == 1
    assert html.count('<a href="#answer-1">') == 1
    assert '<a href="#answer-2">' not in html
    assert html.count("Rapport 2, utgave 1") == 2


def test_the_staffs_verification_stands_beside_the_regions_claim() -> None:
    html = report_html(edition())
    found = re.findall(r'data-finding="(\w+)">([^<]*)</p>(<div[^>]*>.*?</div>)?', html)
    with translation.override("nb"):
        since = f", {translation.pgettext('a claim that was verified', 'changed since')}"
    kinds = [(finding, since in words) for finding, words, _note in found]
    assert ["Hvor er det?" in note for _finding, _words, note in found] == [False, False, True]
    assert kinds == [("verified", False), ("verified", True), ("questioned", False)]


def test_an_answer_is_structure() -> None:
    content = edition()
    tags = tags_of(pdf_of(content))
    assert to_paper(ANSWER) in report_html(content)
    assert tags["/BlockQuote"] == 1
    assert (tags["/H1"], tags["/Figure"]) == (1, 2)  # the timeline and the code


def test_a_draft_says_so_on_every_page_behind_the_text() -> None:
    reader = read(pdf_of(draft()))
    with translation.override("nb"):
        said = _("draft")
    for sheet in reader.pages:
        assert f"Rapport 2 · {said}" in sheet.extract_text()
    assert f"Rapport 2 · {said}" in str(reader.metadata and reader.metadata.title)
    assert set(marked_as_draft(pdf_of(draft()))) == {True}
    assert set(marked_as_draft(pdf_of(edition()))) == {False}
    assert "K7QM" not in text_of(pdf_of(draft()))


def test_a_draft_says_what_has_to_be_answered() -> None:
    html = report_html(draft())
    assert re.findall(r'<a href="#(answer-\d)">', html) == ["answer-2"]
    with translation.override("nb"):
        missing = _("Not answered. It has to be, before the report is handed in.")
    assert html.count(missing) == 1
    assert missing not in report_html(edition())


def test_handed_in_on_behalf_and_late_it_says_so() -> None:
    filing = contents.handed_in(on_behalf=True, by="Ola Dahl", days_late=1)
    for host in (contents.report().host, None):
        html = report_html(contents.report(filing=filing, host=host))
        assert "(Ola Dahl)" in html
        assert html.count('data-state="late"') == 1
    plain = report_html(contents.report(filing=contents.handed_in(by="Ola Dahl")))
    assert "(Ola Dahl)" not in plain
    assert 'data-state="late"' not in plain


def test_another_process_makes_the_same_bytes() -> None:
    script = """
import sys, hashlib, django
django.setup()
from reports.canonical import from_json
from reports.paper import report_pdf
from reports.pdf import renderer
print(hashlib.sha256(report_pdf(from_json(sys.stdin.buffer.read()))).hexdigest(), renderer())
"""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"  # another than this process's
    settings = {"DJANGO_SETTINGS_MODULE": "byregion.settings", "PYTHONHASHSEED": seed}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        input=to_json(edition()).encode(), env={**os.environ, **settings},
        check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    assert found.strip() == f"{hashlib.sha256(pdf_of(edition())).hexdigest()} {renderer()}"


# From the database


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def of_region(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


def test_what_was_frozen_lies_in_the_file_byte_for_byte(
    of_region: Report, coordinator: User
) -> None:
    frozen = makers.hand_in(of_region, coordinator).content
    content = from_json(frozen)
    pdf = pdf_of(content)
    inside = {name: files[0] for name, files in read(pdf).attachments.items()}
    assert inside[f"{content.file_name}.json"] == frozen.encode()
    assert len(inside) == 2
    assert faults(pdf) == []


def test_a_draft_is_made_from_what_is_written_so_far(of_region: Report) -> None:
    makers.answer_all(of_region, "Nytt svar.")
    assert report_html(content_of(of_region)).count("Nytt svar.") == 2
