"""Where a strand stands on a checkpoint: assessing, ticking, taking a tick back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from, hint_about
from checkpoints.actions.strands import belongs, check_place
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
from regions.history import How, Kind, Stale, as_it_stood, record
from regions.markdown import too_many_lines
from regions.models import User

EDITABLE = ("status", "met_on", "due_on", "text", "responsible", "responsible_name", "unsure")


class Assessed(How, total=False):
    """What may be said of a checkpoint; what is not named stays as it is."""

    status: str
    met_on: date | None
    due_on: date | None
    text: str
    responsible: User | None
    responsible_name: str
    unsure: bool


def assess(
    *,
    by: User | None,
    strand: Strand,
    wording: CheckpointWording,
    expected_revision: int,
    row: Assessment | None = None,
    **facts: Unpack[Assessed],
) -> Assessment:
    """Record where a strand stands on a checkpoint, under the wording it was read in.

    `row` spares the reading of the current row when the caller has it. Raises ValidationError by
    field, and Stale when someone else saved first.
    """
    checkpoint = wording.checkpoint
    row = row or assessment_of(strand, wording)
    changes: dict[str, Any] = {n: value for n, value in facts.items() if n in EDITABLE}
    how: Any = {n: value for n, value in facts.items() if n not in EDITABLE}
    state = said(row) | changes
    day = _day(facts.get("at"))
    if state["status"] == Status.MET:
        state["met_on"] = state["met_on"] or _met_before_a_slip(row, day) or day
    elif state["met_on"] == row.met_on:
        state["met_on"] = None  # nobody chose it: it belongs to the tick that is taken back
    _check_in_use(checkpoint, day)
    _check_assessment(strand, checkpoint, row, state, chosen=changes.keys())
    return record(row, by=by, expected=expected_revision, wording=wording, **how, **state)


def confirm(
    *,
    by: User | None,
    strand: Strand,
    wording: CheckpointWording,
    expected_revision: int,
    row: Assessment | None = None,
    **how: Unpack[How],
) -> Assessment:
    """Say that a checkpoint still stands as it did at a revision: a step that changes nothing.

    That others have confirmed it meanwhile hinders nobody. Raises Stale when someone changed it:
    nobody vouches for what they have not seen. Raises ValidationError for what is not open.
    """
    row = row or assessment_of(strand, wording)
    _check_in_use(wording.checkpoint, _day(how.get("at")))
    check_place(strand, wording.checkpoint.milestone)
    how["step"] = Kind.CONFIRM
    while True:  # each further turn means that one more person has saved
        seen = as_it_stood(row, expected_revision)
        if seen is None or said(seen) != said(row):
            raise Stale(row)
        if not Status(row.status).open:
            raise ValidationError(_("Only what is open can be confirmed as unchanged."))
        if by and row.confirmed_by == by and _confirmed_on(row) == _day(how.get("at")):
            return row  # said once a day is said
        try:
            return record(row, by=by, expected=row.revision, wording=wording, **how)
        except Stale:
            row = assessment_of(strand, wording)


@dataclass(frozen=True)
class Confirmed:
    """What came of confirming several at once."""

    rows: tuple[Assessment, ...]
    changed: tuple[CheckpointWording, ...]  # left out: someone changed them meanwhile


@transaction.atomic
def confirm_all(
    *,
    by: User | None,
    strand: Strand,
    seen: Mapping[CheckpointWording, int],
    **how: Unpack[How],
) -> Confirmed:
    """Say that checkpoints still stand as they did at the revisions that were seen: one act.

    What someone changed meanwhile is left out. The order is that of the keys, for everyone: two who
    confirm the same ones at once never wait for each other in a ring.
    """
    how["change_set"] = how.get("change_set") or uuid4()
    rows = assessments_of(strand, seen)
    confirmed, changed = [], []
    for wording, revision in sorted(seen.items(), key=lambda each: each[0].checkpoint_id):
        try:
            row = confirm(
                by=by, strand=strand, wording=wording, expected_revision=revision,
                row=rows[wording], **how,
            )  # fmt: skip
        except Stale:
            changed.append(wording)
        else:
            confirmed.append(row)
    return Confirmed(tuple(confirmed), tuple(changed))


def said(row: Model) -> dict[str, Any]:
    """What a row, or one of its revisions, says of the checkpoint."""
    return {name: getattr(row, name) for name in EDITABLE}


def assessment_of(strand: Strand, wording: CheckpointWording) -> Assessment:
    """The current row, or a new one that is not saved: no row means not started."""
    return assessments_of(strand, [wording])[wording]


def assessments_of(
    strand: Strand, wordings: Iterable[CheckpointWording]
) -> Mapping[CheckpointWording, Assessment]:
    """The current row of each, with its people, or a new one that is not saved: 1 query."""
    listed = {wording.checkpoint_id: wording for wording in wordings}
    people = Assessment.objects.select_related("responsible", "changed_by", "confirmed_by")
    found = {row.checkpoint_id: row for row in people.filter(strand=strand, checkpoint__in=listed)}
    return {
        wording: found.get(key) or _not_started(strand, wording) for key, wording in listed.items()
    }


def _not_started(strand: Strand, wording: CheckpointWording) -> Assessment:
    checkpoint = wording.checkpoint
    return Assessment(
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
    met: bool,
    **how: Unpack[How],
) -> Assessment:
    """Mark as met, today; or take that back: the status becomes what it was before.

    Words and history stay. What is marked again on the day it was taken back is met since when it
    was.
    """
    row = row or assessment_of(strand, wording)
    status = Status.MET if met else status_before_tick(row)
    return assess(
        by=by, strand=strand, wording=wording, expected_revision=expected_revision, row=row,
        status=status, **how,
    )  # fmt: skip


def status_before_tick(row: Assessment) -> str:
    """The last status in the history that was not *met*."""
    others = AssessmentRevision.objects.filter(of=row.pk).exclude(status=Status.MET)
    before = others.order_by("-number").values_list("status", flat=True).first()
    return before or Status.NOT_STARTED


def _met_before_a_slip(row: Assessment, day: date) -> date | None:
    """The day that stood until the tick was taken back: on this very day, and nothing else said."""
    if row.revision <= 1 or row.status == Status.MET or clock.day_of(row.changed_at) != day:
        return None
    history = AssessmentRevision.objects.select_related("responsible")
    before = history.filter(of=row.pk, number=row.revision - 1, status=Status.MET).first()
    taken_back = {"status": row.status, "met_on": None}
    if before is None or said(before) | taken_back != said(row):
        return None
    return before.met_on


def _day(at: datetime | None) -> date:
    return clock.day_of(at) if at else clock.today()


def _confirmed_on(row: Assessment) -> date | None:
    return clock.day_of(row.confirmed_at) if row.confirmed_at else None


def _check_in_use(checkpoint: Checkpoint, day: date) -> None:
    if not checkpoint.in_use(day):
        raise ValidationError(_("This checkpoint is no longer in use."))


def _too_long(text: str, before: str) -> str:
    """What is wrong with the length of a text; empty where nothing is."""
    if len(text) <= Assessment.TEXT_LIMIT:
        return too_many_lines(text, before)
    words = _("Write at most %(limit)d characters; this is %(length)d.")
    return words % {"limit": Assessment.TEXT_LIMIT, "length": len(text)}


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
    if problem := _too_long(state["text"], row.text):
        errors["text"] = problem
    if state["responsible"] and state["responsible_name"]:
        errors["responsible_name"] = _("Choose a person or write a name, not both.")
    elif new_person and not belongs(new_person, strand):
        errors["responsible"] = _("Choose someone who belongs to the region.")
    for name in {"met_on", "due_on"} & set(chosen):
        if problem := far_from(strand.phase, state[name]):
            errors[name] = problem
    check_place(strand, checkpoint.milestone)
    if errors:
        raise ValidationError(errors)


def hints_about(row: Assessment, phase: Phase) -> list[str]:
    """What is odd about an assessment's days, and was saved all the same."""
    hints = [hint for day in (row.met_on, row.due_on) if (hint := hint_about(phase, day))]
    if row.met_on and row.met_on > clock.day_of(row.changed_at):
        hints.append(_("The date lies ahead. Is it right?"))
    return [str(hint) for hint in hints]
