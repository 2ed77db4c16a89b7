"""Each check of rounds, reports and editions finds the row planted for it, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from checkpoints.models import Event, Phase
from regions.history import record
from regions.models import Programme, Region, User
from reports import actions, consistency
from reports.actions.agreements import agree
from reports.actions.remarks import add_remark
from reports.actions.stages import withdraw_edition
from reports.consistency import CHECKS
from reports.models import (
    Agreement,
    Answer,
    Bundle,
    BundlePart,
    Edition,
    Gathering,
    GatheringRevision,
    Remark,
    Render,
    Report,
    ReportRevision,
    Round,
    RoundRevision,
)
from tests import makers
from tests.unguarded import unguarded

pytestmark = pytest.mark.django_db
type Row = tuple[type[Any], Any]


@dataclass
class World:
    """Two regions, two rounds; one region has handed in twice to the first of them."""

    phase: Phase
    elsewhere: Phase  # of the same programme
    region: Region
    other: Region
    first: Round
    second: Round
    editions: list[Edition]
    remark: Remark


@pytest.fixture
def world() -> World:
    phase = makers.small_programme(milestones=2, checkpoints=2)
    elsewhere = makers.small_programme(milestones=1, checkpoints=1, slug="annen")
    bodo, salten = makers.make_region("Bodøregionen"), makers.make_region("Salten")
    first, second = (makers.ask_for_reports(bodo, salten, phase=phase) for _each in range(2))
    report, person = makers.report_of(bodo, first), makers.coordinator_of(bodo)
    staff = makers.staff()
    editions = [makers.hand_in(report, person)]
    remark = _remark_on(editions[0], staff)
    report.refresh_from_db()
    actions.send_back(by=staff, report=report, expected_revision=report.revision)
    editions.append(makers.hand_in(report, person))
    agree(by=staff, region=bodo, event=first.event, text="Skriv mer.")
    makers.make_bundle(first, staff)
    return World(phase, elsewhere, bodo, salten, first, second, editions, remark)


def _remark_on(edition: Edition, by: User) -> Remark:
    strand = edition.region.strands.get(is_main=True, phase=edition.report.round.event.phase)
    checkpoint = makers.wording(strand, 1, 1).checkpoint
    return add_remark(by=by, edition=edition, text="Hm.", strand=strand, checkpoint=checkpoint)


def change(row: Any, **values: Any) -> Row:
    """Behind the back of the application, and of the guards of what was handed in."""
    with unguarded():
        type(row)._default_manager.filter(pk=row.pk).update(**values)
    return type(row), row.pk


def another_programme() -> Programme:
    return Programme.objects.create(slug="annet", name="Annet", funder="F", languages=["nb"])


def a_checkpoint_of(phase: Phase) -> Any:
    return phase.milestones.all()[0].checkpoints.all()[0]


def speaks_for_another_phase(world: World) -> Row:
    return change(world.first, proposes=a_checkpoint_of(world.elsewhere))


def spoke_for_another_phase(world: World) -> Row:
    step = RoundRevision.objects.get(of=world.first)
    return change(step, proposes=a_checkpoint_of(world.elsewhere))


def continues_itself(world: World) -> Row:
    one, other = world.first.questions.all()
    return change(one, continues=other)


def of_another_programme(world: World) -> Row:
    stray = makers.make_region("Alta")
    Region.objects.filter(pk=stray.pk).update(programme=another_programme())
    report = Report.objects.get(region=world.other, round=world.second)
    return change(report, region=stray)


def answers_another_round(world: World) -> Row:
    return change(Answer.objects.earliest("pk"), question=world.second.questions.all()[0])


def on_another_rounds_question(world: World) -> Row:
    question = world.second.questions.all()[0]
    return change(world.remark, question=question, strand=None, checkpoint=None)


def on_another_regions_strand(world: World) -> Row:
    return change(world.remark, strand=makers.main_strand(world.other, world.phase))


def on_another_phases_checkpoint(world: World) -> Row:
    return change(world.remark, checkpoint=a_checkpoint_of(world.elsewhere))


def agreed_in_another_programme(world: World) -> Row:
    Phase.objects.filter(pk=world.elsewhere.pk).update(programme=another_programme())
    event = makers.ask_for_reports(phase=world.elsewhere).event
    return change(Agreement.objects.get(), event=event)


def a_gathering(world: World) -> Event:
    return makers.hold_event(world.phase, date(2017, 3, 21))


def prepared_for_no_gathering(world: World) -> Row:
    row = record(Gathering(event=a_gathering(world)), by=None, expected=0)
    return change(row, event=world.first.event)


def on_the_agenda_of_no_gathering(world: World) -> Row:
    row = actions.add_agenda_item(by=None, event=a_gathering(world), heading="Velkommen")
    return change(row, event=world.first.event)


def decided_in_common(world: World) -> Agreement:
    """The later one of two regions' agreements."""
    both = (world.region, world.other)
    actions.decide(by=None, event=a_gathering(world), regions=both, text="Ring.")
    return Agreement.objects.latest("pk")


def decided_elsewhere(world: World) -> Row:
    return change(decided_in_common(world), event=world.first.event)


def decided_twice(world: World) -> Row:
    row = decided_in_common(world)
    first = Agreement.objects.exclude(pk=row.pk).get(decision=row.decision)
    return change(row, region=first.region)


def in_two_groups(world: World) -> Row:
    row = actions.make_groups(
        by=None, gathering=Gathering(event=a_gathering(world)), expected_revision=0, group_size=2
    )
    with_it = [{"topic": None, "regions": [world.region.pk]}]
    GatheringRevision.objects.filter(of=row).update(groups=with_it * 2)
    return change(row, groups=with_it * 2)


def not_the_newest(world: World) -> Row:
    return change(world.editions[0].report, edition=world.editions[0])


def a_lost_edition(world: World) -> Row:
    return change(world.editions[0].report, edition=None, stage="draft")


def anothers_edition(world: World) -> Row:
    report = Report.objects.get(region=world.other, round=world.second)
    return change(report, edition=world.editions[1], stage="approved")


def a_draft_that_holds(world: World) -> Row:
    return change(world.editions[0].report, stage="draft", is_read=False)


def withdrawn_and_handed_in(world: World) -> Row:
    edition = world.editions[1]
    withdraw_edition(by=makers.staff(), edition=edition, reason="Feil.")
    return change(edition.report, stage="submitted")


def withdrawn_and_approved(world: World) -> Row:
    edition = world.editions[1]
    withdraw_edition(by=makers.staff(), edition=edition, reason="Feil.")
    return change(edition.report, stage="approved")


def in_a_removed_round(world: World) -> Row:
    change(world.editions[1], report=Report.objects.get(region=world.region, round=world.second))
    change(world.second, removed=True)
    return Edition, world.editions[1].pk


def no_step(world: World) -> Row:
    step = ReportRevision.objects.get(edition=world.editions[1])
    change(step, stage="approved")
    return Edition, world.editions[1].pk


def on_behalf_of_nobody(world: World) -> Row:
    return change(world.editions[1], on_behalf=True)


def of_another_region(world: World) -> Row:
    return change(world.editions[1], region=world.other)


def a_gap_in_numbers(world: World) -> Row:
    return change(world.editions[1], number=3)


def after_anothers(world: World) -> Row:
    report = makers.report_of(world.other, world.first)
    foreign = makers.hand_in(report, makers.coordinator_of(world.other))
    return change(world.editions[1], previous=foreign)


def after_itself(world: World) -> Row:
    return change(world.editions[1], previous=world.editions[1])


@dataclass(frozen=True)
class Planted:
    check: Callable[[], list[Any]]
    plant: Callable[[World], Row]


AT_ONE_EVENT_ONCE = consistency.a_decision_is_made_at_one_event_and_once_with_each_region


def a_part(**of: Any) -> BundlePart:
    return BundlePart.objects.filter(**of)[0]


def in_another_rounds_bundle(world: World) -> Row:
    part = a_part(edition__isnull=False)
    Bundle.objects.update(round=world.second)
    return BundlePart, part.pk


def not_that_editions_paper(_world: World) -> Row:
    return change(a_part(edition__isnull=False), sha256="0" * 64)


def not_that_paper(_world: World) -> Row:
    part = a_part(render__isnull=False)
    Render.objects.update(sha256="0" * 64)
    return BundlePart, part.pk


def says_something_else(_world: World) -> Row:
    return change(Bundle.objects.get(), content="{}")


def another_read_me(_world: World) -> Row:
    return change(a_part(position=1), content=b"Noe annet")


def without_a_read_me(_world: World) -> Row:
    a_part(position=1).delete()
    return Bundle, Bundle.objects.get().pk


def made_since_last_year(world: World) -> Row:
    row = Bundle.objects.create(
        round=world.second, asked_by=User.objects.all()[0], asked_at=makers.at("2015-11-20")
    )
    return Bundle, row.pk


PLANTED = [
    Planted(consistency.rounds_speak_for_checkpoints_of_their_phase, speaks_for_another_phase),
    Planted(consistency.rounds_speak_for_checkpoints_of_their_phase, spoke_for_another_phase),
    Planted(consistency.questions_continue_those_of_another_round, continues_itself),
    Planted(consistency.reports_are_of_regions_of_the_programme, of_another_programme),
    Planted(consistency.answers_are_to_questions_of_the_round, answers_another_round),
    Planted(consistency.remarks_are_on_what_the_edition_is_about, on_another_rounds_question),
    Planted(consistency.remarks_are_on_what_the_edition_is_about, on_another_regions_strand),
    Planted(consistency.remarks_are_on_what_the_edition_is_about, on_another_phases_checkpoint),
    Planted(consistency.agreements_are_at_events_of_the_programme, agreed_in_another_programme),
    Planted(consistency.what_is_prepared_is_for_gatherings, prepared_for_no_gathering),
    Planted(consistency.what_is_prepared_is_for_gatherings, on_the_agenda_of_no_gathering),
    Planted(AT_ONE_EVENT_ONCE, decided_elsewhere),
    Planted(AT_ONE_EVENT_ONCE, decided_twice),
    Planted(consistency.every_region_sits_in_one_group, in_two_groups),
    Planted(consistency.a_reports_edition_is_its_newest, not_the_newest),
    Planted(consistency.a_reports_edition_is_its_newest, a_lost_edition),
    Planted(consistency.a_reports_edition_is_its_newest, anothers_edition),
    Planted(consistency.what_was_taken_back_is_withdrawn, a_draft_that_holds),
    Planted(consistency.what_lies_with_the_staff_still_holds, withdrawn_and_handed_in),
    Planted(consistency.what_lies_with_the_staff_still_holds, withdrawn_and_approved),
    Planted(consistency.nothing_is_handed_in_to_a_removed_round, in_a_removed_round),
    Planted(consistency.every_edition_has_its_step, no_step),
    Planted(consistency.every_edition_has_its_step, on_behalf_of_nobody),
    Planted(consistency.editions_are_of_their_reports_region, of_another_region),
    Planted(consistency.editions_are_numbered_from_1, a_gap_in_numbers),
    Planted(consistency.a_regions_editions_are_one_chain, after_anothers),
    Planted(consistency.a_regions_editions_are_one_chain, after_itself),
    Planted(consistency.bundles_hold_what_belongs_to_their_round, in_another_rounds_bundle),
    Planted(consistency.finished_bundles_are_of_what_is_there, not_that_editions_paper),
    Planted(consistency.finished_bundles_are_of_what_is_there, not_that_paper),
    Planted(consistency.what_bundles_hold_themselves_is_unchanged, says_something_else),
    Planted(consistency.what_bundles_hold_themselves_is_unchanged, another_read_me),
    Planted(consistency.finished_bundles_are_listed_without_a_gap, without_a_read_me),
    Planted(consistency.no_bundle_is_made_for_days, made_since_last_year),
]


def test_good_data_has_no_problems(world: World) -> None:
    assert {check.__name__: check() for check in CHECKS} == {check.__name__: [] for check in CHECKS}


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.plant.__name__)
def test_a_check_finds_what_is_planted(planted: Planted, world: World) -> None:
    model, pk = planted.plant(world)
    assert [problem.row for problem in planted.check()] == [f"{model._meta.label} {pk}"]


def test_every_check_has_something_planted() -> None:
    assert {planted.check for planted in PLANTED} == set(CHECKS)


def test_what_was_taken_back_is_no_problem(world: World) -> None:
    report = Report.objects.get(pk=world.editions[0].report_id)
    person = makers.coordinator_of(world.region)
    actions.take_back(by=person, report=report, expected_revision=report.revision)
    assert [problem for check in CHECKS for problem in check()] == []
