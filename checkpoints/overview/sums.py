"""How the regions of a selection stand in sum, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from django.db.models import F

from checkpoints.freshness import fresh_since
from checkpoints.overview.relation import day_cells, is_counted_now, is_late, is_open, regions_found
from checkpoints.overview.remembered import Counts, counts_of, counts_of_a_past_day
from checkpoints.overview.selection import Selection
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, Outline, current_outline
from checkpoints.queries.cells import Sql, compiled, moment_value
from checkpoints.queries.help import unanswered
from regions import clock
from regions.reading import Reading
from regions.standing import Standing


@dataclass(frozen=True)
class MilestoneSums:
    """How many regions stand where at a milestone; each region once, by its main strand."""

    milestone: MilestoneFacts
    states: Mapping[State, int]
    late: int  # regions that are late there, on any strand

    @property
    def reached(self) -> int:
        return self.states.get(State.REACHED, 0)


@dataclass(frozen=True)
class Sums:
    """Counts of regions."""

    day: date
    regions: int
    milestones: tuple[MilestoneSums, ...]
    late: int  # late at some milestone, on any strand
    on_hold: int
    stale: int  # with something open that nobody has stood for lately
    asking: int | None  # that wait for an answer, 0 on an earlier day; none: not theirs to know

    def told_to(self, standing: Standing) -> Self:
        """What someone may know of them."""
        return self if standing.learns else replace(self, asking=None)


def sums(
    selection: Selection, reading: Reading, language: str, outline: Outline | None = None
) -> Sums | None:
    """The sums of a selection on a day; none where the programme has no milestones.

    2 queries for any number of regions, one less where the day's outline is known. Those of all
    regions on a past day are remembered (checkpoints/overview/remembered.py).
    """
    outline = outline or current_outline(reading, language)
    if outline is None:
        return None
    counts = _counted(selection, outline, reading)
    return Sums(
        day=reading.day,
        regions=counts["regions", 0],
        milestones=tuple(_at(one, counts) for one in outline.milestones),
        late=counts["any_late", 0],
        on_hold=counts["any_on_hold", 0],
        stale=counts["any_stale", 0],
        asking=counts["any_asking", 0],
    )


def _at(milestone: MilestoneFacts, counts: Counts) -> MilestoneSums:
    states = {state: counts[state.value, milestone.pk] for state in State}
    return MilestoneSums(milestone, states, counts["late", milestone.pk])


def _counted(selection: Selection, outline: Outline, reading: Reading) -> Counts:
    statement = _statement(selection, outline, reading)
    if reading.past and selection.is_everything:
        return counts_of_a_past_day(statement, outline, reading)
    return counts_of(statement)


def _statement(selection: Selection, outline: Outline, reading: Reading) -> Sql:
    """All counts in one statement: what is counted, at which milestone, how many."""
    late, on_hold = is_late(reading), Sql("state = 'on_hold'")
    stale = Sql("reviewed_at < %s", (moment_value(_not_stale_since(reading.day)),))
    # What is counted for the occasion is counted once; what is kept is found by its indexes.
    once = "MATERIALIZED" if is_counted_now(outline, reading) else "NOT MATERIALIZED"
    found = compiled(regions_found(selection, outline, reading))
    return (
        found.within("WITH found AS ({}),")  # noqa: S608  our own words
        + _cells(selection, outline, reading).within(f"c AS {once} ({{}})")
        + "SELECT 'regions', 0, COUNT(*) FROM found UNION ALL"
        + "SELECT state, milestone_id, COUNT(*) FROM c WHERE is_main GROUP BY 1, 2 UNION ALL"
        + _regions(reading, late).within("SELECT 'late', milestone_id, {} GROUP BY 2 UNION ALL")
        + _regions(reading, late).within("SELECT 'any_late', 0, {} UNION ALL")
        + _regions(reading, on_hold).within("SELECT 'any_on_hold', 0, {} UNION ALL")
        + _regions(reading, stale).within("SELECT 'any_stale', 0, {}")
        + _asking(reading)
    )


def _cells(selection: Selection, outline: Outline, reading: Reading) -> Sql:
    rows = day_cells(outline, reading)
    if selection.is_everything:
        return rows
    return rows.within("SELECT * FROM ({}) cells WHERE region_id IN (SELECT key FROM found)")


def _regions(reading: Reading, condition: Sql) -> Sql:
    """How many regions have a cell, of a strand that somebody goes on with, of which it holds."""
    counted = Sql("COUNT(DISTINCT region_id) FROM c WHERE")
    return counted + is_open(reading) + condition.within("AND {}")


def _asking(reading: Reading) -> Sql:
    """How many regions wait for an answer now."""
    if reading.past:
        return Sql("")
    asking = compiled(unanswered().order_by().values(asked_by=F("strand__region")))
    return asking.within(
        "UNION ALL SELECT 'any_asking', 0, COUNT(DISTINCT asked_by) FROM ({}) asking"
        " WHERE asked_by IN (SELECT key FROM found)"
    )


def _not_stale_since(day: date) -> datetime:
    """The first moment at which something stood for is not stale on a day."""
    return clock.start_of(fresh_since(day))
