"""The fetch is the check, for bundles: the staff make them and see all; the ministry what is ready.

Nobody else is told that there are any.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from regions import clock
from regions.models import User
from reports.access import round_of_what_was_handed_in
from reports.models import Bundle, BundlePart, BundleState, Round
from reports.queries.bundles import bundles_of, parts_of, ready_bundles


@dataclass(frozen=True)
class BundlesPlace:
    """The bundles of a round, as the one who asks may see them."""

    round: Round
    user: User

    @property
    def makes(self) -> bool:
        return self.user.standing.staff

    @property
    def is_open(self) -> bool:
        """Whether the round has opened: before, there is nothing to make a bundle of."""
        return self.round.opens_on <= clock.today()

    @property
    def where(self) -> tuple[str, str]:
        """What stands in addresses: phase, event."""
        return self.round.event.phase.slug, self.round.event.slug

    @property
    def address(self) -> str:
        return reverse("reports:bundles", args=self.where)

    @property
    def bundles(self) -> QuerySet[Bundle]:
        return bundles_of(self.round) if self.makes else ready_bundles(self.round)


@dataclass(frozen=True)
class BundlePlace:
    """A bundle that the one who asks may see."""

    bundle: Bundle
    of: BundlesPlace

    @property
    def address(self) -> str:
        return self.at("bundle")

    def at(self, what: str, *more: object) -> str:
        """Where a page of it is: `bundle_zip`, `bundle_part` with its position."""
        return reverse(f"reports:{what}", args=[*self.of.where, self.bundle.pk, *more])


def bundles_to_see(user: User, phase: str, event: str) -> BundlesPlace:
    """For the programme staff and the ministry."""
    return BundlesPlace(round_of_what_was_handed_in(user, phase, event), user)


def bundles_to_make(user: User, phase: str, event: str) -> BundlesPlace:
    place = bundles_to_see(user, phase, event)
    if not place.makes:
        raise PermissionDenied
    return place


def bundle_to_see(user: User, phase: str, event: str, pk: int) -> BundlePlace:
    place = bundles_to_see(user, phase, event)
    found = place.bundles.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.round = place.round
    return BundlePlace(found, place)


def bundle_to_stop(user: User, phase: str, event: str, pk: int) -> BundlePlace:
    found = bundle_to_see(user, phase, event, pk)
    if not found.of.makes:
        raise PermissionDenied
    return found


def finished_bundle_to_see(user: User, phase: str, event: str, pk: int) -> BundlePlace:
    """One whose files can be fetched."""
    found = bundle_to_see(user, phase, event, pk)
    if found.bundle.state != BundleState.READY:
        raise Http404
    return found


def part_to_see(
    user: User, phase: str, event: str, pk: int, position: int
) -> tuple[BundlePlace, BundlePart]:
    place = finished_bundle_to_see(user, phase, event, pk)
    found = parts_of(place.bundle).filter(position=position).first()
    if found is None:
        raise Http404
    return place, found
