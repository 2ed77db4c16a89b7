"""Buttons that are pressed twice: what is sent again is not done again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checkpoints import actions
from checkpoints.models import Decision, HelpAnswer, Strand
from tests import makers


@pytest.mark.parametrize("is_staffs", [False, True])
def test_an_answer_that_is_sent_twice_is_given_and_mailed_once(
    client: Client, strand: Strand, mailoutbox: list[Any], is_staffs: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    makers.coordinator_of(strand.region)
    ola = makers.make_person("Ola Dahl")
    helper = makers.staff() if is_staffs else makers.coordinator_of(makers.make_region(), ola)
    client.force_login(helper)
    request = makers.ask(strand, 1, 1)
    page = reverse("checkpoints:help_request", args=[request.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(page, {"text": "Slik gjorde vi."}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert HelpAnswer.objects.count() == 1
    assert len(mailoutbox) == 1


def test_what_was_taken_back_can_be_said_again(strand: Strand) -> None:
    request = makers.ask(strand, 1, 1)
    first = makers.answer(request, None)
    actions.change_answer(by=None, answer=first, expected_revision=1, text="Slik.", removed=True)
    makers.answer(request, None)
    assert [one.removed for one in HelpAnswer.objects.order_by("pk")] == [True, False]


def test_a_decision_that_is_sent_twice_is_recorded_once(karis: Client, strand: Strand) -> None:
    new = "/regioner/bodo/lop/1/m1/vedtak/ny/"
    sent = {"revision": 0, "decided_on": "2016-01-20", "body": "Bystyret", "note": "Enstemmig."}
    answers = [karis.post(new, sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Decision.objects.count() == 1
    karis.post(new, {**sent, "note": ""})  # says something else
    assert Decision.objects.count() == 2
