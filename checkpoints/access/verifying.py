"""The fetch is the check, for verifying: the region reads what the staff alone say."""

from typing import Any

from django.core.exceptions import PermissionDenied

from checkpoints.access.places import Spot, spot_to_see
from regions.models import User


def spot_to_verify(user: User, **where: Any) -> Spot:
    """A checkpoint in use, to those who say whether a region's claim about it holds."""
    spot = spot_to_see(user, **where)
    if not spot.place.may_verify:
        raise PermissionDenied
    return spot
