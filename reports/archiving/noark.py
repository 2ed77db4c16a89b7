"""What an archive is told of an edition: plain data, each field named by its term in Noark 5.

All of it comes from what was frozen when the edition was handed in, and from its withdrawal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.utils import translation
from django.utils.translation import gettext as _

from regions import clock
from reports.content import ReportContent
from reports.filing import Filing
from reports.integrity import withdrawal_of
from reports.models import Edition

SYSTEM = "Byregion"
_OURS = UUID("6f2f3c1e-5a0d-5c55-9b0a-1d0f7a6c2b41")  # below which the names are counted
_PRODUCTION, _ARCHIVAL = "Produksjonsformat", "Arkivformat"  # the two values of variantformat


@dataclass(frozen=True)
class Note:
    """A merknad."""

    text: str  # merknadstekst
    kind: str  # merknadstype
    at: datetime  # merknadsdato
    by: str  # merknadRegistrertAv


@dataclass(frozen=True)
class Document:
    """A dokumentbeskrivelse and its only dokumentobjekt."""

    title: str  # tittel
    is_main: bool  # tilknyttetRegistreringSom: Hoveddokument, or Vedlegg
    variant: str  # variantformat
    file: str  # referanseDokumentfil
    puid: str  # format, as PRONOM numbers it
    format: str  # formatDetaljer
    size: int  # filstoerrelse
    sha256: str  # sjekksum
    made_at: datetime  # opprettetDato
    made_by: str  # opprettetAv


@dataclass(frozen=True)
class Case:
    """The saksmappe: all that a region hands in during a phase."""

    system_id: UUID
    title: str
    opened_on: date  # saksdato
    unit: str  # administrativEnhet, saksansvarlig: the region
    host: str  # sakspart: the municipality that answers for the region; may be empty


@dataclass(frozen=True)
class Registration:
    """The journalpost that an edition is."""

    system_id: UUID
    case: Case
    previous: UUID | None  # kryssreferanse: the region's edition before this one
    title: str
    language: str  # of the words, and of the report
    sent_at: datetime  # sendtDato, opprettetDato; its day is dokumentetsDato
    sent_by: str  # kontaktperson
    sender: str  # korrespondansepart of type Avsender
    recipient: str  # and of type Mottaker
    round: str  # «Rapport 2»
    due_on: date
    number: int
    code: str
    check_at: str
    chain: str
    previous_chain: str  # empty of a region's first edition
    notes: tuple[Note, ...]
    documents: tuple[Document, ...]
    told_at: datetime  # when the last of all this came to be

    @property
    def dated(self) -> date:
        return clock.day_of(self.sent_at)


def registration_of(
    edition: Edition, content: ReportContent, *, name: str, with_reasons: bool
) -> Registration:
    """Of an edition with its paper, previous edition and withdrawal.

    `name` is that of its files, without an ending. Why it was withdrawn is told `with_reasons`.
    """
    filing, made_at, withdrawal = _filing(content), edition.file.made_at, withdrawal_of(edition)
    with translation.override(content.language):
        return Registration(
            system_id=_id_of_edition(edition),
            case=_case(content),
            previous=_id_of_edition(edition.previous) if edition.previous else None,
            title=f"{filing.name}, {_edition(edition)} – {content.region}",
            language=content.language,
            sent_at=edition.handed_in_at,
            sent_by=filing.by,
            sender=content.region,
            recipient=content.funder or content.programme,
            round=filing.name,
            due_on=filing.due_on,
            number=edition.number,
            code=edition.code,
            check_at=filing.check_at,
            chain=edition.chain,
            previous_chain=filing.previous,
            notes=tuple(_notes(edition, with_reasons=with_reasons)),
            documents=(_paper(edition, filing, name), _data(edition, filing, name)),
            told_at=max(made_at, withdrawal.at if withdrawal else made_at),
        )


def id_of(*named: str) -> UUID:
    """The same name gets the same systemID, whenever and wherever it is asked for."""
    return uuid5(_OURS, "/".join(named))


def _id_of_edition(edition: Edition) -> UUID:
    return id_of("edition", edition.code)


def _filing(content: ReportContent) -> Filing:
    if content.filing is None:
        raise TypeError("an edition is an answer to a round")
    return content.filing


def _edition(edition: Edition) -> str:
    return _("edition %(n)d") % {"n": edition.number}


def _case(content: ReportContent) -> Case:
    phase = content.phase
    return Case(
        system_id=id_of("case", content.programme, phase.slug, content.region_slug),
        title=f"{content.programme}, {phase.name.value} – {content.region}",
        opened_on=phase.starts_on,
        unit=content.region,
        host=content.host.name if content.host else "",
    )


def opened_at(case: Case) -> datetime:
    return datetime.combine(case.opened_on, time(), tzinfo=clock.OSLO)


def _notes(edition: Edition, *, with_reasons: bool) -> Iterator[Note]:
    staff, withdrawal = _("The programme staff"), withdrawal_of(edition)
    if edition.on_behalf:
        text = _("Handed in by the programme staff on behalf of the region.")
        yield Note(text, _("On behalf"), edition.handed_in_at, staff)
    if withdrawal:
        text = _("The edition is withdrawn: it no longer holds.")
        why = f"{text}\n{withdrawal.reason}" if with_reasons else text
        yield Note(why, _("Withdrawn"), withdrawal.at, staff)


def _paper(edition: Edition, filing: Filing, name: str) -> Document:
    file = edition.file
    return Document(
        title=f"{filing.name}, {_edition(edition)}",
        is_main=True,
        variant=_ARCHIVAL,
        file=f"{name}.pdf",
        puid="fmt/479",
        format="PDF/A-3a, PDF/UA-1",
        size=len(file.content),
        sha256=file.sha256,
        made_at=file.made_at,
        made_by=SYSTEM,
    )


def _data(edition: Edition, filing: Filing, name: str) -> Document:
    """What the paper is made of."""
    return Document(
        title=f"{filing.name}, {_edition(edition)}: {_('the content as data')}",
        is_main=False,
        variant=_PRODUCTION,
        file=f"{name}.json",
        puid="fmt/817",
        format="JSON",
        size=len(edition.content.encode()),
        sha256=edition.content_sha256,
        made_at=edition.handed_in_at,
        made_by=SYSTEM,
    )
