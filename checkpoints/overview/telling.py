"""A difference told in plain words, region by region, the one with the newest step first.

Who sees a region is told of each checkpoint and each plan, and by whom; all others of counts and
states at a milestone, which everyone may know.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from checkpoints.changes import Key
from checkpoints.overview.differences import (
    CellDifference,
    Difference,
    RegionDifference,
    StrandDifference,
)
from checkpoints.progress import Step
from checkpoints.queries import CheckpointFacts, PlanStep, StrandFacts, checkpoint_facts
from checkpoints.queries.content import worded_on
from checkpoints.rows import numbered, status_label
from regions.reading import Reading


@dataclass(frozen=True)
class StatusTold:
    """One checkpoint that has another status."""

    checkpoint: CheckpointFacts
    before: str
    step: Step

    @property
    def before_label(self) -> str | Promise:
        return status_label(self.before, is_question=self.checkpoint.is_question)

    @property
    def label(self) -> str | Promise:
        return status_label(self.step.status, is_question=self.checkpoint.is_question)


@dataclass(frozen=True)
class MilestoneTold:
    """What happened at a milestone. For who sees the region: checkpoints and the plan's move."""

    cell: CellDifference
    statuses: tuple[StatusTold, ...] = ()
    plan_step: PlanStep | None = None

    @property
    def words(self) -> tuple[str | Promise, ...]:
        """All of it, a few words each."""
        cell = self.cell
        said = tuple(cell.in_words(kind) for kind in cell.kinds)
        return (*said, cell.in_between) if cell.in_between else said


@dataclass(frozen=True)
class StrandTold:
    number: int
    name: str | Promise  # empty for the main strand
    is_new: bool
    milestones: tuple[MilestoneTold, ...]


@dataclass(frozen=True)
class RegionTold:
    slug: str
    name: str
    sees: bool
    changed_at: datetime | None
    strands: tuple[StrandTold, ...]

    @property
    def how_much(self) -> str:
        """«3 milestones changed»; of a new strand on which nothing is recorded: that."""
        count = len({one.cell.milestone.pk for strand in self.strands for one in strand.milestones})
        if not count:
            return gettext("a new strand")
        return ngettext("%(n)d milestone changed", "%(n)d milestones changed", count) % {"n": count}


def told(
    difference: Difference, reading: Reading, sees: Callable[[int], bool], language: str
) -> tuple[RegionTold, ...]:
    """What happened in the regions of a difference, none where nothing did: 1 query."""
    tell = _Telling(difference, sees, _checkpoints(difference, reading, sees, language))
    rows = [tell.region(row) for row in difference.rows if any(map(_says, row.strands))]
    dated = sorted((one for one in rows if one.changed_at), key=_moment, reverse=True)
    return (*dated, *(one for one in rows if not one.changed_at))


def _moment(one: RegionTold) -> float:
    return one.changed_at.timestamp() if one.changed_at else 0


def strand_name(strand: StrandFacts, *, sees: bool) -> str | Promise:
    """What a parallel strand is called: its theme, for others its number. A main one: nothing."""
    return strand.theme if strand.is_main or sees else numbered(strand.number)


def _checkpoints(
    difference: Difference, reading: Reading, sees: Callable[[int], bool], language: str
) -> Mapping[int, CheckpointFacts]:
    """The checkpoints that are told of, under the wording of the day."""
    open_strands = {
        strand.strand.pk for row in difference.rows if sees(row.region) for strand in row.strands
    }
    keys = {checkpoint for strand, checkpoint in difference.statuses if strand in open_strands}
    worded = worded_on(reading).filter(checkpoint__in=keys).select_related("checkpoint")
    return {one.checkpoint_id: checkpoint_facts(one, language) for one in worded}


@dataclass(frozen=True)
class _Telling:
    difference: Difference
    sees: Callable[[int], bool]
    checkpoints: Mapping[int, CheckpointFacts]

    def region(self, row: RegionDifference) -> RegionTold:
        sees = self.sees(row.region)
        strands = tuple(
            self.strand(one, strand_name(one.strand, sees=sees), sees=sees)
            for one in row.strands
            if _says(one)
        )
        return RegionTold(row.slug, row.name, sees, row.changed_at, strands)

    def strand(self, one: StrandDifference, name: str | Promise, *, sees: bool) -> StrandTold:
        milestones = tuple(
            self.milestone((one.strand.pk, cell.milestone.pk), cell, sees=sees)
            for cell in one.cells
            if cell.is_changed or cell.in_between
        )
        return StrandTold(one.strand.number, name, one.is_new, milestones)

    def milestone(self, key: Key, cell: CellDifference, *, sees: bool) -> MilestoneTold:
        if not sees:
            return MilestoneTold(cell)
        _before, plan_step = self.difference.moves.get(key, (None, None))
        return MilestoneTold(cell, self._statuses.get(key, ()), plan_step)

    @cached_property
    def _statuses(self) -> Mapping[Key, tuple[StatusTold, ...]]:
        """By strand and milestone, in the order of the checkpoints."""
        found: dict[Key, tuple[StatusTold, ...]] = {}
        turned = self.difference.statuses.values()
        all_told = (
            StatusTold(self.checkpoints[step.checkpoint], before, step)
            for before, step in turned
            if step.checkpoint in self.checkpoints
        )
        for one in sorted(all_told, key=lambda told: told.checkpoint.position):
            key = (one.step.strand, one.step.milestone)
            found[key] = (*found.get(key, ()), one)
        return found


def _says(one: StrandDifference) -> bool:
    return one.is_changed or any(cell.in_between for cell in one.cells)
