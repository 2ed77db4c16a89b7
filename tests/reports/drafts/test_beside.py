"""What stands beside a draft: earlier answers, the staff's remarks, what the checkpoints say."""

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils.translation import gettext

from checkpoints.models import Finding, Status, Strand
from regions.models import Region, User
from reports import actions
from reports.access import ReportPlace
from reports.actions.agreements import Agreed
from reports.models import Agreement, Outcome, Question, Report
from reports.pages.drafts import DraftPage, draft_page
from reports.queries.approved import LeftToDo
from tests import makers
from tests.reports.writing import address_of, write


def page_of(report: Report, user: User) -> DraftPage:
    report = makers.report_of(report.region, report.round)
    return draft_page(ReportPlace(report, user), "nb")


def body(client: Client, report: Report) -> str:
    answer = client.get(address_of(report))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode().split("<main")[1]


def send_back(report: Report, staff: User, reason: str = "Si mer om planen.") -> None:
    report.refresh_from_db()
    actions.send_back(by=staff, report=report, expected_revision=report.revision, reason=reason)


def approve(report: Report, staff: User, agreed: Sequence[Agreed] = ()) -> None:
    report.refresh_from_db()
    actions.approve(by=staff, report=report, expected_revision=report.revision, agreed=agreed)


def standing(client: Client, report: Report) -> str:
    """How the report stands, as its page says."""
    return body(client, report).split('id="standing"')[1].split("</section>")[0]


# What stands beside an answer


@pytest.fixture
def again(report: Report, region: Region) -> Report:
    """The report of a later round that asks the same again."""
    asking = makers.ask_for_reports(region, questions=0, like=report.round)
    return makers.report_of(region, asking)


def test_the_last_rounds_answer_stands_beside_the_question_that_asks_again(
    report: Report, again: Report, kari: User, questions: list[Question]
) -> None:
    write(report, questions[0], "Vi har *begynt*.", by=kari)
    stranger = makers.make_region("Salten")
    actions.ask_regions(by=None, asking=report.round, regions=[report.region, stranger])
    write(makers.report_of(stranger, report.round), questions[1], "Saltens svar", by=kari)
    first, second = page_of(again, kari).questions
    assert first.before is not None
    assert (first.before.where, first.before.text) == ("Rapport 1", "Vi har *begynt*.")
    assert (second.before, second.text) == (None, "")


def test_the_regions_own_answer_is_not_taken_for_an_earlier_one(
    report: Report, again: Report, kari: User
) -> None:
    write(again, again.round.questions.earliest("position"), "Ny", by=kari)
    page = page_of(again, kari)
    assert [(one.text, one.before) for one in page.questions] == [("Ny", None), ("", None)]


def test_only_remarks_that_were_sent_are_read(
    report: Report, kari: User, staff: User, questions: list[Question]
) -> None:
    edition = makers.hand_in(report, kari)
    drafted = actions.add_remark(by=staff, edition=edition, text="Hvem?", question=questions[0])
    gone = actions.add_remark(by=staff, edition=edition, text="Glem det", question=questions[1])
    actions.change_remark(by=staff, remark=gone, expected_revision=1, removed=True)
    whole = actions.add_remark(by=staff, edition=edition, text="Fint!")
    assert not any(one.remarks for one in page_of(report, kari).questions)
    send_back(report, staff)
    page = page_of(report, kari)
    assert [one.remarks for one in page.questions] == [(drafted,), ()]
    assert (page.remarks, page.remarked) == ((whole,), ())


def test_remarks_on_an_earlier_edition_go_when_there_are_newer_ones(
    report: Report, kari: User, staff: User, questions: list[Question]
) -> None:
    edition = makers.hand_in(report, kari)
    actions.add_remark(by=staff, edition=edition, text="Hvem?", question=questions[0])
    send_back(report, staff)
    newer = makers.hand_in(report, kari)
    remark = actions.add_remark(by=staff, edition=newer, text="Når?", question=questions[1])
    send_back(report, staff)
    assert [one.remarks for one in page_of(report, kari).questions] == [(), (remark,)]


def test_the_staffs_remark_on_the_last_round_comes_along(
    report: Report, again: Report, kari: User, staff: User, questions: list[Question]
) -> None:
    edition = makers.hand_in(report, kari)
    remark = actions.add_remark(by=staff, edition=edition, text="Hvem?", question=questions[0])
    send_back(report, staff)
    first, second = page_of(again, kari).questions
    assert (first.remarks, first.remarks_before) == ((), (remark,))
    assert (second.remarks, second.remarks_before) == ((), ())


def test_a_remark_on_a_checkpoint_is_told_as_its_edition_words_it(
    report: Report, strand: Strand, kari: User, staff: User
) -> None:
    edition = makers.hand_in(report, kari)
    checkpoint = makers.wording(strand, 2, 1).checkpoint
    actions.add_remark(
        by=staff, edition=edition, text="Vis vedtaket", strand=strand, checkpoint=checkpoint
    )
    send_back(report, staff)
    (one,) = page_of(report, kari).remarked
    assert (one.remark.text, one.milestone.slug, one.checkpoint.slug) == (
        "Vis vedtaket",
        "m2",
        "c1",
    )


def test_what_was_handed_in_last_is_shown_where_it_was_changed_since(
    report: Report, kari: User, staff: User, questions: list[Question]
) -> None:
    makers.hand_in(report, kari)
    send_back(report, staff)
    write(report, questions[0], "Nytt", by=kari)
    page = page_of(report, kari)
    assert [one.handed_in for one in page.questions] == ["Vi er i rute.", ""]


def test_what_was_sent_back_says_by_whom_and_why_first_of_all(
    report: Report, karis: Client, kari: User, staff: User
) -> None:
    makers.hand_in(report, kari)
    send_back(report, staff, "Si *mer* om planen.")
    page = body(karis, report)
    assert page.index("Si <em>mer</em> om planen.") < page.index('id="standing"')
    assert page_of(report, kari).stands.startswith(staff.name)


def test_what_is_left_once_it_is_approved_stands_where_it_says_so(
    report: Report, strand: Strand, karis: Client, kari: User, staff: User
) -> None:
    for checkpoint in (1, 2):
        makers.assess(strand, 1, checkpoint, Status.MET, when="2016-02-01")
        makers.verify(strand, 1, checkpoint, Finding.QUESTIONED, by=staff)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, when="2016-11-14")
    makers.hand_in(report, kari)
    approve(report, staff, [("Ring oss.", None), ("Skriv til oss.", None)])
    page = page_of(report, kari)
    assert page.left == LeftToDo(agreed=2, questioned=1)
    assert page.headline == gettext("The report is approved.")
    assert f'href="/regioner/{report.region.slug}/avtalt/"' in standing(karis, report)
    row = Agreement.objects.get(text="Ring oss.")
    actions.change_agreement(
        by=kari, agreement=row, expected_revision=1, text=row.text, outcome=Outcome.DONE
    )
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-11-15")
    assert page_of(report, kari).left == LeftToDo(agreed=1, questioned=0)


def test_nothing_is_left_where_nothing_was_agreed_or_questioned(
    report: Report, karis: Client, kari: User, staff: User
) -> None:
    makers.hand_in(report, kari)
    approve(report, staff)
    assert page_of(report, kari).headline == gettext("There is nothing more to do.")
    assert "/avtalt/" not in standing(karis, report)


def test_remarks_say_on_which_edition_they_were_made(
    report: Report, karis: Client, kari: User, staff: User
) -> None:
    edition = makers.hand_in(report, kari)
    actions.add_remark(by=staff, edition=edition, text="Si mer.")
    send_back(report, staff)
    makers.hand_in(report, kari)
    approve(report, staff)
    said = gettext("%(who)s remarked on edition %(n)s, %(day)s:") % {
        "who": staff.name, "n": 1, "day": "20. november 2016"
    }  # fmt: skip
    assert body(karis, report).count(said) == 1


# What it takes from the checkpoints


def test_what_nobody_touched_since_the_last_report_is_suggested(
    report: Report, again: Report, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-02-01")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, when="2016-02-01")
    makers.assess(strand, 2, 1, Status.MET, when="2016-02-01")
    before = page_of(again, kari).filled_in
    assert before is not None
    assert before.untouched == ()
    makers.assess(strand, 1, 3, Status.IN_PROGRESS, when="2016-02-01")
    edition = makers.hand_in(report, kari)
    makers.confirm(strand, 1, 2, when=edition.handed_in_at + timedelta(seconds=1))
    after = page_of(again, kari).filled_in
    assert after is not None
    (one,) = after.untouched
    assert [row.checkpoint.slug for row in one.rows] == ["c1", "c3"]
    assert (after.since, after.untouched_count) == (edition.handed_in_at, 2)


def test_an_earlier_edition_of_the_same_report_is_no_report_before(
    report: Report, again: Report, kari: User, staff: User
) -> None:
    before = makers.hand_in(report, kari)
    makers.hand_in(again, kari)
    send_back(again, staff)
    filled_in = page_of(again, kari).filled_in
    assert filled_in is not None
    assert filled_in.since == before.handed_in_at


def test_after_the_freeze_day_the_status_is_that_days(region: Region, kari: User) -> None:
    asking = makers.ask_for_reports(region, frozen_on=date(2016, 11, 10))
    page = page_of(makers.report_of(region, asking), kari)
    assert page.filled_in is not None
    assert (page.is_frozen, page.filled_in.progress.day) == (True, date(2016, 11, 10))


def test_only_what_is_open_of_what_was_agreed_is_listed(
    report: Report, kari: User, staff: User
) -> None:
    event, region = report.round.event, report.region
    agreed = actions.agree(by=staff, region=region, event=event, text="Legge fram for rådet")
    done = actions.agree(by=staff, region=region, event=event, text="Ferdig")
    actions.change_agreement(
        by=kari, agreement=done, expected_revision=1, text="Ferdig", outcome=Outcome.DONE
    )
    actions.agree(by=staff, region=makers.make_region("Salten"), event=event, text="Saltens")
    filled_in = page_of(report, kari).filled_in
    assert filled_in is not None
    assert [one.pk for one in filled_in.agreements] == [agreed.pk]


@pytest.mark.parametrize(("lists", "counted"), [(True, 1), (False, None)])
def test_evidence_is_counted_where_the_round_lists_it(
    region: Region, strand: Strand, kari: User, *, lists: bool, counted: int | None
) -> None:
    checkpoint = makers.wording(strand, 1, 1).checkpoint
    makers.attach(makers.link(region), strand, 1, checkpoint)
    makers.link(region, "https://example.no/alene")
    asking = makers.ask_for_reports(region, lists_evidence=lists)
    filled_in = page_of(makers.report_of(region, asking), kari).filled_in
    assert filled_in is not None
    assert filled_in.evidence == counted
