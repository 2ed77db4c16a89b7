"""The page on which the programme staff verify, and where the region reads what they say."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Assessment, Finding, Status, Strand, Verification
from regions.models import User
from tests import makers

MILESTONE = "/regioner/bodo/lop/1/m1/"
PAGE = f"{MILESTONE}sjekkpunkt/c1/kontroll/"


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def olas(ola: User) -> Client:
    client = Client()
    client.force_login(ola)
    return client


@pytest.fixture
def claim(strand: Strand) -> Assessment:
    return makers.assess(strand, 1, 1, text="Vedtatt i styret.")


def sent(**facts: Any) -> dict[str, Any]:
    """What the form sends of a claim that nobody has verified yet."""
    return {"revision": 0, "seen": 1, "finding": "verified", "note": "", **facts}


def row() -> tuple[str, str, int, int]:
    found = Verification.objects.select_related("assessed").get()
    return found.finding, found.note, found.assessed.number, found.revision


# Saying it


def test_staff_verify_what_they_read(olas: Client, claim: Assessment, ola: User) -> None:
    body = olas.get(PAGE).content.decode()
    assert "Vedtatt i styret." in body
    assert '<input type="hidden" name="seen" value="1" id="id_seen">' in body
    answer = olas.post(PAGE, sent(note="Sett mot protokollen."))
    assert answer["Location"] == f"{MILESTONE}#c1"
    assert row() == ("verified", "Sett mot protokollen.", 1, 1)
    assert Verification.objects.get().changed_by == ola


def test_nothing_is_found_until_somebody_chooses(olas: Client, claim: Assessment) -> None:
    assert " checked" not in olas.get(PAGE).content.decode()
    answer = olas.post(PAGE, sent(finding="", note="Hm."))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ">Hm.</textarea>" in answer.content.decode().replace("\n", "")
    assert not Verification.objects.exists()


def test_there_is_nothing_to_take_back_before_something_is_said(
    olas: Client, claim: Assessment
) -> None:
    assert 'value="none"' not in olas.get(PAGE).content.decode()
    makers.verify(claim.strand, 1, 1)
    assert 'value="none"' in olas.get(PAGE).content.decode()


def test_who_questions_says_what(olas: Client, claim: Assessment) -> None:
    answer = olas.post(PAGE, sent(finding="questioned"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors["note"] == ["Skriv hva dere stiller spørsmål ved."]
    assert not Verification.objects.exists()


def test_what_was_said_is_taken_back(olas: Client, claim: Assessment) -> None:
    makers.verify(claim.strand, 1, 1)
    olas.post(PAGE, sent(revision=1, finding="none"))
    assert row() == ("none", "", 1, 2)
    assert 'class="verification"' not in olas.get(MILESTONE).content.decode()


def test_what_nobody_has_assessed_is_not_verified(olas: Client, strand: Strand) -> None:
    page = olas.get(PAGE)
    assert page.status_code == HTTPStatus.OK
    assert "<textarea" not in page.content.decode()
    assert PAGE not in olas.get(MILESTONE).content.decode()
    answer = olas.post(PAGE, sent())
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Verification.objects.exists()


@pytest.mark.parametrize("seen", ["", "0", "-1", "7", "x", "99999999999"])
def test_a_step_that_the_claim_never_had_is_not_verified(
    olas: Client, claim: Assessment, seen: str
) -> None:
    answer = olas.post(PAGE, sent(seen=seen))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Verification.objects.exists()


# Others at the same time


def test_a_claim_that_moved_on_is_shown_beside_what_was_read_and_nothing_is_saved(
    olas: Client, claim: Assessment
) -> None:
    makers.assess(claim.strand, 1, 1, text="Utsatt til våren.")
    answer = olas.post(PAGE, sent(note="Sett mot protokollen."))
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert not Verification.objects.exists()
    change = answer.context["form"].claim_change
    assert [(one.before, one.after) for one in change.fields] == [
        ("Vedtatt i styret.", "Utsatt til våren.")
    ]
    assert "Sett mot protokollen." in body
    assert '<input type="hidden" name="seen" value="2" id="id_seen">' in body


def test_who_has_read_what_moved_on_verifies_that(olas: Client, claim: Assessment) -> None:
    makers.assess(claim.strand, 1, 1, text="Utsatt til våren.")
    olas.post(PAGE, sent())
    assert olas.post(PAGE, sent(seen=2)).status_code == HTTPStatus.FOUND
    assert row() == ("verified", "", 2, 1)


def test_a_confirmation_meanwhile_hinders_nobody(olas: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.confirm(strand, 1, 1, when="2016-03-01")
    assert olas.post(PAGE, sent(seen=1)).status_code == HTTPStatus.FOUND
    assert row() == ("verified", "", 1, 1)


def test_two_who_find_differently_are_shown_both_and_choose(
    olas: Client, claim: Assessment
) -> None:
    makers.verify(claim.strand, 1, 1, by=makers.staff(makers.make_person("Eva Lie")))
    answer = olas.post(PAGE, sent(finding="questioned", note="Hvem?"))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Eva Lie" in answer.content.decode()
    assert row() == ("verified", "", 1, 1)
    olas.post(PAGE, sent(revision=1, finding="questioned", note="Hvem?"))
    assert row() == ("questioned", "Hvem?", 1, 2)


def test_the_same_twice_is_said_once(olas: Client, claim: Assessment) -> None:
    for _ in range(2):
        assert olas.post(PAGE, sent()).status_code == HTTPStatus.FOUND
    assert row() == ("verified", "", 1, 1)


def test_saving_what_stands_says_nothing_anew_unless_it_is_outdated(
    olas: Client, claim: Assessment
) -> None:
    makers.verify(claim.strand, 1, 1)
    olas.post(PAGE, sent(revision=1))
    assert row() == ("verified", "", 1, 1)
    makers.assess(claim.strand, 1, 1, text="Mer.", when="2016-11-13")
    page = olas.get(PAGE)
    assert [one.after for one in page.context["page"].since.fields] == ["Mer."]
    olas.post(PAGE, sent(revision=1, seen=2))
    assert row() == ("verified", "", 2, 2)


# Reading it


def test_the_region_reads_it_beside_its_own_claim(karis: Client, claim: Assessment) -> None:
    makers.verify(claim.strand, 1, 1, Finding.QUESTIONED, "Hvem har **vedtatt**?")
    body = karis.get(MILESTONE).content.decode()
    assert 'data-finding="questioned"' in body
    assert "Hvem har <strong>vedtatt</strong>?" in body
    assert PAGE not in body  # they read it, and do not say it
    assert 'data-state="met"' in body


def test_the_region_is_told_on_its_page_of_what_is_questioned(
    karis: Client, claim: Assessment
) -> None:
    assert 'data-finding="questioned"' not in karis.get("/regioner/bodo/").content.decode()
    makers.verify(claim.strand, 1, 1, Finding.QUESTIONED)
    body = karis.get("/regioner/bodo/").content.decode()
    assert 'data-finding="questioned"' in body
    assert f'href="{MILESTONE}#c1"' in body.partition('data-finding="questioned"')[2]


def test_a_tick_says_at_once_that_the_claim_was_changed_since(
    karis: Client, claim: Assessment
) -> None:
    makers.verify(claim.strand, 1, 1)
    sent_tick = {"revision": 1}
    answer = karis.post(f"{MILESTONE}sjekkpunkt/c1/hak/", sent_tick, headers={"HX-Request": "true"})
    assert 'data-finding="outdated"' in answer.content.decode()


def test_the_histories_tell_of_it(karis: Client, claim: Assessment, ola: User) -> None:
    makers.verify(claim.strand, 1, 1, Finding.QUESTIONED, "Hvem da?", by=ola)
    for page in (
        f"{MILESTONE}sjekkpunkt/c1/historikk/",
        f"{MILESTONE}historikk/?hva=kontroll",
        "/regioner/bodo/historikk/?hva=kontroll",
    ):
        body = karis.get(page).content.decode()
        assert "Hvem da?" in body, page
        assert "Ola Dahl" in body, page


def test_it_is_read_as_of_an_earlier_day(karis: Client, claim: Assessment) -> None:
    makers.verify(claim.strand, 1, 1, when="2016-11-12")
    assert "data-finding" not in karis.get(f"{MILESTONE}?as_of=2016-11-11").content.decode()
    assert "data-finding" in karis.get(f"{MILESTONE}?as_of=2016-11-12").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_history(
    olas: Client, claim: Assessment, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        makers.verify(claim.strand, 1, 1, note=f"Runde {number}")
    # session, person, strand, roles, wording, claim, verification, evidence, said of it, history
    with django_assert_num_queries(10):
        olas.get(PAGE)
