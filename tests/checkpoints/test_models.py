"""Every rule of the tables on content and progress is kept by the database itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from checkpoints import actions
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Attachment,
    CellCount,
    Checkpoint,
    CheckpointWording,
    Decision,
    Event,
    EventKind,
    Evidence,
    Finding,
    HelpAnswer,
    HelpRequest,
    Milestone,
    Objective,
    Phase,
    Plan,
    SavedView,
    Sharing,
    Status,
    StoredFile,
    Strand,
    Verification,
)
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

BACKWARDS = {"starts_on": date(2016, 1, 2), "ends_on": date(2016, 1, 1)}
NO_TEXT = {"source": "nn"}  # the only text is in bokmål
SOMEONE_ELSE = 1_000_000


def phase() -> Phase:
    return makers.small_programme()


def objective() -> Objective:
    return Objective.objects.create(phase=phase(), position=1, nb="Samarbeid", source="nb")


def milestone() -> Milestone:
    return phase().milestones.all()[0]


def checkpoint() -> Checkpoint:
    return milestone().checkpoints.all()[0]


def wording() -> CheckpointWording:
    return checkpoint().wordings.get()


def old_wording() -> CheckpointWording:
    """A version that another has taken over from."""
    found = wording()
    CheckpointWording.objects.filter(pk=found.pk).update(superseded=True)
    found.refresh_from_db()
    return found


def event() -> Event:
    return actions.add_event(
        by=None,
        phase=phase(),
        kind=EventKind.GATHERING,
        at=makers.FIRST,
        starts_on=date(2016, 2, 2),
    )


def strand() -> Strand:
    return makers.main_strand_of_small_programme()


def plan() -> Plan:
    return makers.plan(strand(), 1, "2016-01-01", "2016-02-01")


def decision() -> Decision:
    return makers.decide(strand(), 1)


def met() -> Assessment:
    return makers.assess(strand(), 1, 1, Status.MET)


def open_question() -> Assessment:
    return makers.assess(strand(), 1, 3, Status.IN_PROGRESS)


def one_who_is_responsible() -> Assessment:
    found = strand()
    return makers.assess(found, 1, 1, responsible=makers.reader_of(found.region))


def evidence() -> Evidence:
    return makers.upload(makers.main_strand_of_small_programme().region)


def stored_file() -> StoredFile:
    found = evidence().stored
    assert found
    return found


def attachment() -> Attachment:
    found = strand()
    return makers.attach(
        makers.upload(found.region), found, 1, makers.wording(found, 1, 1).checkpoint
    )


def sharing() -> Sharing:
    return makers.share(strand(), 1, 1)


def help_request() -> HelpRequest:
    return makers.ask(strand(), 1, 1)


def help_answer() -> HelpAnswer:
    return makers.answer(help_request(), None)


def verification() -> Verification:
    found = strand()
    makers.assess(found, 1, 1)
    return makers.verify(found, 1, 1, Finding.QUESTIONED)


def cell_count() -> CellCount:
    return CellCount.objects.get(
        strand=makers.main_strand_of_small_programme(), milestone__position=1
    )


def saved_view() -> SavedView:
    return makers.save_view(makers.make_person())


def attachment_to_a_decision() -> Attachment:
    found = decision()
    return makers.attach(makers.upload(found.strand.region), found.strand, 1, found)


def confirmed() -> Assessment:
    found = strand()
    return actions.confirm(
        by=None, strand=found, wording=makers.wording(found, 1, 1), expected_revision=0
    )


TOO_EARLY = {"confirmed_at": makers.FIRST - timedelta(days=1)}
NOTHING_BACKED = {"checkpoint": None}
UNANSWERED: dict[str, Any] = {"status": "met", "text": ""}
ASSESSMENT: dict[str, dict[str, Any]] = {
    "status_is_known": {"status": "done", "met_on": None},
    "kind_is_known": {"checkpoint_kind": "riddle"},
    "only_what_is_met_has_a_day": {"status": "in_progress"},
}

REQUEST = {
    "asks_something": {"question": ""},
    "outcome_is_known": {"outcome": "forgotten"},
    "only_what_is_settled_is_thanked_for": {"thanks": "Takk!"},
}

VERIFICATION = {
    "finding_is_known": {"finding": "perhaps"},
    "says_what_is_questioned": {"note": ""},
}

TABLE: dict[str, Bad] = {
    "phase_has_its_source_text": changed(phase, **NO_TEXT),
    "phase_slug": again(phase, position=99),
    "phase_position": again(phase, slug="ny"),
    "phase_ends_after_start": changed(phase, **BACKWARDS),
    "objective_has_its_source_text": changed(objective, **NO_TEXT),
    "objective_position": again(objective),
    "milestone_has_its_source_text": changed(milestone, **NO_TEXT),
    "milestone_slug": again(milestone, position=99),
    "milestone_position": again(milestone, slug="ny"),
    "checkpoint_ends_after_start": changed(
        checkpoint, valid_from=date(2016, 1, 2), valid_to=date(2016, 1, 1)
    ),
    "checkpoint_slug": again(checkpoint),
    "checkpoint_kind_is_known": changed(checkpoint, kind="riddle"),
    "checkpointwording_has_its_source_text": changed(wording, **NO_TEXT),
    "wording_number": again(old_wording),
    "checkpoint_has_one_wording_now": again(wording, number=2),
    "event_ends_after_start": changed(event, **BACKWARDS),
    "event_slug": again(event, number=2),
    "event_number": again(event, slug="samling-2"),
    "event_kind_is_known": changed(event, kind="party"),
    **under("eventrevision", of_revisions(event, ends_after_start=BACKWARDS)),
    "strand_number": again(strand, is_main=False, theme="Reiseliv"),
    "one_main_strand_a_phase": again(strand, number=2),
    "only_parallel_strands_have_a_theme": changed(strand, theme="Reiseliv"),
    **under("strandrevision", of_revisions(strand)),
    "plan_ends_after_start": changed(plan, **BACKWARDS),
    "one_plan_a_milestone": again(plan),
    **under("planrevision", of_revisions(plan, ends_after_start=BACKWARDS)),
    "decision_has_a_body": changed(decision, body=""),
    **under("decisionrevision", of_revisions(decision, has_a_body={"body": ""})),
    **under("assessment", {end: changed(met, **facts) for end, facts in ASSESSMENT.items()}),
    "assessment_is_confirmed_later": changed(confirmed, **TOO_EARLY),
    "assessment_answered_in_words": changed(open_question, **UNANSWERED),
    "assessment_one_responsible": changed(one_who_is_responsible, responsible_name="Ola"),
    "one_assessment": again(met),
    **under("assessmentrevision", of_revisions(met, **ASSESSMENT)),
    **under(
        "assessmentrevision",
        {
            "is_confirmed_later": of_revisions(confirmed, x=TOO_EARLY)["x"],
            "answered_in_words": of_revisions(open_question, x=UNANSWERED)["x"],
            "one_responsible": of_revisions(one_who_is_responsible, x={"responsible_name": "Ola"})[
                "x"
            ],
        },
    ),
    **under(
        "verification", {end: changed(verification, **bad) for end, bad in VERIFICATION.items()}
    ),
    "one_verification": again(verification),
    **under("verificationrevision", of_revisions(verification, **VERIFICATION)),
    "one_count_a_cell": again(cell_count),
    "cell_count_adds_up": changed(cell_count, met=3, not_applicable=1),
    "saved_view_has_a_name": changed(saved_view, name=""),
    "saved_view_name": again(saved_view),
    "stored_once_a_region": again(stored_file),
    "stored_file_is_not_empty": changed(stored_file, size=0),
    "stored_file_verdict_is_known": changed(stored_file, verdict="harmless"),
    "evidence_has_a_title": changed(evidence, title=""),
    "evidence_is_a_file_or_a_link": changed(evidence, url="https://www.bodo.no"),
    **under("evidencerevision", of_revisions(evidence, has_a_title={"title": ""})),
    "attachment_to_one_thing": changed(attachment, **NOTHING_BACKED),
    "attached_once": again(attachment),
    "attachment_shared_beside_a_checkpoint": changed(attachment_to_a_decision, shared=True),
    **under(
        "attachmentrevision",
        of_revisions(
            attachment,
            to_one_thing=NOTHING_BACKED,
            shared_beside_a_checkpoint={"removed": True, "shared": True},
        ),
    ),
    "one_sharing": again(sharing),
    **under("sharingrevision", of_revisions(sharing)),
    **under("helprequest", {end: changed(help_request, **bad) for end, bad in REQUEST.items()}),
    "one_open_request": again(help_request),
    **under("helprequestrevision", of_revisions(help_request, **REQUEST)),
    "helpanswer_says_something": changed(help_answer, text=""),
    **under("helpanswerrevision", of_revisions(help_answer, says_something={"text": ""})),
}


def test_every_constraint_stands_in_the_table() -> None:
    assert set(TABLE) == constraints_in("checkpoints")


@pytest.mark.parametrize("name", TABLE)
def test_the_database_refuses_the_bad_row(name: str) -> None:
    assert_refused(name, TABLE[name])


# What lies right beside a rule is allowed


def test_a_parallel_strand_needs_a_theme() -> None:
    main = strand()
    parallel = makers.parallel_strand(main.region, main.phase.milestones.all()[1])
    assert_refused("only_parallel_strands_have_a_theme", changed(lambda: parallel, theme=""))


def test_an_event_without_a_date_is_no_error() -> None:
    found = actions.add_event(by=None, phase=phase(), kind=EventKind.REPORT, at=makers.FIRST)
    assert (found.starts_on, found.ends_on) == (None, None)


def test_an_event_does_not_end_before_it_has_begun_at_all() -> None:
    assert_refused("event_ends_after_start", changed(event, starts_on=None, ends_on="2016-02-03"))


def test_half_a_plan_is_a_plan() -> None:
    found = strand()
    makers.plan(found, 1, None, "2016-02-01")
    makers.plan(found, 2, "2016-02-01", None)
    assert Plan.objects.count() == 2


def test_a_statement_is_met_without_words() -> None:
    assert met().text == ""


def test_a_milestone_has_many_decisions_also_on_one_day() -> None:
    found = strand()
    for body in ("Bodø bystyre", "Fauske kommunestyre"):
        makers.decide(found, 1, "2016-01-20", body)
    assert Decision.objects.filter(decided_on=date(2016, 1, 20)).count() == 2


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        (Status.NOT_STARTED, True),
        (Status.IN_PROGRESS, True),
        (Status.ON_HOLD, True),
        (Status.MET, False),
        (Status.NOT_APPLICABLE, False),
    ],
)
def test_a_status_knows_whether_something_is_left_to_do(status: Status, is_open: bool) -> None:
    assert status.open is is_open


def test_evidence_is_attached_once_to_a_decision_too() -> None:
    assert_refused("attached_once", again(attachment_to_a_decision))


def test_evidence_backs_no_checkpoint_and_decision_at_once() -> None:
    row = attachment_to_a_decision()
    at = makers.wording(row.strand, 1, 1).checkpoint
    assert_refused("attachment_to_one_thing", changed(lambda: row, checkpoint=at))


@pytest.mark.parametrize("facts", [{"file_name": ""}, {"stored": None}])
def test_half_a_file_is_no_evidence(facts: dict[str, Any]) -> None:
    assert_refused("evidence_is_a_file_or_a_link", changed(evidence, **facts))


def test_a_link_has_an_address_and_no_file_name() -> None:
    made = makers.link(makers.main_strand_of_small_programme().region)
    for facts in ({"url": ""}, {"file_name": "plan.pdf"}):
        assert_refused("evidence_is_a_file_or_a_link", changed(lambda: made, **facts))


def test_a_revision_copies_the_keys_of_its_row() -> None:
    row = met()
    step = AssessmentRevision.objects.get(of=row)
    assert (step.strand_id, step.milestone_id, step.checkpoint_id, step.checkpoint_kind) == (
        row.strand_id,
        row.milestone_id,
        row.checkpoint_id,
        "statement",
    )
