"""What became of the editions of a bundle since: its pages say so, to all who see it."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, ngettext, override
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions
from reports.models import Bundle, Edition, Round
from tests import makers
from tests.reports.bundles.pages import address, main_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(asking: Round, ola: User) -> Bundle:
    return makers.make_bundle(asking, ola)


@pytest.fixture(params=["staff", "ministry"])
def reader(request: pytest.FixtureRequest, ola: User) -> Client:
    client = Client()
    liv = makers.ministry(makers.make_person("Liv Berg"))
    client.force_login(ola if request.param == "staff" else liv)
    return client


def edition_of(region: Region, asking: Round) -> Edition:
    found = makers.report_of(region, asking).edition
    assert found is not None
    return found


def withdraw(region: Region, asking: Round, by: User) -> None:
    edition = edition_of(region, asking)
    actions.withdraw_edition(by=by, edition=edition, reason="Hemmelig grunn.")


def replace(region: Region, asking: Round, by: User) -> None:
    report = makers.report_of(region, asking)
    actions.send_back(by=by, report=report, expected_revision=report.revision, reason="Skriv mer.")
    makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))


def marked(client: Client, asking: Round, bundle: Bundle) -> list[tuple[str, Any, Any]]:
    files = client.get(address(asking, f"{bundle.pk}/")).context["page"].files
    return [
        (one.name.split("/")[1], bool(one.is_withdrawn), bool(one.is_replaced))
        for one in files
        if one.edition_id
    ]


def names(asking: Round) -> list[str]:
    return [f"{asking.event.slug}-{one}-utgave-1.pdf" for one in ("alta", "hamar")]


def test_nothing_is_marked_as_long_as_all_of_it_holds(
    reader: Client, asking: Round, bundle: Bundle, regions: list[Region], ola: User
) -> None:
    """Also where a report is with its region once more: what it handed in stands as it is."""
    alta, hamar = names(asking)
    report = makers.report_of(regions[1], asking)
    actions.send_back(by=ola, report=report, expected_revision=report.revision, reason="Mer.")
    assert marked(reader, asking, bundle) == [(alta, False, False), (hamar, False, False)]
    for more in ("", f"{bundle.pk}/"):
        assert "ds-alert" not in main_of(reader.get(address(asking, more)))


def test_what_was_withdrawn_or_replaced_is_marked_and_said_first_but_not_why(
    reader: Client, asking: Round, bundle: Bundle, regions: list[Region], ola: User
) -> None:
    alta, hamar = names(asking)
    withdraw(regions[0], asking, ola)
    replace(regions[1], asking, ola)
    assert marked(reader, asking, bundle) == [(alta, True, False), (hamar, False, True)]
    with override("nb"):
        said = [
            ngettext(
                "%(n)s report in it was withdrawn since, and no longer holds.",
                "%(n)s reports in it were withdrawn since, and no longer hold.",
                1,
            ),
            ngettext(
                "%(n)s report in it was replaced since by a newer edition.",
                "%(n)s reports in it were replaced since by newer editions.",
                1,
            ),
        ]
        marks = [gettext("withdrawn"), gettext("replaced by a newer edition")]
    for more in ("", f"{bundle.pk}/"):
        page = words_of(reader.get(address(asking, more)))
        assert [one % {"n": 1} in page for one in said] == [True, True]
        assert "Hemmelig grunn" not in page
    told = words_of(reader.get(address(asking, f"{bundle.pk}/")))
    assert f"{alta} {marks[0]}" in told
    assert f"{hamar} {marks[1]}" in told


def test_what_was_withdrawn_and_replaced_counts_once(
    reader: Client, asking: Round, bundle: Bundle, regions: list[Region], ola: User
) -> None:
    withdraw(regions[0], asking, ola)
    makers.hand_in(makers.report_of(regions[0], asking), makers.coordinator_of(regions[0]))
    line = reader.get(address(asking, f"{bundle.pk}/")).context["page"].line
    assert (line.withdrawn, line.replaced, line.editions, line.files) == (1, 0, 2, 9)


def test_one_that_is_made_anew_has_what_holds(
    reader: Client, asking: Round, bundle: Bundle, regions: list[Region], ola: User
) -> None:
    replace(regions[1], asking, ola)
    anew = makers.make_bundle(asking, ola)
    found = [
        reader.get(address(asking, f"{one.pk}/")).context["page"].line for one in (bundle, anew)
    ]
    assert [(one.withdrawn, one.replaced) for one in found] == [(0, 1), (0, 0)]


@pytest.mark.parametrize("n", [1, 3])
def test_the_marks_cost_no_query(
    regions: list[Region], ola: User, olas: Client, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Session, person, standing; the round, its bundle with counts, its parts twice."""
    asking = makers.ask_for_reports(*regions)
    for region in regions[:n]:
        makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    bundle = makers.make_bundle(asking, ola)
    for region in regions[:n]:
        withdraw(region, asking, ola)
    with django_assert_num_queries(7):
        olas.get(address(asking, f"{bundle.pk}/"))
