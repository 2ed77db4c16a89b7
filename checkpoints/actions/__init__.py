"""Writes. Each is one transaction, checks what crosses tables, and leaves a revision behind."""

from checkpoints.actions.assessments import (
    Confirmed,
    assess,
    assessment_of,
    assessments_of,
    confirm,
    confirm_all,
    hints_about,
    said,
    status_before_tick,
    tick,
)
from checkpoints.actions.calendar import SLUGS, add_event, change_event
from checkpoints.actions.days import far_from, hint_about
from checkpoints.actions.evidence import attach, change_evidence, detach, link, upload
from checkpoints.actions.keeping import delete_view, rename_view, save_view
from checkpoints.actions.learning import (
    answer,
    ask_for_help,
    change_answer,
    change_request,
    close_request,
    share,
    share_evidence,
    sharing_of,
)
from checkpoints.actions.plans import decide, plan, plan_of, plans_of
from checkpoints.actions.strands import (
    add_main_strand,
    add_parallel_strand,
    change_strand,
    move_strand,
)
from checkpoints.actions.verifying import verification_of, verify

__all__ = [
    "SLUGS",
    "Confirmed",
    "add_event",
    "add_main_strand",
    "add_parallel_strand",
    "answer",
    "ask_for_help",
    "assess",
    "assessment_of",
    "assessments_of",
    "attach",
    "change_answer",
    "change_event",
    "change_evidence",
    "change_request",
    "change_strand",
    "close_request",
    "confirm",
    "confirm_all",
    "decide",
    "delete_view",
    "detach",
    "far_from",
    "hint_about",
    "hints_about",
    "link",
    "move_strand",
    "plan",
    "plan_of",
    "plans_of",
    "rename_view",
    "said",
    "save_view",
    "share",
    "share_evidence",
    "sharing_of",
    "status_before_tick",
    "tick",
    "upload",
    "verification_of",
    "verify",
]
