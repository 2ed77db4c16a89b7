"""Several people at one question: nobody's words are lost, nobody answers what is closed."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from checkpoints import actions
from checkpoints.access.help import Exchange, request_to_answer
from checkpoints.models import HelpAnswer, HelpRequest, Outcome, Strand
from regions.models import Region, User
from tests import makers


@pytest.fixture
def alta(region: Region) -> Region:
    return makers.make_region("Altaregionen", slug="alta")


@pytest.fixture
def olas(alta: Region) -> Client:
    client = Client()
    client.force_login(makers.coordinator_of(alta, makers.make_person("Ola Dahl")))
    return client


@pytest.fixture
def request_(strand: Strand) -> HelpRequest:
    return makers.ask(strand, 1, 1)


def page_of(request: HelpRequest) -> str:
    return reverse("checkpoints:help_request", args=[request.pk])


def test_two_who_answer_at_once_both_answer(olas: Client, request_: HelpRequest) -> None:
    staff = Client()
    staff.force_login(makers.staff())
    pages = [client.get(page_of(request_)).status_code for client in (olas, staff)]
    assert pages == [HTTPStatus.OK] * 2
    olas.post(page_of(request_), {"text": "Fra Alta"})
    staff.post(page_of(request_), {"text": "Fra staben"})
    assert set(HelpAnswer.objects.values_list("text", flat=True)) == {"Fra Alta", "Fra staben"}


@pytest.mark.parametrize("outcome", [Outcome.SETTLED, Outcome.WITHDRAWN])
def test_an_answer_to_what_was_closed_meanwhile_stays_in_the_form(
    olas: Client, request_: HelpRequest, monkeypatch: pytest.MonkeyPatch, outcome: Outcome
) -> None:
    def closed_just_after(user: User, pk: int) -> Exchange:
        found = request_to_answer(user, pk)
        row = HelpRequest.objects.get(pk=pk)
        actions.close_request(by=None, request=row, expected_revision=1, outcome=outcome)
        return found

    monkeypatch.setattr("checkpoints.views.help.request_to_answer", closed_just_after)
    answer = olas.post(page_of(request_), {"text": "Det vi lurte på"})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Det vi lurte på" in text
    assert not HelpAnswer.objects.exists()


def test_an_answer_to_what_is_closed_stays_in_the_form(olas: Client, request_: HelpRequest) -> None:
    actions.close_request(by=None, request=request_, expected_revision=1, outcome=Outcome.SETTLED)
    answer = olas.post(page_of(request_), {"text": "Det vi lurte på"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Det vi lurte på" in answer.content.decode()


def test_two_who_close_with_other_thanks_choose(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    there = f"{page_of(request_)}lukk/"
    karis.post(there, {"revision": 1, "outcome": "settled", "thanks": "Takk fra Kari"})
    answer = karis.post(there, {"revision": 1, "outcome": "settled", "thanks": "Takk fra Per"})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Takk fra Kari" in text
    assert "Takk fra Per" in text
    request_.refresh_from_db()
    assert request_.thanks == "Takk fra Kari"


def test_of_two_one_closes_and_the_other_withdraws(karis: Client, request_: HelpRequest) -> None:
    there = f"{page_of(request_)}lukk/"
    karis.post(there, {"revision": 1, "outcome": "settled"})
    answer = karis.post(there, {"revision": 1, "outcome": "withdrawn"})
    assert answer.status_code == HTTPStatus.CONFLICT
    request_.refresh_from_db()
    assert request_.outcome == Outcome.SETTLED


def test_two_who_close_alike_are_both_done(karis: Client, request_: HelpRequest) -> None:
    there = f"{page_of(request_)}lukk/"
    answers = [karis.post(there, {"revision": 1, "outcome": "settled"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [HTTPStatus.FOUND] * 2
    request_.refresh_from_db()
    assert request_.revision == 2


def test_one_closes_while_another_adds_to_the_question(
    karis: Client, request_: HelpRequest
) -> None:
    karis.post(f"{page_of(request_)}lukk/", {"revision": 1, "outcome": "settled"})
    karis.post(f"{page_of(request_)}endre/", {"revision": 1, "question": "Og hvor lenge?"})
    request_.refresh_from_db()
    assert (request_.outcome, request_.question) == (Outcome.SETTLED, "Og hvor lenge?")


def test_thanks_are_kept_when_the_only_answer_was_taken_back_meanwhile(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta)
    actions.change_answer(by=None, answer=row, expected_revision=1, text="Slik.", removed=True)
    sent = {"revision": 1, "outcome": "settled", "thanks": "Takk til dere"}
    answer = karis.post(f"{page_of(request_)}lukk/", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Takk til dere" in answer.content.decode()


def test_two_who_correct_an_answer_choose(
    olas: Client, alta: Region, request_: HelpRequest
) -> None:
    there = f"{page_of(request_)}svar/{makers.answer(request_, alta).pk}/"
    olas.post(there, {"revision": 1, "text": "Den første"})
    answer = olas.post(there, {"revision": 1, "text": "Den andre"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert HelpAnswer.objects.get().text == "Den første"


@pytest.mark.django_db(transaction=True)
def test_who_answers_waits_for_who_is_closing(strand: Strand, alta: Region) -> None:
    request = makers.ask(strand, 1, 1)
    closing = Event()

    def close() -> None:
        with transaction.atomic():
            row = HelpRequest.objects.get(pk=request.pk)
            actions.close_request(
                by=None, request=row, expected_revision=1, outcome=Outcome.SETTLED
            )
            closing.set()
            sleep(0.3)  # for the other to come to the door

    def answer() -> None:
        closing.wait(10)
        with pytest.raises(ValidationError):
            makers.answer(request, alta)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(in_thread, work) for work in (close, answer)]:
            one.result(timeout=30)
    assert not HelpAnswer.objects.exists()


def in_thread(work: Any) -> None:
    try:
        work()
    finally:
        connection.close()
