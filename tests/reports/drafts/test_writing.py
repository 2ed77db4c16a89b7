"""Answers are written by several, each saved by itself; nothing typed is lost."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from regions.markdown import MOST_LINES
from regions.models import Region, User
from reports import actions
from reports.models import Answer, Question, Report
from reports.queries.drafts import answer_of
from tests import makers
from tests.reports.writing import address_of, write

LIMIT = 3000  # of a question, where nothing else is said


@pytest.fixture
def question(report: Report) -> Question:
    return report.round.questions.earliest("position")


@pytest.fixture
def other(report: Report) -> Question:
    return report.round.questions.latest("position")


@pytest.fixture
def per(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Per Hansen"))


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def pers(per: User) -> Client:
    return client_of(per)


def send(client: Client, report: Report, question: Question, text: str, **sent: Any) -> Any:
    """What a browser sends of one answer's form; `headers` as htmx does."""
    headers = sent.pop("headers", None)
    data = {"revision": 0, "text": text, **sent}
    return client.post(address_of(report, "write_answer", question.pk), data, headers=headers)


def area(answer: Any, question: Question) -> str:
    """What stands in the text area of a question."""
    page = answer.content.decode().split(f'id="id_{question.pk}_text"')[1]
    return str(page.split(">", 1)[1].split("</textarea>")[0].removeprefix("\n"))


HTMX = {"HX-Request": "true"}


# One who writes


def test_an_answer_is_saved_and_one_is_led_back_to_its_question(
    karis: Client, kari: User, report: Report, question: Question
) -> None:
    answer = send(karis, report, question, "Vi er\r\ni rute. ")
    assert answer.headers["Location"] == f"{address_of(report)}#question-{question.pk}"
    row = Answer.objects.get()
    assert (row.text, row.question, row.revision) == ("Vi er\ni rute.", question, 1)
    assert row.changed_by == kari


def test_with_htmx_the_question_alone_comes_back(
    karis: Client, report: Report, question: Question
) -> None:
    answer = send(karis, report, question, "Vi er i rute.", headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (HTTPStatus.OK, "answered")
    assert page.count('class="checkpoint question"') == 1
    assert '<p id="saved" hx-swap-oob="innerHTML">' in page
    assert 'name="revision" value="1"' in page


def test_an_answer_that_nobody_has_begun_is_not_begun_by_leaving_it_empty(
    karis: Client, report: Report, question: Question
) -> None:
    assert send(karis, report, question, " \n").status_code == HTTPStatus.FOUND
    assert not Answer.objects.exists()


def test_an_answer_can_be_emptied_and_its_history_has_it(
    karis: Client, kari: User, report: Report, question: Question
) -> None:
    row = write(report, question, "Vi er i rute.", by=kari)
    send(karis, report, question, "", revision=1)
    texts = row.revisions.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Vi er i rute.", ""]


def test_an_answer_may_be_as_long_as_its_question_says(
    karis: Client, report: Report, question: Question
) -> None:
    text = "a\r\n" * 100 + "a" * (LIMIT - 200)  # a line break is one character
    assert send(karis, report, question, text).status_code == HTTPStatus.FOUND
    assert len(Answer.objects.get().text) == LIMIT


@pytest.mark.parametrize("text", ["å" * (LIMIT + 1), "- å\n" * MOST_LINES + "- å"])
@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_an_answer_that_is_too_long_comes_back_whole(
    karis: Client, report: Report, question: Question, headers: Any, text: str
) -> None:
    answer = send(karis, report, question, text, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert area(answer, question) == text
    assert not Answer.objects.exists()


def test_a_question_may_allow_for_little(karis: Client, report: Report, question: Question) -> None:
    actions.change_question(by=None, question=question, expected_revision=1, limit=3)
    answer = send(karis, report, question, "Fire")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'data-editor="3"' in answer.content.decode()


def test_the_preview_without_a_script_saves_nothing(
    karis: Client, report: Report, question: Question
) -> None:
    answer = send(karis, report, question, "Vi er **i rute**.", preview="yes")
    assert "Vi er <strong>i rute</strong>." in answer.content.decode()
    assert area(answer, question) == "Vi er **i rute**."
    assert not Answer.objects.exists()


def test_the_page_of_one_question_is_the_report(
    karis: Client, report: Report, question: Question
) -> None:
    answer = karis.get(address_of(report, "write_answer", question.pk))
    assert answer.content.decode().count('class="checkpoint question"') == 2


# Several who write


@pytest.mark.parametrize("karis_first", [True, False])
def test_two_who_answer_different_questions_do_not_meet(
    karis: Client, pers: Client, report: Report, question: Question, other: Question,
    *, karis_first: bool,
) -> None:  # fmt: skip
    sends = [(karis, question, "Karis"), (pers, other, "Pers")]
    for client, asked, text in sends if karis_first else reversed(sends):
        assert send(client, report, asked, text).status_code == HTTPStatus.FOUND
    texts = Answer.objects.order_by("question").values_list("text", flat=True)
    assert list(texts) == ["Karis", "Pers"]


@pytest.mark.parametrize("karis_first", [True, False])
@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("before", ["", "Som det var"], ids=["new", "written"])
def test_the_second_to_save_one_answer_gets_both_and_chooses(
    karis: Client, pers: Client, kari: User, report: Report, question: Question,
    *, karis_first: bool, headers: Any, before: str,
) -> None:  # fmt: skip
    seen = write(report, question, before, by=kari).revision if before else 0
    first, second = (karis, pers) if karis_first else (pers, karis)
    send(first, report, question, "Den første", revision=seen)
    answer = send(second, report, question, "Den andre", revision=seen, headers=headers)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert area(answer, question) == "Den andre"
    assert '<span class="said">Den første</span>' in answer.content.decode()
    assert Answer.objects.get().text == "Den første"
    both = {"revision": seen + 1, "choose-text": "both"}
    send(second, report, question, "Den andre", **both)
    assert Answer.objects.get().text == "Den første\n\nDen andre"


def test_two_who_write_the_same_do_not_collide(
    karis: Client, pers: Client, report: Report, question: Question
) -> None:
    for client in (karis, pers):
        assert send(client, report, question, "Vi er i rute.").status_code == HTTPStatus.FOUND
    assert Answer.objects.get().revision == 1


def test_the_page_says_who_wrote_last(
    karis: Client, per: User, report: Report, question: Question
) -> None:
    assert per.name not in karis.get(address_of(report)).content.decode()
    write(report, question, "Pers", by=per)
    assert per.name in karis.get(address_of(report)).content.decode()


# What happens meanwhile


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_what_is_typed_while_someone_hands_in_stands_in_the_form(
    karis: Client, per: User, report: Report, question: Question, headers: Any
) -> None:
    makers.hand_in(report, per)
    answer = send(karis, report, question, "Enda mer", revision=1, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert area(answer, question) == "Enda mer"
    assert answer_of(report, question).text == "Vi er i rute."


def test_an_answer_to_what_is_handed_in_is_refused(
    kari: User, report: Report, question: Question
) -> None:
    makers.hand_in(report, kari)
    with pytest.raises(ValidationError):
        write(report, question, "Enda mer", by=kari)


def test_what_is_typed_to_a_question_that_is_taken_out_comes_back(
    karis: Client, report: Report, question: Question
) -> None:
    actions.change_question(by=None, question=question, expected_revision=1, removed=True)
    answer = send(karis, report, question, "Bare <her>")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert '<pre class="written">Bare &lt;her&gt;</pre>' in answer.content.decode()
    there = address_of(report, "write_answer", question.pk)
    assert karis.get(there).status_code == HTTPStatus.NOT_FOUND
    assert not Answer.objects.exists()


@pytest.mark.parametrize("gone", ["region", "round"])
def test_what_is_typed_to_a_report_that_is_no_longer_asked_for_comes_back(
    karis: Client, report: Report, question: Question, gone: str
) -> None:
    take_off(report, gone)
    answer = send(karis, report, question, "Bare <her>")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert '<pre class="written">Bare &lt;her&gt;</pre>' in answer.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("gone", ["region", "round"])
def test_nobody_else_is_told_of_a_report_that_is_no_longer_asked_for(
    karis: Client, report: Report, question: Question, gone: str
) -> None:
    take_off(report, gone)
    there = address_of(report, "write_answer", question.pk)
    assert karis.get(there).status_code == HTTPStatus.NOT_FOUND
    assert b"written" not in send(karis, report, question, "").content
    strangers = client_of(makers.coordinator_of(makers.make_region("Altaregionen")))
    answer = send(strangers, report, question, "Bare her")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Bare her" not in answer.content.decode()
    reader = client_of(makers.reader_of(report.region, makers.make_person("Anne Solberg")))
    assert send(reader, report, question, "Bare her").status_code == HTTPStatus.FORBIDDEN


def take_off(report: Report, gone: str) -> None:
    """The region is taken off the round, or the round is taken away."""
    if gone == "region":
        actions.ask_regions(by=None, asking=report.round, regions=())
    else:
        actions.change_round(by=None, asking=report.round, expected_revision=1, removed=True)


def test_a_question_of_another_round_is_not_answered_here(
    karis: Client, region: Region, report: Report
) -> None:
    elsewhere = makers.ask_for_reports(region).questions.earliest("position")
    answer = send(karis, report, elsewhere, "Hit")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert not Answer.objects.exists()


@pytest.mark.parametrize("revision", ["", "x", "-1", "99", "9999999999999"])
def test_a_crafted_revision_saves_nothing_and_is_told(
    karis: Client, report: Report, question: Question, revision: str
) -> None:
    answer = send(karis, report, question, "Tekst", revision=revision)
    assert answer.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
    assert area(answer, question) == "Tekst"
    assert not Answer.objects.exists()
