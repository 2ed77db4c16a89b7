"""The fetch is the check: whoever may not see a thing gets 404, whoever may not change it 403."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from regions.models import ApiToken, Region, User


class SignedInRequest(HttpRequest):
    """What a view gets: the middleware lets nobody else in."""

    user: User  # never AnonymousUser: LoginRequiredMiddleware


type View[**Where, Answer] = Callable[Concatenate[SignedInRequest, Where], Answer]


def for_the_programme[**Where, Answer: HttpResponseBase](
    view: View[Where, Answer],
) -> View[Where, Answer]:
    """A page about all regions: for everyone with a role. To others there is no such page."""

    @wraps(view)
    def checked(request: SignedInRequest, /, *args: Where.args, **kwargs: Where.kwargs) -> Answer:
        if not request.user.standing.has_a_role:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


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


def token_to_end(user: User, pk: int) -> ApiToken:
    """A key of one's own; others are not told that it exists."""
    found = user.tokens.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
