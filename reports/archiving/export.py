"""Editions as the files of an archive export: a folder each, a note to read first, and checksums.

The same editions give the same bytes, one edition in memory at a time.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checkpoints.exports.columns import Value
from checkpoints.exports.csvs import NORWEGIAN, written
from checkpoints.timeline import event_name
from regions import clock
from reports.archiving.arkivmelding import arkivmelding
from reports.archiving.noark import registration_of
from reports.archiving.plain_text import metadata, readme
from reports.bundles.zips import Entry, streamed
from reports.content import edition_file_name
from reports.integrity import AlteredError, content_of_edition, faults_of
from reports.models import Edition
from reports.queries.archiving import Editions, Papers, papers_of, to_archive

log = logging.getLogger(__name__)

SUMS = "SHA256SUMS"
CONTENTS = "innhold.csv"
HEADINGS = ("Region", "Rapport", "Utgave", "Levert", "Mappe")  # as in metadata.txt: always bokmål

type File = tuple[str, bytes]  # its path, and what is in it


@dataclass(frozen=True)
class Export:
    """Some editions to be archived."""

    editions: Editions
    name: str  # of the file, without an ending
    language: str  # of the note to read first
    with_reasons: bool  # whether withdrawals say why

    @cached_property
    def papers(self) -> Papers:
        """How many editions there are, and of how many the paper is made: 1 query."""
        return papers_of(self.editions)

    @property
    def is_sound(self) -> bool:
        """Whether all of it is what was handed in. Reads all of it."""
        try:
            for _each in self.files():
                pass
        except AlteredError:
            return False
        return True

    def stream(self) -> Iterator[bytes]:
        """The ZIP; AlteredError breaks it off where something is not what was handed in."""
        return streamed(map(_entry, self.files()))

    def files(self) -> Iterator[File]:
        """The note, the folders, a list of them, and the checksums of them all."""
        sums = []
        for name, held in self._before_the_sums():
            sums.append(f"{hashlib.sha256(held).hexdigest()}  {name}\n")
            yield name, held
        yield SUMS, "".join(sums).encode()

    def _before_the_sums(self) -> Iterator[File]:
        yield "LESMEG.txt", readme(self.language)
        listed = []
        for edition in to_archive(self.editions):
            yield from files_of(edition, with_reasons=self.with_reasons)
            listed.append(_line_of(edition))
        yield CONTENTS, "".join(written(NORWEGIAN, HEADINGS, listed)).encode()


def folder_of(edition: Edition) -> str:
    """«fase-2.rapport-1.region-alesund.utgave-2»: slugs hold no dots, so no two are the same."""
    event = edition.report.round.event
    return f"{event.phase.slug}.{event.slug}.{edition.region.slug}.utgave-{edition.number}"


def _line_of(edition: Edition) -> list[Value]:
    """Under which folder an edition lies, for who has many to file."""
    event, day = edition.report.round.event, clock.day_of(edition.handed_in_at)
    return [edition.region.name, event_name(event), edition.number, day, folder_of(edition)]


def files_of(edition: Edition, *, with_reasons: bool) -> Iterator[File]:
    """An edition's folder; AlteredError where it is not what was handed in."""
    faults, content = faults_of(edition), content_of_edition(edition)
    if faults or content is None:
        log.error("Edition %s is not exported: %s", edition.pk, "; ".join(faults))
        raise AlteredError(folder_of(edition))
    name = edition_file_name(edition.report.round.event.slug, edition.region.slug, edition.number)
    registration = registration_of(edition, content, name=name, with_reasons=with_reasons)
    folder = folder_of(edition)
    yield f"{folder}/{name}.pdf", bytes(edition.file.content)
    yield f"{folder}/{name}.json", edition.content.encode()
    yield f"{folder}/arkivmelding.xml", arkivmelding(registration)
    yield f"{folder}/metadata.txt", metadata(registration)


def _entry(file: File) -> Entry:
    name, held = file
    return Entry(name, len(held), lambda: held)
