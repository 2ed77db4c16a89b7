"""The page of a gathering's groups: made, made anew, and changed by hand."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Event, Phase, Status
from regions.history import Stale
from regions.models import Programme, Region, User
from reports import actions, consistency
from reports.gathering.groups import groups_for_paper
from reports.gathering.matching import match
from reports.models import Gathering
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme(milestones=1, checkpoints=2)


@pytest.fixture
def event(phase: Phase) -> Event:
    return makers.hold_event(phase, date(2017, 3, 21))


@pytest.fixture
def regions(phase: Phase) -> list[Region]:
    """The first asks what the last has met."""
    found = [makers.make_region(name) for name in ("Alta", "Bodø", "Hamar", "Ålesund")]
    makers.ask(makers.main_strand(found[0]), 1, 1)
    makers.assess(makers.main_strand(found[3]), 1, 1)
    return found


@pytest.fixture
def staff(phase: Phase, client: Client) -> User:
    person = makers.staff(makers.make_person("Siri Stab"))
    client.force_login(person)
    return person


def at(event: Event, what: str = "groups") -> str:
    return reverse(f"reports:{what}", args=[event.phase.slug, event.slug])


def made(event: Event, **how: Any) -> Gathering:
    row = Gathering.objects.filter(event=event).first() or Gathering(event=event)
    facts = {"group_size": 2, "expected_revision": row.revision} | how
    return actions.make_groups(by=None, gathering=row, **facts)


def seats(event: Event) -> list[list[int]]:
    return [one["regions"] for one in Gathering.objects.get(event=event).groups]


def send(client: Client, event: Event, what: str = "groups", **facts: Any) -> Any:
    row = Gathering.objects.filter(event=event).first()
    return client.post(at(event, what), {"revision": row.revision if row else 0} | facts)


def test_groups_are_made_of_todays_data(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    alta, bodo, hamar, alesund = (one.pk for one in regions)
    answer = send(client, event, group_size=2)
    assert answer.headers["Location"] == at(event)
    row = Gathering.objects.get(event=event)
    topic = makers.wording(makers.main_strand(regions[0]), 1, 1).checkpoint_id
    assert row.groups == [
        {"topic": topic, "regions": [alta, alesund]},
        {"topic": None, "regions": [bodo, hamar]},
    ]
    assert (row.group_size, row.matched_on) == (2, date(2016, 11, 20))


@pytest.mark.parametrize("size", ["1", "13", "", "fire"])
def test_a_size_that_is_none_is_told(
    client: Client, staff: User, event: Event, regions: list[Region], size: str
) -> None:
    answer = send(client, event, group_size=size)
    assert (answer.status_code, list(answer.context["making"].errors)) == (422, ["group_size"])
    assert answer.context["making"]["group_size"].value() == size
    assert not Gathering.objects.exists()


def test_the_page_says_why(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    makers.assess(makers.main_strand(regions[1]), 1, 2, Status.ON_HOLD)
    made(event)
    page = client.get(at(event)).context["page"]
    first, second = page.groups
    assert [len(one.regions) for one in page.groups] == [2, 2]
    assert first.topic.number == "1.1"
    assert ["Alta" in words for words in first.topic.why] == [True, False]
    assert ["Ålesund" in words for words in first.topic.why] == [False, True]
    assert (second.topic, page.alone, page.unknown) == (None, (), ("Bodø",))


def test_groups_changed_by_hand_are_not_made_anew_unasked(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    made(event)
    before = seats(event)
    send(client, event, "move_region", region=regions[1].pk, to="0")
    moved = seats(event)
    answer = send(client, event, group_size=2)
    assert (answer.status_code, list(answer.context["making"].errors)) == (422, ["anew"])
    assert seats(event) == moved != before
    assert send(client, event, group_size=2, anew="on").status_code == 302
    assert seats(event) == before


def test_a_region_is_moved_by_hand(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    alta, bodo, hamar, alesund = (one.pk for one in regions)
    made(event)
    assert send(client, event, "move_region", region=bodo, to="0").status_code == 302
    assert seats(event) == [[alta, alesund, bodo], [hamar]]
    send(client, event, "move_region", region=hamar, to="0")
    assert seats(event) == [[alta, alesund, bodo, hamar]]
    send(client, event, "move_region", region=bodo, to="1")
    assert seats(event) == [[alta, alesund, hamar], [bodo]]
    send(client, event, "move_region", region=alta, to="ingen")
    assert seats(event) == [[alesund, hamar], [bodo]]
    assert [one.name for one in client.get(at(event)).context["page"].outside] == ["Alta"]


def test_a_region_that_joined_since_is_told_and_can_be_placed(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    made(event)
    new = makers.make_region("Tromsø")
    page = client.get(at(event)).context["page"]
    assert [one.name for one in page.outside] == ["Tromsø"]
    send(client, event, "move_region", region=new.pk, to="1")
    assert seats(event)[1][-1] == new.pk
    assert client.get(at(event)).context["page"].outside == ()


@pytest.mark.parametrize(("region", "to"), [("x", "0"), ("", "0"), ("first", "9"), ("first", "")])
def test_a_move_that_cannot_be_is_told(
    client: Client, staff: User, event: Event, regions: list[Region], region: str, to: str
) -> None:
    made(event)
    before = seats(event)
    chosen = regions[0].pk if region == "first" else region
    assert send(client, event, "move_region", region=chosen, to=to).status_code == 422
    assert seats(event) == before


def test_who_comes_later_sees_the_groups_as_they_are_now(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    made(event)
    for where, facts in (
        ("move_region", {"region": regions[0].pk, "to": "1"}),
        ("groups", {"group_size": 3}),
    ):
        row = Gathering.objects.get(event=event)
        actions.move_region(
            by=staff, gathering=row, expected_revision=row.revision, region=regions[1], to=None
        )
        now = seats(event)
        answer = client.post(at(event, where), facts | {"revision": row.revision - 1})
        assert (answer.status_code, seats(event)) == (409, now)
        assert [len(one.regions) for one in answer.context["page"].groups] == [2, 1]
        assert int(answer.context["sent"]["revision"].value()) == row.revision
        actions.move_region(
            by=staff, gathering=row, expected_revision=row.revision, region=regions[1], to=1
        )


def test_what_was_only_shared_meanwhile_hinders_nobody(
    client: Client, staff: User, event: Event, regions: list[Region]
) -> None:
    row = made(event)
    actions.publish_gathering(by=staff, gathering=row, expected_revision=1, published=True)
    sent = {"revision": 1, "region": regions[1].pk, "to": "ingen"}
    assert client.post(at(event, "move_region"), sent).status_code == 302
    row.refresh_from_db()
    assert (row.published, len(row.groups), row.revision) == (True, 2, 3)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_groups_are_looked_for(
    event: Event, regions: list[Region], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    def look(*facts: Any) -> Any:
        held.append(connection.in_atomic_block)
        return match(*facts)

    monkeypatch.setattr("reports.actions.groups.match", look)
    made(event)
    assert held == [False]


def test_two_who_make_groups_at_once_collide(event: Event, regions: list[Region]) -> None:
    made(event)
    with pytest.raises(Stale):
        actions.make_groups(
            by=None, gathering=Gathering(event=event), expected_revision=0, group_size=3
        )
    assert len(seats(event)) == 2


def test_a_region_of_another_programme_is_not_placed(event: Event, regions: list[Region]) -> None:
    row, stray = made(event), makers.make_region("Fremmed")
    stray.programme = Programme.objects.create(slug="annet", name="A", funder="F", languages=["nb"])
    with pytest.raises(ValidationError):
        actions.move_region(by=None, gathering=row, expected_revision=1, region=stray, to=0)


def test_who_stands_in_two_groups_is_found(event: Event, regions: list[Region]) -> None:
    row = made(event)
    check = consistency.every_region_sits_in_one_group
    assert check() == []
    for groups in (
        [{"topic": None, "regions": [regions[0].pk, regions[0].pk]}],
        [{"topic": None, "regions": [one.pk]} for one in (regions[0], regions[0])],
        [{"topic": None, "regions": [987654]}],
        [{"topic": 987654, "regions": [regions[0].pk]}],
        [{"regions": [regions[0].pk]}],
        [{"topic": None, "regions": "alle"}],
        ["alle"],
        {"topic": None},
    ):
        Gathering.objects.filter(pk=row.pk).update(groups=groups)
        assert [one.row for one in check()] == [f"reports.Gathering {row.pk}"]


def test_the_paper_has_names_and_topics(event: Event, regions: list[Region]) -> None:
    first, second = groups_for_paper(made(event))
    assert (first.number, second.number) == (1, 2)
    assert (first.regions, second.regions) == (("Alta", "Ålesund"), ("Bodø", "Hamar"))
    wording = makers.wording(makers.main_strand(regions[0]), 1, 1)
    assert (first.topic, second.topic) == (wording.text("nb"), None)
    assert groups_for_paper(Gathering(event=event)) == ()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_is_as_many_queries_whatever_the_number(
    client: Client,
    staff: User,
    event: Event,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(number):
        makers.ask(makers.main_strand(makers.make_region(f"Region {n}")), 1, 1)
    makers.assess(makers.main_strand(makers.make_region("Ålesund")), 1, 1)
    with django_assert_num_queries(5):
        client.get(at(event))
    made(event)
    with django_assert_num_queries(16):
        client.get(at(event))
