"""The fetch is the check, for a region's spreadsheet."""

from django.core.exceptions import PermissionDenied

from regions.access import region_to_see
from regions.models import Region, User


def region_to_fill_in(user: User, slug: str) -> Region:
    """A region whose checkpoints someone may change."""
    region = region_to_see(user, slug)
    if not user.standing.edits(region.pk):
        raise PermissionDenied
    return region
