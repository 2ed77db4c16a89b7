"""The overview's files opened by LibreOffice, for real. Skipped where it is missing."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from tests import makers
from tests.checkpoints.test_exports import RFC, fetch
from tests.checkpoints.test_sheets_libreoffice import SOFFICE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        SOFFICE is None,
        reason="LibreOffice is missing: type 'sudo apt-get install libreoffice-calc-nogui'.",
    ),
]
# How LibreOffice is to read them: the separator, the quotation mark, UTF-8, from the first line on.
CSV = "CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true"
SIGNED = ["=1+1", "+1+1", "-1-1", "@SUM(1)", "=HYPERLINK(A1)"]


@pytest.fixture
def olas(client: Client) -> Client:
    """The browser of the programme staff, in a programme with regions of unlikely names."""
    makers.small_programme(milestones=1, checkpoints=1)
    for name in SIGNED:
        makers.make_region(name)
    client.force_login(makers.staff())
    return client


def opened(data: bytes, name: str, directory: Path, *read_as: str) -> str:
    """What LibreOffice makes of a file."""
    (directory / name).write_bytes(data)
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation=file://{directory}/profile", "--headless",
            *read_as, "--convert-to", "ods", "--outdir", str(directory), str(directory / name),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with zipfile.ZipFile((directory / name).with_suffix(".ods")) as archive:
        return archive.read("content.xml").decode()


@pytest.mark.parametrize(("words", "separator"), [("", 59), (RFC, 44)])
def test_opened_by_libreoffice_csv_holds_no_formula(
    words: str, separator: int, olas: Client, tmp_path: Path
) -> None:
    read_as = f"--infilter={CSV.format(separator=separator)}"
    data = fetch(olas, "oversikt.csv", words)
    content = opened(data, "harmless.csv", tmp_path, read_as)
    assert [name for name in SIGNED if f">'{name}<" in content.replace("&apos;", "'")] == SIGNED
    assert "table:formula" not in content
    # As it would be without the apostrophes:
    assert "table:formula" in opened(data.replace(b"'=", b"="), "raw.csv", tmp_path, read_as)


def test_opened_by_libreoffice_a_workbook_holds_no_formula(olas: Client, tmp_path: Path) -> None:
    content = opened(fetch(olas, "oversikt.xlsx"), "oversikt.xlsx", tmp_path)
    assert [name for name in SIGNED if f">{name}<" in content] == SIGNED
    assert "table:formula" not in content
