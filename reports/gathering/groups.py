"""The groups of a gathering as they are kept, and what is done to them by hand.

Kept is `[{"topic": a checkpoint's key or null, "regions": [keys]}, …]`; a group that was changed by
hand since the groups were made has `"by_hand": true` beside it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from checkpoints.models import CheckpointWording, HelpRequest, Outcome
from regions.models import Region
from regions.wording import page_language
from reports.gathering.content import Group as OnPaper
from reports.models import Gathering


@dataclass(frozen=True)
class Kept:
    """Regions that sit together, by their keys, and the checkpoint that is their topic."""

    topic: int | None
    regions: tuple[int, ...]
    by_hand: bool = False

    @property
    def untold(self) -> "Kept":
        """The same group without its topic."""
        return replace(self, topic=None)

    @property
    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"topic": self.topic, "regions": list(self.regions)}
        return found | ({"by_hand": True} if self.by_hand else {})


def kept(groups: Iterable[dict[str, Any]]) -> tuple[Kept, ...]:
    return tuple(
        Kept(one["topic"], tuple(one["regions"]), one.get("by_hand", False)) for one in groups
    )


def as_json(groups: Iterable[Kept]) -> list[dict[str, Any]]:
    return [one.as_json for one in groups]


def are_groups(found: Any, *, topics: Collection[int], regions: Collection[int]) -> bool:
    """Whether something is groups as they are kept, of these topics and regions, each once."""
    match found:
        case list() if all(_is_group(one, topics) for one in found):
            seated = [region for one in found for region in one["regions"]]
            return set(seated) <= set(regions) and len(seated) == len(set(seated))
    return False


def _is_group(found: Any, topics: Collection[int]) -> bool:
    match found:
        case {"topic": int() | None as topic, "regions": [*regions]}:
            return (topic is None or topic in topics) and all(type(one) is int for one in regions)
    return False


def moved(groups: Sequence[Kept], region: int, to: int | None) -> tuple[Kept, ...]:
    """The groups with a region in another place of the list, in a new one (its end), or in none.

    A group that nobody is left in is gone.
    """
    listed = [*groups, Kept(None, ())] if to == len(groups) else list(groups)
    placed = (_placed(one, region, here=place == to) for place, one in enumerate(listed))
    return tuple(one for one in placed if one.regions)


def _placed(group: Kept, region: int, *, here: bool) -> Kept:
    if here == (region in group.regions):
        return group
    others = tuple(one for one in group.regions if one != region)
    return replace(group, regions=(*others, region) if here else others, by_hand=True)


def told_to_regions(groups: Sequence[Kept]) -> tuple[Kept, ...]:
    """The groups with those topics alone that somebody in them has an open request for help with.

    What is on hold, late or unsure in a region is its own; a request is written to be read by
    others (docs/decisions/0014). 1 query.
    """
    asked = _asked(groups)
    return tuple(
        one if any((region, one.topic) in asked for region in one.regions) else one.untold
        for one in groups
    )


def _asked(groups: Iterable[Kept]) -> set[tuple[int, int]]:
    """Regions, and what of the groups' topics they have an open request about."""
    rows = _requests(groups).filter(outcome=Outcome.OPEN)
    return set(rows.values_list("strand__region", "checkpoint"))


def asked_at(groups: Iterable[Kept]) -> datetime | None:
    """When a request about one of the groups' topics was made, changed or closed last: 1 query."""
    found: datetime | None = _requests(groups).aggregate(last=Max("changed_at"))["last"]
    return found


def _requests(groups: Iterable[Kept]) -> QuerySet[HelpRequest]:
    topics = {one.topic for one in groups if one.topic}
    return HelpRequest.objects.filter(checkpoint__in=topics).order_by()


def groups_for_paper(gathering: Gathering) -> tuple[OnPaper, ...]:
    """What the regions read: names and topics, and nothing of why. 3 queries, none without groups.

    A topic that is not told to them is not there for anybody who reads it here.
    """
    groups = told_to_regions(kept(gathering.groups))
    if not groups:
        return ()
    names = dict(Region.objects.in_order().values_list("pk", "name"))
    language = page_language()
    topics = {
        one.checkpoint_id: one.text(language)
        for one in CheckpointWording.objects.filter(
            checkpoint__in={one.topic for one in groups}, superseded=False
        )
    }
    return tuple(
        OnPaper(
            number,
            topics.get(one.topic) if one.topic else None,
            tuple(name for key, name in names.items() if key in one.regions),
        )
        for number, one in enumerate(groups, start=1)
    )
