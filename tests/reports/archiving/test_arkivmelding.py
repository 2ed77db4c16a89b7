"""Metadata of an edition as eFormidling's schema has them, whatever people call things."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from reports.archiving.arkivmelding import OURS, arkivmelding
from reports.archiving.noark import Case, Document, Note, Registration, id_of
from reports.archiving.plain_text import metadata
from tests.reports.archiving.schema import NAMESPACE, faults_of

AT = datetime(2016, 11, 20, 23, 30, tzinfo=UTC)  # the day after, in Oslo
NOTE = Note("Utgaven er trukket.\nTallene er feil.", "Trukket", AT, "Programstaben")


def document(**facts: Any) -> Document:
    plain = Document(
        title="Rapport 2, utgave 2", is_main=True, variant="Arkivformat", file="rapport-2.pdf",
        puid="fmt/479", format="PDF/A-3a", size=18, sha256="a1" * 32, made_at=AT,
        made_by="Byregion",
    )  # fmt: skip
    return replace(plain, **facts)


def registration(**facts: Any) -> Registration:
    case = Case(id_of("case"), "Fase 2 – Ålesund", date(2015, 7, 1), "Region Ålesund", "Ålesund")
    data = document(
        is_main=False, variant="Produksjonsformat", file="rapport-2.json", puid="fmt/817"
    )
    plain = Registration(
        system_id=id_of("edition"), case=case, previous=id_of("earlier"),
        title="Rapport 2, utgave 2 – Region Ålesund", language="nb", sent_at=AT,
        sent_by="Kari Nordmann", sender="Region Ålesund", recipient="Departementet",
        round="Rapport 2", due_on=date(2016, 12, 1), number=2, code="K7QM2XHD9FTR",
        check_at="https://byregion.example/kontroll/K7QM2XHD9FTR/", chain="0f" * 32,
        previous_chain="0e" * 32, notes=(NOTE,), documents=(document(), data), told_at=AT,
    )  # fmt: skip
    return replace(plain, **facts)


def read(one: Registration) -> Element:
    return fromstring(arkivmelding(one).decode())  # noqa: S314  written just now


def values(root: Element, name: str) -> list[str | None]:
    return [found.text for found in root.iter(f"{NAMESPACE}{name}")]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"notes": (), "previous": None, "previous_chain": ""},
        {"case": replace(registration().case, host="")},
    ],
)
def test_it_keeps_to_the_schema(facts: dict[str, Any]) -> None:
    assert faults_of(read(registration(**facts))) == []


def test_the_schema_finds_what_is_out_of_place() -> None:
    root = read(registration(title=" "))
    (entry,) = root.iter(f"{NAMESPACE}basisregistrering")
    entry.append(entry[0])
    del entry[0]
    children = [child.tag.removeprefix(NAMESPACE) for child in entry]
    assert faults_of(root) == [f"basisregistrering holds {children}", "tittel is ' '"]


def test_it_says_what_an_archivist_asks_for() -> None:
    root = read(registration())
    assert values(root, "tittel")[-1] == "Rapport 2, utgave 2 – Region Ålesund"
    assert values(root, "dokumentetsDato") == ["2016-11-21"]
    assert values(root, "dokumenttype") == ["Rapport", "Rapport"]
    assert values(root, "korrespondansepartNavn") == ["Region Ålesund", "Departementet"]
    assert values(root, "korrespondanseparttype") == ["Avsender", "Mottaker"]
    assert values(root, "kontaktperson") == ["Kari Nordmann"]
    assert values(root, "referanseDokumentfil") == ["rapport-2.pdf", "rapport-2.json"]
    assert values(root, "merknadstekst") == [NOTE.text]
    assert values(root, "sakspartNavn") == ["Ålesund"]


def test_size_checksum_and_format_stand_where_a_system_says_more() -> None:
    files = read(registration()).findall(f".//{{{OURS}}}dokumentobjekt")
    assert [[value.text for value in file] for file in files] == [
        ["fmt/479", "PDF/A-3a", "rapport-2.pdf", "a1" * 32, "SHA-256", "18"],
        ["fmt/817", "PDF/A-3a", "rapport-2.json", "a1" * 32, "SHA-256", "18"],
    ]


def test_the_same_edition_has_the_same_ids_and_bytes() -> None:
    one = registration()
    assert arkivmelding(one) == arkivmelding(registration())
    ids = [value for value in values(read(one), "systemID") if value]
    assert len(set(ids)) == len(ids) == 4
    later = registration(told_at=AT + timedelta(days=1))
    assert values(read(one), "meldingId") != values(read(later), "meldingId")


@pytest.mark.parametrize(
    "name",
    [
        "<b>Nord & Sør</b> \"/'../",
        "]]>",
        "Ålesund ærlig øst 𝔸",
        "Byregion " * 40,
        "Nul\x00 bell\x07 escape\x1b half\ufffe",
    ],
)
def test_no_name_breaks_it(name: str) -> None:
    one = registration(sender=name, title=name, sent_by=name, round=name)
    root = read(one)
    assert faults_of(root) == []
    cleaned = "".join(letter if letter.isprintable() else " " for letter in name)
    assert values(root, "korrespondansepartNavn")[0] == cleaned


def test_the_text_says_the_same_in_lines() -> None:
    lines = metadata(registration()).decode().splitlines()
    assert lines[:2] == [
        "Merknad (Trukket, 2016-11-21, Programstaben): Utgaven er trukket.",
        "  Tallene er feil.",
    ]
    assert "Dokumentdato: 2016-11-21" in lines
    assert "Avsender: Region Ålesund" in lines
    assert "Mottaker: Departementet" in lines
    assert lines.count(f"Sjekksum (SHA-256): {'a1' * 32}") == 2


def test_no_name_makes_a_line_of_its_own_in_the_text() -> None:
    lines = metadata(registration(sender="Ålesund\r\nMottaker: Meg\u2028Tittel: x")).decode()
    assert [line for line in lines.split("\n") if line.startswith("Mottaker")] == [
        "Mottaker: Departementet"
    ]
