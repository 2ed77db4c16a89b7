"""What the pages of learning between regions are made from, as frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from checkpoints.actions.strands import belongs
from checkpoints.asked import Point
from checkpoints.models import (
    Assessment,
    Attachment,
    Checkpoint,
    CheckpointWording,
    Strand,
)
from checkpoints.pages.help import Asked, asked_about
from checkpoints.queries import CheckpointFacts, checkpoint_facts, events
from checkpoints.queries.learning import (
    Contact,
    Shared,
    Topic,
    Wanted,
    evidence_chosen,
    how_many_met,
    how_many_regions_by_phase,
    how_many_regions_go_through,
    shared_about,
    topics,
)
from regions.models import User
from regions.norwegian import in_order
from regions.reading import Reading
from regions.wording import Text


@dataclass(frozen=True)
class Before:
    """How many regions had met a checkpoint at an event that has passed."""

    event: Point
    met: int


@dataclass(frozen=True)
class Own:
    """The same checkpoint in a region of one's own."""

    region: str
    address: str


@dataclass(frozen=True)
class LearningPage:
    """What there is to learn about a checkpoint."""

    checkpoint: CheckpointFacts
    milestone: Text
    met: int  # regions
    regions: int  # that could
    before: Before | None
    shared: tuple[tuple[Shared, str], ...]  # each with where it is changed, by those who may
    asked: tuple[Asked, ...]
    own: tuple[Own, ...]
    across: str  # the checkpoint's page of all regions


def learning_page(wording: CheckpointWording, user: User, language: str) -> LearningPage:
    """What there is to learn about a checkpoint today: 9 queries."""
    checkpoint = wording.checkpoint
    return LearningPage(
        checkpoint_facts(wording, language),
        checkpoint.milestone.text(language),
        how_many_met(checkpoint, Reading.today()),
        how_many_regions_go_through(checkpoint.milestone),
        _before(checkpoint),
        tuple((one, _changed_at(one, checkpoint, user)) for one in shared_about(checkpoint)),
        asked_about(checkpoint, user.standing, language),
        _own(checkpoint, user),
        reverse("checkpoints:checkpoint_across", args=_where(checkpoint)),
    )


def _before(checkpoint: Checkpoint) -> Before | None:
    """At the latest event that has passed; none before the first."""
    today = Reading.today()
    points = map(Point.of_event, events(checkpoint.milestone.phase, today))
    passed = [one for one in points if one and one.day < today.day]
    if not passed:
        return None
    latest = max(passed, key=lambda one: one.day)
    return Before(latest, how_many_met(checkpoint, Reading.as_of(latest.day)))


def _changed_at(one: Shared, checkpoint: Checkpoint, user: User) -> str:
    """Where what is shared is changed; empty for those who may not."""
    if not user.standing.edits(one.region):
        return ""
    where = [one.region_slug, one.strand_number, checkpoint.milestone.slug, checkpoint.slug]
    return reverse("checkpoints:share", args=where)


def _own(checkpoint: Checkpoint, user: User) -> tuple[Own, ...]:
    """In each of one's regions, on its main strand: 1 query."""
    rows = (
        Strand.objects.filter(
            region__in=user.standing.regions, phase=checkpoint.milestone.phase_id, is_main=True
        )
        .order_by(in_order("region__name"))
        .values_list("region__name", "region__slug", "number")
    )
    slug = checkpoint.milestone.slug
    return tuple(
        Own(name, f"{reverse('checkpoints:milestone', args=[*where, slug])}#{checkpoint.slug}")
        for name, *where in rows
    )


@dataclass(frozen=True)
class TopicLine:
    """A checkpoint in the list, and where there is more about it."""

    topic: Topic
    checkpoint: CheckpointFacts
    regions: int
    address: str


@dataclass(frozen=True)
class TopicGroup:
    """A milestone's checkpoints; `phase` is said where another phase begins."""

    phase: Text
    milestone: Text
    lines: tuple[TopicLine, ...]
    begins_phase: bool


def learning_index(wanted: Wanted, language: str) -> tuple[TopicGroup, ...]:
    """All checkpoints in use that are asked for, by milestone: 5 queries."""
    regions = how_many_regions_by_phase()
    listed = groupby(topics(wanted), key=lambda one: one.wording.checkpoint.milestone)
    groups: list[TopicGroup] = []
    for milestone, found in listed:
        phase = milestone.phase.text(language)
        lines = (_line(one, regions.get(milestone.phase_id, 0), language) for one in found)
        begins = not groups or groups[-1].phase != phase
        groups.append(TopicGroup(phase, milestone.text(language), tuple(lines), begins))
    return tuple(groups)


def _line(topic: Topic, regions: int, language: str) -> TopicLine:
    checkpoint = topic.wording.checkpoint
    address = learning_address(checkpoint)
    return TopicLine(topic, checkpoint_facts(topic.wording, language), regions, address)


def learning_address(checkpoint: Checkpoint) -> str:
    return reverse("checkpoints:learning", args=_where(checkpoint))


def _where(checkpoint: Checkpoint) -> list[str]:
    """What stands in addresses: phase, milestone, checkpoint."""
    milestone = checkpoint.milestone
    return [milestone.phase.slug, milestone.slug, checkpoint.slug]


def as_others_read(
    assessment: Assessment,
    text: str,
    contact: User | None,
    evidence: Iterable[Attachment],
) -> Shared:
    """What others would read of a checkpoint, were this shared: 1 or 2 queries."""
    strand = assessment.strand
    return Shared(
        strand=strand.pk,
        region=strand.region_id,
        region_name=strand.region.name,
        region_slug=strand.region.slug,
        strand_number=strand.number,
        theme=strand.theme,
        text=text,
        shared_at=None,
        met_on=assessment.met_on,
        contact=_reachable(contact, strand),
        evidence=evidence_chosen(evidence),
    )


def _reachable(contact: User | None, strand: Strand) -> Contact | None:
    """Someone as a contact, unless they have left."""
    if contact is None or not contact.is_active or not belongs(contact, strand):
        return None
    return Contact(contact.name, contact.email)
