"""A region's people: everyone in it reads, coordinators and staff invite, staff alone end."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from regions.actions import set_membership
from regions.history import record
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


@pytest.fixture
def boss(client: Client) -> User:
    person = staff(make_person("Siri Stab"))
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


def test_a_closed_account_is_refused_and_nothing_is_sent(
    client: Client, me: User, region: Region,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    closed = make_person("Lukket Konto", email="lukket@post.no")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(members(region), NEW | {"email": "Lukket@post.no"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    assert "Lukket Konto" not in answer.content.decode()
    assert not Membership.objects.filter(user=closed).exists()
    assert mail.outbox == []


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


@pytest.mark.parametrize("role", ["reader", "coordinator"])
def test_no_invitation_lowers_a_role(
    client: Client, me: User, region: Region, role: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    known = coordinator_of(region, make_person(email="ola@post.no", password="demo"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(members(region), NEW | {"email": "ola@post.no", "role": role})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["role"]
    membership = known.memberships.get()
    assert (membership.role, membership.revision) == (MembershipRole.COORDINATOR, 1)
    assert mail.outbox == []


def test_nobody_invites_themselves_to_less(client: Client, me: User, region: Region) -> None:
    answer = client.post(members(region), NEW | {"email": me.email})
    assert answer.status_code == 422
    assert me.memberships.get().role == MembershipRole.COORDINATOR


def test_a_member_without_a_password_is_invited_once_more(
    client: Client, me: User, region: Region,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    known = reader_of(region, make_person(email="ola@post.no"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(members(region), NEW | {"email": "ola@post.no"})
    assert [letter.to for letter in mail.outbox] == [["ola@post.no"]]
    assert known.memberships.get().revision == 1


def test_who_has_left_may_be_invited_as_less(client: Client, me: User, region: Region) -> None:
    known = coordinator_of(region, make_person(email="ola@post.no"))
    set_membership(by=None, person=known, region=region, role=None, expected_revision=1)
    client.post(members(region), NEW | {"email": "ola@post.no"})
    membership = known.memberships.get()
    assert (membership.role, membership.removed) == (MembershipRole.READER, False)


def test_an_address_that_another_invites_at_the_same_time_is_said(
    client: Client, me: User, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    faster = make_person("Raskere", email="raskere@post.no")

    def first(row: Any, **facts: Any) -> Any:
        if isinstance(row, User):
            User.objects.filter(pk=faster.pk).update(email="ny@post.no")
        return record(row, **facts)

    monkeypatch.setattr("regions.actions.people.record", first)
    answer = client.post(members(region), NEW)
    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1
    assert not Membership.objects.filter(user=faster).exists()


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


def test_a_coordinator_sees_no_button_to_end_and_is_refused(
    client: Client, me: User, region: Region
) -> None:
    reader = Membership.objects.get(user=reader_of(region))
    assert end(reader) not in client.get(members(region)).content.decode()
    assert client.post(end(reader), {"revision": 1}).status_code == 403
    reader.refresh_from_db()
    assert not reader.removed


def test_a_membership_that_ended_lets_nobody_in_and_stands_in_the_history(
    client: Client, boss: User, region: Region
) -> None:
    reader = reader_of(region, make_person("Rita Leser"))
    membership = Membership.objects.get(user=reader)
    assert end(membership) in client.get(members(region)).content.decode()
    answer = client.post(end(membership), {"revision": 1})
    assert answer.headers["Location"] == members(region)
    inside = Client()
    inside.force_login(reader)
    assert inside.get(members(region)).status_code == 404
    page = client.get(members(region))
    assert [line.name for line in page.context["members"]] == []
    newest = page.context["changes"][0]
    assert (newest.by, str(*newest.about.names), newest.number) == (boss.name, "Rita Leser", 2)


def test_nobody_ends_their_own_membership(client: Client, boss: User, region: Region) -> None:
    coordinator_of(region, boss)
    own = boss.memberships.get()
    assert end(own) not in client.get(members(region)).content.decode()
    answer = client.post(end(own), {"revision": 1})
    assert answer.status_code == 422
    assert not boss.memberships.get().removed


def test_nobody_lowers_their_own_role(me: User, region: Region) -> None:
    with pytest.raises(ValidationError) as refusal:
        set_membership(
            by=me, person=me, region=region, role=MembershipRole.READER, expected_revision=1
        )
    assert list(refusal.value.message_dict) == ["role"]


def test_a_membership_that_was_changed_meanwhile_is_not_ended_unseen(
    client: Client, boss: User, region: Region
) -> None:
    reader = reader_of(region, make_person(email="ola@post.no"))
    client.post(members(region), NEW | {"email": "ola@post.no", "role": "coordinator"})
    answer = client.post(end(reader.memberships.get()), {"revision": 1})
    assert answer.status_code == 409
    assert not reader.memberships.get().removed


def test_one_goes_on_to_no_foreign_address(client: Client, boss: User, region: Region) -> None:
    membership = Membership.objects.get(user=reader_of(region))
    sent = {"revision": 1, "next": "https://example.com/"}
    assert client.post(end(membership), sent).headers["Location"] == members(region)
