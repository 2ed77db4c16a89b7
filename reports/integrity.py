"""Whether an edition is what was handed in: each way in which it might not be, found by itself."""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet

from reports.canonical import canonical, checksum, from_json
from reports.chain import chain_of, seal_of_file, seal_of_withdrawal
from reports.content import ReportContent
from reports.models import Edition, EditionFile, EditionWithdrawal, Report, ReportRevision
from reports.paper import report_pdf
from reports.pdf import renderer

log = logging.getLogger(__name__)

HALF_A_LETTER = re.compile(r"(?<!\\)(\\\\)*\\u[dD][89a-fA-F]")  # that no page can be written with
_PRESS = Lock()  # one paper at a time is set again in a process, whoever asks
NOT_SET = ""  # kept in place of a checksum, so that a paper that fails is not tried at each request
TRIED_AGAIN = 600  # seconds until it is, all the same


class AlteredError(Exception):
    """What is kept is not what was handed in, or what was made: it is given to nobody."""


class Fault(StrEnum):
    """What is wrong with an edition, in words for whoever runs the installation."""

    CONTENT = "the content is not what was handed in"
    ROW = "the row has been changed"
    CHAIN = "it does not follow the edition before it: that one, or this one, has been changed"
    PREDECESSOR = "the edition before it is missing"
    NO_FILE = "it has no file (manage.py make_files makes it)"
    FILE = "the file is not the one that was made"
    FILE_ROW = "what is said of the file has been changed"
    WITHDRAWAL = "its withdrawal has been changed"
    PAPER = "its content, set by the same renderer, gives another file"
    UNREADABLE = "it, or something that belongs to it, cannot be read"


class Again(StrEnum):
    """What setting an edition's content once more says of its file."""

    SAME = "same"
    NEWER = "newer"  # another file, by another renderer: that says nothing of the one that is kept
    OTHER = "other"
    UNKNOWN = "unknown"  # no file to compare with, or it cannot be set here


@dataclass(frozen=True)
class Told:
    """What the frozen content says of the row that it stands in."""

    previous: str
    facts: tuple[Any, ...]


def to_inspect() -> QuerySet[Edition]:
    """Editions with their file, withdrawal and predecessor; one that lost any is found too."""
    rows = Edition.objects.select_related("previous", "file", "withdrawal")
    return rows.defer("previous__content", "previous__handed_in_at")


def in_chain_order() -> Iterator[int]:
    """Keys of all editions; each region's in the order of its chain."""
    keys = Edition.objects.order_by("region_id", "pk").values_list("pk", flat=True)
    return keys.iterator(chunk_size=1000)


def read(rows: QuerySet[Edition]) -> Edition | None:
    """The first of some editions; None where what the database holds is no edition any more.

    Whoever owns the database can write anything into it: SQLite keeps a text where a moment or
    bytes belong, and a query then ends in whichever error its reader meets first.
    """
    try:
        return rows.first()
    except Exception:
        log.exception("An edition cannot be read.")
        return None


def all_readable(region: str) -> bool:
    """Whether the rows of a region's editions, and what belongs to them, are rows at all."""
    editions = Edition.objects.filter(region__slug=region)
    return all(read(to_inspect().filter(pk=pk)) for pk in editions.values_list("pk", flat=True))


def faults_of(edition: Edition) -> tuple[Fault, ...]:
    """What is wrong with an edition from `to_inspect`; nothing is rendered, nor queried.

    A part that cannot even be read is named as changed, and as unreadable.
    """
    parts: dict[Fault, Callable[[Edition], Iterable[Fault]]] = {
        Fault.CONTENT: _faults_of_content,
        Fault.ROW: _faults_of_row,
        Fault.FILE: _faults_of_file,
        Fault.WITHDRAWAL: _faults_of_withdrawal,
    }
    found: list[Fault] = []
    for named, look in parts.items():
        try:
            found += look(edition)
        except Exception:
            log.exception("Something of edition %s cannot be read.", edition.pk)
            found += [named, Fault.UNREADABLE]
    return tuple(dict.fromkeys(found))


def missing_editions() -> list[int]:
    """Keys of editions that something still points at, and that are gone: 4 queries."""
    there = Edition.objects.values("pk")
    pointing = [
        ReportRevision.objects.exclude(edition=None).values_list("edition_id", flat=True),
        Report.objects.exclude(edition=None).values_list("edition_id", flat=True),
        EditionFile.objects.values_list("edition_id", flat=True),
        EditionWithdrawal.objects.values_list("edition_id", flat=True),
    ]
    found = {pk for rows in pointing for pk in rows.exclude(edition_id__in=there) if pk}
    return sorted(found, key=lambda pk: (len(str(pk)), str(pk)))  # numbers, if nobody altered them


def file_of(edition: Edition) -> EditionFile | None:
    return getattr(edition, "file", None)


def withdrawal_of(edition: Edition) -> EditionWithdrawal | None:
    return getattr(edition, "withdrawal", None)


def bytes_of(file: EditionFile) -> bytes | None:
    """The paper; None where it is not the one that was made."""
    kept: Any = file.content
    if not isinstance(kept, bytes | memoryview):  # SQLite keeps anything anywhere
        return None
    content = bytes(kept)
    return content if hashlib.sha256(content).hexdigest() == file.sha256 else None


def is_sound(edition: Edition) -> bool:
    """Whether the content is, letter for letter, what its checksum was counted of."""
    content: Any = edition.content  # SQLite keeps anything here too
    return isinstance(content, str) and checksum(content) == edition.content_sha256


def content_of_edition(edition: Edition) -> ReportContent | None:
    """What was handed in; None where it has been altered, or is of a format nobody reads now."""
    try:
        readable = is_sound(edition) and not HALF_A_LETTER.search(edition.content)
        return from_json(edition.content) if readable else None
    except Exception:
        log.exception("The content of edition %s cannot be read.", edition.pk)
        return None


def set_again(edition: Edition) -> Again:
    """What setting the content once more, here and now, says of the edition's file."""
    file = file_of(edition)
    if file is None:
        return Again.UNKNOWN
    again = sha256_of_paper(edition)
    if again is None:
        return Again.UNKNOWN
    if again == file.sha256:
        return Again.SAME
    return Again.OTHER if file.renderer == renderer() else Again.NEWER


def sha256_of_paper(edition: Edition) -> str | None:
    """Of the paper as it is set here and now: once a process. None where it cannot be set."""
    content = content_of_edition(edition)
    if content is None:
        return None
    kept, key = caches["memory"], f"paper:{edition.content_sha256}:{checksum(renderer())}"
    if kept.get(key) is None:
        with _PRESS:
            if kept.get(key) is None:  # nobody set it while this one waited
                found = _set(content)
                kept.set(key, found, None if found else TRIED_AGAIN)
    return kept.get(key) or None


def _set(content: ReportContent) -> str:
    try:
        return hashlib.sha256(report_pdf(content)).hexdigest()
    except Exception:  # what lacks Pango, and what content of no sense may come to
        log.exception("A paper cannot be set again.")
        return NOT_SET


def _faults_of_content(edition: Edition) -> Iterator[Fault]:
    if not is_sound(edition):
        yield Fault.CONTENT
    elif content_of_edition(edition) is None:
        yield Fault.UNREADABLE


def _faults_of_row(edition: Edition) -> Iterator[Fault]:
    told = _told(edition.content) if is_sound(edition) else None
    before = edition.previous.chain if edition.previous else ""
    previous = told.previous if told else before
    is_own = told is None or told.facts == _facts(edition)
    if chain_of(edition, previous) != edition.chain or not is_own:
        yield Fault.ROW
    if bool(previous or edition.previous_id) and edition.previous is None:
        yield Fault.PREDECESSOR
    elif before != previous:
        yield Fault.CHAIN


def _faults_of_file(edition: Edition) -> Iterator[Fault]:
    file = file_of(edition)
    if file is None:
        yield Fault.NO_FILE
        return
    if bytes_of(file) is None:
        yield Fault.FILE
    if seal_of_file(file, edition.chain) != file.seal:
        yield Fault.FILE_ROW


def _faults_of_withdrawal(edition: Edition) -> Iterator[Fault]:
    withdrawal = withdrawal_of(edition)
    if withdrawal and seal_of_withdrawal(withdrawal, edition.chain) != withdrawal.seal:
        yield Fault.WITHDRAWAL


def _told(content: str) -> Told:
    """Out of the JSON itself: that of an older format says these too. Raises for what does not."""
    found = json.loads(content)
    if canonical(found) != content:
        raise ValueError("not written as content is")
    filing = found["filing"]
    at = datetime.fromisoformat(filing["handed_in_at"])
    facts = filing["number"], filing["code"], at, filing["on_behalf"]
    return Told(filing["previous"], facts)


def _facts(edition: Edition) -> tuple[Any, ...]:
    return edition.number, edition.code, edition.handed_in_at, edition.on_behalf
