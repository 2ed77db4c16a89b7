"""Who coordinates a region."""

from regions.models import Membership, MembershipRole, Region
from tests import makers


def test_those_who_left_or_read_or_may_not_sign_in_do_not_coordinate(db: None) -> None:
    region: Region = makers.make_region("Bodøregionen")
    kari = makers.coordinator_of(region, makers.make_person("Kari"))
    left, reads, closed = (makers.coordinator_of(region) for _ in range(3))
    Membership.objects.filter(user=left).update(removed=True)
    Membership.objects.filter(user=reads).update(role=MembershipRole.READER)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    assert [one.user for one in Membership.objects.coordinating()] == [kari]
