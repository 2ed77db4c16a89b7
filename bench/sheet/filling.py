"""A region with as many rows in its sheet as are asked for, on strands of the real programme."""

import os
from datetime import date

from django.core.management import call_command

from bench.ours.filling import FIRST, FIRST_DAY, add_person
from checkpoints.models import Assessment, CheckpointWording, Phase, Status, Strand
from regions import actions as people
from regions.models import MembershipRole, Programme, Region

SLUG = "stor"
WORDS = "Kommunestyret har behandlet saken, og styringsgruppen følger den opp på neste møte. "


def fill() -> None:
    """Rows with a text, days and names, written at once: saving is measured elsewhere."""
    call_command("load_programme", at=FIRST_DAY, verbosity=0)
    rows = int(os.environ["BENCH_ROWS"])
    region = people.add_region(
        by=None, programme=Programme.objects.get(), slug=SLUG, name="Stor", language="nb", at=FIRST
    )
    put_people(region)
    phase = Phase.objects.filter(milestones__isnull=False).distinct().get()
    wordings = list(
        CheckpointWording.objects.filter(checkpoint__milestone__phase=phase, superseded=False)
        .select_related("checkpoint")
        .order_by("checkpoint__milestone__position", "checkpoint__position")
    )
    put_strands(region, phase, rows // len(wordings))
    put_assessments(region, wordings)


def put_people(region: Region) -> None:
    for number in range(8):
        people.set_membership(
            by=None, person=add_person(f"person{number}@bench.example", f"Person {number}"),
            region=region, role=MembershipRole.READER, expected_revision=0, at=FIRST,
        )  # fmt: skip


def put_strands(region: Region, phase: Phase, count: int) -> None:
    """As many as are asked for, with the main one that is there."""
    first = phase.milestones.get(position=1)
    Strand.objects.bulk_create(
        Strand(
            region=region, phase=phase, number=number, position=number, is_main=False,
            theme=f"Tema {number}", first_milestone=first, revision=1, changed_at=FIRST,
        )
        for number in range(2, count + 1)
    )  # fmt: skip


def put_assessments(region: Region, wordings: list[CheckpointWording]) -> None:
    Assessment.objects.bulk_create(
        Assessment(
            strand=strand, milestone_id=wording.checkpoint.milestone_id, wording=wording,
            checkpoint=wording.checkpoint, checkpoint_kind=wording.checkpoint.kind,
            status=Status.MET if place % 2 else Status.IN_PROGRESS, text=WORDS * (1 + place % 3),
            met_on=date(2016, 5, 1 + place % 28) if place % 2 else None,
            due_on=date(2016, 12, 1 + place % 28), responsible_name=f"Person {place % 8}",
            revision=1, changed_at=FIRST,
        )
        for strand in region.strands.all()
        for place, wording in enumerate(wordings)
    )  # fmt: skip
