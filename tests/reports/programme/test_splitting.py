"""A large programme's report in parts: the main one of counts, and each county's own."""

from dataclasses import replace
from itertools import cycle, product

import pytest
from django.utils.translation import override

from reports.bundles.contents import programme_papers
from reports.programme import splitting
from reports.programme.content import (
    OnHoldLine,
    ProgrammeContent,
    RegionChanges,
    from_json,
    to_json,
)
from reports.programme.splitting import county_slugs, whole_or_parts
from reports.programme.wording import no_county
from tests.reports.programme import contents

COUNTIES = sorted(contents.COUNTIES)


@pytest.fixture(autouse=True)
def _no_more_than_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "WHOLE_UP_TO", 10)


def county(parts: tuple[ProgrammeContent, ...], name: str) -> ProgrammeContent:
    return next(one for one in parts if one.county == name)


def test_a_report_on_few_regions_is_whole() -> None:
    content = contents.programme(10)
    assert whole_or_parts(content) == (content, ())


def test_a_report_on_many_has_a_part_for_each_county() -> None:
    content = contents.programme(30)
    main, parts = whole_or_parts(content)
    assert [one.county for one in parts] == COUNTIES
    assert [(one.county, one.regions) for one in main.parts] == [(one, 6) for one in COUNTIES]
    assert [one.file_name for one in main.parts] == [f"{one.file_name}.pdf" for one in parts]
    assert sorted(one.slug for part in parts for one in part.regions) == sorted(
        one.slug for one in content.regions
    )


def test_the_main_report_keeps_counts_and_names_no_region_in_lists() -> None:
    content = contents.programme(30)
    main, _ = whole_or_parts(content)
    for name in ("regions", "changes", "unchanged", "late", "on_hold", "forecasts", "annexes"):
        assert getattr(main, name) == ()
    for name in ("brief", "heads", "counties", "help", "method", "since_words"):
        assert getattr(main, name) == getattr(content, name)


def test_a_part_has_its_own_regions_lines_and_annexes_and_no_requests_for_help() -> None:
    _, parts = whole_or_parts(contents.programme(30))
    for part in parts:
        names = {one.name for one in part.regions}
        slugs = {one.slug for one in part.regions}
        for lines in (part.changes, part.late, part.on_hold, part.forecasts):
            assert {line.region for line in lines} <= names
        assert set(part.unchanged) <= names
        assert {one.region_slug for one in part.annexes} <= slugs
        assert (part.help, part.counties, part.parts) == ((), (), ())


def test_a_part_counts_its_own_regions_at_each_milestone() -> None:
    content = contents.programme(30)
    held = OnHoldLine(content.regions[0].name, "", "1. Prosjektorganisasjon på plass", 1, 4)
    beside = replace(held, strand="Parallelt løp 2")
    _, parts = whole_or_parts(replace(content, on_hold=(held, beside)))
    part = county(parts, content.regions[0].county)
    first = part.heads[0]
    cells = [one.cells[0] for one in part.regions]
    assert first.reached == sum(one.state == "reached" for one in cells)
    assert first.late == sum(one.late_days > 0 for one in cells)
    assert first.on_hold == 1
    assert part.brief[0] == "6 byregioner."


def test_one_changed_region_makes_its_own_part_and_no_other_new() -> None:
    content = contents.programme(30)
    region = content.regions[0]
    changed = replace(
        content,
        regions=(replace(region, report="godkjent", report_state="approved"), *content.regions[1:]),
        changes=(RegionChanges(region.name, ("1. Prosjektorganisasjon på plass: 6 av 6, nådd",)),),
        counties=tuple(replace(one, late=one.late + 1) for one in content.counties),
        heads=tuple(replace(one, late=one.late + 1) for one in content.heads),
    )
    content = replace(content, changes=())
    (main, before), (other, after) = whole_or_parts(content), whole_or_parts(changed)
    assert main != other
    assert [one.county for one, two in zip(before, after, strict=True) if one != two] == [
        region.county
    ]


def test_regions_without_a_county_come_last_in_a_part_of_their_own() -> None:
    content = contents.programme(30)
    regions = (replace(content.regions[0], county=""), *content.regions[1:])
    gone = replace(contents.annex(99), county="")  # its region was not there on the day
    main, parts = whole_or_parts(replace(content, regions=regions, annexes=(gone,)))
    with override("nb"):
        outside = no_county()
    last = parts[-1]
    assert [one.county for one in parts] == [*COUNTIES, outside]
    assert ([one.slug for one in last.regions], last.annexes) == ([regions[0].slug], (gone,))
    assert main.parts[-1].regions == 1


def test_parts_have_names_of_their_own_and_read_back() -> None:
    main, parts = whole_or_parts(contents.programme(30))
    everything = (main, *parts)
    assert len({one.file_name for one in everything}) == len(everything)
    for one, other in product(everything, repeat=2):
        assert (from_json(to_json(one)) == other) == (one is other)


def test_no_two_counties_files_are_called_the_same_and_none_nothing() -> None:
    content = contents.programme(30)
    odd = ("A", "Å", "A 2", "大", "–")
    regions = tuple(replace(one, county=name) for one, name in zip(content.regions, cycle(odd)))
    main, parts = whole_or_parts(replace(content, regions=regions, annexes=()))
    assert len(parts) == len(odd)
    slugs = county_slugs(one.county for one in parts)
    assert sorted(slugs) == ["a", "a-2", "a-3", "fylke", "fylke-2"]
    assert [one.file_name for one in main.parts] == [
        f"{content.file_name}-{slug}.pdf" for slug in slugs
    ]
    papers = [name for name, _text in programme_papers(replace(content, regions=regions))]
    assert len({*papers}) == len(papers) > len(odd)
