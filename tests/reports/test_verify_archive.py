"""What is changed behind the application's back is found and named; the rest is looked at."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from regions.models import Region, User
from reports import actions, guards, integrity
from reports.canonical import checksum
from reports.chain import chain_of
from reports.integrity import Fault
from reports.models import Edition, EditionFile, EditionWithdrawal
from reports.pdf import PaperError
from tests import makers
from tests.unguarded import alter, unguarded

WELL = "3 editions looked at, all are as they were handed in.\n"


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def editions(region: Region, coordinator: User) -> list[Edition]:
    """Three of a region, each chained to the one before, with papers; the first two withdrawn."""
    report = makers.report_of(region, makers.ask_for_reports(region))
    made = []
    for number in (1, 2, 3):
        made.append(makers.hand_in(report, coordinator))
        makers.make_paper(made[-1], b"%%PDF-1.7 %d" % number)
        if number < 3:
            actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    return made


def verified(*options: str) -> tuple[str, int]:
    """What `manage.py verify_archive` says, and how it exits."""
    out = StringIO()
    try:
        call_command("verify_archive", *options, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), error.returncode
    return out.getvalue(), 0


def line(edition: Edition, fault: Fault) -> str:
    slug, event = edition.region.slug, edition.report.round.event.slug
    return f"edition {edition.pk} ({slug}, {event}, {edition.number}): {fault}\n"


def test_what_is_as_it_was_handed_in_is_well(editions: list[Edition]) -> None:
    assert verified() == (WELL, 0)


def test_an_empty_archive_is_well(db: None) -> None:
    assert verified() == ("0 editions looked at, all are as they were handed in.\n", 0)


# The row of an edition, column by column. The last is the one altered, so nothing follows from it.


def other_text(value: str) -> str:
    return ("0" if value[0] != "0" else "1") + value[1:]


ROW: dict[str, tuple[Callable[[Edition], Any], list[Fault]]] = {
    "number": (lambda one: one.number + 1, [Fault.ROW]),
    "report_revision": (lambda one: one.report_revision + 1, [Fault.ROW]),
    "code": (lambda _: "222222222222", [Fault.ROW]),
    "content": (lambda one: one.content.replace("rute", "Rute", 1), [Fault.CONTENT]),
    "content_sha256": (lambda one: other_text(one.content_sha256), [Fault.CONTENT, Fault.ROW]),
    "chain": (lambda one: other_text(one.chain), [Fault.ROW, Fault.FILE_ROW]),
    "handed_in_at": (lambda one: one.handed_in_at - timedelta(seconds=1), [Fault.ROW]),
    "handed_in_by_id": (lambda _: makers.staff().pk, [Fault.ROW]),
    "on_behalf": (lambda one: not one.on_behalf, [Fault.ROW]),
    "previous_id": (lambda one: one.pk, [Fault.CHAIN]),
}


@pytest.mark.parametrize("name", ROW)
def test_a_changed_column_of_an_edition_is_found(editions: list[Edition], name: str) -> None:
    last = editions[-1]
    make, faults = ROW[name]
    alter(last, **{name: make(last)})
    last.refresh_from_db()
    said = "".join(line(last, fault) for fault in faults)
    assert verified() == (said + "3 editions looked at, 1 faults.", 1)


def test_an_edition_of_another_report_is_found(editions: list[Edition], region: Region) -> None:
    other = makers.report_of(region, makers.ask_for_reports(region))
    alter(editions[-1], report_id=other.pk)
    assert integrity.faults_of(integrity.to_inspect().get(pk=editions[-1].pk)) == (Fault.ROW,)


def test_an_edition_of_another_region_is_found(editions: list[Edition]) -> None:
    alter(editions[-1], region_id=makers.make_region("Salten").pk)
    assert integrity.faults_of(integrity.to_inspect().get(pk=editions[-1].pk)) == (Fault.ROW,)


def test_no_column_is_forgotten() -> None:
    columns = {field.attname for field in Edition._meta.concrete_fields}
    assert columns - set(ROW) == {"id", "report_id", "region_id"}


def test_content_and_checksum_changed_together_are_found(editions: list[Edition]) -> None:
    content = editions[1].content.replace("rute", "Rute", 1)
    alter(editions[1], content=content, content_sha256=checksum(content))
    said = line(editions[1], Fault.ROW)
    assert verified() == (f"{said}3 editions looked at, 1 faults.", 1)


def test_a_whole_edition_written_anew_is_found_by_the_next(editions: list[Edition]) -> None:
    """Content, checksum and chain all fit each other; what was handed in later knew another."""
    first, second, _third = editions
    first.content = first.content.replace("rute", "Rute", 1)
    first.content_sha256 = checksum(first.content)
    chain = chain_of(first, "")
    alter(first, content=first.content, content_sha256=first.content_sha256, chain=chain)
    said, status = verified()
    assert status == 1
    assert line(second, Fault.CHAIN) in said
    assert line(first, Fault.ROW) not in said


def test_each_fault_is_named_and_the_rest_looked_at(editions: list[Edition]) -> None:
    alter(editions[0], content=editions[0].content.replace("rute", "Rute", 1))
    alter(editions[2].file, sha256="0" * 64)
    said = [
        line(editions[0], Fault.CONTENT),
        line(editions[2], Fault.FILE),
        line(editions[2], Fault.FILE_ROW),
        "3 editions looked at, 2 faults.",
    ]
    assert verified() == ("".join(said), 1)


def test_content_that_is_no_longer_json_is_found(editions: list[Edition]) -> None:
    alter(editions[0], content="{")
    assert verified() == (line(editions[0], Fault.CONTENT) + "3 editions looked at, 1 faults.", 1)


# Its file, and its withdrawal

FILE: dict[str, tuple[Callable[[EditionFile], Any], list[Fault]]] = {
    "content": (lambda one: bytes(one.content) + b"\n", [Fault.FILE]),
    "sha256": (lambda one: other_text(one.sha256), [Fault.FILE, Fault.FILE_ROW]),
    "renderer": (lambda _: "a press 2", [Fault.FILE_ROW]),
    "made_at": (lambda one: one.made_at + timedelta(seconds=1), [Fault.FILE_ROW]),
    "seal": (lambda one: other_text(one.seal), [Fault.FILE_ROW]),
}
WITHDRAWAL: dict[str, Callable[[EditionWithdrawal], Any]] = {
    "reason": lambda one: f"{one.reason} Ikke.",
    "by_id": lambda _: makers.staff().pk,
    "at": lambda one: one.at + timedelta(seconds=1),
    "seal": lambda one: other_text(one.seal),
}


@pytest.mark.parametrize("name", FILE)
def test_a_changed_column_of_a_file_is_found(editions: list[Edition], name: str) -> None:
    file = EditionFile.objects.get(edition=editions[1])
    make, faults = FILE[name]
    alter(file, **{name: make(file)})
    said = "".join(line(editions[1], fault) for fault in faults)
    assert verified() == (said + "3 editions looked at, 1 faults.", 1)


@pytest.mark.parametrize("name", WITHDRAWAL)
def test_a_changed_column_of_a_withdrawal_is_found(editions: list[Edition], name: str) -> None:
    withdrawal = EditionWithdrawal.objects.get(edition=editions[1])
    alter(withdrawal, **{name: WITHDRAWAL[name](withdrawal)})
    said = line(editions[1], Fault.WITHDRAWAL)
    assert verified() == (f"{said}3 editions looked at, 1 faults.", 1)


def test_a_file_and_a_withdrawal_of_another_edition_are_found(editions: list[Edition]) -> None:
    with unguarded():
        EditionFile.objects.get(edition=editions[2]).delete()
        EditionWithdrawal.objects.get(edition=editions[1]).delete()
    alter(EditionFile.objects.get(edition=editions[1]), edition_id=editions[2].pk)
    alter(EditionWithdrawal.objects.get(edition=editions[0]), edition_id=editions[1].pk)
    said = [
        line(editions[1], Fault.NO_FILE),
        line(editions[1], Fault.WITHDRAWAL),
        line(editions[2], Fault.FILE_ROW),
        "3 editions looked at, 2 faults.",
    ]
    assert verified() == ("".join(said), 1)


def test_no_column_of_a_file_or_withdrawal_is_forgotten() -> None:
    files = {field.attname for field in EditionFile._meta.concrete_fields}
    withdrawals = {field.attname for field in EditionWithdrawal._meta.concrete_fields}
    assert files - set(FILE) == withdrawals - set(WITHDRAWAL) == {"id", "edition_id"}


def test_a_paper_that_was_never_made_is_named(region: Region, coordinator: User) -> None:
    report = makers.report_of(region, makers.ask_for_reports(region))
    edition = makers.hand_in(report, coordinator)
    said = line(edition, Fault.NO_FILE)
    assert verified() == (f"{said}1 editions looked at, 1 faults.", 1)


# What is gone


@pytest.mark.django_db(transaction=True)
def test_an_edition_that_is_gone_is_named_and_so_is_its_gap() -> None:
    """As a file system or someone with the whole database in hand could do it."""
    region = makers.main_strand_of_small_programme().region
    coordinator = makers.coordinator_of(region)
    report = makers.report_of(region, makers.ask_for_reports(region))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.tasks.report_pdf", lambda _content: b"%PDF-1.7")
        first = makers.hand_in(report, coordinator)
        actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
        second = makers.hand_in(report, coordinator)
    with_foreign_keys_off(f"DELETE FROM reports_edition WHERE id = {first.pk}")  # noqa: S608  ours
    try:
        assert integrity.missing_editions() == [first.pk]
        said, status = verified()
        assert status == 1
        assert line(second, Fault.PREDECESSOR) in said
        assert f"edition {first.pk}: it is missing\n" in said
    finally:
        with_foreign_keys_off("DELETE FROM reports_reportrevision")


def with_foreign_keys_off(statement: str) -> None:
    on_sqlite = connection.vendor == "sqlite"
    off, on = (
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        if on_sqlite
        else (
            "SET session_replication_role = replica",
            "SET session_replication_role = DEFAULT",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(off)
        with unguarded():
            cursor.execute(statement)
        cursor.execute(on)


def test_a_table_without_its_rules_is_named(editions: list[Edition]) -> None:
    guards.take_down(connection)
    said = [f"{table}: it lacks rules that keep what was handed in\n" for table in guards.TABLES]
    assert verified() == ("".join(said) + "3 editions looked at, 3 faults.", 1)


# Set again


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[Any], bytes]], None]:
    """Takes another renderer into use."""

    def use(name: str, setting: Callable[[Any], bytes]) -> None:
        monkeypatch.setattr(integrity, "renderer", lambda: name)
        monkeypatch.setattr(integrity, "report_pdf", setting)

    return use


def as_made(content: Any) -> bytes:
    return b"%%PDF-1.7 %d" % content.filing.number


type Press = Callable[[str, Callable[[Any], bytes]], None]


def test_the_same_renderer_gives_the_same_bytes(editions: list[Edition], press: Press) -> None:
    press("a press 1", as_made)
    assert verified("--render") == (WELL, 0)


def test_the_same_renderer_and_other_bytes_are_a_fault(
    editions: list[Edition], press: Press
) -> None:
    press("a press 1", lambda content: as_made(content) + b" " * (content.filing.number == 2))
    said = line(editions[1], Fault.PAPER)
    assert verified("--render") == (f"{said}3 editions looked at, 1 faults.", 1)


def test_another_renderer_proves_nothing_and_that_is_said(
    editions: list[Edition], press: Press
) -> None:
    press("a press 2", lambda _content: b"%PDF-2.0")
    said, status = verified("--render")
    assert status == 0
    assert said.count("; to set it again proves nothing of its file\n") == 3
    assert said.endswith(WELL)


def test_what_cannot_be_set_again_is_said(editions: list[Edition], press: Press) -> None:
    def broken(_content: Any) -> bytes:
        raise PaperError("no Pango")

    press("a press 1", broken)
    said, status = verified("--render")
    assert status == 0
    assert said.count(": its paper cannot be set again here\n") == 3


def test_without_being_asked_nothing_is_set(editions: list[Edition], press: Press) -> None:
    def never(_content: Any) -> bytes:
        raise AssertionError

    press("a press 1", never)
    assert verified() == (WELL, 0)
