"""A history a page at a time, newest first, from many models at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value

from checkpoints.histories import Source
from checkpoints.models import Milestone
from regions import clock
from regions.changes import (
    Change,
    change,
    fields_for_people,
    is_text,
    read_steps,
    with_the_one_before,
)
from regions.history import Kind
from regions.models import Region
from regions.norwegian import contains, sort_key

SIZE = 50  # steps on a page
SYSTEM = "systemet"  # who did what nobody did
ADDED = "added"  # the first step of a history, which is no kind of its own
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """What of a history is asked for; empty: all of it."""

    text: str = ""  # in what was written, taken out or given as the reason
    who: str = ""  # a person's key, or the system
    thing: str = ""
    milestone: Milestone | None = None
    step: str = ""
    act: UUID | None = None  # what was done at once
    first: date | None = None
    last: date | None = None

    def of(self, source: Source) -> QuerySet[Any] | None:
        """The steps of a source that are asked for; none where it can have none."""
        if self.thing not in {"", source.thing[0]}:
            return None
        if self.milestone is None:
            return source.steps.filter(self._conditions(source))
        if source.at is None:
            return None
        return source.steps.filter(self._conditions(source), source.at(self.milestone))

    def _conditions(self, source: Source) -> Q:
        asked = Q()
        if self.who:
            asked &= Q(by=None if self.who == SYSTEM else self.who)
        if self.step:
            asked &= self._of_kind()
        if self.act:
            asked &= Q(change_set=self.act)
        if self.first:
            asked &= Q(recorded_at__gte=clock.start_of(self.first))
        if self.last:
            asked &= Q(recorded_at__lte=clock.end_of(self.last))
        return asked & _tells_of(self.text, source.steps.model) if self.text else asked

    def _of_kind(self) -> Q:
        """As steps are called on the page: the first change of a history added what it is about."""
        if self.step == ADDED:
            return Q(step=Kind.CHANGE, number=1)
        return Q(step=self.step) & ~Q(step=Kind.CHANGE, number=1)


@dataclass(frozen=True)
class Mark:
    """Where in a history a step stands: newest first, then by model, then by key.

    What is recorded later does not move it, as it would the number of a page.
    """

    recorded_at: datetime
    rank: int  # the source's place among the sources
    pk: int

    def __str__(self) -> str:
        since = (self.recorded_at - EPOCH) // timedelta(microseconds=1)
        return f"{since}-{self.rank}-{self.pk}"

    @classmethod
    def read(cls, written: str) -> Self | None:
        """A place as it stands in an address; none for what is not one."""
        if not re.fullmatch(r"\d{1,17}-\d{1,2}-\d{1,18}", written, re.ASCII):
            return None
        since, rank, pk = (int(part) for part in written.split("-"))
        return cls(EPOCH + timedelta(microseconds=since), rank, pk)

    def older(self, rank: int) -> Q:
        """The steps of a source that come after this place."""
        if rank > self.rank:
            return Q(recorded_at__lte=self.recorded_at)
        before = Q(recorded_at__lt=self.recorded_at)
        return (
            before | Q(recorded_at=self.recorded_at, pk__lt=self.pk)
            if rank == self.rank
            else before
        )


@dataclass(frozen=True)
class HistoryPage:
    changes: tuple[Change, ...]
    older: str  # the place from which the next page goes on; empty: this is the last


def history_page(
    sources: tuple[Source, ...], wanted: Wanted, begin: Mark | None = None
) -> HistoryPage:
    """The steps that are asked for, from a place on: 1 query and 1 for each model on the page.

    1 more for the names of municipalities, and 1 for those of checkpoints with attachments.
    """
    found = _found(sources, wanted, begin)
    shown = found[:SIZE]
    told: dict[Mark, Change] = {}
    for rank, source in enumerate(sources):
        if own := [one for one in shown if one.mark.rank == rank]:
            changes = _told(source, own)
            told |= {one.mark: changes[one.mark.pk] for one in own}
    older = str(shown[-1].mark) if len(found) > SIZE else ""
    return HistoryPage(tuple(told[one.mark] for one in shown), older)


def people_in(sources: tuple[Source, ...]) -> list[tuple[int | None, str | None]]:
    """Key and name of all who stand in a history by name, none for the system: 1 query."""
    names = [source.steps.order_by().values_list("by_id", "by__name") for source in sources]
    return sorted(names[0].union(*names[1:]), key=lambda one: sort_key(one[1] or ""))


def milestones_in(region: Region) -> QuerySet[Milestone]:
    """The milestones of the phases that a region has strands in: 1 query."""
    phases = region.strands.values("phase")
    return (
        Milestone.objects.filter(phase__in=phases)
        .select_related("phase")
        .order_by("phase__position", "position")
    )


@dataclass(frozen=True)
class _Found:
    """A step that stands on the page."""

    mark: Mark
    of: int
    number: int


def _found(sources: tuple[Source, ...], wanted: Wanted, begin: Mark | None) -> list[_Found]:
    """The steps of a page and one more: 1 query."""
    parts = []
    for rank, source in enumerate(sources):
        steps = wanted.of(source)
        if steps is not None:
            older = begin.older(rank) if begin else Q()
            here = steps.filter(older).annotate(rank=Value(rank, IntegerField())).order_by()
            parts.append(here.values_list("recorded_at", "rank", "id", "of_id", "number"))
    if not parts:
        return []
    listed = parts[0].union(*parts[1:], all=True).order_by("-recorded_at", "rank", "-id")
    return [_Found(Mark(*row[:3]), *row[3:]) for row in listed[: SIZE + 1]]


def _told(source: Source, wanted: Iterable[_Found]) -> Mapping[int, Change]:
    """Some steps of a source, by key, each against the one before it: 1 query, and the names."""
    numbers = {(one.of, one.number) for one in wanted}
    these = (Q(of=of, number__in=(number - 1, number)) for of, number in numbers)
    pairs = list(with_the_one_before(read_steps(source.steps.filter(reduce(or_, these)))))
    asked = [pair for pair in pairs if (pair[0].of_id, pair[0].number) in numbers]
    about = source.about([step for step, _ in asked])
    return {step.pk: change(step, before, about[step.pk], source.undo) for step, before in asked}


def _tells_of(text: str, history: Any) -> Q:
    """Steps with a text in what they put in or took out, or in their reason."""
    before = history._default_manager.filter(of=OuterRef("of"), number=OuterRef("number") - 1)
    found = Q(contains("reason", text))
    for name in (field.name for field in fields_for_people(history) if is_text(field)):
        same = Q(**{name: OuterRef(name)})
        put_in = Q(contains(name, text)) & ~Q(Exists(before.filter(same)))
        found |= put_in | Q(Exists(before.filter(~same, contains(name, text))))
    return found
