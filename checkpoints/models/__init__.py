"""The facts about the programme's content and each region's progress through it."""

from checkpoints.models.content import (
    Checkpoint,
    CheckpointKind,
    CheckpointWording,
    Event,
    EventKind,
    EventRevision,
    Milestone,
    Objective,
    Phase,
)
from checkpoints.models.progress import (
    Assessment,
    AssessmentRevision,
    Decision,
    DecisionRevision,
    Plan,
    PlanRevision,
    Status,
    Strand,
    StrandRevision,
)

__all__ = [
    "Assessment",
    "AssessmentRevision",
    "Checkpoint",
    "CheckpointKind",
    "CheckpointWording",
    "Decision",
    "DecisionRevision",
    "Event",
    "EventKind",
    "EventRevision",
    "Milestone",
    "Objective",
    "Phase",
    "Plan",
    "PlanRevision",
    "Status",
    "Strand",
    "StrandRevision",
]
