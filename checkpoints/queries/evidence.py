"""Reads of what backs a tick: files and links beside checkpoints and decisions, on any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from checkpoints.evidence import kinds
from checkpoints.evidence.receiving import MB
from checkpoints.models import (
    Attachment,
    AttachmentRevision,
    Checkpoint,
    Decision,
    DecisionRevision,
    Verdict,
)
from checkpoints.queries.progress import Keys
from regions.history import as_of
from regions.norwegian import in_order
from regions.reading import Reading

KINDS: Mapping[str, str | Promise] = {  # as people call them; names need no translation
    kinds.PDF.media_type: "PDF",
    kinds.DOCX.media_type: "Word",
    kinds.XLSX.media_type: "Excel",
    kinds.PPTX.media_type: "PowerPoint",
    kinds.ODT.media_type: "ODT",
    kinds.ODS.media_type: "ODS",
    kinds.PNG.media_type: "PNG",
    kinds.JPEG.media_type: "JPEG",
    kinds.WEBP.media_type: "WebP",
    kinds.CSV.media_type: "CSV",
    kinds.TEXT.media_type: _("text file"),
}
KB = 1024
STORED = (  # what an evidence's row says of the thing itself, in the order of the facts
    "url", "file_name", "stored__size", "stored__media_type", "stored__verdict", "stored__thumbnail"
)  # fmt: skip


@dataclass(frozen=True)
class EvidenceFacts:
    """A file or a link as lists show it, and the step that brought it there."""

    pk: int
    title: str
    dated_on: date | None
    url: str  # empty: it is a file
    file_name: str
    size: int  # bytes
    media_type: str
    verdict: str
    has_thumbnail: bool
    when: datetime  # it was attached here; in the library: brought in
    who: str
    attachment: int = 0  # none in the library
    revision: int = 0  # of the attachment; in the library: of the evidence

    @property
    def is_link(self) -> bool:
        return bool(self.url)

    @property
    def kind(self) -> str | Promise:
        """«PDF», «Word», «link»."""
        return _("link") if self.is_link else KINDS.get(self.media_type, _("file"))

    @property
    def short_kind(self) -> str | Promise:
        """What a small tile has room for."""
        if self.media_type == kinds.TEXT.media_type:
            return _("text")
        return "PPT" if self.media_type == kinds.PPTX.media_type else self.kind

    @property
    def host(self) -> str:
        """Whose page a link leads to: «www.alesund.kommune.no»."""
        return urlsplit(self.url).hostname or self.url

    @property
    def size_in_words(self) -> str:
        return size_in_words(self.size) if self.size else ""

    @property
    def is_waiting(self) -> bool:
        return self.verdict == Verdict.WAITING

    @property
    def is_stopped(self) -> bool:
        return self.verdict == Verdict.QUARANTINED

    @property
    def opens(self) -> bool:
        """Whether there is anything to fetch: a link, or a file that the scan let through."""
        return self.is_link or not (self.is_waiting or self.is_stopped)


def size_in_words(size: int) -> str:
    """«240 kB», «3,1 MB», as the reader's language writes numbers."""
    if size < KB:
        return ngettext("%(n)d byte", "%(n)d bytes", size) % {"n": size}
    if size < MB:
        return f"{number_format(round(size / KB))}\N{NO-BREAK SPACE}kB"
    return f"{number_format(size / MB, decimal_pos=1)}\N{NO-BREAK SPACE}MB"


type Listed = tuple[EvidenceFacts, ...]


@dataclass(frozen=True)
class EvidenceAt:
    """What is attached, by what it is attached to."""

    checkpoints: Mapping[tuple[int, int], Listed]  # by strand and checkpoint
    decisions: Mapping[int, Listed]

    def checkpoint(self, strand: int, checkpoint: int) -> Listed:
        return self.checkpoints.get((strand, checkpoint), ())

    def decision(self, row: Decision | DecisionRevision) -> Listed:
        """Of a decision, also where its revision stands for it."""
        return self.decisions.get(getattr(row, "of_id", row.pk), ())


def evidence_at(
    strands: Keys,
    reading: Reading,
    *,
    checkpoint: Checkpoint | int | None = None,
    decision: Decision | None = None,
) -> EvidenceAt:
    """What was attached on strands on the day, by title: 1 query, today and on an earlier day.

    All of it, or what was attached to one checkpoint (itself or its key) or one decision.
    On an earlier day titles are those of that day, and what was hidden later stands as it stood.
    """
    rows, says = _attachments(reading)
    number, who = ("number", "by") if reading.past else ("revision", "changed_by")
    when = "recorded_at" if reading.past else "changed_at"
    attachment = F("of_id") if reading.past else F("pk")
    asked = {"checkpoint": checkpoint, "decision": decision}
    beside = {name: one for name, one in asked.items() if one is not None}
    read = (
        rows.filter(strand__in=strands, removed=False, **beside)
        .order_by(in_order(f"{says}title"), "evidence_id")
        .values_list(
            "strand_id",
            "checkpoint_id",
            "decision_id",
            "evidence_id",
            f"{says}title",
            f"{says}dated_on",
            *(f"evidence__{name}" for name in STORED),
            when,
            Coalesce(f"{who}__name", Value("")),
            attachment,
            number,
        )
    )
    checkpoints: dict[tuple[int, int], Listed] = {}
    decisions: dict[int, Listed] = {}
    for strand, at_checkpoint, at_decision, *told in read:
        facts = (facts_from(told),)
        if at_checkpoint:
            key = (strand, at_checkpoint)
            checkpoints[key] = checkpoints.get(key, ()) + facts
        else:
            decisions[at_decision] = decisions.get(at_decision, ()) + facts
    return EvidenceAt(checkpoints, decisions)


def facts_from(told: Sequence[Any]) -> EvidenceFacts:
    """From values in the order of the fields; a link has nothing stored."""
    pk, title, dated_on, url, file_name, size, media_type, verdict, thumbnail, *step = told
    return EvidenceFacts(
        pk, title, dated_on, url, file_name, size or 0, media_type or "",
        verdict or Verdict.ACCEPTED, bool(thumbnail), *step,
    )  # fmt: skip


def _attachments(reading: Reading) -> tuple[QuerySet[Any], str]:
    """Attachments to what was not hidden on the day, and the way to what the evidence said."""
    if not reading.past:
        return Attachment.objects.filter(evidence__removed=False), "evidence__"
    says = "evidence__revisions__"
    held = Q(**{f"{says}superseded_at": None}) | Q(**{f"{says}superseded_at__gt": reading.moment})
    then = {f"{says}recorded_at__lte": reading.moment, f"{says}removed": False}
    return as_of(AttachmentRevision, reading.moment).filter(held, **then), says
