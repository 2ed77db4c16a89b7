"""Signing in and out, and one's password: allauth in our words, and nothing else of it."""

import re

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from regions.account_urls import urlpatterns
from regions.accounts import ClosedAdapter
from regions.models import User
from tests.makers import make_person, staff

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")
PASSWORD = "fjellheimen-1814"
WRONG = "email_password_mismatch"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_these_addresses_of_allauth_exist_and_no_others() -> None:
    assert {pattern.name for pattern in urlpatterns} == {
        "account_login", "account_logout", "account_inactive", "account_change_password",
        "account_set_password", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
    }  # fmt: skip
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_signing_in_leads_to_what_was_asked_for(client: Client) -> None:
    make_person(email="kari@post.no", password=PASSWORD)
    wanted = reverse("checkpoints:calendar")
    page = client.get(wanted, follow=True)
    assert page.redirect_chain == [(f"{SIGN_IN}?next={wanted}", 302)]
    assert f'<input type="hidden" name="next" value="{wanted}">' in page.content.decode()
    sent = {"login": "KARI@post.no", "password": PASSWORD, "next": wanted}
    assert client.post(SIGN_IN, sent).headers["Location"] == wanted
    assert signed_in(client)


def test_signing_in_leads_to_no_foreign_address(client: Client) -> None:
    make_person(email="kari@post.no", password=PASSWORD)
    sent = {"login": "kari@post.no", "password": PASSWORD, "next": "https://example.com/"}
    assert client.post(SIGN_IN, sent).headers["Location"] == reverse("home")


@pytest.mark.parametrize("email", ["kari@post.no", "ukjent@post.no"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: Client, email: str
) -> None:
    make_person(email="kari@post.no", password=PASSWORD)
    answer = client.post(SIGN_IN, {"login": email, "password": "feil"})
    assert answer.status_code == 422
    assert f'value="{email}"' in answer.content.decode()
    said = answer.context["form"].non_field_errors().as_data()
    assert [error.message for error in said] == [ClosedAdapter.error_messages[WRONG]]
    assert not signed_in(client)


def test_too_many_attempts_are_stopped(client: Client) -> None:
    make_person(email="kari@post.no", password=PASSWORD)
    for _ in range(12):
        client.post(SIGN_IN, {"login": "kari@post.no", "password": "feil"})
    client.post(SIGN_IN, {"login": "kari@post.no", "password": PASSWORD})
    assert not signed_in(client)


def test_technicians_sign_in_where_attempts_are_counted(client: Client) -> None:
    User.objects.create_superuser("tekniker@post.no", PASSWORD, name="Tove Tekniker")
    sent = {"username": "tekniker@post.no", "password": PASSWORD}
    page = client.post("/teknisk/login/?next=/teknisk/", sent)
    assert page.headers["Location"] == f"{SIGN_IN}?next=%2Fteknisk%2F"
    assert not signed_in(client)
    sent = {"login": "tekniker@post.no", "password": PASSWORD, "next": "/teknisk/"}
    assert client.post(SIGN_IN, sent).headers["Location"] == "/teknisk/"
    assert client.get("/teknisk/").status_code == 200


def test_who_is_no_technician_is_refused_there(client: Client) -> None:
    client.force_login(make_person())
    assert client.get("/teknisk/", follow=True).status_code == 403


def test_technicians_see_our_own_rows_and_the_tasks_and_nothing_of_other_packages() -> None:
    assert {model._meta.app_label for model in admin.site._registry} == {"regions", "django_ox"}


@pytest.mark.parametrize(("behind", "stopped"), [(0, False), (1, True)])
def test_attempts_are_counted_by_the_clients_own_address(
    client: Client, settings: Settings, behind: int, stopped: bool
) -> None:
    """Behind a proxy everyone comes from the proxy's address."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = behind
    make_person(email="kari@post.no", password=PASSWORD)
    for number in range(31):
        client.post(
            SIGN_IN, {"login": f"{number}@post.no", "password": "feil"},
            REMOTE_ADDR=f"10.0.0.{number}", HTTP_X_FORWARDED_FOR="203.0.113.7",
        )  # fmt: skip
    answer = client.post(
        SIGN_IN, {"login": "kari@post.no", "password": PASSWORD},
        REMOTE_ADDR="10.0.1.1", HTTP_X_FORWARDED_FOR="203.0.113.7",
    )  # fmt: skip
    assert signed_in(client) is not stopped
    assert answer.status_code == (429 if stopped else 302)


@pytest.mark.parametrize("site", ["", "https://byregion.no/"])
def test_links_in_mail_begin_with_the_sites_own_address(
    client: Client, settings: Settings, site: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    """The request's Host is a claim."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = site, ["*"]
    person = make_person(email="kari@post.no", password=PASSWORD)
    there = {"host": "ond.example.com"}
    client.post(reverse("account_reset_password"), {"email": "kari@post.no"}, headers=there)
    client.force_login(staff())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("regions:invite_again", args=[person.pk]), headers=there)
        client.post(
            reverse("regions:add_person"),
            {"name": "Ny", "email": "ny@post.no", "language": "nb"}, headers=there,
        )  # fmt: skip
    links = [re.findall(r"https?://[^/\s]+/", str(letter.body)) for letter in mail.outbox]
    assert [len(found) for found in links] == [1, 1, 2]
    assert {link for found in links for link in found} == {site or "http://ond.example.com/"}


def test_who_may_not_sign_in_is_told_so(client: Client) -> None:
    person = make_person(email="kari@post.no", password=PASSWORD)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    answer = client.post(SIGN_IN, {"login": "kari@post.no", "password": PASSWORD}, follow=True)
    assert not signed_in(client)
    assert "_auth_user_id" not in answer.wsgi_request.session


def test_signing_out_asks_first_when_one_comes_by_a_link(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client)
    assert client.post(reverse("account_logout")).headers["Location"] == SIGN_IN
    assert not signed_in(client)


def test_a_forgotten_password_is_replaced_by_mail_in_the_persons_language(client: Client) -> None:
    make_person("Kari Nordmann", email="kari@post.no", language="en", password="gammelt-1814")
    sent = {"email": "kari@post.no"}
    answer = client.post(reverse("account_reset_password"), sent, HTTP_ACCEPT_LANGUAGE="nb")
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    [letter] = mail.outbox
    assert "Hello Kari Nordmann" in letter.body
    link = re.findall(r"http\S+", str(letter.body))[0]
    page = client.get(link, follow=True)
    short = client.post(page.redirect_chain[-1][0], {"password1": "kort", "password2": "kort"})
    assert short.status_code == 422
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(page.redirect_chain[-1][0], chosen, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_reset_password_from_key_done")
    assert client.login(email="kari@post.no", password=PASSWORD)
    assert client.get(link, follow=True).context["token_fail"] is True


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "ukjent@post.no"})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert mail.outbox == []


def test_one_changes_ones_own_password_and_stays_signed_in(client: Client) -> None:
    person = make_person(email="kari@post.no", password="gammelt-1814")
    client.force_login(person)
    address = reverse("account_change_password")
    sent = {"oldpassword": "feil", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, sent).status_code == 422
    client.post(address, sent | {"oldpassword": "gammelt-1814"})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert signed_in(client)
    assert client.get(address).status_code == 200


def test_who_has_no_password_yet_is_sent_to_get_one_by_mail(client: Client) -> None:
    client.force_login(make_person())
    answer = client.get(reverse("account_change_password"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_reset_password")


def test_pages_say_who_the_fields_are_for_without_placeholders(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "placeholder" not in page
    assert 'autocomplete="current-password"' in page
