"""What a programme's report looks ahead to: likely ends, and what the regions ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext

from checkpoints.forecast import Outlook, Paces, outlooks
from checkpoints.forecast.method import SHARE
from checkpoints.models import HelpAnswer, HelpRequest, Outcome
from checkpoints.overview.courses import courses
from checkpoints.progress import Cell, Span, State
from checkpoints.queries import MilestoneFacts, Outline
from regions.reading import Reading
from reports.programme.content import Forecast, HelpCount
from reports.programme.standing import Stand
from reports.programme.wording import milestone_name

type Ahead = tuple[str, MilestoneFacts, Cell, Outlook]  # of a region by name


def method() -> str:
    """How a range is made, in a sentence."""
    share, of = SHARE
    words = gettext(
        "The range runs between the days on which %(share)s of %(of)s are reached, counted from how"
        " many days the strands have taken from the real start of the milestone until it was"
        " reached, with those still under way counted as slower than they are so far."
    )
    return words % {"share": share, "of": of}


def likely(stand: Stand, known: Paces, reading: Reading) -> tuple[Ahead, ...]:
    """What is under way on main strands and likely to be reached by some day: 2 queries."""
    under_way = [
        (stand.names[row.region], at, shown.cell)
        for row in stand.rows
        for at, shown in zip(stand.milestones, row.cells, strict=True)
        if shown.cell.state == State.IN_PROGRESS
    ]
    spans = courses(
        {cell.strand for _name, _at, cell in under_way},
        reading,
        sorted({cell.milestone for _name, _at, cell in under_way}),
    )
    cells = [
        (name, at, replace(cell, span=spans.get((cell.strand, cell.milestone), Span())))
        for name, at, cell in under_way
    ]
    said = outlooks((cell for _name, _at, cell in cells), known)
    return tuple(
        (name, at, cell, outlook)
        for name, at, cell in cells
        for outlook in [said.get((cell.strand, cell.milestone))]
        if outlook and outlook.latest
    )


def forecasts(ahead: Iterable[Ahead]) -> tuple[Forecast, ...]:
    return tuple(_forecasts(ahead))


def _forecasts(ahead: Iterable[Ahead]) -> Iterator[Forecast]:
    for region, at, cell, outlook in ahead:
        if outlook.latest:
            planned = cell.plan.ends_on
            yield Forecast(
                region=region,
                milestone=milestone_name(at),
                planned_on=planned,
                earliest_on=outlook.earliest or cell.day,  # it may be any day now
                latest_on=outlook.latest,
                after_plan=outlook.is_after(planned),
            )


def help_counts(outline: Outline | None, reading: Reading) -> tuple[HelpCount, ...]:
    """Of each milestone with which any region asks for help: how many, and how many wait: 1 query.

    Nothing tells which: that is not the funder's to know (docs/decisions/0008).
    """
    if outline is None:
        return ()
    key = "of" if reading.past else "pk"
    answers = reading.rows(HelpAnswer).filter(removed=False)
    answered = Exists(answers.filter(**{_request(reading): OuterRef(key)}))
    asked = reading.rows(HelpRequest).filter(outcome=Outcome.OPEN, milestone__in=outline.counts)
    counted = (
        asked.order_by()
        .values("milestone")
        .annotate(
            asking=Count("strand__region", distinct=True),
            waiting=Count("strand__region", distinct=True, filter=~answered),
        )
    )
    found = {one["milestone"]: one for one in counted}
    return tuple(
        HelpCount(milestone_name(at), found[at.pk]["asking"], found[at.pk]["waiting"])
        for at in outline.milestones
        if at.pk in found
    )


def _request(reading: Reading) -> str:
    """Where an answer's row, or its revision, says what it answers."""
    return "of__request" if reading.past else "request"
