"""The fetch is the check: whoever may not see a thing gets 404, whoever may not change it 403."""

from checkpoints.access.places import (
    Place,
    Spot,
    decision_to_edit,
    event_to_edit,
    evidence_to_see,
    phase_to_see,
    place_of_any_day,
    place_on,
    place_to_edit,
    place_to_see,
    spot_to_edit,
    spot_to_see,
    wordings_at,
)

__all__ = [
    "Place",
    "Spot",
    "decision_to_edit",
    "event_to_edit",
    "evidence_to_see",
    "phase_to_see",
    "place_of_any_day",
    "place_on",
    "place_to_edit",
    "place_to_see",
    "spot_to_edit",
    "spot_to_see",
    "wordings_at",
]
