"""Writes. Each is one transaction, checks what crosses tables, and leaves a revision behind."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Checkpoint,
    CheckpointKind,
    CheckpointWording,
    Decision,
    Event,
    EventKind,
    Milestone,
    Phase,
    Plan,
    Status,
    Strand,
)
from regions import clock
from regions.history import Kind, record
from regions.models import Region, User

SLUGS = {
    EventKind.KICKOFF: "oppstart",
    EventKind.GATHERING: "samling",
    EventKind.REPORT: "rapport",
    EventKind.FINAL_REPORT: "sluttrapport",
}


A_YEAR = 365  # days; a date farther than this outside its phase is taken for a slip

# Assessments


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


EDITABLE = ("status", "met_on", "due_on", "text", "responsible", "responsible_name", "unsure")


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
    _check_place(strand, checkpoint.milestone)
    if errors:
        raise ValidationError(errors)


def _is_of(person: User, strand: Strand) -> bool:
    return person.memberships.filter(region=strand.region_id, removed=False).exists()


def _check_place(strand: Strand, milestone: Milestone) -> None:
    """What lies before a parallel strand's first milestone belongs to the main strand."""
    other_phase = milestone.phase_id != strand.phase_id
    if other_phase or milestone.position < strand.first_milestone.position:
        raise ValidationError(_("This milestone does not belong to this strand."))


def far_from(phase: Phase, day: date | None) -> Any:
    """What is wrong with a day more than a year outside the phase, or nothing."""
    if day is None or _days_outside(phase, day) <= A_YEAR:
        return None
    return _("The date is more than a year outside the phase (%(start)s–%(end)s).") % {
        "start": f"{phase.starts_on:%d.%m.%Y}",
        "end": f"{phase.ends_on:%d.%m.%Y}",
    }


def hints_about(row: Assessment, phase: Phase) -> list[str]:
    """What is odd about an assessment's days, and was saved all the same."""
    hints = [hint for day in (row.met_on, row.due_on) if (hint := hint_about(phase, day))]
    if row.met_on and row.met_on > clock.day_of(row.changed_at):
        hints.append(_("The date lies ahead. Is it right?"))
    return [str(hint) for hint in hints]


def hint_about(phase: Phase, day: date | None) -> Any:
    """What to say, without refusing it, of a day that is a little outside the phase."""
    if day is None or not 0 < _days_outside(phase, day) <= A_YEAR:
        return None
    return _("The date is outside the phase (%(start)s–%(end)s). Is it right?") % {
        "start": f"{phase.starts_on:%d.%m.%Y}",
        "end": f"{phase.ends_on:%d.%m.%Y}",
    }


def _days_outside(phase: Phase, day: date) -> int:
    return max((phase.starts_on - day).days, (day - phase.ends_on).days, 0)


# Plans and decisions


def plan(
    *,
    by: User | None,
    strand: Strand,
    milestone: Milestone,
    expected_revision: int,
    starts_on: date | None,
    ends_on: date | None,
    reason: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Plan:
    """Set or move the planned days of a strand at a milestone."""
    _check_place(strand, milestone)
    errors = {
        name: problem
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if (problem := far_from(strand.phase, day))
    }
    if starts_on and ends_on and ends_on < starts_on:
        errors["ends_on"] = _("The planned end must not be before the planned start.")
    if errors:
        raise ValidationError(errors)
    return record(
        plan_of(strand, milestone),
        by=by,
        expected=expected_revision,
        at=at,
        reason=reason,
        change_set=change_set,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def plan_of(strand: Strand, milestone: Milestone) -> Plan:
    """The current plan, or a new one that is not saved."""
    found = Plan.objects.filter(strand=strand, milestone=milestone).first()
    return found or Plan(strand=strand, milestone=milestone)


def decide(
    *,
    by: User | None,
    strand: Strand,
    milestone: Milestone,
    expected_revision: int,
    decided_on: date,
    body: str,
    note: str = "",
    removed: bool = False,
    decision: Decision | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Decision:
    """Record a decision at a milestone, or correct or remove one that was recorded."""
    _check_place(strand, milestone)
    if problem := far_from(strand.phase, decided_on):
        raise ValidationError({"decided_on": problem})
    return record(
        decision or Decision(strand=strand, milestone=milestone),
        by=by,
        expected=expected_revision,
        at=at,
        reason=reason,
        decided_on=decided_on,
        body=body,
        note=note,
        removed=removed,
    )


# Strands


def add_main_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Strand | None:
    """The strand that every region has in a phase with milestones; none where there are none."""
    first = phase.milestones.first()
    if first is None or region.strands.filter(phase=phase, is_main=True).exists():
        return None
    return _add_strand(
        by=by, region=region, phase=phase, is_main=True, first=first, at=at, change_set=change_set
    )


def add_parallel_strand(
    *,
    by: User | None,
    region: Region,
    theme: str,
    first_milestone: Milestone,
    at: datetime | None = None,
) -> Strand:
    """A strand of its own theme that begins at a later milestone."""
    return _add_strand(
        by=by,
        region=region,
        phase=first_milestone.phase,
        is_main=False,
        first=first_milestone,
        theme=theme,
        at=at,
    )


def _add_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    is_main: bool,
    first: Milestone,
    theme: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Strand:
    number = 1 + region.strands.count()
    strand = Strand(region=region, phase=phase, number=number, is_main=is_main)
    return record(
        strand,
        by=by,
        expected=0,
        at=at,
        step=Kind.IMPORT if change_set else Kind.CHANGE,
        change_set=change_set,
        theme=theme,
        first_milestone=first,
        position=number,
    )


# The calendar


def add_event(
    *,
    by: User | None,
    phase: Phase,
    kind: EventKind,
    starts_on: date | None = None,
    ends_on: date | None = None,
    place: str = "",
    note: str = "",
    at: datetime | None = None,
    position: int | None = None,
    change_set: UUID | None = None,
) -> Event:
    """Put a new event last in a phase's calendar, or at a position; its date may be unset."""
    with transaction.atomic():
        number = 1 + phase.events.filter(kind=kind).count()
        lone = kind in (EventKind.KICKOFF, EventKind.FINAL_REPORT) and number == 1
        slug = SLUGS[kind] if lone else f"{SLUGS[kind]}-{number}"
        event = Event(phase=phase, kind=kind, number=number, slug=slug)
        place_last = 1 + phase.events.count()
        return change_event(
            by=by,
            event=event,
            expected_revision=0,
            at=at,
            starts_on=starts_on,
            ends_on=ends_on,
            place=place,
            note=note,
            position=position or place_last,
            change_set=change_set,
        )


def change_event(
    *,
    by: User | None,
    event: Event,
    expected_revision: int,
    position: int,
    starts_on: date | None,
    ends_on: date | None,
    place: str = "",
    note: str = "",
    removed: bool = False,
    reason: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Event:
    """Set or move an event of the calendar."""
    errors = {
        name: problem
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if (problem := far_from(event.phase, day))
    }
    if ends_on and (starts_on is None or ends_on < starts_on):
        errors["ends_on"] = _("The last day must not be before the first.")
    if errors:
        raise ValidationError(errors)
    return record(
        event,
        by=by,
        expected=expected_revision,
        at=at,
        reason=reason,
        position=position,
        step=Kind.IMPORT if change_set else Kind.CHANGE,
        change_set=change_set,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        note=note,
        removed=removed,
    )
