"""The programme staff's remarks, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from checkpoints.timeline import event_name
from regions.wording import page_language
from reports.content import ReportContent
from reports.integrity import content_of_edition
from reports.models import Edition, Remark, RemarkRevision, Report, Round

type Spot = tuple[int, str, str]  # strand, milestone, checkpoint, as in addresses


@dataclass(frozen=True)
class RemarkFacts:
    """A remark, and on what of which edition it is: an answer, a checkpoint, or the whole."""

    pk: int
    text: str
    by: str
    at: datetime
    sent: bool
    edition: int  # key
    question: int | None
    spot: Spot | None
    heading: str  # the question, or the checkpoint's number; empty: the whole


def with_authors(remarks: QuerySet[Remark]) -> QuerySet[Remark]:
    """With `written_by` and `written_at`: of the words themselves, not of their being sent."""
    steps = RemarkRevision.objects.filter(of=OuterRef("pk"), sent=False).order_by("-number")
    return remarks.annotate(
        written_by=Subquery(steps.values("by__name")[:1]),
        written_at=Subquery(steps.values("recorded_at")[:1]),
    )


def remarks_on(editions: Iterable[int]) -> tuple[RemarkFacts, ...]:
    """All that stands on editions, oldest first: 1 query."""
    return _facts(Remark.objects.filter(edition__in=editions))


def remarks_to_send(report: Report) -> tuple[RemarkFacts, ...]:
    """Those on the newest edition that the region has not got yet: 1 query."""
    return _facts(Remark.objects.filter(edition=report.edition_id, sent=False))


@dataclass(frozen=True)
class EarlierEdition:
    """An edition before the one that is reviewed, without its content."""

    pk: int
    report: int
    name: str  # «Rapport 1, utgave 1»
    is_withdrawn: bool


def editions_before(edition: Edition) -> tuple[EarlierEdition, ...]:
    """The report's earlier editions and those of the region's report before it: 2 queries.

    Newest first.
    """
    rows = Edition.objects.filter(region=edition.region_id, pk__lt=edition.pk).order_by("-pk")
    last = rows.exclude(report=edition.report_id).values_list("report", flat=True).first()
    found = rows.filter(report__in=[edition.report_id, last]).defer("content")
    return tuple(
        _earlier(one) for one in found.select_related("report__round__event", "withdrawal")
    )


def content_before(earlier: EarlierEdition) -> ReportContent | None:
    """What it says; None where that cannot be read: 1 query."""
    return content_of_edition(Edition.objects.get(pk=earlier.pk))


def continued(asking: Round) -> dict[int, int | None]:
    """Of each question of a round the one of an earlier round that it asks again: 1 query."""
    return dict(asking.questions.values_list("pk", "continues"))


def _earlier(row: Edition) -> EarlierEdition:
    names = {"report": event_name(row.report.round.event), "n": row.number}
    return EarlierEdition(
        row.pk, row.report_id, _("%(report)s, edition %(n)d") % names, hasattr(row, "withdrawal")
    )


def _facts(rows: QuerySet[Remark]) -> tuple[RemarkFacts, ...]:
    related = ("question", "strand", "checkpoint__milestone")
    found = with_authors(rows).filter(removed=False).select_related(*related).order_by("pk")
    return tuple(_fact(row) for row in found)


def _fact(row: Any) -> RemarkFacts:
    return RemarkFacts(
        pk=row.pk,
        text=row.text,
        by=row.written_by or "",
        at=row.written_at,
        sent=row.sent,
        edition=row.edition_id,
        question=row.question_id,
        spot=_spot(row),
        heading=_heading(row),
    )


def _spot(row: Remark) -> Spot | None:
    if row.strand is None or row.checkpoint is None:
        return None
    return row.strand.number, row.checkpoint.milestone.slug, row.checkpoint.slug


def _heading(row: Remark) -> str:
    if row.question:
        return row.question.heading(page_language()).value
    if row.checkpoint:
        return f"{row.checkpoint.milestone.position}.{row.checkpoint.position}"
    return ""
