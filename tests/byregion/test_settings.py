"""The settings file, read with other environments than the tests' own."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

FILE = Path(settings.BASE_DIR) / "byregion/settings.py"


def read(patch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in environment.items():
        patch.setenv(name, value)
    return runpy.run_path(str(FILE))


def test_behind_a_proxy_the_clients_own_address_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read(monkeypatch)
    assert (alone["SECURE_PROXY_SSL_HEADER"], alone["ALLAUTH_TRUSTED_PROXY_COUNT"]) == (None, 0)
    behind = read(monkeypatch, BEHIND_PROXY="on")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_the_cache_has_room_for_the_attempts_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["CACHES"]["default"]["OPTIONS"]["MAX_ENTRIES"] == 100_000


def test_what_pages_work_out_is_kept_in_memory_and_is_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = read(monkeypatch)["CACHES"]["memory"]
    assert kept["BACKEND"].endswith(".LocMemCache")
    assert kept["OPTIONS"]["MAX_ENTRIES"] == 64


def test_a_mail_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    mailer = read(monkeypatch, MAIL_HOST="mail.example.no")["MAILERS"]["default"]
    assert (mailer["OPTIONS"]["host"], mailer["OPTIONS"]["timeout"]) == ("mail.example.no", 10)


@pytest.mark.parametrize("written", ["https://byregion.no", "https://byregion.no/"])
def test_the_sites_address_ends_in_one_slash(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, SITE_URL=written)["SITE_URL"] == "https://byregion.no/"


@pytest.mark.parametrize("written", ["byregion.no", "https://", "https://b.no/a", "ftp://b.no"])
def test_an_address_that_is_none_is_said(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL is .*: write it as https://"):
        read(monkeypatch, SITE_URL=written)


def test_an_image_that_is_read_only_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: Any, **kwargs: Any) -> None:
        raise PermissionError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert read(monkeypatch)["STATIC_ROOT"] == Path(settings.BASE_DIR) / "var/static"


def errors_of_deployment() -> set[str | None]:
    found = run_checks(include_deployment_checks=True)
    return {one.id for one in found if one.is_serious()}


@pytest.mark.django_db
def test_an_installation_without_mail_or_address_is_told(settings: Settings) -> None:
    settings.SITE_URL = ""
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    assert {"mail.E001", "regions.E001"} <= errors_of_deployment()
    settings.SITE_URL = "https://byregion.no/"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    assert errors_of_deployment() & {"mail.E001", "regions.E001"} == set()
