"""Fetching an archive export: who gets which editions, and what is said when there is none."""

import logging
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions
from reports.integrity import AlteredError
from reports.models import Edition, Report
from reports.views.papers import SOON
from tests import makers
from tests.reports.archiving.conftest import PAPER
from tests.unguarded import alter

REASON = "Tallene er feil."
KINDS = ("edition", "region", "round")


def address(edition: Edition, kind: str) -> str:
    event = edition.report.round.event
    where: dict[str, list[Any]] = {
        "edition": [edition.region.slug, event.phase.slug, event.slug, edition.number],
        "region": [edition.region.slug],
        "round": [event.phase.slug, event.slug],
    }
    return reverse(f"reports:{kind}_archive", args=where[kind])


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def fetched(person: User, edition: Edition, kind: str) -> dict[str, bytes]:
    answer: Any = signed_in(person).get(address(edition, kind))
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.getvalue())) as found:
        return {name: found.read(name) for name in found.namelist()}


def folders(files: dict[str, bytes]) -> list[str]:
    return list(dict.fromkeys(name.split("/")[0] for name in files if "/" in name))


def another_region(report: Report, name: str = "Altaregionen", slug: str = "") -> Edition:
    """One more region's edition to the same round, with its paper."""
    other = makers.make_region(name, slug=slug)
    makers.main_strand(other)
    regions = Region.objects.filter(reports__round=report.round)
    actions.ask_regions(by=None, asking=report.round, regions=[*regions, other])
    edition = makers.hand_in(
        makers.report_of(other, report.round), makers.coordinator_of(other, makers.make_person())
    )
    makers.make_paper(edition, PAPER)
    return edition


def handed_in_again(edition: Edition, coordinator: User) -> Edition:
    report = Report.objects.get(pk=edition.report_id)
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    second = makers.hand_in(report, coordinator)
    makers.make_paper(second, PAPER)
    return second


# What is in it


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("edition", "arkiv-{event}-{region}-utgave-1.zip"),
        ("region", "arkiv-{region}.zip"),
        ("round", "arkiv-fase-{event}.zip"),
    ],
)
def test_it_is_a_download_with_a_name_that_is_private(
    edition: Edition, staff: User, kind: str, name: str
) -> None:
    answer: Any = signed_in(staff).get(address(edition, kind))
    named = name.format(event=edition.report.round.event.slug, region=edition.region.slug)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{named}"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.getvalue()


def test_each_gets_the_editions_that_it_is_of(
    edition: Edition, report: Report, coordinator: User, staff: User
) -> None:
    second = handed_in_again(edition, coordinator)
    other = another_region(report, slug="alta")
    event, slug = edition.report.round.event.slug, edition.region.slug
    own = [f"fase.{event}.{slug}.utgave-{number}" for number in (1, 2)]
    assert folders(fetched(coordinator, second, "edition")) == own[1:]
    assert folders(fetched(coordinator, edition, "region")) == own
    everyones = [f"fase.{event}.alta.utgave-1", *own]
    assert folders(fetched(staff, other, "round")) == everyones
    assert folders(fetched(makers.ministry(), other, "round")) == everyones


@pytest.mark.parametrize("kind", KINDS)
def test_two_who_fetch_the_same_get_the_same_bytes(
    edition: Edition, staff: User, kind: str
) -> None:
    assert fetched(staff, edition, kind) == fetched(staff, edition, kind)


def test_why_an_edition_was_withdrawn_is_for_the_region_and_the_staff(
    edition: Edition, coordinator: User, staff: User
) -> None:
    actions.withdraw_edition(by=staff, edition=edition, reason=REASON)

    def tells(person: User, kind: str) -> bool:
        return REASON.encode() in b"".join(fetched(person, edition, kind).values())

    ministry = makers.ministry()
    assert all(tells(person, "edition") for person in (coordinator, staff))
    assert tells(coordinator, "region")
    assert not any(tells(ministry, kind) for kind in ("edition", "round"))
    assert not tells(staff, "round")


# Where there is none


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_that_is_not_made_is_said_and_nothing_is_given_without_it(
    report: Report, coordinator: User, staff: User, kind: str
) -> None:
    edition = makers.hand_in(report, coordinator)
    answer = signed_in(staff).get(address(edition, kind))
    assert (answer.status_code, answer["Retry-After"]) == (503, str(SOON))
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("kind", ["region", "round"])
def test_where_nothing_was_handed_in_it_says_so(report: Report, staff: User, kind: str) -> None:
    edition = Edition(report=report, region=report.region, number=1)
    answer = signed_in(staff).get(address(edition, kind))
    assert answer.status_code == 404
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_altered_is_not_given_and_is_logged(
    edition: Edition, staff: User, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    alter(edition.file, content=b"%PDF-1.7 another")
    with caplog.at_level(logging.ERROR, logger="reports.archiving.export"):
        answer = signed_in(staff).get(address(edition, kind))
    assert answer.status_code == 500
    assert b"another" not in answer.content
    assert [one.name for one in caplog.records if one.name.startswith("reports")] == [
        "reports.archiving.export"
    ]


@pytest.mark.parametrize("kind", ["edition", "region"])
def test_what_is_no_edition_any_more_is_said(edition: Edition, staff: User, kind: str) -> None:
    alter(edition, content_sha256="0" * 64)
    assert signed_in(staff).get(address(edition, kind)).status_code == 500


# Ways to it


def links(person: User, page: str) -> list[str]:
    return re.findall(r'href="([^"]*arkiv\.zip)"', signed_in(person).get(page).content.decode())


def test_pages_lead_to_what_their_reader_may_fetch(
    edition: Edition, coordinator: User, staff: User
) -> None:
    event = edition.report.round.event
    of_edition = address(edition, "edition").removesuffix("arkiv.zip")
    of_region = address(edition, "region").removesuffix("arkiv.zip")
    of_round = f"/rapportering/{event.phase.slug}/{event.slug}/"
    for person in (coordinator, staff, makers.ministry()):
        assert links(person, of_edition) == [address(edition, "edition")]
    for person in (coordinator, staff):
        assert links(person, of_region) == [address(edition, "region")]
    assert links(staff, of_round) == [address(edition, "round")]
    assert links(makers.ministry(), "/rapportering/") == [address(edition, "round")]


def test_nothing_leads_to_an_export_of_nothing(
    region: Region, report: Report, coordinator: User, staff: User
) -> None:
    event = report.round.event
    assert links(coordinator, f"/regioner/{region.slug}/rapporter/") == []
    assert links(staff, f"/rapportering/{event.phase.slug}/{event.slug}/") == []
    assert links(makers.ministry(), "/rapportering/") == []


# What it costs


@pytest.mark.parametrize("editions", [1, 3])
def test_a_regions_export_costs_the_same_for_one_edition_and_for_three(
    edition: Edition, coordinator: User, editions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _more in range(1, editions):
        handed_in_again(edition, coordinator)
    client: Any = signed_in(coordinator)
    client.get("/")
    with django_assert_num_queries(9):
        client.get(address(edition, "region")).getvalue()


@pytest.mark.parametrize("regions", [1, 3])
def test_a_rounds_export_costs_the_same_for_any_number_of_regions(
    report: Report, edition: Edition, staff: User, regions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, regions):
        another_region(report, f"Region {number}")
    client: Any = signed_in(staff)
    client.get("/")
    with django_assert_num_queries(9):
        client.get(address(edition, "round")).getvalue()


def test_of_many_editions_none_is_read_before_it_is_sent(
    edition: Edition, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.archiving.FEW", 0)
    alter(edition.file, content=b"%PDF-1.7 another")
    answer: Any = signed_in(staff).get(address(edition, "round"))
    assert answer.status_code == 200
    with pytest.raises(AlteredError):
        answer.getvalue()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_no_connection_is_held_while_it_is_sent(
    edition: Edition, staff: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    client = signed_in(staff)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # as from a pool
    answer: Any = client.get(address(edition, kind))
    assert {connection.connection for _piece in answer.streaming_content} == {None}
