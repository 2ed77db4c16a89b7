"""The outbox: who is written to, in which language, what is in it; each letter goes once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from regions.history import Stale
from regions.models import Region, User
from reports import actions, tasks
from reports.actions.letters import Sent
from reports.models import Letter, LetterStatus, Report, Round
from reports.queries.drafts import answer_of
from reports.queries.letters import Superfluous, line_of, outbox_of, without_a_coordinator
from reports.queries.table import Moment
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
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region)


@pytest.fixture
def report(region: Region, asking: Round) -> Report:
    return makers.report_of(region, asking)


@pytest.fixture
def letter(kari: User, asking: Round, ola: User) -> Letter:
    """A reminder to Kari, in the outbox."""
    actions.remind(by=ola, asking=asking, site=SITE)
    return Letter.objects.select_related("to", "report").get()


type Sending = Callable[..., list[mail.EmailMessage]]


@pytest.fixture
def sending(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Sending:
    """Do something; what is sent by mail for it."""

    def send(act: Callable[..., Any], **facts: Any) -> list[mail.EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(**facts)
        return list(mail.outbox)

    return send


@pytest.fixture
def mail_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def receivers() -> list[str]:
    return sorted(Letter.objects.values_list("to__email", flat=True))


# Who is written to


def test_each_coordinator_of_each_region_that_is_missing_gets_a_letter(
    region: Region, kari: User, ola: User
) -> None:
    second = makers.coordinator_of(region, makers.make_person("Nils", email="nils@bodo.no"))
    makers.reader_of(region, makers.make_person("Leser", email="leser@bodo.no"))
    done, begun, elsewhere = (makers.make_region(name) for name in ("Alta", "Hamar", "Oslo"))
    alta, hamar = makers.coordinator_of(done), makers.coordinator_of(begun)
    makers.coordinator_of(elsewhere)
    asking = makers.ask_for_reports(region, done, begun)
    makers.hand_in(makers.report_of(done, asking), alta)
    makers.answer_all(makers.report_of(begun, asking), by=hamar)

    assert actions.remind(by=ola, asking=asking, site=SITE) == 3

    assert receivers() == sorted([kari.email, second.email, hamar.email])
    assert set(Letter.objects.values_list("status", flat=True)) == {LetterStatus.WAITING}
    assert mail.outbox == []


def test_a_report_that_was_sent_back_is_missing(kari: User, ola: User, report: Report) -> None:
    makers.hand_in(report, kari)
    actions.send_back(by=ola, report=report, expected_revision=2, reason="Si mer.")
    actions.remind(by=ola, asking=report.round, site=SITE)
    assert receivers() == [kari.email]


def test_whoever_may_not_sign_in_gets_no_letter(kari: User, asking: Round, ola: User) -> None:
    User.objects.filter(pk=kari.pk).update(is_active=False)
    assert actions.remind(by=ola, asking=asking, site=SITE) == 0


def test_reminding_twice_writes_no_second_letter(letter: Letter, asking: Round, ola: User) -> None:
    assert actions.remind(by=ola, asking=asking, site=SITE) == 0
    assert Letter.objects.get() == letter


def test_once_sent_one_can_be_reminded_again(letter: Letter, asking: Round, ola: User) -> None:
    actions.send_letter(by=ola, letter=letter, expected_revision=1)
    assert actions.remind(by=ola, asking=asking, site=SITE) == 1


def test_regions_that_nobody_can_be_reminded_in_are_named(
    region: Region, kari: User, ola: User
) -> None:
    lonely, done = makers.make_region("Øyregionen"), makers.make_region("Alta")
    makers.reader_of(lonely)
    asking = makers.ask_for_reports(region, lonely, done)
    makers.hand_in(makers.report_of(done, asking), ola, on_behalf=True, reason="De ba om det.")
    assert without_a_coordinator(asking) == ("Øyregionen",)


# What is in it


def test_a_letter_says_what_is_missing_and_where_it_is_written(
    letter: Letter, report: Report
) -> None:
    name = report.round.event.slug
    assert letter.subject.startswith("Påminnelse: Rapport 1 fra Bodøregionen")
    assert letter.subject.endswith("1. desember 2016")
    assert letter.body.startswith("Hei, Kari Nordmann")
    assert "om 11 dager" in letter.body
    assert "- Spørsmål 1?\n- Spørsmål 2?\n" in letter.body
    assert f"{SITE}regioner/bodo/rapporter/fase/{name}/\n" in letter.body


def test_what_is_answered_is_not_asked_for(
    kari: User, ola: User, report: Report, asking: Round
) -> None:
    one, other = asking.questions.all()
    for question, text in ((one, "Alt vel."), (other, " \n")):
        row = answer_of(report, question)
        actions.answer(by=kari, answer=row, expected_revision=0, text=text)
    actions.remind(by=ola, asking=asking, site=SITE)
    body = Letter.objects.get().body
    assert "Spørsmål 1?" not in body
    assert "- Spørsmål 2?\n" in body


def test_a_letter_after_the_due_date_says_how_late_it_is(
    kari: User, ola: User, asking: Round, settings: Settings
) -> None:
    settings.TODAY = date(2016, 12, 8)
    actions.remind(by=ola, asking=asking, site=SITE)
    letter = Letter.objects.get()
    assert "7 dager" in letter.subject
    assert "for 7 dager siden" in letter.body


def test_a_letter_is_in_its_readers_language(region: Region, ola: User, asking: Round) -> None:
    makers.coordinator_of(region, makers.make_person("Ingrid Haugen", language="nn"))
    actions.change_question(
        by=ola, question=asking.questions.all()[0], expected_revision=1, heading_nn="Kva no?"
    )
    actions.remind(by=ola, asking=asking, site=SITE)
    letter = Letter.objects.get()
    assert "frå Bodøregionen" in letter.subject
    assert "Hei, Ingrid Haugen" in letter.body
    assert "- Kva no?\n- Spørsmål 2?\n" in letter.body


def test_names_are_written_as_they_are(ola: User, db: None) -> None:
    makers.small_programme()
    region = makers.make_region("Os & <b>Fusa</b>")
    makers.coordinator_of(region)
    actions.remind(by=ola, asking=makers.ask_for_reports(region), site=SITE)
    letter = Letter.objects.get()
    assert "Os & <b>Fusa</b>" in letter.subject
    assert "Os & <b>Fusa</b>" in letter.body


# Changed and dropped


def test_a_letter_that_waits_can_be_changed(letter: Letter, ola: User, sending: Sending) -> None:
    actions.change_letter(
        by=ola, letter=letter, expected_revision=1, subject="Kjære\n  Kari", body="Ring meg."
    )
    (sent,) = sending(actions.send_letter, by=ola, letter=letter, expected_revision=2)
    assert (sent.subject, sent.body, sent.to) == ("Kjære Kari", "Ring meg.", ["kari@bodo.no"])


def test_what_was_sent_is_neither_changed_nor_dropped(letter: Letter, ola: User) -> None:
    actions.send_letter(by=ola, letter=letter, expected_revision=1)
    for act in (actions.drop_letter, actions.put_back, actions.send_letter):
        with pytest.raises(ValidationError):
            act(by=ola, letter=letter, expected_revision=2)
    with pytest.raises(ValidationError):
        actions.change_letter(by=ola, letter=letter, expected_revision=2, subject="A", body="B")
    assert letter.revisions.count() == 2


def test_a_dropped_letter_is_not_sent_before_it_is_put_back(
    letter: Letter, asking: Round, ola: User, sending: Sending
) -> None:
    actions.drop_letter(by=ola, letter=letter, expected_revision=1)
    assert sending(actions.send_letters, by=ola, asking=asking, seen={letter.pk: 2}) == []
    with pytest.raises(ValidationError):
        actions.send_letter(by=ola, letter=letter, expected_revision=2)
    actions.put_back(by=ola, letter=letter, expected_revision=2)
    assert len(sending(actions.send_letters, by=ola, asking=asking, seen={letter.pk: 3})) == 1


def test_a_letter_is_not_put_back_beside_a_newer_one(
    letter: Letter, asking: Round, ola: User
) -> None:
    actions.drop_letter(by=ola, letter=letter, expected_revision=1)
    actions.remind(by=ola, asking=asking, site=SITE)
    with pytest.raises(ValidationError):
        actions.put_back(by=ola, letter=letter, expected_revision=2)


# Sent once


def test_who_sent_a_letter_and_when_is_known(letter: Letter, ola: User, sending: Sending) -> None:
    sending(actions.send_letter, by=ola, letter=letter, expected_revision=1)
    line = line_of(letter)
    assert line.sent
    assert (line.sent.by, line.sent.at) == ("Ola Dahl", letter.revisions.get(number=2).recorded_at)
    assert line.taken_at == letter.revisions.get(number=3).recorded_at


def test_a_letter_that_two_send_goes_once(letter: Letter, asking: Round, ola: User) -> None:
    same = Letter.objects.get()
    actions.send_letter(by=ola, letter=letter, expected_revision=1)
    with pytest.raises(Stale):
        actions.send_letter(by=ola, letter=same, expected_revision=1)
    again = actions.send_letters(by=ola, asking=asking, seen={letter.pk: 1})
    assert again == Sent(sent=0, moved_on=1, superfluous=0)


def test_a_task_that_runs_twice_sends_once(letter: Letter, ola: User, sending: Sending) -> None:
    assert len(sending(actions.send_letter, by=ola, letter=letter, expected_revision=1)) == 1
    tasks.send_letter.call(letter.pk)
    assert len(mail.outbox) == 1


def test_a_letter_that_waits_is_not_sent_by_a_stray_task(letter: Letter) -> None:
    tasks.send_letter.call(letter.pk)
    assert mail.outbox == []


def test_only_letters_that_were_looked_through_as_they_are_go(
    region: Region, letter: Letter, asking: Round, ola: User, sending: Sending
) -> None:
    makers.coordinator_of(region, makers.make_person("Nils"))
    actions.remind(by=ola, asking=asking, site=SITE)  # after the page was opened
    actions.change_letter(by=ola, letter=letter, expected_revision=1, subject="A", body="B")
    seen = {letter.pk: 1, 9_999_999: 1}
    assert sending(actions.send_letters, by=ola, asking=asking, seen=seen) == []
    assert {line.sent for line in outbox_of(asking)} == {None}


def test_another_rounds_letters_are_not_sent_along(
    letter: Letter, region: Region, ola: User, sending: Sending
) -> None:
    other = makers.ask_for_reports(region)
    assert sending(actions.send_letters, by=ola, asking=other, seen={letter.pk: 1}) == []


def test_a_region_that_has_handed_in_since_is_left_out(
    letter: Letter, kari: User, asking: Round, ola: User, sending: Sending
) -> None:
    makers.hand_in(makers.report_of(letter.report.region, asking), kari)
    assert sending(actions.send_letters, by=ola, asking=asking, seen={letter.pk: 1}) == []
    assert line_of(letter).superfluous == Superfluous.HANDED_IN
    with pytest.raises(ValidationError):
        actions.send_letter(by=ola, letter=letter, expected_revision=1)


def test_someone_who_is_no_longer_a_coordinator_is_left_out(
    letter: Letter, kari: User, region: Region, asking: Round, ola: User, sending: Sending
) -> None:
    makers.reader_of(region, kari)
    assert line_of(letter).superfluous == Superfluous.GONE
    assert sending(actions.send_letters, by=ola, asking=asking, seen={letter.pk: 1}) == []


def test_a_region_that_is_no_longer_asked_is_left_out(
    letter: Letter, asking: Round, ola: User
) -> None:
    actions.ask_regions(by=ola, asking=asking, regions=[])
    assert line_of(letter).superfluous == Superfluous.NOT_ASKED


@pytest.mark.usefixtures("mail_is_down")
def test_a_mail_server_that_is_down_leaves_the_letter_on_its_way(
    letter: Letter, ola: User, sending: Sending, settings: Settings
) -> None:
    assert sending(actions.send_letter, by=ola, letter=letter, expected_revision=1) == []
    line = line_of(letter)
    assert (line.taken_at, line.is_stuck) == (None, False)
    settings.TODAY = date(2016, 11, 21)
    assert line_of(letter).is_stuck


def test_what_is_stuck_can_be_tried_again(
    letter: Letter, ola: User, sending: Sending, settings: Settings
) -> None:
    actions.send_letter(by=ola, letter=letter, expected_revision=1)  # its task was lost
    with pytest.raises(ValidationError):
        actions.send_again(by=ola, letter=letter, expected_revision=2)
    settings.TODAY = date(2016, 11, 21)
    assert len(sending(actions.send_again, by=ola, letter=letter, expected_revision=2)) == 1
    with pytest.raises(ValidationError):
        actions.send_again(by=ola, letter=letter, expected_revision=4)


@pytest.mark.usefixtures("mail_is_down")
def test_each_attempt_is_recorded_and_it_is_stuck_a_while_after_the_last(
    letter: Letter, ola: User, sending: Sending, settings: Settings
) -> None:
    sending(actions.send_letter, by=ola, letter=letter, expected_revision=1)
    settings.TODAY = date(2016, 11, 21)
    per = makers.staff(makers.make_person("Per Stab"))
    sending(actions.send_again, by=per, letter=letter, expected_revision=2)
    line, attempt = line_of(letter), letter.revisions.get(number=3)
    assert line.sent == Moment(attempt.recorded_at, "Per Stab")
    assert (attempt.by, attempt.status, line.is_stuck) == (per, LetterStatus.SENT, False)
    with pytest.raises(ValidationError):
        actions.send_again(by=ola, letter=letter, expected_revision=3)
    settings.TODAY = date(2016, 11, 22)
    assert line_of(letter).is_stuck


def test_what_was_seen_and_has_become_superfluous_is_counted(
    letter: Letter, region: Region, asking: Round, kari: User, ola: User
) -> None:
    nils = makers.coordinator_of(region, makers.make_person("Nils"))
    actions.remind(by=ola, asking=asking, site=SITE)
    makers.reader_of(region, nils)
    seen = dict.fromkeys(Letter.objects.values_list("pk", flat=True), 1)
    done = actions.send_letters(by=ola, asking=asking, seen=seen)
    assert done == Sent(sent=1, moved_on=0, superfluous=1)
