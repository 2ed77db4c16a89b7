"""Rounds as lists: how far each has come, and which events have none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from checkpoints.models import Event
from regions import clock
from regions.models import Region
from regions.norwegian import in_order
from reports.models import Edition, Report, Round, Stage
from reports.queries.approved import is_reopened, was_approved
from reports.queries.begun import begun
from reports.states import Shown


@dataclass(frozen=True)
class RoundCounts:
    """How many of the regions asked stand where, by state; `late` have not handed in in time."""

    by_state: dict[Shown, int]
    asked: int
    late: int

    @property
    def handed_in(self) -> int:
        return sum(n for state, n in self.by_state.items() if not state.is_missing)


def rounds_in_order(*, removed: bool = False) -> QuerySet[Round]:
    """Rounds, the one that is due last first."""
    rows = Round.objects.filter(removed=removed).select_related("event__phase")
    return rows.order_by("-due_on", "-pk")


def counts_of_rounds() -> dict[int, RoundCounts]:
    """Of every round, by its key: 1 query."""
    rows = (
        Report.objects.filter(asked=True)
        .values("round", "round__due_on")
        .annotate(
            **{stage.value: Count("pk", filter=Q(stage=stage)) for stage in Stage},
            begun=Count("pk", filter=begun() & Q(stage=Stage.DRAFT)),
            reopened=Count("pk", filter=is_reopened()),
        )
        .order_by("round")
    )
    return {row["round"]: _counts(row) for row in rows}


def _counts(row: Mapping[str, Any]) -> RoundCounts:
    by_state = {
        Shown.NOT_BEGUN: row[Stage.DRAFT] - row["begun"],
        Shown.DRAFT: row["begun"],
        **{Shown(one): row[one] for one in Stage if one != Stage.DRAFT},
        Shown.RETURNED: row[Stage.RETURNED] - row["reopened"],
        Shown.REOPENED: row["reopened"],
    }
    is_over = row["round__due_on"] < clock.today()
    missing = sum(n for state, n in by_state.items() if state.is_missing)
    return RoundCounts(by_state, sum(by_state.values()), missing if is_over else 0)


def own_reports(regions: frozenset[int]) -> list[tuple[Report, Shown]]:
    """What some regions are asked for, the round that is due last first: 1 query.

    Each with how far it has come.
    """
    rows = (
        Report.objects.filter(region__in=regions, asked=True, round__removed=False)
        .select_related("region", "round__event__phase")
        .annotate(begun=begun(), reopened=is_reopened())
        .order_by("-round__due_on", "-round", in_order("region__name"))
    )
    return [(one, Shown.of(one.stage, begun=one.begun, reopened=one.reopened)) for one in rows]


def editions_handed_in() -> QuerySet[Edition]:
    """All that was ever handed in, by round and region, the newest first: 1 query."""
    rows = Edition.objects.filter(report__round__removed=False).defer("content")
    rows = rows.annotate(was_approved=was_approved())
    return rows.select_related("report", "region", "withdrawal").order_by(
        "-report__round__due_on", "-report__round", in_order("region__name"), "-pk"
    )


def events_without_round() -> QuerySet[Event]:
    """Events of the calendar that no round was ever set up for."""
    rows = Event.objects.filter(removed=False).exclude(pk__in=Round.objects.values("event"))
    return rows.select_related("phase").order_by("phase__position", "position", "pk")


def regions_asked(asking: Round) -> QuerySet[Region]:
    rows = Region.objects.filter(reports__round=asking, reports__asked=True)
    return rows.order_by(in_order("name"), "pk")


def regions_that_handed_in(asking: Round) -> QuerySet[Region]:
    rows = Region.objects.filter(reports__round=asking, reports__edition__isnull=False)
    return rows.order_by(in_order("name"), "pk")
