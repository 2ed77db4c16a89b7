"""A region's ways through a phase."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from, is_yet_to_come
from checkpoints.models import (
    Assessment,
    Attachment,
    Decision,
    HelpRequest,
    Milestone,
    Phase,
    Plan,
    Sharing,
    Strand,
)
from regions.history import How, Kind, Stale, record
from regions.models import Region, User
from regions.wording import page_language

# What is recorded at a strand's milestones, and what to call it.
RECORDED = (
    (Assessment, _("assessments")),
    (Plan, _("a plan")),
    (Decision, _("decisions")),
    (Attachment, _("evidence")),
    (Sharing, _("what is shared with other regions")),
    (HelpRequest, _("a request for help")),
)


def add_main_strand(
    *, by: User | None, region: Region, phase: Phase, **how: Unpack[How]
) -> Strand | None:
    """The strand that every region has in a phase with milestones; none where there are none."""
    first = phase.milestones.first()
    if first is None or region.strands.filter(phase=phase, is_main=True).exists():
        return None
    return _add_strand(by=by, region=region, phase=phase, is_main=True, first=first, **how)


def add_parallel_strand(
    *,
    by: User | None,
    region: Region,
    theme: str,
    first_milestone: Milestone,
    **how: Unpack[How],
) -> Strand:
    """A strand of its own theme that begins at a later milestone."""
    while True:
        try:
            return _add_strand(
                by=by,
                region=region,
                phase=first_milestone.phase,
                is_main=False,
                first=first_milestone,
                theme=theme,
                **how,
            )
        except Stale:  # somebody else added one, and took its number
            continue


def _add_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    is_main: bool,
    first: Milestone,
    theme: str = "",
    **how: Unpack[How],
) -> Strand:
    if problem := _same_theme(region, phase, theme):
        raise ValidationError({"theme": problem})
    last = region.strands.aggregate(
        number=Coalesce(Max("number"), 0), position=Coalesce(Max("position"), 0)
    )
    number = 1 + last["number"]
    strand = Strand(region=region, phase=phase, number=number, is_main=is_main)
    return record(
        strand,
        by=by,
        expected=0,
        **how,
        theme=theme,
        first_milestone=first,
        position=1 + last["position"],
    )


@transaction.atomic
def change_strand(
    *,
    by: User | None,
    strand: Strand,
    expected_revision: int,
    theme: str,
    first_milestone: Milestone,
    closed_on: date | None,
    position: int | None = None,
    **how: Unpack[How],
) -> Strand:
    """Rename a parallel strand, let it begin elsewhere, close it or open it again.

    Its place among the others stays where none is given. To close it takes a reason.
    Raises Stale when someone saved since `expected_revision`.
    """
    if strand.is_main:
        raise ValidationError(_("The main strand has no theme, and is never closed."))
    # What is being recorded on it right now is waited for, and counts.
    now = Strand.objects.select_for_update().get(pk=strand.pk)
    if now.revision != expected_revision:
        raise Stale(now)
    errors = {
        "theme": _taken_theme(now, theme, closed_on),
        "first_milestone": _wrong_beginning(now, first_milestone),
        "closed_on": _wrong_end(now, closed_on, how),
        "reason": _unexplained(now, closed_on, how),
    }
    if found := {name: problem for name, problem in errors.items() if problem}:
        raise ValidationError(found)
    return record(
        strand,
        by=by,
        expected=expected_revision,
        **how,
        theme=theme,
        first_milestone=first_milestone,
        position=now.position if position is None else position,
        closed_on=closed_on,
    )


def _taken_theme(strand: Strand, theme: str, closed_on: date | None) -> Any:
    """Why a strand cannot have a theme, or be opened again with it, or nothing."""
    stays_open = closed_on is None and strand.closed_on is None
    if closed_on or (stays_open and _folded(theme) == _folded(strand.theme)):
        return None
    return _same_theme(strand.region, strand.phase, theme, but=strand)


def _same_theme(region: Region, phase: Phase, theme: str, *, but: Strand | None = None) -> Any:
    """What to say where an open strand of the phase has the theme already, however it is cased."""
    others = region.strands.filter(phase=phase, is_main=False, closed_on=None)
    for one in others:
        if one != but and _folded(one.theme) == _folded(theme):
            return gettext("The region has a strand called «%(theme)s» already.") % {
                "theme": one.theme
            }
    return None


def _folded(theme: str) -> str:
    return " ".join(theme.casefold().split())


def _wrong_beginning(strand: Strand, first: Milestone) -> Any:
    """Why a strand cannot begin at a milestone, or nothing."""
    if first.phase_id != strand.phase_id:
        return _("Choose a milestone of the strand's own phase.")
    if first.pk == strand.first_milestone_id:
        return None
    before = {"strand": strand, "milestone__position__lt": first.position}
    for model, what in RECORDED:
        rows = model._default_manager.filter(**before).order_by("milestone__position")
        if found := rows.select_related("milestone").first():
            return _already_there(found.milestone, what)
    return None


def _already_there(milestone: Milestone, what: Any) -> str:
    name = milestone.text(page_language())
    return gettext(
        "The strand has %(what)s at «%(milestone)s». It cannot begin later than that."
    ) % {"what": what, "milestone": name}


def _wrong_end(strand: Strand, closed_on: date | None, how: How) -> Any:
    """Why a strand cannot be closed on a day, or nothing."""
    if closed_on is None or closed_on == strand.closed_on:
        return None
    if is_yet_to_come(closed_on, how.get("at")):
        return _("The day has not been yet. A strand is closed on a day that has been.")
    return far_from(strand.phase, closed_on)


def _unexplained(strand: Strand, closed_on: date | None, how: How) -> Any:
    """What to say to who closes a strand and does not say why; an undone step says it itself."""
    closes = closed_on is not None and closed_on != strand.closed_on
    if closes and how.get("step") != Kind.UNDO and not how.get("reason"):
        return _("Write why the strand is closed.")
    return None


@transaction.atomic
def move_strand(
    *, by: User | None, strand: Strand, expected_revision: int, up: bool, **how: Unpack[How]
) -> None:
    """Let a parallel strand change places with the one before it, or after it: one act.

    The first stays first, and the last last. Raises Stale when the strand itself was changed since.
    """
    listed = list(
        Strand.objects.select_for_update()
        .filter(region=strand.region_id, phase=strand.phase_id, is_main=False)
        .order_by("pk")
    )
    now = sorted(listed, key=lambda one: (one.position, one.number))
    here = next((n for n, one in enumerate(now) if one.pk == strand.pk), None)
    if here is None:
        raise ValidationError(_("The main strand stands first."))
    if now[here].revision != expected_revision:
        raise Stale(now[here])
    there = here + (-1 if up else 1)
    if not 0 <= there < len(now):
        return
    places = _apart(one.position for one in now)
    now[here], now[there] = now[there], now[here]
    wanted = dict(zip([one.pk for one in now], places, strict=True))
    together: How = {"change_set": uuid4(), **how}
    for one in listed:
        if one.position != wanted[one.pk]:
            record(one, by=by, expected=one.revision, **together, position=wanted[one.pk])


def _apart(positions: Iterable[int]) -> list[int]:
    """The same places, no two of them the same."""
    found: list[int] = []
    for position in positions:
        found.append(max(position, found[-1] + 1) if found else position)
    return found


def check_place(strand: Strand, milestone: Milestone) -> None:
    """What lies before a parallel strand's first milestone belongs to the main strand."""
    other_phase = milestone.phase_id != strand.phase_id
    if other_phase or milestone.position < strand.first_milestone.position:
        raise ValidationError(_("This milestone does not belong to this strand."))


def belongs(person: User, strand: Strand) -> bool:
    """Whether someone is of the region that a strand is of."""
    return person.memberships.filter(region=strand.region_id, removed=False).exists()
