"""Writes: people and their roles, regions and who takes part in them. Each leaves a revision."""

from regions.actions.people import (
    add_person,
    bring_in,
    change_person,
    choose_language,
    invite_person,
    invite_to_region,
    send_invitation,
    set_membership,
    set_role,
)
from regions.actions.places import (
    add_participation,
    add_region,
    add_region_with_host,
    change_participation,
    change_region,
)
from regions.actions.tokens import end_token, make_token

__all__ = [
    "add_participation",
    "add_person",
    "add_region",
    "add_region_with_host",
    "bring_in",
    "change_participation",
    "change_person",
    "change_region",
    "choose_language",
    "end_token",
    "invite_person",
    "invite_to_region",
    "make_token",
    "send_invitation",
    "set_membership",
    "set_role",
]
