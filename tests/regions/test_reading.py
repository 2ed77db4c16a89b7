"""A reading gives today's rows or those of an earlier day, in the same words."""

from datetime import date

import pytest

from regions import actions
from regions.models import Region
from regions.queries import regions_of
from regions.reading import Reading, as_row
from tests import makers

pytestmark = pytest.mark.django_db

THEN, BEFORE = Reading.as_of(date(2016, 2, 15)), Reading.as_of(date(2014, 2, 28))


@pytest.fixture
def region() -> Region:
    """Called Aust until 1 March 2016, then Vest."""
    region = makers.make_region("Aust", slug="aust")
    actions.change_region(
        by=None, region=region, expected_revision=1, name="Vest", language="nn",
        at=makers.at("2016-03-01"),
    )  # fmt: skip
    return region


def test_rows_are_the_current_ones_or_the_revisions_that_held(region: Region) -> None:
    today = Reading.today()
    assert [row.name for row in today.rows(Region)] == ["Vest"]
    assert list(today.rows(Region).values_list(today.number, flat=True)) == [2]
    assert [(step.of, step.name) for step in THEN.rows(Region)] == [(region, "Aust")]
    assert list(THEN.rows(Region).values_list(THEN.number, flat=True)) == [1]
    assert list(BEFORE.rows(Region)) == []


def test_a_row_is_read_as_it_stood_and_stays_as_it_is(region: Region) -> None:
    then = THEN.of(region)
    assert then is not None
    assert (then.pk, then.slug, then.name, then.language) == (region.pk, "aust", "Aust", "nb")
    assert (region.name, region.language) == ("Vest", "nn")
    assert Reading.today().of(region) is region
    assert BEFORE.of(region) is None


def test_a_row_made_of_a_revision_has_its_state(region: Region) -> None:
    step = region.revisions.get(number=1)
    assert as_row(step, region).name == "Aust"


def test_regions_stand_in_the_order_of_their_names_then(region: Region) -> None:
    """Today's name where one was not there yet."""
    other = makers.make_region("Nord")
    keys = [region.pk, other.pk]
    assert [one.name for one in regions_of(keys, Reading.today())] == ["Nord", "Vest"]
    assert [one.name for one in regions_of(keys, THEN)] == ["Aust", "Nord"]
    assert [one.name for one in regions_of(keys, BEFORE)] == ["Nord", "Vest"]
