"""Writes of the reports: `verb(*, by, …)`, one transaction each, side effects on commit."""

from reports.actions.agreements import agree, change_agreement
from reports.actions.bundles import ask_for_bundle, stop_bundle
from reports.actions.drafts import answer
from reports.actions.gatherings import (
    add_agenda_item,
    change_agenda_item,
    change_decision,
    decide,
    move_agenda_item,
    publish_gathering,
    remove_agenda_item,
)
from reports.actions.groups import make_groups, move_region
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
    "add_agenda_item",
    "add_question",
    "add_remark",
    "agree",
    "answer",
    "approve",
    "ask_for_bundle",
    "ask_regions",
    "begin_review",
    "change_agenda_item",
    "change_agreement",
    "change_decision",
    "change_letter",
    "change_question",
    "change_regions",
    "change_remark",
    "change_round",
    "decide",
    "drop_letter",
    "hand_in",
    "make_groups",
    "move_agenda_item",
    "move_question",
    "move_region",
    "publish_gathering",
    "put_back",
    "remind",
    "remove_agenda_item",
    "remove_question",
    "send_again",
    "send_back",
    "send_letter",
    "send_letters",
    "set_up_round",
    "stop_bundle",
    "take_back",
    "withdraw_edition",
]
