"""What the history of a region, a milestone or a checkpoint is made of, and how it is named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkpoints.access import Place, Spot
from checkpoints.models import (
    AssessmentRevision,
    Attachment,
    AttachmentRevision,
    CheckpointWording,
    DecisionRevision,
    Event,
    EvidenceRevision,
    HelpAnswerRevision,
    HelpRequest,
    HelpRequestRevision,
    Milestone,
    Outcome,
    PlanRevision,
    SharingRevision,
    Strand,
    StrandRevision,
)
from checkpoints.timeline import event_name
from regions import clock
from regions.changes import About, Addressed, nowhere, plain
from regions.listings import municipality_names
from regions.models import MembershipRevision, ParticipationRevision, Region, RegionRevision
from regions.wording import Text

type Abouts = Mapping[int, About]  # by the step's key

CHECKPOINTS = ("sjekkpunkt", gettext_lazy("Checkpoints"))
PLANS = ("plan", gettext_lazy("Plans"))
DECISIONS = ("vedtak", gettext_lazy("Decisions"))
EVIDENCE = ("dokumentasjon", gettext_lazy("Evidence"))
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
    names = _Names(region, language, may_edit, way=True, checkpoint=True)
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
    names = _Names(place.region, language, place.may_edit, checkpoint=True)
    here = Q(strand=place.strand, milestone=place.milestone)
    return (*_at_milestones(names, here), _evidence(names, _attached(here)))


def checkpoint_history(spot: Spot, language: str) -> tuple[Source, ...]:
    """A checkpoint on a strand, and what was attached to it."""
    names = _Names(spot.place.region, language, spot.place.may_edit)
    here = Q(strand=spot.place.strand, checkpoint=spot.wording.checkpoint)
    return (
        _assessments(names, here),
        _attachments(names, here),
        _sharing(names, here),
        _questions(names, here),
    )


def _at_milestones(names: "_Names", where: Q) -> Iterable[Source]:
    plans, decisions = PlanRevision.objects.filter(where), DecisionRevision.objects.filter(where)
    return (
        _assessments(names, where),
        Source(PLANS, _placed(plans), names.plans, names.undo("plan"), _here),
        Source(DECISIONS, _placed(decisions), names.decisions, names.undo("vedtak"), _here),
        _attachments(names, where),
        _sharing(names, where),
        _questions(names, where),
    )


def _assessments(names: "_Names", where: Q) -> Source:
    steps = _placed(AssessmentRevision.objects.filter(where), "wording", "checkpoint")
    return Source(CHECKPOINTS, steps, names.assessments, names.undo("vurdering"), _here)


def _attachments(names: "_Names", where: Q) -> Source:
    keys = ("evidence", "checkpoint", "decision")
    steps = _placed(AttachmentRevision.objects.filter(where), *keys)
    return Source(EVIDENCE, steps, names.attachments, names.undo("vedlegg"), _here)


def _sharing(names: "_Names", where: Q) -> Source:
    steps = _placed(SharingRevision.objects.filter(where), "checkpoint")
    return Source(SHARING, steps, names.sharing, names.undo("deling"), _here)


def _questions(names: "_Names", where: Q) -> Source:
    steps = _placed(HelpRequestRevision.objects.filter(where), "checkpoint")
    return Source(QUESTIONS, steps, names.questions, at=_here)


def _answers(names: "_Names") -> Source:
    """What the region itself has answered others."""
    steps = HelpAnswerRevision.objects.filter(of__region=names.region)
    steps = steps.select_related("of__request__strand__region", "of__request__milestone")
    return Source(QUESTIONS, steps, names.answers, at=lambda one: Q(of__request__milestone=one))


def _evidence(names: "_Names", where: Q) -> Source:
    steps, undo = EvidenceRevision.objects.filter(where), names.undo("dokumentasjon")
    return Source(EVIDENCE, steps, names.evidence, undo, lambda one: _attached(_here(one)))


def _placed(steps: QuerySet[Any], *keys: str) -> QuerySet[Any]:
    return steps.select_related("strand", "milestone", *keys)


def _here(milestone: Milestone) -> Q:
    return Q(milestone=milestone)


def _attached(where: Q) -> Q:
    """Evidence that is or was attached somewhere."""
    return Q(of__in=Attachment.objects.filter(where).values("evidence"))


def about_step(step: Any, region: Region, language: str) -> About:
    """What one step is about, in full."""
    names = _Names(region, language, may_edit=True, way=True, checkpoint=True)
    tell: Mapping[type[Any], Callable[[list[Any]], Abouts]] = {
        AssessmentRevision: names.assessments,
        PlanRevision: names.plans,
        DecisionRevision: names.decisions,
        AttachmentRevision: names.attachments,
        SharingRevision: names.sharing,
        EvidenceRevision: names.evidence,
        StrandRevision: names.strands,
    }
    return tell[type(step)]([step])[step.pk]


def about_event(event: Event) -> About:
    """What a step of the calendar is about."""
    there = reverse("checkpoints:event", args=[event.phase.slug, event.slug])
    return About((plain(event_name(event)),), there)


def undo_strand_at(region: Region, step: Any) -> str:
    """Where a step of a strand is undone; the first added it, which is closed and not undone."""
    return _undo_address(region.slug, "lop", step) if step.number > 1 else ""


def undo_event_at(event: Event, step: Any) -> str:
    """Where a step of the calendar is undone."""
    return reverse("checkpoints:undo_event", args=[event.phase.slug, event.slug, step.number])


@dataclass(frozen=True)
class _Names:
    """What steps are about, as far as the page itself does not say it."""

    region: Region
    language: str
    may_edit: bool
    way: bool = False  # strand and milestone too
    checkpoint: bool = False

    def undo(self, thing: str) -> Addressed:
        return partial(_undo_address, self.region.slug, thing) if self.may_edit else nowhere

    def undo_strand(self, step: Any) -> str:
        return undo_strand_at(self.region, step) if self.may_edit else ""

    def assessments(self, steps: list[Any]) -> Abouts:
        return {
            step.pk: self._placed(
                step,
                *self._criterion(step.wording.text(self.language)),
                anchor=step.checkpoint.slug,
            )
            for step in steps
        }

    def plans(self, steps: list[Any]) -> Abouts:
        return {step.pk: self._placed(step, plain(_("Plan"))) for step in steps}

    def decisions(self, steps: list[Any]) -> Abouts:
        return {step.pk: self._placed(step, _decision(step.body)) for step in steps}

    def attachments(self, steps: list[Any]) -> Abouts:
        criteria = self._wordings(steps)
        return {
            step.pk: self._placed(
                step,
                *(
                    self._criterion(criteria[step.checkpoint_id])
                    if step.checkpoint_id
                    else (_decision(step.decision.body),)
                ),
                _evidence_name(step.evidence.title),
                anchor=step.checkpoint.slug if step.checkpoint else "",
            )
            for step in steps
        }

    def sharing(self, steps: list[Any]) -> Abouts:
        criteria = self._wordings(steps)
        return {
            step.pk: self._placed(
                step,
                *self._criterion(criteria[step.checkpoint_id]),
                plain(SHARING[1]),
                anchor=step.checkpoint.slug,
            )
            for step in steps
        }

    def questions(self, steps: list[Any]) -> Abouts:
        criteria, label = self._wordings(steps), plain(_("Asked for help"))
        return {
            step.pk: replace(
                self._placed(step, *self._criterion(criteria[step.checkpoint_id]), label),
                address=reverse("checkpoints:help_request", args=[step.of_id]),
            )
            for step in steps
        }

    def answers(self, steps: list[Any]) -> Abouts:
        criteria = self._wordings([step.of.request for step in steps])
        return {step.pk: self._answer(step.of.request, criteria) for step in steps}

    def _answer(self, request: HelpRequest, criteria: Mapping[int, Text]) -> About:
        """What was answered; a question that was withdrawn is for its own region to read."""
        label = plain(_("Answer to %(region)s") % {"region": request.strand.region.name})
        withdrawn = request.outcome == Outcome.WITHDRAWN
        there = "" if withdrawn else reverse("checkpoints:help_request", args=[request.pk])
        where = (request.milestone.text(self.language), criteria[request.checkpoint_id])
        return About((*where, label), there)

    def evidence(self, steps: list[Any]) -> Abouts:
        there = reverse("checkpoints:region_evidence", args=[self.region.slug])
        return {step.pk: About((_evidence_name(step.title),), there) for step in steps}

    def strands(self, steps: list[Any]) -> Abouts:
        return {
            step.pk: About((_strand_name(step.theme),), self._listed(step.of)) for step in steps
        }

    def _listed(self, strand: Strand) -> str:
        """Where it stands among the strands of its phase."""
        there = {"fase": strand.phase.slug}
        listed = reverse("checkpoints:strands", args=[self.region.slug], query=there)
        return f"{listed}#lop-{strand.number}"

    def region_itself(self, steps: list[Any]) -> Abouts:
        return {step.pk: About((plain(step.name),)) for step in steps}

    def municipalities(self, steps: list[Any]) -> Abouts:
        names = municipality_names([step.municipality_id for step in steps], clock.today())
        label = plain(_("Municipality"))
        return {step.pk: About((label, plain(names[step.municipality_id]))) for step in steps}

    def people(self, steps: list[Any]) -> Abouts:
        there = reverse("regions:members", args=[self.region.slug])
        label = plain(_("Membership"))
        return {step.pk: About((label, plain(step.user.name)), there) for step in steps}

    def _criterion(self, text: Text) -> tuple[Text, ...]:
        return (text,) if self.checkpoint else ()

    def _placed(self, step: Any, *own: Text, anchor: str = "") -> About:
        where = [self.region.slug, step.strand.number, step.milestone.slug]
        address = reverse("checkpoints:milestone", args=where) + (f"#{anchor}" if anchor else "")
        way = (_strand_name(step.strand.theme), step.milestone.text(self.language))
        return About((*(way if self.way else ()), *own), address if own else "")

    def _wordings(self, steps: list[Any]) -> Mapping[int, Text]:
        """The current wordings of checkpoints that something was attached to: 1 query."""
        keys = {step.checkpoint_id for step in steps}
        found = CheckpointWording.objects.filter(checkpoint__in=keys, superseded=False)
        return {wording.checkpoint_id: wording.text(self.language) for wording in found}


def _undo_address(region: str, thing: str, step: Any) -> str:
    return reverse("checkpoints:undo", args=[region, thing, step.of_id, step.number])


def _strand_name(theme: str) -> Text:
    return plain(theme or _("Main strand"))


def _decision(body: str) -> Text:
    return plain(_("Decision by %(body)s") % {"body": body})


def _evidence_name(title: str) -> Text:
    return plain(_("Evidence «%(title)s»") % {"title": title})
