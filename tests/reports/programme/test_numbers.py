"""The programme's report says what the overview, its files and the API say, on any day."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings

from checkpoints.exports.overview import COLUMNS
from checkpoints.models import Phase
from checkpoints.overview import EVERYTHING, Sums, difference_sums, sums
from regions import actions
from regions.models import Region, Scope
from regions.reading import Reading
from reports.models import Round
from reports.programme import splitting
from reports.programme.content import ProgrammeContent, from_json, to_json
from reports.programme.gather import gather_programme
from reports.programme.splitting import whole_or_parts
from reports.programme.wording import no_county
from tests import makers
from tests.test_numbers import MAIN, Key, Numbers, Reader, in_sum, of_data, of_rows
from tests.worlds import Act, histories, make_phase, play, two_days

COUNTIES = {"r1": "Nordland", "r2": "Ærland"}  # the third region lies in none
PARALLEL = "Parallelt løp "


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase()


@pytest.fixture
def reader(phase: Phase, client: Client) -> Reader:
    person = makers.staff()
    client.force_login(person)
    _, key = actions.make_token(by=person, name="Tall", scope=Scope.OVERVIEW, days=9, site="")
    return Reader(client, key)


@example_settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, two_days)
def test_it_says_what_the_overview_says(
    phase: Phase, reader: Reader, history: list[Act], two: list[date]
) -> None:
    since, day = two
    with transaction.atomic(), translation.override("nb"):
        asking = _round_of(phase, play(phase, history), since)
        content = gather_programme(asking, day)
        told = _exported(reader, day)
        counted = sums(EVERYTHING, Reading.as_of(day), "nb")
        assert counted
        _cells_agree(content, told)
        _lists_agree(content, told)
        _sums_agree(content, told, counted)
        _changes_agree(content, since, day)
        _parts_agree(content, counted)
        assert from_json(to_json(content)) == content
        transaction.set_rollback(True)


def _round_of(phase: Phase, regions: list[Region], since: date) -> Round:
    """For regions in two counties and in none, after an event that ended on a day."""
    for region in regions:
        if region.slug in COUNTIES:
            makers.take_part(region, makers.make_municipality(county=COUNTIES[region.slug]))
    makers.hold_event(phase, since)
    return makers.ask_for_reports(*regions, phase=phase)


def _exported(reader: Reader, day: date) -> Numbers:
    """What the overview's files say; they say the same."""
    at = {"as_of": day.isoformat()}
    rows = reader.table("checkpoints:overview_csv", ",", csv="rfc4180", **at)
    told = of_data(reader.data("checkpoints:overview_json", **at))
    assert of_rows(rows, COLUMNS) == told
    return told


def _cells_agree(content: ProgrammeContent, told: Numbers) -> None:
    heads = [one.slug for one in content.heads]
    found = {
        (region.slug, slug): (cell.met, cell.of, cell.state, cell.late_days)
        for region in content.regions
        for slug, cell in zip(heads, region.cells, strict=True)
    }
    assert found == {
        (region, slug): (one.met, one.of, one.state, _latest(told, region, slug))
        for (region, strand, slug), one in told.items()
        if strand == MAIN
    }


def _latest(told: Numbers, region: str, slug: str) -> int:
    return max(one.late_days for key, one in told.items() if (key[0], key[2]) == (region, slug))


def _lists_agree(content: ProgrammeContent, told: Numbers) -> None:
    assert Counter((_key(content, one), one.days) for one in content.late) == Counter(
        (key, one.late_days) for key, one in told.items() if one.late_days
    )
    held = {_key(content, one): (one.met, one.of) for one in content.on_hold}
    # What is late as well is said to be late, and stands in both lists.
    shown = {key: (one.met, one.of) for key, one in told.items() if one.state == "on_hold"}
    assert shown.items() <= held.items()
    assert all(told[key].state in {"on_hold", "late"} for key in held)


def _key(content: ProgrammeContent, one: object) -> Key:
    """Of a line that names a region, a milestone and perhaps a strand."""
    region, strand, milestone = (getattr(one, name) for name in ("region", "strand", "milestone"))
    slugs = {line.name: line.slug for line in content.regions}
    at = {f"{head.number}. {head.name}": head.slug for head in content.heads}
    number = int(strand.removeprefix(PARALLEL)) if strand else MAIN
    return slugs[region], number, at[milestone]


def _sums_agree(content: ProgrammeContent, told: Numbers, counted: Sums) -> None:
    assert len(content.regions) == counted.regions == sum(one.regions for one in content.counties)
    assert {one.slug: {"late": one.late, "reached": one.reached} for one in content.heads} == {
        one.slug: in_sum(told, one.slug) for one in content.heads
    }
    assert _sum(one.reached for one in content.counties) == [one.reached for one in content.heads]
    assert sum(one.late for one in content.counties) == counted.late
    assert sum(one.on_hold for one in content.counties) == counted.on_hold
    assert sum(any(cell.stale for cell in one.cells) for one in content.regions) == counted.stale
    assert [one.name for one in content.counties] == ["Nordland", "Ærland", no_county()]


def _sum(rows: Iterable[tuple[int, ...]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _changes_agree(content: ProgrammeContent, since: date, day: date) -> None:
    """A region in which something came and went stands among the changed ones, though uncounted."""
    if since == day:
        assert content.since is None
        assert not content.changes
        return
    assert content.since == since
    found = difference_sums(EVERYTHING, Reading.as_of(since), Reading.as_of(day), "nb")
    assert found
    assert found.changed <= len(content.changes)
    assert sorted([*content.unchanged, *(one.region for one in content.changes)]) == sorted(
        one.name for one in content.regions
    )


def _parts_agree(content: ProgrammeContent, counted: Sums) -> None:
    with patch.object(splitting, "WHOLE_UP_TO", 2):
        main, parts = whole_or_parts(content)
    assert [(one.county, len(one.regions)) for one in parts] == [
        (one.county, one.regions) for one in main.parts
    ]
    for name in ("reached", "late", "on_hold"):
        whole = [getattr(one, name) for one in content.heads]
        assert whole == _sum(tuple(getattr(one, name) for one in part.heads) for part in parts)
    for name in ("regions", "late", "on_hold", "changes", "unchanged", "forecasts", "annexes"):
        listed = [one for part in parts for one in getattr(part, name)]
        assert sorted(listed, key=repr) == sorted(getattr(content, name), key=repr)
