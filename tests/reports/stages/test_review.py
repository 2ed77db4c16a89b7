"""The staff's reading of what was handed in: what stands there, and what they remark on it."""

from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Strand
from regions.history import record
from regions.models import Region, User
from reports import actions
from reports.access import ReportPlace
from reports.models import Edition, Remark, Report, Stage
from reports.pages.review import Review, review_of
from tests import makers
from tests.reports.stages.stepping import at, body, client_of, press


@pytest.fixture
def edition(report: Report, kari: User) -> Edition:
    return makers.hand_in(report, kari)


def review(report: Report, person: User) -> Review:
    fresh = makers.report_of(report.region, report.round)
    assert fresh.edition is not None
    return review_of(ReportPlace(fresh, person), fresh.edition)


# Reading


def test_to_open_it_begins_nothing(report: Report, edition: Edition, ola: User) -> None:
    before = report.revisions.count()
    assert f'action="{at(report, "begin_review")}"' in body(ola, at(report, "review"))
    report.refresh_from_db()
    assert (report.is_read, report.revisions.count()) == (False, before)


def test_the_review_is_begun_once(report: Report, edition: Edition, kari: User, ola: User) -> None:
    before = report.revision
    for _ in range(2):
        answer = press(ola, report, "begin_review")
        assert answer.headers["Location"] == at(report, "review")
    report.refresh_from_db()
    assert (report.is_read, report.changed_by, report.revision) == (True, ola, before + 1)
    assert at(report, "begin_review") not in body(ola, at(report, "review"))
    assert press(kari, report, "take_back").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_first_remark_begins_the_review(report: Report, edition: Edition, ola: User) -> None:
    before = report.revision
    for _ in range(2):
        client_of(ola).post(at(report, "add_remark"), {"text": "Si mer."})
    report.refresh_from_db()
    assert (report.is_read, report.changed_by, report.revision) == (True, ola, before + 1)


@pytest.mark.parametrize("step", ["send_back", "approve"])
def test_what_is_sent_back_or_approved_unbegun_is_read(
    report: Report, edition: Edition, ola: User, step: str
) -> None:
    press(ola, report, step, reason="Fint.")
    report.refresh_from_db()
    assert report.is_read


def test_what_was_taken_back_meanwhile_is_not_begun(
    report: Report, edition: Edition, kari: User, ola: User
) -> None:
    press(kari, report, "take_back")
    press(ola, report, "begin_review")
    report.refresh_from_db()
    assert (report.stage, report.is_read) == (Stage.DRAFT, False)
    with pytest.raises(ValidationError):
        actions.begin_review(by=ola, report=report)


def test_a_draft_is_not_reviewed_and_not_read(report: Report, ola: User) -> None:
    assert "Vi er i rute." not in body(ola, at(report, "review"))
    report.refresh_from_db()
    assert not report.is_read


def test_what_was_handed_in_is_shown_whatever_was_ticked_since(
    report: Report, edition: Edition, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, text="Skrevet etterpå")
    text = body(ola, at(report, "review"))
    assert text.count("Vi er i rute.") == 2
    assert "Skrevet etterpå" not in text


def test_what_the_staff_verified_stands_beside_the_claim(
    report: Report, strand: Strand, kari: User, ola: User
) -> None:
    makers.assess(strand, 1, 1, by=kari)
    makers.assess(strand, 1, 2, by=kari)
    makers.verify(strand, 1, 1, by=ola)
    makers.hand_in(report, kari)
    text = body(ola, at(report, "review"))
    assert text.count('data-finding="verified"') == 1
    links = [at(report, "verify", strand.number, "m1", point) for point in ("c1", "c2", "c3")]
    assert [f'href="{link}"' in text for link in links] == [True, True, False]


def test_what_one_can_do_follows_from_the_stage(
    report: Report, edition: Edition, ola: User
) -> None:
    def offered() -> list[str]:
        text = body(ola, at(report, "review"))
        return [page for page in ("approve", "send_back", "reopen") if at(report, page) in text]

    assert offered() == ["approve", "send_back"]
    press(ola, report, "approve")
    assert offered() == ["reopen"]
    press(ola, report, "reopen", reason="Feil.")
    assert offered() == []


# Remarks


def test_remarks_on_the_whole_on_an_answer_and_on_a_checkpoint(
    report: Report, edition: Edition, strand: Strand, ola: User
) -> None:
    question = report.round.questions.all()[0]
    spot = (strand.number, "m1", "c2")
    client = client_of(ola)
    for address, text in (
        (at(report, "add_remark"), "Til det hele"),
        (at(report, "remark_on_answer", question.pk), "Til svaret"),
        (at(report, "remark_on_checkpoint", *spot), "Til sjekkpunktet"),
    ):
        answer = client.post(address, {"text": text})
        assert answer.headers["Location"].partition("#")[0] == at(report, "review")
    found = review(report, ola)
    (point,) = [one for one in found.strands[0].milestones[0].rows if one.where == spot]
    assert [
        [one.text for one in where.here]
        for where in (found.whole, found.answers[0].remarks, point.remarks)
    ] == [["Til det hele"], ["Til svaret"], ["Til sjekkpunktet"]]
    assert found.answers[1].remarks.here == ()
    assert found.unsent == 3


def test_the_region_reads_no_remark_before_it_is_sent(
    report: Report, edition: Edition, kari: User, ola: User
) -> None:
    actions.add_remark(by=ola, edition=edition, text="Si mer om planen")
    pages = ("report_draft", "report_history", "hand_in", "take_back")
    assert [page for page in pages if "Si mer om planen" in body(kari, at(report, page))] == []


def test_a_remark_is_corrected_and_removed_before_it_is_sent(
    report: Report, edition: Edition, ola: User
) -> None:
    remark = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    address = at(report, "change_remark", remark.pk)
    client_of(ola).post(address, {"revision": 1, "text": "Si enda mer."})
    remark.refresh_from_db()
    assert (remark.text, remark.revision) == ("Si enda mer.", 2)
    client_of(ola).post(address, {"revision": 2, "text": "Si enda mer.", "removed": "on"})
    assert review(report, ola).whole.here == ()
    assert client_of(ola).get(address).status_code == HTTPStatus.NOT_FOUND


def test_two_who_correct_a_remark_choose(report: Report, edition: Edition, ola: User) -> None:
    remark = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    address = at(report, "change_remark", remark.pk)
    client_of(ola).post(address, {"revision": 1, "text": "Den første"})
    per = makers.staff(makers.make_person("Per Stab"))
    answer = client_of(per).post(address, {"revision": 1, "text": "Den andre"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Den andre" in answer.content.decode()
    assert Remark.objects.get().text == "Den første"


def test_a_remark_on_what_was_sent_back_meanwhile_stays_in_the_form(
    report: Report, edition: Edition, ola: User
) -> None:
    press(ola, report, "send_back", reason="Si mer.")
    answer = client_of(ola).post(at(report, "add_remark"), {"text": "For sent ute"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "For sent ute" in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_remark_that_was_sent_is_not_changed(report: Report, edition: Edition, ola: User) -> None:
    remark = actions.add_remark(by=ola, edition=edition, text="Si mer.")
    press(ola, report, "send_back")
    remark.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.change_remark(by=ola, remark=remark, expected_revision=2, text="Noe annet")


def test_an_empty_remark_is_not_saved(report: Report, edition: Edition, ola: User) -> None:
    answer = client_of(ola).post(at(report, "add_remark"), {"text": "  "})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Remark.objects.exists()


def test_there_is_nothing_to_remark_on_in_a_draft(report: Report, ola: User) -> None:
    assert client_of(ola).get(at(report, "add_remark")).status_code == HTTPStatus.NOT_FOUND


def test_a_question_of_another_round_is_not_found(
    report: Report, edition: Edition, region: Region, ola: User
) -> None:
    other = makers.ask_for_reports(region).questions.all()[0]
    answer = client_of(ola).get(at(report, "remark_on_answer", other.pk))
    assert answer.status_code == HTTPStatus.NOT_FOUND


# What was said before


def test_earlier_remarks_stand_beside_what_was_answered_since(
    report: Report, edition: Edition, kari: User, ola: User
) -> None:
    first, _second = report.round.questions.all()
    actions.add_remark(by=ola, edition=edition, text="Hva med planen?", question=first)
    press(ola, report, "send_back")
    makers.answer_all(report, "Vi er i rute, og planen er vedtatt.")
    report.refresh_from_db()
    actions.hand_in(by=kari, report=report, expected_revision=report.revision, site="https://x/")
    answered, other = review(report, ola).answers
    assert [one.remark.text for one in answered.remarks.earlier] == ["Hva med planen?"]
    assert answered.before is not None
    assert answered.before.text == "Vi er i rute."
    assert "planen" in "".join(
        piece.text for piece in answered.before.pieces if piece.fate == "inserted"
    )
    assert (answered.remarks.here, other.remarks.earlier) == ((), ())


def test_of_an_earlier_round_the_question_that_is_asked_again_is_found(
    report: Report, edition: Edition, region: Region, kari: User, ola: User
) -> None:
    question = report.round.questions.all()[0]
    actions.add_remark(by=ola, edition=edition, text="Hva med planen?", question=question)
    press(ola, report, "approve")
    again = makers.ask_for_reports(region, questions=0, like=report.round)
    newer = makers.report_of(region, again)
    makers.answer_all(newer, "Noe nytt.")
    newer.refresh_from_db()
    actions.hand_in(by=kari, report=newer, expected_revision=newer.revision, site="https://x/")
    answered, _other = review(newer, ola).answers
    assert [one.remark.text for one in answered.remarks.earlier] == ["Hva med planen?"]
    assert answered.before is not None
    assert (answered.before.text, answered.before.pieces) == ("Vi er i rute.", ())


def test_remarks_that_were_never_sent_are_nobodys_earlier_remarks(
    report: Report, edition: Edition, ola: User, kari: User
) -> None:
    record(Remark(edition=edition), by=ola, expected=0, text="Ikke sendt")
    actions.take_back(by=kari, report=report, expected_revision=report.revision)
    makers.hand_in(report, kari)
    assert review(report, ola).whole.earlier == ()


@pytest.mark.parametrize(("questions", "queries"), [(1, 11), (3, 11)])
def test_a_review_reads_the_same_whatever_there_is_to_read(
    region: Region, kari: User, ola: User, questions: int, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = makers.report_of(region, makers.ask_for_reports(region, questions=questions))
    for _ in range(2):
        edition = makers.hand_in(report, kari)
        for question in report.round.questions.all():
            actions.add_remark(by=ola, edition=edition, text="Si mer.", question=question)
        report.refresh_from_db()
        actions.send_back(by=ola, report=report, expected_revision=report.revision)
    assert report.stage == Stage.RETURNED
    client = client_of(ola)
    client.get(at(report, "review"))
    with django_assert_num_queries(queries):
        client.get(at(report, "review"))
