"""Writes of the reports: `verb(*, by, …)`, one transaction each, side effects on commit."""

from reports.actions.agreements import agree, change_agreement
from reports.actions.drafts import answer
from reports.actions.letters import (
    Sent,
    change_letter,
    drop_letter,
    put_back,
    remind,
    send_again,
    send_letter,
    send_letters,
)
from reports.actions.remarks import add_remark, change_remark
from reports.actions.rounds import (
    add_question,
    ask_regions,
    change_question,
    change_regions,
    change_round,
    move_question,
    remove_question,
    set_up_round,
)
from reports.actions.stages import (
    approve,
    begin_review,
    hand_in,
    send_back,
    take_back,
    withdraw_edition,
)

__all__ = [
    "Sent",
    "add_question",
    "add_remark",
    "agree",
    "answer",
    "approve",
    "ask_regions",
    "begin_review",
    "change_agreement",
    "change_letter",
    "change_question",
    "change_regions",
    "change_remark",
    "change_round",
    "drop_letter",
    "hand_in",
    "move_question",
    "put_back",
    "remind",
    "remove_question",
    "send_again",
    "send_back",
    "send_letter",
    "send_letters",
    "set_up_round",
    "take_back",
    "withdraw_edition",
]
