"""Whether a region has begun its report, and how many of the questions it has answered."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.models import Answer, Question, Report

SAYS_SOMETHING = r"\S"  # blanks are no answer


def begun() -> Q:
    """Of a report: whether the region answers something, or has handed it in once."""
    written = Answer.objects.filter(report=OuterRef("pk"), text__regex=SAYS_SOMETHING)
    return Q(Exists(written)) | Q(edition__isnull=False)


def with_answers(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with `begun`, and `answered`: how many of the required questions are."""
    required = Answer.objects.filter(
        report=OuterRef("pk"),
        question__required=True,
        question__removed=False,
        text__regex=SAYS_SOMETHING,
    )
    answered = required.order_by().values("report").annotate(n=Count("pk")).values("n")
    return reports.annotate(begun=begun(), answered=or_none_of(answered))


def required_of(round_key: str) -> Coalesce:
    """How many questions of a round have to be answered."""
    asked = Question.objects.filter(round=OuterRef(round_key), required=True, removed=False)
    return or_none_of(asked.order_by().values("round").annotate(n=Count("pk")).values("n"))


def or_none_of(count: QuerySet[Any, Any]) -> Coalesce:
    """A count that a subquery makes; 0 where it finds nothing to count."""
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
