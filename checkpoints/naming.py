"""What the steps of histories are about, in words, and where each is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from checkpoints.models import (
    AssessmentRevision,
    AttachmentRevision,
    CheckpointWording,
    DecisionRevision,
    Event,
    EvidenceRevision,
    HelpRequest,
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
from regions.models import Region
from regions.wording import Text

type Abouts = Mapping[int, About]  # by the step's key


def about_step(step: Any, region: Region, language: str) -> About:
    """What one step is about, in full."""
    names = Names(region, language, may_edit=True, way=True, checkpoint=True)
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
class Names:
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
        return self._beside_checkpoints(steps, _("Sharing with other regions"))

    def verifications(self, steps: list[Any]) -> Abouts:
        return self._beside_checkpoints(steps, _("Verification by the programme staff"))

    def _beside_checkpoints(self, steps: list[Any], label: str) -> Abouts:
        """What stands beside checkpoints, each by its own and what it is called."""
        criteria = self._wordings(steps)
        return {
            step.pk: self._placed(
                step,
                *self._criterion(criteria[step.checkpoint_id]),
                plain(label),
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
