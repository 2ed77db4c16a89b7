"""The timeline of a report, drawn again from its content alone."""

from dataclasses import replace

from django.utils import translation
from django.utils.formats import date_format

from checkpoints import models
from checkpoints.progress import Cell, Planned, Span, tally_of
from checkpoints.queries import MilestoneFacts, StrandFacts
from checkpoints.region_progress import MilestoneProgress, RegionProgress, StrandProgress
from checkpoints.timeline import Drawing, Label, Size, draw
from regions import clock
from reports import content as report

PAPER = Size(width=860, letters=13)  # 7.5 points on A4


def drawing(content: report.ReportContent, size: Size) -> Drawing:
    """The picture, with a line for the report's own day instead of «today»."""
    with translation.override(content.language):
        picture = draw(_progress(content), _phase(content.phase), _events(content), size)
        if picture.today is None:
            return picture
        return replace(picture, today=_day_label(content, picture))


def _day_label(content: report.ReportContent, picture: Drawing) -> Label:
    words = date_format(content.day, "SHORT_DATE_FORMAT")
    width = picture.size.of(words) + 16
    middle = min(max(picture.today_x, width // 2), picture.width - width // 2)
    y = picture.today.y if picture.today else 0
    return Label(middle, y, words, width=width)


def _progress(content: report.ReportContent) -> RegionProgress:
    """As much of a region's progress as a drawing asks for. Numbers stand in for keys."""
    strands = tuple(_strand(one, content) for one in content.strands)
    main = strands[0].milestones if strands else ()
    return RegionProgress(content.day, tuple(one.milestone for one in main), strands)


def _strand(strand: report.Strand, content: report.ReportContent) -> StrandProgress:
    theme = "" if strand.is_main else strand.name
    facts = StrandFacts(
        strand.number, strand.number, strand.is_main, theme, strand.begins_at,
        strand.closed_on, strand.closed_why,
    )  # fmt: skip
    return StrandProgress(
        facts, tuple(_milestone(one, facts, content) for one in strand.milestones)
    )


def _milestone(
    one: report.Milestone, strand: StrandFacts, content: report.ReportContent
) -> MilestoneProgress:
    plan = one.plan
    planned = Planned(
        plan.starts_on, plan.ends_on, first_starts_on=plan.first_starts_on,
        first_ends_on=plan.first_ends_on, moves=plan.moves,
    )  # fmt: skip
    span = Span(
        clock.start_of(one.started_on) if one.started_on else None,
        clock.start_of(one.reached_on) if one.reached_on else None,
        clock.start_of(one.reopened_on) if one.reopened_on else None,
    )
    tally = tally_of(row.status for row in one.checkpoints)
    closed = strand.closed_on is not None
    cell = Cell(strand.pk, one.number, tally, planned, content.day, span, closed)
    facts = MilestoneFacts(one.number, one.slug, one.number, one.name)
    return MilestoneProgress(strand, facts, cell, (), ())


def _phase(phase: report.Phase) -> models.Phase:
    """Never saved: it carries the two days that the axis is laid out for."""
    return models.Phase(slug=phase.slug, starts_on=phase.starts_on, ends_on=phase.ends_on)


def _events(content: report.ReportContent) -> tuple[models.Event, ...]:
    return tuple(
        models.Event(kind=one.kind, number=one.number, starts_on=one.starts_on)
        for one in content.events
    )
