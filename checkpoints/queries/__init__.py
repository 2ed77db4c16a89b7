"""Reads: what a page needs, counted in SQL, as frozen dataclasses.

Every reading is of a day: today's reads the current rows, an earlier day's the revisions that held
at its end. Both have the same fields, so the code is the same.
"""

from checkpoints.queries.content import (
    CheckpointFacts,
    MilestoneFacts,
    Outline,
    Reading,
    checkpoint_facts,
    current_outline,
    current_phase,
    events,
    milestone_facts,
    milestones_on,
    of_the_day,
    phases,
    validity,
    wordings_of,
)
from checkpoints.queries.progress import (
    Keys,
    PlanStep,
    StrandFacts,
    assessments,
    cell,
    decisions,
    plan_steps,
    plans,
    strand_facts,
    strands_of,
    tallies,
    with_drift,
)

__all__ = [
    "CheckpointFacts",
    "Keys",
    "MilestoneFacts",
    "Outline",
    "PlanStep",
    "Reading",
    "StrandFacts",
    "assessments",
    "cell",
    "checkpoint_facts",
    "current_outline",
    "current_phase",
    "decisions",
    "events",
    "milestone_facts",
    "milestones_on",
    "of_the_day",
    "phases",
    "plan_steps",
    "plans",
    "strand_facts",
    "strands_of",
    "tallies",
    "validity",
    "with_drift",
    "wordings_of",
]
