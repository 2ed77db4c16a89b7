"""Fills our database through the actions that users' work goes through."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.core.management import call_command
from django.db import transaction

from bench.floor import facts
from checkpoints import actions
from checkpoints.models import CheckpointWording, Milestone, Strand
from regions import actions as people
from regions.models import MembershipRole, Programme, Region, RoleName, User

FIRST_DAY = date(2014, 3, 1)
FIRST = datetime.combine(FIRST_DAY, time(12), facts.OSLO)


def fill() -> None:
    call_command("load_programme", at=FIRST_DAY, verbosity=0)
    call_command("load_regions", at=FIRST_DAY, verbosity=0)
    fill_units(facts.units())


def fill_units(units: Iterable[facts.Unit]) -> None:
    """Regions with their plans and checkpoints; the programme is there already."""
    with transaction.atomic():
        programme = Programme.objects.get()
        coordinator = add_person(facts.COORDINATOR, "Kari Nordmann")
        staff = add_person(facts.STAFF, "Ola Dahl")
        people.set_role(
            by=None, person=staff, programme=programme, role=RoleName.STAFF, expected_revision=0
        )
        milestones = list(Milestone.objects.order_by("position"))
        wordings = {
            (wording.checkpoint.milestone_id, wording.checkpoint.slug): wording
            for wording in CheckpointWording.objects.select_related("checkpoint__milestone")
        }
        for unit in units:
            strand = strand_of(unit, programme)
            put_plans(strand, unit, milestones, coordinator)
            for item, steps in unit.steps:
                wording = wordings[milestones[item.milestone].pk, item.slug]
                put_steps(strand, wording, steps, coordinator)
            if unit.slug == facts.MEASURED:
                put_people(strand, coordinator, milestones[0])


def add_person(email: str, name: str) -> User:
    person = people.add_person(by=None, name=name, email=email, at=FIRST)
    person.set_password(facts.PASSWORD)
    person.save(update_fields=["password"])
    return person


def strand_of(unit: facts.Unit, programme: Programme) -> Strand:
    """The main strand of a region, which is made where it is not among the real ones."""
    region = Region.objects.filter(slug=unit.slug).first() or people.add_region(
        by=None, programme=programme, slug=unit.slug, name=unit.name, language="nb", at=FIRST
    )
    return Strand.objects.select_related("phase", "first_milestone").get(
        region=region, is_main=True
    )


def put_plans(strand: Strand, unit: facts.Unit, milestones: list[Milestone], person: User) -> None:
    for milestone, plan in zip(milestones, unit.plans, strict=True):
        for number, ends_on in enumerate(plan.ends):
            moment = datetime.combine(facts.BEGUN, time(8 + number), facts.OSLO)
            actions.plan(
                by=person, strand=strand, milestone=milestone, expected_revision=number,
                starts_on=plan.starts_on, ends_on=ends_on, at=moment,
            )  # fmt: skip


def put_steps(
    strand: Strand, wording: CheckpointWording, steps: Iterable[facts.Step], person: User
) -> None:
    row = actions.assessment_of(strand, wording)
    for step in steps:
        row = actions.assess(
            by=person, strand=strand, wording=wording, row=row, expected_revision=row.revision,
            at=step.at, status=step.status, text=step.text, responsible_name="Rådmannen",
        )  # fmt: skip


def put_people(strand: Strand, coordinator: User, milestone: Milestone) -> None:
    """Three people in the region whose own pages are asked for, and a decision."""
    reader = MembershipRole.READER
    listed = [(coordinator, MembershipRole.COORDINATOR)]
    listed += [(add_person(f"person{n}@bench.example", f"Person {n}"), reader) for n in (1, 2)]
    for person, role in listed:
        people.set_membership(
            by=None, person=person, region=strand.region, role=role, expected_revision=0, at=FIRST
        )
    actions.decide(
        by=coordinator, strand=strand, milestone=milestone, expected_revision=0,
        decided_on=date(2015, 12, 10), body="Regionrådet",
        at=datetime(2015, 12, 11, 12, tzinfo=facts.OSLO),
    )  # fmt: skip
