"""What the page of a checkpoint across regions is made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from checkpoints.access.across import counts_checkpoints
from checkpoints.asked import Point
from checkpoints.forms.selecting import SelectionForm
from checkpoints.models import Checkpoint, CheckpointKind, Outcome, Status
from checkpoints.overview import Found, Page
from checkpoints.overview.relation import regions_found
from checkpoints.overview.sentences import checkpoint_in_sum
from checkpoints.pages.across import chosen_in
from checkpoints.pages.could_help import CouldHelp, but, could_help
from checkpoints.pages.learning import learning_address
from checkpoints.pages.leaves import Leaves, find_or_last
from checkpoints.pages.selecting import Question
from checkpoints.queries import CheckpointFacts
from checkpoints.queries.across import Asking, Growth, asked_across, growth
from checkpoints.queries.at_checkpoint import (
    Standings,
    StrandAt,
    in_regions,
    standings,
    strand_rows,
    strands_at,
)
from checkpoints.queries.help import (
    AnswerFacts,
    RequestFacts,
    answers_to,
    readable,
    request_facts,
)
from checkpoints.rows import status_label
from regions.reading import Reading
from regions.standing import Standing
from regions.wording import Text

AT = "vurdering"  # what addresses call the status that is listed
ORDER = (
    Status.MET, Status.IN_PROGRESS, Status.ON_HOLD, Status.NOT_STARTED, Status.NOT_APPLICABLE,
)  # fmt: skip
SHOWN = 10  # regions that share, and questions; the rest is on the learning page
HELPERS = 5  # regions that are named beside one that asks


@dataclass(frozen=True)
class StatusCount:
    """How many regions stand at a status, and where they are listed."""

    status: str
    label: str | Promise
    count: int
    address: str
    is_listed: bool


@dataclass(frozen=True)
class StrandLine:
    """A strand on the list, with its address and its status in words."""

    at: StrandAt
    label: str | Promise
    address: str
    day: date

    @property
    def due(self) -> date | None:
        """The day it is due; none once it is met."""
        return self.at.due_on if Status(self.at.status).open else None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < self.day


@dataclass(frozen=True)
class Pair:
    """A region that asks, who has answered, and some others that could help."""

    facts: RequestFacts
    answered: tuple[str, ...]  # by whom
    helpers: tuple[CouldHelp, ...]


@dataclass(frozen=True)
class Between:
    """What regions tell each other about it today, for those who learn from each other."""

    sharing: tuple[CouldHelp, ...]
    asked: tuple[Pair, ...]
    address: str  # of all of it
    all_met: str  # where all are listed that could help: to the programme staff


@dataclass(frozen=True)
class CheckpointAcross:
    """A checkpoint across regions, as far as the one who looks may see it."""

    is_today: bool
    phase: str  # a slug
    milestone: Text
    milestone_slug: str
    checkpoint: CheckpointFacts
    beside: tuple[CheckpointFacts, ...]  # the milestone's checkpoints, this one among them
    brief: str
    statuses: tuple[StatusCount, ...]  # to the staff
    growth: tuple[tuple[Point, Growth], ...]
    met: int | None  # on the day; None where it is not told
    listed: tuple[StrandLine, ...]  # all to the staff, a page at a time; else one's own regions'
    leaves: Leaves | None  # the staff's
    between: Between | None
    all_statuses: str  # the address of this page with the strands at every status

    @property
    def back(self) -> str:
        """What links to the overview's other pages end with."""
        return self.all_statuses.removesuffix("?")

    @property
    def is_narrowed(self) -> bool:
        """Whether the strands at one status are listed alone."""
        return any(one.is_listed for one in self.statuses)


def status_asked_for(get: QueryDict) -> tuple[str, str]:
    """The status whose strands are to be listed, and what was written that is none."""
    said = get.get(AT, "")
    return (said, "") if said in Status.values else ("", said)


def checkpoint_across_page(
    checkpoint: Checkpoint, question: Question, status: str, standing: Standing, language: str
) -> CheckpointAcross:
    """A checkpoint on the day that is asked for: 4 queries, to those who learn from others 6.

    Where regions are chosen, 1 more.
    """
    reading, milestone = question.asked.reading, checkpoint.milestone
    asked = dict(asked_across(milestone.pk, reading, language))
    here = next(one for one in asked if one.pk == checkpoint.pk)
    at = standings(checkpoint, reading)
    is_counted = counts_checkpoints(standing, question.asked.point)
    leaves: Leaves | None = None
    if standing.staff:
        strands, leaves = _page_of_all(checkpoint, question, status, at)
    else:
        strands = _own(checkpoint, reading, standing)
    return CheckpointAcross(
        is_today=not reading.past,
        phase=milestone.phase.slug,
        milestone=milestone.text(language),
        milestone_slug=milestone.slug,
        checkpoint=here,
        beside=tuple(asked),
        brief=_brief(at, here, asked[here], standing) if is_counted else "",
        statuses=tuple(_statuses(at, here, question, status)) if standing.staff else (),
        growth=_growth(checkpoint, question),
        met=at.at[Status.MET] if is_counted else None,
        listed=tuple(_line(one, checkpoint, question) for one in strands),
        leaves=leaves,
        between=_between(checkpoint, question, standing, language),
        all_statuses=_without_status(question.form),
    )


def _without_status(form: SelectionForm) -> str:
    return form.address(without=[AT])


def _brief(at: Standings, here: CheckpointFacts, asking: Asking, standing: Standing) -> str:
    """In a sentence or two; what is on hold to the staff, who asks to those who learn from it."""
    return checkpoint_in_sum(
        at,
        asking=asking if standing.learns else Asking(),
        is_question=here.is_question,
        tells_held=standing.staff,
    )


def _statuses(
    at: Standings, here: CheckpointFacts, question: Question, chosen: str
) -> Iterator[StatusCount]:
    """Each status that some region stands at; met always."""
    for status in ORDER:
        if at.at[status] or status == Status.MET:
            address = question.form.address(but={AT: status})
            label = status_label(status, is_question=here.is_question)
            yield StatusCount(status, label, at.at[status], address, chosen == status)


def _growth(checkpoint: Checkpoint, question: Question) -> tuple[tuple[Point, Growth], ...]:
    """At each event that had passed on the day."""
    since = question.asked.since
    points = since.form.points if since else ()
    days = dict.fromkeys(point.day for point in points)
    counted = {one.day: one for one in growth(checkpoint, days)}
    return tuple((point, counted[point.day]) for point in points)


def _page_of_all(
    checkpoint: Checkpoint, question: Question, status: str, at: Standings
) -> tuple[tuple[StrandAt, ...], Leaves]:
    """A page of the strands at a status, of the regions that are chosen: 1 query.

    Where regions are chosen, 1 more.
    """
    reading, form = question.asked.reading, question.form
    selection = chosen_in(question, checkpoint.milestone.phase_id)
    strands = strands_at(checkpoint, reading)
    total = sum(at.strands.values())
    if status:
        strands, total = strands.filter(status=status), at.strands[status]
    if question.outline and not selection.is_everything:
        chosen: QuerySet[Any, Any] = regions_found(selection, question.outline, reading)
        strands = in_regions(strands, chosen.values("key"), reading)
        total = strands.count()
    found, missing = find_or_last(lambda page: Found((), page, total, total), form.page())
    rows = _read(strands, checkpoint, reading, found.page)
    shown = replace(found, keys=[row.region for row in rows])
    return rows, Leaves(shown, form, missing)


def _own(checkpoint: Checkpoint, reading: Reading, standing: Standing) -> tuple[StrandAt, ...]:
    """The strands of one's own regions: 1 query."""
    strands = in_regions(strands_at(checkpoint, reading), standing.regions, reading)
    return _read(strands, checkpoint, reading, Page(size=None))


def _read(
    strands: QuerySet[Any], checkpoint: Checkpoint, reading: Reading, page: Page
) -> tuple[StrandAt, ...]:
    rows = strand_rows(strands, checkpoint, reading)
    if page.size:
        rows = rows[(page.number - 1) * page.size : page.number * page.size]
    return tuple(StrandAt(*row) for row in rows)


def _line(one: StrandAt, checkpoint: Checkpoint, question: Question) -> StrandLine:
    where = [one.region_slug, one.strand, checkpoint.milestone.slug]
    query = _without_status(question.form).removesuffix("?")
    address = f"{reverse('checkpoints:milestone', args=where)}{query}#{checkpoint.slug}"
    day = question.asked.reading.day
    is_question = checkpoint.kind == CheckpointKind.QUESTION
    return StrandLine(one, status_label(one.status, is_question=is_question), address, day)


def _between(
    checkpoint: Checkpoint, question: Question, standing: Standing, language: str
) -> Between | None:
    """Today's, to those who learn from other regions: 2 queries, 3 where someone asks."""
    if question.asked.reading.past or not standing.learns:
        return None
    known = could_help(checkpoint, checkpoint.milestone.phase.slug, standing)
    about = readable(standing).filter(checkpoint=checkpoint, outcome=Outcome.OPEN)
    asked = request_facts(about, language, most=SHOWN)
    answers = answers_to([one.pk for one in asked], standing) if asked else {}
    return Between(
        tuple(one for one in known if one.how),
        tuple(_pair(one, answers.get(one.pk, ()), known) for one in asked),
        learning_address(checkpoint),
        question.form.address(but={AT: Status.MET}) if standing.staff else "",
    )


def _pair(facts: RequestFacts, answers: Iterable[AnswerFacts], known: Iterable[CouldHelp]) -> Pair:
    standing_ones = [one for one in answers if not one.removed]
    answered = dict.fromkeys(one.who for one in standing_ones)
    others = but(known, {facts.region, *(one.region for one in standing_ones if one.region)})
    return Pair(facts, tuple(answered), others[:HELPERS])
