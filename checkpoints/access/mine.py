"""The fetch is the check, for the list of one's own work."""

from django.http import Http404

from regions.models import User


def regions_of(user: User) -> frozenset[int]:
    """The regions someone coordinates or reads; whoever has none has no list of work either."""
    if not user.standing.regions:
        raise Http404
    return user.standing.regions
