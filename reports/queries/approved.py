"""What was approved, what became of it since, and what is left to do all the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from checkpoints.queries.verifying import questioned_in
from reports.models import Agreement, Outcome, Report, ReportRevision, Stage


@dataclass(frozen=True)
class LeftToDo:
    """What a region has to do once its report is approved."""

    agreed: int  # with the report, and not done
    questioned: int  # checkpoints that the programme staff question

    @property
    def any(self) -> bool:
        return bool(self.agreed or self.questioned)


def left_to_do(report: Report) -> LeftToDo:
    """2 queries."""
    event = report.round.event
    agreed = open_agreements().filter(region=report.region_id, event=event)
    questioned = questioned_in([report.region_id]).filter(strand__phase=event.phase_id)
    return LeftToDo(agreed.count(), questioned.count())


def open_agreements() -> Any:
    """What was agreed and is not done."""
    return Agreement.objects.filter(removed=False, outcome=Outcome.OPEN)


def was_approved() -> Exists:
    """Of an edition: whether the programme staff have approved it at some time."""
    return _approvals("pk")


def is_reopened() -> Q:
    """Of a report: whether it was sent back after the same edition had been approved."""
    return Q(_approvals("edition"), stage=Stage.RETURNED)


def _approvals(edition: str) -> Exists:
    steps: Any = ReportRevision.objects.filter(edition=OuterRef(edition), stage=Stage.APPROVED)
    return Exists(steps)
