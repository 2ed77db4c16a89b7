"""Gathers a report's content: how a region stands at the end of a day, in the region's language."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from checkpoints import models, queries
from checkpoints.brief import brief
from checkpoints.changes import Changes, changes_since
from checkpoints.queries import Reading, StrandFacts
from checkpoints.region_progress import (
    AssessmentFacts,
    CheckpointRow,
    MilestoneProgress,
    RegionProgress,
    StrandProgress,
    assessment_facts,
    region_progress,
)
from checkpoints.timeline import event_name
from regions import clock
from regions.models import Region
from regions.queries import Part, parts_of, people_of
from reports import content as report

HALF_A_YEAR = 6  # months


def report_content(region: Region, phase: models.Phase, day: date) -> report.ReportContent:
    """A region's report on a phase as of the end of a day: 15 queries, whatever the size.

    The region's name, its people and the calendar are today's.
    """
    with translation.override(region.language):
        reading = Reading.as_of(day)
        progress = region_progress(region, phase, reading, region.language)
        changes = changes_since(half_a_year_before(day), progress)
        parts = parts_of(region, day)
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
                report.Somebody(one.name, str(one.role_label)) for one in people_of(region)
            ),
            brief=brief(progress),
            strands=_strands(progress, _Changed.among(progress, changes)),
            changes=_changes(changes),
            events=tuple(event(one) for one in queries.events(phase)),
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


@dataclass(frozen=True)
class _Changed:
    """What gets a bar in the margin, by keys."""

    rows: frozenset[tuple[int, int]]  # strand, checkpoint
    milestones: frozenset[tuple[int, int]]  # strand, milestone

    @classmethod
    def among(cls, progress: RegionProgress, changes: Changes) -> "_Changed":
        """A checkpoint whose facts, whichever, are otherwise than they stood then: 1 query."""
        then = Reading(changes.since, past=True)
        before = assessment_facts([strand.facts.pk for strand in progress.strands], then)
        rows = {
            (one.strand.pk, row.checkpoint.pk)
            for one in progress.all_milestones
            for row in one.rows
            for was in [before.get((one.strand.pk, row.checkpoint.pk), AssessmentFacts())]
            if _said(was) != _said(row.assessment)
        }
        moved = {(one.strand.pk, one.milestone.pk) for one in changes.moves}
        decided = {(one.strand.pk, one.milestone.pk) for one in changes.decisions}
        return cls(frozenset(rows), frozenset(moved | decided))


def _said(facts: AssessmentFacts) -> tuple[object, ...]:
    """What an assessment tells the reader of a report."""
    return (
        facts.status, facts.met_on, facts.due_on, facts.text, facts.responsible, facts.unsure
    )  # fmt: skip


def _strands(progress: RegionProgress, changed: _Changed) -> tuple[report.Strand, ...]:
    return tuple(_strand(strand, changed) for strand in progress.strands)


def _strand(strand: StrandProgress, changed: _Changed) -> report.Strand:
    facts = strand.facts
    return report.Strand(
        number=facts.number,
        name=str(strand.name),
        is_main=facts.is_main,
        begins_at=facts.first_position,
        closed_on=facts.closed_on,
        milestones=tuple(_milestone(one, changed) for one in strand.milestones),
    )


def _milestone(one: MilestoneProgress, changed: _Changed) -> report.Milestone:
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
        reopened=cell.span.reopened,
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
    checkpoint, facts = row.checkpoint, row.assessment
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
