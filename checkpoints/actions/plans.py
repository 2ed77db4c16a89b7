"""What is planned and what was decided at a strand's milestone."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from, is_yet_to_come
from checkpoints.actions.strands import check_place
from checkpoints.models import Decision, Milestone, Phase, Plan, Strand
from regions.history import How, record
from regions.models import User


def plan(
    *,
    by: User | None,
    strand: Strand,
    milestone: Milestone,
    expected_revision: int,
    starts_on: date | None,
    ends_on: date | None,
    **how: Unpack[How],
) -> Plan:
    """Set or move the planned days of a strand at a milestone."""
    check_place(strand, milestone)
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
        **how,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def plan_of(strand: Strand, milestone: Milestone) -> Plan:
    """The current plan, or a new one that is not saved."""
    return plans_of(strand, [milestone])[0]


def plans_of(strand: Strand, milestones: Sequence[Milestone]) -> list[Plan]:
    """The current plan of each milestone, or a new one that is not saved: 1 query."""
    rows = Plan.objects.filter(strand=strand, milestone__in=milestones)
    found = {row.milestone_id: row for row in rows}
    return [found.get(one.pk) or Plan(strand=strand, milestone=one) for one in milestones]


@transaction.atomic
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
    **how: Unpack[How],
) -> Decision:
    """Record a decision at a milestone, or correct or remove one that was recorded.

    The same words of the same day once more are the same decision: the button was pressed twice.
    """
    check_place(strand, milestone)
    row = decision or Decision(strand=strand, milestone=milestone)
    if problem := _wrong_day(strand.phase, decided_on, row.decided_on, how):
        raise ValidationError({"decided_on": problem})
    if not row.revision and (twin := _recorded_already(row, decided_on, body, note)):
        return twin
    return record(
        row,
        by=by,
        expected=expected_revision,
        **how,
        decided_on=decided_on,
        body=body,
        note=note,
        removed=removed,
    )


def _recorded_already(row: Decision, decided_on: date, body: str, note: str) -> Decision | None:
    """A decision that says the same at the same place; whoever records one there has to wait."""
    # Those who assess something on the strand meanwhile do not: they may hold what this act needs.
    Strand.objects.select_for_update(no_key=True).get(pk=row.strand_id)
    said = {"decided_on": decided_on, "body": body, "note": note, "removed": False}
    return Decision.objects.filter(strand=row.strand, milestone=row.milestone, **said).first()


def _wrong_day(phase: Phase, decided_on: date, before: date | None, how: How) -> Any:
    """Why a decision cannot have been made on a day, or nothing."""
    if decided_on != before and is_yet_to_come(decided_on, how.get("at")):
        return _("A decision cannot have a date that has not been yet.")
    return far_from(phase, decided_on)
