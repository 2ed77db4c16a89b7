"""Paging through regions: what is shown, and where the other pages are."""

import pytest
from django.http import QueryDict

from checkpoints.forms.selecting import SelectionForm
from checkpoints.overview import Found, Page
from checkpoints.pages.leaves import Leaves, find_or_last, last_instead


def leaves(number: int, count: int, *, size: int = 50, address: str = "fylke=15") -> Leaves:
    shown = max(0, min(size, count - (number - 1) * size))
    found = Found(range(shown), Page(number, size), count, count)
    data = QueryDict(f"{address}&side={number}")
    form = SelectionForm(data, counties=[("15", "M")], milestones=(), kept={}, learns=True)
    return Leaves(found, form)


@pytest.mark.parametrize(
    ("number", "count", "first", "last"),
    [(1, 0, 0, 0), (1, 1, 1, 1), (1, 50, 1, 50), (2, 51, 51, 51), (200, 10_000, 9951, 10_000)],
)
def test_which_regions_are_shown(number: int, count: int, first: int, last: int) -> None:
    shown = leaves(number, count)
    assert (shown.first, shown.last) == (first, last)


def test_what_fits_on_one_page_has_no_pages() -> None:
    assert leaves(1, 50).listed == []


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, 0, 200]),
        (2, [1, 2, 3, 0, 200]),
        (4, [1, 0, 3, 4, 5, 0, 200]),
        (199, [1, 0, 198, 199, 200]),
        (200, [1, 0, 199, 200]),
    ],
)
def test_the_ends_and_the_neighbours_are_listed(number: int, numbers: list[int]) -> None:
    listed = leaves(number, 10_000).listed
    assert [leaf.number if leaf.url else 0 for leaf in listed] == numbers
    assert [leaf.number for leaf in listed if leaf.is_current] == [number]


def test_the_addresses_keep_the_filters() -> None:
    shown = leaves(2, 150)
    assert (shown.previous, shown.next) == ("?fylke=15", "?fylke=15&side=3")
    assert (leaves(1, 150).previous, leaves(3, 150).next) == ("", "")


def found(page: Page, count: int = 60) -> Found:
    return Found((), page, count, count)


def test_a_page_beyond_the_last_is_answered_with_the_last() -> None:
    assert last_instead(found(Page(9))) == Page(2)
    assert last_instead(found(Page(2))) is None
    assert last_instead(found(Page(9), 0)) is None


def test_which_page_is_missing_is_told_beside_the_one_instead() -> None:
    assert find_or_last(found, Page(9)) == (found(Page(2)), 9)
    assert find_or_last(found, Page(2)) == (found(Page(2)), 0)
