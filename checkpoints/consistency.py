"""What must hold between the tables of content and progress (docs/decisions/0004)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q

from checkpoints.actions import SLUGS
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Attachment,
    AttachmentRevision,
    CellCount,
    Checkpoint,
    Decision,
    DecisionRevision,
    Event,
    EventKind,
    Evidence,
    HelpAnswer,
    HelpRequest,
    HelpRequestRevision,
    Phase,
    Plan,
    PlanRevision,
    Sharing,
    SharingRevision,
    StoredFile,
    Strand,
    StrandRevision,
    Verification,
    VerificationRevision,
)
from checkpoints.models.counts import holds_on
from checkpoints.queries.cells import COLUMNS, Sql, cells, compiled, fetched
from regions import clock
from regions.consistency import Check, Problem, strayed
from regions.models import Membership, Region
from regions.reading import Reading

ASSESSMENTS: tuple[type[Model], ...] = (Assessment, AssessmentRevision)
VERIFICATIONS: tuple[type[Model], ...] = (Verification, VerificationRevision)
OF_CHECKPOINTS: tuple[type[Model], ...] = (
    *ASSESSMENTS, *VERIFICATIONS, Sharing, SharingRevision, HelpRequest, HelpRequestRevision,
)  # fmt: skip
AT_MILESTONES: tuple[type[Model], ...] = (
    *OF_CHECKPOINTS, Plan, PlanRevision, Decision, DecisionRevision, Attachment, AttachmentRevision,
)  # fmt: skip
ALONE = (EventKind.KICKOFF, EventKind.FINAL_REPORT)  # the first of these has no number in its slug


def _wrong(models: tuple[type[Model], ...], condition: Q, what: str) -> list[Problem]:
    return [
        Problem.at(model, pk, what)
        for model in models
        for pk in model._default_manager.filter(condition)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]


# Copies


def what_is_of_a_checkpoint_stands_at_its_milestone() -> list[Problem]:
    condition = ~Q(milestone=F("checkpoint__milestone"))
    return _wrong(OF_CHECKPOINTS, condition, "is at another milestone than its checkpoint")


def assessments_have_their_checkpoints_kind() -> list[Problem]:
    condition = ~Q(checkpoint_kind=F("checkpoint__kind"))
    return _wrong(ASSESSMENTS, condition, "has another kind than its checkpoint")


def revisions_keep_to_their_strand_and_checkpoint() -> list[Problem]:
    return [
        *strayed(Assessment, "strand", "milestone", "checkpoint"),
        *strayed(Verification, "strand", "milestone", "checkpoint"),
        *strayed(Plan, "strand", "milestone"),
        *strayed(Decision, "strand", "milestone"),
        *strayed(Attachment, "strand", "milestone", "evidence"),
        *strayed(Sharing, "strand", "milestone", "checkpoint"),
        *strayed(HelpRequest, "strand", "milestone", "checkpoint"),
    ]


def verifications_are_of_what_the_strand_claims_there() -> list[Problem]:
    own = Q(assessed__strand=F("strand"), assessed__checkpoint=F("checkpoint"))
    return _wrong(VERIFICATIONS, ~own, "is about a claim from elsewhere")


# Content


def wordings_belong_to_the_checkpoint() -> list[Problem]:
    condition = ~Q(wording__checkpoint=F("checkpoint"))
    return _wrong(ASSESSMENTS, condition, "was made under the wording of another checkpoint")


def the_newest_wording_is_the_current_one() -> list[Problem]:
    """Numbers from 1, and only the last is not superseded."""
    problems = []
    for checkpoint in Checkpoint.objects.order_by("pk").prefetch_related("wordings"):
        wordings = sorted(checkpoint.wordings.all(), key=lambda wording: wording.number)
        numbers = [wording.number for wording in wordings]
        current = [wording.number for wording in wordings if not wording.superseded]
        if not numbers or numbers != list(range(1, len(numbers) + 1)) or current != numbers[-1:]:
            what = f"has wordings {numbers}, of which {current} hold"
            problems.append(Problem.at(Checkpoint, checkpoint.pk, what))
    return problems


def events_are_named_by_kind_and_number() -> list[Problem]:
    """Numbered 1, 2, 3 … within a phase and kind, and named so in addresses."""
    return [
        problem
        for phase in Phase.objects.order_by("pk")
        for kind in EventKind
        for problem in _misnamed(phase, kind)
    ]


def _misnamed(phase: Phase, kind: EventKind) -> Iterator[Problem]:
    events = phase.events.filter(kind=kind).order_by("number")
    for due, event in enumerate(events, start=1):
        slug = SLUGS[kind] if kind in ALONE and due == 1 else f"{SLUGS[kind]}-{due}"
        if (event.number, event.slug) != (due, slug):
            what = f"is {event.slug}, number {event.number}; {slug} is due"
            yield Problem.at(Event, event.pk, what)


# Strands


def progress_is_in_the_strands_phase() -> list[Problem]:
    condition = ~Q(strand__phase=F("milestone__phase"))
    return _wrong(AT_MILESTONES, condition, "is at a milestone of another phase than its strand")


def progress_begins_at_the_strands_first_milestone() -> list[Problem]:
    condition = Q(
        strand__phase=F("milestone__phase"),
        milestone__position__lt=F("strand__first_milestone__position"),
    )
    return _wrong(AT_MILESTONES, condition, "lies before its strand's first milestone")


def strands_begin_in_their_own_phase() -> list[Problem]:
    elsewhere = "begins at another phase's milestone"
    another = ~Q(phase__programme=F("region__programme"))
    return [
        *_wrong((Strand,), ~Q(phase=F("first_milestone__phase")), elsewhere),
        *_wrong((StrandRevision,), ~Q(of__phase=F("first_milestone__phase")), elsewhere),
        *_wrong((Strand,), another, "is in another programme's phase"),
    ]


def every_region_has_its_main_strands() -> list[Problem]:
    """One in each phase that has milestones, from the first of them on."""
    return [
        problem
        for phase in Phase.objects.filter(milestones__isnull=False).distinct().order_by("pk")
        for problem in _main_strands_of(phase)
    ]


def _main_strands_of(phase: Phase) -> Iterator[Problem]:
    main = Strand.objects.filter(phase=phase, is_main=True)
    regions = Region.objects.filter(programme=phase.programme_id).order_by("pk")
    for region in regions.filter(~Exists(main.filter(region=OuterRef("pk")))):
        yield Problem.at(Region, region.pk, f"{region.slug} has no main strand in {phase.slug}")
    for strand in main.exclude(first_milestone=phase.milestones.first()).order_by("pk"):
        yield Problem.at(Strand, strand.pk, f"is main and begins after {phase.slug}'s first")


# Counts


def counts_are_those_of_what_is_recorded() -> list[Problem]:
    """One for each milestone that a strand goes through, unless its days have passed."""
    kept, counted = compiled(CellCount.objects.values_list(*COLUMNS)), cells(Reading.today())
    return [
        Problem.at(Strand, strand, f"is not counted right at milestone {milestone}")
        for strand, milestone in sorted({*_but(counted, kept), *_but(kept, counted)} - _passed())
    ]


def _but(some: Sql, others: Sql) -> list[tuple[Any, ...]]:
    """Strand and milestone of cells that are not just so among others."""
    differing = some + "EXCEPT" + others
    return fetched(differing.within("SELECT strand_id, milestone_id FROM ({}) cells"))


def _passed() -> set[tuple[int, int]]:
    """Those that wait for `manage.py recount`; until then nobody reads them."""
    passed = CellCount.objects.exclude(holds_on(clock.today()))
    return set(passed.values_list("strand_id", "milestone_id"))


# People


def the_responsible_belong_or_belonged_to_the_region() -> list[Problem]:
    membership = Membership.objects.filter(
        user=OuterRef("responsible"), region=OuterRef("strand__region")
    )
    condition = Q(~Exists(membership), responsible__isnull=False)
    return _wrong(ASSESSMENTS, condition, "names someone responsible who was never in the region")


def contacts_belong_or_belonged_to_the_region() -> list[Problem]:
    membership = Membership.objects.filter(
        user=OuterRef("contact"), region=OuterRef("strand__region")
    )
    condition = Q(~Exists(membership), contact__isnull=False)
    models = (Sharing, SharingRevision)
    return _wrong(models, condition, "names a contact who was never in the region")


def answers_come_from_others() -> list[Problem]:
    own = Q(region=F("request__strand__region"))
    return _wrong((HelpAnswer,), own, "answers a question of its own region")


# Evidence


def attachments_keep_to_their_region() -> list[Problem]:
    condition = ~Q(evidence__region=F("strand__region"))
    return _wrong((Attachment,), condition, "is of another region than its strand")


def attachments_stand_where_what_they_back_stands() -> list[Problem]:
    checkpoint = Q(checkpoint__isnull=False) & ~Q(milestone=F("checkpoint__milestone"))
    decision = Q(decision__isnull=False) & ~Q(
        milestone=F("decision__milestone"), strand=F("decision__strand")
    )
    return _wrong((Attachment,), checkpoint | decision, "is elsewhere than what it backs")


def attachments_back_the_same_thing_all_along() -> list[Problem]:
    checkpoint = Q(checkpoint__isnull=False) & ~Q(checkpoint=F("of__checkpoint"))
    decision = Q(decision__isnull=False) & ~Q(decision=F("of__decision"))
    return _wrong((AttachmentRevision,), checkpoint | decision, "backs another thing than its row")


def evidence_is_shared_beside_words_of_its_region() -> list[Problem]:
    beside = Sharing.objects.filter(strand=OuterRef("strand"), checkpoint=OuterRef("checkpoint"))
    condition = Q(~Exists(beside), shared=True)
    return _wrong((Attachment,), condition, "is shared where the region never shared anything")


def evidence_keeps_to_files_of_its_region() -> list[Problem]:
    condition = Q(stored__isnull=False) & ~Q(region=F("stored__region"))
    return _wrong((Evidence,), condition, "has the file of another region")


def stored_files_are_there_whole() -> list[Problem]:
    """Read from the storage, not from the table."""
    return [
        problem
        for stored in StoredFile.objects.order_by("pk")
        if (problem := _missing(stored)) is not None
    ]


def _missing(stored: StoredFile) -> Problem | None:
    try:
        size = stored.content.size
    except OSError:
        return Problem.at(StoredFile, stored.pk, f"has lost its bytes, {stored.content.name}")
    if size != stored.size:
        return Problem.at(StoredFile, stored.pk, f"has {size} bytes, not {stored.size}")
    return None


CHECKS: tuple[Check, ...] = (
    what_is_of_a_checkpoint_stands_at_its_milestone,
    assessments_have_their_checkpoints_kind,
    revisions_keep_to_their_strand_and_checkpoint,
    verifications_are_of_what_the_strand_claims_there,
    wordings_belong_to_the_checkpoint,
    the_newest_wording_is_the_current_one,
    events_are_named_by_kind_and_number,
    progress_is_in_the_strands_phase,
    progress_begins_at_the_strands_first_milestone,
    strands_begin_in_their_own_phase,
    every_region_has_its_main_strands,
    counts_are_those_of_what_is_recorded,
    the_responsible_belong_or_belonged_to_the_region,
    contacts_belong_or_belonged_to_the_region,
    answers_come_from_others,
    attachments_keep_to_their_region,
    attachments_stand_where_what_they_back_stands,
    attachments_back_the_same_thing_all_along,
    evidence_is_shared_beside_words_of_its_region,
    evidence_keeps_to_files_of_its_region,
    stored_files_are_there_whole,
)
