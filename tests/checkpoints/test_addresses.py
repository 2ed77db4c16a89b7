"""Patterns of addresses are the addresses themselves, wherever the site is put up."""

from collections.abc import Iterator

import pytest
from django.urls import get_script_prefix, reverse, set_script_prefix

from checkpoints.overview.addresses import region_pattern, strand_pattern
from regions.models import Region


@pytest.fixture(params=["/", "/company/lop/0/", "/{region}/"])
def _prefix(request: pytest.FixtureRequest) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(request.param)
    yield
    set_script_prefix(before)


@pytest.mark.usefixtures("_prefix")
def test_a_pattern_gives_what_the_addresses_are() -> None:
    region = Region(slug="salten")
    own = region.get_absolute_url()  # type: ignore[attr-defined]  # settings name it
    assert region_pattern().format(region="salten") == own
    at = reverse("checkpoints:milestone", args=["salten", 3, "m1"])
    assert strand_pattern().format(region="salten", strand=3) + "m1/" == at
