"""The strands that went through a milestone on a day, as a queryset that pages and counts share.

Its rows are strands today, else the revisions of strands that held on the day: `of` leads from
either to what never changes of a strand, `key` is the strand's own key.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from checkpoints.models import Plan, Strand
from checkpoints.queries.content import MilestoneFacts
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading


def of(reading: Reading) -> str:
    return "of__" if reading.past else ""


def key(reading: Reading) -> str:
    return "of_id" if reading.past else "pk"


def through(phase: int, position: int, reading: Reading) -> QuerySet[Any]:
    """Those of a phase that went through its milestone at a position, also the closed ones."""
    strands: QuerySet[Any] = reading.rows(Strand).filter(**{f"{of(reading)}phase": phase})
    return strands.filter(first_milestone__position__lte=position).order_by()


def goes_on(reading: Reading) -> Q:
    """A filter for strands that are worked on; a main one always counts."""
    is_main = Q(**{f"{of(reading)}is_main": True})
    return is_main | Q(closed_on=None) | Q(closed_on__gt=reading.day)


def in_order_of_regions(strands: QuerySet[Any], reading: Reading) -> QuerySet[Any]:
    """By the regions' `region_name` of the day, the main strand first."""
    own = of(reading)
    named: QuerySet[Any] = strands.annotate(region_name=_name_of_the_day(reading))
    return named.order_by(
        in_order("region_name"), f"{own}region_id", f"-{own}is_main", "position", f"{own}number"
    )


def _name_of_the_day(reading: Reading) -> F | Coalesce:
    if not reading.past:
        return F("region__name")
    named = reading.rows(Region).filter(of=OuterRef("of__region"))
    return Coalesce(Subquery(named.values("name")), "of__region__name")


@dataclass(frozen=True)
class StrandThrough:
    """A strand at a milestone, with the planned end there."""

    pk: int
    region: int
    region_slug: str
    region_name: str
    number: int
    is_main: bool
    theme: str
    ends_on: date | None


def strands_through(
    phase: int, milestone: MilestoneFacts, regions: Collection[int], reading: Reading
) -> tuple[StrandThrough, ...]:
    """Some regions' strands at a milestone that are worked on, in order: 1 query."""
    own = of(reading)
    planned = reading.rows(Plan).filter(strand=OuterRef(key(reading)), milestone=milestone.pk)
    strands = through(phase, milestone.position, reading).filter(
        goes_on(reading), **{f"{own}region__in": regions}
    )
    rows = (
        in_order_of_regions(strands, reading)
        .annotate(planned_end=Subquery(planned.values("ends_on")))
        .values_list(
            key(reading),
            f"{own}region_id",
            f"{own}region__slug",
            "region_name",
            f"{own}number",
            f"{own}is_main",
            "theme",
            "planned_end",
        )
    )
    return tuple(StrandThrough(*row) for row in rows)
