"""A region's people: everyone in it reads, coordinators and programme staff invite and end."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from regions.models import Membership, MembershipRole, Region, User
from tests.makers import coordinator_of, make_person, make_region, ministry, reader_of, staff

pytestmark = pytest.mark.django_db
NEW = {"name": "Ny Person", "email": "ny@post.no", "role": "reader"}


@pytest.fixture
def region() -> Region:
    return make_region("Hallingdal", slug="hallingdal", language="nn")


@pytest.fixture
def me(client: Client, region: Region) -> User:
    person = coordinator_of(region, make_person("Kari Koordinator"))
    client.force_login(person)
    return person


def members(region: Region) -> str:
    return reverse("regions:members", args=[region.slug])


def end(membership: Membership) -> str:
    return reverse("regions:end_membership", args=[membership.region.slug, membership.pk])


def test_the_regions_people_and_the_staff_read(client: Client, region: Region) -> None:
    coordinator = coordinator_of(region, make_person("Kari Koordinator", email="kari@post.no"))
    for person in (coordinator, reader_of(region), staff()):
        client.force_login(person)
        assert "kari@post.no" in client.get(members(region)).content.decode()


def test_others_are_not_told_that_the_page_exists(client: Client, region: Region) -> None:
    membership = Membership.objects.get(user=reader_of(region))
    for person in (coordinator_of(make_region()), reader_of(make_region()), ministry()):
        client.force_login(person)
        assert client.get(members(region)).status_code == 404
        assert client.post(members(region), NEW).status_code == 404
        assert client.post(end(membership), {"revision": 1}).status_code == 404
    assert not User.objects.filter(email="ny@post.no").exists()


def test_a_reader_sees_no_form_and_is_refused(client: Client, region: Region) -> None:
    coordinator = Membership.objects.get(user=coordinator_of(region))
    client.force_login(reader_of(region))
    assert "<form class" not in client.get(members(region)).content.decode().split("<main")[1]
    assert client.post(members(region), NEW).status_code == 403
    assert client.post(end(coordinator), {"revision": 1}).status_code == 403
    assert not User.objects.filter(email="ny@post.no").exists()


def test_the_page_takes_the_same_queries_for_any_number(
    client: Client, me: User, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (1, 3):
        for _ in range(rows):
            reader_of(region)
        with django_assert_num_queries(7):  # session, person, standing, region; people, history (2)
            client.get(members(region))


def test_who_is_new_gets_a_letter_in_the_regions_language(
    client: Client, me: User, region: Region,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        client.post(members(region), NEW)
    person = User.objects.get(email="ny@post.no")
    assert (person.name, person.language) == ("Ny Person", "nn")
    assert person.memberships.get().role == MembershipRole.READER
    assert [letter.to for letter in mail.outbox] == [["ny@post.no"]]
    assert "/konto/nytt-passord/" in mail.outbox[0].body


def test_who_is_known_keeps_their_name_and_is_told_in_their_own_language(
    client: Client, me: User, region: Region,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    known = make_person("Ola Kjent", email="ola@post.no", language="en", password="demo")
    reader_of(make_region("Annen region"), known)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(members(region), NEW | {"email": "OLA@post.no"})
    known.refresh_from_db()
    assert (known.name, known.revision) == ("Ola Kjent", 1)
    [letter] = mail.outbox
    assert "Hello Ola Kjent" in letter.body
    assert "nytt-passord" not in letter.body


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(
    client: Client, me: User, region: Region
) -> None:
    make_person(email="ola@post.no")
    said = []
    for address in ("ola@post.no", "ny@post.no"):
        answer = client.post(members(region), NEW | {"email": address})
        words = [str(message) for message in client.get(members(region)).context["messages"]]
        said.append((answer.status_code, answer.headers["Location"], words))
    assert len(said[0][2]) == 1
    assert said[0] == said[1]


def test_the_page_says_nothing_of_members_other_regions(
    client: Client, me: User, region: Region
) -> None:
    reader_of(make_region("Hemmelig region"), reader_of(region))
    assert "Hemmelig region" not in client.get(members(region)).content.decode()


def test_who_is_invited_again_gets_the_new_role(client: Client, me: User, region: Region) -> None:
    known = reader_of(region, make_person(email="ola@post.no"))
    client.post(members(region), NEW | {"email": "ola@post.no", "role": "coordinator"})
    membership = known.memberships.get()
    assert (membership.role, membership.revision) == (MembershipRole.COORDINATOR, 2)


def test_inviting_a_member_as_what_they_are_changes_nothing(
    client: Client, me: User, region: Region
) -> None:
    known = reader_of(region, make_person(email="ola@post.no"))
    client.post(members(region), NEW | {"email": "ola@post.no"})
    assert known.memberships.get().revision == 1


@pytest.mark.parametrize("wrong", [{"email": "ikke en"}, {"role": "staff"}, {"name": ""}])
def test_bad_input_is_said_and_what_was_typed_is_kept(
    client: Client, me: User, region: Region, wrong: dict[str, str]
) -> None:
    answer = client.post(members(region), NEW | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)
    kept = wrong.get("email") or NEW["email"]
    assert f'value="{kept}"' in answer.content.decode()
    assert not User.objects.filter(email="ny@post.no").exists()


def test_a_membership_that_ended_lets_nobody_in_and_stands_in_the_history(
    client: Client, me: User, region: Region
) -> None:
    reader = reader_of(region, make_person("Rita Leser"))
    membership = Membership.objects.get(user=reader)
    answer = client.post(end(membership), {"revision": 1})
    assert answer.headers["Location"] == members(region)
    inside = Client()
    inside.force_login(reader)
    assert inside.get(members(region)).status_code == 404
    page = client.get(members(region))
    assert [line.name for line in page.context["members"]] == [me.name]
    newest = page.context["changes"][0]
    assert (newest.by, newest.about, newest.number) == (me.name, "Rita Leser", 2)


def test_nobody_ends_their_own_membership(client: Client, me: User, region: Region) -> None:
    answer = client.post(end(me.memberships.get()), {"revision": 1})
    assert answer.status_code == 422
    assert not me.memberships.get().removed


def test_a_membership_that_was_changed_meanwhile_is_not_ended_unseen(
    client: Client, me: User, region: Region
) -> None:
    reader = reader_of(region, make_person(email="ola@post.no"))
    client.post(members(region), NEW | {"email": "ola@post.no", "role": "coordinator"})
    answer = client.post(end(reader.memberships.get()), {"revision": 1})
    assert answer.status_code == 409
    assert not reader.memberships.get().removed


def test_one_goes_on_to_no_foreign_address(client: Client, me: User, region: Region) -> None:
    membership = Membership.objects.get(user=reader_of(region))
    sent = {"revision": 1, "next": "https://example.com/"}
    assert client.post(end(membership), sent).headers["Location"] == members(region)
