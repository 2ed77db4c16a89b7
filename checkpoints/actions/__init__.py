"""Writes. Each is one transaction, checks what crosses tables, and leaves a revision behind."""

from checkpoints.actions.assessments import (
    assess,
    assessment_of,
    hints_about,
    status_before_tick,
    tick,
    untick,
)
from checkpoints.actions.calendar import SLUGS, add_event, change_event
from checkpoints.actions.days import far_from, hint_about
from checkpoints.actions.plans import decide, plan, plan_of
from checkpoints.actions.strands import add_main_strand, add_parallel_strand

__all__ = [
    "SLUGS",
    "add_event",
    "add_main_strand",
    "add_parallel_strand",
    "assess",
    "assessment_of",
    "change_event",
    "decide",
    "far_from",
    "hint_about",
    "hints_about",
    "plan",
    "plan_of",
    "status_before_tick",
    "tick",
    "untick",
]
