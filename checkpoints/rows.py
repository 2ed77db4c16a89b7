"""A checkpoint with where a strand stands on it: what pages, paper and lists show of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.doubts import Doubt, doubts
from checkpoints.freshness import CheckpointReview
from checkpoints.models import Assessment, AssessmentRevision, CheckpointWording, Status
from checkpoints.progress import Step
from checkpoints.queries import (
    CheckpointFacts,
    EvidenceFacts,
    assessments,
    checkpoint_facts,
    evidence_at,
)
from checkpoints.queries.help import AskedHere
from checkpoints.queries.learning import Learning
from checkpoints.queries.verifying import VerificationFacts, verifications
from regions import clock
from regions.history import Kind
from regions.reading import Reading


@dataclass(frozen=True)
class AssessmentFacts:
    """Where a strand stands on a checkpoint, as far as pages and paper show it."""

    status: str = Status.NOT_STARTED
    met_on: date | None = None
    due_on: date | None = None
    text: str = ""
    responsible: str = ""
    unsure: bool = False
    revision: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    confirmed_at: datetime | None = None  # later than the change, which it leaves as it is
    confirmed_by: str = ""

    @property
    def reviewed_at(self) -> datetime | None:
        """When someone last stood for what it says: by changing it or by confirming it."""
        return self.confirmed_at or self.changed_at


ANSWERED = _("answered")


def status_label(status: str, *, is_question: bool) -> str | Promise:
    """A status in words; a question that is met is called answered."""
    return ANSWERED if is_question and status == Status.MET else Status(status).label


def numbered(strand: int) -> str:
    """A parallel strand to those who are not told its theme: by its number in the region.

    That number stands in addresses and never changes, whichever strands are closed or moved: the
    strand is called the same on every page and every day.
    """
    return gettext("Parallel strand %(n)d") % {"n": strand}


@dataclass(frozen=True)
class CheckpointRow:
    """A checkpoint with where a strand stands on it, read on a day."""

    checkpoint: CheckpointFacts
    assessment: AssessmentFacts
    day: date
    evidence: tuple[EvidenceFacts, ...] = ()
    changed_since: str = ""  # «samling 1», where it is otherwise than it was at that
    doubt: Doubt | None = None  # of what is unsure, where the history is read
    learning: Learning | None = None  # what other regions did, on its milestone's page today
    asked: AskedHere | None = None  # of other regions; on the same page
    verification: VerificationFacts | None = None  # what the staff say of it, beside it

    @property
    def is_met(self) -> bool:
        return self.assessment.status == Status.MET

    @property
    def is_open(self) -> bool:
        return Status(self.assessment.status).open

    @property
    def label(self) -> str | Promise:
        return status_label(self.assessment.status, is_question=self.checkpoint.is_question)

    @property
    def review(self) -> CheckpointReview | None:
        """When somebody last stood for it; nothing once it is met or as long as it is untouched."""
        at = self.assessment.reviewed_at
        if at is None or not self.is_open:
            return None
        confirmed = self.assessment.confirmed_at is not None
        return CheckpointReview(clock.day_of(at), self.day, confirmed)


def row_of(wording: CheckpointWording, assessment: Assessment, language: str) -> CheckpointRow:
    """A checkpoint's row, today, from an assessment that is at hand.

    2 queries, for its evidence and its verification; 1 more for what is unsure.
    """
    one = assessment
    facts = AssessmentFacts(
        one.status,
        one.met_on,
        one.due_on,
        one.text,
        one.responsible.name if one.responsible else one.responsible_name,
        one.unsure,
        one.revision,
        one.changed_at,
        one.changed_by.name if one.changed_by else "",
        one.confirmed_at,
        one.confirmed_by.name if one.confirmed_by else "",
    )
    reading = Reading.today()
    key = one.strand_id, wording.checkpoint_id
    evidence = evidence_at([one.strand_id], reading, checkpoint=wording.checkpoint_id)
    verified = verifications([one.strand_id], reading, checkpoint=wording.checkpoint_id)
    return CheckpointRow(
        checkpoint_facts(wording, language),
        facts,
        reading.day,
        evidence.checkpoint(*key),
        doubt=_doubt_of(one) if one.unsure else None,
        verification=verified.get(key),
    )


def _doubt_of(row: Assessment) -> Doubt | None:
    steps = as_steps(AssessmentRevision.objects.filter(of=row.pk))
    return doubts(steps).get((row.strand_id, row.checkpoint_id))


def assessment_facts(
    strands: Iterable[int], reading: Reading
) -> Mapping[tuple[int, int], AssessmentFacts]:
    """By (strand, checkpoint), where anything was recorded: 1 query."""
    responsible = Coalesce("responsible__name", "responsible_name")
    facts = ("status", "met_on", "due_on", "text", responsible, "unsure", reading.number)
    changed = ("changed_at", Coalesce("changed_by__name", Value("")))
    confirmed = ("confirmed_at", Coalesce("confirmed_by__name", Value("")))
    rows = (
        assessments(reading)
        .filter(strand__in=strands)
        .values_list("strand_id", "checkpoint_id", *facts, *changed, *confirmed)
    )
    return {(strand, checkpoint): AssessmentFacts(*row) for strand, checkpoint, *row in rows}


def steps_until(strands: Iterable[int], reading: Reading) -> tuple[Step, ...]:
    until = AssessmentRevision.objects.filter(strand__in=strands, recorded_at__lte=reading.moment)
    return as_steps(until)


def as_steps(revisions: QuerySet[AssessmentRevision]) -> tuple[Step, ...]:
    """In order of recording: 1 query."""
    rows = revisions.order_by("recorded_at", "pk").values_list(
        "strand_id",
        "milestone_id",
        "checkpoint_id",
        "status",
        "recorded_at",
        Coalesce("by__name", Value("")),
        "unsure",
        ExpressionWrapper(Q(step=Kind.UNDO), BooleanField()),
    )
    return tuple(Step(*row) for row in rows)
