"""The page on which people make and end their own keys to the API."""

import re
from datetime import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from regions.actions import end_token
from regions.actions.tokens import A_DAY, MOST
from regions.clock import OSLO
from regions.models import ApiToken, Scope, User
from regions.tokens import MOST_A_DAY, digest_of, token_for
from tests import makers

pytestmark = pytest.mark.django_db
PAGE = reverse("regions:tokens")
GOOD = {"name": "Regneark", "scope": "regions", "days": "180"}


@pytest.fixture
def me(client: Client) -> User:
    person = makers.staff(makers.make_person("Siri", email="siri@post.no", language="en"))
    client.force_login(person)
    return person


def secret_on(page: str) -> str:
    [found] = re.findall(r"byr_[\w-]{43}", page)
    return str(found)


def test_a_key_is_shown_once_and_kept_as_a_digest(client: Client, me: User) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=OSLO), tick=False):
        answer = client.post(PAGE, GOOD)
    secret = secret_on(answer.content.decode())
    token = ApiToken.objects.get()
    assert (token.name, token.scope, token.person) == ("Regneark", Scope.REGIONS, me)
    assert token.expires_at == datetime(2027, 5, 22, 12, tzinfo=OSLO)
    assert token.digest == digest_of(secret)
    assert "no-store" in answer["Cache-Control"]
    assert secret not in client.get(PAGE).content.decode()
    assert secret not in str(ApiToken.objects.values_list())


def test_each_key_is_another() -> None:
    person = makers.staff()
    assert makers.key_of(person) != makers.key_of(person)


def test_its_person_is_told_by_mail_without_the_key(
    client: Client, me: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(PAGE, GOOD)
    [letter] = mail.outbox
    assert letter.to == ["siri@post.no"]
    assert "Regneark" in letter.body
    assert f"http://testserver{PAGE}" in letter.body
    assert secret_on(answer.content.decode()) not in letter.body


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"scope": "everything"}, "scope"),
        ({"scope": ""}, "scope"),
        ({"days": "366"}, "days"),
        ({"days": "-1"}, "days"),
        ({"days": "ti"}, "days"),
    ],
)
def test_bad_input_makes_no_key(
    client: Client, me: User, wrong: dict[str, str], field: str
) -> None:
    answer = client.post(PAGE, GOOD | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert ApiToken.objects.count() == 0


def test_nobody_has_more_than_so_many_keys_that_work(client: Client, me: User) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=OSLO), tick=False) as clock:
        for made in range(MOST):
            if made and made % MOST_A_DAY == 0:
                clock.shift(A_DAY)
            makers.key_of(me)
        clock.shift(A_DAY)
        answer = client.post(PAGE, GOOD)
        assert answer.status_code == 422
        assert ApiToken.objects.count() == MOST
        end_token(by=me, token=me.tokens.all()[0])
        assert client.post(PAGE, GOOD).status_code == 200


def test_nobody_makes_more_than_so_many_keys_a_day_also_where_they_are_ended(
    client: Client, me: User
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=OSLO), tick=False) as clock:
        for _ in range(MOST_A_DAY):
            makers.key_of(me)
            end_token(by=me, token=me.tokens.all()[0])
        assert client.post(PAGE, GOOD).status_code == 422
        assert ApiToken.objects.count() == MOST_A_DAY
        makers.key_of(makers.ministry())  # each person has their own
        clock.shift(A_DAY)
        assert client.post(PAGE, GOOD).status_code == 200


def test_the_page_says_how_many_keys_can_be_made(client: Client, me: User) -> None:
    assert str(MOST_A_DAY) in client.get(PAGE).content.decode()


def test_one_ends_ones_own_key_and_no_other(client: Client, me: User) -> None:
    mine, theirs = makers.key_of(me), makers.key_of(makers.staff())
    own = me.tokens.get()
    other = ApiToken.objects.exclude(person=me).get()
    assert client.post(reverse("regions:end_token", args=[other.pk])).status_code == 404
    answer = client.post(reverse("regions:end_token", args=[own.pk]))
    assert answer.headers["Location"] == PAGE
    assert token_for(mine) is None
    assert token_for(theirs) == other


def test_the_action_leaves_anothers_key_alone(me: User) -> None:
    theirs = makers.key_of(makers.ministry())
    end_token(by=me, token=ApiToken.objects.get())
    assert token_for(theirs) is not None


def test_a_key_that_is_ended_twice_ended_the_first_time(client: Client, me: User) -> None:
    makers.key_of(me)
    first = end_token(by=me, token=me.tokens.get()).ended_at
    client.post(reverse("regions:end_token", args=[me.tokens.get().pk]))
    assert me.tokens.get().ended_at == first


def test_the_list_has_ones_own_keys_those_that_work_first(client: Client, me: User) -> None:
    with time_machine.travel(datetime(2026, 1, 1, 12, tzinfo=OSLO), tick=False):
        makers.key_of(me, days=30)
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=OSLO), tick=False):
        makers.key_of(me, Scope.OVERVIEW)
        makers.key_of(me)
        end_token(by=me, token=me.tokens.all()[0])
        makers.key_of(makers.staff())
        lines = client.get(PAGE).context["tokens"]
    with translation.override("en"):
        told = [(line.works, str(line.state)) for line in lines]
    assert told == [(True, "works"), (False, "ended"), (False, "expired")]
    assert lines[0].opens == Scope.OVERVIEW.label


def test_the_list_takes_the_same_queries_for_any_number(
    client: Client, me: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (1, 3):
        for _ in range(rows):
            makers.key_of(me)
        with django_assert_num_queries(4):  # session, person, standing; keys
            client.get(PAGE)


def test_what_is_no_key_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        for secret in ("", "byr_", "x" * 47, "byr_" + "x" * 42, "byr_" + "x" * 43 + "\n"):
            assert token_for(secret) is None
