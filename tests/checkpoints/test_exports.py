"""The overview as files: the screen's numbers, in the screen's order, harmless in a spreadsheet."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from checkpoints.exports import overview
from checkpoints.exports.harmless import SIGNS, WIDE_SIGNS, harmless
from checkpoints.exports.heights import height
from checkpoints.exports.overview import COLUMNS
from checkpoints.models import Phase, Status
from checkpoints.sheets.writing import LINE
from regions.models import Region, User
from tests import makers

OUT = "/oversikt/last-ned/"
RFC = "?csv=rfc4180"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THEME = "privat tema om kaia"
type Rows = list[list[str]]


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(phase: Phase) -> Region:
    """A region with a late milestone, a confirmed checkpoint and a strand of its own theme."""
    region = makers.make_region("Salten", slug="salten")
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2016-01-01", "2016-09-30")
    makers.assess(strand, 1, 1, when="2016-02-15")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, when="2016-03-01")
    makers.confirm(strand, 1, 2, when="2016-11-01")
    makers.parallel_strand(region, phase.milestones.all()[1], THEME)
    return region


@pytest.fixture
def olas(client: Client, phase: Phase) -> Client:
    """The programme staff's browser."""
    client.force_login(makers.staff())
    return client


def read(client: Client, url: str) -> Any:
    """An answer that is read to the end, as browsers read it."""
    response: Any = client.get(url)
    response.read = response.getvalue()
    return response


def fetch(client: Client, name: str = "oversikt.csv", words: str = "") -> bytes:
    response = read(client, f"{OUT}{name}{words}")
    assert response.status_code == HTTPStatus.OK
    data: bytes = response.read
    return data


def rows_of(client: Client, words: str = RFC) -> list[dict[str, str]]:
    text = fetch(client, words=words).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def regions_in(client: Client, words: str) -> list[str]:
    rows = rows_of(client, f"{RFC}&{words}")
    return list(dict.fromkeys(row["region_name"] for row in rows))


def book_of(client: Client, words: str = "") -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(fetch(client, "oversikt.xlsx", words)))


def in_norwegian(words: Any) -> str:
    with translation.override("nb"):
        return str(words)


# CSV


def test_csv_is_for_norwegian_excel(olas: Client, region: Region) -> None:
    head, first, *_others = fetch(olas).decode("utf-8").split("\r\n")
    assert head.startswith("\ufeff")
    assert head[1:].split(";") == [in_norwegian(column.heading) for column in COLUMNS]
    assert first.split(";") == [
        "Salten", "1", "", "1", "Milepæl 1", "i gang", "51", "1", "3", "01.01.2016", "30.09.2016",
        "01.03.2016 12:00", "01.11.2016", "nei", "2", "0", "0", "1", "0", "ja", "20.11.2016",
        "salten", "m1",
    ]  # fmt: skip


def test_csv_after_rfc_4180_is_for_programs(olas: Client, region: Region) -> None:
    data = fetch(olas, words=RFC)
    head, first, *_others = data.decode("ascii", errors="replace").split("\r\n")
    assert head.split(",") == [column.name for column in COLUMNS]
    assert first == (
        "Salten,1,,1,Milep\ufffd\ufffdl 1,in_progress,51,1,3,2016-01-01,2016-09-30,"
        "2016-03-01T11:00:00.000000Z,2016-11-01,false,2,0,0,1,0,true,2016-11-20,salten,m1"
    )
    assert data.endswith(b"\r\n")


def test_another_form_of_csv_is_the_norwegian_one(olas: Client, region: Region) -> None:
    assert fetch(olas, words="?csv=tull") == fetch(olas)


def test_there_is_a_row_for_each_strand_at_each_of_its_milestones(
    olas: Client, region: Region
) -> None:
    found = [(row["strand"], row["main_strand"], row["milestone"]) for row in rows_of(olas)]
    assert found == [("1", "true", "m1"), ("1", "true", "m2"), ("2", "false", "m2")]


def test_the_names_of_files_tell_the_day(olas: Client, region: Region) -> None:
    for name, words, said in (
        ("oversikt.csv", "", "oversikt-2016-11-20.csv"),
        ("oversikt.xlsx", "?as_of=2016-02-15", "oversikt-2016-02-15.xlsx"),
        ("oversikt.json", "?since=2016-02-15", "endringer-2016-02-15-2016-11-20.json"),
        ("historikk.csv", "", "historikk-2016-11-20.csv"),
        ("historikk.csv.gz", "?as_of=2016-02-15", "historikk-2016-02-15.csv.gz"),
    ):
        response = read(olas, f"{OUT}{name}{words}")
        assert response["Content-Disposition"] == f'attachment; filename="{said}"'


def test_files_say_what_they_are_and_are_not_kept_by_others(olas: Client, region: Region) -> None:
    types = {
        "oversikt.csv": "text/csv; charset=utf-8; header=present",
        "oversikt.xlsx": XLSX,
        "oversikt.json": "application/json",
        "historikk.csv": "text/csv; charset=utf-8; header=present",
        "historikk.csv.gz": "application/gzip",
    }
    for name, media_type in types.items():
        response = read(olas, f"{OUT}{name}")
        assert response["Content-Type"] == media_type
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-cache"


# Which regions


def test_all_pages_are_in_the_file(
    olas: Client, phase: Phase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "CHUNK", 2)
    names = [f"Region {number:02}" for number in range(1, 6)]
    for name in reversed(names):
        makers.make_region(name)
    assert regions_in(olas, "antall=100&side=7&tetthet=tull") == names


def test_filters_and_order_are_the_screens(olas: Client, region: Region) -> None:
    far = makers.make_region("Ofoten")
    for checkpoint in (1, 2, 3):
        makers.assess(makers.main_strand(far), 1, checkpoint)
    assert regions_in(olas, "") == ["Ofoten", "Salten"]
    assert regions_in(olas, "sorter=forsinket") == ["Salten", "Ofoten"]
    assert regions_in(olas, "forsinket=ja") == ["Salten"]
    assert regions_in(olas, "status=reached&milepel=m1") == ["Ofoten"]
    assert regions_in(olas, "q=finnes+ikke") == []


def test_an_earlier_days_file_has_what_stood_then(olas: Client, region: Region) -> None:
    then = rows_of(olas, f"{RFC}&as_of=2016-02-15")[0]
    assert (then["day"], then["met"], then["begun"]) == ("2016-02-15", "1", "1")
    assert (then["days_late"], then["reviewed_on"]) == ("0", "")


@pytest.mark.parametrize("name", ["oversikt.csv", "oversikt.xlsx", "oversikt.json"])
def test_what_is_not_understood_gives_a_page_that_says_so_and_no_file(
    name: str, olas: Client, region: Region
) -> None:
    response = olas.get(f"{OUT}{name}?fylke=finnes-ikke&status=tull")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert list(response.context["form"].errors) == ["fylke", "status"]


@pytest.mark.parametrize(
    ("words", "unknown", "repeated"),
    [
        ("forsinked=ja", ["forsinked"], []),
        ("q=a&q=b", [], ["q"]),
        ("%3Cb%3E=1&csv=a&csv=a", ["<b>"], ["csv"]),
        ("&".join(f"p{n}=x" for n in range(100)), [f"p{n}" for n in range(5)], []),
    ],
)
@pytest.mark.parametrize("name", ["oversikt.csv", "oversikt.xlsx", "oversikt.json"])
def test_a_word_that_chooses_nothing_gives_a_page_that_names_it(
    name: str, words: str, unknown: list[str], repeated: list[str], olas: Client, region: Region
) -> None:
    response = olas.get(f"{OUT}{name}?{words}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    told = response.context["passed_over"]
    assert (list(told.unknown), list(told.repeated)) == (unknown, repeated)
    assert "<b>=" not in response.content.decode()


@pytest.mark.parametrize("words", ["fylke=15", "tekster=1&tekster=0", "since=2016-02-15"])
@pytest.mark.parametrize("name", ["historikk.csv", "historikk.csv.gz"])
def test_a_history_of_what_cannot_be_chosen_there_is_none(
    name: str, words: str, olas: Client, region: Region
) -> None:
    response = olas.get(f"{OUT}{name}?{words}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    told = response.context["passed_over"]
    assert [*told.unknown, *told.repeated] == [words.partition("=")[0]]


def test_pages_density_and_what_has_changed_harm_no_file(olas: Client, region: Region) -> None:
    words = "side=2&side=3&antall=9&tetthet=tull&endret=ja&as_of=&as_of=2016-11-20"
    assert fetch(olas, words=f"?{words}") == fetch(olas)


@pytest.mark.parametrize("words", ["as_of=2099-01-01", "as_of=tull", "since=%00", "since=💥"])
@pytest.mark.parametrize("name", ["", "oversikt.csv", "historikk.csv"])
def test_a_day_that_is_none_is_told(name: str, words: str, olas: Client, region: Region) -> None:
    assert olas.get(f"{OUT}{name}?{words}").status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.django_db
def test_a_programme_without_milestones_gives_files_without_rows(client: Client) -> None:
    client.force_login(makers.staff())
    makers.make_region("Salten")
    assert rows_of(client) == []
    assert json.loads(fetch(client, "oversikt.json"))["regions"] == []
    assert len(book_of(client).get_sheet_by_index(0).to_python()) == 1


# JSON


def test_json_says_the_same_as_csv(olas: Client, region: Region) -> None:
    data = json.loads(fetch(olas, "oversikt.json"))
    told = [
        {"region": one["region"], "strand": strand["strand"], "theme": strand["theme"], **cell}
        for one in data["regions"]
        for strand in one["strands"]
        for cell in strand["milestones"]
    ]
    rows = rows_of(olas)
    assert len(told) == len(rows) == 3
    for cell, row in zip(told, rows, strict=True):
        assert {name: _as_in_csv(value) for name, value in cell.items()} == {
            name: row[name] for name in cell
        }


def _as_in_csv(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_json_tells_what_it_is_of(olas: Client, region: Region) -> None:
    makers.make_region("Ofoten")
    data = json.loads(fetch(olas, "oversikt.json", "?forsinket=ja&as_of=2016-11-01"))
    del data["regions"]
    assert data == {
        "version": "byregion-overview/1",
        "day": "2016-11-01",
        "count": 1,
        "of": 2,
        "milestones": [
            {"milestone": f"m{n}", "number": n, "name": f"Milepæl {n}", "language": "nb"}
            for n in (1, 2)
        ],
    }


# XLSX


def test_a_workbook_has_a_table_the_matrix_and_what_it_is_of(olas: Client, region: Region) -> None:
    book = book_of(olas)
    assert book.sheet_names == [in_norwegian(name) for name in book.sheet_names]
    table, matrix, about = (
        sheet.to_python() for sheet in map(book.get_sheet_by_name, book.sheet_names)
    )
    assert table[0] == [in_norwegian(column.heading) for column in COLUMNS]
    assert len(table) == 4
    assert matrix[1] == [
        "Salten",
        "Hovedløp",
        "! 1 av 3\n51 dager forsinket",
        "– 0 av 3\nikke startet",
    ]
    assert matrix[2] == ["Salten", THEME, "som hovedløpet", "– 0 av 3\nikke startet"]
    assert [row[1] for row in about if row[0] == "Byregioner"] == ["1 av 1"]


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        ([], 1),
        ([("", 10)], 1),
        ([("ett to", 10)], 1),
        ([("ett to tre fire", 10)], 2),
        ([("en\nto\ntre", 10), ("fire", 10)], 3),
        ([("sammenhengende ord", 10)], 3),  # longer than a line, so cut through
    ],
)
def test_a_row_of_a_workbook_is_as_high_as_its_words(
    texts: list[tuple[str, float]], lines: int
) -> None:
    assert height(texts) == lines * LINE


def test_rows_that_hold_much_are_high_enough(olas: Client, region: Region) -> None:
    with zipfile.ZipFile(io.BytesIO(fetch(olas, "oversikt.xlsx"))) as archive:
        table, matrix, about = (
            archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3)
        )
    heads = re.findall(r'<row r="1"[^>]* ht="(\d+)"', table)
    assert [int(one) >= 2 * LINE for one in heads] == [True]
    assert re.findall(r'<row r="2"[^>]* ht="(\d+)"', matrix) == [str(2 * LINE)]
    assert f' ht="{2 * LINE}"' in about


def test_in_a_workbook_numbers_are_numbers_and_days_are_days(olas: Client, region: Region) -> None:
    row = book_of(olas).get_sheet_by_index(0).to_python()[1]
    found = dict(zip((column.name for column in COLUMNS), row, strict=True))
    assert found["days_late"] == 51
    assert found["met"] == 1
    assert found["planned_end"] == date(2016, 9, 30)
    assert found["changed_at"] == datetime(2016, 3, 1, 12)  # noqa: DTZ001  as Oslo's clocks show it
    assert found["state"] == "i gang"


def test_a_workbooks_headings_stay_are_told_and_filter(olas: Client, region: Region) -> None:
    with zipfile.ZipFile(io.BytesIO(fetch(olas, "oversikt.xlsx"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert '<autoFilter ref="A1:W4"/>' in sheet
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert 'orientation="landscape"' in sheet
    assert book.count('name="ColumnTitle"') == 2
    assert book.count('name="_xlnm.Print_Titles"') == 2


def test_a_workbook_tells_what_was_chosen(olas: Client, region: Region) -> None:
    makers.make_region("Ofoten")
    about = book_of(olas, "?q=salt&as_of=2016-11-01").get_sheet_by_index(2).to_python()
    said = [tuple(row[:2]) for row in about]
    assert ("Byregioner", "1 av 2") in said
    assert [words for _name, words in said if words in ("salt", "1. november 2016")] == [
        "1. november 2016",
        "salt",
    ]


# What has changed


def test_since_makes_it_a_file_of_changes(olas: Client, region: Region) -> None:
    first, *_others = rows_of(olas, f"{RFC}&since=2016-02-20")
    assert first["happened"] == "late otherwise"
    assert (first["state_before"], first["state"]) == ("in_progress", "in_progress")
    assert (first["met_before"], first["met"], first["newly_met"]) == ("1", "1", "0")
    assert (first["days_late_before"], first["days_late"]) == ("0", "51")
    assert (first["since"], first["day"]) == ("2016-02-20", "2016-11-20")


def test_a_file_of_changes_has_the_overviews_rows(olas: Client, region: Region) -> None:
    makers.make_region("Ofoten")
    keys = ("region", "strand", "milestone")
    changed = rows_of(olas, f"{RFC}&since=2016-02-20&sorter=forsinket")
    shown = rows_of(olas, f"{RFC}&sorter=forsinket")
    assert [[row[k] for k in keys] for row in changed] == [[row[k] for k in keys] for row in shown]


def test_files_of_changes_hold_only_what_has_changed_where_that_is_asked_for(
    olas: Client, region: Region
) -> None:
    makers.make_region("Ofoten")
    words = "since=2016-02-20&endret=ja"
    assert {row["region"] for row in rows_of(olas, f"{RFC}&{words}")} == {region.slug}
    assert json.loads(fetch(olas, "oversikt.json", f"?{words}"))["count"] == 1
    book = book_of(olas, f"?{words}").get_sheet_by_index(0).to_python()
    assert len(book) == len(rows_of(olas, f"{RFC}&{words}")) + 1


def test_the_page_says_which_files_hold_only_what_has_changed(olas: Client, region: Region) -> None:
    makers.make_region("Ofoten")
    page = olas.get(f"{OUT}?since=2016-02-20&endret=ja").context["page"]
    assert (page.count, page.changed) == (2, 1)
    assert "endret" not in page.of_day[0].url
    assert "endret=ja" in page.of_changes[0].url
    assert olas.get(f"{OUT}?since=2016-02-20").context["page"].changed is None
    assert olas.get(f"{OUT}?endret=ja").context["page"].changed is None


def test_changes_are_the_same_in_all_files(olas: Client, region: Region) -> None:
    words = "?since=2016-02-20"
    data = json.loads(fetch(olas, "oversikt.json", words))
    assert (data["version"], data["since"]) == ("byregion-changes/1", "2016-02-20")
    rows = rows_of(olas, f"{RFC}&since=2016-02-20")
    assert [{k: _as_in_csv(v) for k, v in row.items()} for row in data["rows"]] == rows
    assert len(book_of(olas, words).get_sheet_by_index(0).to_python()) == len(rows) + 1


# Harmless in a spreadsheet

SIGNED = ["=1+1", "+47 900", "-2+3", "@SUM(A1)", "\t=1", "'= quoted", " =1"]


@pytest.mark.parametrize("words", ["", RFC])
def test_no_text_in_csv_begins_as_a_formula(words: str, olas: Client, phase: Phase) -> None:
    for name in SIGNED:
        makers.make_region_of_old(name)
    text = fetch(olas, words=words).decode("utf-8-sig")
    delimiter = "," if words else ";"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1:]
    assert {row[0] for row in rows} == {f"'{name}" for name in SIGNED}


def test_no_text_in_a_workbook_is_a_formula_or_a_link(olas: Client, phase: Phase) -> None:
    for name in (*SIGNED, "https://example.no/", "mailto:ola@example.no"):
        makers.make_region_of_old(name)
    data = fetch(olas, "oversikt.xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "worksheets/" in n]
    assert [re.findall("<f[ >]|<hyperlink", sheet) for sheet in sheets] == [[], [], []]
    rows = book_of(olas).get_sheet_by_index(0).to_python()[1:]
    assert set(SIGNED) < {row[0] for row in rows}


@given(st.text())
@example("'")
@example("''=")
@example("\uff1d1+1")
def test_one_apostrophe_less_is_the_text_as_it_was_written(text: str) -> None:
    made = harmless(text)
    assert made.removeprefix("'") == text
    assert not made.startswith((*SIGNS[:-1], *WIDE_SIGNS))


# Who sees what


@pytest.mark.parametrize("words", ["", "?since=2016-01-01"])
@pytest.mark.parametrize("name", ["oversikt.csv", "oversikt.json", "oversikt.xlsx"])
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (lambda _region: makers.ministry(), False),
        (lambda _region: makers.coordinator_of(makers.make_region("Ofoten")), False),
        (lambda _region: makers.staff(), True),
        (makers.coordinator_of, True),
        (makers.reader_of, True),
    ],
    ids=["ministry", "another region", "staff", "coordinator", "reader"],
)
def test_a_theme_is_for_those_who_see_the_region(
    who: Callable[[Region], User], name: str, words: str, sees: bool, client: Client, region: Region
) -> None:  # fmt: skip
    client.force_login(who(region))
    data = fetch(client, name, words)
    if name.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(part) for part in archive.namelist())
    assert b"Salten" in data
    assert (THEME.encode() in data) is sees


# What it costs


@pytest.mark.parametrize("regions", [1, 3])
def test_a_file_costs_the_same_for_any_number_of_regions(
    regions: int,
    olas: Client,
    phase: Phase,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(regions):
        makers.make_region(f"Region {number}")
    for name, words, count in (
        ("", "", 7),
        ("oversikt.csv", "", 9),
        ("oversikt.json", "", 9),
        ("oversikt.xlsx", "", 9),
        ("oversikt.csv", "?as_of=2016-02-15", 13),
        ("oversikt.csv", "?since=2016-02-15", 14),
    ):
        with django_assert_num_queries(count):
            read(olas, f"{OUT}{name}{words}")


def test_each_chunk_of_regions_costs_two_queries(
    olas: Client,
    phase: Phase,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(overview, "CHUNK", 1)
    for number in range(3):
        makers.make_region(f"Region {number}")
    with django_assert_num_queries(9 + 2 * 2):
        read(olas, f"{OUT}oversikt.csv")


# The page


def test_the_page_keeps_what_was_chosen(olas: Client, region: Region) -> None:
    body = olas.get(f"{OUT}?q=salt&as_of=2016-11-01&side=3").content.decode()
    for name in ("oversikt.xlsx?", "oversikt.csv?", "oversikt.json?"):
        assert f'href="{OUT}{name}q=salt&amp;as_of=2016-11-01' in body
    assert f'href="{OUT}oversikt.csv?q=salt&amp;as_of=2016-11-01&amp;csv=rfc4180"' in body
    assert '<input type="hidden" name="as_of" value="2016-11-01">' in body


def test_the_page_offers_changes_where_an_earlier_day_is_chosen(
    olas: Client, region: Region
) -> None:
    page = olas.get(f"{OUT}?since=2016-02-15&q=salt").context["page"]
    assert [offer.url for offer in page.of_day][:2] == [
        f"{OUT}oversikt.xlsx?q=salt", f"{OUT}oversikt.csv?q=salt"
    ]  # fmt: skip
    assert [offer.url for offer in page.of_changes][:2] == [
        f"{OUT}oversikt.xlsx?q=salt&since=2016-02-15",
        f"{OUT}oversikt.csv?q=salt&since=2016-02-15",
    ]
    assert olas.get(OUT).context["page"].of_changes == ()


def test_the_page_offers_the_history_to_those_who_may_fetch_it(
    client: Client, region: Region
) -> None:
    for person, offered in (
        (makers.staff(), True),
        (makers.reader_of(region), True),
        (makers.ministry(), False),
    ):
        client.force_login(person)
        assert ("historikk.csv" in client.get(OUT).content.decode()) is offered


def test_a_workbook_is_in_the_language_of_the_page(client: Client, region: Region) -> None:
    client.force_login(makers.staff(makers.make_person(language="en")))
    head = book_of(client).get_sheet_by_index(0).to_python()[0]
    with translation.override("en"):
        assert head == [str(column.heading) for column in COLUMNS]
