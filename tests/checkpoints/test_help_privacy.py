"""What stays where it is when regions ask each other: a word in each field that could leak."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django.db import transaction
from django.db.models import CharField, ForeignKey, Model, TextField
from django.test import Client
from django.urls import reverse

from checkpoints import actions
from checkpoints.models import (
    HelpAnswer,
    HelpAnswerRevision,
    HelpRequest,
    HelpRequestRevision,
    Outcome,
)
from regions.models import Region, User
from tests import makers
from tests.access_table import TABLE, World

type Text = Callable[[str], str]

SHOWN, HIDDEN = "shown", "hidden"
DECIDED = {  # of each field that people fill in or are named by: whether other regions read it
    "HelpRequest.question": SHOWN,  # as long as it is not withdrawn
    "HelpRequest.thanks": SHOWN,
    "HelpRequest.changed_by": HIDDEN,
    "HelpRequestRevision.question": HIDDEN,  # an earlier wording
    "HelpRequestRevision.thanks": HIDDEN,  # an earlier note
    "HelpRequestRevision.by": SHOWN,  # the first one's: who asked
    "HelpRequestRevision.reason": HIDDEN,
    "HelpAnswer.text": SHOWN,  # as long as it is not taken back
    "HelpAnswer.changed_by": HIDDEN,
    "HelpAnswerRevision.text": HIDDEN,
    "HelpAnswerRevision.by": SHOWN,  # the first one's: who answered
    "HelpAnswerRevision.reason": HIDDEN,
}
MODELS: tuple[type[Model], ...] = (
    HelpRequest, HelpRequestRevision, HelpAnswer, HelpAnswerRevision,
)  # fmt: skip

# Nobody of a region that neither asked nor answered reads these, nor does the ministry.
SECRETS = {
    "HelpRequest.changed_by": "Hemmelig Retter",
    "HelpRequestRevision.question": "hemmelig tidligere spørsmål",
    "HelpRequestRevision.thanks": "hemmelig tidligere takk",
    "HelpRequestRevision.reason": "hemmelig grunn til spørsmålet",
    "HelpAnswer.changed_by": "Hemmelig Svarretter",
    "HelpAnswerRevision.text": "hemmelig tidligere svar",
    "HelpAnswerRevision.reason": "hemmelig grunn til svaret",
    "a withdrawn question": "hemmelig trukket spørsmål",
    "an answer to it": "hemmelig svar til det trukne",
    "who asked it": "Hemmelig Trekker",
    "an answer that was taken back": "hemmelig svar som er tatt tilbake",
    "who gave it": "Hemmelig Angrer",
    "an e-mail address": "hemmelig@",
    "the region's own comment": "hemmelig kommentar",
    "its responsible": "Hemmelig Ansvarlig",
    "its reason": "hemmelig grunn til vurderingen",
    "its evidence": "Hemmelig vedlegg",
    "a parallel strand's theme": "Hemmelig tema",
}
OPEN = (
    "Åpent spørsmål til alle", "Åpen Spørrer", "Åpent svar til alle", "Åpen Svarer",
    "Åpen takk til alle",
)  # fmt: skip


@dataclass(frozen=True)
class Exchanged:
    """Two regions that have asked and answered, a third, and all that could leak."""

    asking: Region
    answering: Region
    third: Region
    open: HelpRequest
    settled: HelpRequest
    withdrawn: HelpRequest
    readers: dict[str, User]


def person(name: str) -> User:
    return makers.make_person(name, email=f"hemmelig@{name.rsplit(maxsplit=1)[-1].lower()}.no")


@pytest.fixture(scope="module")
def _exchanged(_access_world: World, django_db_blocker: Any) -> Iterator[Exchanged]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _exchange(_access_world)
        transaction.set_rollback(True)


@pytest.fixture
def exchanged(_exchanged: Exchanged, access_world: World) -> Exchanged:
    return _exchanged


def _exchange(world: World) -> Exchanged:
    asking, answering = world.region, world.other
    third = makers.make_region("Tredjeregionen", slug="tredje")
    strand = makers.main_strand(asking)
    makers.assess(
        strand, 2, 1, text=SECRETS["the region's own comment"],
        responsible_name=SECRETS["its responsible"], reason=SECRETS["its reason"],
    )  # fmt: skip
    evidence = makers.link(asking, title=SECRETS["its evidence"])
    checkpoint = makers.wording(strand, 2, 1).checkpoint
    makers.attach(evidence, strand, 2, checkpoint)
    for region in (asking, answering, third):
        makers.assess(makers.main_strand(region), 2, 1)
    return Exchanged(
        asking, answering, third,
        open=_open(asking, answering), settled=_settled(asking, answering),
        withdrawn=_withdrawn(asking, answering), readers=_readers(asking, answering, third),
    )  # fmt: skip


def _readers(asking: Region, answering: Region, third: Region) -> dict[str, User]:
    """Who reads, none of whom has asked or answered."""
    new = {
        f"{side}'s {role}": maker(region, makers.make_person(f"Ny {role.title()}"))
        for side, region in (("asking", asking), ("answering", answering), ("third", third))
        for role, maker in (("coordinator", makers.coordinator_of), ("reader", makers.reader_of))
    }
    nobody = makers.make_person("Uten rolle")
    return new | {"staff": makers.staff(), "ministry": makers.ministry(), "nobody": nobody}


def _open(asking: Region, answering: Region) -> HelpRequest:
    """Rewritten, closed and opened again; one answer was rewritten, another taken back."""
    asker, corrector = person("Åpen Spørrer"), person(SECRETS["HelpRequest.changed_by"])
    answerer, other = person("Åpen Svarer"), person(SECRETS["HelpAnswer.changed_by"])
    later = makers.wording(makers.main_strand(asking), 2, 1).checkpoint.milestone
    strand = makers.parallel_strand(asking, later, SECRETS["a parallel strand's theme"])
    row = makers.ask(strand, 2, 1, SECRETS["HelpRequestRevision.question"], by=asker)
    given = makers.answer(row, answering, SECRETS["HelpAnswerRevision.text"], by=answerer)
    gone = makers.answer(
        row, answering, SECRETS["an answer that was taken back"], by=person(SECRETS["who gave it"])
    )
    actions.change_answer(by=other, answer=gone, expected_revision=1, text=gone.text, removed=True)
    actions.change_answer(
        by=other, answer=given, expected_revision=1, text="Åpent svar til alle",
        reason=SECRETS["HelpAnswerRevision.reason"],
    )  # fmt: skip
    actions.close_request(
        by=corrector, request=row, expected_revision=1, outcome=Outcome.SETTLED,
        thanks=SECRETS["HelpRequestRevision.thanks"],
    )  # fmt: skip
    actions.close_request(by=corrector, request=row, expected_revision=2, outcome=Outcome.OPEN)
    return actions.change_request(
        by=corrector, request=row, expected_revision=3, question="Åpent spørsmål til alle",
        reason=SECRETS["HelpRequestRevision.reason"],
    )  # fmt: skip


def _settled(asking: Region, answering: Region) -> HelpRequest:
    row = makers.ask(makers.main_strand(asking), 2, 1, "Et annet spørsmål")
    makers.answer(row, answering)
    return actions.close_request(
        by=None, request=row, expected_revision=1, outcome=Outcome.SETTLED,
        thanks="Åpen takk til alle",
    )  # fmt: skip


def _withdrawn(asking: Region, answering: Region) -> HelpRequest:
    who = person(SECRETS["who asked it"])
    row = makers.ask(makers.main_strand(asking), 2, 1, SECRETS["a withdrawn question"], by=who)
    makers.answer(row, answering, SECRETS["an answer to it"])
    return actions.close_request(
        by=who, request=row, expected_revision=1, outcome=Outcome.WITHDRAWN
    )


def page_of(request: HelpRequest) -> str:
    return reverse("checkpoints:help_request", args=[request.pk])


def pages(exchanged: Exchanged, world: World) -> list[str]:
    """All addresses that there are, and those of these questions and of their checkpoint."""
    own = [reverse(name, kwargs=page.where(world)) for name, page in TABLE.items()]
    rows = (exchanged.open, exchanged.settled, exchanged.withdrawn)
    answers = HelpAnswer.objects.values_list("request_id", "pk")
    return [
        *(address for address in own if not address.startswith("/konto/")),
        *(f"{page_of(row)}{what}" for row in rows for what in ("", "endre/", "lukk/")),
        *(reverse("checkpoints:change_answer", args=pair) for pair in answers),
        "/laering/fase/m2/c1/",
        "/laering/sporsmal/?q=hemmelig",
        "/laering/sporsmal/?tilstand=withdrawn",
        f"/regioner/{exchanged.answering.slug}/historikk/",
        f"/regioner/{exchanged.third.slug}/",
        f"/regioner/{exchanged.third.slug}/historikk/",
        f"/regioner/{exchanged.third.slug}/lop/1/m2/",
        f"/regioner/{exchanged.third.slug}/lop/1/m2/sjekkpunkt/c2/hjelp/",
    ]


def read_by(someone: User, addresses: list[str]) -> str:
    client = Client()
    client.force_login(someone)
    answers = (client.get(one, follow=True).getvalue() for one in addresses)
    return "\n".join(answer.decode(errors="replace") for answer in answers)


@pytest.fixture(scope="module")
def _texts() -> dict[str, str]:
    return {}


@pytest.fixture
def text_of(
    exchanged: Exchanged, access_world: World, _texts: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Text:  # fmt: skip
    """All that one of the readers reads on any page: fetched once a module, but for the paper."""
    monkeypatch.setattr("reports.paper.report_pdf", lambda _content: b"%PDF")

    def text_of(reader: str) -> str:
        if reader not in _texts:
            addresses = pages(exchanged, access_world)
            _texts[reader] = read_by(exchanged.readers[reader], addresses)
        return _texts[reader]

    return text_of


def found(words: Any, text: str) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


# Which fields there are


def test_every_field_that_could_leak_is_decided_on() -> None:
    fields = {
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if (isinstance(field, (CharField, TextField)) and not field.choices)
        or (isinstance(field, ForeignKey) and field.related_model is User)
    }
    assert fields == set(DECIDED)
    assert {name for name, shown in DECIDED.items() if shown == HIDDEN} <= set(SECRETS)


# Others


@pytest.mark.parametrize("reader", ["third's coordinator", "third's reader", "ministry", "nobody"])
def test_others_read_nothing_that_is_hidden(reader: str, text_of: Text) -> None:
    assert found(SECRETS.values(), text_of(reader)) == []


@pytest.mark.parametrize("reader", ["third's coordinator", "third's reader"])
def test_others_read_what_is_meant_for_them(reader: str, text_of: Text) -> None:
    assert found(OPEN, text_of(reader)) == list(OPEN)


@pytest.mark.parametrize("reader", ["ministry", "nobody"])
def test_the_ministry_and_those_without_a_role_read_no_question(reader: str, text_of: Text) -> None:
    assert found(OPEN, text_of(reader)) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_withdrawn_question_is_not_found_by_others(method: str, exchanged: Exchanged) -> None:
    sent = {"revision": 2, "text": "Slik.", "question": "?", "outcome": "open"}
    for someone in (
        "answering's coordinator", "third's coordinator", "third's reader", "ministry",
    ):  # fmt: skip
        client = Client()
        client.force_login(exchanged.readers[someone])
        for what in ("", "endre/", "lukk/"):
            answer = getattr(client, method)(f"{page_of(exchanged.withdrawn)}{what}", sent)
            assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_search_finds_nothing_by_hidden_words(exchanged: Exchanged) -> None:
    client = Client()
    client.force_login(exchanged.readers["third's coordinator"])
    for secret in SECRETS.values():
        assert client.get("/laering/sporsmal/", {"q": secret}).context["listed"] == ()


# The sides


@pytest.mark.parametrize("role", ["coordinator", "reader"])
def test_the_asking_region_reads_all_of_its_own_and_nothing_that_was_taken_back(
    role: str, text_of: Text
) -> None:
    hidden = (
        SECRETS["HelpAnswerRevision.text"], SECRETS["HelpAnswerRevision.reason"],
        SECRETS["HelpAnswer.changed_by"], SECRETS["an answer that was taken back"],
        SECRETS["who gave it"],
    )  # fmt: skip
    own = (SECRETS["a withdrawn question"], SECRETS["HelpRequestRevision.question"])
    text = text_of(f"asking's {role}")
    assert found(hidden, text) == []
    assert found(own, text) == list(own)


@pytest.mark.parametrize("role", ["coordinator", "reader"])
def test_the_answering_region_reads_its_own_answers_and_no_more_of_the_question(
    role: str, text_of: Text
) -> None:
    own = (SECRETS["an answer that was taken back"], SECRETS["HelpAnswerRevision.text"])
    hidden = [
        secret
        for name, secret in SECRETS.items()
        if name.startswith("HelpRequest") or name in {"a withdrawn question", "who asked it"}
    ]
    text = text_of(f"answering's {role}")
    assert found(hidden, text) == []
    assert found(own, text) == list(own)


def test_the_staff_read_what_is_withdrawn_too(text_of: Text) -> None:
    withdrawn = SECRETS["a withdrawn question"]
    assert found([withdrawn], text_of("staff")) == [withdrawn]
