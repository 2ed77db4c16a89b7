"""Mail about access: a subject is one line, whatever stands in it."""

from django.core import mail

from regions.mail import tell_of_membership
from regions.models import Region
from tests import makers


def test_a_subject_is_one_line(db: None) -> None:
    region = makers.make_region()
    membership = makers.coordinator_of(region).memberships.select_related("region").get()
    Region.objects.update(name="Ny\r\nBcc: alle@example.no")
    membership.region.refresh_from_db()
    tell_of_membership(membership, "https://byregion.example/")
    (letter,) = mail.outbox
    assert letter.subject.endswith(" Ny Bcc: alle@example.no")
