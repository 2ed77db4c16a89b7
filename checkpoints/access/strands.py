"""The fetch is the check, for a region's strands themselves."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from checkpoints.access.places import Place, strand_to_see
from checkpoints.models import Phase, Strand
from checkpoints.queries import of_the_day, phases
from regions import clock
from regions.access import region_to_see
from regions.models import Region, User


def strands_to_see(user: User, region: str, phase: str = "") -> tuple[Region, Phase]:
    """A region whose strands are asked for, in the phase that is named, else in the day's."""
    found, listed = region_to_see(user, region), phases()
    if phase:
        at = next((one for one in listed if one.slug == phase), None)
    else:
        at = of_the_day(listed, clock.today())
    if at is None:
        raise Http404
    return found, at


def strands_to_edit(user: User, region: str, phase: str = "") -> tuple[Region, Phase]:
    found = strands_to_see(user, region, phase)
    if not user.standing.edits(found[0].pk):
        raise PermissionDenied
    return found


def strand_to_edit(user: User, region: str, number: int) -> Strand:
    """A parallel strand; there is nothing to change of a main one itself."""
    found = strand_to_see(user, region, number)
    if found.is_main:
        raise Http404
    return _editable(user, found)


def plan_to_edit(user: User, region: str, number: int) -> Strand:
    """A strand, main or parallel, whose plan is to be changed."""
    return _editable(user, strand_to_see(user, region, number))


def places_on(strand: Strand, *, may_edit: bool) -> list[Place]:
    """All the milestones that a strand goes through, in order: 1 query."""
    first = strand.first_milestone.position
    milestones = strand.phase.milestones.filter(position__gte=first).order_by("position")
    return [Place(strand, one, may_edit=may_edit) for one in milestones]


def _editable(user: User, strand: Strand) -> Strand:
    if not user.standing.edits(strand.region_id):
        raise PermissionDenied
    return strand
