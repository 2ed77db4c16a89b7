"""Reads: what a page needs, counted in SQL, as frozen dataclasses.

Every reading is of a day: today's reads the current rows, an earlier day's the revisions that held
at its end. Both have the same fields, so the code is the same.
"""

from checkpoints.queries.content import (
    CheckpointFacts,
    MilestoneFacts,
    Outline,
    calendar,
    checkpoint_facts,
    current_outline,
    current_phase,
    events,
    milestone_facts,
    milestones_on,
    not_removed,
    of_the_day,
    phase_outline,
    phases,
    wordings_of,
)
from checkpoints.queries.evidence import EvidenceAt, EvidenceFacts, evidence_at
from checkpoints.queries.kept import KeptCell, kept_cells
from checkpoints.queries.plans import (
    Move,
    PlanStep,
    moves,
    plan_steps,
    plans,
    with_drift,
)
from checkpoints.queries.progress import (
    Keys,
    StrandFacts,
    assessments,
    cell,
    decisions,
    is_closed,
    strand_facts,
    strands_as_they_stood,
    strands_of,
    tallies,
)
from checkpoints.queries.walks import OwnStep, own_steps_since, responsible_people

__all__ = [
    "CheckpointFacts",
    "EvidenceAt",
    "EvidenceFacts",
    "KeptCell",
    "Keys",
    "MilestoneFacts",
    "Move",
    "Outline",
    "OwnStep",
    "PlanStep",
    "StrandFacts",
    "assessments",
    "calendar",
    "cell",
    "checkpoint_facts",
    "current_outline",
    "current_phase",
    "decisions",
    "events",
    "evidence_at",
    "is_closed",
    "kept_cells",
    "milestone_facts",
    "milestones_on",
    "moves",
    "not_removed",
    "of_the_day",
    "own_steps_since",
    "phase_outline",
    "phases",
    "plan_steps",
    "plans",
    "responsible_people",
    "strand_facts",
    "strands_as_they_stood",
    "strands_of",
    "tallies",
    "with_drift",
    "wordings_of",
]
