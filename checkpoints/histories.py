"""What the history of a region, a milestone or a checkpoint is made of, and how it is named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from checkpoints.access import Place, Spot
from checkpoints.models import (
    AssessmentRevision,
    Attachment,
    AttachmentRevision,
    DecisionRevision,
    EvidenceRevision,
    HelpAnswerRevision,
    HelpRequestRevision,
    Milestone,
    PlanRevision,
    SharingRevision,
    StrandRevision,
    VerificationRevision,
)
from checkpoints.naming import Abouts, Names
from regions.changes import Addressed, nowhere
from regions.models import MembershipRevision, ParticipationRevision, Region, RegionRevision

CHECKPOINTS = ("sjekkpunkt", gettext_lazy("Checkpoints"))
PLANS = ("plan", gettext_lazy("Plans"))
DECISIONS = ("vedtak", gettext_lazy("Decisions"))
EVIDENCE = ("dokumentasjon", gettext_lazy("Evidence"))
VERIFICATION = ("kontroll", gettext_lazy("Verification by the programme staff"))
SHARING = ("deling", gettext_lazy("Sharing with other regions"))
QUESTIONS = ("hjelp", gettext_lazy("Questions between regions"))
STRANDS = ("lop", gettext_lazy("Strands"))
REGION = ("byregion", gettext_lazy("The region itself"))
MUNICIPALITIES = ("kommune", gettext_lazy("Municipalities"))
PEOPLE = ("person", gettext_lazy("People"))


@dataclass(frozen=True)
class Source:
    """The steps of one model that a history tells of."""

    thing: tuple[str, str | Promise]  # what a filter calls it: in the address, on the page
    steps: QuerySet[Any]
    about: Callable[[list[Any]], Abouts]
    undo: Addressed = nowhere
    at: Callable[[Milestone], Q] | None = None  # its steps at a milestone; none: it has none


def region_history(region: Region, *, may_edit: bool, language: str) -> tuple[Source, ...]:
    """Everything with a history in a region."""
    names = Names(region, language, may_edit, way=True, checkpoint=True)
    in_region, own = Q(strand__region=region), Q(region=region)
    people = MembershipRevision.objects.filter(own).select_related("user")
    strands = StrandRevision.objects.filter(of__region=region).select_related("of__phase")
    return (
        *_at_milestones(names, in_region),
        _evidence(names, Q(of__region=region)),
        _answers(names),
        Source(STRANDS, strands, names.strands, names.undo_strand),
        Source(REGION, RegionRevision.objects.filter(of=region), names.region_itself),
        Source(MUNICIPALITIES, ParticipationRevision.objects.filter(own), names.municipalities),
        Source(PEOPLE, people, names.people),
    )


def milestone_history(place: Place, language: str) -> tuple[Source, ...]:
    """Everything with a history at a milestone on a strand."""
    names = Names(place.region, language, place.may_edit, checkpoint=True)
    here = Q(strand=place.strand, milestone=place.milestone)
    return (*_at_milestones(names, here), _evidence(names, _attached(here)))


def checkpoint_history(spot: Spot, language: str) -> tuple[Source, ...]:
    """A checkpoint on a strand, and what was attached to it."""
    names = Names(spot.place.region, language, spot.place.may_edit)
    here = Q(strand=spot.place.strand, checkpoint=spot.wording.checkpoint)
    return (
        _assessments(names, here),
        _verifications(names, here),
        _attachments(names, here),
        _sharing(names, here),
        _questions(names, here),
    )


def _at_milestones(names: Names, where: Q) -> Iterable[Source]:
    plans, decisions = PlanRevision.objects.filter(where), DecisionRevision.objects.filter(where)
    return (
        _assessments(names, where),
        _verifications(names, where),
        Source(PLANS, _placed(plans), names.plans, names.undo("plan"), _here),
        Source(DECISIONS, _placed(decisions), names.decisions, names.undo("vedtak"), _here),
        _attachments(names, where),
        _sharing(names, where),
        _questions(names, where),
    )


def _assessments(names: Names, where: Q) -> Source:
    steps = _placed(AssessmentRevision.objects.filter(where), "wording", "checkpoint")
    return Source(CHECKPOINTS, steps, names.assessments, names.undo("vurdering"), _here)


def _verifications(names: Names, where: Q) -> Source:
    steps = _placed(VerificationRevision.objects.filter(where), "checkpoint")
    return Source(VERIFICATION, steps, names.verifications, at=_here)


def _attachments(names: Names, where: Q) -> Source:
    keys = ("evidence", "checkpoint", "decision")
    steps = _placed(AttachmentRevision.objects.filter(where), *keys)
    return Source(EVIDENCE, steps, names.attachments, names.undo("vedlegg"), _here)


def _sharing(names: Names, where: Q) -> Source:
    steps = _placed(SharingRevision.objects.filter(where), "checkpoint")
    return Source(SHARING, steps, names.sharing, names.undo("deling"), _here)


def _questions(names: Names, where: Q) -> Source:
    steps = _placed(HelpRequestRevision.objects.filter(where), "checkpoint")
    return Source(QUESTIONS, steps, names.questions, at=_here)


def _answers(names: Names) -> Source:
    """What the region itself has answered others."""
    steps = HelpAnswerRevision.objects.filter(of__region=names.region)
    steps = steps.select_related("of__request__strand__region", "of__request__milestone")
    return Source(QUESTIONS, steps, names.answers, at=lambda one: Q(of__request__milestone=one))


def _evidence(names: Names, where: Q) -> Source:
    steps, undo = EvidenceRevision.objects.filter(where), names.undo("dokumentasjon")
    return Source(EVIDENCE, steps, names.evidence, undo, lambda one: _attached(_here(one)))


def _placed(steps: QuerySet[Any], *keys: str) -> QuerySet[Any]:
    return steps.select_related("strand", "milestone", *keys)


def _here(milestone: Milestone) -> Q:
    return Q(milestone=milestone)


def _attached(where: Q) -> Q:
    """Evidence that is or was attached somewhere."""
    return Q(of__in=Attachment.objects.filter(where).values("evidence"))
