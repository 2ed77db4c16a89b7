"""The history of an answer, on a page of its own."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regions.models import User
from reports import actions
from reports.models import Question, Report
from tests import makers
from tests.reports.writing import address_of, write


@pytest.fixture
def question(report: Report) -> Question:
    return report.round.questions.all()[0]


def history_of(report: Report, question: Question) -> str:
    return address_of(report, "answer_history", question.pk)


def test_each_step_says_who_wrote_what(
    karis: Client, kari: User, report: Report, question: Question
) -> None:
    erik = makers.coordinator_of(report.region, makers.make_person("Erik Bakke"))
    other = report.round.questions.all()[1]
    write(report, question, "Vi er i rute.", by=kari)
    write(report, question, "Vi er sene.", by=erik)
    write(report, other, "Noe annet.", by=erik)
    text = karis.get(history_of(report, question)).content.decode().split("<main")[1]
    words = ("Vi er sene.", "Vi er i rute.", "Noe annet.")
    assert [word in text for word in words] == [True, True, False]
    assert text.index("Erik Bakke") < text.index("Kari Nordmann")


def test_the_question_leads_to_it_once_it_is_begun_also_when_it_is_handed_in(
    karis: Client, kari: User, report: Report, question: Question
) -> None:
    link = f'href="{history_of(report, question)}"'
    assert link not in karis.get(address_of(report)).content.decode()
    write(report, question, "Vi er i rute.", by=kari)
    assert link in karis.get(address_of(report)).content.decode()
    makers.hand_in(report, kari)
    assert link in karis.get(address_of(report)).content.decode()


def test_a_question_that_is_taken_out_or_of_another_round_has_none(
    karis: Client, report: Report, question: Question
) -> None:
    elsewhere = makers.ask_for_reports(report.region).questions.all()[0]
    actions.change_question(by=None, question=question, expected_revision=1, removed=True)
    for one in (question, elsewhere):
        assert karis.get(history_of(report, one)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(("steps", "queries"), [(1, 7), (3, 7)])
def test_it_reads_the_same_whatever_the_number_of_steps(
    karis: Client, kari: User, report: Report, question: Question, steps: int, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(steps):
        write(report, question, f"Svar {number}", by=kari)
    karis.get(history_of(report, question))
    with django_assert_num_queries(queries):
        karis.get(history_of(report, question))
