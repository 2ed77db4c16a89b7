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
from checkpoints.models.evidence import (
    Attachment,
    AttachmentRevision,
    Evidence,
    EvidenceRevision,
    StoredFile,
    Verdict,
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
    "Attachment",
    "AttachmentRevision",
    "Checkpoint",
    "CheckpointKind",
    "CheckpointWording",
    "Decision",
    "DecisionRevision",
    "Event",
    "EventKind",
    "EventRevision",
    "Evidence",
    "EvidenceRevision",
    "Milestone",
    "Objective",
    "Phase",
    "Plan",
    "PlanRevision",
    "Status",
    "StoredFile",
    "Strand",
    "StrandRevision",
    "Verdict",
]
