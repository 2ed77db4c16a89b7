"""The content of a programme's report as JSON and back, and what it calls its files."""

import json
from dataclasses import replace

import pytest

from reports.programme.content import FORMAT, from_json, slug_of, to_json
from tests.reports.programme import contents


def test_content_is_the_same_when_it_is_read_back() -> None:
    for content in (
        contents.programme(28, annexes=(contents.annex(3),)),
        contents.programme(0, 0),
        contents.main_part(),
        contents.county_part(),
        contents.programme(3, since=None, since_words=""),
    ):
        document = to_json(content)
        assert from_json(document) == from_json(document.encode()) == content
        assert to_json(from_json(document)) == document


def test_it_says_which_format_it_is_in() -> None:
    assert json.loads(to_json(contents.programme()))["version"] == FORMAT


@pytest.mark.parametrize("version", [None, "byregion-programme/2", "byregion-report/4"])
def test_another_format_is_refused(version: str | None) -> None:
    document = json.loads(to_json(contents.programme()))
    with pytest.raises(ValueError, match="not byregion-programme/1"):
        from_json(json.dumps(document | {"version": version}))


def test_what_is_not_enclosed_is_missing() -> None:
    content = contents.programme(3, annexes=(contents.annex(2),))
    assert [one.slug for one in content.missing] == ["region-1", "region-3"]


@pytest.mark.parametrize(
    ("county", "slug"),
    [
        ("Møre og Romsdal", "more-og-romsdal"),
        ("Sør-Trøndelag", "sor-trondelag"),
        ("Ærland, Å", "aerland-a"),
        ("Troms / Romsa", "troms--romsa"),
    ],
)
def test_a_countys_file_is_named_in_letters_that_any_system_takes(county: str, slug: str) -> None:
    assert slug_of(county) == slug
    content = replace(contents.programme(), county=county)
    assert content.file_name == f"programrapport-rapport-2-2016-11-20-{slug}"
