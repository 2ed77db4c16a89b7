"""A key opens what its person may see today, within what it was made for, for as long as it was."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from byregion.api import keys
from regions.actions import change_person, end_token, set_membership, set_role
from regions.clock import OSLO
from regions.models import Scope
from tests import makers
from tests.byregion.api.asking import Program, with_key

pytestmark = pytest.mark.django_db
SUMS = reverse("api:programme")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (None, 'Bearer realm="byregion"'),
        ("", 'Bearer realm="byregion"'),
        ("Bearer", 'Bearer realm="byregion", error="invalid_token"'),
        ("Bearer byr_", 'Bearer realm="byregion", error="invalid_token"'),
        ("Bearer byr_" + "x" * 43, 'Bearer realm="byregion", error="invalid_token"'),
        ("Bearer byr_" + "x" * 9_000, 'Bearer realm="byregion", error="invalid_token"'),
        ("Bearer byr_" + "å" * 43, 'Bearer realm="byregion", error="invalid_token"'),
        ("Basic a2FyaTpkZW1v", 'Bearer realm="byregion", error="invalid_token"'),
    ],
)
def test_without_a_key_that_works_nothing_opens(header: str | None, told: str) -> None:
    makers.small_programme()
    makers.key_of(makers.staff())
    answer = Client().get(SUMS, headers={"Authorization": header} if header is not None else None)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == told
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/#no-key"


def test_a_key_in_the_address_is_not_taken() -> None:
    makers.small_programme()
    key = makers.key_of(makers.staff())
    assert Client().get(SUMS, {"key": key}).status_code == 401


def test_a_session_opens_nothing(client: Client) -> None:
    makers.small_programme()
    client.force_login(makers.staff())
    assert client.get(SUMS).status_code == 401


def test_a_key_that_was_ended_opens_nothing() -> None:
    makers.small_programme()
    person = makers.staff()
    program = Program(person)
    assert program.ask("programme").status_code == 200
    end_token(by=person, token=person.tokens.get())
    assert program.ask("programme").status_code == 401


def test_a_key_expires_in_real_time_whatever_day_is_pinned(settings: Settings) -> None:
    makers.small_programme()
    made = datetime(2026, 11, 1, 12, tzinfo=OSLO)
    with time_machine.travel(made, tick=False):
        program = with_key(makers.key_of(makers.staff(), days=30))
    with time_machine.travel(datetime(2026, 12, 1, 11, 59, tzinfo=OSLO), tick=False):
        assert program.get(SUMS).status_code == 200
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=OSLO), tick=False):
        assert program.get(SUMS).status_code == 401


def test_who_may_not_sign_in_has_no_key_either() -> None:
    makers.small_programme()
    person = makers.staff()
    program = Program(person)
    change_person(
        by=None, person=person, expected_revision=person.revision, name=person.name,
        email=person.email, language="nb", is_active=False,
    )  # fmt: skip
    assert program.ask("programme").status_code == 401


def test_who_has_lost_their_roles_has_no_key_either() -> None:
    makers.small_programme()
    region = makers.make_region(slug="bodo")
    person = makers.coordinator_of(region)
    makers.assess(makers.main_strand(region), 1, 1, text="privat kommentar")
    program = Program(person)
    assert program.read("region", "bodo")["opens"]
    set_membership(by=None, person=person, region=region, role=None, expected_revision=1)
    assert program.ask("region", "bodo").status_code == 401


def test_a_key_never_gives_more_than_its_person_has_today() -> None:
    makers.small_programme()
    region = makers.make_region(slug="bodo")
    person = makers.staff(makers.coordinator_of(makers.make_region()))
    program = Program(person)
    assert program.read("region", "bodo")["opens"]
    set_role(by=None, person=person, programme=region.programme, role=None, expected_revision=1)
    assert not program.read("region", "bodo")["opens"]


def test_a_scope_narrows_what_its_person_sees() -> None:
    makers.small_programme()
    region = makers.make_region(slug="bodo")
    parallel = makers.parallel_strand(region, region.programme.phases.get().milestones.all()[1])
    person = makers.staff()
    narrow, wide = Program(person, Scope.OVERVIEW), Program(person, Scope.REGIONS)

    def themes(program: Program) -> list[str]:
        return [one["theme"] for one in program.read("overview")["regions"][0]["strands"]]

    assert not narrow.read("region", "bodo")["opens"]
    assert wide.read("region", "bodo")["opens"]
    assert themes(narrow) == ["", ""]
    assert themes(wide) == ["", parallel.theme]


@pytest.mark.parametrize("scope", [Scope.OVERVIEW, Scope.REGIONS])
def test_a_key_that_was_made_for_less_is_told_what_is_needed(scope: Scope) -> None:
    makers.small_programme()
    answer = Program(makers.staff(), scope).ask("history")
    assert answer.status_code == 403
    assert answer["WWW-Authenticate"].endswith('error="insufficient_scope", scope="history"')
    assert answer.json()["scope"] == "history"


def test_too_many_requests_of_one_person_wait_for_the_next_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "A_MINUTE", 2)
    makers.small_programme()
    person = makers.staff()
    with time_machine.travel(datetime(2026, 11, 23, 12, 0, 20, tzinfo=OSLO), tick=False) as clock:
        program, second, another = Program(person), Program(person), Program(makers.ministry())
        assert [program.ask("programme").status_code for _ in range(3)] == [200, 200, 429]
        answer = program.ask("programme")
        assert answer["Retry-After"] == "40"
        assert answer.json()["type"] == "/api/#too-many"
        assert second.ask("programme").status_code == 429
        assert another.ask("programme").status_code == 200
        clock.shift(40)
        assert program.ask("programme").status_code == 200
