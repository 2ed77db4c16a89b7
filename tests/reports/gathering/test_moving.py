"""What is said of a region that was moved by hand: from where, to where, and what is too many."""

import pytest

from reports.gathering.groups import Kept
from reports.gathering.moving import Move, move_of

GROUPS = (Kept(None, (1, 2)), Kept(None, (3,)))


@pytest.mark.parametrize(
    ("region", "to", "start", "end", "left", "seated"),
    [
        (1, 1, 1, 2, 1, 2),
        (3, 0, 2, 1, 0, 3),
        (1, 2, 1, 3, 1, 1),  # a new group
        (1, None, 1, None, 1, 0),
        (4, 0, None, 1, 0, 3),
        (1, 0, 1, 1, 2, 2),  # where it sits
    ],
)
def test_a_move_knows_the_groups_and_their_sizes(
    region: int, to: int | None, start: int | None, end: int | None, left: int, seated: int
) -> None:
    found = move_of(GROUPS, region, to, region="Bodø", size=2)
    assert found == Move("Bodø", start, end, left, seated, 2)


def test_only_what_there_is_to_say_is_said() -> None:
    plain, overfull, emptied, both = (
        Move("Bodø", 2, 1, left, seated, 2).in_words
        for left, seated in ((1, 2), (1, 3), (0, 2), (0, 3))
    )
    assert all(one.startswith(plain) for one in (overfull, emptied, both))
    assert len({plain, overfull, emptied, both}) == 4
    assert ("3" in plain, "3" in overfull) == (False, True)
