"""The fetch is the check, for what evidence is attached to: a checkpoint or a decision."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from checkpoints.access import Place, Spot, evidence_to_see, place_to_see, spot_to_see
from checkpoints.models import (
    Attachment,
    Beside,
    CheckpointWording,
    Decision,
    Evidence,
)
from checkpoints.queries import EvidenceAt, EvidenceFacts
from regions.models import User
from regions.wording import Text


@dataclass(frozen=True)
class Backed:
    """What evidence is attached to: a checkpoint or a decision, at a place."""

    place: Place
    wording: CheckpointWording | None = None
    decision: Decision | None = None

    @property
    def to(self) -> Beside:
        checkpoint = self.wording.checkpoint if self.wording else None
        at = self.place
        return Beside(
            strand=at.strand, milestone=at.milestone, checkpoint=checkpoint, decision=self.decision
        )

    @property
    def attachments(self) -> QuerySet[Attachment]:
        """All that is or was attached."""
        return Attachment.objects.filter(**self.to).select_related("evidence")

    @property
    def listed_in(self) -> str:
        """The id of the list that shows what is attached, where many lists stand on a page."""
        return f"evidence-{self.wording.checkpoint.slug}" if self.wording else "evidence"

    def among(self, found: EvidenceAt) -> tuple[EvidenceFacts, ...]:
        """What is attached here, of what was read."""
        if self.wording:
            return found.checkpoint(self.place.strand.pk, self.wording.checkpoint_id)
        return found.decisions.get(self.decision.pk, ()) if self.decision else ()

    def heading(self, language: str) -> Text | str:
        """The checkpoint's words, or «Decision by Regionrådet»."""
        if self.wording:
            return self.wording.text(language)
        return _("Decision by %(body)s") % {"body": self.decision.body if self.decision else ""}

    def address(self, what: str = "", *more: Any) -> str:
        """Where its evidence is, or where `upload`, `link`, `reuse` and `detach` are posted."""
        kind = "evidence" if self.wording else "decision_evidence"
        name = f"checkpoints:{kind}_{what}" if what else f"checkpoints:{kind}"
        key = self.wording.checkpoint.slug if self.wording else self.decision and self.decision.pk
        return reverse(name, args=[*self.place.where, key, *more])

    @property
    def history(self) -> str:
        """Where what was attached and detached is told, and undone."""
        if self.wording:
            return Spot(self.place, self.wording).address("history")
        return reverse("checkpoints:milestone_history", args=self.place.where)

    @property
    def back(self) -> str:
        """Where it stands on the milestone's page."""
        at = f"#{self.wording.checkpoint.slug}" if self.wording else ""
        return f"{self.place.address}{at}"


def backed_to_see(
    user: User,
    *,
    region: str,
    strand: int,
    milestone: str,
    checkpoint: str | None = None,
    decision: int = 0,
) -> Backed:
    """A checkpoint in use today, or a decision that was not taken back."""
    if checkpoint is not None:
        spot = spot_to_see(user, region, strand, milestone, checkpoint)
        return Backed(spot.place, wording=spot.wording)
    place = place_to_see(user, region, strand, milestone)
    found = Decision.objects.filter(
        pk=decision, strand=place.strand, milestone=place.milestone, removed=False
    ).first()
    if found is None:
        raise Http404
    return Backed(place, decision=found)


def backed_to_edit(user: User, **where: Any) -> Backed:
    backed = backed_to_see(user, **where)
    if not backed.place.may_edit:
        raise PermissionDenied
    return backed


def attachment_to_detach(user: User, attachment: int, **where: Any) -> tuple[Backed, Attachment]:
    """A thing with one of its attachments."""
    backed = backed_to_edit(user, **where)
    found = backed.attachments.filter(pk=attachment).first()
    if found is None:
        raise Http404
    return backed, found


def evidence_to_edit(user: User, region: str, pk: int) -> Evidence:
    found = evidence_to_see(user, region, pk)
    if not user.standing.edits(found.region_id):
        raise PermissionDenied
    return found
