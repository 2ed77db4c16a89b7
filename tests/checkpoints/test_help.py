"""Regions that ask each other: who asks, who answers, what is said to whom, until it is closed."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.histories import region_history
from checkpoints.models import HelpAnswer, HelpRequest, Outcome, Status, Strand
from checkpoints.pages.help import asked_about
from checkpoints.pages.history import Wanted, history_page
from checkpoints.queries.help import how_many_wait, who_can_help
from regions.models import Region, User
from tests import makers

ASK = "/regioner/bodo/lop/1/m1/sjekkpunkt/c1/hjelp/"
ALL = "/laering/sporsmal/"


@pytest.fixture
def alta(region: Region) -> Region:
    return makers.make_region("Altaregionen", slug="alta")


@pytest.fixture
def ola(alta: Region) -> User:
    return makers.coordinator_of(alta, makers.make_person("Ola Dahl"))


@pytest.fixture
def olas(ola: User) -> Client:
    return client_of(ola)


@pytest.fixture
def request_(strand: Strand, kari: User) -> HelpRequest:
    """Kari's question, which nobody has answered."""
    return makers.ask(strand, 1, 1, "Hvordan fikk dere *alle* med?", by=kari)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(request: HelpRequest) -> str:
    return reverse("checkpoints:help_request", args=[request.pk])


def body(client: Client, path: str, status: int = HTTPStatus.OK) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode().split("<main")[1]


def close(client: Client, request: HelpRequest, **sent: Any) -> Any:
    request.refresh_from_db()
    data = {"revision": request.revision, "outcome": "settled", **sent}
    return client.post(f"{page_of(request)}lukk/", data)


# Asking


def test_a_coordinator_asks_and_is_led_to_the_question(karis: Client, kari: User) -> None:
    answer = karis.post(ASK, {"question": " Hvordan?\r\nOg når? "})
    asked = HelpRequest.objects.get()
    assert (asked.question, asked.outcome, asked.changed_by) == ("Hvordan?\nOg når?", "open", kari)
    assert answer.headers["Location"] == page_of(asked)


def test_a_second_visit_leads_to_the_open_question(karis: Client, request_: HelpRequest) -> None:
    assert karis.get(ASK).headers["Location"] == page_of(request_)


def test_once_it_is_closed_one_may_ask_anew(karis: Client, request_: HelpRequest) -> None:
    close(karis, request_)
    assert karis.get(ASK).status_code == HTTPStatus.OK
    karis.post(ASK, {"question": "Og nå?"})
    states = HelpRequest.objects.order_by("pk").values_list("question", "outcome")
    assert list(states) == [(request_.question, "settled"), ("Og nå?", "open")]


def test_who_asks_second_keeps_the_words_and_is_shown_the_first(
    karis: Client, request_: HelpRequest
) -> None:
    answer = karis.post(ASK, {"question": "Mitt eget spørsmål"})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Mitt eget spørsmål" in text
    assert f'href="{page_of(request_)}"' in text
    assert HelpRequest.objects.count() == 1


def test_an_empty_question_is_refused(karis: Client, strand: Strand) -> None:
    assert karis.post(ASK, {"question": "  "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not HelpRequest.objects.exists()


def test_a_long_question_is_refused_and_kept(karis: Client, strand: Strand) -> None:
    long = "ø" * (HelpRequest.TEXT_LIMIT + 1)
    answer = karis.post(ASK, {"question": long})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert long in answer.content.decode()
    assert karis.post(ASK, {"question": long[:-1]}).status_code == HTTPStatus.FOUND


def test_the_page_links_to_what_others_did(karis: Client, strand: Strand) -> None:
    assert 'href="/laering/fase/m1/c1/"' in body(karis, ASK)


# Who is told


def test_those_who_share_are_told_and_others_who_have_met_it_are_not(
    strand: Strand, kari: User, ola: User, alta: Region
) -> None:
    sharing = makers.make_region("Delerregionen")
    eva = makers.coordinator_of(sharing)
    makers.reader_of(sharing)
    boss = makers.staff()
    makers.ministry()
    for region in (sharing, alta):
        makers.assess(makers.main_strand(region), 1, 1)
    makers.share(makers.main_strand(sharing), 1, 1)

    found = who_can_help(strand, makers.wording(strand, 1, 1).checkpoint, but=kari)

    assert (found.regions, found.sharing) == (frozenset([sharing.pk]), True)
    assert found.people == tuple(sorted([eva, boss], key=lambda one: one.pk))


def test_where_nobody_shares_those_are_told_who_have_met_it(
    strand: Strand, kari: User, ola: User, alta: Region
) -> None:
    not_yet = makers.make_region("Uferdigregionen")
    makers.coordinator_of(not_yet)
    makers.assess(makers.main_strand(alta), 1, 1)
    makers.assess(makers.main_strand(not_yet), 1, 1, Status.IN_PROGRESS)
    makers.assess(makers.main_strand(not_yet), 1, 2)
    makers.assess(strand, 1, 1)

    found = who_can_help(strand, makers.wording(strand, 1, 1).checkpoint, but=kari)

    assert (found.regions, found.sharing, found.people) == (frozenset([alta.pk]), False, (ola,))


def test_what_is_shared_no_longer_counts_for_nothing(strand: Strand, alta: Region) -> None:
    others = makers.main_strand(alta)
    makers.assess(others, 1, 1)
    makers.share(others, 1, 1)
    makers.assess(others, 1, 1, Status.IN_PROGRESS)
    found = who_can_help(strand, makers.wording(strand, 1, 1).checkpoint, but=None)
    assert (found.regions, found.sharing) == (frozenset(), False)


def test_someone_in_many_places_is_told_once(strand: Strand, alta: Region, ola: User) -> None:
    third = makers.make_region("Tredjeregionen")
    for region in (alta, third):
        makers.assess(makers.main_strand(region), 1, 1)
    makers.coordinator_of(third, makers.staff(ola))
    found = who_can_help(strand, makers.wording(strand, 1, 1).checkpoint, but=None)
    assert found.people == (ola,)


def test_the_page_says_how_many_are_told(karis: Client, ola: User, alta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    makers.staff()
    page = karis.get(ASK)
    assert len(page.context["helpers"].people) == 2
    assert page.context["helpers"].regions == {alta.pk}


# Answering


def test_a_coordinator_of_another_region_answers(
    olas: Client, ola: User, alta: Region, request_: HelpRequest
) -> None:
    answer = olas.post(page_of(request_), {"text": "Vi **ringte** alle."})
    row = HelpAnswer.objects.get()
    assert answer.headers["Location"] == page_of(request_)
    assert (row.request, row.region, row.changed_by) == (request_, alta, ola)
    text = body(olas, page_of(request_))
    assert "Altaregionen" in text
    assert "Vi <strong>ringte</strong> alle." in text
    assert "Ola Dahl" in text


def test_the_staff_answer_without_a_region(request_: HelpRequest) -> None:
    client = client_of(makers.staff())
    client.post(page_of(request_), {"text": "Spør Alta."})
    assert HelpAnswer.objects.get().region is None
    assert "Programstab" in body(client, page_of(request_))


def test_who_coordinates_several_regions_chooses_one(
    olas: Client, ola: User, request_: HelpRequest
) -> None:
    third = makers.make_region("Tredjeregionen")
    makers.coordinator_of(third, ola)
    refused = olas.post(page_of(request_), {"text": "Slik."})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Slik." in refused.content.decode()
    olas.post(page_of(request_), {"text": "Slik.", "region": third.pk})
    assert HelpAnswer.objects.get().region == third


def test_nobody_answers_on_behalf_of_a_region_that_is_not_theirs(
    olas: Client, ola: User, request_: HelpRequest
) -> None:
    makers.coordinator_of(makers.make_region("Tredjeregionen"), ola)
    strange = makers.make_region("Fremmedregionen")
    answer = olas.post(page_of(request_), {"text": "Slik.", "region": strange.pk})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not HelpAnswer.objects.exists()


def test_nobody_answers_their_own_region(
    karis: Client, region: Region, request_: HelpRequest
) -> None:
    assert "<textarea" not in body(karis, page_of(request_))
    answer = karis.post(page_of(request_), {"text": "Slik."})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    with pytest.raises(ValidationError):
        makers.answer(request_, region)
    assert not HelpAnswer.objects.exists()


def test_who_belongs_to_both_answers_for_the_other(
    olas: Client, ola: User, region: Region, alta: Region, request_: HelpRequest
) -> None:
    makers.coordinator_of(region, ola)
    olas.post(page_of(request_), {"text": "Slik.", "region": region.pk})
    assert HelpAnswer.objects.get().region == alta


def test_readers_read_and_do_not_answer(alta: Region, request_: HelpRequest) -> None:
    client = client_of(makers.reader_of(alta))
    assert "<textarea" not in body(client, page_of(request_))
    answer = client.post(page_of(request_), {"text": "Slik."})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_answers_stand_oldest_first(olas: Client, alta: Region, request_: HelpRequest) -> None:
    late = makers.answer(request_, alta, "Sent", when="2016-03-03")
    early = makers.answer(request_, None, "Tidlig", when="2016-03-01")
    page = olas.get(page_of(request_)).context["page"]
    assert [one.pk for one, _ in page.answers] == [early.pk, late.pk]


def test_an_answer_is_corrected_by_its_own_side_alone(
    karis: Client, olas: Client, alta: Region, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta)
    there = f"{page_of(request_)}svar/{row.pk}/"
    assert there in body(olas, page_of(request_))
    for client in (karis, client_of(makers.staff()), client_of(makers.reader_of(alta))):
        assert there not in body(client, page_of(request_))
        assert client.get(there).status_code == HTTPStatus.FORBIDDEN

    olas.post(there, {"revision": 1, "text": "Bedre slik."})

    row.refresh_from_db()
    assert (row.text, row.revision) == ("Bedre slik.", 2)
    assert "Bedre slik." in body(karis, page_of(request_))


def test_an_answer_of_the_staff_is_theirs_to_correct(olas: Client, request_: HelpRequest) -> None:
    row = makers.answer(request_, None)
    there = f"{page_of(request_)}svar/{row.pk}/"
    assert olas.get(there).status_code == HTTPStatus.FORBIDDEN
    assert client_of(makers.staff()).get(there).status_code == HTTPStatus.OK


def test_an_answer_that_is_taken_back_can_be_brought_back(
    olas: Client, alta: Region, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta)
    there = f"{page_of(request_)}svar/{row.pk}/"
    olas.post(there, {"revision": 1, "text": "Slik.", "removed": "on"})
    assert HelpAnswer.objects.get().removed
    olas.post(there, {"revision": 2, "text": "Slik."})
    assert not HelpAnswer.objects.get().removed


def test_an_answer_is_not_found_under_another_question(
    olas: Client, alta: Region, strand: Strand, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta)
    elsewhere = makers.ask(strand, 1, 2)
    there = f"{page_of(elsewhere)}svar/{row.pk}/"
    assert olas.get(there).status_code == HTTPStatus.NOT_FOUND


# Changing and closing


def test_the_question_is_added_to_by_its_own_region(karis: Client, request_: HelpRequest) -> None:
    karis.post(f"{page_of(request_)}endre/", {"revision": 1, "question": "Hvordan, og når?"})
    request_.refresh_from_db()
    assert request_.question == "Hvordan, og når?"


def test_two_who_change_the_question_choose(karis: Client, request_: HelpRequest) -> None:
    there = f"{page_of(request_)}endre/"
    karis.post(there, {"revision": 1, "question": "Den første"})
    answer = karis.post(there, {"revision": 1, "question": "Den andre"})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Den første" in text
    assert "Den andre" in text


def test_a_question_is_closed_with_thanks_that_stand_on_its_page(
    karis: Client, olas: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    close(karis, request_, thanks="Tusen takk!")
    request_.refresh_from_db()
    assert (request_.outcome, request_.thanks) == (Outcome.SETTLED, "Tusen takk!")
    text = body(olas, page_of(request_))
    assert "Tusen takk!" in text
    assert "<textarea" not in text


def test_thanks_need_someone_to_thank(karis: Client, request_: HelpRequest) -> None:
    assert 'name="thanks"' not in body(karis, f"{page_of(request_)}lukk/")
    answer = close(karis, request_, thanks="Takk for ingenting")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Takk for ingenting" in answer.content.decode()
    assert close(karis, request_).status_code == HTTPStatus.FOUND
    request_.refresh_from_db()
    assert request_.outcome == Outcome.SETTLED


def test_thanks_go_with_a_closed_question(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    answer = close(karis, request_, outcome="withdrawn", thanks="Takk")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    request_.refresh_from_db()
    assert request_.outcome == Outcome.OPEN


def test_a_note_that_stood_goes_with_a_withdrawal_and_that_is_said(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    close(karis, request_, thanks="Takk")
    answer = close(karis, request_, outcome="withdrawn", thanks="Takk")
    request_.refresh_from_db()
    assert (request_.outcome, request_.thanks) == (Outcome.WITHDRAWN, "")
    said = "Takken vises ikke lenger, men står i historikken."
    assert said in karis.get(answer.headers["Location"]).content.decode()
    answer = close(karis, request_, outcome="settled", thanks="")
    assert said not in karis.get(answer.headers["Location"]).content.decode()


def test_a_closed_question_is_opened_again(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    close(karis, request_, thanks="Takk")
    close(karis, request_, outcome="open", thanks="Takk")
    request_.refresh_from_db()
    assert (request_.outcome, request_.thanks, request_.revision) == (Outcome.OPEN, "", 3)


def test_it_is_not_opened_again_while_another_is_open(
    karis: Client, strand: Strand, request_: HelpRequest
) -> None:
    close(karis, request_)
    makers.ask(strand, 1, 1, "En ny")
    answer = close(karis, request_, outcome="open")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    request_.refresh_from_db()
    assert request_.outcome == Outcome.SETTLED


def test_only_the_region_that_asks_closes(olas: Client, request_: HelpRequest) -> None:
    assert close(olas, request_).status_code == HTTPStatus.FORBIDDEN
    assert close(client_of(makers.staff()), request_).status_code == HTTPStatus.FORBIDDEN
    request_.refresh_from_db()
    assert request_.outcome == Outcome.OPEN


# What is no longer there

GONE = "Spørsmålet er trukket"


def test_a_region_that_answered_is_told_that_the_question_is_withdrawn(
    karis: Client, olas: Client, ola: User, alta: Region, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta, "Vårt svar")
    close(karis, request_, outcome="withdrawn")
    readers = client_of(makers.reader_of(alta))
    for client, path in (
        (olas, page_of(request_)),
        (readers, page_of(request_)),
        (olas, f"{page_of(request_)}svar/{row.pk}/"),
    ):
        text = body(client, path, HTTPStatus.NOT_FOUND)
        assert f"<h1>{GONE}</h1>" in text
        assert [secret for secret in (request_.question, "Vårt svar") if secret in text] == []


def test_a_region_that_did_not_answer_is_told_nothing(
    karis: Client, olas: Client, request_: HelpRequest
) -> None:
    makers.answer(request_, makers.make_region("Tredjeregionen"))
    close(karis, request_, outcome="withdrawn")
    assert GONE not in body(olas, page_of(request_), HTTPStatus.NOT_FOUND)
    assert GONE not in body(olas, page_of(HelpRequest(pk=request_.pk + 1)), HTTPStatus.NOT_FOUND)


def test_an_answer_that_comes_too_late_is_given_back(
    karis: Client, olas: Client, request_: HelpRequest
) -> None:
    for outcome, status in (("settled", 422), ("withdrawn", 404)):
        close(karis, request_, outcome=outcome)
        answer = olas.post(page_of(request_), {"text": "Vi **ringte** alle."})
        assert answer.status_code == status
        assert "Vi **ringte** alle." in answer.content.decode()
    assert not HelpAnswer.objects.exists()


# Where it is seen


def test_the_milestones_row_says_that_help_is_asked_for(
    karis: Client, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    makers.answer(request_, None)
    row = body(karis, "/regioner/bodo/lop/1/m1/")
    asked = row.partition('id="c1"')[2].partition('id="c2"')[0]
    other = row.partition('id="c2"')[2].partition('id="c3"')[0]
    assert f'href="{page_of(request_)}"' in asked
    assert "15. februar 2016" in asked
    assert "hjelp/" not in asked
    assert "sjekkpunkt/c2/hjelp/" in other


def test_the_milestones_row_counts_the_questions_that_were_answered(
    karis: Client, strand: Strand, alta: Region, request_: HelpRequest
) -> None:
    answered = makers.ask(strand, 1, 2)
    makers.answer(answered, alta)
    close(karis, answered, thanks="Takk!")
    unanswered, withdrawn = makers.ask(strand, 1, 2), makers.ask(strand, 1, 3)
    close(karis, unanswered)
    makers.answer(withdrawn, alta)
    close(karis, withdrawn, outcome="withdrawn")
    rows = karis.get("/regioner/bodo/lop/1/m1/").context["page"].rows
    assert [one.asked.answered for one in rows] == [0, 1, 0]
    assert [one.asked.open and one.asked.open.pk for one in rows] == [request_.pk, None, None]
    text = body(karis, "/regioner/bodo/lop/1/m1/")
    assert text.count('href="/laering/fase/m1/c2/#asked">1 spørsmål er besvart<') == 1
    assert text.count("er besvart<") == 1


def test_the_regions_page_lists_its_open_questions(
    karis: Client, strand: Strand, alta: Region, request_: HelpRequest
) -> None:
    close(karis, makers.ask(strand, 1, 2))
    makers.answer(request_, alta)
    found = karis.get("/regioner/bodo/").context["page"].questions
    assert [(one.pk, one.answers) for one in found.own] == [(request_.pk, 1)]
    assert f'href="{page_of(request_)}"' in body(karis, "/regioner/bodo/")


def test_a_regions_page_lists_what_others_ask_about_what_it_has_met(
    karis: Client, strand: Strand, alta: Region
) -> None:
    others = makers.main_strand(alta)
    makers.assess(strand, 1, 1)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS)
    mine = makers.ask(others, 1, 1)
    makers.ask(others, 1, 2)
    page = karis.get("/regioner/bodo/").context["page"]
    assert [one.pk for one in page.questions.others] == [mine.pk]
    assert page.questions.own == ()


def test_a_regions_page_lists_five_of_others_newest_first(
    karis: Client, strand: Strand, region: Region
) -> None:
    makers.assess(strand, 1, 1)
    asked = [
        makers.ask(makers.main_strand(makers.make_region()), 1, 1, when=f"2016-03-0{day}")
        for day in range(1, 8)
    ]
    others = karis.get("/regioner/bodo/").context["page"].questions.others
    assert [one.pk for one in others] == [one.pk for one in asked[:1:-1]]
    assert f'href="{ALL}"' in body(karis, "/regioner/bodo/")


def test_a_past_day_tells_of_no_questions(karis: Client, request_: HelpRequest) -> None:
    for path in ("/regioner/bodo/", "/regioner/bodo/lop/1/m1/"):
        text = body(karis, f"{path}?as_of=2016-11-01")
        assert page_of(request_) not in text
        assert "hjelp/" not in text


def test_the_staff_see_how_many_wait_on_their_first_page(
    alta: Region, strand: Strand, request_: HelpRequest
) -> None:
    answered = makers.ask(strand, 1, 2)
    makers.answer(answered, alta)
    taken_back = makers.ask(strand, 1, 3)
    row = makers.answer(taken_back, alta)
    actions.change_answer(by=None, answer=row, expected_revision=1, text="Slik.", removed=True)
    client = client_of(makers.staff())
    assert how_many_wait() == 2
    assert client.get("/oversikt/").context["page"].waiting
    unanswered = client.get(f"{ALL}?tilstand=unanswered").context["listed"]
    assert {one.pk for one in unanswered} == {request_.pk, taken_back.pk}


def test_others_are_not_told_how_many_wait(olas: Client, request_: HelpRequest) -> None:
    assert olas.get("/oversikt/").context["page"].waiting is False


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["open", "settled", "answered"]),
        ("?tilstand=unanswered", ["open"]),
        ("?tilstand=open", ["open", "answered"]),
        ("?tilstand=settled", ["settled"]),
        ("?tilstand=withdrawn", []),
        ("?tilstand=tull", ["open", "settled", "answered"]),
        ("?egne=on", ["answered"]),
        ("?q=ÆRLIG", ["answered"]),
        ("?q=bodø", ["open", "settled"]),
        ("?q=sjekkpunkt 1.c2", ["settled"]),
        ("?q=ingenting", []),
    ],
)
def test_questions_are_found_and_filtered(
    olas: Client, strand: Strand, alta: Region, query: str, expected: list[str]
) -> None:
    makers.ask(makers.main_strand(alta), 1, 3, "Æærlig talt, hvordan?", when="2016-01-01")
    rows = {
        "open": makers.ask(strand, 1, 1, when="2016-03-01"),
        "settled": makers.ask(strand, 1, 2, when="2016-02-01"),
        "answered": HelpRequest.objects.get(question__startswith="Ææ"),
        "withdrawn": makers.ask(strand, 1, 3, when="2016-04-01"),
    }
    makers.answer(rows["answered"], None)
    for name in ("settled", "withdrawn"):
        actions.close_request(
            by=None, request=rows[name], expected_revision=1, outcome=Outcome(name)
        )
    listed = olas.get(f"{ALL}{query}").context["listed"]
    assert [one.pk for one in listed] == [rows[name].pk for name in expected]


def test_the_page_of_a_checkpoint_gets_its_questions_and_answers(
    strand: Strand, alta: Region, ola: User, request_: HelpRequest
) -> None:
    row = makers.answer(request_, alta)
    makers.ask(strand, 1, 2)
    gone = makers.ask(makers.main_strand(alta), 1, 1)
    actions.close_request(by=None, request=gone, expected_revision=1, outcome=Outcome.WITHDRAWN)
    (found,) = asked_about(request_.checkpoint, ola.standing, "nb")
    assert found.facts.pk == request_.pk
    assert [one.pk for one in found.answers] == [row.pk]


# History


def test_the_asking_regions_history_tells_of_the_question(
    karis: Client, strand: Strand, region: Region, request_: HelpRequest
) -> None:
    close(karis, request_)
    changes = history_page(
        region_history(region, may_edit=True, language="nb"), Wanted(thing="hjelp")
    ).changes
    assert [change.about.address for change in changes] == [page_of(request_)] * 2
    assert [name.value for name in changes[0].about.names][1:3] == ["Milepæl 1", "Sjekkpunkt 1.c1"]


def test_the_history_of_a_milestone_and_a_checkpoint_tell_of_it_too(
    karis: Client, request_: HelpRequest
) -> None:
    for path in ("historikk/", "sjekkpunkt/c1/historikk/"):
        assert page_of(request_) in body(karis, f"/regioner/bodo/lop/1/m1/{path}")
    other = body(karis, "/regioner/bodo/lop/1/m1/sjekkpunkt/c2/historikk/")
    assert page_of(request_) not in other


def test_an_answer_stands_in_the_history_of_the_region_that_gave_it(
    alta: Region, region: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta, "Ring dem")
    (given,) = history_page(
        region_history(alta, may_edit=True, language="nb"), Wanted(thing="hjelp")
    ).changes
    assert given.about.address == page_of(request_)
    asked = history_page(
        region_history(region, may_edit=True, language="nb"), Wanted(thing="hjelp")
    )
    assert [change.fields[0].after for change in asked.changes] == [request_.question]


def test_the_history_does_not_lead_to_a_question_that_is_withdrawn(
    alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta)
    actions.close_request(by=None, request=request_, expected_revision=1, outcome=Outcome.WITHDRAWN)
    (given,) = history_page(
        region_history(alta, may_edit=True, language="nb"), Wanted(thing="hjelp")
    ).changes
    assert given.about.address == ""


# Who could help


def could_help(client: Client, request: HelpRequest) -> tuple[list[tuple[str, str, str]], int]:
    page = client.get(page_of(request)).context["page"]
    return [(one.name, one.address, one.how) for one in page.could_help], page.met


def test_the_staff_read_who_has_met_it_but_for_who_has_answered(
    client: Client, strand: Strand, alta: Region
) -> None:
    client.force_login(makers.staff())
    sharing, other = makers.make_region("Salten", slug="salten"), makers.make_region("Ofoten")
    for region in (alta, sharing, other):
        makers.assess(makers.main_strand(region), 1, 1, met_on=date(2016, 2, 1))
    makers.share(makers.main_strand(sharing), 1, 1)
    request = makers.ask(strand, 1, 1)
    makers.answer(request, alta)
    assert could_help(client, request) == (
        [
            ("Salten", "/regioner/salten/lop/1/m1/#c1", "/laering/fase/m1/c1/#salten-1"),
            ("Ofoten", f"/regioner/{other.slug}/lop/1/m1/#c1", ""),
        ],
        3,
    )
    assert (
        client.get(page_of(request)).content.decode().count("1. feb. 2016".replace(" ", "\u00a0"))
        == 2
    )


def test_the_one_who_asks_reads_who_shares_and_how_many_there_are(
    karis: Client, strand: Strand, alta: Region
) -> None:
    sharing = makers.make_region("Salten", slug="salten")
    for region in (alta, sharing):
        makers.assess(makers.main_strand(region), 1, 1)
    makers.share(makers.main_strand(sharing), 1, 1)
    request = makers.ask(strand, 1, 1)
    assert could_help(karis, request) == ([("Salten", "", "/laering/fase/m1/c1/#salten-1")], 2)
    assert alta.name not in karis.get(page_of(request)).content.decode()


def test_a_closed_question_needs_no_help(olas: Client, strand: Strand, alta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    request = makers.ask(strand, 1, 1)
    actions.close_request(by=None, request=request, expected_revision=1, outcome=Outcome.SETTLED)
    assert could_help(olas, request) == ([], 0)


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number_of_questions_and_answers(
    olas: Client, strand: Strand, alta: Region, count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    asked = [makers.ask(strand, 1, number) for number in range(1, count + 1)]
    for request in asked * count:
        makers.answer(request, None)
    # session, person, roles, the list
    with django_assert_num_queries(4):
        olas.get(ALL)
    # session, person, roles, the question, of whom one answers, its facts, its answers, who could
    # help, how many regions
    with django_assert_num_queries(9):
        olas.get(page_of(asked[0]))


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_for_any_number_who_can_help(
    karis: Client, strand: Strand, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        region = makers.make_region()
        makers.coordinator_of(region)
        makers.assess(makers.main_strand(region), 1, 1)
    # session, person, strand, roles, checkpoint, open question, who shares, who has met it, people
    with django_assert_num_queries(9):
        karis.get(ASK)
