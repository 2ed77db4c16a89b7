"""What the combined pages are made from, as frozen dataclasses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from byregion import sentences
from checkpoints.boards import Board, BoardCell, Row, board
from checkpoints.brief import brief
from checkpoints.calendar import Coming, coming
from checkpoints.changes import Changes, changes_since
from checkpoints.models import Event, Phase, Status
from checkpoints.progress import State
from checkpoints.queries import Reading, events, of_the_day, phases
from checkpoints.region_progress import (
    CheckpointRow,
    MilestoneProgress,
    RegionProgress,
    region_progress,
)
from checkpoints.timeline import Drawing, drawings, event_name
from regions import clock
from regions.models import County, Region
from regions.norwegian import in_order
from regions.queries import Parts, Person, found_by, in_county, parts_of, people_of
from regions.standing import Standing
from regions.wording import Text

LATELY = timedelta(days=60)


@dataclass(frozen=True)
class Remaining:
    """What is open at a milestone: all that is begun, and a few of what is not."""

    at: MilestoneProgress

    @property
    def rows(self) -> tuple[CheckpointRow, ...]:
        begun = [row for row in self.at.open_rows if row.assessment.status != Status.NOT_STARTED]
        not_begun = [row for row in self.at.open_rows if row not in begun]
        return (*begun, *not_begun[: max(0, 3 - len(begun))])

    @property
    def more(self) -> int:
        return len(self.at.open_rows) - len(self.rows)


@dataclass(frozen=True)
class PhaseFacts:
    slug: str
    name: Text
    starts_on: date
    ends_on: date
    objectives: tuple[Text, ...]


@dataclass(frozen=True)
class RegionPage:
    region: Region
    phase: Phase
    phases: tuple[PhaseFacts, ...]
    parts: Parts
    people: tuple[Person, ...]
    progress: RegionProgress
    brief: str
    drawings: tuple[Drawing, Drawing]
    events: tuple[Event, ...]
    next_event: Coming | None
    changes: Changes
    may_invite: bool
    may_manage: bool  # name, municipalities: the programme staff's

    @property
    def undated(self) -> str:
        """The events that no day is set for, by name."""
        return ", ".join(event_name(one) for one in self.events if one.starts_on is None)

    @property
    def remaining(self) -> tuple[Remaining, ...]:
        """Milestones that are worked on or late and have something open, the latest first."""
        worked_on = [
            one
            for one in self.progress.all_milestones
            if one.open_rows and (one.cell.late_days or one.cell.state != State.NOT_STARTED)
        ]
        return tuple(Remaining(one) for one in sorted(worked_on, key=lambda o: -o.cell.late_days))


def region_page(
    region: Region, slug: str | None, language: str, standing: Standing
) -> RegionPage | None:
    """A region's page as it stands today, for the phase asked for or else the current one.

    None where there is no such phase.
    """
    listed = phases()
    asked_for = next((one for one in listed if one.slug == slug), None)
    phase = asked_for if slug else of_the_day(listed, clock.today())
    if phase is None:
        return None
    reading = Reading.today()
    progress = region_progress(region, phase, reading, language)
    calendar = events(phase)
    return RegionPage(
        region=region,
        phase=phase,
        phases=tuple(_phase_facts(one, language) for one in listed),
        parts=parts_of(region, reading.day),
        people=people_of(region),
        progress=progress,
        brief=brief(progress),
        drawings=drawings(progress, phase, calendar),
        events=calendar,
        next_event=coming(calendar, reading.day),
        changes=changes_since(reading.day - LATELY, progress),
        may_invite=standing.staff or standing.edits(region.pk),
        may_manage=standing.staff,
    )


def _phase_facts(phase: Phase, language: str) -> PhaseFacts:
    objectives = tuple(one.text(language) for one in phase.objectives.all())
    return PhaseFacts(phase.slug, phase.text(language), phase.starts_on, phase.ends_on, objectives)


@dataclass(frozen=True)
class ShownRow:
    """A region's row; its cells have addresses when they open for the one who looks."""

    row: Row
    opens: bool

    @property
    def cells(self) -> list[tuple[BoardCell, str]]:
        """Each cell with its address: worked out once a row, since a board has many cells."""
        if not self.opens:
            return [(cell, "") for cell in self.row.cells]
        any_slug = "milestone"
        at = reverse("checkpoints:milestone", args=[self.row.slug, self.row.strand, any_slug])
        prefix = at.removesuffix(f"{any_slug}/")
        return [(cell, f"{prefix}{cell.slug}/") for cell in self.row.cells]


@dataclass(frozen=True)
class OverviewPage:
    board: Board
    brief: str
    rows: tuple[ShownRow, ...]

    @property
    def legend(self) -> list[tuple[str, str | Promise]]:
        """Signs and what they mean, late first."""
        return [("late", _("late")), *((state.value, state.label) for state in State)]


def overview_page(
    chosen: Mapping[str, str], language: str, standing: Standing
) -> OverviewPage | None:
    """The board after the filters, none for a programme without milestones.

    4 queries, one more when some regions are filtered out.
    """
    reading = Reading.today()
    found = board(filtered(chosen, reading.day), reading, language)
    if found is None:
        return None
    rows = ordered(with_state(found.rows, chosen["status"]), chosen["sorter"])
    few = any(chosen[name] for name in ("q", "fylke", "status"))
    found = replace(found, rows=rows)
    shown = tuple(ShownRow(row, opens=standing.sees(row.region)) for row in rows)
    return OverviewPage(
        found, sentences.overview(found, of=Region.objects.count() if few else None), shown
    )


def own_rows(standing: Standing) -> tuple[Row, ...]:
    """How far one's own regions have come: 4 queries for any number."""
    own = Region.objects.filter(pk__in=standing.regions)
    found = board(own, Reading.today(), "nb")
    return found.rows if found else ()


def filtered(chosen: Mapping[str, str], day: date) -> QuerySet[Region]:
    regions = Region.objects.all()
    if chosen["q"]:
        regions = regions.filter(found_by(chosen["q"], day))
    if chosen["fylke"]:
        regions = regions.filter(in_county(chosen["fylke"], day))
    return regions


def with_state(rows: Iterable[Row], state: str) -> tuple[Row, ...]:
    """Rows in which some milestone, on any strand, is in a state."""
    if not state:
        return tuple(rows)
    if state == "late":
        return tuple(row for row in rows if row.late_days)
    return tuple(
        row
        for row in rows
        if any(one.state == state for cell in row.cells for one in (cell.cell, *cell.parallel))
    )


def ordered(rows: tuple[Row, ...], by: str) -> tuple[Row, ...]:
    """Rows arrive by name; sorting is stable, so equals stay by name."""
    if by == "kommet-lengst":
        return tuple(sorted(rows, key=lambda row: (-row.reached, -row.met)))
    if by == "forsinket":
        return tuple(sorted(rows, key=lambda row: -row.late_days))
    if by == "endret":
        return tuple(sorted(rows, key=_age))
    return rows


def _age(row: Row) -> float:
    return -row.changed_at.timestamp() if row.changed_at else 0


def counties() -> list[tuple[str, str]]:
    """Number and name of all counties, in Norwegian order: 1 query."""
    return list(County.objects.order_by(in_order("name")).values_list("number", "name"))
