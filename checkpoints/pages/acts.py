"""What was done at once, as histories tell of it: together, how much it was, and its undoing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from checkpoints.histories import Source
from checkpoints.queries.undone import goes_on, is_undone
from checkpoints.undoing import VERBS, can_be_undone
from regions.changes import Change
from regions.history import Kind, Versioned
from regions.models import Region


@dataclass(frozen=True)
class Act:
    """What was done at once in a region."""

    changes: int  # confirmations are none
    confirmed: int
    address: str  # where all of it stands
    undo: str  # where all of it is undone; empty where it cannot be, or is undone already
    is_undone: bool
    is_sheet: bool  # came from a spreadsheet
    is_undoing: bool  # took steps back itself

    @property
    def steps(self) -> int:
        return self.changes + self.confirmed


@dataclass(frozen=True)
class Item:
    """A step, or the steps beside each other that were made in one act."""

    changes: tuple[Change, ...]
    act: Act | None = None

    @property
    def first(self) -> Change:
        return self.changes[0]

    @property
    def reason(self) -> str:
        """Why, where one reason was given for all."""
        reasons = {one.reason for one in self.changes}
        return self.first.reason if len(reasons) == 1 else ""

    @property
    def is_whole(self) -> bool:
        """Whether all of the act stands here."""
        return self.act is not None and self.act.steps == len(self.changes)


def items_of(changes: tuple[Change, ...], acts: Mapping[UUID, Act]) -> tuple[Item, ...]:
    """Steps of one act that stand beside each other, together."""
    runs = groupby(changes, key=lambda one: acts.get(one.change_set) if one.change_set else None)
    return tuple(
        item
        for act, run in runs
        for item in ([Item(tuple(run), act)] if act else [Item((one,)) for one in run])
    )


def acts_in(
    region: Region, sources: tuple[Source, ...], changes: Iterable[Change], *, may_edit: bool
) -> Mapping[UUID, Act]:
    """The acts of several steps that some steps are of: 1 query, none where there are no acts.

    `sources` are all of the region's: an act is more than what a milestone's page shows of it.
    """
    asked = {one.change_set for one in changes if one.change_set}
    if not asked:
        return {}
    parts = [_counted(source.steps.filter(change_set__in=asked)) for source in sources]
    found: dict[UUID, list[Any]] = {}
    for act, *counts in parts[0].union(*parts[1:], all=True):
        found.setdefault(act, []).append(counts)
    acts = {key: _act(region, key, rows, may_edit=may_edit) for key, rows in found.items()}
    return {key: act for key, act in acts.items() if act.steps > 1}


def _counted(steps: QuerySet[Any]) -> QuerySet[Any, Any]:
    """By act: how many changes, confirmations, and steps of the other sorts that an Act tells of.

    What people import comes from a spreadsheet; what the commands import is nobody's.
    """
    is_confirmed = Q(step=Kind.CONFIRM)
    of_model: Any = steps.model._meta.get_field("of").related_model
    undoable = can_be_undone(of_model)
    counted: QuerySet[Any, Any] = (
        steps.order_by()
        .values("change_set")
        .annotate(
            changes=Count("pk", filter=~is_confirmed),
            confirmed=Count("pk", filter=is_confirmed),
            undoable=Count("pk", filter=undoable),
            left=Count("pk", filter=undoable & ~_is_taken_back(of_model)),
            imported=Count("pk", filter=Q(step=Kind.IMPORT, by__isnull=False)),
            undoing=Count("pk", filter=Q(step=Kind.UNDO)),
        )
        .values_list(
            "change_set", "changes", "confirmed", "undoable", "left", "imported", "undoing"
        )
    )
    return counted


def _is_taken_back(model: type[Versioned]) -> Q:
    """Steps of which nothing is left to undo; each row's last of an act tells of the row."""
    return Q(is_undone(model)) | Q(goes_on(model)) if model in VERBS else Q()


def _act(region: Region, key: UUID, rows: Iterable[Iterable[int]], *, may_edit: bool) -> Act:
    changes, confirmed, undoable, left, imported, undoing = (
        sum(counts) for counts in zip(*rows, strict=True)
    )
    everything = reverse("checkpoints:region_history", args=[region.slug])
    undo = reverse("checkpoints:undo_act", args=[region.slug, key])
    return Act(
        changes=changes,
        confirmed=confirmed,
        address=f"{everything}?{urlencode({'samlet': key})}",
        undo=undo if may_edit and left else "",
        is_undone=undoable > 0 and not left,
        is_sheet=imported > 0,
        is_undoing=undoing > 0,
    )
