"""What a region's report to a round says: as a draft now, or as it is handed in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, Subquery
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.timeline import event_name
from regions import clock
from regions.queries import region_on
from regions.reading import Reading
from reports.canonical import from_json
from reports.content import ReportContent
from reports.filing import Agreed, Answer, Filing
from reports.gather import content_on
from reports.models import Agreement, Edition, Outcome, Question, Report, Round
from reports.models import Answer as AnswerRow


@dataclass(frozen=True)
class HandedIn:
    """What turns a draft into an edition."""

    number: int
    at: datetime
    by: str
    on_behalf: bool
    code: str
    site: str  # the installation's own address
    previous: str  # chain of the region's previous edition


def content_of(report: Report, handed_in: HandedIn | None = None) -> ReportContent:
    """The report as it would be, or is, handed in; without `handed_in` the draft.

    `report` comes with its round and its event's phase, and its region. The queries of
    `report_content` and 4 more, 1 more where there is evidence to list.
    """
    today = clock.day_of(handed_in.at) if handed_in else clock.today()
    reading = Reading.as_of(read_on(report.round, today))
    region = region_on(report.region, reading)
    with translation.override(region.language):
        before = _edition_before(report)
        return content_on(
            region,
            report.round.event.phase,
            reading,
            after=min(_read_at(before), reading.moment) if before else None,
            lists_evidence=report.round.lists_evidence,
            filing=_filing(report, region.language, handed_in, before),
        )


def read_on(asking: Round, day: date) -> date:
    """The day whose end the status is read at: the freeze moment, once that has passed."""
    return min(day, asking.frozen_on) if asking.frozen_on else day


def _read_at(edition: ReportContent) -> datetime:
    """The moment whose status an edition says: when it was handed in, or an earlier day's end.

    What was done later on the day that it was handed in is new to the next one.
    """
    moment = edition.filing.handed_in_at if edition.filing else None
    return moment if moment and clock.day_of(moment) == edition.day else clock.end_of(edition.day)


def _filing(
    report: Report, language: str, handed_in: HandedIn | None, before: ReportContent | None
) -> Filing:
    event = report.round.event
    day = clock.day_of(handed_in.at) if handed_in else clock.today()
    # Of another round's questions none is known: nothing is marked then.
    known = {one.question: one for one in before.filing.answers} if before and before.filing else {}
    return Filing(
        event=event.slug,
        name=event_name(event),
        due_on=report.round.due_on,
        number=handed_in.number if handed_in else 0,
        handed_in_at=handed_in.at if handed_in else None,
        by=handed_in.by if handed_in else "",
        on_behalf=handed_in.on_behalf if handed_in else False,
        days_late=max(0, (day - report.round.due_on).days),
        code=handed_in.code if handed_in else "",
        check_at=check_address(handed_in.site, handed_in.code) if handed_in else "",
        previous=handed_in.previous if handed_in else "",
        since=edition_name(before) if before else "",
        lists_evidence=report.round.lists_evidence,
        answers=tuple(_answers(report, known, language)),
        agreed=tuple(_agreed(one, day) for one in _agreements(report)),
    )


def check_address(site: str, code: str) -> str:
    """Where anyone can ask whether an edition is unchanged; it stands in its QR code."""
    return site.rstrip("/") + reverse("reports:check_code", args=[code])


def edition_name(content: ReportContent) -> str:
    """«Rapport 1, utgave 2»."""
    if content.filing is None:
        return ""
    names = {"report": content.filing.name, "n": content.filing.number}
    return _("%(report)s, edition %(n)d") % names


def _edition_before(report: Report) -> ReportContent | None:
    """The region's newest edition that still holds, in this round or an earlier one: 1 query."""
    rows = Edition.objects.filter(
        region=report.region, withdrawal=None, report__round__due_on__lte=report.round.due_on
    ).order_by("-pk")
    document = rows.values_list("content", flat=True).first()
    return from_json(document) if document else None


def _answers(report: Report, known: dict[int, Answer], language: str) -> list[Answer]:
    """Every question of the round with its answer: 2 queries."""
    rows = AnswerRow.objects.filter(report=report)
    written = dict(rows.values_list("question_id", "text"))
    found = []
    for one in Question.objects.filter(round=report.round, removed=False):
        text, before = written.get(one.pk, ""), known.get(one.pk)
        found.append(
            Answer(
                question=one.pk,
                heading=one.heading(language),
                help=one.help(language),
                text=text,
                required=one.required,
                changed=before is not None and before.text != text,
            )
        )
    return found


def _agreements(report: Report) -> list[Agreement]:
    """What is open, or was settled since the region last handed in to another round: 1 query."""
    before = Edition.objects.filter(region=report.region, withdrawal=None)
    last = before.exclude(report=report).order_by("-pk").values("handed_in_at")[:1]
    rows = Agreement.objects.filter(region=report.region, removed=False)
    told = Q(outcome=Outcome.OPEN) | Q(last=None) | Q(changed_at__gte=F("last"))
    return list(rows.annotate(last=Subquery(last)).filter(told).select_related("event"))


def _agreed(one: Agreement, day: date) -> Agreed:
    is_open = one.outcome == Outcome.OPEN
    return Agreed(
        event=event_name(one.event),
        text=one.text,
        due_on=one.due_on,
        outcome=one.outcome,
        label=str(one.get_outcome_display()),
        note=one.note,
        is_late=is_open and one.due_on is not None and one.due_on < day,
    )
