"""The fetch is the check, for steps that are to be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from checkpoints.access import event_to_edit
from checkpoints.histories import about_event, about_step
from checkpoints.models import Assessment, Attachment, Decision, Evidence, Plan
from checkpoints.undoing import Undoing, undoing
from regions.access import region_to_see
from regions.changes import About
from regions.history import Versioned
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
    where = [region.slug, row.strand.number, row.milestone.slug]
    if isinstance(row, Assessment):
        return reverse("checkpoints:history", args=[*where, row.checkpoint.slug])
    return reverse("checkpoints:milestone_history", args=where)
