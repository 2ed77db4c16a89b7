"""Each check of `check_consistency` finds the row planted for it, and nothing in good data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from byregion.management.commands.check_consistency import CHECKS
from checkpoints import actions
from checkpoints import consistency as of_progress
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Attachment,
    AttachmentRevision,
    CellCount,
    CheckpointWording,
    Decision,
    DecisionRevision,
    Event,
    EventKind,
    Evidence,
    HelpAnswer,
    Plan,
    PlanRevision,
    Sharing,
    SharingRevision,
    Status,
    StoredFile,
    Strand,
    StrandRevision,
    Verification,
)
from checkpoints.models.evidence import evidence_storage
from regions import actions as people_actions
from regions import consistency as of_regions
from regions.models import (
    MembershipRevision,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRevision,
    ParticipationRole,
    Programme,
    Region,
    RegionRevision,
    RoleName,
    RoleRevision,
    User,
)
from reports import consistency as of_reports
from tests import makers

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """Two regions with a little of everything, in a phase of three milestones."""

    region: Region
    other: Region
    strand: Strand
    parallel: Strand
    person: User
    wordings: list[CheckpointWording]


@pytest.fixture
def world() -> World:
    phase = makers.small_programme(milestones=3, checkpoints=2)
    later = makers.small_programme(milestones=1, checkpoints=1, slug="senere")
    actions.add_event(by=None, phase=phase, kind=EventKind.KICKOFF, at=makers.FIRST)
    actions.add_event(by=None, phase=phase, kind=EventKind.GATHERING, at=makers.FIRST)
    actions.add_event(by=None, phase=later, kind=EventKind.GATHERING, at=makers.FIRST)
    regions = [makers.make_region(name) for name in ("Bodøregionen", "Salten")]
    for region in regions:
        host = makers.make_municipality(f"Vert {region.name}")
        people_actions.add_participation(
            by=None, region=region, municipality=host, role=ParticipationRole.HOST, at=makers.FIRST
        )
    person = makers.coordinator_of(regions[0])
    makers.in_programme(RoleName.STAFF)
    wordings = list(
        CheckpointWording.objects.filter(checkpoint__milestone__phase=phase)
        .select_related("checkpoint__milestone")
        .order_by("checkpoint__milestone__position", "checkpoint__position")
    )
    first, second = (wording.checkpoint.milestone for wording in (wordings[0], wordings[2]))
    strand = Strand.objects.get(region=regions[0], phase=phase)
    parallel = actions.add_parallel_strand(
        by=None, region=regions[0], theme="Sentrum", first_milestone=second, at=makers.FIRST
    )
    for text in ("", "Mer"):
        row = actions.assessment_of(strand, wordings[0])
        actions.assess(
            by=person, strand=strand, wording=wordings[0], expected_revision=row.revision,
            status="in_progress", text=text, responsible=person, at=makers.at("2015-09-01"),
        )  # fmt: skip
    actions.plan(
        by=person, strand=strand, milestone=first, expected_revision=0,
        starts_on=date(2015, 8, 1), ends_on=date(2015, 12, 1),
    )  # fmt: skip
    decision = actions.decide(
        by=person, strand=strand, milestone=first, expected_revision=0,
        decided_on=date(2015, 9, 1), body="Regionrådet",
    )  # fmt: skip
    evidence = makers.upload(regions[0])
    makers.attach(evidence, strand, 1, wordings[0].checkpoint)
    makers.attach(evidence, strand, 1, decision)
    makers.link(regions[0])
    return World(regions[0], regions[1], strand, parallel, person, wordings)


@dataclass(frozen=True)
class Planted:
    """A check and the bad row that it is to find: `plant` returns the row's model and key."""

    check: of_regions.Check
    plant: Callable[[World], tuple[type[Any], Any]]


def change(model: type[Any], **facts: Any) -> tuple[type[Any], Any]:
    """Change the first row behind the actions' back."""
    row = model.objects.order_by("pk")[0]
    model.objects.filter(pk=row.pk).update(**facts)
    return model, row.pk


def assessed(world: World) -> Assessment:
    return Assessment.objects.get(strand=world.strand)


def another_text(world: World) -> tuple[type[Any], Any]:
    return change(Assessment, text="Aldri lagret")


def another_person(world: World) -> tuple[type[Any], Any]:
    return change(Plan, changed_by=None)


def a_row_without_history(world: World) -> tuple[type[Any], Any]:
    decision = Decision.objects.get()
    DecisionRevision.objects.all().delete()
    return Decision, decision.pk


def a_gap(world: World) -> tuple[type[Any], Any]:
    AssessmentRevision.objects.filter(number=2).update(number=3)
    Assessment.objects.update(revision=3)
    return Assessment, assessed(world).pk


def a_step_back(world: World) -> tuple[type[Any], Any]:
    second = AssessmentRevision.objects.get(number=2)
    AssessmentRevision.objects.filter(number=2).update(recorded_at=makers.at("2015-08-01"))
    return AssessmentRevision, second.pk


def superseded_too_late(world: World) -> tuple[type[Any], Any]:
    first = AssessmentRevision.objects.get(number=1)
    later = F("superseded_at") + timedelta(days=1)
    AssessmentRevision.objects.filter(number=1).update(superseded_at=later)
    return AssessmentRevision, first.pk


def a_closed_newest(world: World) -> tuple[type[Any], Any]:
    return change(PlanRevision, superseded_at=makers.at("2017-01-01"))


def anothers_membership(world: World) -> tuple[type[Any], Any]:
    return change(MembershipRevision, user=makers.make_person())


def anothers_role(world: World) -> tuple[type[Any], Any]:
    return change(RoleRevision, user=makers.make_person())


def a_part_in_another_region(world: World) -> tuple[type[Any], Any]:
    row = ParticipationRevision.objects.get(region=world.region)
    ParticipationRevision.objects.filter(pk=row.pk).update(region=world.other)
    return ParticipationRevision, row.pk


def no_host(world: World) -> tuple[type[Any], Any]:
    Participation.objects.filter(region=world.other).update(role="member")
    return Region, world.other.pk


def a_member_of(region: Region, municipality: Municipality, first: date) -> Participation:
    """From a day until another far off: the database sees open ends only."""
    return people_actions.add_participation(
        by=None, region=region, municipality=municipality, role=ParticipationRole.MEMBER,
        valid_from=first, valid_to=date(2030, 1, 1),
    )  # fmt: skip


def a_second_host(world: World) -> Participation:
    part = a_member_of(world.other, makers.make_municipality("To"), date(2016, 1, 1))
    Participation.objects.filter(pk=part.pk).update(role=ParticipationRole.HOST)
    return part


def two_hosts_for_a_while(world: World) -> tuple[type[Any], Any]:
    a_second_host(world)
    return Region, world.other.pk


def two_hosts_on_one_day(world: World) -> tuple[type[Any], Any]:
    return Participation, a_second_host(world).pk


def a_municipality_twice_on_one_day(world: World) -> tuple[type[Any], Any]:
    place = makers.make_municipality("To")
    a_member_of(world.other, makers.make_municipality("Tre"), date(2015, 1, 1))
    early = a_member_of(world.other, place, date(2016, 1, 1))
    Participation.objects.filter(pk=early.pk).update(valid_to=date(2016, 6, 1))
    late = a_member_of(world.other, place, date(2016, 6, 2))
    Participation.objects.filter(pk=late.pk).update(valid_from=date(2016, 6, 1))
    return Participation, late.pk


def two_names_at_once(world: World) -> tuple[type[Any], Any]:
    old = MunicipalityVersion.objects.order_by("pk")[0]
    new = MunicipalityVersion.objects.create(
        municipality=old.municipality, number="9998", name="Ny", county=old.county,
        valid_from=date(2016, 1, 1),
    )  # fmt: skip
    return MunicipalityVersion, new.pk


def a_number_twice_at_once(world: World) -> tuple[type[Any], Any]:
    old = MunicipalityVersion.objects.order_by("pk")[0]
    MunicipalityVersion.objects.filter(pk=old.pk).update(valid_to=date(2018, 1, 1))
    new = MunicipalityVersion.objects.create(
        municipality=Municipality.objects.create(), number=old.number, name="Ny",
        county=old.county, valid_from=date(2017, 1, 1),
    )  # fmt: skip
    return MunicipalityVersion, new.pk


def at_another_milestone(world: World) -> tuple[type[Any], Any]:
    return change(Assessment, milestone=world.wordings[2].checkpoint.milestone)


def verified_elsewhere(world: World) -> tuple[type[Any], Any]:
    """What is said of the main strand points at what is claimed on the parallel one."""
    for strand in (world.strand, world.parallel):
        makers.assess(strand, 2, 1, Status.IN_PROGRESS)
    row = makers.verify(world.strand, 2, 1)
    claim = AssessmentRevision.objects.get(strand=world.parallel)
    Verification.objects.filter(pk=row.pk).update(assessed=claim)
    return Verification, row.pk


def of_another_kind(world: World) -> tuple[type[Any], Any]:
    return change(AssessmentRevision, checkpoint_kind="question")


def anothers_history(world: World) -> tuple[type[Any], Any]:
    return change(AssessmentRevision, checkpoint=world.wordings[1].checkpoint)


def a_plan_on_another_strand(world: World) -> tuple[type[Any], Any]:
    return change(PlanRevision, strand=world.parallel)


def under_another_wording(world: World) -> tuple[type[Any], Any]:
    return change(Assessment, wording=world.wordings[1])


def an_old_wording_that_holds(world: World) -> tuple[type[Any], Any]:
    old = world.wordings[0]
    CheckpointWording.objects.filter(pk=old.pk).update(superseded=True)
    return type(old.checkpoint), old.checkpoint_id


def a_gap_in_wordings(world: World) -> tuple[type[Any], Any]:
    old = world.wordings[0]
    CheckpointWording.objects.filter(pk=old.pk).update(number=2)
    return type(old.checkpoint), old.checkpoint_id


def a_misnamed_event(world: World) -> tuple[type[Any], Any]:
    return change(Event, kind=EventKind.REPORT)


def a_gap_in_events(world: World) -> tuple[type[Any], Any]:
    event = Event.objects.get(phase=world.strand.phase, slug="samling-1")
    Event.objects.filter(pk=event.pk).update(number=2, slug="samling-2")
    return Event, event.pk


def in_another_phase(world: World) -> tuple[type[Any], Any]:
    elsewhere = Strand.objects.get(region=world.region, phase__slug="senere")
    return change(Decision, strand=elsewhere)


def before_the_first_milestone(world: World) -> tuple[type[Any], Any]:
    return change(Plan, strand=world.parallel)


def a_strand_that_begins_elsewhere(world: World) -> tuple[type[Any], Any]:
    elsewhere = Strand.objects.get(region=world.region, phase__slug="senere").first_milestone
    Strand.objects.filter(pk=world.parallel.pk).update(first_milestone=elsewhere)
    return Strand, world.parallel.pk


def a_strands_past_that_begins_elsewhere(world: World) -> tuple[type[Any], Any]:
    elsewhere = Strand.objects.get(region=world.region, phase__slug="senere").first_milestone
    row = StrandRevision.objects.get(of=world.parallel)
    StrandRevision.objects.filter(pk=row.pk).update(first_milestone=elsewhere)
    return StrandRevision, row.pk


def a_region_of_another_programme(world: World) -> tuple[type[Any], Any]:
    another = Programme.objects.create(slug="b", name="B", funder="B", funder_short="B")
    Region.objects.filter(pk=world.other.pk).update(programme=another)
    return Strand, Strand.objects.filter(region=world.other).order_by("pk")[0].pk


def no_main_strand(world: World) -> tuple[type[Any], Any]:
    Strand.objects.filter(pk=world.strand.pk).update(is_main=False, theme="Tema")
    return Region, world.region.pk


def a_count_that_is_wrong(world: World) -> tuple[type[Any], Any]:
    CellCount.objects.filter(strand=world.strand, milestone__position=1).update(touched=2)
    return Strand, world.strand.pk


def a_milestone_that_is_not_counted(world: World) -> tuple[type[Any], Any]:
    CellCount.objects.filter(strand=world.parallel, milestone__position=3).delete()
    return Strand, world.parallel.pk


def a_count_of_what_is_not_gone_through(world: World) -> tuple[type[Any], Any]:
    counted = CellCount.objects.filter(strand=world.parallel).first()
    assert counted
    counted.pk, counted.milestone = None, world.strand.first_milestone
    counted.save(force_insert=True)
    return Strand, world.parallel.pk


def a_main_strand_that_begins_late(world: World) -> tuple[type[Any], Any]:
    second = world.parallel.first_milestone
    Strand.objects.filter(pk=world.strand.pk).update(first_milestone=second)
    return Strand, world.strand.pk


def a_stranger_responsible(world: World) -> tuple[type[Any], Any]:
    return change(Assessment, responsible=makers.coordinator_of(world.other))


def a_stranger_as_contact(world: World) -> tuple[type[Any], Any]:
    row = makers.share(world.strand, 1, 1, contact=world.person)
    Sharing.objects.update(contact=makers.make_person("Fremmed Fjell"))
    return Sharing, row.pk


def a_stranger_as_contact_once(world: World) -> tuple[type[Any], Any]:
    makers.share(world.strand, 1, 1, contact=world.person)
    SharingRevision.objects.update(contact=makers.make_person("Fremmed Fjell"))
    return SharingRevision, SharingRevision.objects.get().pk


def an_answer_to_oneself(world: World) -> tuple[type[Any], Any]:
    row = makers.answer(makers.ask(world.strand, 1, 1), world.other)
    HelpAnswer.objects.update(region=world.strand.region)
    return HelpAnswer, row.pk


def shared_without_words(world: World) -> tuple[type[Any], Any]:
    row = Attachment.objects.filter(checkpoint__isnull=False).order_by("pk")[0]
    Attachment.objects.filter(pk=row.pk).update(shared=True)
    return Attachment, row.pk


def evidence_of_another_region(world: World) -> tuple[type[Any], Any]:
    return change(Attachment, evidence=makers.link(world.other))


def attached_at_another_milestone(world: World) -> tuple[type[Any], Any]:
    return change(Attachment, milestone=world.wordings[2].checkpoint.milestone)


def a_decision_of_another_strand(world: World) -> tuple[type[Any], Any]:
    row = Attachment.objects.exclude(decision=None).get()
    theirs = makers.decide(Strand.objects.get(region=world.other, phase=world.strand.phase), 1)
    Attachment.objects.filter(pk=row.pk).update(decision=theirs)
    return Attachment, row.pk


def attached_to_another_evidence(world: World) -> tuple[type[Any], Any]:
    return change(AttachmentRevision, evidence=makers.link(world.other))


def attached_to_another_checkpoint(world: World) -> tuple[type[Any], Any]:
    row = AttachmentRevision.objects.exclude(checkpoint=None).get()
    other = world.wordings[1].checkpoint
    AttachmentRevision.objects.filter(pk=row.pk).update(checkpoint=other)
    return AttachmentRevision, row.pk


def attached_to_what_it_was_not(world: World) -> tuple[type[Any], Any]:
    row = AttachmentRevision.objects.exclude(checkpoint=None).get()
    decision = Decision.objects.get()
    AttachmentRevision.objects.filter(pk=row.pk).update(checkpoint=None, decision=decision)
    return AttachmentRevision, row.pk


def a_file_of_another_region(world: World) -> tuple[type[Any], Any]:
    row = Evidence.objects.exclude(stored=None).get()
    Evidence.objects.filter(pk=row.pk).update(stored=makers.upload(world.other).stored)
    return Evidence, row.pk


def lost_bytes(world: World) -> tuple[type[Any], Any]:
    stored = StoredFile.objects.get()
    evidence_storage().delete(str(stored.content.name))
    return StoredFile, stored.pk


def torn_bytes(world: World) -> tuple[type[Any], Any]:
    return change(StoredFile, size=7)


PLANTED = [
    Planted(of_regions.current_row_equals_newest_revision, another_text),
    Planted(of_regions.current_row_equals_newest_revision, another_person),
    Planted(of_regions.current_row_equals_newest_revision, a_row_without_history),
    Planted(of_regions.revision_numbers_run_from_1, a_gap),
    Planted(of_regions.recorded_time_never_goes_back, a_step_back),
    Planted(of_regions.superseded_when_the_next_was_recorded, superseded_too_late),
    Planted(of_regions.superseded_when_the_next_was_recorded, a_closed_newest),
    Planted(of_regions.revisions_keep_to_their_people_and_places, anothers_membership),
    Planted(of_regions.revisions_keep_to_their_people_and_places, anothers_role),
    Planted(of_regions.revisions_keep_to_their_people_and_places, a_part_in_another_region),
    Planted(of_regions.every_region_has_one_host_today, no_host),
    Planted(of_regions.every_region_has_one_host_today, two_hosts_for_a_while),
    Planted(of_regions.no_day_has_two_hosts_or_a_municipality_twice, two_hosts_on_one_day),
    Planted(
        of_regions.no_day_has_two_hosts_or_a_municipality_twice, a_municipality_twice_on_one_day
    ),
    Planted(of_regions.a_municipality_has_one_name_at_a_time, two_names_at_once),
    Planted(of_regions.a_municipality_has_one_name_at_a_time, a_number_twice_at_once),
    Planted(of_progress.what_is_of_a_checkpoint_stands_at_its_milestone, at_another_milestone),
    Planted(of_progress.assessments_have_their_checkpoints_kind, of_another_kind),
    Planted(of_progress.revisions_keep_to_their_strand_and_checkpoint, anothers_history),
    Planted(of_progress.revisions_keep_to_their_strand_and_checkpoint, a_plan_on_another_strand),
    Planted(of_progress.verifications_are_of_what_the_strand_claims_there, verified_elsewhere),
    Planted(of_progress.wordings_belong_to_the_checkpoint, under_another_wording),
    Planted(of_progress.the_newest_wording_is_the_current_one, an_old_wording_that_holds),
    Planted(of_progress.the_newest_wording_is_the_current_one, a_gap_in_wordings),
    Planted(of_progress.events_are_named_by_kind_and_number, a_misnamed_event),
    Planted(of_progress.events_are_named_by_kind_and_number, a_gap_in_events),
    Planted(of_progress.progress_is_in_the_strands_phase, in_another_phase),
    Planted(of_progress.progress_begins_at_the_strands_first_milestone, before_the_first_milestone),
    Planted(of_progress.strands_begin_in_their_own_phase, a_strand_that_begins_elsewhere),
    Planted(of_progress.strands_begin_in_their_own_phase, a_strands_past_that_begins_elsewhere),
    Planted(of_progress.strands_begin_in_their_own_phase, a_region_of_another_programme),
    Planted(of_progress.every_region_has_its_main_strands, no_main_strand),
    Planted(of_progress.every_region_has_its_main_strands, a_main_strand_that_begins_late),
    Planted(of_progress.counts_are_those_of_what_is_recorded, a_count_that_is_wrong),
    Planted(of_progress.counts_are_those_of_what_is_recorded, a_milestone_that_is_not_counted),
    Planted(of_progress.counts_are_those_of_what_is_recorded, a_count_of_what_is_not_gone_through),
    Planted(of_progress.the_responsible_belong_or_belonged_to_the_region, a_stranger_responsible),
    Planted(of_progress.contacts_belong_or_belonged_to_the_region, a_stranger_as_contact),
    Planted(of_progress.contacts_belong_or_belonged_to_the_region, a_stranger_as_contact_once),
    Planted(of_progress.answers_come_from_others, an_answer_to_oneself),
    Planted(of_progress.evidence_is_shared_beside_words_of_its_region, shared_without_words),
    Planted(of_progress.attachments_keep_to_their_region, evidence_of_another_region),
    Planted(
        of_progress.attachments_stand_where_what_they_back_stands, attached_at_another_milestone
    ),
    Planted(
        of_progress.attachments_stand_where_what_they_back_stands, a_decision_of_another_strand
    ),
    Planted(
        of_progress.revisions_keep_to_their_strand_and_checkpoint, attached_to_another_evidence
    ),
    Planted(of_progress.attachments_back_the_same_thing_all_along, attached_to_another_checkpoint),
    Planted(of_progress.attachments_back_the_same_thing_all_along, attached_to_what_it_was_not),
    Planted(of_progress.evidence_keeps_to_files_of_its_region, a_file_of_another_region),
    Planted(of_progress.stored_files_are_there_whole, lost_bytes),
    Planted(of_progress.stored_files_are_there_whole, torn_bytes),
]


def test_good_data_has_no_problems(world: World) -> None:
    assert {check.__name__: check() for check in CHECKS} == {check.__name__: [] for check in CHECKS}


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.plant.__name__)
def test_a_check_finds_what_is_planted(planted: Planted, world: World) -> None:
    model, pk = planted.plant(world)
    rows = [problem.row for problem in planted.check()]
    assert f"{model._meta.label} {pk}" in rows


def test_every_check_is_run_and_has_something_planted() -> None:
    """What is planted in reports, tests/reports/test_consistency.py plants."""
    assert {planted.check for planted in PLANTED} == {*of_regions.CHECKS, *of_progress.CHECKS}
    assert set(CHECKS) == {*of_regions.CHECKS, *of_progress.CHECKS, *of_reports.CHECKS}


def test_the_history_checks_reach_every_versioned_model() -> None:
    names = {model.__name__ for model in of_regions.versioned_models()}
    assert {
        "Assessment", "Plan", "Decision", "Strand", "Event", "Region", "Participation",
        "Membership", "Role", "User",
    } <= names  # fmt: skip


def test_a_responsible_who_has_left_is_no_problem(world: World) -> None:
    people_actions.set_membership(
        by=None, person=world.person, region=world.region, role=None, expected_revision=1
    )
    assert of_progress.the_responsible_belong_or_belonged_to_the_region() == []


def test_the_command_says_which_rows_and_fails(world: World) -> None:
    RegionRevision.objects.filter(of=world.region).update(name="Noe annet")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_consistency", stdout=out)
    assert (str(error.value), error.value.returncode) == ("1 rows do not fit together.", 1)
    assert out.getvalue() == (
        "current row equals newest revision: 1\n"
        f"  regions.Region {world.region.pk}: differs from its newest revision in name\n"
    )


def test_the_command_is_content_with_good_data(world: World) -> None:
    out = StringIO()
    call_command("check_consistency", stdout=out, verbosity=2)
    *lines, last = out.getvalue().splitlines()
    assert last == f"{len(CHECKS)} checks, all well."
    assert {line.split(": ")[1] for line in lines} == {"ok"}
