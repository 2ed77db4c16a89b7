"""The sheet opened, filled in and saved by LibreOffice, for real. Skipped where it is missing."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from checkpoints.models import Assessment, Status, Strand
from regions.models import Region, User
from tests import makers
from tests.checkpoints.test_sheets_files import steps
from tests.sheet_files import fetch, fetch_rows, rezipped, save, upload, xlsx

SOFFICE = shutil.which("soffice")
CSV = "csv:Text - txt - csv (StarCalc):{separator},34,76,1,,0,false,true,true,false,false,-1"
TEXT = "=1+1 og «æøå»\n- en strek,  to; blanke\n\ttab"
pytestmark = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice is missing: type 'sudo apt-get install libreoffice-calc-nogui'.",
)


class Office:
    """LibreOffice with a profile of its own, without windows."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._saved: dict[tuple[bytes, str], bytes] = {}

    def saved_as(self, data: bytes, old: str, new: str, *, sheet: str = "") -> bytes:
        """A file of one kind saved as another; of a CSV the sheet that is named."""
        if (data, new) not in self._saved:
            self._saved[data, new] = self._convert(data, old, new, sheet)
        return self._saved[data, new]

    def _convert(self, data: bytes, old: str, new: str, sheet: str) -> bytes:
        folder = self.directory / "out"
        shutil.rmtree(folder, ignore_errors=True)
        (self.directory / f"ark.{old}").write_bytes(data)
        profile = f"-env:UserInstallation=file://{self.directory}/profile"
        subprocess.run(
            [
                str(SOFFICE), profile, "--headless", "--convert-to", new,
                "--outdir", str(folder), str(self.directory / f"ark.{old}"),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        kind = new.partition(":")[0]
        return (folder / (f"ark-{sheet}.{kind}" if sheet else f"ark.{kind}")).read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann", language="en"))


@pytest.fixture(scope="module")
def _books() -> list[bytes]:
    return []


@pytest.fixture
def book(karis: Client, strand: Strand, kari: User, _books: list[bytes]) -> bytes:
    """The workbook of a region in which something stands in every kind of cell.

    Each test's region is the same, and so is what one of them fetched.
    """
    makers.assess(
        strand, 1, 1, text=TEXT, met_on=date(2016, 2, 1), due_on=date(2016, 3, 1),
        responsible=kari, unsure=True,
    )  # fmt: skip
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, text="0123", responsible_name="Åse Øy")
    if not _books:
        _books.append(fetch(karis))
    return _books[0]


KINDS: dict[str, Callable[[Office, bytes], tuple[bytes, str]]] = {
    "XLSX": lambda office, book: (office.saved_as(book, "xlsx", "xlsx"), "ark.xlsx"),
    "ODS": lambda office, book: (office.saved_as(book, "xlsx", "ods"), "ark.ods"),
    "CSV with semicolons": lambda office, book: (
        office.saved_as(book, "xlsx", CSV.format(separator=59), sheet="Checkpoints"), "ark.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_opened_and_saved_by_libreoffice_nothing_is_changed(
    kind: str, office: Office, book: bytes, karis: Client
) -> None:
    data, name = KINDS[kind](office, book)
    response = upload(karis, data, name)
    assert response.status_code == 200, response.context["form"].faults
    page = response.context["page"]
    assert (page.rows, page.unchanged) == ((), 6)


CORRECT = "Write what is to stand there."
WRONG = {
    "Status": ("=1/0", "#DIV/0!"),
    "Due on": ("=finnesIkke()", "#NAME?"),
    "Comment or answer": ("=NA()", "#N/A"),
    "Why": ("=1/0", "#DIV/0!"),
}


def test_a_formula_that_comes_to_nothing_is_named_and_empties_no_cell(
    office: Office, karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Blir", due_on=date(2016, 12, 1))
    rows = fetch_rows(karis)

    def wrong(_book: Any, sheet: Any) -> None:
        for heading, (formula, word) in WRONG.items():
            sheet.write_formula(1, rows[0].index(heading), formula, None, word)

    typed = office.saved_as(xlsx(rows, wrong), "xlsx", "ods")
    for kind, data in (
        ("ods", typed),
        ("xlsx", office.saved_as(typed, "ods", "xlsx")),
        ("csv", office.saved_as(typed, "ods", CSV.format(separator=59), sheet="Ark")),
    ):
        response = upload(karis, data, f"ark.{kind}")
        assert response.context["form"].faults == [
            f"Row 2, {heading}: the formula gives no value («{word}»). {CORRECT}"
            for heading, (_formula, word) in WRONG.items()
        ], kind


def filled_in(ods: bytes) -> bytes:
    """The sheet as if someone had typed in it: in the cells of row 3, which is checkpoint 2."""
    with zipfile.ZipFile(BytesIO(ods)) as archive:
        content = archive.read("content.xml").decode()
    rows = re.findall(r"<table:table-row.*?</table:table-row>", content, re.DOTALL)
    [row] = [row for row in rows if "0123" in row]
    typed = row.replace("<text:p>In progress</text:p>", "<text:p>Oppfylt</text:p>")
    typed = typed.replace("<text:p>0123</text:p>", "<text:p>Vedtatt i mai.</text:p>")
    typed = typed.replace("<text:p>Åse Øy</text:p>", "<text:p>kari nordmann</text:p>")
    assert typed != row
    return rezipped(ods, (row.encode(), typed.encode()))


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_filled_in_and_saved_by_libreoffice_it_is_compared_and_saved(
    kind: str, office: Office, book: bytes, karis: Client, kari: User
) -> None:
    ods = filled_in(office.saved_as(book, "xlsx", "ods"))
    if kind == "csv":
        data = office.saved_as(ods, "ods", CSV.format(separator=59), sheet="Checkpoints")
    else:
        data = office.saved_as(ods, "ods", kind)
    before = steps()

    response = upload(karis, data, f"ark.{kind}")

    [row] = response.context["page"].rows
    assert [field.label for field in row.fields] == [
        "Status", "Met on", "Comment", "Responsible", "Responsible, other",
    ]  # fmt: skip
    assert steps() == before
    save(karis, response)
    saved: Any = Assessment.objects.get(milestone__position=1, checkpoint__position=2)
    assert (saved.status, saved.met_on) == (Status.MET, date(2016, 11, 20))
    assert (saved.text, saved.responsible, saved.responsible_name) == ("Vedtatt i mai.", kari, "")
    assert steps() == before + 1
