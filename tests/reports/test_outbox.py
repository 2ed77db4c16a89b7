"""The outbox' pages: letters are looked through, changed, left out and sent."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from regions.models import Region, User
from reports import actions
from reports.models import Letter, LetterStatus, Round
from tests import makers

SITE = "https://byregion.example/"


@pytest.fixture
def region(db: None) -> Region:
    makers.small_programme()
    return makers.make_region("Bodøregionen", slug="bodo")


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann", email="kari@bodo.no"))


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def olas(client: Client, ola: User) -> Client:
    client.force_login(ola)
    return client


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region)


@pytest.fixture
def letter(kari: User, asking: Round, ola: User) -> Letter:
    """A reminder to Kari, in the outbox."""
    actions.remind(by=ola, asking=asking, site=SITE)
    return Letter.objects.select_related("to", "report").get()


@pytest.fixture
def box(asking: Round) -> str:
    return f"/rapportering/fase/{asking.event.slug}/utboks/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def told(client: Client, address: str, **data: object) -> str:
    """What the page says after something was pressed."""
    body = client.post(address, data, follow=True).content.decode()
    said: list[str] = re.findall(r'<div class="ds-alert"[^>]*>(.*?)</div>', body, re.DOTALL)
    return said[0]


# What it shows


def test_an_empty_outbox_says_where_letters_come_from(kari: User, olas: Client, box: str) -> None:
    body = text(olas, box)
    assert "Ingen brev venter" in body
    assert "Purringer lages fra rundens side" in body
    assert "<button" not in body[body.index("<main") : body.index("</main")]


def test_a_letter_shows_to_whom_about_what_and_its_text(
    letter: Letter, olas: Client, box: str
) -> None:
    body = text(olas, box)
    assert "Til Kari Nordmann, kari@bodo.no" in body
    assert letter.subject in body
    assert "- Spørsmål 1?" in body
    assert f'name="letter-{letter.pk}" value="1"' in body


def test_a_region_without_a_coordinator_is_named(region: Region, olas: Client, box: str) -> None:
    assert "Bodøregionen har ingen koordinator" in text(olas, box)


def test_a_region_that_has_handed_in_since_is_marked_and_left_out(
    letter: Letter, region: Region, asking: Round, kari: User, olas: Client, box: str
) -> None:
    makers.hand_in(makers.report_of(region, asking), kari)
    body = text(olas, box)
    assert "Har levert siden" in body
    assert f'name="letter-{letter.pk}"' not in body
    assert f"{box}{letter.pk}/send/" not in body


def test_another_rounds_letters_are_elsewhere(letter: Letter, region: Region, olas: Client) -> None:
    other = makers.ask_for_reports(region)
    where = f"/rapportering/fase/{other.event.slug}/utboks/"
    assert letter.subject not in text(olas, where)
    assert olas.get(f"{where}{letter.pk}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("n", [1, 3])
def test_the_outbox_costs_the_same_for_any_number_of_letters(
    n: int, region: Region, asking: Round, ola: User, olas: Client, box: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(n):
        makers.coordinator_of(region, makers.make_person(f"Person {number}"))
    actions.remind(by=ola, asking=asking, site=SITE)
    with django_assert_num_queries(6):
        olas.get(box)


@pytest.mark.parametrize("n", [1, 3])
def test_a_letter_costs_the_same_however_often_it_was_changed(
    n: int, letter: Letter, ola: User, olas: Client, box: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, n):
        actions.change_letter(
            by=ola, letter=letter, expected_revision=number, subject=f"Nr. {number}", body="B"
        )
    with django_assert_num_queries(7):
        olas.get(f"{box}{letter.pk}/")


# What is pressed


def test_all_that_stood_on_the_page_is_sent(
    letter: Letter, olas: Client, box: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert told(olas, f"{box}send/", **{f"letter-{letter.pk}": 1}) == "1 brev er sendt."
    assert [one.to for one in mail.outbox] == [["kari@bodo.no"]]
    body = text(olas, box)
    assert "sendt av Ola Dahl 20. november 2016" in body
    assert "E-posttjeneren har tatt imot brevet." in body
    assert f'name="letter-{letter.pk}"' not in body


def test_what_someone_changed_since_is_not_sent_unseen(
    letter: Letter, ola: User, olas: Client, box: str
) -> None:
    actions.change_letter(by=ola, letter=letter, expected_revision=1, subject="A", body="B")
    said = told(olas, f"{box}send/", **{f"letter-{letter.pk}": 1})
    assert said.startswith("1 brev ble ikke sendt nå")
    assert Letter.objects.get().status == LetterStatus.WAITING


def test_what_became_superfluous_meanwhile_is_said(
    letter: Letter, region: Region, asking: Round, kari: User, olas: Client, box: str
) -> None:
    makers.hand_in(makers.report_of(region, asking), kari)
    said = told(olas, f"{box}send/", **{f"letter-{letter.pk}": 1})
    words = "%(n)d letter was not sent: it has become superfluous. It says why."
    assert said == gettext(words) % {"n": 1}
    assert Letter.objects.get().status == LetterStatus.WAITING


@pytest.mark.parametrize("sent", [{}, {"letter-x": "1"}, {"letter-1": "x"}, {"letter-99999": "1"}])
def test_what_is_not_understood_sends_nothing(
    sent: dict[str, str], letter: Letter, olas: Client, box: str
) -> None:
    assert olas.post(f"{box}send/", sent).status_code == HTTPStatus.FOUND
    assert Letter.objects.get().revision == 1


def test_one_letter_is_sent_left_out_and_put_back(letter: Letter, olas: Client, box: str) -> None:
    one = f"{box}{letter.pk}/"
    assert told(olas, f"{one}utelat/", revision=1) == "Brevet blir ikke sendt."
    assert "Legg tilbake" in text(olas, box)
    assert told(olas, f"{one}legg-tilbake/", revision=2) == "Brevet venter her igjen."
    assert told(olas, f"{one}send/", revision=3) == "Brevet er sendt."
    steps = letter.revisions.order_by("number").values_list("status", flat=True)
    assert list(steps) == ["waiting", "dropped", "waiting", "sent"]


def test_pressing_send_twice_sends_once(letter: Letter, olas: Client, box: str) -> None:
    told(olas, f"{box}{letter.pk}/send/", revision=1)
    assert told(olas, f"{box}{letter.pk}/send/", revision=1) == "Dette brevet er sendt allerede."
    assert letter.revisions.count() == 2


@pytest.mark.parametrize("revision", ["", "x", "9", "-1"])
def test_a_letter_that_was_not_seen_as_it_is_is_not_sent(
    revision: str, letter: Letter, olas: Client, box: str
) -> None:
    said = told(olas, f"{box}{letter.pk}/send/", revision=revision)
    assert said.startswith("Noen har endret, sendt eller utelatt dette brevet")
    assert Letter.objects.get().revision == 1


def test_a_letter_that_never_went_can_be_tried_again(
    letter: Letter, olas: Client, box: str, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    def refuse(*_: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(EmailBackend, "send_messages", refuse)
        olas.post(f"{box}{letter.pk}/send/", {"revision": 1})
    assert "På vei." in text(olas, box)
    assert "send-igjen" not in text(olas, box)
    settings.TODAY = date(2016, 11, 21)
    assert f"{box}{letter.pk}/send-igjen/" in text(olas, box)
    with django_capture_on_commit_callbacks(execute=True):
        said = told(olas, f"{box}{letter.pk}/send-igjen/", revision=2)
    assert said == "Det forsøkes én gang til."
    assert [one.to for one in mail.outbox] == [["kari@bodo.no"]]


# What is changed


def test_a_letter_is_changed(letter: Letter, olas: Client, box: str) -> None:
    sent = {"revision": 1, "subject": "Hei, Kari", "body": "Ring meg.\r\nOla"}
    assert olas.post(f"{box}{letter.pk}/", sent).status_code == HTTPStatus.FOUND
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Hei, Kari", "Ring meg.\nOla")


@pytest.mark.parametrize(
    ("subject", "body"), [("", "B"), ("A", ""), ("A" * 201, "B"), ("A", "B" * 5001)]
)
def test_what_cannot_be_sent_is_said_and_stays_in_the_form(
    subject: str, body: str, letter: Letter, olas: Client, box: str
) -> None:
    sent = {"revision": 1, "subject": subject, "body": body}
    answer = olas.post(f"{box}{letter.pk}/", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    form = answer.context["form"]
    assert (form["subject"].value(), form["body"].value()) == (subject, body)
    assert Letter.objects.get().revision == 1


def test_two_who_change_the_same_letter_choose(
    letter: Letter, ola: User, olas: Client, box: str
) -> None:
    actions.change_letter(
        by=ola, letter=letter, expected_revision=1, subject=letter.subject, body="Ring Ola."
    )
    sent = {"revision": 1, "subject": letter.subject, "body": "Ring Kari."}
    answer = olas.post(f"{box}{letter.pk}/", sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    body = answer.content.decode()
    assert "Ring Ola." in body
    assert "Ring Kari." in body


def test_two_who_change_different_things_are_both_heard(
    letter: Letter, ola: User, olas: Client, box: str
) -> None:
    before = letter.subject
    actions.change_letter(
        by=ola, letter=letter, expected_revision=1, subject="Hei", body=letter.body
    )
    olas.post(f"{box}{letter.pk}/", {"revision": 1, "subject": before, "body": "Ring."})
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Hei", "Ring.")


def test_what_was_typed_on_a_letter_that_has_been_sent_is_not_lost(
    letter: Letter, ola: User, olas: Client, box: str
) -> None:
    actions.send_letter(by=ola, letter=letter, expected_revision=1)
    sent = {"revision": 1, "subject": letter.subject, "body": "Skrevet for sent."}
    answer = olas.post(f"{box}{letter.pk}/", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    body = answer.content.decode()
    assert "Dette brevet er sendt allerede." in body
    assert "Skrevet for sent." in body


def test_a_letter_that_is_sent_is_read_and_not_changed(
    letter: Letter, ola: User, olas: Client, box: str
) -> None:
    actions.send_letter(by=ola, letter=letter, expected_revision=1)
    body = text(olas, f"{box}{letter.pk}/")
    assert letter.subject in body
    assert "<textarea" not in body
