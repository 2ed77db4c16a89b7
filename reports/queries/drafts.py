"""What a region writes on a report, and what stands beside it: earlier answers, remarks, steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from checkpoints.timeline import event_name
from regions.models import Region
from regions.wording import Text
from reports.integrity import content_of_edition
from reports.models import Answer, AnswerRevision, Edition, Question, Remark, Report, Stage
from reports.queries.approved import is_reopened, was_approved
from reports.queries.begun import begun
from reports.queries.remarks import with_authors
from reports.states import Shown


@dataclass(frozen=True)
class Earlier:
    """What the region answered when the same was asked in an earlier round."""

    where: str  # «Rapport 1»
    text: str  # Markdown


@dataclass(frozen=True)
class QuestionFacts:
    """A question of the round, with the region's answer and all that helps to write it."""

    number: int
    heading: Text
    help: Text
    asked: Question
    answer: Answer  # not saved yet, where nobody has written
    before: Earlier | None  # in the round that asked the same
    handed_in: str  # as in this report's newest edition, where it says otherwise now
    remarks: tuple[Remark, ...]  # the staff's on what was handed in
    remarks_before: tuple[Remark, ...]  # and on the earlier round's answer

    @property
    def pk(self) -> int:
        return self.asked.pk

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def is_answered(self) -> bool:
        return bool(self.text.strip())

    @property
    def is_missing(self) -> bool:
        return self.asked.required and not self.is_answered

    @property
    def changed_by(self) -> str:
        """Who wrote last; empty for the system, or as long as nobody has."""
        by = self.answer.changed_by
        return by.name if by else ""


@dataclass(frozen=True)
class Written:
    """What the region and the programme staff have written on a report."""

    shown: Shown
    questions: tuple[QuestionFacts, ...]
    remarks: tuple[Remark, ...]  # on the whole of it or on checkpoints; those on answers are there


def written_on(report: Report, language: str) -> Written:
    """Every question of the report's round in its order, and the staff's remarks: 3 queries.

    1 more where the region writes on what it has handed in before.
    """
    asked = list(
        Question.objects.filter(round=report.round_id, removed=False).select_related(
            "continues__round__event"
        )
    )
    answers, remarks = _answers(report, asked), _remarks(report, asked)
    frozen = _frozen(report.edition) if Stage(report.stage).is_with_region else {}
    questions = []
    for number, one in enumerate(asked, start=1):
        answer = answers.get(one.pk) or Answer(report=report, question=one)
        answer.question = one
        before = answers.get(one.continues_id or 0)
        questions.append(
            QuestionFacts(
                number=number,
                heading=one.heading(language),
                help=one.help(language),
                asked=one,
                answer=answer,
                before=_earlier(one.continues, before.text) if before else None,
                handed_in=_handed_in(answer, frozen.get(one.pk, "")),
                remarks=_on(one.pk, remarks),
                remarks_before=_on(one.continues_id, remarks),
            )
        )
    beside = (one for one in remarks if one.question_id is None)
    return Written(_shown(report, answers.values()), tuple(questions), tuple(beside))


def answer_of(report: Report, question: Question) -> Answer:
    """The current answer, or a new one that is not saved: 1 query."""
    rows = Answer.objects.select_related("changed_by")
    found = rows.filter(report=report, question=question).first() or Answer(report=report)
    found.question = question
    return found


def answers_since(report: Report, moment: datetime) -> list[AnswerRevision]:
    """The last step of each answer that was written after a moment, newest first: 1 query."""
    rows = AnswerRevision.objects.filter(of__report=report, recorded_at__gt=moment)
    current = rows.filter(superseded_at=None).select_related("by", "of__question")
    return list(current.order_by("-recorded_at", "-pk"))


def handed_in_before(report: Report) -> datetime | None:
    """When the region's newest edition that holds of an earlier round was handed in: 1 query."""
    rows = Edition.objects.filter(
        region=report.region_id, withdrawal=None, report__round__due_on__lte=report.round.due_on
    ).exclude(report=report)
    moment: datetime | None = rows.aggregate(newest=Max("handed_in_at"))["newest"]
    return moment


def reports_of(region: Region) -> list[tuple[Report, Shown, tuple[Edition, ...]]]:
    """What a region was asked to report, the last due first: 2 queries.

    Each with how far it has come, and its editions, the newest first.
    """
    editions: dict[int, list[Edition]] = {}
    rows = Edition.objects.filter(region=region).order_by("-number")
    for one in (
        rows.select_related("withdrawal", "handed_in_by")
        .defer("content")
        .annotate(was_approved=was_approved())
    ):
        editions.setdefault(one.report_id, []).append(one)
    reports = (
        Report.objects.filter(region=region, asked=True, round__removed=False)
        .select_related("region", "round__event__phase")
        .annotate(begun=begun(), reopened=is_reopened())
        .order_by("-round__due_on", "-pk")
    )
    return [(one, _state_of(one), tuple(editions.get(one.pk, ()))) for one in reports]


def _state_of(row: Any) -> Shown:
    return Shown.of(row.stage, begun=row.begun, reopened=row.reopened)


def _shown(report: Report, answers: Iterable[Answer]) -> Shown:
    """As `begun` tells it, of answers that are at hand."""
    written = any(one.report_id == report.pk and one.text.strip() for one in answers)
    return Shown.of(report.stage, begun=written or report.edition_id is not None)


def _answers(report: Report, asked: Iterable[Question]) -> dict[int, Answer]:
    """By question: this report's, and the region's to those that are asked again: 1 query."""
    earlier = [one.continues_id for one in asked if one.continues_id]
    rows = Answer.objects.filter(
        Q(report=report) | Q(report__region=report.region_id, question__in=earlier)
    )
    return {one.question_id: one for one in rows.select_related("changed_by")}


def _remarks(report: Report, asked: Iterable[Question]) -> tuple[Remark, ...]:
    """What the region may read of the remarks on this report, and on those that asked before.

    Of each report those on the newest edition that has any: 1 query.
    """
    earlier = [one.continues_id for one in asked if one.continues_id]
    rows = (
        with_authors(Remark.objects.filter(edition__region=report.region_id, sent=True))
        .filter(removed=False)
        .filter(Q(edition__report=report) | Q(question__in=earlier))
        .select_related("edition", "strand", "checkpoint__milestone")
        .defer("edition__content")
        .order_by("pk")
    )
    newest: dict[int, int] = {}
    for one in rows:
        of = one.edition.report_id
        newest[of] = max(newest.get(of, 0), one.edition_id)
    return tuple(one for one in rows if one.edition_id == newest[one.edition.report_id])


def _on(question: int | None, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(one for one in remarks if question and one.question_id == question)


def _frozen(edition: Edition | None) -> dict[int, str]:
    """What an edition answers, by question."""
    content = content_of_edition(edition) if edition else None
    filing = content.filing if content else None
    return {one.question: one.text for one in filing.answers} if filing else {}


def _earlier(asked: Question | None, text: str) -> Earlier | None:
    if asked is None or not text.strip():
        return None
    return Earlier(event_name(asked.round.event), text)


def _handed_in(answer: Answer, text: str) -> str:
    return "" if text == answer.text else text
