"""What regions are asked to hand in now, as their own pages begin with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from regions import clock
from reports.models import Remark, Report, ReportRevision, Stage
from reports.queries.approved import is_reopened, open_agreements
from reports.queries.begun import or_none_of, required_of, with_answers
from reports.states import Shown, days_over, due_in_words

TOLD_FOR = timedelta(days=30)  # after the approval, where the event is over by then


@dataclass(frozen=True)
class Due:
    """A report that is the region's to write, waits for the programme staff, or is approved."""

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
    stepped_on: date  # the day of its last step
    handed_in_at: datetime | None
    agreed: int  # with the report, and not done

    @property
    def days_left(self) -> int:
        return -self.days_over

    @property
    def is_overdue(self) -> bool:
        return self.state.is_awaited and self.days_over > 0

    @property
    def due_in_words(self) -> str:
        return due_in_words(self.days_over)

    @property
    def back_in_words(self) -> str:
        """Of what they gave back: since when it is open again, or how it stands to its due date."""
        if self.state == Shown.REOPENED:
            return _("since %(day)s") % {"day": date_format(self.stepped_on)}
        return self.due_in_words

    @property
    def is_back(self) -> bool:
        return self.state.is_back

    @property
    def in_words(self) -> str:
        """When it is due, or that it came back: «Rapport 2 skal leveres innen …»."""
        facts = {"report": self.name, "day": date_format(self.due_on), "n": abs(self.days_over)}
        if self.state == Shown.REOPENED:
            words = _("The programme staff have opened %(report)s again")
        elif self.is_back:
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

    @property
    def is_approved(self) -> bool:
        return self.state == Shown.APPROVED


def due_of(regions: Iterable[int], day: date) -> tuple[Due, ...]:
    """Of open rounds, whatever is not approved; and what was approved lately: 1 query.

    What the programme staff sent back comes first, then what is due first, then what waits for
    them, then what they approved.
    """
    is_open = Q(round__opens_on__lte=day) | Q(stage=Stage.RETURNED)
    rows = (
        _with_facts(Report.objects.filter(is_open, region__in=regions, asked=True))
        .filter(round__removed=False)
        .filter(~Q(stage=Stage.APPROVED) | _is_news(day))
        .select_related("region", "round__event__phase")
        .order_by(_turn(), "round__due_on", "pk")
    )
    return tuple(_due(row, day) for row in rows)


def _is_news(day: date) -> Q:
    """Of an approved report: no later round has opened, and it is not all over by now."""
    later = Report.objects.filter(
        region=OuterRef("region"), asked=True, round__removed=False, round__opens_on__lte=day
    ).filter(round__due_on__gt=OuterRef("round__due_on"))
    ahead = Q(round__event__starts_on__gte=day) | Q(round__event__ends_on__gte=day)
    return ~Exists(later) & (ahead | Q(changed_at__gt=clock.end_of(day - TOLD_FOR)))


def _with_facts(reports: Any) -> Any:
    steps = ReportRevision.objects.filter(of=OuterRef("pk"), number=OuterRef("revision"))
    remarks = Remark.objects.filter(edition=OuterRef("edition"), sent=True, removed=False)
    agreed = open_agreements().filter(region=OuterRef("region"), event=OuterRef("round__event"))
    counted = remarks.order_by().values("edition").annotate(n=Count("pk")).values("n")
    return with_answers(reports).annotate(
        required=required_of("round"),
        remarks=or_none_of(counted),
        agreed=or_none_of(agreed.order_by().values("event").annotate(n=Count("pk")).values("n")),
        reopened=is_reopened(),
        reason=Subquery(steps.values("reason")),
        handed_in_at=F("edition__handed_in_at"),
    )


def _turn() -> Case:
    return Case(
        When(stage=Stage.RETURNED, then=0),
        When(stage=Stage.DRAFT, then=1),
        When(stage=Stage.SUBMITTED, then=2),
        default=3,
    )


def _due(row: Any, day: date) -> Due:
    event = row.round.event
    return Due(
        region=row.region_id,
        name=event_name(event),
        where=(row.region.slug, event.phase.slug, event.slug),
        state=Shown.of(row.stage, begun=row.begun, reopened=row.reopened),
        due_on=row.round.due_on,
        days_over=days_over(row.round.due_on, day),
        answered=row.answered,
        required=row.required,
        remarks=row.remarks,
        reason=row.reason if row.stage == Stage.RETURNED else "",  # not the region's own words
        stepped_on=clock.day_of(row.changed_at),
        handed_in_at=row.handed_in_at,
        agreed=row.agreed,
    )
