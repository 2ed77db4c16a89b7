"""Regions at the tables of a gathering while places are being looked for.

What a region has met, and what it needs, are sets of topics kept as the bits of a number: how much
a table is worth is then a few operations for each of those who sit there.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice


@dataclass(frozen=True)
class Want:
    """Topics that a region has one sort of need of, and what it is worth that one is met."""

    topics: int  # bits
    worth: int


@dataclass(frozen=True)
class Guest:
    """A region as it is seated: what it has met, and what it wants, the strongest first."""

    met: int  # bits
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True)
class Room:
    """Those who come, in the order in which they are thought of, and the tables' sizes."""

    guests: Sequence[Guest]
    sizes: Sequence[int]

    @cached_property
    def knowing(self) -> dict[int, list[int]]:
        """By topic (its bit), who has met it."""
        found: dict[int, list[int]] = {}
        for place, guest in enumerate(self.guests):
            for topic in bits(guest.met):
                found.setdefault(topic, []).append(place)
        return found

    @cached_property
    def most(self) -> int:
        """What it would be worth if everyone who can be helped by somebody sat with them."""
        known = [set(bits(guest.met)) for guest in self.guests]
        return sum(
            want.worth
            for place, guest in enumerate(self.guests)
            for want in guest.wants
            if any(self._another_knows(topic, place, known[place]) for topic in bits(want.topics))
        )

    def _another_knows(self, topic: int, place: int, own: set[int]) -> bool:
        return len(self.knowing.get(topic, ())) > (topic in own)

    def who_knows(self, topics: int) -> Iterator[int]:
        """Everyone who has met one of some topics, some of them more than once."""
        for topic in bits(topics):
            yield from self.knowing.get(topic, ())


@dataclass
class Seating:
    """Who sits where: `tables` lists guests by table, `at` each guest's table."""

    room: Room
    tables: list[list[int]]
    at: list[int]

    @property
    def worth(self) -> int:
        return sum(self.worth_of(table) for table in self.tables)

    def worth_of(self, table: Iterable[int]) -> int:
        """What it is worth that these sit together: each want that another of them has met."""
        together = [self.room.guests[one] for one in table]
        once = twice = 0
        for guest in together:
            twice |= once & guest.met
            once |= guest.met
        return sum(
            want.worth
            for guest in together
            for want in guest.wants
            if want.topics & (twice | once & ~guest.met)
        )

    def is_served(self, guest: int, want: Want) -> bool:
        table = self.tables[self.at[guest]]
        return any(want.topics & self.room.guests[one].met for one in table if one != guest)

    def exchange(self, one: int, other: int) -> None:
        """Let two change places."""
        here, there = self.at[one], self.at[other]
        self.tables[here][self.tables[here].index(one)] = other
        self.tables[there][self.tables[there].index(other)] = one
        self.at[one], self.at[other] = there, here


def bits(topics: int) -> Iterator[int]:
    """Each of the topics in a set, as a bit."""
    while topics:
        topic = topics & -topics
        yield topic
        topics ^= topic


# The first seating


@dataclass
class _Host:
    """Seats regions one by one, none of which leaves its place again."""

    room: Room
    tables: list[list[int]]
    at: list[int | None]
    knowing: dict[int, deque[int]]  # those who have met a topic and may have room beside them
    emptiest: list[tuple[int, int]]  # a heap: free places (negative) and table; may be outdated

    @classmethod
    def of(cls, room: Room) -> "_Host":
        free = [(-size, table) for table, size in enumerate(room.sizes)]
        heapify(free)
        knowing = {topic: deque(some) for topic, some in room.knowing.items()}
        return cls(room, [[] for _each in room.sizes], [None] * len(room.guests), knowing, free)

    def free(self, table: int) -> int:
        return self.room.sizes[table] - len(self.tables[table])

    def seat(self, guest: int, table: int) -> None:
        self.tables[table].append(guest)
        self.at[guest] = table
        heappush(self.emptiest, (-self.free(table), table))

    def emptiest_table(self) -> int:
        while self.free(self.emptiest[0][1]) != -self.emptiest[0][0]:
            heappop(self.emptiest)
        return self.emptiest[0][1]

    def help_with(self, guest: int, topic: int) -> bool:
        """Seat a guest beside somebody who has met a topic, if that can be done now."""
        here = self.at[guest]
        helper = self._somebody_else(guest, topic)
        if helper is None or (here is not None and not self.free(here)):
            return False
        if here is not None:
            self.seat(helper, here)
            return True
        there = self.at[helper]
        table = self.emptiest_table() if there is None else there
        if there is None and self.free(table) < len((guest, helper)):
            return False
        for one in (guest, helper) if there is None else (guest,):
            self.seat(one, table)
        return True

    def _somebody_else(self, guest: int, topic: int) -> int | None:
        """The first who has met it and can be joined, or can come if the guest has a place."""
        listed = self.knowing.get(topic, deque())
        while listed and self._is_shut_in(listed[0]):
            listed.popleft()
        has_a_place = self.at[guest] is not None
        for one in listed:
            is_seated = self.at[one] is not None
            if one != guest and not (is_seated and (has_a_place or self._is_shut_in(one))):
                return one
        return None

    def _is_shut_in(self, guest: int) -> bool:
        table = self.at[guest]
        return table is not None and not self.free(table)


def seated(room: Room) -> Seating:
    """Seat everyone, the strongest needs first.

    Each joins somebody who can help, or takes such a one along to the emptiest table; whoever is
    left fills up the tables.
    """
    host = _Host.of(room)
    for guest, want in _in_turn(room):
        if not _sits_well(host, guest, want):
            any(host.help_with(guest, topic) for topic in bits(want.topics))
    for guest, table in enumerate(host.at):
        if table is None:
            host.seat(guest, host.emptiest_table())
    return Seating(room, host.tables, [table for table in host.at if table is not None])


def _in_turn(room: Room) -> list[tuple[int, Want]]:
    """Every want of every guest, those that are worth most first."""
    wants = [(guest, want) for guest, one in enumerate(room.guests) for want in one.wants]
    return sorted(wants, key=lambda one: -one[1].worth)


def _sits_well(host: _Host, guest: int, want: Want) -> bool:
    table = host.at[guest]
    if table is None:
        return False
    others = (one for one in host.tables[table] if one != guest)
    return any(want.topics & host.room.guests[one].met for one in others)


def dealt(room: Room) -> Seating:
    """Seat everyone as they come, one table after the other."""
    at = [table for table, size in enumerate(room.sizes) for _each in range(size)]
    tables: list[list[int]] = [[] for _each in room.sizes]
    for guest, table in enumerate(at):
        tables[table].append(guest)
    return Seating(room, tables, at)


# Better, by exchanging two at a time


def improve(seating: Seating, tries: int) -> int:
    """Let two change places as long as that is worth more; in the end no exchange is.

    Each that is looked at is a try. Gives how many are left; with none it ends earlier.
    """
    missing = True
    while missing and tries > 0:
        missing = False
        for guest, want in _in_turn(seating.room):
            if tries > 0 and not seating.is_served(guest, want):
                used, better = _serve(seating, guest, want, tries)
                tries -= used
                missing |= better
    return tries


def _serve(seating: Seating, guest: int, want: Want, most: int) -> tuple[int, bool]:
    """Bring a guest and somebody who has met what it wants to one table, if that is worth it.

    Gives how many exchanges were looked at, `most` at the utmost, and whether the last was made.
    """
    used = 0
    for used, (one, other) in enumerate(islice(_ways(seating, guest, want), most), start=1):
        here, there = (seating.tables[seating.at[each]] for each in (one, other))
        before = seating.worth_of(here) + seating.worth_of(there)
        seating.exchange(one, other)
        if seating.worth_of(here) + seating.worth_of(there) > before:
            return used, True
        seating.exchange(one, other)
    return used, False


def _ways(seating: Seating, guest: int, want: Want) -> Iterator[tuple[int, int]]:
    """Exchanges that put the guest beside one who knows: it goes there, or the other comes here."""
    here = seating.at[guest]
    for helper in seating.room.who_knows(want.topics):
        there = seating.at[helper]
        if there == here:
            continue
        yield from ((guest, one) for one in tuple(seating.tables[there]) if one != helper)
        yield from ((helper, one) for one in tuple(seating.tables[here]) if one != guest)
