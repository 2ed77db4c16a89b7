"""The programme's calendar and phases: everyone reads, programme staff edit."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.models import Event, EventKind, Phase
from regions.models import Programme, User
from tests.makers import coordinator_of, make_person, make_region, ministry, reader_of, staff

pytestmark = pytest.mark.django_db
CALENDAR = reverse("checkpoints:calendar")


@pytest.fixture
def me(client: Client, phase: Phase) -> User:
    person = staff(make_person("Siri Stab"))
    client.force_login(person)
    return person


def event_page(slug: str) -> str:
    return reverse("checkpoints:event", args=["fase-2", slug])


def event(slug: str) -> Event:
    return Event.objects.get(slug=slug)


def facts(slug: str, **changes: object) -> dict[str, object]:
    found = event(slug)
    names = ("revision", "position", "place", "note", "starts_on", "ends_on")
    return {name: getattr(found, name) or "" for name in names} | changes


def test_everyone_reads_and_programme_staff_alone_change(client: Client, phase: Phase) -> None:
    region, before = make_region(), Event.objects.count()
    edit, add = event_page("samling-2"), reverse("checkpoints:add_event", args=["fase-2"])
    for person in (coordinator_of(region), reader_of(region), ministry(), make_person()):
        client.force_login(person)
        page = client.get(CALENDAR).content.decode()
        assert page.count("<tr>") == 10  # nine events and a heading
        assert edit not in page
        for address in (edit, add):
            assert client.get(address).status_code == 403
            assert client.post(address, facts("samling-2", place="Oslo")).status_code == 403
    assert (event("samling-2").revision, Event.objects.count()) == (1, before)


def test_who_is_not_signed_in_reads_nothing(client: Client, phase: Phase) -> None:
    for address in (CALENDAR, reverse("checkpoints:phase", args=["fase-2"])):
        assert client.get(address).headers["Location"].startswith(reverse("account_login"))


def test_a_date_that_is_not_set_is_shown_as_such(client: Client, me: User) -> None:
    Event.objects.update(starts_on=None, ends_on=None)
    page = client.get(CALENDAR)
    assert page.context["coming"] is None
    unset = [line.starts_on for line in page.context["calendars"][1].events]
    assert unset == [None] * 9


def test_the_next_event_is_the_first_that_is_not_over(
    client: Client, me: User, settings: Settings
) -> None:
    Event.objects.update(starts_on=None, ends_on=None)
    Event.objects.filter(slug="rapport-1").update(starts_on=date(2016, 2, 15))
    two_days = {"starts_on": date(2016, 12, 1), "ends_on": date(2016, 12, 2)}
    Event.objects.filter(slug="samling-3").update(**two_days)
    Event.objects.filter(slug="samling-4").update(starts_on=date(2017, 2, 1))
    page = client.get(CALENDAR)
    assert page.context["coming"].days_left == 11
    lines = page.context["calendars"][1].events
    assert [line.slug for line in lines if line.is_next] == ["samling-3"]
    settings.TODAY = date(2016, 12, 2)
    assert client.get(CALENDAR).context["coming"].days_left == 0
    settings.TODAY = date(2016, 12, 3)
    assert client.get(CALENDAR).context["coming"].days_left == 60


def test_the_calendar_takes_the_same_queries_for_any_number_of_phases(
    client: Client, me: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):  # session, person, standing; phases, events; what comes next
        client.get(CALENDAR)
    programme = Programme.objects.get()
    for position in (3, 4):
        Phase.objects.create(
            programme=programme, slug=f"fase-{position}", position=position, nb="Fase",
            source="nb", starts_on=date(2019, 1, 1), ends_on=date(2020, 1, 1),
        )  # fmt: skip
    with django_assert_num_queries(6):
        client.get(CALENDAR)


def test_staff_move_an_event_and_the_history_tells(client: Client, me: User) -> None:
    sent = facts("samling-5", starts_on="2017-11-14", ends_on="15.11.2017", place="Bodø")
    assert client.post(event_page("samling-5"), sent).headers["Location"] == CALENDAR
    found = event("samling-5")
    assert (found.starts_on, found.ends_on) == (date(2017, 11, 14), date(2017, 11, 15))
    newest = client.get(event_page("samling-5")).context["changes"][0]
    assert newest.by == "Siri Stab"
    assert [field.after for field in newest.fields][-1] == "Bodø"


def test_a_late_save_is_shown_beside_what_was_typed(client: Client, me: User) -> None:
    opened = facts("samling-5")
    client.post(event_page("samling-5"), opened | {"place": "Bodø"})
    answer = client.post(event_page("samling-5"), opened | {"place": "Oslo"})
    assert answer.status_code == 409
    [collision] = answer.context["form"].conflict.collisions
    assert (collision.theirs, collision.yours) == ("Bodø", "Oslo")
    assert 'value="Oslo"' in answer.content.decode()
    client.post(event_page("samling-5"), opened | {"place": "Oslo", "revision": 2})
    assert event("samling-5").place == "Oslo"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"starts_on": "snart"}, "starts_on"), ({"starts_on": "2031-01-01"}, "starts_on"),
     ({"starts_on": "", "ends_on": "2017-01-01"}, "starts_on"),
     ({"starts_on": "2017-01-02", "ends_on": "2017-01-01"}, "ends_on"),
     ({"position": "0"}, "position"), ({"position": "40000"}, "position"),
     ({"note": "x" * 201}, "note"), ({"revision": "x"}, "revision")],
)  # fmt: skip
def test_bad_input_is_said_on_its_field_and_saves_nothing(
    client: Client, me: User, wrong: dict[str, str], field: str
) -> None:
    answer = client.post(event_page("samling-5"), facts("samling-5", place="Oslo") | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Oslo"' in answer.content.decode()
    assert event("samling-5").revision == 1


def test_a_date_a_little_outside_the_phase_is_saved_with_a_hint(client: Client, me: User) -> None:
    sent = facts("sluttrapport", starts_on="2018-09-01", ends_on="")
    page = client.post(event_page("sluttrapport"), sent, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success", "warning"]
    assert event("sluttrapport").starts_on == date(2018, 9, 1)


def test_staff_add_an_event_that_is_numbered_and_put_last(client: Client, me: User) -> None:
    last = max(Event.objects.values_list("position", flat=True))
    address = reverse("checkpoints:add_event", args=["fase-2"])
    client.post(address, {"kind": EventKind.GATHERING, "place": "Bergen"})
    added = event("samling-6")
    assert (added.number, added.position, added.starts_on) == (6, last + 1, None)


def test_an_event_of_no_kind_is_refused(client: Client, me: User) -> None:
    before = Event.objects.count()
    address = reverse("checkpoints:add_event", args=["fase-2"])
    answer = client.post(address, {"kind": "party", "place": "Bergen"})
    assert answer.status_code == 422
    assert 'value="Bergen"' in answer.content.decode()
    assert Event.objects.count() == before


def test_an_event_is_taken_off_and_can_be_put_back(client: Client, me: User) -> None:
    client.post(event_page("samling-5"), facts("samling-5", removed="on"))
    shown = client.get(CALENDAR).context["calendars"][1]
    assert "samling-5" not in [line.slug for line in shown.events]
    assert [line.slug for line in shown.removed] == ["samling-5"]
    client.post(event_page("samling-5"), facts("samling-5"))
    assert not event("samling-5").removed


def test_what_does_not_exist_is_not_found(client: Client, me: User) -> None:
    for name, args in (("event", ["fase-2", "fest"]), ("add_event", ["fase-9"]),
                       ("phase", ["fase-9"])):  # fmt: skip
        assert client.get(reverse(f"checkpoints:{name}", args=args)).status_code == 404


def test_a_phase_shows_what_it_asks_for_in_the_words_it_was_written_in(
    client: Client, me: User
) -> None:
    page = client.get(reverse("checkpoints:phase", args=["fase-2"])).content.decode()
    assert page.count("<h3>") == 5
    assert "Etablert tydelig mandat og målsettinger" in page
    assert '<span lang="nn">Strategiar vedteke</span>' in page


def test_a_phase_without_milestones_has_a_page(client: Client, me: User) -> None:
    page = client.get(reverse("checkpoints:phase", args=["fase-1"]))
    assert page.context["milestones"] == ()
    assert "Etablere samarbeid i regionen" in page.content.decode()


def test_a_phase_takes_the_same_queries_for_any_number_of_milestones(
    client: Client, me: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for slug in ("fase-1", "fase-2"):
        # session, person, standing; phase, objectives, wordings, milestones
        with django_assert_num_queries(7):
            client.get(reverse("checkpoints:phase", args=[slug]))
