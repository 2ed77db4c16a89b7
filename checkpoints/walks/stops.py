"""Checkpoints on strands, one after another: what a walk stops at, and what lists of work hold."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from checkpoints.models import Phase, Strand
from checkpoints.queries import (
    MilestoneFacts,
    StrandFacts,
    milestones_on,
    responsible_people,
    strand_facts,
    strands_as_they_stood,
    wordings_of,
)
from checkpoints.rows import AssessmentFacts, CheckpointRow, assessment_facts
from regions.models import Region
from regions.reading import Reading

type Key = tuple[int, int]  # of a strand and a checkpoint


@dataclass(frozen=True)
class Stop:
    """A checkpoint on a strand, today."""

    region: Region
    strand: StrandFacts
    milestone: MilestoneFacts
    row: CheckpointRow
    responsible: int | None  # the person's key; none for nobody, and for a free name

    @property
    def key(self) -> Key:
        return self.strand.pk, self.row.checkpoint.pk

    @property
    def at(self) -> tuple[str, int, str]:
        """What stands in addresses: region, strand, milestone."""
        return self.region.slug, self.strand.number, self.milestone.slug

    @property
    def address(self) -> str:
        """Its row on the milestone's page."""
        return f"{reverse('checkpoints:milestone', args=self.at)}#{self.row.checkpoint.slug}"

    @property
    def is_left(self) -> bool:
        """Whether somebody has to look at it: it is open, or met and yet unsure."""
        return not self.strand.closed_on and (self.row.is_open or self.row.assessment.unsure)


def stops(regions: Collection[int], phase: Phase, language: str) -> tuple[Stop, ...]:
    """All that regions are asked in a phase: 5 queries for any number.

    In the order in which it is walked: region, strand, milestone, checkpoint.
    """
    reading = Reading.today()
    strands = strands_as_they_stood(Strand.objects.filter(region__in=regions, phase=phase), reading)
    milestones = milestones_on(reading.day, phase, wordings_of(phase, reading), language)
    keys = [strand.pk for strand in strands]
    told, people = assessment_facts(keys, reading), responsible_people(keys)
    return tuple(
        Stop(strand.region, facts, milestone, row, people.get(key))
        for strand in strands
        for facts in [strand_facts(strand, reading.day)]
        for milestone in milestones
        if facts.goes_through(milestone)
        for checkpoint in milestone.checkpoints
        for key in [(strand.pk, checkpoint.pk)]
        for row in [CheckpointRow(checkpoint, told.get(key, AssessmentFacts()), reading.day)]
    )
