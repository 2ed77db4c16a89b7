"""What is planned and what was decided at a strand's milestone."""

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from
from checkpoints.actions.strands import check_place
from checkpoints.models import Decision, Milestone, Plan, Strand
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
    """Record a decision at a milestone, or correct or remove one that was recorded."""
    check_place(strand, milestone)
    if problem := far_from(strand.phase, decided_on):
        raise ValidationError({"decided_on": problem})
    return record(
        decision or Decision(strand=strand, milestone=milestone),
        by=by,
        expected=expected_revision,
        **how,
        decided_on=decided_on,
        body=body,
        note=note,
        removed=removed,
    )
