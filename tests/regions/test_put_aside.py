"""What is sent after a session has expired: whose it is, what is kept, and for how long."""

import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core.signing import loads
from django.test import Client
from pytest_django import Settings

from checkpoints.models import Assessment
from regions.models import Region, User
from regions.put_aside import DAY, KEY, LIMIT
from tests import makers

pytestmark = pytest.mark.django_db
SIGN_IN = "/konto/logg-inn/"
PAGE = "/regioner/bodo/lop/1/m1/"
FORM = f"{PAGE}sjekkpunkt/c1/"
TICK = f"{FORM}hak/"
WORDS = {"revision": "0", "status": "in_progress", "text": "Skrevet for lenge siden"}
ENCODED = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}


@pytest.fixture
def region() -> Region:
    makers.small_programme(milestones=1, checkpoints=2)
    return makers.make_region(slug="bodo")


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person(email="kari@post.no", password="demo"))


@pytest.fixture
def expired(client: Client, kari: User) -> Client:
    """Kari's browser, after her session has gone on the server."""
    client.force_login(kari)
    client.get(PAGE)
    Session.objects.all().delete()
    return client


def send(client: Client, path: str = FORM, words: dict[str, str] = WORDS, **more: Any) -> Any:
    return client.post(path, urlencode(words), content_type=ENCODED, **more)


def sign_in(client: Client, email: str = "kari@post.no", then: str = FORM) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": "demo", "next": then})


def form_on(client: Client, path: str = FORM) -> Any:
    return client.get(path).context["form"]


def test_sign_in_leads_back_to_the_form_with_all_that_was_typed_and_saves_nothing(
    expired: Client,
) -> None:
    assert send(expired)["Location"] == f"{SIGN_IN}?next={FORM}"
    assert sign_in(expired)["Location"] == FORM
    answer = expired.get(FORM)
    form = answer.context["form"]
    assert answer.status_code == HTTPStatus.OK
    assert (form.kept, form.errors) == (True, {})
    assert [form[name].value() for name in WORDS] == list(WORDS.values())
    assert 'name="throw-away"' in answer.content.decode()
    assert not Assessment.objects.exists()


def test_it_is_saved_when_it_is_sent_and_is_gone_then(expired: Client) -> None:
    send(expired)
    sign_in(expired)
    assert send(expired).status_code == HTTPStatus.FOUND
    assert Assessment.objects.get().text == WORDS["text"]
    assert KEY not in expired.session
    assert not form_on(expired).kept


def test_it_can_be_thrown_away(expired: Client) -> None:
    send(expired)
    sign_in(expired)
    answer = expired.post(FORM, {"throw-away": ""})
    assert answer["Location"] == FORM
    assert not form_on(expired).kept
    assert not Assessment.objects.exists()


def test_what_was_merged_meanwhile_is_merged(expired: Client, region: Region) -> None:
    send(expired)
    makers.assess(makers.main_strand(region), 1, 1, unsure=True)
    sign_in(expired)
    form = form_on(expired)
    assert form["revision"].value() == "0"
    assert form["text"].value() == WORDS["text"]


def test_htmx_is_taken_back_to_the_form_too(expired: Client) -> None:
    answer = send(expired, headers=HTMX)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next={FORM}"
    sign_in(expired)
    assert form_on(expired).kept


@pytest.mark.parametrize(("headers", "said"), [({}, 1), (HTMX, 0)])
def test_a_button_leads_back_to_its_page_and_without_a_script_it_is_said(
    expired: Client, headers: dict[str, str], said: int
) -> None:
    referer = {"Referer": f"http://testserver{PAGE}"}
    send(expired, TICK, {"revision": "0", "met": "on"}, headers=headers | referer)
    sign_in(expired, then=TICK)
    answer = expired.get(TICK)
    assert answer["Location"] == f"http://testserver{PAGE}"
    levels = [message.level for message in get_messages(answer.wsgi_request)]
    assert levels.count(messages.WARNING) == said
    assert not Assessment.objects.exists()


def test_a_button_that_nobody_pressed_is_no_page(client: Client, kari: User) -> None:
    client.force_login(kari)
    assert client.get(TICK).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_someone_else_finds_nothing_even_when_they_may_edit_the_same(
    expired: Client, region: Region
) -> None:
    other = makers.make_person("Per Annen", email="per@post.no", password="demo")
    makers.coordinator_of(region, other)
    send(expired)
    sign_in(expired, "per@post.no")
    assert KEY not in expired.session
    assert not form_on(expired).kept
    assert WORDS["text"] not in expired.get(FORM).content.decode()


def test_who_may_no_longer_edit_gets_no_form_to_see_it_in(expired: Client, kari: User) -> None:
    send(expired)
    kari.memberships.update(role="reader")
    sign_in(expired)
    assert WORDS["text"] not in expired.get(FORM).content.decode()


def test_what_comes_from_a_browser_where_nobody_was_signed_in_is_not_kept(
    client: Client, kari: User
) -> None:
    send(client)
    assert not Session.objects.exists()


def test_a_cookie_that_was_tampered_with_names_nobody(expired: Client, kari: User) -> None:
    expired.cookies["writer"] = f"{kari.pk}:forged"
    send(expired)
    assert KEY not in expired.session


def test_only_the_last_is_kept_and_only_at_its_own_address(expired: Client) -> None:
    send(expired, words=WORDS | {"text": "Først"})
    send(expired, f"{PAGE}sjekkpunkt/c2/")
    sign_in(expired)
    assert not form_on(expired).kept
    assert form_on(expired, f"{PAGE}sjekkpunkt/c2/")["text"].value() == WORDS["text"]


def test_after_a_day_it_is_forgotten(expired: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    send(expired)
    assert expired.session.get_expiry_age() == DAY
    sign_in(expired)
    late = time.time() + DAY + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: late)
    assert not form_on(expired).kept


def test_what_is_too_long_is_not_kept(expired: Client) -> None:
    send(expired, words=WORDS | {"text": "a" * LIMIT})
    assert KEY not in expired.session


def test_files_are_not_kept(expired: Client) -> None:
    expired.post(FORM, WORDS)  # as a form with files is sent
    assert KEY not in expired.session


def test_passwords_and_tokens_are_not_kept(expired: Client) -> None:
    send(expired, words=WORDS | {"password1": "hemmelig", "csrfmiddlewaretoken": "x" * 64})
    typed = loads(expired.session[KEY], salt=KEY)["typed"]
    assert typed == urlencode(WORDS)


@pytest.mark.parametrize("path", ["/konto/passord/", "/konto/logg-ut/", "/teknisk/logout/"])
def test_nothing_about_accounts_is_kept(expired: Client, path: str) -> None:
    send(expired, path)
    assert KEY not in expired.session


def test_what_is_refused_as_forged_is_not_kept(kari: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(kari)
    client.get(PAGE)
    Session.objects.all().delete()
    assert send(client).status_code == HTTPStatus.FORBIDDEN
    assert not Session.objects.exists()


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_for_the_server_alone(
    client: Client, kari: User, settings: Settings, https: bool
) -> None:
    client.force_login(kari)
    client.get(PAGE, secure=https)
    cookie = client.cookies["writer"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (
        True, "Lax", True if https else "",
    )  # fmt: skip


def test_a_save_names_its_form_to_the_script_and_a_refusal_does_not(
    client: Client, kari: User
) -> None:
    client.force_login(kari)
    send(client, words=WORDS | {"status": ""})
    assert "saved" not in client.cookies
    send(client)
    assert client.cookies["saved"].value == FORM
