"""What people do with a report, through the actions."""

from django.urls import reverse

from regions.models import User
from reports import actions
from reports.models import Answer, Question, Report
from reports.queries.drafts import answer_of


def where(report: Report) -> list[str]:
    event = report.round.event
    return [report.region.slug, event.phase.slug, event.slug]


def address_of(report: Report, what: str = "report_draft", *more: object) -> str:
    return reverse(f"reports:{what}", args=[*where(report), *more])


def write(report: Report, question: Question, text: str, *, by: User) -> Answer:
    """Write an answer upon what stands there."""
    row = answer_of(report, question)
    return actions.answer(by=by, answer=row, expected_revision=row.revision, text=text)
