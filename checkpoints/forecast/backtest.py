"""How forecasts would have done: what would have been said on earlier days, held against what came.

On each day that is looked at, everything is read as it was recorded by then, by the same code as
the pages. A forecast is judged only once the whole of its range lies behind, whatever came: were
those left out that are still open, the slow ones would be forgotten, and the figure too good.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import mean, median

from checkpoints.boards import Board, board
from checkpoints.forecast.outlook import Outlook, outlooks
from checkpoints.forecast.paces import read_paces
from checkpoints.models import Strand
from checkpoints.overview.courses import courses
from checkpoints.progress import Cell, Span, State
from checkpoints.queries import MilestoneFacts, Outline, current_outline
from regions import clock
from regions.models import Region
from regions.reading import Reading

type Key = tuple[int, int]  # strand and milestone


class Verdict(StrEnum):
    """How a forecast turned out."""

    WITHIN = "within"
    BEFORE = "before"
    AFTER = "after"
    UNDECIDED = "undecided"  # its range does not lie behind yet
    LEFT_OUT = "left out"  # nobody went on: the strand was closed, or nothing applies any more


@dataclass(frozen=True)
class Said:
    """What would have been said of a milestone on a day."""

    day: date
    key: Key
    outlook: Outlook
    planned: date | None


@dataclass(frozen=True)
class Outcome:
    """What came of it by the last day that is known."""

    reached_on: date | None = None
    went_on: bool = True


@dataclass
class Score:
    """How the forecasts of one milestone did."""

    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    open_ended: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    widths: list[int] = field(default_factory=list)
    off: list[int] = field(default_factory=list)  # days between what was likeliest and what came
    plan_off: list[int] = field(default_factory=list)  # the same of the plan as it then stood
    keys: set[Key] = field(default_factory=set)
    silent: int = 0  # under way, and nothing could be said

    @property
    def judged(self) -> int:
        return sum(self.verdicts[one] for one in (Verdict.WITHIN, Verdict.BEFORE, Verdict.AFTER))

    @property
    def judged_open_ended(self) -> int:
        return self.open_ended[Verdict.WITHIN] + self.open_ended[Verdict.BEFORE]

    @property
    def share_within(self) -> float | None:
        return self.verdicts[Verdict.WITHIN] / self.judged if self.judged else None

    @property
    def width(self) -> float | None:
        return median(self.widths) if self.widths else None

    @property
    def mean_off(self) -> float | None:
        return mean(self.off) if self.off else None

    @property
    def mean_plan_off(self) -> float | None:
        return mean(self.plan_off) if self.plan_off else None

    def take(self, said: Said, outcome: Outcome, until: date) -> None:
        """Judge one forecast."""
        outlook = said.outlook
        if not outlook:
            self.silent += 1
            return
        self.keys.add(said.key)
        verdict = judged(outlook, outcome, until)
        counts = self.open_ended if outlook.latest is None else self.verdicts
        counts[verdict] += 1
        if verdict in {Verdict.UNDECIDED, Verdict.LEFT_OUT}:
            return
        if outlook.latest:
            self.widths.append((outlook.latest - (outlook.earliest or said.day)).days)
        if outcome.reached_on and outlook.middle and said.planned:
            self.off.append(abs((outlook.middle - outcome.reached_on).days))
            self.plan_off.append(abs((said.planned - outcome.reached_on).days))


def judged(outlook: Outlook, outcome: Outcome, until: date) -> Verdict:
    """How a range turned out, seen from the last day that is known."""
    end = outlook.latest or outlook.earliest
    if end is None or end > until:
        return Verdict.UNDECIDED
    if outcome.reached_on is None:
        if not outcome.went_on:
            return Verdict.LEFT_OUT
        return Verdict.AFTER if outlook.latest else Verdict.WITHIN
    if outlook.earliest and outcome.reached_on < outlook.earliest:
        return Verdict.BEFORE
    if outlook.latest and outcome.reached_on > outlook.latest:
        return Verdict.AFTER
    return Verdict.WITHIN


def back_test(every: int, language: str = "nb") -> list[tuple[MilestoneFacts, Score]]:
    """The scores of the current phase's milestones, forecast every so many days until today."""
    today = Reading.today()
    outline = current_outline(today, language)
    if outline is None:
        return []
    scores = {one.pk: Score() for one in outline.milestones}
    came = outcomes(outline, today)
    for day in _days(outline, every, today.day):
        for said in said_on(day, outline):
            if said.key[1] in scores:
                scores[said.key[1]].take(said, came.get(said.key, Outcome(None, False)), today.day)
    return [(one, scores[one.pk]) for one in outline.milestones]


def said_on(day: date, outline: Outline) -> list[Said]:
    """What the pages would have said at the end of a day, of every strand: 10 queries."""
    reading = Reading(day, past=True)
    known = read_paces(outline.phase, day - timedelta(1))
    cells = {(one.strand, one.milestone): one for one in _cells(outline, reading)}
    said = outlooks(cells.values(), known)
    return [Said(day, key, one, cells[key].plan.ends_on) for key, one in said.items()]


def outcomes(outline: Outline, reading: Reading) -> Mapping[Key, Outcome]:
    """What came of every milestone that was begun; a strand that was closed did not go on."""
    going_on = {
        (one.strand, one.milestone)
        for one in _cells(outline, reading)
        if one.state != State.NOT_APPLICABLE
    }
    return {
        key: Outcome(span.reached_at and clock.day_of(span.reached_at), key in going_on)
        for key, span in courses(_strands(outline), reading).items()
    }


def _cells(outline: Outline, reading: Reading) -> Iterator[Cell]:
    """Every strand at every milestone, with its real start."""
    shown = board(Region.objects.all(), reading, "nb", outline)
    spans = courses(_strands(outline), reading)
    for cell in _all_cells(shown) if shown else ():
        yield replace(cell, span=spans.get((cell.strand, cell.milestone), Span()))


def _all_cells(shown: Board) -> Iterable[Cell]:
    return (one for row in shown.rows for cell in row.cells for one in (cell.cell, *cell.parallel))


def _strands(outline: Outline) -> list[int]:
    strands = Strand.objects.filter(phase=outline.phase)
    return list(strands.order_by("pk").values_list("pk", flat=True))


def _days(outline: Outline, every: int, until: date) -> Iterator[date]:
    """Days from the first real start on, at equal distances, none after the last that is known."""
    spans = courses(_strands(outline), Reading.today()).values()
    starts = [clock.day_of(span.started_at) for span in spans if span.started_at]
    day = min(starts, default=until) + timedelta(every)
    while day < until:
        yield day
        day += timedelta(every)
