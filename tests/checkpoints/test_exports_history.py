"""The whole history as a table: whose rows are in it, what they say, and that it is all of it."""

import csv
import gzip
import io
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints.access.exports import history_to_fetch
from checkpoints.exports.history import FACTS, TEXTS, THINGS
from checkpoints.exports.steps import BEFORE_ALL, History
from checkpoints.models import Phase, Status
from regions.history import Revision
from regions.models import MembershipRevision, Region, RoleRevision, UserRevision
from regions.reading import Reading
from tests import makers

HISTORY = "/oversikt/last-ned/historikk.csv"


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Salten", slug="salten")


@pytest.fixture
def olas(client: Client, phase: Phase) -> Client:
    """The programme staff's browser."""
    client.force_login(makers.staff())
    return client


def text_of(client: Client, words: str = "") -> str:
    response: Any = client.get(f"{HISTORY}{words}")
    assert response.status_code == HTTPStatus.OK
    return bytes(response.getvalue()).decode()


def rows_of(client: Client, words: str = "", thing: str = "") -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text_of(client, words), newline=""))
    return [row for row in rows if thing in ("", row["thing"])]


def filled(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


# What stands in it


def test_every_step_of_an_assessment_is_a_row(olas: Client, region: Region) -> None:
    strand, kari = makers.main_strand(region), makers.make_person()
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=kari, when="2016-02-15")
    makers.assess(strand, 1, 1, by=kari, when="2016-03-01")
    first, second = rows_of(olas, thing="assessment")
    where = {
        "thing": "assessment", "id": str(row.pk), "by": str(kari.pk), "region": "salten",
        "phase": "fase", "strand": "1", "main_strand": "true", "milestone": "m1",
        "checkpoint": "c1", "kind": "statement", "wording": "1", "unsure": "false",
        "step": "change",
    }  # fmt: skip
    assert filled(first) == {
        **where, "revision": "1", "status": "in_progress",
        "recorded_at": "2016-02-15T11:00:00.000000Z",
        "superseded_at": "2016-03-01T11:00:00.000000Z",
    }  # fmt: skip
    assert filled(second) == {
        **where, "revision": "2", "status": "met", "met_on": "2016-03-01",
        "recorded_at": "2016-03-01T11:00:00.000000Z",
    }  # fmt: skip


def test_all_that_has_a_history_is_in_it_but_people_and_reports(db: None) -> None:
    """What is reported leaves a region as an edition, which holds all of it."""
    people = {UserRevision, RoleRevision, MembershipRevision}
    kept = {one for one in Revision.__subclasses__() if one._meta.app_label != "reports"}
    assert {thing.model for thing in THINGS} == kept - people


def test_an_earlier_days_history_knows_nothing_of_later(olas: Client, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-02-15")
    makers.assess(strand, 1, 1, when="2016-03-01")
    [only] = rows_of(olas, "?as_of=2016-02-20", "assessment")
    assert (only["revision"], only["superseded_at"]) == ("1", "")


def test_free_texts_and_names_are_there_when_they_are_asked_for(
    olas: Client, region: Region
) -> None:
    makers.assess(
        makers.main_strand(region), 1, 1, text="Vedtatt.", responsible_name="Per", reason="Feil",
        by=makers.make_person("Kari Nordmann"),
    )  # fmt: skip
    without, [row] = text_of(olas), rows_of(olas, "?tekster=1", "assessment")
    assert [row[column.name] for column in TEXTS] == [
        "Kari Nordmann", "Feil", "", "Vedtatt.", "", "Per",
    ]  # fmt: skip
    assert [word for word in ("Kari", "Feil", "Vedtatt", "Per") if word in without] == []
    assert without.splitlines()[0] == ",".join(column.name for column in FACTS)


def test_no_text_begins_as_a_formula(olas: Client, region: Region) -> None:
    makers.assess(makers.main_strand(region), 1, 1, text="- Vedtatt\n- Sendt")
    [row] = rows_of(olas, "?tekster=1", "assessment")
    assert row["text"] == "'- Vedtatt\n- Sendt"


def test_packed_it_is_the_same(olas: Client, region: Region) -> None:
    response: Any = olas.get(f"{HISTORY}.gz?tekster=1")
    assert gzip.decompress(response.getvalue()).decode() == text_of(olas, "?tekster=1")


# Whose


def test_regions_fetch_their_own_and_the_calendar(client: Client, region: Region) -> None:
    other = makers.make_region("Ofoten", slug="ofoten")
    for one in (region, other):
        makers.assess(makers.main_strand(one), 1, 1)
    for person in (makers.coordinator_of(region), makers.reader_of(region)):
        client.force_login(person)
        assert {row["region"] for row in rows_of(client)} == {"salten"}
        assert len(rows_of(client, thing="assessment")) == 1


def test_someone_of_the_ministry_and_of_a_region_fetches_the_regions(region: Region) -> None:
    person = makers.ministry(makers.reader_of(region))
    assert history_to_fetch(person.standing) == frozenset({region.pk})


@pytest.mark.parametrize("regions", [1, 3])
def test_it_costs_one_query_for_each_thing(
    regions: int,
    olas: Client,
    phase: Phase,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(regions):
        region = makers.make_region(f"Region {number}")
        makers.assess(makers.main_strand(region), 1, 1)
    with django_assert_num_queries(3 + 2 + len(THINGS)):
        text_of(olas)


def test_each_further_chunk_costs_one_query(
    region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for checkpoint in (1, 2, 3):
        makers.assess(makers.main_strand(region), 1, checkpoint)
    with django_assert_num_queries(len(THINGS) + 1):
        list(History(Reading.today(), None).after(BEFORE_ALL, chunk=2))


def test_asked_for_what_it_is_nothing_is_read(
    olas: Client, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        response = olas.head(HISTORY)
    assert response["Content-Disposition"] == 'attachment; filename="historikk-2016-11-20.csv"'


# What the columns are called


def test_names_of_columns_stand_once_and_are_told_in_words() -> None:
    names = [column.name for column in (*FACTS, *TEXTS)]
    assert len(set(names)) == len(names)
    with translation.override("en"):
        assert all(str(column.meaning).endswith(".") for column in (*FACTS, *TEXTS))
