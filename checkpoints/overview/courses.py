"""When strands began at their milestones and when they reached them, for many strands at once."""

from collections.abc import Iterable, Mapping, Sequence

from checkpoints.models import AssessmentRevision, Checkpoint
from checkpoints.progress import Span, Step, Validity, spans
from checkpoints.queries import Keys
from regions.reading import Reading


def courses(
    strands: Keys, reading: Reading, milestones: Sequence[int] = ()
) -> Mapping[tuple[int, int], Span]:
    """Real start and end by (strand, milestone), as recorded by the day: 2 queries for any number.

    `milestones` are keys, none of them: all.
    A strand at a milestone where nothing was recorded is not among them. What was reached and has
    been opened again since has no end. The history is read strand by strand and replayed, so that
    days on which a checkpoint begins or ceases to count are turns as in `region_progress`.
    """
    return spans(_steps(strands, reading, milestones), _validities(), reading.day)


def _steps(strands: Keys, reading: Reading, milestones: Sequence[int]) -> Iterable[Step]:
    """Every recorded status in order: 1 query, whose rows are not kept."""
    rows = AssessmentRevision.objects.filter(strand__in=strands, recorded_at__lte=reading.moment)
    if milestones:
        rows = rows.filter(milestone__in=milestones)
    listed = rows.order_by("recorded_at", "pk").values_list(
        "strand_id", "milestone_id", "checkpoint_id", "status", "recorded_at"
    )
    return (Step(*row) for row in listed.iterator())


def _validities() -> tuple[Validity, ...]:
    """When each checkpoint counts, in all phases: 1 query."""
    return tuple(map(Validity.of, Checkpoint.objects.all()))
