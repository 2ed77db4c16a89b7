"""Since when a checkpoint is marked as unsure, and by whom: told by its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checkpoints.progress import Step
from regions import clock


@dataclass(frozen=True)
class Doubt:
    since: date
    by: str  # a name; empty for the system


def doubts(steps: Iterable[Step]) -> Mapping[tuple[int, int], Doubt]:
    """By (strand, checkpoint), of what is unsure after all of the steps."""
    found: dict[tuple[int, int], Doubt] = {}
    settled: dict[tuple[int, int], Doubt] = {}  # which an undoing brings back
    for step in steps:
        key = (step.strand, step.checkpoint)
        if not step.unsure:
            if key in found:
                settled[key] = found.pop(key)
        elif key not in found:
            now = Doubt(clock.day_of(step.recorded_at), step.by)
            found[key] = settled.get(key, now) if step.undoes else now
    return found
