"""The pages on people, for programme staff."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from regions.history import record
from regions.models import Membership, MembershipRole, Role, RoleName, User
from tests.makers import coordinator_of, make_person, make_region, ministry, reader_of, staff

pytestmark = pytest.mark.django_db
PEOPLE = reverse("regions:people")


@pytest.fixture
def me(client: Client) -> User:
    person = staff(make_person("Siri Stab"))
    client.force_login(person)
    return person


def facts(person: User, **changes: object) -> dict[str, object]:
    """What the form holds when it is opened, with changes."""
    shown = {
        "revision": person.revision, "name": person.name, "email": person.email,
        "language": person.language,
    }  # fmt: skip
    return shown | ({"is_active": "on"} if person.is_active else {}) | changes


def test_others_are_not_told_that_the_pages_exist(client: Client) -> None:
    region, other = make_region(), make_person()
    for person in (coordinator_of(region), reader_of(region), ministry(), make_person()):
        client.force_login(person)
        for name, args in (("people", []), ("add_person", []), ("person", [other.pk])):
            assert client.get(reverse(f"regions:{name}", args=args)).status_code == 404
        for name in ("person", "role", "join_region", "invite_again"):
            assert client.post(reverse(f"regions:{name}", args=[other.pk])).status_code == 404
    assert User.objects.get(pk=other.pk).revision == 1


def test_the_list_is_found_by_name_and_by_address(client: Client, me: User) -> None:
    coordinator_of(make_region("Hallingdal"), make_person("Åse Ødegård", email="aa@post.no"))
    for text in ("øDEG", "AA@POST"):
        page = client.get(PEOPLE, {"q": text}).content.decode()
        assert "Åse Ødegård" in page
        assert "Hallingdal" in page
        assert f">{me.name}</a>" not in page
    assert "Åse Ødegård" not in client.get(PEOPLE, {"q": "finnes ikke"}).content.decode()


@pytest.mark.parametrize("text", ["a\0b", "x" * 101])
def test_a_search_that_is_not_understood_is_said_and_does_not_filter(
    client: Client, me: User, text: str
) -> None:
    answer = client.get(PEOPLE, {"q": text})
    assert answer.status_code == 200
    assert list(answer.context["search"].errors) == ["q"]
    assert [line.name for line in answer.context["people"]] == [me.name]


def test_the_list_takes_the_same_queries_for_any_number(
    client: Client, me: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (1, 3):
        for _ in range(rows):
            coordinator_of(make_region())
        with django_assert_num_queries(6):  # session, person, standing; roles, memberships, people
            client.get(PEOPLE)


def test_a_new_person_gets_a_link_to_choose_a_password(
    client: Client, me: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("regions:add_person"),
            {"name": "Ny Person", "email": "NY@post.no", "language": "nn"},
        )
    person = User.objects.get(email="ny@post.no")
    assert answer.headers["Location"] == reverse("regions:person", args=[person.pk])
    assert person.language == "nn"
    [letter] = mail.outbox
    assert letter.to == ["ny@post.no"]
    link = next(line for line in letter.body.splitlines() if "/nytt-passord/" in line)
    client.logout()
    form = client.get(link, follow=True)
    chosen = {"password1": "fjellheimen-1814", "password2": "fjellheimen-1814"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert client.login(email="ny@post.no", password="fjellheimen-1814")


def test_a_taken_address_is_said_on_its_field_and_what_was_typed_is_kept(
    client: Client, me: User
) -> None:
    sent = {"name": "En Annen", "email": me.email.upper(), "language": "nb"}
    answer = client.post(reverse("regions:add_person"), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    assert 'value="En Annen"' in answer.content.decode()
    assert mail.outbox == []


def test_a_change_stands_in_the_history_with_who_and_what(client: Client, me: User) -> None:
    person = make_person("Ola Nordmann", email="ola@post.no")
    address = reverse("regions:person", args=[person.pk])
    client.post(address, facts(person, name="Ola Hansen"))
    page = client.get(address)
    newest = page.context["changes"][0]
    assert (newest.by, newest.number) == (me.name, 2)
    assert [(f.before, f.after) for f in newest.fields] == [("Ola Nordmann", "Ola Hansen")]
    assert "Ola Nordmann</del>" in page.content.decode()


def test_saving_without_a_change_writes_no_history(client: Client, me: User) -> None:
    person = make_person()
    client.post(reverse("regions:person", args=[person.pk]), facts(person))
    assert User.objects.get(pk=person.pk).revision == 1


def test_a_late_save_of_the_same_field_shows_both_and_the_next_one_overwrites_knowingly(
    client: Client, me: User
) -> None:
    person = make_person("Ola Nordmann")
    address = reverse("regions:person", args=[person.pk])
    opened = facts(person, name="Ola Min")
    client.post(address, facts(person, name="Ola Deres"))
    answer = client.post(address, opened)
    assert answer.status_code == 409
    form = answer.context["person_form"]
    assert [(c.theirs, c.yours) for c in form.conflict.collisions] == [("Ola Deres", "Ola Min")]
    assert form.conflict.meanwhile.who == me.name
    page = answer.content.decode()
    assert 'value="Ola Min"' in page
    assert "Ola Deres" in page
    assert 'name="revision" value="2"' in page
    assert User.objects.get(pk=person.pk).name == "Ola Deres"
    client.post(address, opened | {"revision": 2})
    assert User.objects.get(pk=person.pk).name == "Ola Min"


@pytest.mark.parametrize(
    "wrong",
    [{"revision": ""}, {"revision": "-1"}, {"language": "sv"}, {"name": " "},
     {"name": "x" * 101}, {"email": "ikke en"}],
)  # fmt: skip
def test_bad_input_saves_nothing(client: Client, me: User, wrong: dict[str, str]) -> None:
    person = make_person("Ola Nordmann", email="ola@post.no")
    sent = facts(person, email="annen@post.no") | wrong
    answer = client.post(reverse("regions:person", args=[person.pk]), sent)
    assert answer.status_code == 422
    assert list(answer.context["person_form"].errors) == list(wrong)
    assert User.objects.get(pk=person.pk).email == "ola@post.no"


def test_who_may_not_sign_in_is_out_at_once(client: Client, me: User) -> None:
    person = make_person()
    inside = Client()
    inside.force_login(person)
    sent = facts(person)
    del sent["is_active"]
    client.post(reverse("regions:person", args=[person.pk]), sent)
    assert inside.get(reverse("checkpoints:calendar")).status_code == 302


def test_nobody_closes_their_own_account_or_takes_away_their_own_role(
    client: Client, me: User
) -> None:
    sent = facts(me)
    del sent["is_active"]
    answer = client.post(reverse("regions:person", args=[me.pk]), sent)
    assert answer.status_code == 422
    assert list(answer.context["person_form"].errors) == ["is_active"]
    sent = {"role-revision": 1, "role-role": "ministry"}
    answer = client.post(reverse("regions:role", args=[me.pk]), sent)
    assert answer.status_code == 422
    assert client.get(PEOPLE).status_code == 200


def test_an_address_that_was_changed_opens_nothing(client: Client, me: User) -> None:
    person = make_person(email="gammel@post.no", password="fjellheimen-1814")
    sign_in = reverse("account_login")
    old = {"login": "gammel@post.no", "password": "fjellheimen-1814"}
    assert Client().post(sign_in, old).status_code == 302
    client.post(reverse("regions:person", args=[person.pk]), facts(person, email="ny@post.no"))
    assert Client().post(sign_in, old).status_code == 422
    assert Client().post(sign_in, old | {"login": "ny@post.no"}).status_code == 302


def test_a_role_is_given_and_taken_away(client: Client, me: User) -> None:
    person = make_person()
    address = reverse("regions:role", args=[person.pk])
    client.post(address, {"role-revision": 0, "role-role": "ministry"})
    role = Role.objects.get(user=person)
    assert (role.role, role.removed) == (RoleName.MINISTRY, False)
    client.post(address, {"role-revision": 1, "role-role": "none"})
    role.refresh_from_db()
    assert (role.removed, role.revision) == (True, 2)


def test_a_role_given_by_two_at_once_is_shown_to_the_second(client: Client, me: User) -> None:
    person = make_person()
    address = reverse("regions:role", args=[person.pk])
    client.post(address, {"role-revision": 0, "role-role": "ministry"})
    answer = client.post(address, {"role-revision": 0, "role-role": "staff"})
    assert answer.status_code == 409
    assert Role.objects.get(user=person).role == RoleName.MINISTRY


def test_a_membership_is_given_told_by_mail_and_ended(
    client: Client, me: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    person, region = make_person(email="ola@post.no"), make_region("Hallingdal")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("regions:join_region", args=[person.pk]),
            {"join-region": region.pk, "join-role": "reader"},
        )
    membership = Membership.objects.get(user=person)
    assert membership.role == MembershipRole.READER
    assert [letter.to for letter in mail.outbox] == [["ola@post.no"]]
    assert "Hallingdal" in mail.outbox[0].subject
    page = reverse("regions:person", args=[person.pk])
    answer = client.post(
        reverse("regions:end_membership", args=[region.slug, membership.pk]),
        {"revision": 1, "next": page},
    )
    assert answer.headers["Location"] == page
    membership.refresh_from_db()
    assert membership.removed
    abouts = [str(*c.about.names) for c in client.get(page).context["changes"]]
    assert abouts[:2] == ["Hallingdal"] * 2


def test_a_role_in_a_region_is_never_lowered(client: Client, me: User) -> None:
    region = make_region()
    person = coordinator_of(region)
    address = reverse("regions:join_region", args=[person.pk])
    answer = client.post(address, {"join-region": region.pk, "join-role": "reader"})
    assert answer.status_code == 422
    assert list(answer.context["join_form"].errors) == ["role"]
    assert person.memberships.get().role == MembershipRole.COORDINATOR


def test_a_region_given_by_two_at_once_is_shown_to_the_second(
    client: Client, me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, person = make_region(), make_person()

    def first(row: Any, **facts: Any) -> Any:
        record(Membership(user=person, region=region), by=me, expected=0, role="coordinator")
        return record(row, **facts)

    monkeypatch.setattr("regions.actions.people.record", first)
    address = reverse("regions:join_region", args=[person.pk])
    answer = client.post(address, {"join-region": region.pk, "join-role": "reader"})
    assert answer.status_code == 409
    assert answer.context["join_form"].conflict.meanwhile.who == me.name
    assert 'data-color="warning"' in answer.content.decode()


def test_ones_own_page_has_no_button_to_end_a_membership(client: Client, me: User) -> None:
    coordinator_of(make_region(), me)
    page = client.get(reverse("regions:person", args=[me.pk])).content.decode()
    assert "/avslutt/" not in page


def test_a_region_from_nowhere_is_refused(client: Client, me: User) -> None:
    address = reverse("regions:join_region", args=[make_person().pk])
    answer = client.post(address, {"join-region": 4711, "join-role": "reader"})
    assert answer.status_code == 422
    assert not Membership.objects.exists()


def test_an_invitation_is_sent_again_but_not_to_who_may_not_sign_in(
    client: Client, me: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    person = make_person(email="ola@post.no")
    address = reverse("regions:invite_again", args=[person.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert [letter.to for letter in mail.outbox] == [["ola@post.no"]]
    sent = facts(person)
    del sent["is_active"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("regions:person", args=[person.pk]), sent)
        client.post(address)
    assert len(mail.outbox) == 1
