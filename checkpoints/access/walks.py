"""The fetch is the check, for walking a region's open checkpoints."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regions.access import region_to_see
from regions.models import Region, User


def region_to_walk(user: User, slug: str) -> Region:
    """A region whose checkpoints someone may go through one after another: its coordinators."""
    region = region_to_see(user, slug)
    if not user.standing.edits(region.pk):
        raise PermissionDenied
    return region


def regions_of(user: User) -> frozenset[int]:
    """The regions someone coordinates or reads; whoever has none has no list of work either."""
    if not user.standing.regions:
        raise Http404
    return user.standing.regions
