"""Who sits with whom: what holds of every result, and what is the best of all possibilities."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gathering.matching import (
    Group,
    Need,
    Offer,
    Participant,
    could_be_helped,
    match,
    meetings,
    sizes,
)
from tests.steps import steps

TOPICS = st.integers(1, 5)
MANY, A_FEW = st.integers(0, 40), st.integers(1, 7)
type Seats = Sequence[Sequence[int]]


@st.composite
def rounds(draw: st.DrawFn, number: st.SearchStrategy[int]) -> list[Participant]:
    needs, offers = st.sampled_from(Need), st.sampled_from(Offer)
    return [
        Participant(
            region,
            draw(st.dictionaries(TOPICS, needs, max_size=3)),
            draw(st.dictionaries(TOPICS, offers, max_size=2)),
        )
        for region in range(draw(number))
    ]


def helped(participants: Sequence[Participant], groups: Seats) -> tuple[int, ...]:
    """How many regions are helped with each sort of need, the strongest first."""
    by = {one.region: one for one in participants}
    return tuple(
        sum(_is_helped(by, group, region, need) for group in groups for region in group)
        for need in sorted(Need, reverse=True)
    )


def _is_helped(by: dict[int, Participant], group: Sequence[int], region: int, need: Need) -> bool:
    wanted = {topic for topic, found in by[region].needs.items() if found == need}
    return any(wanted & by[other].offers.keys() for other in group if other != region)


def all_ways(regions: Sequence[int], shares: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Every way to put regions in groups of these sizes."""
    if not shares:
        yield []
        return
    first, *others = regions
    for share in set(shares):
        left = list(shares)
        left.remove(share)
        for beside in combinations(others, share - 1):
            rest = [one for one in others if one not in beside]
            yield from ([(first, *beside), *way] for way in all_ways(rest, left))


def seats(groups: Sequence[Group]) -> Seats:
    return [one.regions for one in groups]


@given(rounds(MANY), st.integers(2, 12))
def test_everyone_sits_in_one_group_and_sizes_are_kept(
    participants: list[Participant], size: int
) -> None:
    groups = match(participants, size)
    seated = sorted(region for one in groups for region in one.regions)
    assert seated == [one.region for one in participants]
    lengths = [len(one.regions) for one in groups]
    assert max(lengths, default=0) <= size
    assert max(lengths, default=0) - min(lengths, default=0) <= 1


@given(st.integers(1, 5000), st.integers(2, 12))
def test_nobody_sits_alone_where_that_can_be_avoided(regions: int, size: int) -> None:
    assert sum(sizes(regions, size)) == regions
    is_odd_one_out = size == 2 and regions % 2
    assert (min(sizes(regions, size)) > 1) == (regions > 1 and not is_odd_one_out)


@given(rounds(A_FEW), st.integers(2, 4))
def test_no_other_way_helps_more(participants: list[Participant], size: int) -> None:
    """As many who ask as possible, then who has something on hold, is late, is unsure."""
    groups = seats(match(participants, size))
    shares = sizes(len(participants), size)
    ways = all_ways([one.region for one in participants], shares)
    assert helped(participants, groups) == max(helped(participants, way) for way in ways)


@given(rounds(MANY), st.integers(2, 12))
def test_the_same_regions_get_the_same_groups(participants: list[Participant], size: int) -> None:
    assert match(participants, size) == match(participants, size)


def test_who_asks_sits_with_who_has_met_it() -> None:
    asking = [Participant(n, {n: Need.ASKS}) for n in range(7)]
    knowing = [Participant(n + 7, {}, {6 - n: Offer.MET}) for n in range(7)]
    nobody = [Participant(n + 14) for n in range(14)]
    groups = match([*asking, *nobody, *knowing], 4)
    assert helped([*asking, *knowing, *nobody], seats(groups)) == (7, 0, 0, 0)
    assert {one.topic for one in groups} == set(range(7))


def test_who_asks_goes_before_all_who_struggle() -> None:
    """There is one who knows, and room for one beside them."""
    late = [Participant(n, {1: Need.LATE, 2: Need.ON_HOLD}) for n in range(4)]
    asking, knowing = (
        Participant(4, {3: Need.ASKS}),
        Participant(5, {}, dict.fromkeys(range(4), Offer.MET)),
    )
    groups = match([*late, asking, knowing], 2)
    assert (4, 5) in seats(groups)


def test_what_a_region_has_met_itself_is_no_help_to_it() -> None:
    """One of its strands has met what another one asks about."""
    both = Participant(1, {1: Need.ASKS}, {1: Offer.MET})
    assert match([both, Participant(2)], 2) == (Group(None, (1, 2)),)
    assert could_be_helped([both, Participant(2)]) == frozenset()
    assert could_be_helped([both, Participant(2, {}, {1: Offer.MET})]) == {1}


def test_the_topic_is_what_is_asked_about_before_what_more_are_late_with() -> None:
    knowing = Participant(1, {}, {1: Offer.MET, 2: Offer.SHARES})
    late = [Participant(n, {2: Need.LATE}) for n in (2, 3)]
    found = meetings([Participant(4, {1: Need.ASKS}), *late, knowing, Participant(5)])
    assert [one.topic for one in found] == [1, 2]
    assert found[1].in_need(Need.LATE) == (2, 3)
    assert found[1].in_need(Need.ASKS) == ()


def test_those_who_tell_how_are_named_first() -> None:
    members = [
        Participant(1, {}, {1: Offer.MET}),
        Participant(2, {}, {1: Offer.SHARES}),
        Participant(3, {1: Need.ASKS}),
    ]
    assert meetings(members)[0].helps == (2, 1)


@pytest.mark.parametrize("regions", [400, 3700])
def test_it_takes_as_many_steps_whatever_the_number(regions: int) -> None:
    participants = [
        Participant(
            n,
            {n % 25: Need.ASKS, (n * 7) % 25: Need.LATE},
            {(n * 11) % 23: Offer.MET} if n % 10 == 0 else {},
        )
        for n in range(regions)
    ]
    assert sum(len(one.regions) for one in match(participants, 4)) == regions
    assert steps(lambda: match(participants, 4)) < 3_000_000
