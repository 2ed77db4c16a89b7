"""The fetch is the check, for what a region and the programme staff agreed."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regions.access import region_to_see
from regions.models import Region, User
from reports.models import Agreement


@dataclass(frozen=True)
class AgreementsOf:
    """A region whose agreements someone may read, and what they may do with them."""

    region: Region
    writes: bool  # the programme staff: what was agreed
    answers: bool  # the region's coordinators: what became of it


def agreements_to_see(user: User, region: str) -> AgreementsOf:
    found = region_to_see(user, region)
    standing = user.standing
    return AgreementsOf(found, writes=standing.staff, answers=standing.edits(found.pk))


def agreements_to_write(user: User, region: str) -> AgreementsOf:
    found = agreements_to_see(user, region)
    if not found.writes:
        raise PermissionDenied
    return found


def agreement_to_change(user: User, region: str, pk: int) -> tuple[AgreementsOf, Agreement]:
    """For the programme staff, and the region's coordinators."""
    place = agreements_to_see(user, region)
    rows = Agreement.objects.select_related("event__phase", "changed_by")
    found = rows.filter(region=place.region, pk=pk, removed=False).first()
    if found is None:
        raise Http404
    if not (place.writes or place.answers):
        raise PermissionDenied
    return place, found
