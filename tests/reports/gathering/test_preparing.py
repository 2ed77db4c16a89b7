"""The agenda as the staff write it: points, their order, what is shown to the regions."""

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from checkpoints.models import Event
from regions.history import Stale
from regions.models import User
from reports import actions
from reports.models import AgendaItem, Gathering
from reports.queries.gatherings import agenda_of
from tests.reports.stages.stepping import client_of

pytestmark = pytest.mark.django_db


def at(event: Event, page: str = "gathering", *more: Any) -> str:
    return reverse(f"reports:{page}", args=[event.phase.slug, event.slug, *more])


def headings(event: Event) -> list[str]:
    return [one.heading for one in agenda_of(event).items]


@pytest.fixture
def points(event: Event, ola: User) -> list[AgendaItem]:
    return [
        actions.add_agenda_item(by=ola, event=event, heading=heading, minutes=minutes)
        for heading, minutes in (("Velkommen", 15), ("Grupper", 90), ("Slutt", None))
    ]


def press(person: User, item: AgendaItem, act: str) -> Any:
    item.event.phase  # noqa: B018  it is loaded
    return client_of(person).post(at(item.event, "arrange_agenda_item", item.pk), {"act": act})


def test_the_staff_write_a_point(event: Event, ola: User) -> None:
    sent = {"revision": 0, "heading": " Velkommen ", "note": "Kaffe\r\nfra ni", "minutes": "15"}
    answer = client_of(ola).post(at(event, "add_agenda_item"), sent)
    assert answer.headers["Location"] == f"{at(event)}#agenda"
    row = AgendaItem.objects.get()
    assert (row.heading, row.note, row.minutes, row.position, row.changed_by, row.proposal) == (
        "Velkommen", "Kaffe\nfra ni", 15, 1, ola, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"heading": " "}, {"heading": "x" * 201}, {"minutes": "0"}, {"minutes": "x"},
     {"minutes": "99999"}, {"note": "x" * 1001}, {"revision": "x"}, {"proposal": "x" * 201}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    event: Event, ola: User, wrong: dict[str, str]
) -> None:
    sent = {"revision": "0", "heading": "Velkommen", "note": "Kaffe fra ni", **wrong}
    answer = client_of(ola).post(at(event, "add_agenda_item"), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sent["note"] in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_a_proposal_is_taken_with_one_press_and_only_once(event: Event, ola: User) -> None:
    sent = {
        "revision": 0,
        "heading": "Mål: på vent",
        "note": "2 regioner",
        "proposal": "on_hold:m1",
    }
    for _each in range(2):
        client_of(ola).post(at(event, "add_agenda_item"), sent | {"revision": 0})
    row = AgendaItem.objects.get()
    assert (row.heading, row.note, row.proposal) == ("Mål: på vent", "2 regioner", "on_hold:m1")


def test_a_proposal_that_was_taken_out_can_be_taken_again(event: Event, ola: User) -> None:
    facts: Any = {"by": ola, "event": event, "heading": "På vent", "proposal": "on_hold:m1"}
    first = actions.add_agenda_item(**facts)
    actions.remove_agenda_item(by=ola, item=first)
    again = actions.add_agenda_item(**facts)
    assert (agenda_of(event).items, agenda_of(event).taken_out) == ((again,), (first,))


def test_two_who_change_a_point_lose_nothing(points: list[AgendaItem], ola: User) -> None:
    address = at(points[0].event, "change_agenda_item", points[0].pk)
    client = client_of(ola)
    client.post(address, {"revision": 1, "heading": "God morgen", "minutes": "15"})
    answer = client.post(address, {"revision": 1, "heading": "Velkommen", "minutes": "20"})
    assert answer.status_code == HTTPStatus.FOUND
    points[0].refresh_from_db()
    assert (points[0].heading, points[0].minutes) == ("God morgen", 20)
    answer = client.post(address, {"revision": 1, "heading": "Hei", "minutes": "15"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "God morgen" in answer.content.decode()


def test_points_move_up_and_down_and_the_ends_stay(points: list[AgendaItem], ola: User) -> None:
    event = points[0].event
    press(ola, points[2], "up")
    assert headings(event) == ["Velkommen", "Slutt", "Grupper"]
    press(ola, points[0], "up")
    press(ola, points[1], "down")
    assert headings(event) == ["Velkommen", "Slutt", "Grupper"]
    press(ola, points[0], "down")
    assert headings(event) == ["Slutt", "Velkommen", "Grupper"]


def test_a_point_is_taken_out_and_brought_back_where_it_stood(
    points: list[AgendaItem], ola: User
) -> None:
    event = points[0].event
    press(ola, points[1], "remove")
    assert headings(event) == ["Velkommen", "Slutt"]
    press(ola, points[1], "up")  # it stands in no order now
    press(ola, points[1], "back")
    press(ola, points[1], "back")
    assert headings(event) == ["Velkommen", "Grupper", "Slutt"]
    assert points[1].revisions.count() == 3


def test_a_button_that_is_not_known_changes_nothing(points: list[AgendaItem], ola: User) -> None:
    assert press(ola, points[0], "sideways").status_code == HTTPStatus.FOUND
    assert headings(points[0].event) == ["Velkommen", "Grupper", "Slutt"]


def test_the_agenda_knows_how_long_it_takes(points: list[AgendaItem]) -> None:
    agenda = agenda_of(points[0].event)
    assert (agenda.minutes, agenda.untimed) == (105, 1)


def test_the_regions_read_it_once_it_is_shown_and_not_before(
    points: list[AgendaItem], ola: User, kari: User
) -> None:
    event = points[0].event
    assert client_of(kari).get(at(event)).status_code == HTTPStatus.NOT_FOUND
    client_of(ola).post(at(event, "publish_gathering"), {"revision": 0, "published": "on"})
    page = client_of(kari).get(at(event))
    assert page.status_code == HTTPStatus.OK
    assert [one.heading in page.content.decode() for one in points] == [True] * 3
    client_of(ola).post(at(event, "publish_gathering"), {"revision": 1})
    assert client_of(kari).get(at(event)).status_code == HTTPStatus.NOT_FOUND
    assert [one.published for one in Gathering.objects.get().revisions.order_by("number")] == [
        True, False,
    ]  # fmt: skip


def test_what_was_taken_out_is_not_shown(points: list[AgendaItem], ola: User, kari: User) -> None:
    event = points[0].event
    actions.remove_agenda_item(by=ola, item=points[1])
    actions.publish_gathering(
        by=ola, gathering=Gathering(event=event), expected_revision=0, published=True
    )
    assert "Grupper" not in client_of(kari).get(at(event)).content.decode().split("<main")[1]


def test_to_show_it_does_not_collide_with_other_work_on_the_gathering(
    event: Event, ola: User
) -> None:
    row = actions.publish_gathering(
        by=ola, gathering=Gathering(event=event), expected_revision=0, published=False
    )
    client_of(ola).post(at(event, "publish_gathering"), {"revision": 0, "published": "on"})
    row.refresh_from_db()
    assert (row.published, row.revision) == (True, 2)
    with pytest.raises(Stale):
        actions.publish_gathering(by=ola, gathering=row, expected_revision=1, published=False)


@pytest.mark.parametrize("slug", ["rapport-1", "samling-9"])
def test_there_is_no_page_for_what_is_no_gathering(event: Event, ola: User, slug: str) -> None:
    address = reverse("reports:gathering", args=[event.phase.slug, slug])
    assert client_of(ola).get(address).status_code == HTTPStatus.NOT_FOUND


def test_what_was_taken_off_the_calendar_has_no_page(event: Event, ola: User) -> None:
    Event.objects.filter(pk=event.pk).update(removed=True)
    assert client_of(ola).get(at(event)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ((), ["A", "B"]),
        (("Velkommen",), ["Velkommen", "A", "B"]),
        (("Velkommen", "Slutt"), ["Velkommen", "A", "B", "Slutt"]),
    ],
)
def test_proposals_come_before_the_point_that_closes_the_day(
    event: Event, ola: User, there: tuple[str, ...], wanted: list[str]
) -> None:
    for heading in there:
        actions.add_agenda_item(by=ola, event=event, heading=heading)
    for heading in ("A", "B"):
        actions.add_agenda_item(by=ola, event=event, heading=heading, proposal=f"help:{heading}")
    assert headings(event) == wanted


def test_where_a_point_came_is_said(event: Event, points: list[AgendaItem], ola: User) -> None:
    facts = {"revision": 0, "heading": "Råd", "minutes": "30", "proposal": "help:m1/c1"}
    page = client_of(ola).post(at(event, "add_agenda_item"), facts, follow=True)
    words = gettext("«%(heading)s» is point %(n)d on the agenda.") % {"heading": "Råd", "n": 3}
    assert [str(one) for one in page.context["messages"]] == [words]
    assert headings(event) == ["Velkommen", "Grupper", "Råd", "Slutt"]
