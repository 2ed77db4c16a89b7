"""How many questions a region has answered is its own: of one question it is this very one."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from checkpoints.exports.overview import COLUMNS
from regions.models import Region, User
from tests import makers
from tests.byregion.api.asking import Program

pytestmark = pytest.mark.django_db

OUT = "/oversikt/last-ned/oversikt"
APART = ("questions", "answered")
TOLD = (1, 1)


@pytest.fixture
def salten() -> Region:
    makers.small_programme(milestones=1, checkpoints=2, questions=1)
    region = makers.make_region("Salten", slug="salten")
    makers.assess(makers.main_strand(region), 1, 2, text="Svaret", when="2016-02-15")
    return region


def of(data: Any) -> tuple[Any, ...]:
    return tuple(data[name] for name in APART)


def in_csv(client: Client) -> tuple[Any, ...]:
    response: Any = client.get(f"{OUT}.csv?csv=rfc4180")
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode(), newline=""))
    return tuple(int(value) if value else None for value in of(row))


def in_json(client: Client) -> tuple[Any, ...]:
    response: Any = client.get(f"{OUT}.json")
    return of(json.loads(response.getvalue())["regions"][0]["strands"][0]["milestones"][0])


def in_workbook(client: Client) -> tuple[Any, ...]:
    response: Any = client.get(f"{OUT}.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue()))
    row = book.get_sheet_by_index(0).to_python()[1]
    told = of(dict(zip((column.name for column in COLUMNS), row, strict=True)))
    return tuple(None if value == "" else value for value in told)


def in_overview(program: Program) -> tuple[Any, ...]:
    return of(program.read("overview")["regions"][0]["strands"][0]["milestones"][0])


def in_region(program: Program) -> tuple[Any, ...]:
    return of(program.read("region", "salten")["strands"][0]["milestones"][0])


def in_differences(program: Program) -> tuple[Any, ...]:
    told = program.read("differences", since="2016-02-14")["regions"][0]["strands"][0]
    return of(told["milestones"][0]["after"])


def before(program: Program) -> tuple[Any, ...]:
    told = program.read("differences", since="2016-02-14")["regions"][0]["strands"][0]
    return of(told["milestones"][0]["before"])


def people(salten: Region) -> tuple[tuple[User, bool], ...]:
    """Each with whether they see into the region."""
    return (
        (makers.reader_of(salten), True),
        (makers.staff(), True),
        (makers.ministry(), False),
    )


@pytest.mark.parametrize("read", [in_csv, in_json, in_workbook])
def test_files_tell_it_of_regions_that_one_sees_into(
    client: Client, salten: Region, read: Callable[[Client], tuple[Any, ...]]
) -> None:
    for person, sees in people(salten):
        client.force_login(person)
        assert read(client) == (TOLD if sees else (None, None))


@pytest.mark.parametrize("read", [in_overview, in_region, in_differences])
def test_the_api_tells_it_of_regions_that_one_sees_into(
    salten: Region, read: Callable[[Program], tuple[Any, ...]]
) -> None:
    for person, sees in people(salten):
        assert read(Program(person)) == (TOLD if sees else (None, None))


def test_the_earlier_day_of_a_difference_is_told_likewise(salten: Region) -> None:
    for person, sees in people(salten):
        assert before(Program(person)) == ((1, 0) if sees else (None, None))


def test_another_region_is_told_of_its_own_alone(client: Client, salten: Region) -> None:
    client.force_login(makers.coordinator_of(makers.make_region("Ofoten", slug="ofoten")))
    response: Any = client.get(f"{OUT}.csv?csv=rfc4180")
    rows = csv.DictReader(io.StringIO(response.getvalue().decode(), newline=""))
    assert [(row["region"], *of(row)) for row in rows] == [
        ("ofoten", "1", "0"), ("salten", "", ""),
    ]  # fmt: skip
