"""Reads of where strands stand: counts, plans, decisions, today or on an earlier day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.models import (
    Assessment,
    CheckpointKind,
    Decision,
    DecisionRevision,
    Phase,
    Status,
    Strand,
    StrandRevision,
)
from checkpoints.progress import Cell, Planned, Tally
from checkpoints.queries.content import MilestoneFacts
from regions.dated import holds_on
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading, as_row

Keys = QuerySet[Strand, Any] | Iterable[int]  # of strands: as a subquery, or listed


@dataclass(frozen=True)
class StrandFacts:
    pk: int
    number: int
    is_main: bool
    theme: str
    first_position: int
    closed_on: date | None = None  # on the day that is read; none: people work on it
    closed_why: str = ""

    @property
    def name(self) -> str | Promise:
        return self.theme or _("Main strand")

    @property
    def closed(self) -> str:
        """«closed on 3 May 2017: the companies go on by themselves»; empty as long as it is not."""
        if self.closed_on is None:
            return ""
        words = {"day": date_format(self.closed_on, "DATE_FORMAT"), "why": self.closed_why}
        if self.closed_why:
            return gettext("closed on %(day)s: %(why)s") % words
        return gettext("closed on %(day)s") % words

    def goes_through(self, milestone: MilestoneFacts) -> bool:
        return milestone.position >= self.first_position


def assessments(reading: Reading) -> QuerySet[Any]:
    """Assessments as they stood on the day."""
    return reading.rows(Assessment)


def tallies(
    strands: Keys,
    counts: Mapping[int, tuple[int, int]],
    reading: Reading,
) -> Mapping[tuple[int, int], Tally]:
    """Counts by (strand, milestone) where anything was recorded: 1 query for any number."""
    question = Q(checkpoint_kind=CheckpointKind.QUESTION)
    still_open = ~Q(status__in=[status for status in Status if not status.open])
    rows = (
        assessments(reading)
        .filter(holds_on(reading.day, "checkpoint__"), strand__in=strands)
        .order_by()
        .values_list("strand_id", "milestone_id")
        .annotate(
            met=Count("pk", filter=Q(status=Status.MET)),
            held=Count("pk", filter=Q(status=Status.ON_HOLD)),
            left_out=Count("pk", filter=Q(status=Status.NOT_APPLICABLE)),
            touched=Count("pk", filter=~Q(status=Status.NOT_STARTED)),
            left_out_questions=Count("pk", filter=question & Q(status=Status.NOT_APPLICABLE)),
            answered=Count("pk", filter=question & Q(status=Status.MET)),
            changed=Max("changed_at"),
            reviewed=Min(Coalesce("confirmed_at", "changed_at"), filter=still_open),
        )
    )
    return {
        (strand, milestone): Tally(
            valid=counts[milestone][0],
            met=met,
            on_hold=hold,
            not_applicable=na,
            touched=touched,
            questions=counts[milestone][1] - na_questions,
            answered=answered,
            changed_at=changed,
            reviewed_at=reviewed,
        )
        for (
            strand, milestone, met, hold, na, touched, na_questions, answered, changed, reviewed
        ) in rows
    }  # fmt: skip


def cell(
    strand: int,
    milestone: int,
    *,
    counts: Mapping[int, tuple[int, int]],
    tallied: Mapping[tuple[int, int], Tally],
    planned: Mapping[tuple[int, int], Planned],
    day: date,
) -> Cell:
    """A cell, also where nothing was recorded."""
    key = (strand, milestone)
    valid, questions = counts[milestone]
    tally = tallied.get(key) or Tally(valid=valid, questions=questions)
    return Cell(strand, milestone, tally, planned.get(key, Planned()), day)


def strands_of(region: Region, phase: Phase, reading: Reading) -> tuple[StrandFacts, ...]:
    """A region's strands in a phase as they stood, none that was added since: 1 query."""
    strands = Strand.objects.filter(region=region, phase=phase)
    rows = strands_as_they_stood(strands, reading, why_closed=True)
    return tuple(strand_facts(row, reading.day) for row in rows)


def strands_as_they_stood(
    strands: QuerySet[Strand], reading: Reading, *, why_closed: bool = False
) -> tuple[Strand, ...]:
    """Strands with theme, first milestone, place, end and region's name of the day: 1 query.

    Regions in Norwegian order, the main strand of each first; none that was added since. Asked for
    why they were closed, they have it as `closed_why`.
    """
    why = _why_closed("of" if reading.past else "pk", reading) if why_closed else Value("")
    if not reading.past:
        rows = strands.annotate(closed_why=why).select_related("region", "first_milestone")
        return tuple(
            rows.order_by(in_order("region__name"), "region_id", "-is_main", "position", "number")
        )
    named = reading.rows(Region).filter(of=OuterRef("of__region")).values("name")
    steps = (
        reading.rows(Strand)
        .filter(of__in=strands)
        .annotate(
            region_name=Coalesce(Subquery(named), "of__region__name"),
            closed_why=why,
        )
        .select_related("of__region", "first_milestone")
        .order_by(
            in_order("region_name"), "of__region_id", "-of__is_main", "position", "of__number"
        )
    )
    return tuple(_as_strand(step) for step in steps)


def _why_closed(key: str, reading: Reading) -> Coalesce:
    """The reason that a strand was closed for: of the newest step that closed it and gave one."""
    history = StrandRevision.objects
    before = history.filter(of=OuterRef("of"), number=OuterRef("number") - 1)
    closing = (
        history.filter(
            of=OuterRef(key), closed_on=OuterRef("closed_on"), recorded_at__lte=reading.moment
        )
        .exclude(reason="")
        .filter(~Exists(before.filter(closed_on=OuterRef("closed_on"))))
        .order_by("-number")
    )
    found = Subquery(closing.values("reason")[:1])
    return Coalesce(found, Value(""), output_field=TextField())


def _as_strand(step: Any) -> Strand:
    row: Any = as_row(step, step.of)
    row.first_milestone = step.first_milestone
    row.region.name = step.region_name
    row.closed_why = step.closed_why
    found: Strand = row
    return found


def strand_facts(row: Any, day: date) -> StrandFacts:
    """A strand of `strands_as_they_stood`, read on a day."""
    closed = is_closed(row, day)
    return StrandFacts(
        row.pk,
        row.number,
        row.is_main,
        row.theme,
        row.first_milestone.position,
        row.closed_on if closed else None,
        row.closed_why if closed else "",
    )


def is_closed(strand: Strand, day: date) -> bool:
    """Whether a strand was closed by a day."""
    return strand.closed_on is not None and strand.closed_on <= day


def decisions(
    strands: Iterable[int], reading: Reading
) -> Mapping[tuple[int, int], list[Decision | DecisionRevision]]:
    """Recorded decisions by (strand, milestone), oldest first: 1 query."""
    rows = reading.rows(Decision).filter(strand__in=strands, removed=False)
    found: dict[tuple[int, int], list[Decision | DecisionRevision]] = {}
    for row in rows.order_by("decided_on", "of_id" if reading.past else "pk"):
        found.setdefault((row.strand_id, row.milestone_id), []).append(row)
    return found
