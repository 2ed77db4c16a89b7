"""The list of rounds: what the staff, the ministry and a region's own people find in it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase
from regions.models import Region, User
from reports import actions
from reports.models import Round
from reports.states import Shown, late_in_words
from tests import makers

pytestmark = pytest.mark.django_db
ROUNDS = reverse("reports:rounds")


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme()


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Bodøregionen")


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def staff(phase: Phase, client: Client) -> User:
    person = makers.staff(makers.make_person("Siri Stab"))
    client.force_login(person)
    return person


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region, questions=3)


def test_the_staff_read_how_far_the_regions_have_come(
    client: Client, staff: User, region: Region, coordinator: User
) -> None:
    others = [makers.make_region(name) for name in ("Alta", "Horten", "Voss")]
    asking = makers.ask_for_reports(region, *others)
    makers.hand_in(makers.report_of(region, asking), coordinator)
    makers.answer_all(makers.report_of(others[0], asking))
    actions.change_regions(by=staff, asking=asking, added=[], dropped=[others[2]])
    (line,) = client.get(ROUNDS).context["page"].rounds
    assert (line.handed_in, line.asked, line.late) == (1, 3, 0)
    assert {one.state: one.n for one in line.counts} == {
        Shown.NOT_BEGUN: 1, Shown.DRAFT: 1, Shown.SUBMITTED: 1,
    }  # fmt: skip


def test_who_has_not_handed_in_after_the_due_date_is_late(
    client: Client, staff: User, region: Region
) -> None:
    makers.ask_for_reports(region, due_on=date(2016, 11, 19))
    (line,) = client.get(ROUNDS).context["page"].rounds
    assert line.late == 1
    makers.ask_for_reports(region, due_on=date(2016, 11, 20))
    assert [line.late for line in client.get(ROUNDS).context["page"].rounds] == [0, 1]


def test_rounds_that_open_later_come_last(client: Client, staff: User, region: Region) -> None:
    for opens_on, due_on in ((2015, 2016), (2018, 2018), (2016, 2017)):
        makers.ask_for_reports(region, opens_on=date(opens_on, 10, 1), due_on=date(due_on, 12, 1))
    lines = client.get(ROUNDS).context["page"].rounds
    assert [line.due_on.year for line in lines] == [2017, 2016, 2018]


def test_a_region_finds_its_own_reports_alone(
    client: Client, region: Region, coordinator: User
) -> None:
    other = makers.make_region("Alta")
    makers.ask_for_reports(region, other)
    makers.ask_for_reports(other)
    client.force_login(coordinator)
    page = client.get(ROUNDS).context["page"]
    assert [(one.region, one.state) for one in page.own] == [("Bodøregionen", Shown.NOT_BEGUN)]
    assert (page.rounds, page.filed) == (None, None)


def test_a_region_that_is_no_longer_asked_finds_nothing(
    client: Client, staff: User, asking: Round, region: Region, coordinator: User
) -> None:
    actions.change_regions(by=staff, asking=asking, added=[], dropped=[region])
    client.force_login(coordinator)
    assert client.get(ROUNDS).context["page"].own == ()


def test_the_ministry_finds_what_was_handed_in_and_no_drafts(
    client: Client, staff: User, region: Region, coordinator: User
) -> None:
    other = makers.make_region("Utkastregionen")
    asking = makers.ask_for_reports(region, other)
    makers.answer_all(makers.report_of(other, asking))
    report = makers.report_of(region, asking)
    makers.hand_in(report, coordinator)
    actions.send_back(by=staff, report=report, expected_revision=2, reason="Si mer.")
    makers.hand_in(report, coordinator)
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    makers.hand_in(report, coordinator)
    client.force_login(makers.ministry())
    answer = client.get(ROUNDS)
    (filed,) = answer.context["page"].filed
    assert [(one.number, one.state) for one in filed.editions] == [
        (3, Shown.SUBMITTED), (2, "ended"), (1, "ended"),
    ]  # fmt: skip
    assert "Utkastregionen" not in answer.content.decode()


def test_the_ministry_reads_what_came_late_and_counts_regions(
    client: Client, region: Region, coordinator: User
) -> None:
    asking = makers.ask_for_reports(
        region, makers.make_region("Alta"), opens_on=date(2016, 10, 1), due_on=date(2016, 11, 17)
    )
    report = makers.report_of(region, asking)
    makers.hand_in(report, coordinator)
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    makers.hand_in(report, coordinator)
    client.force_login(makers.ministry())
    (found,) = client.get(ROUNDS).context["page"].filed
    with translation.override("nb"):
        assert [one.late for one in found.editions] == [late_in_words(3)] * 2
    assert found.regions == 1


def test_the_list_is_nobodys_who_has_no_role(client: Client, phase: Phase) -> None:
    client.force_login(makers.make_person())
    assert client.get(ROUNDS).status_code == 404


@pytest.mark.parametrize(("role", "count"), [("staff", 6), ("ministry", 6), ("coordinator", 4)])
def test_the_list_takes_as_many_queries_for_any_number(
    client: Client, region: Region, coordinator: User, role: str, count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Session, person, standing, and 3, 3 or 1."""
    people = {"staff": makers.staff(), "ministry": makers.ministry(), "coordinator": coordinator}
    client.force_login(people[role])
    for number in range(3):
        asking = makers.ask_for_reports(region)
        makers.hand_in(makers.report_of(region, asking), coordinator)
        if number in {0, 2}:
            with django_assert_num_queries(count):
                client.get(ROUNDS)
