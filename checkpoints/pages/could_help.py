"""Who could help with a checkpoint, as far as the one who looks may know it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from checkpoints.models import Checkpoint
from checkpoints.queries.at_checkpoint import Helper, helpers
from regions.standing import Standing

READ = 10  # strands that have met it, those first who share how


@dataclass(frozen=True)
class CouldHelp:
    """A region that has met a checkpoint, and since when.

    `address` is its own checkpoint, to those who see into it; `how` is what it shares of it. Either
    is empty where there is none.
    """

    region: int
    name: str
    met_on: date | None
    address: str
    how: str

    @property
    def opens(self) -> str:
        return self.address or self.how


def could_help(checkpoint: Checkpoint, phase: str, standing: Standing) -> tuple[CouldHelp, ...]:
    """The first of them: 1 query. To all but the programme staff none but those who share how."""
    known = helpers(checkpoint, most=READ, sharing=not standing.staff)
    return tuple(_line(one, checkpoint, phase, standing) for one in known)


def but(known: Iterable[CouldHelp], regions: Collection[int]) -> tuple[CouldHelp, ...]:
    """Those of them that are not some regions."""
    return tuple(one for one in known if one.region not in regions)


def _line(one: Helper, checkpoint: Checkpoint, phase: str, standing: Standing) -> CouldHelp:
    at = checkpoint.milestone.slug
    own = reverse("checkpoints:milestone", args=[one.region_slug, one.strand, at])
    shared = reverse("checkpoints:learning", args=[phase, at, checkpoint.slug])
    return CouldHelp(
        one.region,
        one.region_name,
        one.met_on,
        f"{own}#{checkpoint.slug}" if standing.sees(one.region) else "",
        f"{shared}#{one.region_slug}-{one.strand}" if one.shares else "",
    )
