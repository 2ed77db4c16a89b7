"""What each region needs help with and has to offer, by checkpoint, today or as of a day.

A region needs what any of its strands does, and knows what any of them has met, also one that was
closed since. The strongest need of a checkpoint counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from checkpoints.models import (
    Checkpoint,
    HelpRequest,
    Outcome,
    Phase,
    Plan,
    Sharing,
    Status,
    Strand,
)
from checkpoints.queries.progress import assessments
from checkpoints.queries.through import key, of
from regions.dated import holds_on
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading
from reports.gathering.matching import Need, Offer, Participant

type At = tuple[int, int]  # a strand and a checkpoint, or a milestone


@dataclass(frozen=True)
class _Strand:
    region: int
    goes_on: bool
    first: int  # position of its first milestone


@dataclass
class _Found:
    """What is found of one region."""

    needs: dict[int, Need] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)

    def need(self, topic: int, need: Need) -> None:
        self.needs[topic] = max(need, self.needs.get(topic, need))

    def offer(self, topic: int, offer: Offer) -> None:
        self.offers[topic] = max(offer, self.offers.get(topic, offer))


def participants(phase: Phase, reading: Reading) -> tuple[Participant, ...]:
    """The regions of the programme, by name: 7 queries, whatever their number."""
    rows = reading.rows(Region).filter(**{f"{of(reading)}programme": phase.programme_id})
    regions = rows.order_by(in_order("name"), "pk").values_list(key(reading), flat=True)
    found = {region: _Found() for region in regions}
    strands = _strands(phase, reading)
    asked = dict(_checkpoints(phase, reading))
    standing = _statuses(phase, reading)
    for (strand, topic), need in _needs(phase, reading, strands, asked, standing):
        if topic in asked and strands[strand].goes_on and strands[strand].region in found:
            found[strands[strand].region].need(topic, need)
    for (strand, topic), offer in _offers(phase, reading, standing):
        if topic in asked and strands[strand].region in found:
            found[strands[strand].region].offer(topic, offer)
    return tuple(Participant(one, what.needs, what.offers) for one, what in found.items())


# Needs and offers


def _needs(
    phase: Phase,
    reading: Reading,
    strands: dict[int, _Strand],
    asked: dict[int, tuple[int, int]],
    standing: dict[At, tuple[str, bool]],
) -> Iterator[tuple[At, Need]]:
    yield from ((at, Need.ASKS) for at in _requests(phase, reading))
    for at, (status, unsure) in standing.items():
        if status == Status.ON_HOLD:
            yield at, Need.ON_HOLD
        if unsure:
            yield at, Need.UNSURE
    for strand, milestone in _late(phase, reading):
        for topic, (there, position) in asked.items():
            status, _unsure = standing.get((strand, topic), (Status.NOT_STARTED, False))
            begun = strands[strand].first <= position
            if there == milestone and begun and Status(status).open:
                yield (strand, topic), Need.LATE


def _offers(
    phase: Phase, reading: Reading, standing: dict[At, tuple[str, bool]]
) -> Iterator[tuple[At, Offer]]:
    """What is met; what is told of a checkpoint counts as long as it is met."""
    told = set(_told(phase, reading))
    for at, (status, _unsure) in standing.items():
        if status == Status.MET:
            yield at, Offer.SHARES if at in told else Offer.MET


# Reads: 1 query each


def _strands(phase: Phase, reading: Reading) -> dict[int, _Strand]:
    own = of(reading)
    rows = reading.rows(Strand).filter(**{f"{own}phase": phase}).order_by()
    listed = rows.values_list(
        key(reading), f"{own}region_id", f"{own}is_main", "closed_on", "first_milestone__position"
    )
    return {
        strand: _Strand(region, is_main or not closed_on or closed_on > reading.day, first)
        for strand, region, is_main, closed_on, first in listed
    }


def _checkpoints(phase: Phase, reading: Reading) -> Iterator[tuple[int, tuple[int, int]]]:
    """Those in use, each with its milestone and that one's position."""
    rows = Checkpoint.objects.filter(holds_on(reading.day), milestone__phase=phase)
    for pk, milestone, position in rows.order_by("pk").values_list(
        "pk", "milestone_id", "milestone__position"
    ):
        yield pk, (milestone, position)


def _statuses(phase: Phase, reading: Reading) -> dict[At, tuple[str, bool]]:
    """What is met, on hold, not applicable or unsure. What only began needs nothing by itself."""
    told = Q(status__in=[Status.MET, Status.ON_HOLD, Status.NOT_APPLICABLE]) | Q(unsure=True)
    rows = assessments(reading).filter(told, strand__phase=phase).order_by()
    listed = rows.values_list("strand_id", "checkpoint_id", "status", "unsure")
    return {(strand, topic): (status, unsure) for strand, topic, status, unsure in listed}


def _requests(phase: Phase, reading: Reading) -> Iterable[At]:
    rows = _at_checkpoints(HelpRequest, reading)
    found: Iterable[At] = rows.filter(outcome=Outcome.OPEN, strand__phase=phase)
    return found


def _told(phase: Phase, reading: Reading) -> Iterable[At]:
    rows = _at_checkpoints(Sharing, reading)
    found: Iterable[At] = rows.filter(removed=False, strand__phase=phase)
    return found


def _at_checkpoints(model: type[HelpRequest | Sharing], reading: Reading) -> Any:
    return reading.rows(model).order_by().values_list("strand_id", "checkpoint_id")


def _late(phase: Phase, reading: Reading) -> Iterable[At]:
    """Strands and the milestones whose planned end has passed."""
    rows = reading.rows(Plan).filter(ends_on__lt=reading.day, strand__phase=phase).order_by()
    found: Iterable[At] = rows.values_list("strand_id", "milestone_id")
    return found
