"""The groups of a gathering as they are kept, and what is done to them by hand.

Kept is `[{"topic": a checkpoint's key or null, "regions": [keys]}, …]`; a group that was changed by
hand since the groups were made has `"by_hand": true` beside it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checkpoints.models import CheckpointWording
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


def groups_for_paper(gathering: Gathering) -> tuple[OnPaper, ...]:
    """Names and topics, and nothing of why: 2 queries, none without groups."""
    groups = kept(gathering.groups)
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
