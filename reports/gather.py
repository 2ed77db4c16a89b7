"""Gathers a report's content: how a region stands at the end of a day, in the region's language."""

import calendar
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from checkpoints import models, queries
from checkpoints.briefs import region_brief
from checkpoints.changes import Changes, Marks, changes_since, marks
from checkpoints.queries import StrandFacts
from checkpoints.queries.verifying import VerificationFacts
from checkpoints.region_progress import (
    MilestoneProgress,
    RegionProgress,
    StrandProgress,
    region_progress,
)
from checkpoints.rows import CheckpointRow
from checkpoints.timeline import event_name
from regions import clock
from regions.models import Region
from regions.queries import Part, parts_of, people_of, region_on
from regions.reading import Reading
from reports import content as report
from reports.filing import Filing
from reports.queries.evidence import evidence_lines

HALF_A_YEAR = 6  # months


def report_content(
    region: Region,
    phase: models.Phase,
    day: date,
    *,
    after: datetime | None = None,
    lists_evidence: bool = False,
    filing: Filing | None = None,
) -> report.ReportContent:
    """A region's report on a phase as of the end of a day: 15 queries, 16 on an earlier one.

    Changes are those after a moment, or of half a year. Only the names of people are today's, and
    what the programme itself is called.
    """
    reading = Reading.as_of(day)
    found = region_on(region, reading)
    return content_on(
        found, phase, reading, after=after, lists_evidence=lists_evidence, filing=filing
    )


def content_on(
    region: Region,
    phase: models.Phase,
    reading: Reading,
    *,
    after: datetime | None = None,
    lists_evidence: bool = False,
    filing: Filing | None = None,
) -> report.ReportContent:
    """The same of a region as it was called and wrote on the day (`region_on`): 15 queries."""
    day, after = reading.day, after or clock.end_of(half_a_year_before(reading.day))
    with translation.override(region.language):
        progress = region_progress(region, phase, reading, region.language)
        changes = changes_since(after, progress)
        parts = parts_of(region, reading)
        return report.ReportContent(
            language=region.language,
            programme=region.programme.name,
            funder=region.programme.funder,
            phase=report.Phase(
                phase.slug, phase.text(region.language), phase.starts_on, phase.ends_on
            ),
            region=region.name,
            region_slug=region.slug,
            day=day,
            demo=settings.DEMO,
            host=place(parts.host) if parts.host else None,
            members=tuple(place(part) for part in parts.members),
            observers=tuple(place(part) for part in parts.observers),
            counties=parts.counties,
            people=tuple(
                report.Somebody(one.name, str(one.role_label)) for one in people_of(region, reading)
            ),
            brief=region_brief(progress).text,
            strands=_strands(progress, marks(progress, changes)),
            changes=_changes(changes),
            events=tuple(event(one) for one in queries.events(phase, reading)),
            evidence=evidence_lines(progress) if lists_evidence else (),
            filing=filing,
        )


def half_a_year_before(day: date) -> date:
    """The same day six months earlier, or that month's last: 31 August to 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - HALF_A_YEAR, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def place(part: Part) -> report.Place:
    return report.Place(part.number, part.name, part.county)


def event(one: models.Event) -> report.Event:
    name = event_name(one)
    return report.Event(one.kind, one.number, name, one.starts_on, one.ends_on, one.place)


def _strands(progress: RegionProgress, changed: Marks) -> tuple[report.Strand, ...]:
    return tuple(_strand(strand, changed) for strand in progress.strands)


def _strand(strand: StrandProgress, changed: Marks) -> report.Strand:
    facts = strand.facts
    return report.Strand(
        number=facts.number,
        name=str(strand.name),
        is_main=facts.is_main,
        begins_at=facts.first_position,
        closed_on=facts.closed_on,
        closed_why=facts.closed_why,
        milestones=tuple(_milestone(one, changed) for one in strand.milestones),
    )


def _milestone(one: MilestoneProgress, changed: Marks) -> report.Milestone:
    cell, tally, key = one.cell, one.cell.tally, (one.strand.pk, one.milestone.pk)
    return report.Milestone(
        number=one.milestone.position,
        slug=one.milestone.slug,
        name=one.milestone.name,
        state=str(cell.shown),
        label=str(cell.label),
        late_days=cell.late_days,
        met=tally.met,
        of=tally.counted,
        answered=tally.answered,
        asked=tally.questions,
        plan=_plan(one),
        started_on=_day(cell.span.started_at),
        reached_on=_day(cell.span.reached_at),
        ended_on=one.ended_on,
        reopened_on=_day(cell.span.reopened_at),
        decisions=tuple(_decision(row) for row in one.decisions),
        checkpoints=tuple(
            _checkpoint(row, changed=(one.strand.pk, row.checkpoint.pk) in changed.rows)
            for row in one.rows
        ),
        changed=key in changed.milestones,
    )


def _plan(one: MilestoneProgress) -> report.Plan:
    plan = one.cell.plan
    return report.Plan(
        plan.starts_on, plan.ends_on, plan.first_starts_on, plan.first_ends_on,
        plan.moves, plan.drift,
    )  # fmt: skip


def _decision(row: Any) -> report.Decision:
    return report.Decision(row.decided_on, row.body, row.note)


def _checkpoint(row: CheckpointRow, *, changed: bool) -> report.Checkpoint:
    checkpoint, facts, review = row.checkpoint, row.assessment, row.review
    return report.Checkpoint(
        number=checkpoint.position,
        slug=checkpoint.slug,
        text=checkpoint.text,
        is_question=checkpoint.is_question,
        status=str(facts.status),
        label=str(row.label),
        met_on=facts.met_on,
        due_on=facts.due_on if row.is_open else None,
        comment=facts.text,
        responsible=facts.responsible,
        unsure=facts.unsure,
        changed=changed,
        reviewed_on=review.on if review else None,
        confirmed=bool(review and review.confirmed),
        stale=bool(review and review.is_stale),
        review=review.dated if review else "",
        verification=_verification(row.verification),
    )


def _verification(facts: VerificationFacts | None) -> report.Verification | None:
    if facts is None:
        return None
    return report.Verification(
        facts.finding, str(facts.label), facts.note, facts.on, facts.outdated
    )


def _changes(changes: Changes) -> report.Changes:
    return report.Changes(
        since=changes.since,
        statuses=tuple(
            report.StatusChange(
                strand=_theme(one.strand),
                milestone=one.milestone.name,
                checkpoint=one.row.checkpoint.text,
                before=str(one.before),
                before_label=str(one.before_label),
                after=str(one.row.assessment.status),
                after_label=str(one.row.label),
                recorded_on=_day(one.recorded_at),
                by=one.by,
            )
            for one in changes.statuses
        ),
        moves=tuple(
            report.PlanMove(
                _theme(one.strand), one.milestone.name, one.before, one.after,
                clock.day_of(one.recorded_at), one.by, one.reason,
            )
            for one in changes.moves
        ),
        decisions=tuple(
            report.NewDecision(
                _theme(one.strand), one.milestone.name, one.decided_on, one.body, one.note
            )
            for one in changes.decisions
        ),
    )  # fmt: skip


def _theme(strand: StrandFacts) -> str:
    return "" if strand.is_main else strand.theme


def _day(moment: datetime | None) -> date | None:
    return clock.day_of(moment) if moment else None
