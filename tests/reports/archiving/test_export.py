"""The ZIP of editions: what lies where, the same each time, and nothing missing."""

import gc
import hashlib
import logging
import subprocess
import tracemalloc
import weakref
from collections.abc import Iterator
from io import BytesIO
from itertools import count, repeat
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from django.db.models import QuerySet

from regions.models import Region, User
from reports import actions
from reports.archiving.export import Export
from reports.integrity import AlteredError
from reports.models import Edition, Report
from reports.queries.archiving import editions_of_region, papers_of, to_archive
from tests import makers
from tests.reports.archiving.conftest import PAPER
from tests.reports.archiving.schema import NAMESPACE, faults_of
from tests.unguarded import alter

REASON = "Tallene er feil."


def exported(editions: QuerySet[Edition], *, with_reasons: bool = True) -> bytes:
    made = Export(editions, name="arkiv", language="nb", with_reasons=with_reasons)
    return b"".join(made.stream())


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def of(region: Region, *, with_reasons: bool = True) -> dict[str, bytes]:
    return opened(exported(editions_of_region(region), with_reasons=with_reasons))


def folder(edition: Edition) -> str:
    event = edition.report.round.event
    return f"fase.{event.slug}.{edition.region.slug}.utgave-{edition.number}"


def two_editions(report: Report, coordinator: User, edition: Edition) -> Edition:
    report.refresh_from_db()
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    second = makers.hand_in(report, coordinator)
    makers.make_paper(second, PAPER + b" again")
    return second


def test_each_edition_has_a_folder_with_paper_content_and_metadata(
    region: Region, edition: Edition
) -> None:
    where = folder(edition)
    name = f"{where}/{edition.report.round.event.slug}-{region.slug}-utgave-1"
    found = of(region)
    assert list(found) == [
        "LESMEG.txt", f"{name}.pdf", f"{name}.json", f"{where}/arkivmelding.xml",
        f"{where}/metadata.txt", "innhold.csv", "SHA256SUMS",
    ]  # fmt: skip
    _headings, line, end = found["innhold.csv"].decode().split("\r\n")
    assert (line.split(";")[0], line.split(";")[2], line.split(";")[4]) == (region.name, "1", where)
    assert end == ""
    assert found[f"{name}.pdf"] == PAPER
    assert found[f"{name}.json"].decode() == edition.content


def test_the_metadata_name_files_that_lie_beside_them(region: Region, edition: Edition) -> None:
    found = of(region)
    root = fromstring(found[f"{folder(edition)}/arkivmelding.xml"].decode())  # noqa: S314  ours
    assert faults_of(root) == []
    named = [one.text for one in root.iter(f"{NAMESPACE}referanseDokumentfil")]
    assert [f"{folder(edition)}/{name}" for name in named] == list(found)[1:3]


def test_the_checksums_are_those_of_all_that_is_there(
    region: Region, edition: Edition, tmp_path: Path
) -> None:
    content = exported(editions_of_region(region))
    with ZipFile(BytesIO(content)) as found:
        found.extractall(tmp_path)
        named = len(found.namelist())
    said = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.count(": OK\n") == named - 1


def test_the_same_editions_give_the_same_bytes(region: Region, edition: Edition) -> None:
    first, second = (exported(editions_of_region(region)) for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_editions_of_a_region_come_in_the_order_of_their_chain(
    region: Region, report: Report, coordinator: User, edition: Edition
) -> None:
    second = two_editions(report, coordinator, edition)
    found = of(region)
    assert list(dict.fromkeys(name.split("/")[0] for name in found if "/" in name)) == [
        folder(edition), folder(second),
    ]  # fmt: skip
    first, later = (
        fromstring(found[f"{folder(one)}/arkivmelding.xml"].decode())  # noqa: S314  ours
        for one in (edition, second)
    )
    (own,) = first.findall(f".//{NAMESPACE}basisregistrering/{NAMESPACE}systemID")
    assert [one.text for one in later.iter(f"{NAMESPACE}referanseTilRegistrering")] == [own.text]
    assert f"Forrige kjede (SHA-256): {edition.chain}\n" in (
        found[f"{folder(second)}/metadata.txt"].decode()
    )


@pytest.mark.parametrize("with_reasons", [True, False])
def test_a_withdrawn_edition_is_there_and_says_so_and_why_to_those_who_may_know(
    region: Region, staff: User, edition: Edition, with_reasons: bool
) -> None:
    before = of(region)
    actions.withdraw_edition(by=staff, edition=edition, reason=REASON)
    found = of(region, with_reasons=with_reasons)
    assert list(found) == list(before)
    for name in ("arkivmelding.xml", "metadata.txt"):
        at = f"{folder(edition)}/{name}"
        assert found[at] != before[at]
        assert (REASON in found[at].decode()) is with_reasons
        assert staff.name not in found[at].decode()


def test_what_was_handed_in_on_behalf_of_a_region_says_so(
    region: Region, report: Report, staff: User
) -> None:
    edition = makers.hand_in(report, staff, on_behalf=True, reason="Koordinator er syk.")
    makers.make_paper(edition, PAPER)
    text = of(region)[f"{folder(edition)}/metadata.txt"].decode()
    assert text.startswith("Merknad (")
    assert "Koordinator er syk." not in text


@pytest.mark.parametrize("name", ["Nord/Sør «æøå»", 'Å <b> & "hei"', "Lang" * 25])
def test_folders_are_plain_letters_whatever_a_region_is_called(db: None, name: str) -> None:
    makers.small_programme()
    region = makers.make_region(name)
    makers.main_strand(region)
    edition = makers.hand_in(
        makers.report_of(region, makers.ask_for_reports(region)), makers.coordinator_of(region)
    )
    makers.make_paper(edition, PAPER)
    found = of(region)
    assert all(path.isascii() and path.count("/") <= 1 for path in found)
    assert name in found[f"{folder(edition)}/metadata.txt"].decode()


def test_a_region_without_papers_is_not_whole(
    region: Region, report: Report, coordinator: User, edition: Edition
) -> None:
    report.refresh_from_db()
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    makers.hand_in(report, coordinator)
    found = papers_of(editions_of_region(region))
    assert (found.editions, found.made, found.missing) == (2, 1, 1)


def test_what_was_altered_breaks_off(
    region: Region, edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    alter(edition.file, content=b"%PDF-1.7 another")
    sent: list[bytes] = []
    made = Export(editions_of_region(region), name="arkiv", language="nb", with_reasons=True)
    with caplog.at_level(logging.ERROR), pytest.raises(AlteredError):
        sent.extend(made.stream())
    assert b"another" not in b"".join(sent)
    assert b"PK\x05\x06" not in b"".join(sent)  # no directory: nothing opens it
    assert [one.name for one in caplog.records] == ["reports.archiving.export"]


def test_what_was_read_is_let_go_at_once(
    region: Region, report: Report, coordinator: User, edition: Edition
) -> None:
    two_editions(report, coordinator, edition)
    gc.disable()  # which would let go of it too, but later
    try:
        found = to_archive(editions_of_region(region))
        first = weakref.ref(next(found).file)
        assert next(found).number == 2
        assert first() is None
    finally:
        gc.enable()


def test_the_memory_stays_flat(
    region: Region, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3,700 editions take hardly more than 37; checksums are all that grows."""
    folders = count()
    (one,) = Edition.objects.select_related(
        "file", "withdrawal", "previous", "region", "report__round__event__phase"
    )

    def peak(editions: int) -> int:
        def many(_editions: object) -> Iterator[Edition]:
            return repeat(one, editions)

        monkeypatch.setattr("reports.archiving.export.to_archive", many)
        monkeypatch.setattr("reports.archiving.export.folder_of", lambda _one: f"{next(folders)}")
        made = Export(editions_of_region(region), name="x", language="nb", with_reasons=True)
        tracemalloc.start()
        for _piece in made.stream():
            pass
        _now, found = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return found

    assert peak(40) < peak(4) + 200_000
