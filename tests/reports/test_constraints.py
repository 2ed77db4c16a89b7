"""Every rule of the tables on reports is kept by the database itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from checkpoints.models import Event
from regions.history import record
from reports import actions
from reports.models import (
    AgendaItem,
    Agreement,
    Answer,
    Bundle,
    BundlePart,
    Edition,
    EditionFile,
    EditionWithdrawal,
    Gathering,
    Letter,
    Paper,
    Question,
    Remark,
    Render,
    Report,
    Round,
)
from reports.queries.drafts import answer_of
from tests import makers
from tests.constraints import (
    Bad,
    again,
    assert_refused,
    changed,
    constraints_in,
    of_revisions,
    under,
)

pytestmark = pytest.mark.django_db


def report() -> Report:
    region = makers.main_strand_of_small_programme().region
    return makers.report_of(region, makers.ask_for_reports(region, questions=1))


def round_() -> Round:
    return report().round


def question() -> Question:
    found: Question = round_().questions.get()
    return found


def answer() -> Answer:
    found = report()
    row = answer_of(found, found.round.questions.get())
    return actions.answer(by=None, answer=row, expected_revision=0, text="Vi er i rute.")


def handed_in() -> Report:
    found = report()
    makers.hand_in(found, makers.coordinator_of(found.region))
    return found


def edition() -> Edition:
    found = handed_in().edition
    assert found
    return found


def next_edition() -> Edition:
    """A good one that is not saved: what was handed in is inserted once, and never changed."""
    found = edition()
    found.pk, found.previous, found.number = None, Edition.objects.get(), 2
    found.code, found.chain = "en-annen-kode", "f" * 64
    return found


def third_edition() -> Edition:
    """One that is not saved either, and the second already has its place."""
    found = next_edition()
    found.save(force_insert=True)
    found.number, found.code, found.chain = 3, "en-tredje-kode", "e" * 64
    return found


def file() -> EditionFile:
    return EditionFile.objects.create(
        edition=edition(),
        content=b"%PDF",
        sha256="0" * 64,
        renderer="ingen",
        made_at=timezone.now(),
    )


def withdrawal() -> EditionWithdrawal:
    found = next_withdrawal()
    found.save()
    return found


def next_withdrawal() -> EditionWithdrawal:
    return EditionWithdrawal(
        edition=edition(), reason="Feil region.", by=makers.staff(), at=timezone.now()
    )


def remark() -> Remark:
    return record(Remark(edition=edition()), by=None, expected=0, text="Hvem?")


def agreement() -> Agreement:
    found = report()
    row = Agreement(region=found.region, event=found.round.event)
    return record(row, by=None, expected=0, text="Planen vedtas.")


def held() -> Event:
    return makers.hold_event(makers.small_programme(), date(2017, 3, 21))


def agenda_item() -> AgendaItem:
    return actions.add_agenda_item(by=None, event=held(), heading="Velkommen")


def bundle() -> Bundle:
    """One that is being made."""
    by, asked_at = makers.staff(), timezone.now()
    return Bundle.objects.create(round=round_(), asked_by=by, asked_at=asked_at)


def finished() -> Bundle:
    row = handed_in()
    return makers.make_bundle(row.round, makers.staff())


def read_me() -> BundlePart:
    return finished().parts.get(position=1)


def paper() -> Render:
    return Render.objects.create(
        key="0" * 64, kind=Paper.REPORT, content="{}", renderer="ingen", asked_at=timezone.now()
    )


def gathering() -> Gathering:
    return record(Gathering(event=held()), by=None, expected=0, published=True)


def letter() -> Letter:
    found = report()
    row = Letter(report=found, to=makers.coordinator_of(found.region))
    return record(row, by=None, expected=0, subject="Rapport 1", body="Fristen er i dag.")


type Rules = dict[str, dict[str, Any]]  # what breaks each rule, by the end of its name

ROUND: Rules = {
    "is_due_after_it_opens": {"due_on": date(2016, 9, 30)},
    "freezes_after_it_opens": {"frozen_on": date(2016, 9, 30)},
}
QUESTION: Rules = {
    "has_a_heading": {"heading_nb": ""},
    "leaves_room_for_an_answer": {"limit": 0},
}
STAGE: Rules = {"stage_is_known": {"stage": "lost"}}
OF_A_DRAFT: Rules = {
    "has_been_handed_in": {"stage": "submitted"},
    "only_what_was_handed_in_is_read": {"is_read": True},
}
SAYS_SOMETHING: Rules = {"says_something": {"text": ""}}
AGREEMENT: Rules = {"says_what": {"text": ""}, "outcome_is_known": {"outcome": "lost"}}
AGENDA_ITEM: Rules = {"has_a_heading": {"heading": ""}}
LETTER: Rules = {"says_something": {"subject": ""}, "status_is_known": {"status": "lost"}}


def states(row: Any, rules: Rules) -> dict[str, Bad]:
    return {end: changed(row, **facts) for end, facts in rules.items()}


def copies(row: Any, rules: Rules) -> dict[str, Bad]:
    """The same rules of the revisions, without those that every history keeps."""
    return {end: of_revisions(row, **{end: facts})[end] for end, facts in rules.items()}


TABLE: dict[str, Bad] = {
    **under("round", states(round_, ROUND)),
    "one_round_an_event": again(round_),
    **under("roundrevision", of_revisions(round_, **ROUND)),
    **under("question", states(question, QUESTION)),
    **under("questionrevision", of_revisions(question, **QUESTION)),
    **under("report", states(report, OF_A_DRAFT) | states(handed_in, STAGE)),
    "one_report_a_round": again(report),
    **under("reportrevision", of_revisions(report, **OF_A_DRAFT) | copies(handed_in, STAGE)),
    "one_answer": again(answer),
    **under("answerrevision", of_revisions(answer)),
    **under("remark", states(remark, SAYS_SOMETHING)),
    **under("remarkrevision", of_revisions(remark, **SAYS_SOMETHING)),
    **under("agreement", states(agreement, AGREEMENT)),
    **under("agreementrevision", of_revisions(agreement, **AGREEMENT)),
    **under("agendaitem", states(agenda_item, AGENDA_ITEM)),
    **under("agendaitemrevision", of_revisions(agenda_item, **AGENDA_ITEM)),
    "one_gathering_an_event": again(gathering),
    **under("gatheringrevision", of_revisions(gathering)),
    **under("letter", states(letter, LETTER)),
    "one_letter_waits": again(letter),
    **under("letterrevision", of_revisions(letter, **LETTER)),
    "bundle_state_is_known": changed(bundle, state="lost", ended_at=timezone.now()),
    "one_bundle_is_being_made": again(bundle),
    "bundle_has_ended": changed(bundle, ended_at=timezone.now()),
    "bundle_is_ready_with_content": changed(finished, content=""),
    "bundle_is_stopped_by_someone": changed(bundle, state="stopped", ended_at=timezone.now()),
    "bundle_part_position": again(read_me, name="En annen"),
    "bundle_part_name": again(read_me, position=99),
    "bundle_part_is_one_thing": changed(read_me, content=None),
    "render.key": again(paper),
    "render_is_made_whole": changed(paper, paper=b"%PDF"),
    "edition_number": again(next_edition, number=1),
    "one_first_edition": again(next_edition, previous=None),
    "edition_counts_from_1": again(next_edition, number=0),
    "edition_says_something": again(next_edition, content=""),
    "edition.previous": again(third_edition),
    "editionfile.edition": again(file),
    "withdrawal_has_a_reason": again(next_withdrawal, reason=""),
    "editionwithdrawal.edition": again(withdrawal),
}


def made_and_failed() -> Bad:
    row, now = paper(), timezone.now()
    made = {"paper": b"%PDF", "sha256": "0" * 64, "made_at": now}
    return changed(lambda: row, failed_at=now, **made)


def remark_on_two_things() -> Bad:
    """On an answer and on a checkpoint at once."""
    row = remark()
    strand = row.edition.region.strands.get()
    asked = row.edition.report.round.questions.get()
    place = {"strand": strand, "checkpoint": makers.wording(strand, 1, 1).checkpoint}
    return changed(lambda: row, question=asked, **place)


def same(name: str) -> Bad:
    """Another edition with what only one may have."""
    row = next_edition()
    first = row.previous
    assert first
    return again(lambda: row, **{name: getattr(first, name)})


ALSO: dict[str, Callable[[], Bad]] = {
    "remark_is_on_one_thing": remark_on_two_things,
    "render_is_made_or_failed": made_and_failed,
    "edition.code": lambda: same("code"),
    "edition.chain": lambda: same("chain"),
}


def test_every_constraint_stands_in_the_table() -> None:
    assert {*TABLE, *ALSO} == constraints_in("reports")


@pytest.mark.parametrize("name", TABLE)
def test_the_database_refuses_the_bad_row(name: str) -> None:
    assert_refused(name, TABLE[name])


@pytest.mark.parametrize("name", ALSO)
def test_the_database_refuses_what_depends_on_other_rows(name: str) -> None:
    assert_refused(name, ALSO[name]())


# What lies right beside a rule is allowed


def test_a_next_edition_is_inserted() -> None:
    next_edition().save(force_insert=True)
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 2]


def test_a_remark_on_a_strand_names_its_checkpoint() -> None:
    row = remark()
    assert_refused(
        "remark_is_on_one_thing", changed(lambda: row, strand=row.edition.region.strands.get())
    )


def test_a_letter_that_was_sent_makes_room_for_another() -> None:
    sent = letter()
    record(sent, by=None, expected=1, status="sent")
    row = Letter(report=sent.report, to=sent.to)
    record(row, by=None, expected=0, subject="Igjen", body="Fristen var i går.")
    assert Letter.objects.count() == 2
