"""The fetch is the check, for what belongs to a strand at a milestone."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from checkpoints.asked import Asked, NotThereYet
from checkpoints.models import (
    CheckpointWording,
    Decision,
    Event,
    Evidence,
    Milestone,
    Phase,
    Strand,
)
from checkpoints.queries import strands_as_they_stood
from regions import clock
from regions.access import region_to_see, staff_to_edit
from regions.dated import holds_on
from regions.models import Region, User


@dataclass(frozen=True)
class Place:
    """A strand at a milestone, and what the one who asks may do there."""

    strand: Strand
    milestone: Milestone
    may_edit: bool
    may_verify: bool = False  # what the region claims: the programme staff's

    @property
    def region(self) -> Region:
        return self.strand.region

    @property
    def where(self) -> tuple[str, int, str]:
        """What stands in addresses: region, strand, milestone."""
        return self.region.slug, self.strand.number, self.milestone.slug

    @property
    def address(self) -> str:
        return reverse("checkpoints:milestone", args=self.where)


@dataclass(frozen=True)
class Spot:
    """A checkpoint, under its current wording, at a place."""

    place: Place
    wording: CheckpointWording

    def address(self, what: str) -> str:
        """Where `assess`, `tick` or `history` of it is."""
        at = [*self.place.where, self.wording.checkpoint.slug]
        return reverse(f"checkpoints:{what}", args=at)


def strand_to_see(user: User, region: str, number: int) -> Strand:
    found = (
        Strand.objects.select_related("region", "phase", "first_milestone")
        .filter(region__slug=region, number=number)
        .first()
    )
    if found is None or not user.standing.sees(found.region_id):
        raise Http404
    return found


def place_to_see(user: User, region: str, strand: int, milestone: str) -> Place:
    found = strand_to_see(user, region, strand)
    at = found.phase.milestones.filter(slug=milestone).first()
    return _place(user, found, at)


def place_of_any_day(user: User, region: str, strand: int, milestone: str) -> Place:
    """A place whatever the day: `place_on` holds it to what the strand was on the one asked for."""
    found = strand_to_see(user, region, strand)
    at = found.phase.milestones.filter(slug=milestone).first()
    if at is None:
        raise Http404
    return _place_of(user, found, at)


def place_on(place: Place, asked: Asked) -> Place:
    """A place as it was on the day asked for: 1 query on a past day, when nobody edits anything."""
    if not asked.reading.past:
        return _gone_through(place)
    steps = strands_as_they_stood(Strand.objects.filter(pk=place.strand.pk), asked.reading)
    strand = next(iter(steps), None)
    if strand is None or place.milestone.position < strand.first_milestone.position:
        raise NotThereYet(asked)
    strand.phase = place.strand.phase
    return Place(strand, place.milestone, may_edit=False)


def place_to_edit(user: User, region: str, strand: int, milestone: str) -> Place:
    return _editable(place_to_see(user, region, strand, milestone))


def spot_to_see(
    user: User,
    region: str,
    strand: int,
    milestone: str,
    checkpoint: str,
    *,
    also_ended: bool = False,
) -> Spot:
    """A checkpoint that is in use today; for its history also one that was in use once."""
    found = strand_to_see(user, region, strand)
    in_use = Q() if also_ended else holds_on(clock.today(), "checkpoint__")
    wording = (
        CheckpointWording.objects.select_related("checkpoint__milestone")
        .filter(
            checkpoint__slug=checkpoint,
            checkpoint__milestone__slug=milestone,
            checkpoint__milestone__phase=found.phase_id,
            superseded=False,
        )
        .filter(in_use)
        .first()
    )
    if wording is None:
        raise Http404
    return Spot(_place(user, found, wording.checkpoint.milestone), wording)


def spot_to_edit(user: User, region: str, strand: int, milestone: str, checkpoint: str) -> Spot:
    spot = spot_to_see(user, region, strand, milestone, checkpoint)
    _editable(spot.place)
    return spot


def wordings_at(place: Place) -> tuple[CheckpointWording, ...]:
    """The checkpoints that are in use today at a place that was fetched: 1 query."""
    return tuple(
        CheckpointWording.objects.select_related("checkpoint__milestone")
        .filter(checkpoint__milestone=place.milestone, superseded=False)
        .filter(holds_on(clock.today(), "checkpoint__"))
        .order_by("checkpoint__position", "checkpoint_id")
    )


def decision_to_edit(user: User, region: str, strand: int, milestone: str, pk: int) -> Decision:
    place = place_to_edit(user, region, strand, milestone)
    found = Decision.objects.filter(pk=pk, strand=place.strand, milestone=place.milestone).first()
    if found is None:
        raise Http404
    found.strand, found.milestone = place.strand, place.milestone
    return found


def phase_to_see(slug: str) -> Phase:
    """A phase; everyone who is signed in reads the programme's content."""
    phase = Phase.objects.filter(slug=slug).first()
    if phase is None:
        raise Http404
    return phase


def event_to_edit(user: User, phase: str, slug: str) -> Event:
    """An event of the calendar; programme staff change it."""
    staff_to_edit(user)
    event = Event.objects.select_related("phase").filter(phase__slug=phase, slug=slug).first()
    if event is None:
        raise Http404
    return event


def evidence_to_see(user: User, region: str, pk: int) -> Evidence:
    """A region's file or link; also one that was removed, for its history leads to it."""
    rows = Evidence.objects.select_related("stored")
    found = rows.filter(region=region_to_see(user, region), pk=pk).first()
    if found is None:
        raise Http404
    return found


def _place(user: User, strand: Strand, milestone: Milestone | None) -> Place:
    if milestone is None:
        raise Http404
    return _gone_through(_place_of(user, strand, milestone))


def _place_of(user: User, strand: Strand, milestone: Milestone) -> Place:
    standing = user.standing
    return Place(strand, milestone, standing.edits(strand.region_id), may_verify=standing.staff)


def _gone_through(place: Place) -> Place:
    if place.milestone.position < place.strand.first_milestone.position:
        raise Http404
    return place


def _editable(place: Place) -> Place:
    if not place.may_edit:
        raise PermissionDenied
    return place
