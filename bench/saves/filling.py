"""Our database with a coordinator in each of the regions, each in front of the first statement."""

from bench.floor import facts
from bench.ours import filling
from bench.saves.crowd import CROWD, Seat, keep_seats, session_of
from checkpoints.models import Assessment
from regions import actions as people
from regions.models import MembershipRole, Region


def fill() -> None:
    filling.fill()
    slugs = [unit.slug for unit in facts.units()]
    keep_seats("ours", [_seat(slug, number) for number, slug in enumerate(slugs[:CROWD])])


def _seat(slug: str, number: int) -> Seat:
    region = Region.objects.get(slug=slug)
    person = filling.add_person(f"coordinator{number}@bench.example", f"Coordinator {number}")
    role = MembershipRole.COORDINATOR
    people.set_membership(
        by=None, person=person, region=region, role=role, expected_revision=0, at=filling.FIRST
    )
    row = Assessment.objects.select_related("checkpoint", "milestone").filter(
        strand__region=region, strand__is_main=True, checkpoint_kind="statement"
    )
    first = row.order_by("milestone__position", "checkpoint__position")[0]
    at = f"/regioner/{slug}/lop/1/{first.milestone.slug}/sjekkpunkt/{first.checkpoint.slug}/hak/"
    return Seat(session_of(person.pk, person), at, first.revision, met=first.status == "met")
