"""The files of an archive export that people read: what stands in it, and how to check it."""

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from regions import clock
from reports.archiving.arkivmelding import attached_as
from reports.archiving.noark import Document, Registration
from reports.codes import in_groups

INDENT = "\n  "
WIDTH = 80  # letters


def readme(language: str) -> bytes:
    """The same for every export in a language."""
    with translation.override(language):
        text = render_to_string("reports/archive_readme.txt").strip()
    return "".join(f"{_broken(line)}\n" for line in text.splitlines()).encode()


def metadata(registration: Registration) -> bytes:
    """What `arkivmelding.xml` says, for whoever files it by hand; in the terms of Noark 5."""
    parts = [_lines(_facts(registration))]
    parts += [_lines(_of_file(document)) for document in registration.documents]
    return "\n".join(parts).encode()


def _broken(line: str) -> str:
    """A line as lines that fit a plain window, each as far in as the first."""
    margin = line[: len(line) - len(line.lstrip())]
    return fill(line, WIDTH, subsequent_indent=margin, break_on_hyphens=False)


def _lines(facts: Iterator[tuple[str, Any]]) -> str:
    """«Tittel: Rapport 2»; what has no value is left out, further lines of one are indented."""
    told = ((term, INDENT.join(str(value).splitlines())) for term, value in facts)
    return "".join(f"{term}: {value}\n" for term, value in told if value)


def _facts(one: Registration) -> Iterator[tuple[str, Any]]:
    for note in one.notes:
        yield f"Merknad ({note.kind}, {clock.day_of(note.at)}, {note.by})", note.text
    yield "Tittel", one.title
    yield "Dokumenttype", "Rapport"
    yield "Dokumentdato", one.dated
    yield "Avsender", one.sender
    yield "Kontaktperson", one.sent_by
    yield "Mottaker", one.recipient
    yield "Journalposttype", "Utgående dokument"
    yield "Saksmappe", one.case.title
    yield "Søkerkommune", one.case.host
    yield "Rapport", one.round
    yield "Frist", one.due_on
    yield "Utgave", one.number
    yield "Kode", in_groups(one.code)
    yield "Kontrolladresse", one.check_at
    yield "Kjede (SHA-256)", one.chain
    yield "Forrige kjede (SHA-256)", one.previous_chain
    yield "systemID", one.system_id
    yield "systemID for saksmappe", one.case.system_id
    yield "systemID for forrige utgave", one.previous or ""


def _of_file(document: Document) -> Iterator[tuple[str, Any]]:
    yield "Fil", document.file
    yield "Tittel", document.title
    yield "Tilknyttet som", attached_as(document)
    yield "Variantformat", document.variant
    yield "Format", f"{document.format} (PRONOM {document.puid})"
    yield "Filstørrelse", f"{document.size} byte"
    yield "Sjekksum (SHA-256)", document.sha256
