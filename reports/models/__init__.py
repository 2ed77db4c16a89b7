"""The facts about what is asked for, what is written, and what was handed in."""

from reports.models.bundles import Bundle, BundlePart, BundleState, Paper, Render
from reports.models.drafts import (
    Agreement,
    AgreementRevision,
    Answer,
    AnswerRevision,
    Outcome,
    Remark,
    RemarkRevision,
)
from reports.models.editions import Edition, EditionFile, EditionWithdrawal
from reports.models.gatherings import (
    AgendaItem,
    AgendaItemRevision,
    Gathering,
    GatheringRevision,
)
from reports.models.letters import Letter, LetterRevision, LetterStatus
from reports.models.rounds import (
    Question,
    QuestionRevision,
    Report,
    ReportRevision,
    Round,
    RoundRevision,
    Stage,
)

__all__ = [
    "AgendaItem",
    "AgendaItemRevision",
    "Agreement",
    "AgreementRevision",
    "Answer",
    "AnswerRevision",
    "Bundle",
    "BundlePart",
    "BundleState",
    "Edition",
    "EditionFile",
    "EditionWithdrawal",
    "Gathering",
    "GatheringRevision",
    "Letter",
    "LetterRevision",
    "LetterStatus",
    "Outcome",
    "Paper",
    "Question",
    "QuestionRevision",
    "Remark",
    "RemarkRevision",
    "Render",
    "Report",
    "ReportRevision",
    "Round",
    "RoundRevision",
    "Stage",
]
