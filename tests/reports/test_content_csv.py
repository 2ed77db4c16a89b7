"""A report's content as a table."""

import csv
import io
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from reports.content import ReportContent
from reports.content_csv import content_csv
from tests.reports import contents


def read(content: ReportContent) -> list[dict[str, str]]:
    text = content_csv(content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def told(**facts: Any) -> ReportContent:
    said = contents.verification("questioned", label="stilt spørsmål ved", note="Hvor?")
    rows = (
        contents.checkpoint(1, comment="Vedtatt.\n\nEnstemmig.", verification=said),
        contents.checkpoint(2, "Hvordan?", is_question=True, changed=True, unsure=True),
    )
    strand = contents.strand(contents.milestone(3, *rows))
    filing = contents.handed_in(contents.answer(7), contents.answer(8, "=1+1"))
    return contents.report(strand, **({"filing": filing} | facts))


def test_there_is_a_row_for_each_checkpoint_and_each_answer() -> None:
    with translation.override("nb"):
        number, text, comment = _("Number"), _("Text"), _("Comment or answer")
    assert [(row[number], row[text], row[comment]) for row in read(told())] == [
        ("1", "Etablert tydelig mandat", "Vedtatt.\n\nEnstemmig."),
        ("2", "Hvordan?", ""),
        ("1", "Spørsmål 7?", "Vi er i rute."),
        ("2", "Spørsmål 8?", "'=1+1"),  # no formula
    ]


def test_each_row_says_which_report_it_is_of() -> None:
    kinds = {tuple(row.values())[:4] for row in read(told())}
    assert kinds == {("Region Ålesund", "Rapport 2", "2", "20.11.2016")}
    draft = told(filing=contents.asked(contents.answer(7)))
    assert {tuple(row.values())[:4] for row in read(draft)} == {
        ("Region Ålesund", "Rapport 2", "", "20.11.2016")
    }
    with translation.override("nb"):
        status = _("Status report")
    assert {tuple(row.values())[:4] for row in read(told(filing=None))} == {
        ("Region Ålesund", status, "", "20.11.2016")
    }


def test_the_claim_and_its_verification_have_columns_of_their_own() -> None:
    first, second, *_answers = (tuple(row.values()) for row in read(told()))
    assert first[10:16] == ("i gang", "", "01.01.2017", "Per Hansen", "nei", first[15])
    assert first[-4:] == ("stilt spørsmål ved", "12.11.2016", "nei", "Hvor?")
    assert second[-4:] == ("", "", "", "")


def test_it_is_in_the_reports_language_and_the_same_each_time() -> None:
    with translation.override("en"):
        first = content_csv(told())
    assert first == content_csv(told())
    assert first.startswith("\ufeffByregion;Rapport;".encode())
