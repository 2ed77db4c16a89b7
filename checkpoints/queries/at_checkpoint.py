"""Reads of one checkpoint in every region: which strands stand where, who can help whom.

What a single region has met is read here for those who see into it; pages choose the regions.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from checkpoints.models import (
    Assessment,
    Checkpoint,
    HelpRequest,
    Outcome,
    Status,
)
from checkpoints.queries.learning import sharings
from checkpoints.queries.progress import assessments
from checkpoints.queries.through import goes_on, in_order_of_regions, key, of, through
from regions.norwegian import in_order
from regions.reading import Reading


@dataclass(frozen=True)
class Standings:
    """How many regions go through a checkpoint, and by status how many of them stand there.

    A region stands where one of its strands does; `strands` counts those.
    """

    regions: int
    at: Mapping[str, int]
    strands: Mapping[str, int]


@dataclass(frozen=True)
class StrandAt:
    """Where a strand stands on a checkpoint, with what leads there."""

    region: int
    region_slug: str
    region_name: str
    strand: int  # its number, for addresses
    theme: str  # empty on the main strand
    status: str
    met_on: date | None
    due_on: date | None
    shares: bool  # how it was met, today
    asks: bool  # others about it, today


@dataclass(frozen=True)
class Helper:
    """A region that has met a checkpoint on a strand, and may know how."""

    region: int
    region_slug: str
    region_name: str
    strand: int
    met_on: date | None
    shares: bool


def strands_at(checkpoint: Checkpoint, reading: Reading) -> QuerySet[Any]:
    """The strands that went through a checkpoint, each with its `status` there on the day.

    A parallel one that was closed is among them only where it had met the checkpoint.
    """
    milestone = checkpoint.milestone
    stands = Subquery(_assessed(checkpoint, reading).values("status"))
    strands: QuerySet[Any] = through(milestone.phase_id, milestone.position, reading).annotate(
        status=Coalesce(stands, Value(Status.NOT_STARTED.value))
    )
    return strands.filter(goes_on(reading) | Q(status=Status.MET))


def standings(checkpoint: Checkpoint, reading: Reading) -> Standings:
    """All regions, counted by where they stand on a checkpoint: 1 query."""
    region = f"{of(reading)}region"
    here = {status: Q(status=status) for status in Status.values}
    counted = strands_at(checkpoint, reading).aggregate(
        regions=Count(region, distinct=True),
        **{f"at_{name}": Count(region, filter=at, distinct=True) for name, at in here.items()},
        **{f"strands_{name}": Count("pk", filter=at) for name, at in here.items()},
    )
    return Standings(
        counted["regions"],
        {name: counted[f"at_{name}"] for name in here},
        {name: counted[f"strands_{name}"] for name in here},
    )


def in_regions(
    strands: QuerySet[Any], regions: Collection[int] | QuerySet[Any, Any], reading: Reading
) -> QuerySet[Any]:
    """Those of the strands that are some regions' own."""
    return strands.filter(**{f"{of(reading)}region__in": regions})


def strand_rows(
    strands: QuerySet[Any], checkpoint: Checkpoint, reading: Reading
) -> QuerySet[Any, tuple[Any, ...]]:
    """Strands of `strands_at` as the facts of `StrandAt`, in order of the regions."""
    own, assessed = of(reading), _assessed(checkpoint, reading)
    here = {"strand": OuterRef(key(reading)), "checkpoint": checkpoint}
    asked = HelpRequest.objects.filter(**here, outcome=Outcome.OPEN)
    today = not reading.past
    rows: QuerySet[Any] = in_order_of_regions(strands, reading).annotate(
        met_on=Subquery(assessed.values("met_on")),
        due_on=Subquery(assessed.values("due_on")),
        shares=Exists(sharings().filter(**here)) if today else Value(False),
        asks=Exists(asked) if today else Value(False),
    )
    return rows.values_list(
        f"{own}region_id",
        f"{own}region__slug",
        "region_name",
        f"{own}number",
        "theme",
        "status",
        "met_on",
        "due_on",
        "shares",
        "asks",
    )


def _assessed(checkpoint: Checkpoint, reading: Reading) -> QuerySet[Any]:
    """The one assessment of the checkpoint on the strand of the query around it."""
    return assessments(reading).filter(strand=OuterRef(key(reading)), checkpoint=checkpoint)


def helpers(checkpoint: Checkpoint, *, most: int, sharing: bool) -> tuple[Helper, ...]:
    """Regions that have met a checkpoint today, those first who share how: 1 query.

    `sharing`: none but those. A region stands there once; at most `most` strands are read.
    """
    told = sharings().filter(strand=OuterRef("strand"), checkpoint=checkpoint)
    rows = (
        Assessment.objects.filter(checkpoint=checkpoint, status=Status.MET)
        .annotate(shares=Exists(told))
        .filter(Q(shares=True) if sharing else Q())
        .order_by(
            "-shares", in_order("strand__region__name"), "strand__region_id", "strand__number"
        )
        .values_list(
            "strand__region_id",
            "strand__region__slug",
            "strand__region__name",
            "strand__number",
            "met_on",
            "shares",
        )
    )
    listed: dict[int, Helper] = {}
    for row in rows[:most]:
        one = Helper(*row)
        listed.setdefault(one.region, one)
    return tuple(listed.values())
