"""Reads for the outbox: who is to be reminded of what, and what has become of each letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.history import Kind
from regions.models import Membership, Region, User
from regions.norwegian import in_order
from reports.letters import Reminder
from reports.models import Answer, Letter, LetterRevision, LetterStatus, Report, Round, Stage
from reports.queries.begun import SAYS_SOMETHING, begun
from reports.queries.table import Moment, coordinators_of

# A mail server that is down is tried again by itself for a while; after that, by hand.
TRIED_FOR = timedelta(minutes=15)


class Superfluous(models.TextChoices):
    """Why a letter that waits is not to be sent with the others."""

    HANDED_IN = "handed_in", _("has handed in since")
    NOT_ASKED = "not_asked", _("is no longer asked")
    GONE = "gone", _("no longer a coordinator")


@dataclass(frozen=True)
class OutboxLine:
    """A letter in the outbox, with its report, its region and the one whom it is to."""

    letter: Letter
    superfluous: Superfluous | None
    sent: Moment | None  # at the last attempt
    taken_at: datetime | None  # when the mail server had it

    @property
    def is_superfluous(self) -> bool:
        """Whether it waits, and nobody needs it any more."""
        return self.letter.status == LetterStatus.WAITING and self.superfluous is not None

    @property
    def is_stuck(self) -> bool:
        """Whether it was sent, and has not gone for so long that nothing tries any more."""
        late = self.sent is not None and clock.now() - self.sent.at > TRIED_FOR
        return late and self.taken_at is None


def missing_reports(asking: Round) -> tuple[Reminder, ...]:
    """What each region that has yet to hand in is reminded of, by region: 3 queries."""
    required = list(asking.questions.filter(removed=False, required=True))
    written = Answer.objects.filter(report__round=asking, text__regex=SAYS_SOMETHING)
    answered = set(written.values_list("report_id", "question_id"))
    rows = _missing(asking).annotate(begun=begun())
    rows = rows.select_related("region", "round__event__phase")
    return tuple(
        Reminder.of(
            row,
            begun=row.begun,
            unanswered=[one for one in required if (row.pk, one.pk) not in answered],
        )
        for row in rows.order_by(in_order("region__name"), "pk")
    )


def coordinators_by_region(asking: Round) -> Mapping[int, list[User]]:
    """Who answers for each region that a round asks and may sign in, by name: 1 query."""
    found: dict[int, list[User]] = {}
    asked = asking.reports.filter(asked=True).values("region")
    rows = Membership.objects.coordinating().filter(region__in=asked)
    for row in rows.select_related("user").order_by(in_order("user__name"), "pk"):
        found.setdefault(row.region_id, []).append(row.user)
    return found


def without_a_coordinator(asking: Round) -> tuple[str, ...]:
    """The names of the regions that are missing, and that nobody can be reminded in: 1 query."""
    reports = _missing(asking).filter(~Exists(coordinators_of("region")))
    regions = Region.objects.filter(pk__in=reports.values("region")).in_order()
    return tuple(regions.values_list("name", flat=True))


def outbox_of(asking: Round) -> tuple[OutboxLine, ...]:
    """A round's letters, by region and name: 1 query."""
    return tuple(_line(row) for row in _letters().filter(report__round=asking))


def line_of(letter: Letter) -> OutboxLine:
    """A letter as the outbox shows it: 1 query."""
    return _line(_letters().get(pk=letter.pk))


def is_taken(letter: Letter) -> bool:
    """Whether the mail server has had it: 1 query."""
    return letter.revisions.filter(step=Kind.CONFIRM).exists()


def _missing(asking: Round) -> QuerySet[Report]:
    with_the_region = [stage for stage in Stage if stage.is_with_region]
    return Report.objects.filter(round=asking, asked=True, stage__in=with_the_region)


def _letters() -> QuerySet[Letter]:
    steps = LetterRevision.objects.filter(of=OuterRef("pk")).order_by("number")
    taken = steps.filter(step=Kind.CONFIRM)
    sent = steps.filter(status=LetterStatus.SENT, step=Kind.CHANGE).order_by("-number")
    still = coordinators_of("report__region").filter(user=OuterRef("to"))
    return (
        Letter.objects.select_related("to", "changed_by", "report__region")
        .annotate(
            is_for_a_coordinator=Exists(still),
            sent_at=Subquery(sent.values("recorded_at")[:1]),
            sent_by=Subquery(sent.values("by__name")[:1]),
            taken_at=Subquery(taken.values("recorded_at")[:1]),
        )
        .order_by(in_order("report__region__name"), in_order("to__name"), "pk")
    )


def _line(row: Any) -> OutboxLine:
    sent = Moment(row.sent_at, row.sent_by or "") if row.sent_at else None
    return OutboxLine(row, _why_not(row), sent, row.taken_at)


def _why_not(row: Any) -> Superfluous | None:
    report = row.report
    if not Stage(report.stage).is_with_region:
        return Superfluous.HANDED_IN
    if not report.asked:
        return Superfluous.NOT_ASKED
    return None if row.is_for_a_coordinator else Superfluous.GONE
