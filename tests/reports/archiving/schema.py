"""What the arkivmelding.xsd of eFormidling says of the elements that are written here.

By hand, after docs.digdir.no/resources/arkivmelding/arkivmelding.xsd and the metadatakatalog.xsd of
Noark 5 version 3.1 that it takes its types from. Each element's children in their order, those that
must be there with an exclamation mark; elements that are never written are left out but where they
must be there.
"""

import re
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.arkivverket.no/standarder/noark5/arkivmelding}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

CHILDREN = {
    "arkivmelding": "system! meldingId! tidspunkt! antallFiler! mappe!",
    "mappe": (
        "systemID! tittel! opprettetDato! opprettetAv! basisregistrering! "
        "saksdato! administrativEnhet! saksansvarlig! saksstatus! sakspart"
    ),
    "sakspart": "sakspartNavn! sakspartRolle!",
    "basisregistrering": (
        "systemID! opprettetDato! opprettetAv! referanseForelderMappe! dokumentbeskrivelse* "
        "tittel! virksomhetsspesifikkeMetadata merknad* kryssreferanse* journalposttype! "
        "journalstatus! journaldato! dokumentetsDato sendtDato antallVedlegg korrespondansepart*"
    ),
    "dokumentbeskrivelse": (
        "systemID! dokumenttype! dokumentstatus! tittel! opprettetDato! opprettetAv! "
        "tilknyttetRegistreringSom! dokumentnummer! tilknyttetDato! tilknyttetAv! dokumentobjekt*"
    ),
    "dokumentobjekt": (
        "versjonsnummer! variantformat! opprettetDato! opprettetAv! referanseDokumentfil!"
    ),
    "merknad": "merknadstekst! merknadstype merknadsdato! merknadRegistrertAv!",
    "kryssreferanse": "referanseTilRegistrering",
    "korrespondansepart": "korrespondanseparttype! korrespondansepartNavn! kontaktperson",
}
_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_DATE = r"\d{4}-\d\d-\d\d"
_MOMENT = rf"{_DATE}T\d\d:\d\d:\d\d[+-]\d\d:\d\d"
_NUMBER = r"\d+"
_WORDS = r"(?s).*\S.*"
VALUES = {
    "systemID": _GUID,
    "referanseForelderMappe": _GUID,
    "referanseTilRegistrering": _GUID,
    "tidspunkt": _MOMENT,
    "opprettetDato": _MOMENT,
    "tilknyttetDato": _MOMENT,
    "merknadsdato": _MOMENT,
    "sendtDato": _MOMENT,
    "saksdato": _DATE,
    "journaldato": _DATE,
    "dokumentetsDato": _DATE,
    "antallFiler": _NUMBER,
    "antallVedlegg": _NUMBER,
    "versjonsnummer": _NUMBER,
    "dokumentnummer": _NUMBER,
    "saksstatus": "Under behandling|Avsluttet|Utgår",
    "journalposttype": "Inngående dokument|Utgående dokument",
    "journalstatus": (
        "Journalført|Ferdigstilt fra saksbehandler|Godkjent av leder|Ekspedert|Arkivert|Utgår"
    ),
    "dokumentstatus": "Dokumentet er under redigering|Dokumentet er ferdigstilt",
    "tilknyttetRegistreringSom": "Hoveddokument|Vedlegg",
    "variantformat": "Produksjonsformat|Arkivformat",
    "korrespondanseparttype": "Avsender|Mottaker",
}
TYPES = {"mappe": "saksmappe", "basisregistrering": "journalpost"}


def faults_of(found: Element) -> list[str]:
    """What a document says otherwise than the schema, each as a line; whatever is ours is not."""
    name = found.tag.removeprefix(NAMESPACE)
    if name == "virksomhetsspesifikkeMetadata":
        return []
    if name not in CHILDREN:
        text, pattern = found.text or "", VALUES.get(name, _WORDS)
        return [] if re.fullmatch(pattern, text) else [f"{name} is {text!r}"]
    faults = [] if found.get(TYPE) == TYPES.get(name) else [f"{name} is no {TYPES.get(name)}"]
    children = [child.tag.removeprefix(NAMESPACE) for child in found]
    if not re.fullmatch(_pattern(CHILDREN[name]), "".join(f"{child} " for child in children)):
        faults.append(f"{name} holds {children}")
    return faults + [fault for child in found for fault in faults_of(child)]


def _pattern(children: str) -> str:
    """«a! b* c» as what the names of an element's children match."""
    ends = {"!": "", "*": "*"}
    return "".join(f"({one.rstrip('!*')} ){ends.get(one[-1], '?')}" for one in children.split())
