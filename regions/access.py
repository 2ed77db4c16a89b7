"""The fetch is the check: whoever may not see a thing gets 404, whoever may not change it 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from regions.models import Region, User


class SignedInRequest(HttpRequest):
    """What a view gets: the middleware lets nobody else in."""

    user: User  # never AnonymousUser: LoginRequiredMiddleware


def region_to_see(user: User, slug: str) -> Region:
    """A region whose own page someone may read: their own, or any for programme staff."""
    region = Region.objects.filter(slug=slug).first()
    if region is None or not user.standing.sees(region.pk):
        raise Http404
    return region


def region_to_edit(user: User, slug: str) -> Region:
    """A region whose checkpoints and strands someone may change: its coordinators."""
    region = region_to_see(user, slug)
    if not user.standing.edits(region.pk):
        raise PermissionDenied
    return region


def region_to_invite_to(user: User, slug: str) -> Region:
    """A region that someone may bring people into: coordinators their own, programme staff any."""
    region = region_to_see(user, slug)
    if not (user.standing.staff or user.standing.edits(region.pk)):
        raise PermissionDenied
    return region


def staff_only(user: User) -> None:
    """For pages that exist for programme staff alone."""
    if not user.standing.staff:
        raise Http404


def staff_to_edit(user: User) -> None:
    """For what everyone may read and programme staff change."""
    if not user.standing.staff:
        raise PermissionDenied
