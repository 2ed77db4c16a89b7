"""What the combined pages are made from, as frozen dataclasses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from byregion import sentences
from checkpoints.asked import Asked, Since, asked_for, since_asked_for
from checkpoints.boards import Board, BoardCell, Row, board
from checkpoints.brief import brief
from checkpoints.calendar import Coming, coming
from checkpoints.changes import Changes, changes_since
from checkpoints.models import Event, Phase, Status
from checkpoints.pages.help import RegionHelp, region_help
from checkpoints.progress import State
from checkpoints.queries import calendar, current_phase, not_removed, of_the_day, phases
from checkpoints.queries.help import how_many_wait
from checkpoints.region_progress import MilestoneProgress, RegionProgress, region_progress
from checkpoints.rows import CheckpointRow
from checkpoints.timeline import Drawing, drawings, event_name
from regions import clock
from regions.models import County, Region
from regions.norwegian import in_order
from regions.queries import (
    Parts,
    Person,
    found_by,
    how_many_regions,
    in_county,
    parts_of,
    people_of,
    region_on,
)
from regions.reading import Reading
from regions.standing import Standing
from regions.wording import Text


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
    drawings: tuple[Drawing, ...]  # for a wide page, a tablet, a phone
    events: tuple[Event, ...]
    next_event: Coming | None
    changes: Changes
    questions: RegionHelp | None  # between regions; today's only
    asked: Asked
    since: Since  # what the changes are told from
    may_invite: bool
    may_manage: bool  # name, municipalities: the programme staff's
    may_walk: bool  # through what is open: the coordinators'
    has_list: bool  # of what one is responsible for: the region's people

    @property
    def undated(self) -> str:
        """The events that no day is set for, by name."""
        return ", ".join(event_name(one) for one in self.events if one.starts_on is None)

    @property
    def remaining(self) -> tuple[Remaining, ...]:
        """Milestones that are worked on or late and have something open, the latest first.

        None of a strand that is closed.
        """
        worked_on = [
            one
            for one in self.progress.all_milestones
            if one.open_rows
            and not one.cell.closed
            and (one.cell.late_days or one.cell.state != State.NOT_STARTED)
        ]
        return tuple(Remaining(one) for one in sorted(worked_on, key=lambda o: -o.cell.late_days))


@dataclass(frozen=True)
class _Question:
    """What a region's page is asked for: which phase, how it stood on which day, since when."""

    phase: Phase
    asked: Asked
    since: Since
    events: tuple[Event, ...]  # the phase's calendar on that day

    @classmethod
    def of(cls, get: QueryDict, listed: Iterable[Phase]) -> "_Question | None":
        """None where there is no such phase: 1 query, 2 for a past day. Raises NotUnderstood."""
        slug = get.get("fase")
        phase = _phase_of(listed, slug, clock.today())
        if phase is None:
            return None
        events = calendar(phase, Reading.today())
        asked = asked_for(get, events)
        if asked.reading.past:
            phase = _phase_of(listed, slug, asked.reading.day) or phase
            events = calendar(phase, asked.reading)
        since = since_asked_for(get, events, asked.reading)
        return cls(phase, replace(asked, since=since), since, not_removed(events))


def _phase_of(listed: Iterable[Phase], slug: str | None, day: date) -> Phase | None:
    """The phase that is named, else the day's."""
    if slug:
        return next((one for one in listed if one.slug == slug), None)
    return of_the_day(listed, day)


def region_page(
    region: Region, get: QueryDict, language: str, standing: Standing
) -> RegionPage | None:
    """A region's page as an address asks for it, in the reading's words; nothing past is edited.

    None where there is no such phase. Raises NotUnderstood.
    """
    listed = phases()
    question = _Question.of(get, listed)
    if question is None:
        return None
    phase, asked, reading = question.phase, question.asked, question.asked.reading
    region = region_on(region, reading)
    progress = region_progress(region, phase, reading, language)
    return RegionPage(
        region=region,
        phase=phase,
        phases=tuple(_phase_facts(one, language) for one in listed),
        parts=parts_of(region, reading),
        people=people_of(region, reading),
        progress=progress,
        brief=brief(progress),
        drawings=drawings(progress, phase, question.events),
        events=question.events,
        next_event=coming(question.events, reading.day),
        changes=changes_since(question.since.point.day, progress),
        questions=None if reading.past else region_help(region, phase, progress, language),
        asked=asked,
        since=question.since,
        may_invite=not reading.past and (standing.staff or standing.edits(region.pk)),
        may_manage=not reading.past and standing.staff,
        may_walk=not reading.past and standing.edits(region.pk),
        has_list=not reading.past and region.pk in standing.regions,
    )


def _phase_facts(phase: Phase, language: str) -> PhaseFacts:
    objectives = tuple(one.text(language) for one in phase.objectives.all())
    return PhaseFacts(phase.slug, phase.text(language), phase.starts_on, phase.ends_on, objectives)


@dataclass(frozen=True)
class ShownRow:
    """A region's row; its cells have addresses when they open for the one who looks."""

    row: Row
    opens: bool
    query: str = ""  # what addresses end with

    @property
    def cells(self) -> list[tuple[BoardCell, str]]:
        """Each cell with its address: worked out once a row, since a board has many cells."""
        if not self.opens:
            return [(cell, "") for cell in self.row.cells]
        any_slug = "milestone"
        at = reverse("checkpoints:milestone", args=[self.row.slug, self.row.strand, any_slug])
        prefix = at.removesuffix(f"{any_slug}/")
        return [(cell, f"{prefix}{cell.slug}/{self.query}") for cell in self.row.cells]


@dataclass(frozen=True)
class OverviewPage:
    board: Board
    brief: str
    rows: tuple[ShownRow, ...]
    waiting: int = 0  # questions from regions without an answer; the programme staff's

    @property
    def legend(self) -> list[tuple[str, str | Promise]]:
        """Signs and what they mean, late first."""
        return [("late", _("late")), *((state.value, state.label) for state in State)]


def asked_of_programme(get: QueryDict) -> Asked:
    """The day that a page of all regions is asked for: 2 queries. Raises NotUnderstood."""
    phase = current_phase(clock.today())
    return asked_for(get, calendar(phase, Reading.today()) if phase else ())


def overview_page(
    chosen: Mapping[str, str], asked: Asked, language: str, standing: Standing
) -> OverviewPage | None:
    """The board of the day after the filters, none for a programme without milestones.

    4 queries, one more when some regions are filtered out, and today one for the programme staff.
    """
    reading = asked.reading
    found = board(filtered(chosen, reading), reading, language)
    if found is None:
        return None
    rows = ordered(with_state(found.rows, chosen["status"]), chosen["sorter"])
    few = any(chosen[name] for name in ("q", "fylke", "status"))
    found = replace(found, rows=rows)
    shown = tuple(ShownRow(row, standing.sees(row.region), asked.query) for row in rows)
    of = how_many_regions(reading) if few else None
    waiting = how_many_wait() if standing.staff and not reading.past else 0
    return OverviewPage(found, sentences.overview(found, of=of), shown, waiting)


def own_rows(standing: Standing, reading: Reading) -> tuple[Row, ...]:
    """How far one's own regions have come: 4 queries for any number."""
    own = Region.objects.filter(pk__in=standing.regions)
    found = board(own, reading, "nb")
    return found.rows if found else ()


def filtered(chosen: Mapping[str, str], reading: Reading) -> QuerySet[Region]:
    regions = Region.objects.all()
    if chosen["q"]:
        regions = regions.filter(found_by(chosen["q"], reading))
    if chosen["fylke"]:
        regions = regions.filter(in_county(chosen["fylke"], reading))
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
