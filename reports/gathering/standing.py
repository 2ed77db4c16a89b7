"""Reads of what an agenda is proposed from: where regions slip or wait, what they ask and share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Subquery

from checkpoints.models import Phase, Plan
from checkpoints.overview.relation import day_cells, is_late, is_open, regions_found
from checkpoints.overview.selection import EVERYTHING
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, Outline
from checkpoints.queries.cells import Sql, compiled, fetched
from checkpoints.queries.help import FORMS, RequestFacts, open_requests, request_facts
from checkpoints.queries.learning import MET_THERE, sharings
from regions.norwegian import COLLATION, in_order
from regions.reading import Reading
from regions.wording import Text, pick


@dataclass(frozen=True)
class Hindered:
    """A strand that slips or waits at a milestone."""

    milestone: MilestoneFacts
    slug: str  # the region's
    name: str  # of the region on the day
    strand: int  # its number, for addresses
    late_days: int
    moved_days: int  # how much later its end is planned than it was
    on_hold: bool

    @property
    def slips(self) -> bool:
        return self.late_days > 0 or self.moved_days > 0


def hindered(outline: Outline, since: Reading, reading: Reading) -> tuple[Hindered, ...]:
    """All that slip or wait on a day, by milestone and the regions' names: 1 query.

    Plans are compared with how they stood at `since`, an earlier day.
    """
    known = {one.pk: one for one in outline.milestones}
    rows = fetched(_statement(outline, since, reading))
    return tuple(_hindered(known[milestone], row, reading.day) for milestone, *row in rows)


def _hindered(milestone: MilestoneFacts, row: list[Any], day: date) -> Hindered:
    slug, name, strand, state, ends_on, before = row
    end, was = _day(ends_on), _day(before)
    is_done = state in {State.REACHED, State.NOT_APPLICABLE}
    late = (day - end).days if end and not is_done else 0
    moved = (end - was).days if end and was and not is_done else 0
    return Hindered(
        milestone, slug, name, strand, max(0, late), max(0, moved), state == State.ON_HOLD
    )


def _statement(outline: Outline, since: Reading, reading: Reading) -> Sql:
    found = compiled(regions_found(EVERYTHING, outline, reading))
    return (
        Sql("SELECT c.milestone_id, region.slug, found.named, strand.number, c.state,")  # noqa: S608  our own words
        + _cells(outline, since, reading).within("c.ends_on, c.was FROM ({}) c")
        + found.within("JOIN ({}) found ON found.key = c.region_id")
        + "JOIN regions_region region ON region.id = c.region_id"
        + "JOIN checkpoints_strand strand ON strand.id = c.strand_id"
        + "JOIN checkpoints_milestone milestone ON milestone.id = c.milestone_id"
        + f'ORDER BY milestone.position, found.named COLLATE "{COLLATION}", region.id'
    )


def _cells(outline: Outline, since: Reading, reading: Reading) -> Sql:
    """The cells that slip or wait, each with the planned end that it `was` to have."""
    plans = since.rows(Plan).order_by()
    before = plans.values(planned_for=F("strand"), planned_at=F("milestone"), was=F("ends_on"))
    moved = "(was < ends_on AND state NOT IN ('reached', 'not_applicable'))"
    return (
        Sql("SELECT strand_id, milestone_id, region_id, state, ends_on, was FROM")
        + day_cells(outline, reading).within("({}) cells LEFT JOIN")
        + compiled(before).within("({}) before")
        + "ON planned_for = strand_id AND planned_at = milestone_id WHERE"
        + is_open(reading)
        + is_late(reading).within("AND ({} OR")
        + f"state = 'on_hold' OR {moved})"
    )


def _day(value: Any) -> date | None:
    """A day as either database gives it."""
    return date.fromisoformat(str(value)) if value else None


def asked_now(phase: Phase, language: str) -> tuple[RequestFacts, ...]:
    """The open requests for help: 1 query."""
    return tuple(request_facts(open_requests(phase), language))


@dataclass(frozen=True)
class Practice:
    """A region that has met a checkpoint lately, and shares how."""

    where: tuple[str, str, str]  # the slugs of phase, milestone and checkpoint
    number: str  # «2.3»
    criterion: Text
    region: str
    met_on: date


def practices(phase: Phase, since: date, language: str) -> tuple[Practice, ...]:
    """What was met after a day and is shared now, by checkpoint and region: 1 query."""
    wording = "checkpoint__wordings__"
    rows = (
        sharings()
        .filter(checkpoint__milestone__phase=phase, **{f"{wording}superseded": False})
        .annotate(met_on=Subquery(MET_THERE.values("met_on")))
        .filter(met_on__gt=since)
        .order_by(
            "checkpoint__milestone__position", "checkpoint__position", "checkpoint",
            in_order("strand__region__name"), "strand",
        )
        .values(
            "checkpoint__milestone__slug", "checkpoint__milestone__position",
            "checkpoint__slug", "checkpoint__position", "strand__region__name", "met_on",
            *(f"{wording}{form}" for form in FORMS),
        )
    )  # fmt: skip
    return tuple(_practice(phase, row, language) for row in rows)


def _practice(phase: Phase, row: Mapping[str, Any], language: str) -> Practice:
    texts = {form: row[f"checkpoint__wordings__{form}"] for form in FORMS}
    source = texts.pop("source")
    return Practice(
        where=(phase.slug, row["checkpoint__milestone__slug"], row["checkpoint__slug"]),
        number=f"{row['checkpoint__milestone__position']}.{row['checkpoint__position']}",
        criterion=pick(texts, source, language),
        region=row["strand__region__name"],
        met_on=row["met_on"],
    )
