"""What the pages of requests for help are made from, as frozen dataclasses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from checkpoints.access.help import Exchange
from checkpoints.models import Checkpoint, CheckpointKind, HelpRequest, Outcome, Phase
from checkpoints.pages.could_help import CouldHelp, but, could_help
from checkpoints.queries.help import (
    AnswerFacts,
    RequestFacts,
    answers_to,
    open_requests,
    readable,
    request_facts,
    telling_of,
    unanswered,
)
from checkpoints.queries.learning import how_many_met
from checkpoints.region_progress import RegionProgress
from regions.models import Region
from regions.reading import Reading
from regions.standing import Standing

SHOWN = 5  # questions of other regions on a region's page


@dataclass(frozen=True)
class HelpPage:
    """A request, and what was answered; each answer with whether the reader may change it."""

    facts: RequestFacts
    answers: tuple[tuple[AnswerFacts, bool], ...]
    exchange: Exchange
    could_help: tuple[CouldHelp, ...] = ()  # while the question is open
    met: int = 0  # regions, whether they are named or not

    @property
    def is_question(self) -> bool:
        return self.exchange.request.checkpoint.kind == CheckpointKind.QUESTION


@dataclass(frozen=True)
class Asked:
    """A request and its answers, as the page about its checkpoint shows them."""

    facts: RequestFacts
    answers: tuple[AnswerFacts, ...]


@dataclass(frozen=True)
class RegionHelp:
    """What a region has asked about, and what others ask that it may know, newest first."""

    own: Sequence[RequestFacts]
    others: Sequence[RequestFacts]


@dataclass(frozen=True)
class Wanted:
    """Which requests are asked for; empty: all of them."""

    text: str = ""
    state: str = ""  # an outcome, or UNANSWERED
    own: bool = False

    UNANSWERED = "unanswered"


def help_page(exchange: Exchange, language: str) -> HelpPage:
    """2 queries; 4 of what is open, with those who could help."""
    request, standing = exchange.request, exchange.standing
    (facts,) = request_facts(HelpRequest.objects.filter(pk=request.pk), language)
    answers = answers_to([request.pk], standing).get(request.pk, ())
    marked = tuple((one, exchange.may_change_answer(one.region)) for one in answers)
    if not facts.is_open:
        return HelpPage(facts, marked, exchange)
    known = could_help(request.checkpoint, facts.where[0], standing)
    others = but(known, {facts.region, *(one.region for one in answers if one.region)})
    met = how_many_met(request.checkpoint, Reading.today())
    return HelpPage(facts, marked, exchange, others, met)


def asked_about(checkpoint: Checkpoint, standing: Standing, language: str) -> tuple[Asked, ...]:
    """What has been asked about a checkpoint, open or closed, newest first: 2 queries."""
    rows = readable(standing).filter(checkpoint=checkpoint).exclude(outcome=Outcome.WITHDRAWN)
    facts = request_facts(rows, language)
    answers = answers_to([one.pk for one in facts], standing)
    return tuple(Asked(one, answers.get(one.pk, ())) for one in facts)


def all_requests(wanted: Wanted, standing: Standing, language: str) -> Sequence[RequestFacts]:
    """Those that someone may read and asked for, newest first: 1 query."""
    rows = readable(standing).filter(_conditions(wanted, standing))
    return request_facts(rows, language)


def _conditions(wanted: Wanted, standing: Standing) -> Q:
    asked = telling_of(wanted.text) if wanted.text else Q()
    if wanted.own:
        asked &= Q(strand__region__in=standing.regions)
    if wanted.state == Wanted.UNANSWERED:
        return asked & Q(pk__in=unanswered())
    return asked & Q(outcome=wanted.state) if wanted.state else asked


def region_help(
    region: Region, phase: Phase, progress: RegionProgress, language: str
) -> RegionHelp:
    """Today's, about the checkpoints of a phase: 2 queries."""
    asked = open_requests(phase)
    own = request_facts(asked.filter(strand__region=region), language)
    known = _met(progress)
    others = asked.filter(checkpoint__in=known).exclude(strand__region=region)
    return RegionHelp(own, request_facts(others, language, most=SHOWN))


def _met(progress: RegionProgress) -> Iterable[int]:
    """What a region has met on any strand: there it may have an answer."""
    rows = (row for one in progress.all_milestones for row in one.rows)
    return {row.checkpoint.pk for row in rows if row.is_met}
