"""Reads of what the programme asks: phases, milestones, checkpoints under their wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from checkpoints.models import (
    CellCount,
    CheckpointKind,
    CheckpointWording,
    Event,
    Milestone,
    Phase,
)
from regions.dated import holds_on
from regions.reading import Reading, as_row
from regions.wording import Text


@dataclass(frozen=True)
class CheckpointFacts:
    pk: int
    slug: str
    position: int
    kind: str
    text: Text
    wording: int

    @property
    def is_question(self) -> bool:
        return self.kind == CheckpointKind.QUESTION


@dataclass(frozen=True)
class MilestoneFacts:
    pk: int
    slug: str
    position: int
    name: Text
    checkpoints: tuple[CheckpointFacts, ...] = ()


def phases() -> tuple[Phase, ...]:
    """All phases with their objectives, in order: 2 queries."""
    return tuple(Phase.objects.with_use().prefetch_related("objectives"))


def of_the_day(listed: Iterable[Phase], day: date) -> Phase | None:
    """The current phase: of those with milestones the last that has begun, else the first to come.

    A phase that begins before anyone has said what it asks for does not hide the one before it.
    """
    by_start = sorted(listed, key=lambda one: one.starts_on)
    usable = [one for one in by_start if getattr(one, "has_milestones", True)] or by_start
    begun = [one for one in usable if one.starts_on <= day]
    return begun[-1] if begun else next(iter(usable), None)


def current_phase(day: date) -> Phase | None:
    """The phase of a day: 1 query."""
    return of_the_day(Phase.objects.with_use(), day)


def wordings_of(phase: Phase, reading: Reading) -> tuple[CheckpointWording, ...]:
    """A phase's checkpoints under the wording of the day, also those no longer valid: 1 query."""
    return tuple(
        worded_on(reading)
        .filter(checkpoint__milestone__phase=phase)
        .select_related("checkpoint")
        .order_by("checkpoint__position", "checkpoint_id")
    )


def worded_on(reading: Reading) -> QuerySet[CheckpointWording]:
    """Of each checkpoint the one wording of the day."""
    if not reading.past:
        return CheckpointWording.objects.filter(superseded=False)
    begun = Q(valid_from=None) | Q(valid_from__lte=reading.day)
    newer = CheckpointWording.objects.filter(
        begun, checkpoint=OuterRef("checkpoint"), number__gt=OuterRef("number")
    )
    return CheckpointWording.objects.filter(begun).exclude(Exists(newer))


def milestones_on(
    day: date, phase: Phase, wordings: Iterable[CheckpointWording], language: str
) -> tuple[MilestoneFacts, ...]:
    """A phase's milestones with the checkpoints that are valid on a day: 1 query."""
    listed: dict[int, list[CheckpointFacts]] = {}
    for wording in wordings:
        if wording.checkpoint.in_use(day):
            facts = checkpoint_facts(wording, language)
            listed.setdefault(wording.checkpoint.milestone_id, []).append(facts)
    return tuple(
        milestone_facts(one, language, listed.get(one.pk, ())) for one in phase.milestones.all()
    )


def checkpoint_facts(wording: CheckpointWording, language: str) -> CheckpointFacts:
    checkpoint = wording.checkpoint
    return CheckpointFacts(
        pk=checkpoint.pk,
        slug=checkpoint.slug,
        position=checkpoint.position,
        kind=checkpoint.kind,
        text=wording.text(language),
        wording=wording.pk,
    )


def milestone_facts(
    milestone: Milestone, language: str, checkpoints: Iterable[CheckpointFacts] = ()
) -> MilestoneFacts:
    return MilestoneFacts(
        milestone.pk,
        milestone.slug,
        milestone.position,
        milestone.text(language),
        tuple(checkpoints),
    )


@dataclass(frozen=True)
class Outline:
    """A phase's milestones, and by milestone how many valid checkpoints and how many questions."""

    phase: int
    milestones: tuple[MilestoneFacts, ...]
    counts: Mapping[int, tuple[int, int]]
    phase_slug: str
    counted: bool = True  # whether the counts that are kept of its cells are those of the day


def current_outline(reading: Reading, language: str) -> Outline | None:
    """The milestones of the day's phase, counted; none where no phase has any: 1 query."""
    rows = _counted_milestones(reading).order_by("phase__starts_on", "position")
    phase = of_the_day({row.phase_id: row.phase for row in rows}.values(), reading.day)
    if phase is None:
        return None
    return _outline(phase, [row for row in rows if row.phase_id == phase.pk], language)


def phase_outline(phase: Phase, reading: Reading, language: str) -> Outline | None:
    """The same of a phase, whichever the day's is; none where it has no milestones: 1 query."""
    rows = _counted_milestones(reading).filter(phase=phase).order_by("position")
    return _outline(phase, rows, language) if rows else None


def _counted_milestones(reading: Reading) -> QuerySet[Any]:
    """Milestones with how many checkpoints and questions are valid on a day."""
    valid = holds_on(reading.day, "checkpoints__")
    question = Q(checkpoints__kind=CheckpointKind.QUESTION)
    return Milestone.objects.select_related("phase").annotate(
        valid=Count("checkpoints", filter=valid),
        questions=Count("checkpoints", filter=valid & question),
        passed=_passed(reading.day),
    )


def _outline(phase: Phase, rows: Iterable[Any], language: str) -> Outline:
    """Of a phase's milestones, counted."""
    own = list(rows)
    counts = {row.pk: (row.valid, row.questions) for row in own}
    milestones = tuple(milestone_facts(row, language) for row in own)
    counted = not any(row.passed for row in own)
    return Outline(phase.pk, milestones, counts, phase.slug, counted)


def _passed(day: date) -> Q:
    """Whether a checkpoint of a milestone has begun or ceased to count since it was counted."""
    kept = CellCount.objects.filter(milestone=OuterRef("pk"))
    ceased = Exists(kept.filter(holds_until__lte=day))
    return Q(ceased) | Q(Exists(kept.filter(holds_from__gt=day)))


def calendar(phase: Phase | int, reading: Reading) -> tuple[Event, ...]:
    """A phase's calendar as it stood, in its own order, with what was taken off it: 1 query."""
    rows = reading.rows(Event)
    if reading.past:
        steps = rows.filter(of__phase=phase).select_related("of").order_by("position", "of_id")
        return tuple(as_row(step, step.of) for step in steps)
    return tuple(rows.filter(phase=phase))


def not_removed(events: Iterable[Event]) -> tuple[Event, ...]:
    """Those that have not been taken off the calendar."""
    return tuple(event for event in events if not event.removed)


def events(phase: Phase, reading: Reading) -> tuple[Event, ...]:
    """A phase's calendar as it stood, without what was taken off it: 1 query."""
    return not_removed(calendar(phase, reading))
