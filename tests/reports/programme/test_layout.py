"""How the programme's report lies on its pages, worked out of its content."""

import re
from dataclasses import replace

from reports.programme.layout import layout_of
from tests.reports.programme import contents

SHAFT = re.compile(r"M\d+ 0h(\d+)")


def test_counties_stand_in_the_order_of_their_sums_and_a_strange_one_last() -> None:
    plain = contents.programme(7)
    lost = contents.region(8, 5, county="Svalbard")
    layout = layout_of(replace(plain, regions=(lost, *plain.regions)))
    assert [one.name for one in layout.maps[0].counties] == [*contents.COUNTIES, "Svalbard"]


def test_more_milestones_than_a_page_is_wide_stand_in_several_tables() -> None:
    layout = layout_of(contents.programme(2, 20))
    numbers = [[head.number for head in one.heads] for one in layout.maps]
    assert [len(one) for one in numbers] == [5, 5, 5, 5]
    assert [number for table in numbers for number in table] == [*range(1, 21)]
    assert [len(one.heads) for one in layout_of(contents.programme(2, 6)).maps] == [6]
    assert [len(one.heads) for one in layout.sums] == [10, 10]
    assert [one.is_first for one in layout.sums] == [True, False]
    row = layout.maps[1].counties[0].rows[0]
    assert row.cells == row.region.cells[5:10]


def test_an_arrow_is_filled_as_far_as_regions_have_reached_it() -> None:
    heads = tuple(contents.head(n, reached=reached) for n, reached in enumerate((0, 1, 2, 4), 1))
    none, one, half, all_of_them = layout_of(contents.programme(4, 4, heads=heads)).arrows
    assert none.filled == ""
    assert all_of_them.filled == all_of_them.path
    lengths = [int(found[1]) for found in map(SHAFT.match, (one.filled, half.filled)) if found]
    assert 0 < lengths[0] < lengths[1]
    assert (one.number, one.reached) == (2, 1)
