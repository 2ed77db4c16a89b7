"""Who sits with whom at a gathering: who needs help with a checkpoint, beside who has met it.

Everyone sits in one group. The groups are as equal in size as can be, none larger than the size
that was chosen. Of all ways to seat them, one is wanted in which

1. as many as possible of those who ask for help sit with a region that has met what they ask about,
2. then as many as possible of those who have put a checkpoint on hold, are late with one, or are
   unsure of one, in this order.

To find the best of all ways is out of reach for a program in general: with groups of three it is
the partition of a graph into paths of length two, which is NP-complete (Kirkpatrick and Hell 1978;
problem GT12 of Garey and Johnson). So they are seated greedily, the strongest need first, and
two change places as long as that helps more (an exchange heuristic, as Kernighan and Lin 1970).
This begins anew from other seatings until everyone who can be helped is, or enough was tried. The
same regions always get the same groups.

What is certain: everyone has a place, once, and as long as EFFORT lasts no exchange of two that
would help more is left. That nothing better exists the tests compare with all possibilities, for as
many regions as these can be counted of.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from random import Random

from reports.gathering.seating import Guest, Room, Want, dealt, improve, seated

BEGINNINGS = 100  # seatings that are tried at most
EFFORT = 60_000  # exchanges that are looked at at most, over all of them: about a second


class Need(IntEnum):
    """Why a region would gain by talking about a checkpoint; the strongest is the greatest."""

    UNSURE = 1
    LATE = 2
    ON_HOLD = 3
    ASKS = 4


class Offer(IntEnum):
    """What a region knows of a checkpoint."""

    MET = 1
    SHARES = 2  # it has met it, and tells the others how


@dataclass(frozen=True)
class Participant:
    """A region with its needs and what it can offer, by topic: a checkpoint's key."""

    region: int
    needs: Mapping[int, Need] = field(default_factory=dict)
    offers: Mapping[int, Offer] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Regions that sit together; the topic is what most of them gain by, none where none does."""

    topic: int | None
    regions: tuple[int, ...]


@dataclass(frozen=True)
class Meeting:
    """A topic that brings some of a group together: who needs help with it, and who has met it."""

    topic: int
    needs: Mapping[Need, tuple[int, ...]]  # regions, by what they need
    helps: tuple[int, ...]  # regions, those first who tell how

    def in_need(self, need: Need) -> tuple[int, ...]:
        return self.needs.get(need, ())


def match(participants: Sequence[Participant], size: int) -> tuple[Group, ...]:
    """The groups of a gathering, none larger than `size` (2 or more), by their topics.

    Within a group the regions stand in the order in which they were given.
    """
    if not participants:
        return ()
    shares = sizes(len(participants), size)
    tables = _best(_guests(participants), shares)
    groups = [_group([participants[place] for place in sorted(table)]) for table in tables]
    order = {one.region: place for place, one in enumerate(participants)}
    return tuple(
        sorted(groups, key=lambda one: (one.topic is None, one.topic, order[one.regions[0]]))
    )


def sizes(regions: int, size: int) -> tuple[int, ...]:
    """How many sit in each group: as few groups as the size allows, and as equal as can be."""
    groups = -(-regions // size)
    small, larger = divmod(regions, groups)
    return (small + 1,) * larger + (small,) * (groups - larger)


def meetings(members: Sequence[Participant]) -> tuple[Meeting, ...]:
    """What a group can talk about: what one needs and another has met, the best topic first."""
    topics = {topic for one in members for topic in one.needs}
    found = [_meeting(topic, members) for topic in sorted(topics)]
    return tuple(sorted((one for one in found if one.needs), key=lambda one: _rank(one, members)))


def could_be_helped(participants: Iterable[Participant]) -> frozenset[int]:
    """The regions that need something which another one has met."""
    listed = list(participants)
    knowing: dict[int, int] = {}
    for one in listed:
        for topic in one.offers:
            knowing[topic] = knowing.get(topic, 0) + 1
    return frozenset(
        one.region
        for one in listed
        if any(knowing.get(topic, 0) > (topic in one.offers) for topic in one.needs)
    )


# The search


def _best(guests: Sequence[Guest], shares: Sequence[int]) -> list[list[int]]:
    """The tables of the best seating that was found, by the guests' places."""
    best: list[list[int]] = []
    worth, left = -1, EFFORT
    for beginning in range(BEGINNINGS):
        order = _order(len(guests), beginning)
        room = Room([guests[place] for place in order], shares)
        seating = dealt(room) if beginning % 2 else seated(room)
        left = improve(seating, left)
        if seating.worth > worth:
            worth = seating.worth
            best = [[order[place] for place in table] for table in seating.tables]
        if worth == room.most or left <= 0:
            break
    return best


def _order(number: int, beginning: int) -> list[int]:
    """First as they came, then shuffled: each beginning in its own way, the same every time."""
    order = list(range(number))
    if beginning:
        Random(beginning).shuffle(order)  # noqa: S311  nothing is kept secret by it
    return order


def _guests(participants: Sequence[Participant]) -> list[Guest]:
    """The regions with their topics as bits. One stronger need outweighs all that are weaker."""
    topics = sorted({topic for one in participants for topic in (*one.needs, *one.offers)})
    bit = {topic: 1 << place for place, topic in enumerate(topics)}
    step = len(participants) + 1
    return [
        Guest(
            _set(one.offers, bit),
            tuple(
                Want(_set(wanted, bit), step ** (need - 1))
                for need in sorted(Need, reverse=True)
                if (wanted := [topic for topic, found in one.needs.items() if found == need])
            ),
        )
        for one in participants
    ]


def _set(topics: Collection[int], bit: Mapping[int, int]) -> int:
    return sum(bit[topic] for topic in topics)


# What came of it


def _group(members: Sequence[Participant]) -> Group:
    topics = meetings(members)
    return Group(topics[0].topic if topics else None, tuple(one.region for one in members))


def _meeting(topic: int, members: Sequence[Participant]) -> Meeting:
    helping = [one for one in members if topic in one.offers]
    needs: dict[Need, tuple[int, ...]] = {}
    for one in members:
        need = one.needs.get(topic)
        if need and any(other is not one for other in helping):
            needs[need] = (*needs.get(need, ()), one.region)
    helping.sort(key=lambda one: -one.offers[topic])
    return Meeting(topic, needs, tuple(one.region for one in helping))


def _rank(one: Meeting, members: Sequence[Participant]) -> tuple[object, ...]:
    """Who asks counts most, then who has it on hold, and so on; then how many tell how."""
    needed = (-len(one.in_need(need)) for need in sorted(Need, reverse=True))
    telling = sum(member.offers.get(one.topic) == Offer.SHARES for member in members)
    return (*needed, -telling, one.topic)
