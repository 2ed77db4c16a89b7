"""How far each region has come with its report to a round."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from checkpoints.timeline import event_name
from regions import clock
from regions.models import Membership
from regions.norwegian import in_order
from reports.models import Answer, Remark, Report, Round, Stage
from reports.queries.approved import is_reopened
from reports.queries.begun import or_none_of, with_answers
from reports.states import Shown, days_over, due_in_words

type Rows = QuerySet[Report, dict[str, Any]]


@dataclass(frozen=True)
class Moment:
    """That somebody did something."""

    at: datetime
    by: str  # empty: the system


@dataclass(frozen=True)
class Line:
    """A region's report, as the table of a round tells of it."""

    pk: int
    region: str
    slug: str
    state: Shown
    days_over: int  # after the due date, of what is missing: today; else when it was handed in
    answered: int  # of the questions that have to be answered
    edition: int  # the newest one's number; 0: none
    is_withdrawn: bool  # that edition
    handed_in: Moment | None
    on_behalf: bool  # handed in by the programme staff
    is_read: bool
    touched: Moment | None  # an answer or a step on the way, whichever was last
    remarks: int  # that the programme staff have written and not sent
    has_coordinator: bool

    @property
    def is_overdue(self) -> bool:
        return self.state.is_missing and self.days_over > 0

    @property
    def came_late(self) -> bool:
        return not self.state.is_missing and self.days_over > 0

    @property
    def due_in_words(self) -> str:
        return due_in_words(self.days_over)

    @property
    def is_unread(self) -> bool:
        return self.state == Shown.SUBMITTED and not self.is_read


@dataclass(frozen=True)
class Table:
    """A round's reports, by the regions' names, and those that are no longer asked for."""

    lines: tuple[Line, ...]
    no_longer: tuple[Line, ...]  # of regions that wrote something before
    required: int  # questions that have to be answered


@dataclass(frozen=True)
class HowMany:
    """How many of those that a round asks have handed in."""

    name: str  # «Rapport 2»
    where: tuple[str, str]  # phase, event
    handed_in: int
    of: int


def table_of(asking: Round, day: date) -> Table:
    """How far each has come on a day, by what is recorded now: 2 queries for any number."""
    found = [(row["asked"], _line(row, asking.due_on, day)) for row in _rows(asking)]
    return Table(
        tuple(line for asked, line in found if asked),
        tuple(line for asked, line in found if not asked and line.state != Shown.NOT_BEGUN),
        asking.questions.filter(removed=False, required=True).count(),
    )


def how_many_handed_in(day: date) -> HowMany | None:
    """Of the newest round that is open: 1 query. None where there has been none."""
    asked = Report.objects.filter(round=OuterRef("pk"), asked=True).order_by().values("round")
    count = asked.annotate(n=Count("pk")).values("n")
    done = count.exclude(stage__in=[Stage.DRAFT, Stage.RETURNED])
    found = (
        Round.objects.filter(removed=False, opens_on__lte=day)
        .annotate(of=or_none_of(count), handed_in=or_none_of(done))
        .select_related("event__phase")
        .order_by("-due_on", "-pk")
        .first()
    )
    if found is None:
        return None
    where = found.event.phase.slug, found.event.slug
    return HowMany(event_name(found.event), where, found.handed_in, found.of)


def coordinators_of(region_key: str) -> QuerySet[Membership]:
    """Those who coordinate an outer row's region, and may sign in."""
    return Membership.objects.coordinating().filter(region=OuterRef(region_key))


def _rows(asking: Round) -> Rows:
    last = Answer.objects.filter(report=OuterRef("pk")).order_by("-changed_at", "-pk")
    unsent = Remark.objects.filter(edition=OuterRef("edition"), sent=False, removed=False)
    reports = with_answers(Report.objects.filter(round=asking)).annotate(
        answered_at=Subquery(last.values("changed_at")[:1]),
        answered_by=Subquery(last.values("changed_by__name")[:1]),
        remarks=or_none_of(unsent.order_by().values("edition").annotate(n=Count("pk")).values("n")),
        has_coordinator=Exists(coordinators_of("region")),
        name=F("region__name"),
        slug=F("region__slug"),
        number=F("edition__number"),
        withdrawn_at=F("edition__withdrawal__at"),
        handed_in_at=F("edition__handed_in_at"),
        handed_in_by=F("edition__handed_in_by__name"),
        moved_by=F("changed_by__name"),
        reopened=is_reopened(),
    )
    named = (
        "pk", "name", "slug", "asked", "stage", "is_read", "on_behalf", "begun", "answered",
        "answered_at", "answered_by", "remarks", "has_coordinator", "number", "withdrawn_at",
        "handed_in_at", "handed_in_by", "changed_at", "moved_by", "reopened",
    )  # fmt: skip
    found: Rows = reports.order_by(in_order("region__name"), "pk").values(*named)
    return found


def _line(row: dict[str, Any], due: date, day: date) -> Line:
    state = Shown.of(row["stage"], begun=row["begun"], reopened=row["reopened"])
    handed_in = _moment(row["handed_in_at"], row["handed_in_by"])
    until = clock.day_of(handed_in.at) if handed_in and not state.is_missing else day
    answered = _moment(row["answered_at"], row["answered_by"])
    steps = [one for one in (answered, _last_step(row, state, handed_in)) if one]
    return Line(
        pk=row["pk"],
        region=row["name"],
        slug=row["slug"],
        state=state,
        days_over=days_over(due, until),
        answered=row["answered"],
        edition=row["number"] or 0,
        is_withdrawn=row["withdrawn_at"] is not None,
        handed_in=handed_in,
        on_behalf=row["on_behalf"],
        is_read=row["is_read"],
        touched=max(steps, key=lambda one: one.at, default=None),
        remarks=row["remarks"],
        has_coordinator=row["has_coordinator"],
    )


def _last_step(row: dict[str, Any], state: Shown, handed_in: Moment | None) -> Moment | None:
    """The report's last step on its way. To be asked, or to be opened by the staff, is none."""
    if state == Shown.SUBMITTED or handed_in is None:
        return handed_in
    return _moment(row["changed_at"], row["moved_by"])


def _moment(at: datetime | None, by: str | None) -> Moment | None:
    return Moment(at, by or "") if at else None
