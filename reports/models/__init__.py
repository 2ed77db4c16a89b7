"""The facts about what is asked for, what is written, and what was handed in."""

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
    "Agreement",
    "AgreementRevision",
    "Answer",
    "AnswerRevision",
    "Edition",
    "EditionFile",
    "EditionWithdrawal",
    "Letter",
    "LetterRevision",
    "LetterStatus",
    "Outcome",
    "Question",
    "QuestionRevision",
    "Remark",
    "RemarkRevision",
    "Report",
    "ReportRevision",
    "Round",
    "RoundRevision",
    "Stage",
]
