"""Damaged, foreign and hostile files: each gets its sentence, and nothing is changed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from checkpoints.models import AssessmentRevision, Status, Strand
from checkpoints.sheets import keys
from checkpoints.sheets.keys import Key
from regions.models import Region
from tests import evidence_files, makers
from tests.sheet_files import KEY, comma, fetch, fetch_rows, ods, put, rezipped, upload, xlsx

NAME = "ark.xlsx"
DAMAGED = f"{NAME} is damaged or incomplete. Save it again and upload it once more."
UNREADABLE = (
    f"{NAME} could not be read: it is damaged, or takes far more room than a sheet that was "
    "fetched here. Fetch a new one and copy what you wrote into it."
)
NOT_A_SHEET = f"{NAME} is no spreadsheet. Save it as .xlsx, .ods or .csv and upload that."
TOO_MUCH = (
    f"{NAME} has more than 25000 rows or 64 columns. "
    "Delete what does not belong to the sheet and upload it again."
)
TOO_LONG = f"{NAME} has a cell with more than 32767 characters. Make it shorter."
NO_KEYS = (
    f"{NAME} has no column with the heading «{KEY}». Upload a sheet that was fetched here; "
    "in CSV, save the sheet with the checkpoints."
)
MACROS = f"{NAME} holds macros. Save it as .xlsx, without macros, and upload it again."
LOCKED = f"{NAME} is locked with a password. Save it without one and upload it again."
OLD_OFFICE = (
    f"{NAME} is locked with a password or in an old Excel format. "
    "Save it without a password as .xlsx and upload it again."
)
CORRECT = "Nothing is changed. Correct the sheet and upload it again."
DAMAGED_KEY = "the key is damaged or missing. Fetch a new sheet and copy what you wrote into it."
ALTERED = "the key was altered. Fetch a new sheet and copy what you wrote into it."
GONE = "the checkpoint or the strand is no longer in use. Delete the row."
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'.encode()
        for before, after in pairwise("abcdefghi")
    )
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>'
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst'


@dataclass(frozen=True)
class Desk:
    """Someone's signed-in browser, on a region with a strand on which one thing is recorded."""

    client: Client
    strand: Strand
    other: Region

    @property
    def good(self) -> bytes:
        return fetch(self.client)

    @property
    def rows(self) -> list[list[object]]:
        return fetch_rows(self.client)

    def rekeyed(self, key: str, *rows: int) -> bytes:
        listed = self.rows
        for row in rows or (2,):
            put(listed, row)[row - 1][0] = key
        return xlsx(listed)

    def key(self, **facts: object) -> Key:
        known: dict[str, object] = {"region": "bodo", "strand": 1, "milestone": "m1"}
        return Key(**{**known, "checkpoint": "c1", "revision": 1, **facts})  # type: ignore[arg-type]  # by name


@pytest.fixture
def desk(client: Client, region: Region, strand: Strand) -> Desk:
    client.force_login(makers.coordinator_of(region, makers.make_person("Kari", language="en")))
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Vi er i gang.")
    return Desk(client, strand, makers.make_region("Altaregionen", slug="alta"))


def random_bytes() -> bytes:
    return random.Random(7).randbytes(4000)  # noqa: S311  the same ones each time


def far(sheet: str) -> Callable[[Desk], bytes]:
    return lambda desk: xlsx(desk.rows, lambda _book, ark: ark.write_string(sheet, "her"))


def with_xml(before: bytes, after: bytes) -> Callable[[Desk], bytes]:
    """A workbook in whose sheet something of the XML is otherwise."""
    return lambda desk: rezipped(xlsx(desk.rows), (before, after))


def with_entity(declared: bytes) -> Callable[[Desk], bytes]:
    """A workbook whose texts begin with a declaration of `i`, which one of them asks for."""
    return lambda desk: rezipped(
        xlsx(desk.rows), (DECLARED, declared + b"<sst"), (b"Vi er i gang.", b"&i;")
    )


def another_installation(desk: Desk) -> bytes:
    elsewhere = keys.signed_with("another installation's secret", desk.key())
    return desk.rekeyed(elsewhere)


def moved_on(desk: Desk) -> bytes:
    """The key says revision 9 with the signature of revision 1."""
    return desk.rekeyed(keys.signed(desk.key()).replace("/1:", "/9:"))


def same_key_twice(desk: Desk) -> bytes:
    rows = desk.rows
    return xlsx([*rows[:4], rows[1], *rows[4:], rows[2]])


def key_of(region: str = "bodo", **facts: object) -> Callable[[Desk], bytes]:
    return lambda desk: desk.rekeyed(keys.signed(desk.key(region=region, **facts)))


def older(desk: Desk) -> bytes:
    return desk.rekeyed(keys.signed(desk.key()).replace("byregion1", "byregion0"), *range(2, 8))


def newer(desk: Desk) -> bytes:
    return desk.rekeyed(keys.signed(desk.key()).replace("byregion1", "byregion2"), 3)


def a_row_of_ones_own(desk: Desk) -> bytes:
    return xlsx([*desk.rows, ["", "", "", "", "Met", "", "", "Vårt eget", "", "", ""]])


def without(heading: str) -> Callable[[Desk], bytes]:
    def made(desk: Desk) -> bytes:
        rows = desk.rows
        place = rows[0].index(heading)
        return xlsx([row[:place] + row[place + 1 :] for row in rows])

    return made


def heading_twice(desk: Desk) -> bytes:
    return xlsx([[*row, row[4]] for row in desk.rows])


def on_two_sheets(desk: Desk) -> bytes:
    rows = desk.rows

    def copied(book: object, _sheet: object) -> None:
        again = book.add_worksheet("Kopi")  # type: ignore[attr-defined]  # a workbook
        for place, row in enumerate(rows):
            again.write_row(place, 0, row)

    return xlsx(rows, copied)


def only_keys(desk: Desk) -> bytes:
    return xlsx([row[:4] for row in desk.rows])


def only_headings(desk: Desk) -> bytes:
    return xlsx(desk.rows[:1])


def swelling_ods(_desk: Desk) -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    return ods(
        f'<table:table-row table:number-rows-repeated="1048576">{cell}<text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )


def with_quote_open(desk: Desk) -> bytes:
    return comma(desk.rows) + b'"Kari'


def a_long_cell(desk: Desk) -> bytes:
    return comma(put(desk.rows, 2, text="x" * 32_768))


def a_long_cell_in_xml(desk: Desk) -> bytes:
    return rezipped(xlsx(desk.rows), (b"Vi er i gang.", b"x" * 40_000))


def halved(desk: Desk) -> bytes:
    data = desk.good
    return data[: len(data) // 2]


def altered_within(desk: Desk) -> bytes:
    data = bytearray(desk.good)
    data[len(data) // 3] ^= 0xFF
    return bytes(data)


FILES: dict[str, tuple[Callable[[Desk], bytes], str]] = {
    # Of the file
    "empty": (lambda _: b"", f"{NAME} is empty. Choose another file."),
    "random bytes": (lambda _: random_bytes(), NOT_A_SHEET),
    "random bytes that begin as an archive": (lambda _: b"PK\x03\x04" + random_bytes(), DAMAGED),
    "half a workbook": (halved, DAMAGED),
    "a workbook with a wrong bit": (altered_within, DAMAGED),
    "more than five megabytes": (
        lambda _: b"Key;Status\n" + b"x" * 5_300_000,
        f"{NAME} is larger than 5 MB, which is far more than the sheet that was fetched here.",
    ),
    "a PDF": (lambda _: b"%PDF-1.7\n\x00\x01\x02", NOT_A_SHEET),
    "a picture": (lambda _: evidence_files.picture(), NOT_A_SHEET),
    "a Word document": (lambda _: evidence_files.ooxml("word"), NOT_A_SHEET),
    "an OpenDocument text": (lambda _: evidence_files.odf("text"), NOT_A_SHEET),
    "an old XLS": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OLD_OFFICE),
    "an archive behind a password": (lambda _: evidence_files.locked(), LOCKED),
    "an archive that swells": (lambda _: evidence_files.bomb(300), UNREADABLE),
    "an archive that lies of its size": (lambda _: evidence_files.bomb_that_lies(), UNREADABLE),
    "macros": (lambda desk: rezipped(desk.good, more={"xl/vbaProject.bin": b"x"}), MACROS),
    "a workbook without its inside": (lambda _: evidence_files.ooxml("xl"), UNREADABLE),
    # What a workbook asks of the machine
    "a cell in the last corner": (far("XFD1048576"), TOO_MUCH),
    "a cell far down": (far("A99999"), TOO_MUCH),
    "sixteen thousand columns": (far("XFD2"), TOO_MUCH),
    "a cell far down in a row without a number": (
        with_xml(b'<c r="A2"', b'<c x="A2" r="BZ99000"'), TOO_MUCH,
    ),
    "a number of a row that lies": (with_xml(b'<row r="3"', b'<row r="1048576"'), TOO_MUCH),
    "a thousand million laughs": (with_entity(LAUGHS), UNREADABLE),
    "something from outside": (with_entity(OUTSIDE), UNREADABLE),
    "an ODS that says a cell a thousand million times": (swelling_ods, UNREADABLE),
    "a million rows of CSV": (lambda _: f"{KEY};x\n".encode() + b"a;b\n" * 1_000_000, TOO_MUCH),
    "a CSV with too many columns": (lambda _: f"{KEY};Status\n".encode() + b";" * 64, TOO_MUCH),
    "a CSV with a cell that is too long": (a_long_cell, TOO_LONG),
    "a workbook with a cell that is too long": (a_long_cell_in_xml, TOO_LONG),
    # CSV
    "a CSV with NUL": (lambda desk: comma(desk.rows) + b"\x00", NOT_A_SHEET),
    "a CSV with a quote that is never closed": (with_quote_open, DAMAGED),
    "half a letter in UTF-16": (
        lambda desk: comma(desk.rows, encoding="utf-16") + b"\x00\xd8", NOT_A_SHEET,
    ),
    # The sheet
    "another spreadsheet": (lambda _: xlsx([["Navn", "Antall"], ["Kart", 3]]), NO_KEYS),
    "another CSV": (lambda _: b"Navn;Antall\nKart;3\n", NO_KEYS),
    "no column of keys": (without(KEY), NO_KEYS),
    "nothing to fill in": (
        only_keys, f"{NAME} has none of the columns that are filled in. Fetch a new sheet.",
    ),
    "headings alone": (
        only_headings, f"{NAME} has no rows with checkpoints. Fetch a new sheet.",
    ),
    "a heading twice": (
        heading_twice, f"{NAME} has two columns with the heading «Status». Delete one of them.",
    ),
    "the checkpoints twice": (
        on_two_sheets,
        f"{NAME} has the checkpoints on two sheets. Delete one and upload it again.",
    ),
}  # fmt: skip
ROWS: dict[str, tuple[Callable[[Desk], bytes], list[str]]] = {
    "a row of one's own": (a_row_of_ones_own, [f"Row 8: {DAMAGED_KEY}"]),
    "a key that is cut off": (
        lambda desk: desk.rekeyed("byregion1:bodo/1/m1"), [f"Row 2: {DAMAGED_KEY}"],
    ),
    "another region's": (
        key_of("alta"),
        ["Row 2: the sheet is another region's. Upload it on that region's page."],
    ),
    "another installation's": (
        another_installation,
        ["Row 2: the sheet was not fetched here, but from another Byregion."],
    ),
    "a revision that was altered": (moved_on, [f"Row 2: {ALTERED}"]),
    "an older version": (
        older,
        ["Rows 2–7: the sheet is of an older version of Byregion. Fetch a new one."],
    ),
    "a newer version": (
        newer,
        ["Row 3: the sheet is of a newer version of Byregion than this one. Fetch a new one."],
    ),
    "an unknown checkpoint": (key_of(checkpoint="finnes-ikke"), [f"Row 2: {GONE}"]),
    "an unknown strand": (key_of(strand=9), [f"Row 2: {GONE}"]),
    "the same key twice": (
        same_key_twice,
        [
            f"Rows {rows}: the rows have the same key, so they are the same checkpoint. "
            "Delete all but one."
            for rows in ("2, 5", "3, 9")
        ],
    ),
}  # fmt: skip


def steps() -> int:
    return AssessmentRevision.objects.count()


def refusals(desk: Desk, data: bytes) -> tuple[list[str], list[str]]:
    """What the page says of the file, and of its rows and cells; nothing is changed."""
    before = steps()
    response = upload(desk.client, data, NAME)
    assert (response.status_code, steps()) == (422, before)
    form = response.context["form"]
    with translation.override("en"):  # as the page was
        return list(form.errors["sheet"]), form.faults


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_sheet_of_ours_is_refused_in_a_sentence(what: str, desk: Desk) -> None:
    make, sentence = FILES[what]
    assert refusals(desk, make(desk)) == ([sentence], [])


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_cannot_be_placed_is_named(what: str, desk: Desk) -> None:
    make, sentences = ROWS[what]
    assert refusals(desk, make(desk)) == ([CORRECT], sentences)


def test_all_cells_that_are_not_understood_are_named_at_once(desk: Desk) -> None:
    rows = desk.rows
    put(rows, 2, status="ferdig", unsure="kanskje", met_on="i fjor", responsible="x" * 101)
    put(rows, 3, status="", due_on=42705.0)
    put(rows, 4, text="x" * 3001)
    statuses = "«Not started», «In progress», «Met», «On hold», «Not applicable»"
    assert refusals(desk, xlsx(rows)) == (
        [CORRECT],
        [
            f"Row 2, Status: «ferdig» is none of the statuses. Write {statuses}.",
            "Row 2, Met on: «i fjor» is not a date. Write the date as 20.11.2016.",
            "Row 2, Unsure: «kanskje» is neither yes nor no.",
            f"Row 3, Status: The status is empty. Write {statuses}.",
            "Row 3, Due on: «42705» is not a date. Write the date as 20.11.2016.",
            "Row 4, Comment or answer: Write at most 3000 characters; this is 3001.",
        ],
    )


def test_what_the_action_refuses_is_named_by_its_cell(desk: Desk) -> None:
    rows = put(put(desk.rows, 3, met_on="01.11.2016"), 4, status="Answered")
    put(rows, 5, due_on="01.11.2036", status="In progress")
    assert refusals(desk, xlsx(rows)) == (
        [CORRECT],
        [
            "Row 3, Met on: Only what is met has a date for it.",
            "Row 4, Comment or answer: Write an answer before you mark the question answered.",
            (
                "Row 5, Due on: The date is more than a year outside the phase "
                "(01.07.2015–31.05.2018)."
            ),
        ],
    )


def test_two_people_of_one_name_are_told_apart_by_their_address(desk: Desk) -> None:
    region = desk.strand.region
    for number in (1, 2):
        makers.reader_of(region, makers.make_person("Per Hansen", email=f"per{number}@bodo.no"))
    rows = put(desk.rows, 2, responsible="per  HANSEN")
    words = "More than one person is called «per HANSEN». Write the e-mail address instead."
    assert refusals(desk, xlsx(rows)) == ([CORRECT], [f"Row 2, Responsible: {words}"])


def test_what_kills_the_reading_process_kills_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the library asks for more memory than there is."""
    monkeypatch.setattr("checkpoints.sheets.tables._run", lambda *_: -6)
    assert refusals(desk, desk.good) == ([UNREADABLE], [])


def test_the_secret_may_be_changed_while_sheets_are_out(desk: Desk, settings: Settings) -> None:
    rows = put(desk.rows, 2, text="Nytt")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    desk.client.force_login(desk.strand.region.memberships.get().user)
    assert [row.number for row in upload(desk.client, xlsx(rows)).context["page"].rows] == [2]
