"""Mail about questions: to whom, in which language, what is in it; a dead server undoes nothing."""

from collections.abc import Callable
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from checkpoints import actions, tasks
from checkpoints.letters import Letter
from checkpoints.models import HelpAnswer, HelpRequest, Outcome, Strand
from regions import actions as people_actions
from regions.models import Region, User
from tests import makers

ASK = "/regioner/bodo/lop/1/m1/sjekkpunkt/c1/hjelp/"
SITE = "https://byregion.example/"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = SITE


@pytest.fixture
def alta(region: Region) -> Region:
    """Another region, which has met what is asked about."""
    alta = makers.make_region("Altaregionen", slug="alta")
    makers.assess(makers.main_strand(alta), 1, 1, text="privat kommentar")
    return alta


@pytest.fixture
def ola(alta: Region) -> User:
    person = makers.make_person("Ola Dahl", email="ola@alta.no", language="nn")
    return makers.coordinator_of(alta, person)


@pytest.fixture
def request_(strand: Strand, kari: User) -> HelpRequest:
    return makers.ask(strand, 1, 1, "Hvordan fikk dere alle med?", by=kari)


@pytest.fixture
def posted(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[..., list[mail.EmailMessage]]:
    """Someone posts; what is sent for it."""

    def post(person: User, path: str, **data: Any) -> list[mail.EmailMessage]:
        client = Client()
        client.force_login(person)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(path, data).status_code == 302
        return list(mail.outbox)

    return post


type Post = Callable[..., list[mail.EmailMessage]]


def page_of(request: HelpRequest) -> str:
    return reverse("checkpoints:help_request", args=[request.pk])


def receivers(sent: list[mail.EmailMessage]) -> list[str]:
    return sorted(address for one in sent for address in one.to)


def test_those_who_can_help_get_the_question(posted: Post, kari: User, ola: User) -> None:
    boss = makers.staff(makers.make_person("Siri Stab", email="siri@stab.no"))
    sent = posted(kari, ASK, question="Hvordan fikk dere alle med?")
    assert receivers(sent) == [ola.email, boss.email]
    (letter,) = [one for one in sent if one.to == [boss.email]]
    assert "Bodøregionen" in letter.subject
    assert "Sjekkpunkt 1.c1" in letter.subject
    link = f"{SITE.rstrip('/')}{page_of(HelpRequest.objects.get())}"
    assert [part for part in ("Hei, Siri Stab!", "Hvordan fikk dere alle med?", link)
            if part not in letter.body] == []  # fmt: skip


def test_each_gets_it_once_in_their_own_language(posted: Post, kari: User, ola: User) -> None:
    makers.staff(ola)
    eva = makers.staff(makers.make_person("Eva", email="eva@stab.no", language="en"))
    sent = posted(kari, ASK, question="Hvordan?")
    assert receivers(sent) == [eva.email, ola.email]
    english, nynorsk = sorted(sent, key=lambda one: one.to[0])
    assert english.subject == "Bodøregionen asks for help: Sjekkpunkt 1.c1"
    assert english.body.startswith("Hello Eva,")
    assert nynorsk.body.startswith("Hei, Ola Dahl!")


def test_the_sender_and_closed_accounts_get_nothing(posted: Post, kari: User, ola: User) -> None:
    makers.staff(kari)
    closed = makers.staff(makers.make_person("Stengt", email="stengt@stab.no"))
    people_actions.change_person(
        by=None, person=closed, expected_revision=1, name=closed.name, email=closed.email,
        language="nb", is_active=False,
    )  # fmt: skip
    assert receivers(posted(kari, ASK, question="Hvordan?")) == [ola.email]


def test_who_has_left_the_region_gets_nothing(
    posted: Post, kari: User, ola: User, alta: Region
) -> None:
    people_actions.set_membership(by=None, person=ola, region=alta, role=None, expected_revision=1)
    assert posted(kari, ASK, question="Hvordan?") == []


def test_the_asking_regions_coordinators_get_the_answer(
    posted: Post, region: Region, kari: User, ola: User, request_: HelpRequest
) -> None:
    per = makers.coordinator_of(region, makers.make_person("Per", email="per@bodo.no"))
    makers.reader_of(region, makers.make_person("Leser", email="leser@bodo.no"))
    makers.staff()
    sent = posted(ola, page_of(request_), text="Vi ringte alle.")
    assert receivers(sent) == sorted([kari.email, per.email])
    assert "Altaregionen" in sent[0].subject
    assert "Sjekkpunkt 1.c1" in sent[0].subject
    assert "Vi ringte alle." in sent[0].body
    assert page_of(request_) in sent[0].body


def test_an_answer_of_the_staff_says_so(posted: Post, request_: HelpRequest) -> None:
    eva = makers.make_person("Eva", email="eva@bodo.no", language="en")
    makers.coordinator_of(request_.strand.region, eva)
    sent = posted(makers.staff(), page_of(request_), text="Spør Alta.")
    (letter,) = [one for one in sent if one.to == [eva.email]]
    assert letter.subject == "The programme staff has answered Bodøregionen: Sjekkpunkt 1.c1"
    assert "The programme staff has answered" in letter.body


def test_those_who_answered_get_the_thanks_once(
    posted: Post, kari: User, ola: User, alta: Region, request_: HelpRequest
) -> None:
    boss = makers.staff(makers.make_person("Siri Stab", email="siri@stab.no"))
    silent = makers.coordinator_of(alta, makers.make_person("Stille", email="stille@alta.no"))
    regretting = makers.coordinator_of(alta, makers.make_person("Anger", email="anger@alta.no"))
    makers.answer(request_, alta, by=ola)
    makers.answer(request_, alta, by=ola)
    makers.answer(request_, None, by=boss)
    regretted = makers.answer(request_, alta, by=regretting)
    actions.change_answer(
        by=regretting, answer=regretted, expected_revision=1, text="Slik.", removed=True
    )
    close = f"{page_of(request_)}lukk/"
    sent = posted(kari, close, revision=1, outcome="settled", thanks="Tusen takk!")
    assert receivers(sent) == [ola.email, boss.email]
    assert silent.email not in receivers(sent)
    assert all("Tusen takk!" in one.body for one in sent)
    assert all("Bodøregionen" in one.subject for one in sent)

    again = posted(kari, close, revision=2, outcome="settled", thanks="Tusen takk, begge to!")
    assert again == []


def test_who_corrected_anothers_answer_is_not_the_one_who_is_thanked(
    posted: Post, kari: User, ola: User, alta: Region, request_: HelpRequest
) -> None:
    other = makers.coordinator_of(alta, makers.make_person("Retter", email="retter@alta.no"))
    row = makers.answer(request_, alta, by=ola)
    actions.change_answer(by=other, answer=row, expected_revision=1, text="Slik, ja.")
    sent = posted(kari, f"{page_of(request_)}lukk/", revision=1, outcome="settled", thanks="Takk!")
    assert receivers(sent) == [ola.email]


def test_who_may_read_it_no_longer_is_not_thanked(
    posted: Post, kari: User, ola: User, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta, by=ola)
    people_actions.set_membership(by=None, person=ola, region=alta, role=None, expected_revision=1)
    sent = posted(kari, f"{page_of(request_)}lukk/", revision=1, outcome="settled", thanks="Takk!")
    assert sent == []


def test_closing_without_thanks_and_withdrawing_tell_nobody(
    posted: Post, kari: User, ola: User, alta: Region, request_: HelpRequest
) -> None:
    makers.answer(request_, alta, by=ola)
    close = f"{page_of(request_)}lukk/"
    assert posted(kari, close, revision=1, outcome="settled", thanks="") == []
    assert posted(kari, close, revision=2, outcome="withdrawn", thanks="") == []
    assert posted(kari, f"{page_of(request_)}endre/", revision=3, question="Ny ordlyd") == []


def test_no_mail_tells_more_than_the_page(
    posted: Post, strand: Strand, kari: User, ola: User, alta: Region
) -> None:
    makers.assess(
        strand, 1, 1, text="Vår egen kommentar", responsible_name="Vår ansvarlige", unsure=True
    )
    sent = posted(kari, ASK, question="Hvordan?")
    asked = HelpRequest.objects.get()
    sent += posted(ola, page_of(asked), text="Slik.")
    sent += posted(kari, f"{page_of(asked)}lukk/", revision=1, outcome="settled", thanks="Takk!")
    assert len(sent) == 3
    secrets = (
        "Vår egen kommentar", "Vår ansvarlige", "privat kommentar", kari.email, ola.email,
    )  # fmt: skip
    for letter in sent:
        told = f"{letter.subject}\n{letter.body}"
        assert [secret for secret in secrets if secret in told] == []
        assert len(letter.to) == 1
        assert (letter.cc, letter.bcc) == ([], [])


def test_words_and_names_are_never_markup_or_headers(
    posted: Post, region: Region, kari: User, ola: User
) -> None:
    people_actions.change_region(
        by=None, region=region, expected_revision=1, name="Bodø & <omland>", language="nb",
        source_confidence="",
    )  # fmt: skip
    wording = makers.wording(makers.main_strand(region), 1, 1)
    type(wording).objects.filter(pk=wording.pk).update(nb="Første\r\nBcc: alle@example.no", nn="")
    (letter,) = posted(kari, ASK, question="Er a < b & c?")
    assert "\n" not in letter.subject
    assert letter.subject.endswith("Første Bcc: alle@example.no")
    assert "Er a < b & c?" in letter.body
    assert "Bodø & <omland>" in letter.body


def test_what_is_written_in_markdown_is_plain_text_in_a_mail(
    posted: Post, kari: User, ola: User
) -> None:
    written, plain = (
        "Takk!\n\n- **En**\n- [To](https://b.no/2)",
        "Takk!\n\n- En\n- To (https://b.no/2)",
    )
    sent = posted(kari, ASK, question=written)
    asked = HelpRequest.objects.get()
    sent += posted(ola, page_of(asked), text=written)
    sent += posted(kari, f"{page_of(asked)}lukk/", revision=1, outcome="settled", thanks=written)
    assert [letter.body.count(f"\n\n{plain}\n\n") for letter in sent] == [1, 1, 1]


def test_a_mail_server_that_is_down_undoes_nothing(
    posted: Post, monkeypatch: pytest.MonkeyPatch, kari: User, ola: User, alta: Region
) -> None:
    def down(_self: object, _messages: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    assert posted(kari, ASK, question="Hvordan?") == []
    asked = HelpRequest.objects.get()
    assert posted(ola, page_of(asked), text="Slik.") == []
    close = f"{page_of(asked)}lukk/"
    assert posted(kari, close, revision=1, outcome="settled", thanks="Takk!") == []
    assert HelpRequest.objects.get().outcome == Outcome.SETTLED
    assert HelpAnswer.objects.get().text == "Slik."


def test_an_address_that_is_refused_costs_nobody_else_their_mail(
    posted: Post, monkeypatch: pytest.MonkeyPatch, kari: User, ola: User
) -> None:
    boss = makers.staff(makers.make_person("Siri Stab", email="siri@stab.no"))
    send = EmailBackend.send_messages

    def refuse(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == [ola.email]:
            raise SMTPRecipientsRefused({ola.email: (550, b"unknown")})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert receivers(posted(kari, ASK, question="Hvordan?")) == [boss.email]


def test_imports_tell_nobody(
    strand: Strand, ola: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        makers.answer(makers.ask(strand, 1, 1), None)
    assert callbacks == []


def test_what_was_taken_back_before_its_letter_is_sent_is_not_sent(
    request_: HelpRequest, kari: User, ola: User, alta: Region
) -> None:
    given = makers.answer(request_, alta, "Slik.", by=ola)
    of_answer = (Letter.ANSWERED.name, kari.pk, request_.pk, given.pk, SITE)
    tasks.send_letter.call(*of_answer)
    assert receivers(mail.outbox) == [kari.email]
    mail.outbox.clear()
    actions.change_answer(by=ola, answer=given, expected_revision=1, text="Slik.", removed=True)
    tasks.send_letter.call(*of_answer)
    actions.close_request(by=kari, request=request_, expected_revision=1, outcome=Outcome.WITHDRAWN)
    tasks.send_letter.call(Letter.ASKED.name, ola.pk, request_.pk, None, SITE)
    assert mail.outbox == []
