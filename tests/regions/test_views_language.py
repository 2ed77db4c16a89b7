"""Choosing a language."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from regions.models import User
from tests.makers import make_person

pytestmark = pytest.mark.django_db
LANGUAGE = reverse("regions:language")
SIGN_IN = reverse("account_login")


def test_it_is_saved_on_the_person_who_is_signed_in(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    there = reverse("checkpoints:calendar")
    answer = client.post(LANGUAGE, {"language": "nn", "next": there})
    assert answer.headers["Location"] == there
    person = User.objects.get(pk=person.pk)
    assert (person.language, person.revision, person.changed_by) == ("nn", 2, person)
    assert client.get(there).headers["Content-Language"] == "nn"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_the_same_language_again_writes_no_history(client: Client) -> None:
    person = make_person(language="nb")
    client.force_login(person)
    client.post(LANGUAGE, {"language": "nb"})
    assert User.objects.get(pk=person.pk).revision == 1


def test_others_keep_it_in_a_cookie(client: Client) -> None:
    client.post(LANGUAGE, {"language": "nn", "next": SIGN_IN})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nn"
    assert '<html lang="nn">' in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize("there", ["https://example.com/", "//example.com", "javascript:alert()"])
def test_it_leads_to_no_foreign_address(client: Client, there: str) -> None:
    assert client.post(LANGUAGE, {"language": "nb", "next": there}).headers["Location"] == "/"


def test_a_language_from_nowhere_is_refused(client: Client) -> None:
    person = make_person(language="nb")
    client.force_login(person)
    assert client.post(LANGUAGE, {"language": "sv"}).status_code == 400
    assert User.objects.get(pk=person.pk).language == "nb"


def test_a_page_before_sign_in_says_what_its_language_depends_on(client: Client) -> None:
    page = client.get(SIGN_IN, headers={"accept-language": "nn"})
    assert page.headers["Content-Language"] == "nn"
    assert {"Accept-Language", "Cookie"} <= set(page.headers["Vary"].split(", "))
    client.force_login(make_person())
    inside = client.get(reverse("checkpoints:calendar"))
    assert "Accept-Language" not in inside.headers["Vary"]


def test_it_is_not_chosen_by_following_a_link(client: Client) -> None:
    assert client.get(LANGUAGE, {"language": "nn"}).status_code == 405
