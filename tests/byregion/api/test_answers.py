"""What every answer has in common: it is read, it knows when nothing changed, it is English."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import makers
from tests.byregion.api.asking import Program

pytestmark = pytest.mark.django_db
NAMES = ["programme", "phases", "regions", "overview", "sums", "differences", "history"]


@pytest.fixture
def program() -> Program:
    makers.small_programme()
    makers.make_region("Bodøregionen")
    return Program(makers.staff())


@pytest.mark.parametrize("name", NAMES)
def test_what_has_not_changed_is_not_sent_again(program: Program, name: str) -> None:
    first = program.ask(name)
    again = program.ask(name, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    same = ("Cache-Control", "Content-Language", "Vary")
    assert [again[header] for header in same] == [first[header] for header in same]
    assert (again["Cache-Control"], again["Content-Language"]) == ("private, no-cache", "en")
    assert "Authorization" in again["Vary"]


def test_what_has_changed_has_another_tag(program: Program) -> None:
    before = program.ask("overview")
    region = makers.make_region("Altaregionen")
    makers.assess(makers.main_strand(region), 1, 1)
    after = program.ask("overview", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("name", NAMES)
def test_head_is_the_same_without_a_body(program: Program, name: str) -> None:
    got = program.ask(name)
    head = program.client.head(reverse(f"api:{name}"))
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_changed(program: Program, method: str) -> None:
    answer = getattr(program.client, method)(reverse("api:sums"), {"a": "b"})
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["type"] == "/api/#method"


def test_the_language_of_who_asks_changes_nothing(program: Program) -> None:
    answers = [
        program.ask("sums", headers={"Accept-Language": language}, as_of="ikke en dag")
        for language in ("nb", "nn", "en", "de")
    ]
    assert len({answer.content for answer in answers}) == 1
    assert {answer["Content-Language"] for answer in answers} == {"en"}
    assert "Accept-Language" not in answers[0]["Vary"]


def test_letters_stand_as_they_are(program: Program) -> None:
    assert "Bodøregionen" in program.ask("overview").content.decode()


@pytest.mark.parametrize("path", ["", "sums/", "finnes-ikke", "regions/a/b", "regions/%00"])
def test_what_is_nowhere_is_a_problem_in_json(program: Program, path: str) -> None:
    answer = program.client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/#not-found"


def test_no_cookie_is_set_and_no_other_site_let_in(program: Program) -> None:
    answer = program.ask("sums", headers={"Origin": "https://andre.example"})
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer


def test_the_pages_keep_their_language(client: Client) -> None:
    answer = client.get(reverse("account_login"), headers={"Accept-Language": "nn"})
    assert answer["Content-Language"] == "nn"
    assert "Accept-Language" in answer["Vary"]
