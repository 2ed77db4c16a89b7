"""Writes: what they record, what they refuse, and that a refusal leaves nothing behind."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    CheckpointWording,
    Decision,
    DecisionRevision,
    Event,
    EventKind,
    Plan,
    PlanRevision,
    Status,
    Strand,
)
from regions.actions import set_membership
from regions.history import Kind, Stale
from regions.markdown import MOST_LINES
from regions.models import User
from tests import makers

pytestmark = pytest.mark.django_db

# The small programme's phase: 1 July 2015 to 31 May 2018
YEAR_BEFORE, YEAR_AFTER = date(2014, 7, 1), date(2019, 5, 31)


@pytest.fixture
def strand() -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def coordinator(strand: Strand) -> User:
    return makers.coordinator_of(strand.region)


@pytest.fixture
def statement(strand: Strand) -> CheckpointWording:
    return makers.wording(strand, 1, 1)


@pytest.fixture
def question(strand: Strand) -> CheckpointWording:
    return makers.wording(strand, 1, 3)


def assess(
    strand: Strand, wording: CheckpointWording, expected: int = 0, **more: Any
) -> Assessment:
    return actions.assess(
        by=more.pop("by", None), strand=strand, wording=wording, expected_revision=expected, **more
    )


def problems(refusal: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = refusal.value.message_dict
    return found


def history(row: Assessment) -> list[str]:
    steps = AssessmentRevision.objects.filter(of=row.pk).order_by("number")
    return list(steps.values_list("status", flat=True))


# Ticking


def test_the_first_tick_makes_a_row_that_is_met_today(
    strand: Strand, statement: CheckpointWording, coordinator: User, day: date
) -> None:
    row = actions.tick(
        by=coordinator, strand=strand, wording=statement, expected_revision=0, met=True
    )

    assert (row.status, row.met_on, row.revision) == (Status.MET, day, 1)
    assert row.changed_by == coordinator
    step = AssessmentRevision.objects.get(of=row)
    assert (step.by, step.step, step.wording) == (coordinator, Kind.CHANGE, statement)


def test_a_tick_recorded_for_another_day_is_met_on_that_day(
    strand: Strand, statement: CheckpointWording
) -> None:
    row = actions.tick(
        by=None,
        strand=strand,
        wording=statement,
        expected_revision=0,
        met=True,
        at=makers.at("2016-02-15", 23),
    )
    assert row.met_on == date(2016, 2, 15)


@pytest.mark.parametrize(
    "before", [Status.NOT_STARTED, Status.IN_PROGRESS, Status.ON_HOLD, Status.NOT_APPLICABLE]
)
def test_taking_a_tick_back_goes_back_to_the_status_before_it(
    strand: Strand, statement: CheckpointWording, before: Status
) -> None:
    row = assess(strand, statement, status=before, text="Et stykke på vei")
    row = actions.tick(by=None, strand=strand, wording=statement, expected_revision=1, met=True)

    row = actions.tick(by=None, strand=strand, wording=statement, expected_revision=2, met=False)

    assert (row.status, row.met_on, row.text) == (before, None, "Et stykke på vei")
    assert history(row) == [before, Status.MET, before]


def test_taking_back_a_tick_that_was_saved_twice_goes_back_past_both(
    strand: Strand, statement: CheckpointWording
) -> None:
    assess(strand, statement, status=Status.ON_HOLD)
    assess(strand, statement, 1, status=Status.MET)
    assess(strand, statement, 2, text="Vedtatt i dag")

    row = actions.tick(by=None, strand=strand, wording=statement, expected_revision=3, met=False)

    assert (row.status, row.text) == (Status.ON_HOLD, "Vedtatt i dag")


def test_a_first_tick_that_is_taken_back_was_never_started(
    strand: Strand, statement: CheckpointWording
) -> None:
    actions.tick(by=None, strand=strand, wording=statement, expected_revision=0, met=True)
    row = actions.tick(by=None, strand=strand, wording=statement, expected_revision=1, met=False)
    assert row.status == Status.NOT_STARTED
    assert history(row) == [Status.MET, Status.NOT_STARTED]


def tick(strand: Strand, wording: CheckpointWording, expected: int, day: str, *, met: bool) -> Any:
    return actions.tick(
        by=None, strand=strand, wording=wording, expected_revision=expected, met=met,
        at=makers.at(day),
    )  # fmt: skip


FIRST = date(2016, 2, 1)


@pytest.mark.parametrize(
    ("taken_back", "ticked_again", "met_on"),
    [
        ("2016-05-03", "2016-05-03", FIRST),
        ("2016-05-03", "2016-05-04", date(2016, 5, 4)),
    ],
)
def test_a_tick_that_is_back_the_same_day_is_met_since_when_it_was(
    strand: Strand,
    statement: CheckpointWording,
    taken_back: str,
    ticked_again: str,
    met_on: date,
) -> None:
    assess(strand, statement, status=Status.MET, met_on=FIRST, at=makers.at("2016-02-01"))
    tick(strand, statement, 1, taken_back, met=False)
    row = tick(strand, statement, 2, ticked_again, met=True)
    assert (row.status, row.met_on) == (Status.MET, met_on)


def test_what_was_said_of_what_is_open_was_no_slip(
    strand: Strand, statement: CheckpointWording
) -> None:
    day, moment = "2016-05-03", makers.at("2016-05-03")
    assess(strand, statement, status=Status.MET, met_on=FIRST, at=makers.at("2016-02-01"))
    tick(strand, statement, 1, day, met=False)
    assess(strand, statement, 2, text="Vedtaket er opphevet", at=moment)
    assert tick(strand, statement, 3, day, met=True).met_on == date(2016, 5, 3)


def test_words_that_went_along_with_the_tick_were_no_slip(
    strand: Strand, statement: CheckpointWording
) -> None:
    day, moment = "2016-05-03", makers.at("2016-05-03")
    assess(strand, statement, status=Status.MET, met_on=FIRST, at=makers.at("2016-02-01"))
    assess(strand, statement, 1, status=Status.IN_PROGRESS, text="Opphevet", at=moment)
    assert tick(strand, statement, 2, day, met=True).met_on == date(2016, 5, 3)


def test_a_day_that_is_chosen_wins_over_the_one_that_stood(
    strand: Strand, statement: CheckpointWording
) -> None:
    moment, chosen = makers.at("2016-05-03"), date(2016, 4, 1)
    assess(strand, statement, status=Status.MET, met_on=FIRST, at=makers.at("2016-02-01"))
    tick(strand, statement, 1, "2016-05-03", met=False)
    row = assess(strand, statement, 2, status=Status.MET, met_on=chosen, at=moment)
    assert row.met_on == chosen


def test_taking_a_tick_back_asks_for_no_reason_and_takes_one(
    strand: Strand, statement: CheckpointWording
) -> None:
    assess(strand, statement, status=Status.MET)
    row = assess(strand, statement, 1, status=Status.IN_PROGRESS, reason="Nytt mandat")
    reasons = AssessmentRevision.objects.filter(of=row).order_by("number")
    assert [step.reason for step in reasons] == ["", "Nytt mandat"]


def test_a_tick_keeps_everything_else(
    strand: Strand, statement: CheckpointWording, coordinator: User
) -> None:
    before = assess(
        strand, statement, status=Status.IN_PROGRESS, text="Nesten", due_on=date(2016, 12, 1),
        responsible=coordinator, unsure=True,
    )  # fmt: skip
    row = actions.tick(by=None, strand=strand, wording=statement, expected_revision=1, met=True)
    assert row.pk == before.pk
    assert (row.text, row.due_on, row.responsible, row.unsure) == (
        "Nesten", date(2016, 12, 1), coordinator, True,
    )  # fmt: skip


def test_a_tick_from_a_page_that_is_too_old_is_stale(
    strand: Strand, statement: CheckpointWording
) -> None:
    assess(strand, statement, status=Status.ON_HOLD, text="Venter på bystyret")
    with pytest.raises(Stale) as stale:
        actions.tick(by=None, strand=strand, wording=statement, expected_revision=0, met=True)
    assert isinstance(stale.value.current, Assessment)
    assert stale.value.current.text == "Venter på bystyret"
    assert Assessment.objects.get().status == Status.ON_HOLD


def test_a_tick_costs_few_queries(
    strand: Strand, statement: CheckpointWording, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assess(strand, statement, status=Status.IN_PROGRESS)
    row = actions.assessment_of(strand, statement)
    # savepoint, row, step before, step, the cell's count, release
    with django_assert_num_queries(6):
        actions.tick(
            by=None, strand=strand, wording=statement, expected_revision=1, row=row, met=True
        )


# Statuses and their days


@pytest.mark.parametrize("status", Status)
def test_any_status_may_be_the_first(
    strand: Strand, statement: CheckpointWording, status: Status
) -> None:
    row = assess(strand, statement, status=status)
    assert (row.status, row.met_on is not None) == (status, status == Status.MET)


def test_a_day_for_what_is_met_stays_when_it_is_saved_again(
    strand: Strand, statement: CheckpointWording
) -> None:
    assess(strand, statement, status=Status.MET, met_on=date(2016, 2, 1))
    row = assess(strand, statement, 1, text="Vedtatt")
    assert row.met_on == date(2016, 2, 1)


def test_only_what_is_met_has_a_day_for_it(strand: Strand, statement: CheckpointWording) -> None:
    with pytest.raises(ValidationError) as refusal:
        assess(strand, statement, status=Status.IN_PROGRESS, met_on=date(2016, 2, 1))
    assert set(problems(refusal)) == {"met_on"}
    assess(strand, statement, status=Status.MET, met_on=date(2016, 2, 1))
    row = assess(strand, statement, 1, status=Status.ON_HOLD, met_on=date(2016, 2, 1))
    assert row.met_on is None  # as the form sends it along; nobody chose it anew


@pytest.mark.parametrize("status", ["done", "", "MET"])
def test_a_status_from_nowhere_is_refused(
    strand: Strand, statement: CheckpointWording, status: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        assess(strand, statement, status=status)
    assert set(problems(refusal)) == {"status"}
    assert not Assessment.objects.exists()


# Questions


@pytest.mark.parametrize("answer", ["", "   ", "\n\t"])
def test_a_question_is_not_answered_without_words(
    strand: Strand, question: CheckpointWording, answer: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        assess(strand, question, status=Status.MET, text=answer)
    assert set(problems(refusal)) == {"text"}
    assert not Assessment.objects.exists()


def test_a_question_is_answered_with_words(strand: Strand, question: CheckpointWording) -> None:
    row = assess(strand, question, status=Status.MET, text="Gjennom kommuneplanen.")
    assert (row.status, row.checkpoint_kind) == (Status.MET, "question")


def test_a_question_may_wait_without_words(strand: Strand, question: CheckpointWording) -> None:
    assert assess(strand, question, status=Status.ON_HOLD).text == ""


def test_the_answer_cannot_be_emptied_while_the_question_is_answered(
    strand: Strand, question: CheckpointWording
) -> None:
    assess(strand, question, status=Status.MET, text="Gjennom kommuneplanen.")
    with pytest.raises(ValidationError) as refusal:
        assess(strand, question, 1, text="")
    assert set(problems(refusal)) == {"text"}
    assert Assessment.objects.get().text == "Gjennom kommuneplanen."


# Limits


def test_a_text_may_be_as_long_as_the_limit(strand: Strand, statement: CheckpointWording) -> None:
    text = makers.long_text(Assessment.TEXT_LIMIT)
    assert assess(strand, statement, status=Status.IN_PROGRESS, text=text).text == text


def test_a_text_over_the_limit_is_refused_with_both_numbers(
    strand: Strand, statement: CheckpointWording
) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        assess(strand, statement, text=makers.long_text(3001))
    assert problems(refusal) == {"text": ["Write at most 3000 characters; this is 3001."]}


def test_a_text_of_more_lines_than_anyone_reads_is_refused_but_what_stands_may_stay(
    strand: Strand, statement: CheckpointWording
) -> None:
    most, more = "\r".join(["- a"] * MOST_LINES), "\n".join(["- a"] * (MOST_LINES + 1))
    row = assess(strand, statement, status=Status.IN_PROGRESS, text=most)
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        assess(strand, statement, 1, text=more)
    (said,) = problems(refusal)["text"]
    assert said.startswith("Write at most 150 lines; this is 151.")
    Assessment.objects.filter(pk=row.pk).update(text=more)
    assert assess(strand, statement, 1, status=Status.MET, text=more).status == Status.MET


def test_everything_that_is_wrong_is_said_at_once(
    strand: Strand, question: CheckpointWording
) -> None:
    with pytest.raises(ValidationError) as refusal:
        assess(strand, question, status=Status.MET, due_on=date(1990, 1, 1),
               met_on=date(2030, 1, 1))  # fmt: skip
    assert set(problems(refusal)) == {"text", "due_on", "met_on"}


@pytest.mark.parametrize("field", ["met_on", "due_on"])
@pytest.mark.parametrize(
    ("day", "accepted"),
    [
        (YEAR_BEFORE, True),
        (YEAR_BEFORE - timedelta(1), False),
        (YEAR_AFTER, True),
        (YEAR_AFTER + timedelta(1), False),
        (date(1, 1, 1), False),
        (date(9999, 12, 31), False),
    ],
)
def test_days_more_than_a_year_outside_the_phase_are_refused(
    strand: Strand, statement: CheckpointWording, field: str, day: date, accepted: bool
) -> None:
    facts: dict[str, Any] = {"status": Status.MET, field: day}
    if accepted:
        row = assess(strand, statement, **facts)
        assert getattr(row, field) == day
        return
    with pytest.raises(ValidationError) as refusal:
        assess(strand, statement, **facts)
    assert set(problems(refusal)) == {field}
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("day", "hinted"),
    [
        (None, False),
        (date(2015, 7, 1), False),
        (date(2018, 5, 31), False),
        (date(2015, 6, 30), True),
        (date(2018, 6, 1), True),
        (YEAR_BEFORE, True),
        (YEAR_AFTER + timedelta(1), False),  # that is an error
    ],
)
def test_days_a_little_outside_the_phase_get_a_hint(
    strand: Strand, day: date | None, hinted: bool
) -> None:
    assert bool(actions.hint_about(strand.phase, day)) is hinted


# Who is responsible


def test_someone_of_the_region_is_made_responsible(
    strand: Strand, statement: CheckpointWording
) -> None:
    reader = makers.reader_of(strand.region)
    assert assess(strand, statement, responsible=reader).responsible == reader


def test_someone_of_another_region_is_not(strand: Strand, statement: CheckpointWording) -> None:
    stranger = makers.coordinator_of(makers.make_region("Alta"))
    with pytest.raises(ValidationError) as refusal:
        assess(strand, statement, responsible=stranger)
    assert set(problems(refusal)) == {"responsible"}


def test_someone_who_has_left_stays_responsible_but_is_not_chosen_anew(
    strand: Strand, statement: CheckpointWording
) -> None:
    reader = makers.reader_of(strand.region)
    assess(strand, statement, responsible=reader)
    set_membership(by=None, person=reader, region=strand.region, role=None, expected_revision=1)

    assert assess(strand, statement, 1, status=Status.MET).responsible == reader
    with pytest.raises(ValidationError):
        assess(strand, makers.wording(strand, 1, 2), responsible=reader)


def test_a_person_and_a_name_at_once_are_refused(
    strand: Strand, statement: CheckpointWording, coordinator: User
) -> None:
    with pytest.raises(ValidationError) as refusal:
        assess(strand, statement, responsible=coordinator, responsible_name="Ola")
    assert set(problems(refusal)) == {"responsible_name"}


# The place


def test_what_lies_before_a_parallel_strand_is_not_recorded_on_it(strand: Strand) -> None:
    parallel = makers.parallel_strand(strand.region, strand.phase.milestones.all()[1])
    with pytest.raises(ValidationError):
        assess(parallel, makers.wording(strand, 1, 1), status=Status.MET)
    with pytest.raises(ValidationError):
        makers.plan(parallel, 1, "2016-01-01", "2016-02-01")
    with pytest.raises(ValidationError):
        makers.decide(parallel, 1)
    assert assess(parallel, makers.wording(strand, 2, 1), status=Status.MET).strand == parallel


def test_a_checkpoint_of_another_phase_is_refused(strand: Strand) -> None:
    other = makers.small_programme(slug="annen")
    elsewhere = makers.wording(makers.main_strand(strand.region, other), 1, 1)
    with pytest.raises(ValidationError):
        assess(strand, elsewhere, status=Status.MET)


def test_strands_are_assessed_apart(strand: Strand) -> None:
    parallel = makers.parallel_strand(strand.region, strand.phase.milestones.all()[1])
    makers.assess(strand, 2, 1, Status.MET)
    makers.assess(parallel, 2, 1, Status.ON_HOLD)
    found = Assessment.objects.order_by("strand").values_list("strand", "status")
    assert list(found) == [(strand.pk, Status.MET), (parallel.pk, Status.ON_HOLD)]


# Plans


def test_a_plan_is_made_and_moved_with_a_reason(strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-02-01")
    row = makers.plan(strand, 1, "2016-01-01", "2016-05-01", when="2016-01-10", reason="Valg")
    steps = PlanRevision.objects.filter(of=row).order_by("number")
    assert [(s.ends_on, s.reason) for s in steps] == [
        (date(2016, 2, 1), ""),
        (date(2016, 5, 1), "Valg"),
    ]


def test_a_plan_can_be_emptied_again(strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-02-01")
    makers.plan(strand, 1, None, None)
    assert Plan.objects.values_list("starts_on", "ends_on").get() == (None, None)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        ("2016-02-02", "2016-02-01", {"ends_on"}),
        ("2010-01-01", "2016-02-01", {"starts_on"}),
        ("2016-01-01", "2030-01-01", {"ends_on"}),
        ("2010-01-01", "2009-01-01", {"starts_on", "ends_on"}),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    strand: Strand, starts_on: str, ends_on: str, fields: set[str]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        makers.plan(strand, 1, starts_on, ends_on)
    assert set(problems(refusal)) == fields
    assert not Plan.objects.exists()


def test_a_plan_may_last_a_day(strand: Strand) -> None:
    assert makers.plan(strand, 1, "2016-02-01", "2016-02-01").revision == 1


# Decisions


def test_a_decision_is_corrected_and_removed_with_its_history(strand: Strand) -> None:
    row = makers.decide(strand, 1, "2016-01-20", "Bodø bystyre")
    facts: dict[str, Any] = {"by": None, "strand": strand, "milestone": row.milestone}
    actions.decide(**facts, decision=row, expected_revision=1, decided_on=date(2016, 1, 21),
                   body="Bodø bystyre")  # fmt: skip
    actions.decide(**facts, decision=row, expected_revision=2, decided_on=date(2016, 1, 21),
                   body="Bodø bystyre", removed=True)  # fmt: skip

    assert Decision.objects.get().removed
    steps = DecisionRevision.objects.order_by("number").values_list("decided_on", "removed")
    assert list(steps) == [
        (date(2016, 1, 20), False),
        (date(2016, 1, 21), False),
        (date(2016, 1, 21), True),
    ]


def test_a_decision_far_outside_the_phase_is_refused(strand: Strand) -> None:
    with pytest.raises(ValidationError) as refusal:
        makers.decide(strand, 1, "2009-01-01")
    assert set(problems(refusal)) == {"decided_on"}


# Strands


def test_a_region_has_one_main_strand_from_the_first_milestone(strand: Strand) -> None:
    assert (strand.number, strand.first_milestone.position, strand.theme) == (1, 1, "")
    assert actions.add_main_strand(by=None, region=strand.region, phase=strand.phase) is None
    assert strand.region.strands.count() == 1


def test_a_phase_without_milestones_has_no_strands() -> None:
    makers.small_programme(milestones=0)
    assert makers.make_region().strands.count() == 0


def test_parallel_strands_are_numbered_after_the_main_one(strand: Strand) -> None:
    last = strand.phase.milestones.all()[1]
    numbers = [makers.parallel_strand(strand.region, last, theme).number for theme in ("A", "B")]
    assert numbers == [2, 3]


# The calendar


def test_events_are_named_by_kind_and_number(strand: Strand) -> None:
    kinds = [EventKind.KICKOFF, EventKind.GATHERING, EventKind.GATHERING, EventKind.FINAL_REPORT]
    for kind in kinds:
        actions.add_event(by=None, phase=strand.phase, kind=kind)
    found = Event.objects.values_list("slug", "number", "position")
    assert list(found) == [
        ("oppstart", 1, 1),
        ("samling-1", 1, 2),
        ("samling-2", 2, 3),
        ("sluttrapport", 1, 4),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        (None, date(2016, 2, 3), {"starts_on"}),
        (date(2016, 2, 3), date(2016, 2, 2), {"ends_on"}),
        (date(2010, 2, 3), None, {"starts_on"}),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    strand: Strand, starts_on: date | None, ends_on: date | None, fields: set[str]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.add_event(
            by=None, phase=strand.phase, kind=EventKind.REPORT, starts_on=starts_on, ends_on=ends_on
        )
    assert set(problems(refusal)) == fields
    assert not Event.objects.exists()
