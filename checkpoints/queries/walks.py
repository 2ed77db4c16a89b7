"""Reads for walks and lists of work: who is responsible, and what someone has done since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from checkpoints.models import Assessment, AssessmentRevision
from regions.models import User


def responsible_people(strands: Iterable[int]) -> Mapping[tuple[int, int], int]:
    """Who is responsible, by strand and checkpoint, where it is a person: 1 query."""
    rows = Assessment.objects.filter(strand__in=strands, responsible__isnull=False)
    listed = rows.values_list("strand_id", "checkpoint_id", "responsible_id")
    return {(strand, checkpoint): person for strand, checkpoint, person in listed if person}


@dataclass(frozen=True)
class OwnStep:
    """One step that someone took with a checkpoint."""

    step: str
    status: str
    before: str | None  # the status before it; none for the first step of all
    at: datetime


def own_steps_since(
    moment: datetime, *, by: User, strands: Iterable[int]
) -> Mapping[tuple[int, int], list[OwnStep]]:
    """What someone has done since a moment, by strand and checkpoint, in order: 1 query."""
    earlier = AssessmentRevision.objects.filter(of=OuterRef("of"), number=OuterRef("number") - 1)
    rows = (
        AssessmentRevision.objects.filter(by=by, strand__in=strands, recorded_at__gte=moment)
        .order_by("number")
        .values_list(
            "strand_id",
            "checkpoint_id",
            "step",
            "status",
            Subquery(earlier.values("status")),
            "recorded_at",
        )
    )
    found: dict[tuple[int, int], list[OwnStep]] = {}
    for strand, checkpoint, *told in rows:
        found.setdefault((strand, checkpoint), []).append(OwnStep(*told))
    return found
