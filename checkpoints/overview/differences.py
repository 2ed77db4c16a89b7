"""How regions stand otherwise than on an earlier day: strand by strand, milestone by milestone.

`kinds` says what is a difference. Both days are read through the milestones of the later day's
phase. A strand that was not there yet, or did not yet go through a milestone, stands at its
beginning on the earlier day, before as many checkpoints as count on the later one; a parallel one
that was closed on both is left out, as in the matrix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from checkpoints import queries
from checkpoints.changes import Key
from checkpoints.models import Strand
from checkpoints.overview.comparing import Compared, compare
from checkpoints.overview.kinds import Kind, Move, Turned, counting_now, in_words, kinds
from checkpoints.progress import Cell, Step
from checkpoints.queries import MilestoneFacts, Outline, PlanStep, StrandFacts, strand_facts
from regions.reading import Reading


@dataclass(frozen=True)
class CellDifference:
    """One strand at one milestone on two days."""

    milestone: MilestoneFacts
    before: Cell
    after: Cell
    turned: Turned
    move: Move | None
    kinds: tuple[Kind, ...]
    changed_at: datetime | None = None  # the newest step that made it otherwise
    in_between: str | Promise = ""  # what happened and was taken back again, in words

    @property
    def is_changed(self) -> bool:
        return bool(self.kinds)

    @property
    def count(self) -> str:
        """«2 → 4 of 6», «2 of 5 → 2 of 6», «4 of 6» where it is the same."""
        before, after = self.before.tally, self.after.tally
        if before.counted != after.counted:
            return f"{before.count} → {after.count}"
        if before.met == after.met:
            return after.count
        return f"{before.met} → {after.count}"

    def in_words(self, kind: Kind) -> str | Promise:
        """One thing that happened, in a few words."""
        if kind == Kind.ASKS:
            return counting_now(self.before.tally.counted, self.after.tally.counted)
        return in_words(kind, self.turned, self.move)

    @property
    def said(self) -> tuple[tuple[str, str | Promise], ...]:
        """What happened, a few words each, under its kind: no more than the count does not say."""
        left_out = {Kind.OTHERWISE} if len(self.kinds) > 1 else set()
        if not self.turned.taken_back:
            left_out.add(Kind.MET)
        kinds = (kind for kind in self.kinds if kind not in left_out)
        words = [(kind.value, self.in_words(kind)) for kind in kinds]
        return (*words, *([("", self.in_between)] if self.in_between else []))


@dataclass(frozen=True)
class StrandDifference:
    """A strand's milestones from its first one on. Its theme is the region's own words."""

    strand: StrandFacts
    is_new: bool
    cells: tuple[CellDifference, ...]

    @property
    def is_changed(self) -> bool:
        return self.is_new or any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True)
class RegionDifference:
    """A region's strands, the main one first."""

    region: int
    slug: str
    name: str
    strands: tuple[StrandDifference, ...]

    @property
    def is_changed(self) -> bool:
        return any(strand.is_changed for strand in self.strands)

    @property
    def main(self) -> StrandDifference:
        return self.strands[0]

    @property
    def parallel(self) -> tuple[StrandDifference, ...]:
        return self.strands[1:]

    @property
    def changed_at(self) -> datetime | None:
        """When the newest of the steps was recorded; none where time alone made the difference."""
        cells = (cell for strand in self.strands for cell in strand.cells)
        return max((cell.changed_at for cell in cells if cell.changed_at), default=None)


@dataclass(frozen=True)
class Difference:
    """Regions in the order in which they were asked for, changed or not."""

    since: date
    day: date
    milestones: tuple[MilestoneFacts, ...]
    rows: tuple[RegionDifference, ...]
    statuses: Mapping[Key, tuple[str, Step]]  # by strand and checkpoint: what it was, and the step
    moves: Mapping[Key, tuple[date, PlanStep]]  # by strand and milestone: the end as it was


def differences(
    keys: Sequence[int],
    since: Reading,
    reading: Reading,
    language: str,
    outline: Outline | None = None,
) -> Difference | None:
    """How regions, by their keys, stand otherwise than at `since`: 8 queries for any number.

    One less where the day's outline is known. None where the programme has no milestones.
    `statuses` and `moves` name people and single checkpoints: they are for who sees the region.
    """
    outline = outline or queries.current_outline(reading, language)
    if outline is None:
        return None
    strands = Strand.objects.filter(region__in=keys, phase=outline.phase)
    compared = compare(strands.order_by().values("pk"), outline.phase, since, reading)
    before = {row.pk: row for row in queries.strands_as_they_stood(strands, since)}
    by_region: dict[int, list[Strand]] = {}
    for row in queries.strands_as_they_stood(strands, reading):
        if row.is_main or not _is_closed_on_both(before.get(row.pk), row, since, reading):
            by_region.setdefault(row.region_id, []).append(row)
    rows = (
        _region(by_region[key], before, outline.milestones, compared)
        for key in keys
        if key in by_region
    )
    return Difference(
        since.day,
        reading.day,
        outline.milestones,
        tuple(rows),
        compared.statuses,
        compared.moves,
    )


def _is_closed_on_both(
    before: Strand | None, after: Strand, since: Reading, reading: Reading
) -> bool:
    was_closed = before is not None and queries.is_closed(before, since.day)
    return was_closed and queries.is_closed(after, reading.day)


def _region(
    strands: Sequence[Strand],
    before: Mapping[int, Strand],
    milestones: Sequence[MilestoneFacts],
    compared: Compared,
) -> RegionDifference:
    region = strands[0].region
    found = tuple(_strand(one, before.get(one.pk), milestones, compared) for one in strands)
    return RegionDifference(region.pk, region.slug, region.name, found)


def _strand(
    after: Strand,
    before: Strand | None,
    milestones: Sequence[MilestoneFacts],
    compared: Compared,
) -> StrandDifference:
    facts = strand_facts(after, compared.after.reading.day)
    cells = tuple(
        _cell(facts, before, one, compared) for one in milestones if facts.goes_through(one)
    )
    return StrandDifference(facts, before is None, cells)


def _cell(
    strand: StrandFacts, before: Strand | None, milestone: MilestoneFacts, compared: Compared
) -> CellDifference:
    key = (strand.pk, milestone.pk)
    was, now = compared.before, compared.after
    if before is None or before.first_milestone.position > milestone.position:
        then = compared.beginning(key)
    else:
        then = was.cell(*key, closed=queries.is_closed(before, was.reading.day))
    after = now.cell(*key, closed=strand.closed_on is not None)
    turned, move = compared.turned(key), compared.move(key)
    return CellDifference(
        milestone,
        then,
        after,
        turned,
        move,
        kinds(then, after, turned, move),
        compared.changed_at(key),
        compared.in_between(key, then.state, after.state),
    )
