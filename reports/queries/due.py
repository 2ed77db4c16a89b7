"""What regions are asked to hand in now, as their own pages begin with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from reports.models import Remark, Report, ReportRevision, Stage
from reports.queries.begun import or_none_of, required_of, with_answers
from reports.states import Shown, days_over, due_in_words


@dataclass(frozen=True)
class Due:
    """A report that is the region's to write, or waits for the programme staff."""

    region: int
    name: str  # «Rapport 2»
    where: tuple[str, str, str]  # region, phase, event
    state: Shown
    due_on: date
    days_over: int
    answered: int  # of the questions that have to be answered
    required: int
    remarks: int  # that the programme staff have sent on what was handed in
    reason: str  # why they sent it back; may be empty
    handed_in_at: datetime | None

    @property
    def days_left(self) -> int:
        return -self.days_over

    @property
    def is_overdue(self) -> bool:
        return self.state.is_missing and self.days_over > 0

    @property
    def due_in_words(self) -> str:
        return due_in_words(self.days_over)

    @property
    def is_back(self) -> bool:
        return self.state == Shown.RETURNED

    @property
    def in_words(self) -> str:
        """When it is due, or that it came back: «Rapport 2 skal leveres innen …»."""
        facts = {"report": self.name, "day": date_format(self.due_on), "n": abs(self.days_over)}
        if self.is_back:
            words = _("The programme staff have sent %(report)s back")
        elif not self.days_over:
            words = _("%(report)s is due today")
        elif self.is_overdue:
            words = ngettext(
                "%(report)s was due on %(day)s, %(n)s day ago",
                "%(report)s was due on %(day)s, %(n)s days ago",
                self.days_over,
            )
        else:
            words = ngettext(
                "%(report)s is due on %(day)s · %(n)s day left",
                "%(report)s is due on %(day)s · %(n)s days left",
                self.days_left,
            )
        return words % facts

    @property
    def waits(self) -> bool:
        """Whether it has been handed in, and the programme staff have not decided."""
        return self.state == Shown.SUBMITTED


def due_of(regions: Iterable[int], day: date) -> tuple[Due, ...]:
    """Of open rounds, whatever is not approved: 1 query.

    What the programme staff sent back comes first, then what is due first, then what waits for
    them.
    """
    is_open = Q(round__opens_on__lte=day) | Q(stage=Stage.RETURNED)
    rows = (
        _with_facts(Report.objects.filter(is_open, region__in=regions, asked=True))
        .filter(round__removed=False)
        .exclude(stage=Stage.APPROVED)
        .select_related("region", "round__event__phase")
        .order_by(_turn(), "round__due_on", "pk")
    )
    return tuple(_due(row, day) for row in rows)


def _with_facts(reports: Any) -> Any:
    steps = ReportRevision.objects.filter(of=OuterRef("pk"), number=OuterRef("revision"))
    remarks = Remark.objects.filter(edition=OuterRef("edition"), sent=True, removed=False)
    counted = remarks.order_by().values("edition").annotate(n=Count("pk")).values("n")
    return with_answers(reports).annotate(
        required=required_of("round"),
        remarks=or_none_of(counted),
        reason=Subquery(steps.values("reason")),
        handed_in_at=F("edition__handed_in_at"),
    )


def _turn() -> Case:
    return Case(When(stage=Stage.RETURNED, then=0), When(stage=Stage.DRAFT, then=1), default=2)


def _due(row: Any, day: date) -> Due:
    event = row.round.event
    return Due(
        region=row.region_id,
        name=event_name(event),
        where=(row.region.slug, event.phase.slug, event.slug),
        state=Shown.of(row.stage, begun=row.begun),
        due_on=row.round.due_on,
        days_over=days_over(row.round.due_on, day),
        answered=row.answered,
        required=row.required,
        remarks=row.remarks,
        reason=row.reason,
        handed_in_at=row.handed_in_at,
    )
