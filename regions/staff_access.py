"""The fetch is the check, for the pages on people, regions and who takes part in them."""

from django.http import Http404

from regions.access import region_to_see, staff_only, staff_to_edit
from regions.models import Membership, Participation, Region, User


def person_to_edit(user: User, pk: int) -> User:
    """A person; for programme staff alone, others are not told that the person exists."""
    staff_only(user)
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def region_to_describe(user: User, slug: str) -> Region:
    """A region whose name, language and municipalities someone may change: programme staff."""
    region = region_to_see(user, slug)
    staff_to_edit(user)
    return region


def membership_to_end(user: User, slug: str, pk: int) -> Membership:
    """A membership that lasts; programme staff alone end it."""
    region = region_to_see(user, slug)
    staff_to_edit(user)
    found = region.memberships.select_related("user").filter(pk=pk, removed=False).first()
    if found is None:
        raise Http404
    found.region = region
    return found


def participation_to_edit(user: User, slug: str, pk: int) -> Participation:
    """A municipality's part in a region, also one that was removed."""
    region = region_to_describe(user, slug)
    found = region.participations.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.region = region
    return found
