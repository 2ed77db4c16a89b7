"""How the regions of a selection stand in sum, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checkpoints.boards import Board, board
from checkpoints.overview.finding import Page, find
from checkpoints.overview.selection import Selection
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts
from checkpoints.queries.help import unanswered
from regions.models import Region
from regions.reading import Reading


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
    asking: int  # that wait for an answer; 0 on an earlier day


def sums(selection: Selection, reading: Reading, language: str) -> Sums | None:
    """The sums of a selection on a day; none where the programme has no milestones."""
    keys = find(selection, reading, Page(size=None)).keys
    found = board(Region.objects.filter(pk__in=keys), reading, language)
    return _sums(found, reading) if found else None


def _sums(found: Board, reading: Reading) -> Sums:
    asking = unanswered().filter(strand__region__in=[row.region for row in found.rows])
    cells = [[(cell.cell, *cell.parallel) for cell in row.cells] for row in found.rows]
    return Sums(
        day=found.day,
        regions=len(found.rows),
        milestones=tuple(
            MilestoneSums(
                milestone,
                {
                    state: sum(row.cells[place].cell.state == state for row in found.rows)
                    for state in State
                },
                sum(row.cells[place].late_days > 0 for row in found.rows),
            )
            for place, milestone in enumerate(found.milestones)
        ),
        late=sum(row.late_days > 0 for row in found.rows),
        on_hold=sum(any(o.state == State.ON_HOLD for c in row for o in c) for row in cells),
        stale=sum(any(o.review and o.review.is_stale for c in row for o in c) for row in cells),
        asking=0 if reading.past else asking.values("strand__region").distinct().count(),
    )
