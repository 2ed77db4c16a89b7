"""Where a region's checkpoints stand, as plain rows that are cheap to have by the thousand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import QuerySet

from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    CheckpointKind,
    CheckpointWording,
    Phase,
    Status,
    Strand,
)
from checkpoints.sheets.columns import folded
from checkpoints.sheets.keys import Key, Spot
from regions import clock
from regions.dated import holds_on
from regions.models import Region, User

type Where = tuple[int, int]  # the keys of a strand and of a checkpoint


class Stood(NamedTuple):
    """What a row, or a revision of it, says of a checkpoint; fields are called as the form's."""

    pk: int | None = None  # of the row; none where nothing was recorded
    revision: int = 0
    status: str = Status.NOT_STARTED
    met_on: date | None = None
    due_on: date | None = None
    text: str = ""
    responsible: int | None = None
    responsible_name: str = ""
    unsure: bool = False
    person: str = ""  # the name of who is responsible, where that is a user


NOTHING = Stood()
IN_HAND = 40  # strands whose rows are held at once
_FIELDS = ("status", "met_on", "due_on", "text", "responsible_id", "responsible_name", "unsure")


@dataclass(frozen=True)
class Line:
    """A checkpoint on a strand, and where it stands."""

    strand: Strand
    wording: CheckpointWording
    now: Stood

    @property
    def spot(self) -> Spot:
        """How a key names it."""
        checkpoint = self.wording.checkpoint
        return self.strand.number, checkpoint.milestone.slug, checkpoint.slug

    @property
    def key(self) -> Key:
        return Key(self.strand.region.slug, *self.spot, self.now.revision)

    @property
    def where(self) -> Where:
        return self.strand.pk, self.wording.checkpoint_id

    @property
    def order(self) -> tuple[int, int, int]:
        """By what everyone saves several rows: a milestone's count is locked until the end."""
        checkpoint = self.wording.checkpoint
        return self.strand.pk, checkpoint.milestone_id, checkpoint.pk

    @property
    def is_question(self) -> bool:
        return self.wording.checkpoint.kind == CheckpointKind.QUESTION


@dataclass(frozen=True)
class People:
    """Who may be made responsible: those of a region, by name."""

    people: tuple[User, ...]

    @cached_property
    def shown(self) -> Mapping[int, str]:
        """What each is called in a sheet; two of the same name are told apart."""
        names = [person.name for person in self.people]
        return {
            person.pk: person.name
            if names.count(person.name) == 1
            else f"{person.name} ({person.email})"
            for person in self.people
        }

    def name_of(self, stood: Stood) -> str:
        """Who is responsible, as a sheet says it; also someone who has left."""
        if stood.responsible is None:
            return stood.responsible_name
        return self.shown.get(stood.responsible, stood.person)

    def called(self, word: str) -> frozenset[int]:
        """Those who are called a word, folded: by name or by e-mail address."""
        return self._by_word.get(word, frozenset())

    @cached_property
    def _by_word(self) -> Mapping[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for one in self.people:
            for word in {folded(each) for each in (one.name, one.email, self.shown[one.pk])}:
                found[word] = found.get(word, frozenset()) | {one.pk}
        return found


def lines_of(region: Region, phase: Phase | None = None, **which: Any) -> Iterator[Line]:
    """The checkpoints in use on a region's open strands, in the order of its pages.

    Of a phase, or of all of them; `which` filters the strands. 3 queries, and one more for each 40
    strands: there is never more in hand.
    """
    of_phase = {"phase": phase} if phase else {}
    strands = Strand.objects.filter(region=region, closed_on=None, **of_phase, **which)
    wordings = _wordings(strands)
    listed = strands.select_related("region", "phase", "first_milestone")
    for some in batched(listed.iterator(chunk_size=IN_HAND), IN_HAND):
        yield from _lines_on(some, wordings)


def _lines_on(
    strands: Iterable[Strand], wordings: Mapping[int, Iterable[CheckpointWording]]
) -> Iterator[Line]:
    stood = _stood_now(strands)
    for strand in strands:
        for wording in wordings.get(strand.phase_id, ()):
            checkpoint = wording.checkpoint
            if checkpoint.milestone.position >= strand.first_milestone.position:
                now = stood.get((strand.pk, checkpoint.pk), NOTHING)
                yield Line(strand, wording, now)


def as_they_stood(asked: Iterable[tuple[Line, int]]) -> Mapping[Where, Stood | None]:
    """What stood at the revisions that a sheet was made from, where others have saved since.

    None for a revision that no history has: 1 query for any number.
    """
    numbers: dict[int, int] = {}
    found: dict[Where, Stood | None] = {}
    for line, number in asked:
        if number == line.now.revision:
            found[line.where] = line.now
        elif number == 0:
            found[line.where] = NOTHING
        else:
            found[line.where] = None
            if line.now.pk is not None:
                numbers[line.now.pk] = number
    steps = AssessmentRevision.objects.filter(
        of__in=numbers, number__in=set(numbers.values())
    ).order_by()
    found |= {
        where: stood
        for where, stood in _read(steps, "of_id", "number")
        if stood.pk is not None and numbers[stood.pk] == stood.revision
    }
    return found


def _wordings(strands: QuerySet[Strand]) -> Mapping[int, list[CheckpointWording]]:
    """What is asked today in each phase of the strands, in order: 1 query."""
    phases = strands.order_by().values("phase")
    rows = (
        CheckpointWording.objects.select_related("checkpoint__milestone")
        .filter(checkpoint__milestone__phase__in=phases, superseded=False)
        .filter(holds_on(clock.today(), "checkpoint__"))
        .order_by("checkpoint__milestone__position", "checkpoint__position", "checkpoint_id")
    )
    found: dict[int, list[CheckpointWording]] = {}
    for row in rows:
        found.setdefault(row.checkpoint.milestone.phase_id, []).append(row)
    return found


def _stood_now(strands: Iterable[Strand]) -> Mapping[Where, Stood]:
    return dict(_read(Assessment.objects.filter(strand__in=strands).order_by(), "pk", "revision"))


def _read(rows: QuerySet[Any], pk: str, number: str) -> Iterator[tuple[Where, Stood]]:
    """Rows or revisions by strand and checkpoint: 1 query."""
    listed = rows.values_list(
        "strand_id", "checkpoint_id", pk, number, *_FIELDS, "responsible__name"
    )
    for strand, checkpoint, *facts, person in listed.iterator():
        yield (strand, checkpoint), Stood._make([*facts, person or ""])
