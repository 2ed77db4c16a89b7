"""Where the strands of many regions stand in time: planned and real, milestone by milestone."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from checkpoints.models import Event, Phase, Strand
from checkpoints.overview import Found
from checkpoints.overview.courses import courses
from checkpoints.overview.lateness import Lateness, lateness
from checkpoints.pictures.ground import Ground
from checkpoints.progress import Cell, Span
from checkpoints.queries import (
    MilestoneFacts,
    cell,
    is_closed,
    plans,
    strands_as_they_stood,
    tallies,
)
from checkpoints.rows import numbered
from regions import clock


@dataclass(frozen=True)
class At:
    """A strand at a milestone."""

    milestone: MilestoneFacts
    cell: Cell

    @property
    def planned(self) -> tuple[date, date] | None:
        """The planned stretch; a month where only one of its days is set."""
        starts, ends = self.cell.plan.starts_on, self.cell.plan.ends_on
        if ends:
            return starts or ends - timedelta(30), ends
        return (starts, starts + timedelta(30)) if starts else None

    @property
    def real(self) -> tuple[date, date] | None:
        """From the first step to the day it was reached, or to the day that is read."""
        span = self.cell.span
        if span.started_at is None:
            return None
        return clock.day_of(span.started_at), self.ended_on or self.cell.day

    @property
    def ended_on(self) -> date | None:
        reached_at = self.cell.span.reached_at
        return clock.day_of(reached_at) if reached_at else None

    @property
    def drawn(self) -> tuple[date, date] | None:
        """All that is drawn of it."""
        stretches = [one for one in (self.planned, self.real) if one]
        if not stretches:
            return None
        return min(one[0] for one in stretches), max(one[1] for one in stretches)


@dataclass(frozen=True)
class Lane:
    """One strand."""

    region: str
    name: str  # of a parallel strand; none of the main one
    milestones: tuple[At, ...]


@dataclass(frozen=True)
class Timeline:
    day: date
    phase: Phase
    events: tuple[Event, ...]
    milestones: tuple[MilestoneFacts, ...]
    found: Found
    all_strands: Lateness  # also of the regions on other pages
    lanes: tuple[Lane, ...]

    @property
    def is_part(self) -> bool:
        """Whether other regions that are asked for are not on it."""
        return self.found.count > len(self.found.keys)


def read(ground: Ground) -> Timeline:
    reading, found, sees = ground.reading, ground.found, ground.asked.sees
    strands = Strand.objects.filter(region__in=found.keys, phase=ground.phase)
    keys = strands.order_by().values("pk")
    tallied, planned = tallies(keys, ground.outline.counts, reading), plans(keys, reading)
    spans = courses(keys, reading)

    def at(strand: Strand, milestone: MilestoneFacts) -> At:
        one = cell(
            strand.pk, milestone.pk, counts=ground.outline.counts, tallied=tallied, planned=planned,
            day=reading.day,
        )  # fmt: skip
        span = spans.get((strand.pk, milestone.pk), Span())
        closed = is_closed(strand, reading.day)
        return At(milestone, replace(one, span=span, closed=closed))

    by_region: dict[int, list[Strand]] = {key: [] for key in found.keys}
    for strand in strands_as_they_stood(strands, reading):
        by_region[strand.region_id].append(strand)
    lanes = (
        Lane(
            strand.region.name,
            _name(strand, shows=sees(strand.region_id)),
            tuple(
                at(strand, one)
                for one in ground.milestones
                if one.position >= strand.first_milestone.position
            ),
        )
        for listed in by_region.values()
        for strand in listed
    )
    return Timeline(
        reading.day, ground.phase, ground.events, ground.milestones, found,
        lateness(ground.asked.selection, ground.outline, reading), tuple(lanes),
    )  # fmt: skip


def _name(strand: Strand, *, shows: bool) -> str:
    """What a parallel strand is called: by its theme to those who see the region."""
    if strand.is_main:
        return ""
    return strand.theme if shows else numbered(strand.number)
