"""A registration as `arkivmelding.xml`, which archives take in as eFormidling hands it to them.

Valid by the arkivmelding.xsd of Digitaliseringsdirektoratet (docs/archive.md says where it is): the
order of elements is the schema's. It has no room for sizes and checksums of files; these stand, by
their names in Noark 5, in virksomhetsspesifikkeMetadata, which holds whatever a system knows more.
"""

import re
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from regions import clock
from reports.archiving.noark import (
    SYSTEM,
    Case,
    Document,
    Note,
    Registration,
    id_of,
    opened_at,
)
from reports.codes import in_groups

FORMAT = "http://www.arkivverket.no/standarder/noark5/arkivmelding"
OURS = "urn:x-byregion:arkiv:1"  # of what is ours alone
_TYPES = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def arkivmelding(registration: Registration) -> bytes:
    """The same registration gives the same bytes."""
    root = Element("arkivmelding", {"xmlns": FORMAT, "xmlns:xsi": _TYPES})
    told_at = _moment(registration.told_at)
    _say(root, "system", SYSTEM)
    _say(root, "meldingId", id_of("message", registration.code, told_at))
    _say(root, "tidspunkt", told_at)
    _say(root, "antallFiler", len(registration.documents))
    _add_case(root, registration)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_case(root: Element, registration: Registration) -> None:
    case = registration.case
    below = SubElement(root, "mappe", {"xsi:type": "saksmappe"})
    _say(below, "systemID", case.system_id)
    _say(below, "tittel", case.title)
    _say(below, "opprettetDato", _moment(opened_at(case)))
    _say(below, "opprettetAv", SYSTEM)
    _add_registration(below, registration)
    _say(below, "saksdato", case.opened_on)
    _say(below, "administrativEnhet", case.unit)
    _say(below, "saksansvarlig", case.unit)
    _say(below, "saksstatus", "Under behandling")
    _add_host(below, case)


def _add_host(below: Element, case: Case) -> None:
    if case.host:
        party = SubElement(below, "sakspart")
        _say(party, "sakspartNavn", case.host)
        _say(party, "sakspartRolle", "Søkerkommune")


def _add_registration(below: Element, one: Registration) -> None:
    entry = SubElement(below, "basisregistrering", {"xsi:type": "journalpost"})
    _say(entry, "systemID", one.system_id)
    _say(entry, "opprettetDato", _moment(one.sent_at))
    _say(entry, "opprettetAv", one.sent_by)
    _say(entry, "referanseForelderMappe", one.case.system_id)
    for number, document in enumerate(one.documents, start=1):
        _add_document(entry, one, document, number)
    _say(entry, "tittel", one.title)
    _add_what_is_ours(entry, one)
    for note in one.notes:
        _add_note(entry, note)
    _add_previous(entry, one.previous)
    _say(entry, "journalposttype", "Utgående dokument")
    _say(entry, "journalstatus", "Ekspedert")
    _say(entry, "journaldato", one.dated)
    _say(entry, "dokumentetsDato", one.dated)
    _say(entry, "sendtDato", _moment(one.sent_at))
    _say(entry, "antallVedlegg", sum(not document.is_main for document in one.documents))
    _add_party(entry, "Avsender", one.sender, contact=one.sent_by)
    _add_party(entry, "Mottaker", one.recipient)


def _add_document(below: Element, one: Registration, document: Document, number: int) -> None:
    described = SubElement(below, "dokumentbeskrivelse")
    _say(described, "systemID", id_of("document", one.code, document.puid))
    _say(described, "dokumenttype", "Rapport")
    _say(described, "dokumentstatus", "Dokumentet er ferdigstilt")
    _say(described, "tittel", document.title)
    _say(described, "opprettetDato", _moment(document.made_at))
    _say(described, "opprettetAv", document.made_by)
    _say(described, "tilknyttetRegistreringSom", attached_as(document))
    _say(described, "dokumentnummer", number)
    _say(described, "tilknyttetDato", _moment(one.sent_at))
    _say(described, "tilknyttetAv", one.sent_by)
    file = SubElement(described, "dokumentobjekt")
    _say(file, "versjonsnummer", 1)
    _say(file, "variantformat", document.variant)
    _say(file, "opprettetDato", _moment(document.made_at))
    _say(file, "opprettetAv", document.made_by)
    _say(file, "referanseDokumentfil", document.file)


def attached_as(document: Document) -> str:
    return "Hoveddokument" if document.is_main else "Vedlegg"


def _add_what_is_ours(below: Element, one: Registration) -> None:
    held = SubElement(below, "virksomhetsspesifikkeMetadata")
    edition = SubElement(held, "utgave", {"xmlns": OURS})
    _say(edition, "rapport", one.round)
    _say(edition, "frist", one.due_on)
    _say(edition, "nummer", one.number)
    _say(edition, "kode", in_groups(one.code))
    _say(edition, "kontrolladresse", one.check_at)
    _say(edition, "kjede", one.chain)
    if one.previous_chain:
        _say(edition, "forrigeKjede", one.previous_chain)
    for document in one.documents:
        file = SubElement(edition, "dokumentobjekt")
        _say(file, "format", document.puid)
        _say(file, "formatDetaljer", document.format)
        _say(file, "referanseDokumentfil", document.file)
        _say(file, "sjekksum", document.sha256)
        _say(file, "sjekksumAlgoritme", "SHA-256")
        _say(file, "filstoerrelse", document.size)


def _add_note(below: Element, note: Note) -> None:
    told = SubElement(below, "merknad")
    _say(told, "merknadstekst", note.text)
    _say(told, "merknadstype", note.kind)
    _say(told, "merknadsdato", _moment(note.at))
    _say(told, "merknadRegistrertAv", note.by)


def _add_previous(below: Element, previous: UUID | None) -> None:
    if previous:
        _say(SubElement(below, "kryssreferanse"), "referanseTilRegistrering", previous)


def _add_party(below: Element, kind: str, name: str, contact: str = "") -> None:
    party = SubElement(below, "korrespondansepart")
    _say(party, "korrespondanseparttype", kind)
    _say(party, "korrespondansepartNavn", name)
    if contact:
        _say(party, "kontaktperson", contact)


def _say(below: Element, name: str, value: Any) -> None:
    """An element that says one thing; what XML cannot hold is a space."""
    SubElement(below, name).text = _NOT_IN_XML.sub(" ", str(value))


def _moment(at: datetime) -> str:
    return at.astimezone(clock.OSLO).isoformat(timespec="seconds")
