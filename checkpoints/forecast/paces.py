"""How fast each milestone has been passed, read from what every strand has recorded.

What a day's forecasts stand on was recorded before the day began. It does not change in the course
of a day, so it is read once and kept; and pages that are asked for as of a day say what they said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zlib import crc32

from django.core.cache import caches
from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from checkpoints.forecast.method import Course, Pace, pace
from checkpoints.models import Checkpoint, Status, Strand
from checkpoints.overview.courses import courses
from checkpoints.progress import Span
from checkpoints.queries import assessments
from regions import clock
from regions.dated import holds_on
from regions.reading import Reading

MOST = 1000  # strands that are looked at: as many more would move no range by a day that matters
KEPT = 60 * 60  # seconds; an import may still add to what lies behind

type Ends = Mapping[int, date | None]  # when each strand was closed


@dataclass(frozen=True)
class Paces:
    """By milestone, as recorded by the end of a day."""

    day: date
    strands: int  # that there were
    looked_at: int  # all of them, or a sample
    at: Mapping[int, Pace] = field(default_factory=dict)

    def of(self, milestone: int) -> Pace:
        return self.at.get(milestone, Pace(0, 0))

    @property
    def is_sample(self) -> bool:
        return self.looked_at < self.strands


def paces(phase: int, reading: Reading) -> Paces:
    """What forecasts of a day stand on: kept for an hour, else read by 4 queries."""
    cache, day = caches["memory"], reading.day - timedelta(1)
    key = f"paces-1-{phase}-{day}"
    found: Paces | None = cache.get(key)
    if found is None:
        found = read_paces(phase, day)
        cache.set(key, found, KEPT)
    return found


def read_paces(phase: int, day: date) -> Paces:
    """How fast a phase's milestones were passed, as recorded by the end of a day: 4 queries."""
    reading = Reading(day, past=True)
    everyone = _ends(phase, reading)
    keys = _sample(tuple(everyone))
    left_out = _left_out(keys, reading)
    found: dict[int, list[Course]] = {}
    for (strand, milestone), span in courses(keys, reading).items():
        course = course_of(span, everyone[strand], day)
        if course and (strand, milestone) not in left_out:
            found.setdefault(milestone, []).append(course)
    at = {milestone: pace(listed) for milestone, listed in found.items()}
    return Paces(day, len(everyone), len(keys), at)


def course_of(span: Span, closed_on: date | None, day: date) -> Course | None:
    """A strand's way through a milestone by the end of a day; none where it was not begun.

    What has been opened again is open from its first start on: only its last end is an end. On a
    strand that was closed nobody knows how long it would have taken beyond that day.
    """
    if span.started_at is None:
        return None
    start = clock.day_of(span.started_at)
    if span.reached_at:
        return Course((clock.day_of(span.reached_at) - start).days, reached=True)
    seen = min(closed_on, day) if closed_on else day
    return Course(max(0, (seen - start).days), reached=False)


def _ends(phase: int, reading: Reading) -> Ends:
    """Every strand of a phase that there was, with the day it was closed: 1 query."""
    rows = reading.rows(Strand).filter(of__phase=phase)
    return dict(rows.order_by("of_id").values_list("of_id", "closed_on"))


def _sample(keys: Sequence[int]) -> Sequence[int]:
    """All, or as many as are looked at, drawn in a way that prefers none and is always the same."""
    if len(keys) <= MOST:
        return keys
    return sorted(keys, key=lambda key: crc32(str(key).encode()))[:MOST]


def _left_out(strands: Sequence[int], reading: Reading) -> frozenset[tuple[int, int]]:
    """Strands and milestones of which nothing applies any more: 1 query."""
    valid = (
        Checkpoint.objects.filter(holds_on(reading.day), milestone=OuterRef("milestone"))
        .order_by()
        .values("milestone")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        assessments(reading)
        .filter(
            holds_on(reading.day, "checkpoint__"),
            strand__in=strands,
            status=Status.NOT_APPLICABLE,
        )
        .order_by()
        .values("strand_id", "milestone_id")
        .annotate(
            left_out=Count("pk"),
            valid=Coalesce(Subquery(valid, output_field=IntegerField()), Value(0)),
        )
        .filter(left_out=F("valid"))
    )
    return frozenset((row["strand_id"], row["milestone_id"]) for row in rows)
