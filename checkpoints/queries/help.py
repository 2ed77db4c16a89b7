"""Reads of what regions ask each other about: requests for help, answers, and who can help.

A request that was withdrawn is for its own region and the programme staff, an answer that was taken
back for the side that gave it: what others may read is decided here, in the rows that are fetched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.text import capfirst

from checkpoints.models import (
    Assessment,
    Checkpoint,
    CheckpointWording,
    HelpAnswer,
    HelpRequest,
    Milestone,
    Outcome,
    Phase,
    Status,
    Strand,
)
from checkpoints.queries.learning import sharings
from regions.models import Membership, Region, Role, RoleName, User
from regions.norwegian import contains
from regions.standing import Standing
from regions.wording import Text, pick

FORMS = ("nb", "nn", "en", "source")  # of a text, in the order of its facts


@dataclass(frozen=True)
class RequestFacts:
    """A request as others may read it: what, by which region, and how many have answered."""

    where: tuple[str, str, str]  # the slugs of phase, milestone and checkpoint
    milestone: Text
    criterion: Text
    pk: int
    region: int
    region_name: str
    region_slug: str
    strand: int  # its number within the region
    checkpoint: int
    question: str
    outcome: str
    thanks: str
    asked_at: datetime
    asked_by: str
    answers: int

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.outcome == Outcome.WITHDRAWN

    @property
    def state(self) -> str:
        """Which of the signs and colours of the states it has."""
        return {Outcome.OPEN: "in_progress", Outcome.SETTLED: "met"}.get(
            Outcome(self.outcome), "not_applicable"
        )

    @property
    def label(self) -> str | Promise:
        return Outcome(self.outcome).label


@dataclass(frozen=True)
class AnswerFacts:
    """An answer, as those read it who may."""

    pk: int
    request: int
    region: int | None
    region_name: str  # empty: the programme staff
    text: str
    removed: bool
    answered_at: datetime
    answered_by: str
    revision: int
    changed_at: datetime

    @property
    def who(self) -> str:
        """On whose behalf it was given."""
        return self.region_name or str(capfirst(RoleName.STAFF.label))

    @property
    def corrected_at(self) -> datetime | None:
        """When it was corrected last; none where it stands as it was given."""
        return self.changed_at if self.revision > 1 else None


@dataclass(frozen=True)
class Helpers:
    """Who is told of a question: coordinators of regions that know how, and the programme staff."""

    regions: frozenset[int]
    sharing: bool  # they share how they did it; else they have met the checkpoint
    people: tuple[User, ...]


# What someone may read


def readable(standing: Standing) -> QuerySet[HelpRequest]:
    """The requests that someone may read who learns from other regions at all."""
    if standing.staff:
        return HelpRequest.objects.all()
    not_withdrawn = ~Q(outcome=Outcome.WITHDRAWN)
    return HelpRequest.objects.filter(not_withdrawn | Q(strand__region__in=standing.regions))


def readable_answers(standing: Standing) -> QuerySet[HelpAnswer]:
    """The answers that someone may read, of requests that they may read."""
    if standing.staff:
        return HelpAnswer.objects.all()
    return HelpAnswer.objects.filter(Q(removed=False) | Q(region__in=standing.regions))


# Requests


def request_facts(
    requests: QuerySet[HelpRequest], language: str, *, most: int | None = None
) -> Sequence[RequestFacts]:
    """Of some requests, the newest first, with what they ask about in a language: 1 query."""
    wording, milestone = "checkpoint__wordings__", "milestone__"
    rows = (
        requests.filter(**{f"{wording}superseded": False}, revisions__number=1)
        .order_by("-revisions__recorded_at", "-pk")
        .values_list(
            "milestone__phase__slug",
            "milestone__slug",
            "checkpoint__slug",
            *(f"{milestone}{form}" for form in FORMS),
            *(f"{wording}{form}" for form in FORMS),
            "pk",
            "strand__region_id",
            "strand__region__name",
            "strand__region__slug",
            "strand__number",
            "checkpoint_id",
            "question",
            "outcome",
            "thanks",
            "revisions__recorded_at",
            Coalesce("revisions__by__name", Value("")),
            _how_many_answers(),
        )
    )
    return tuple(_request_facts(row, language) for row in rows[:most])


def _request_facts(row: Sequence[Any], language: str) -> RequestFacts:
    phase, milestone, checkpoint, *rest = row
    forms, facts = rest[:8], rest[8:]
    texts = _text(forms[:4], language), _text(forms[4:], language)
    return RequestFacts((phase, milestone, checkpoint), *texts, *facts)


def _text(forms: Sequence[str], language: str) -> Text:
    *texts, source = forms
    return pick(dict(zip(FORMS, texts, strict=False)), source, language)


def _how_many_answers() -> Coalesce:
    counted = (
        HelpAnswer.objects.filter(request=OuterRef("pk"), removed=False)
        .order_by()
        .values("request")
        .annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("n")), 0)


def open_requests(phase: Phase) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(outcome=Outcome.OPEN, strand__phase=phase)


@dataclass(frozen=True)
class AskedHere:
    """What a strand has asked about a checkpoint: what is open, and how many that were answered."""

    open: RequestFacts | None = None
    answered: int = 0  # and closed


def requests_at(strand: Strand, milestone: Milestone, language: str) -> Mapping[int, AskedHere]:
    """By checkpoint of a milestone, where a strand has asked and not withdrawn it: 1 query."""
    rows = HelpRequest.objects.filter(strand=strand, milestone=milestone)
    found: dict[int, AskedHere] = {}
    for one in request_facts(rows.exclude(outcome=Outcome.WITHDRAWN), language):
        so_far = found.get(one.checkpoint, AskedHere())
        if one.is_open:
            so_far = replace(so_far, open=one)
        elif one.answers:
            so_far = replace(so_far, answered=so_far.answered + 1)
        found[one.checkpoint] = so_far
    return found


def open_request(strand: Strand, checkpoint: Checkpoint) -> HelpRequest | None:
    """The one that is open about a checkpoint: 1 query."""
    found = HelpRequest.objects.filter(outcome=Outcome.OPEN, strand=strand, checkpoint=checkpoint)
    return found.first()


def unanswered() -> QuerySet[HelpRequest]:
    """The open requests that nobody has answered."""
    answers = HelpAnswer.objects.filter(request=OuterRef("pk"), removed=False)
    return HelpRequest.objects.filter(~Exists(answers), outcome=Outcome.OPEN)


def how_many_wait() -> int:
    """How many questions nobody has answered: 1 query."""
    return unanswered().count()


def telling_of(text: str) -> Q:
    """A filter for requests by a part of the question, the checkpoint or the region's name."""
    # Not by a join: what was worded anew would stand in the list once for each of its wordings.
    worded = CheckpointWording.objects.filter(
        Q(*(contains(form, text) for form in FORMS[:3]), _connector=Q.OR),
        checkpoint=OuterRef("checkpoint"),
        superseded=False,
    )
    named = Q(contains("strand__region__name", text))
    return named | Q(contains("question", text)) | Q(Exists(worded))


# Answers


def answers_to(
    requests: Iterable[int], standing: Standing
) -> Mapping[int, tuple[AnswerFacts, ...]]:
    """The answers that someone may read, by request, the oldest first: 1 query."""
    rows = (
        readable_answers(standing)
        .filter(request__in=requests, revisions__number=1)
        .order_by("revisions__recorded_at", "pk")
        .values_list(
            "pk",
            "request_id",
            "region_id",
            Coalesce("region__name", Value("")),
            "text",
            "removed",
            "revisions__recorded_at",
            Coalesce("revisions__by__name", Value("")),
            "revision",
            "changed_at",
        )
    )
    found: dict[int, tuple[AnswerFacts, ...]] = {}
    for row in rows:
        facts = AnswerFacts(*row)
        found[facts.request] = (*found.get(facts.request, ()), facts)
    return found


def was_answered_by(regions: Iterable[int], request: int) -> bool:
    """Whether one of some regions has answered a request, also one they may not read: 1 query."""
    return HelpAnswer.objects.filter(request=request, region__in=regions).exists()


# People


def who_can_help(strand: Strand, checkpoint: Checkpoint, *, but: User | None) -> Helpers:
    """Who is told of a question: 3 queries, one less where some share how they did it."""
    others = Strand.objects.filter(phase=strand.phase_id).exclude(region=strand.region_id)
    met = Assessment.objects.filter(checkpoint=checkpoint, status=Status.MET, strand__in=others)
    shared = sharings().filter(checkpoint=checkpoint, strand__in=others)
    sharing = frozenset(shared.values_list("strand__region", flat=True))
    regions = sharing or frozenset(met.values_list("strand__region", flat=True))
    people = User.objects.filter(_is_staff() | _coordinates(regions))
    return Helpers(regions, bool(sharing), _told(people, but))


def coordinators_of(region: Region, *, but: User | None) -> tuple[User, ...]:
    """Who is told of an answer: 1 query."""
    return _told(User.objects.filter(_coordinates([region.pk])), but)


def who_answered(request: HelpRequest, *, but: User | None) -> tuple[User, ...]:
    """Those who gave an answer that still stands, and may still read what is said: 1 query."""
    answered = HelpAnswer.objects.filter(request=request, removed=False, revisions__number=1)
    still = Membership.objects.filter(user=OuterRef("pk"), removed=False)
    people = User.objects.filter(_is_staff() | Exists(still))
    return _told(people.filter(pk__in=answered.values("revisions__by")), but)


def _told(people: QuerySet[User], but: User | None) -> tuple[User, ...]:
    """Those who may sign in, each once, without the one whose act they are told of."""
    found = people.filter(is_active=True).order_by("pk")
    return tuple(found.exclude(pk=but.pk) if but else found)


def _is_staff() -> Exists:
    return Exists(Role.objects.filter(user=OuterRef("pk"), role=RoleName.STAFF, removed=False))


def _coordinates(regions: Iterable[int]) -> Exists:
    coordinators = Membership.objects.coordinating()
    return Exists(coordinators.filter(user=OuterRef("pk"), region__in=regions))
