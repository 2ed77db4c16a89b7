"""Where a strand stands on a checkpoint: assessing, ticking, taking a tick back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from, hint_about
from checkpoints.actions.strands import check_place
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Checkpoint,
    CheckpointKind,
    CheckpointWording,
    Phase,
    Status,
    Strand,
)
from regions import clock
from regions.history import Kind, record
from regions.models import User

EDITABLE = ("status", "met_on", "due_on", "text", "responsible", "responsible_name", "unsure")


def assess(
    *,
    by: User | None,
    strand: Strand,
    wording: CheckpointWording,
    expected_revision: int,
    row: Assessment | None = None,
    at: datetime | None = None,
    step: Kind = Kind.CHANGE,
    reason: str = "",
    change_set: UUID | None = None,
    **changes: Any,
) -> Assessment:
    """Record where a strand stands on a checkpoint, under the wording it was read in.

    `changes` are any of status, met_on, due_on, text, responsible, responsible_name, unsure; what
    is not named stays. `row` spares the reading of the current row when the caller has it.
    Raises ValidationError by field, and Stale when someone else saved first.
    """
    checkpoint = wording.checkpoint
    row = row or assessment_of(strand, wording)
    state = {name: getattr(row, name) for name in EDITABLE} | changes
    day = clock.day_of(at) if at else clock.today()
    if state["status"] == Status.MET:
        state["met_on"] = state["met_on"] or day
    elif state["met_on"] == row.met_on:
        state["met_on"] = None  # nobody chose it: it belongs to the tick that is taken back
    if not checkpoint.in_use(day):
        raise ValidationError(_("This checkpoint is no longer in use."))
    _check_assessment(strand, checkpoint, row, state, chosen=changes.keys())
    return record(
        row,
        by=by,
        expected=expected_revision,
        at=at,
        step=step,
        reason=reason,
        change_set=change_set,
        wording=wording,
        **state,
    )


def assessment_of(strand: Strand, wording: CheckpointWording) -> Assessment:
    """The current row, or a new one that is not saved: no row means not started."""
    checkpoint = wording.checkpoint
    people = Assessment.objects.select_related("responsible", "changed_by")
    return people.filter(strand=strand, checkpoint=checkpoint).first() or Assessment(
        strand=strand,
        milestone=checkpoint.milestone,
        checkpoint=checkpoint,
        checkpoint_kind=checkpoint.kind,
        wording=wording,
        status=Status.NOT_STARTED,
    )


def tick(
    *,
    by: User | None,
    strand: Strand,
    wording: CheckpointWording,
    expected_revision: int,
    row: Assessment | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Mark as met, today."""
    return assess(
        by=by,
        strand=strand,
        wording=wording,
        expected_revision=expected_revision,
        row=row,
        at=at,
        status=Status.MET,
    )


def untick(
    *,
    by: User | None,
    strand: Strand,
    wording: CheckpointWording,
    expected_revision: int,
    row: Assessment | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Take a tick back: the status becomes what it was before; words and history stay."""
    row = row or assessment_of(strand, wording)
    return assess(
        by=by,
        strand=strand,
        wording=wording,
        expected_revision=expected_revision,
        row=row,
        at=at,
        status=status_before_tick(row),
    )


def status_before_tick(row: Assessment) -> str:
    """The last status in the history that was not *met*."""
    others = AssessmentRevision.objects.filter(of=row.pk).exclude(status=Status.MET)
    before = others.order_by("-number").values_list("status", flat=True).first()
    return before or Status.NOT_STARTED


def _check_assessment(
    strand: Strand,
    checkpoint: Checkpoint,
    row: Assessment,
    state: dict[str, Any],
    *,
    chosen: Collection[str],
) -> None:
    """`chosen` is what the person filled in; what was filled in for them is no slip of theirs."""
    errors: dict[str, Any] = {}
    new_person = state["responsible"] if state["responsible"] != row.responsible else None
    if state["status"] not in Status.values:
        errors["status"] = _("Choose one of the statuses.")
    answered = checkpoint.kind == CheckpointKind.QUESTION and state["status"] == Status.MET
    if answered and not state["text"].strip():
        errors["text"] = _("Write an answer before you mark the question answered.")
    if state["met_on"] and state["status"] != Status.MET:
        errors["met_on"] = _("Only what is met has a date for it.")
    if len(state["text"]) > Assessment.TEXT_LIMIT:
        errors["text"] = _("Write at most %(limit)d characters; this is %(length)d.") % {
            "limit": Assessment.TEXT_LIMIT,
            "length": len(state["text"]),
        }
    if state["responsible"] and state["responsible_name"]:
        errors["responsible_name"] = _("Choose a person or write a name, not both.")
    elif new_person and not _is_of(new_person, strand):
        errors["responsible"] = _("Choose someone who belongs to the region.")
    for name in {"met_on", "due_on"} & set(chosen):
        if problem := far_from(strand.phase, state[name]):
            errors[name] = problem
    check_place(strand, checkpoint.milestone)
    if errors:
        raise ValidationError(errors)


def _is_of(person: User, strand: Strand) -> bool:
    return person.memberships.filter(region=strand.region_id, removed=False).exists()


def hints_about(row: Assessment, phase: Phase) -> list[str]:
    """What is odd about an assessment's days, and was saved all the same."""
    hints = [hint for day in (row.met_on, row.due_on) if (hint := hint_about(phase, day))]
    if row.met_on and row.met_on > clock.day_of(row.changed_at):
        hints.append(_("The date lies ahead. Is it right?"))
    return [str(hint) for hint in hints]
