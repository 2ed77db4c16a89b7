"""The fetch is the check, for steps that are to be undone, one by one or all of an act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from checkpoints.access import event_to_edit
from checkpoints.histories import Source, region_history
from checkpoints.models import Assessment, Attachment, Decision, Evidence, Plan, Sharing, Strand
from checkpoints.naming import about_event, about_step
from checkpoints.undoing import Undoing, can_be_undone, undoing, undoing_to
from regions.access import region_to_see
from regions.changes import About, read_steps
from regions.history import Versioned, revision_model
from regions.models import Region, User


@dataclass(frozen=True)
class Thing:
    """What has steps to undo in a region: its model, the way to the region, what comes along."""

    model: type[Versioned]
    region: str
    keys: tuple[str, ...]


PLACE = ("strand__region", "strand__phase", "strand__first_milestone", "milestone", "changed_by")
THINGS: Mapping[str, Thing] = {
    "vurdering": Thing(
        Assessment,
        "strand__region",
        (*PLACE, "checkpoint__milestone", "responsible", "confirmed_by"),
    ),
    "plan": Thing(Plan, "strand__region", PLACE),
    "vedtak": Thing(Decision, "strand__region", PLACE),
    "dokumentasjon": Thing(Evidence, "region", ("region", "changed_by")),
    "lop": Thing(Strand, "region", ("region", "phase", "first_milestone", "changed_by")),
    "deling": Thing(Sharing, "strand__region", (*PLACE, "checkpoint__milestone", "contact")),
    "vedlegg": Thing(
        Attachment, "strand__region", (*PLACE, "evidence", "checkpoint", "decision")
    ),
}  # fmt: skip


@dataclass(frozen=True)
class ToUndo:
    """A step that someone may undo, and the page on which it stands."""

    undoing: Undoing
    about: About
    history: str


def step_to_undo(
    user: User, language: str, *, region: str, thing: str, pk: int, number: int
) -> ToUndo:
    """A step in a region; its coordinators undo it. Named in a language."""
    found = region_to_see(user, region)
    row = _row(found, thing, pk)
    if row is None:
        raise Http404
    if not user.standing.edits(found.pk):
        raise PermissionDenied
    step = _step(row, number)
    return ToUndo(step, about_step(step.step, found, language), _history_of(row, found))


def event_step_to_undo(user: User, phase: str, slug: str, number: int) -> ToUndo:
    """A step of an event in the calendar; programme staff undo it."""
    row = event_to_edit(user, phase, slug)
    about = about_event(row)
    return ToUndo(_step(row, number), about, about.address)


@dataclass(frozen=True)
class RowToUndo:
    """What undoing an act does to one of its rows."""

    undoing: Undoing
    about: About

    @property
    def key(self) -> str:
        """What tells it apart from the act's other rows, in a form and in addresses."""
        return f"{self.undoing.row._meta.model_name}-{self.undoing.row.pk}"


@dataclass(frozen=True)
class ActToUndo:
    """What was done at once in a region, row by row in the order in which it is undone."""

    region: Region
    first: Any  # the step that tells of all of them who did it, when and why
    rows: tuple[RowToUndo, ...]


def act_to_undo(user: User, language: str, *, region: str, change_set: UUID) -> ActToUndo:
    """What was done at once in a region, as far as it was done there; its coordinators undo it.

    One query for each sort of thing, and three more for each that the act has steps of.
    """
    found = region_to_see(user, region)
    may_edit = user.standing.edits(found.pk)
    sources = region_history(found, may_edit=may_edit, language=language)
    rows = [row for source in sources for row in _rows_of(source, change_set)]
    if not rows:
        raise Http404
    if not may_edit:
        raise PermissionDenied
    rows.sort(key=lambda row: row.undoing.order)
    told = (row for row in rows if row.undoing.says_something)
    return ActToUndo(found, rows[0].undoing.step, tuple(told))


def _rows_of(source: Source, change_set: UUID) -> Iterable[RowToUndo]:
    """The rows of one model that an act changed; each goes back to before the act began."""
    thing = _thing_of(source)
    if thing is None:
        return []
    changed = _by_row(source.steps.filter(can_be_undone(thing.model), change_set=change_set))
    if not changed:
        return []
    before = _by_row(_steps_before(source, change_set))
    rows = thing.model._default_manager.select_related(*thing.keys).in_bulk(changed)
    about = source.about([own[-1] for own in changed.values()])
    return [
        RowToUndo(
            undoing_to(rows[key], own[-1], _just_before(own[0], before.get(key, ()))),
            about[own[-1].pk],
        )
        for key, own in changed.items()
    ]


def _thing_of(source: Source) -> Thing | None:
    things = (one for one in THINGS.values() if revision_model(one.model) is source.steps.model)
    return next(things, None)


def _by_row(steps: QuerySet[Any]) -> Mapping[int, list[Any]]:
    """Each row's steps, in the order in which they were made."""
    found: dict[int, list[Any]] = {}
    for step in read_steps(steps):
        found.setdefault(step.of_id, []).append(step)
    return found


def _just_before(step: Any, steps: Iterable[Any]) -> Any:
    return next((one for one in steps if one.number == step.number - 1), None)


def _steps_before(source: Source, change_set: UUID) -> QuerySet[Any]:
    """The steps just before those of an act; none where the act made the row."""
    next_one = source.steps.model._default_manager.filter(
        of=OuterRef("of"), number=OuterRef("number") + 1, change_set=change_set
    )
    return source.steps.filter(Exists(next_one))


def _row(region: Region, thing: str, pk: int) -> Versioned | None:
    sort = THINGS.get(thing)
    if sort is None:
        return None
    rows = sort.model._default_manager.select_related(*sort.keys)
    return rows.filter(pk=pk, **{sort.region: region}).first()


def _step(row: Versioned, number: int) -> Undoing:
    found = undoing(row, number)
    if found is None:
        raise Http404
    return found


def _history_of(row: Any, region: Region) -> str:
    if isinstance(row, Evidence):
        return reverse("checkpoints:region_history", args=[region.slug])
    if isinstance(row, Strand):
        return reverse("checkpoints:strand", args=[region.slug, row.number])
    where = [region.slug, row.strand.number, row.milestone.slug]
    if isinstance(row, Assessment | Sharing):
        return reverse("checkpoints:history", args=[*where, row.checkpoint.slug])
    return reverse("checkpoints:milestone_history", args=where)
