"""What regions tell each other: sharing how, asking for help, answering, thanking."""

from collections.abc import Collection
from typing import Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.strands import belongs, check_place
from checkpoints.models import (
    Attachment,
    Checkpoint,
    HelpAnswer,
    HelpRequest,
    Outcome,
    Sharing,
    Strand,
)
from regions.history import How, record
from regions.models import Region, User


def sharing_of(strand: Strand, checkpoint: Checkpoint) -> Sharing:
    """The current row, or a new one that is not saved: no row means that nothing is shared."""
    found = Sharing.objects.select_related("contact", "changed_by").filter(
        strand=strand, checkpoint=checkpoint
    )
    return found.first() or Sharing(
        strand=strand, checkpoint=checkpoint, milestone=checkpoint.milestone
    )


@transaction.atomic
def share(
    *,
    by: User | None,
    sharing: Sharing,
    expected_revision: int,
    text: str,
    contact: User | None,
    evidence: Collection[Attachment],
    removed: bool = False,
    **how: Unpack[How],
) -> Sharing:
    """Let other regions read how a checkpoint was met: words, a contact, chosen evidence.

    `evidence` is all that is shared of what is attached there; the rest is no longer. Raises
    ValidationError by field where nothing would be shared, for a contact who is not of the region,
    and for evidence that is not attached there.
    """
    how["change_set"] = how.get("change_set") or uuid4()
    check_place(sharing.strand, sharing.checkpoint.milestone)
    chosen = frozenset() if removed else frozenset(one.pk for one in evidence)
    attached = list(
        Attachment.objects.filter(
            strand=sharing.strand, checkpoint=sharing.checkpoint, removed=False
        ).order_by("pk")
    )
    _check_sharing(sharing, text, contact, chosen, attached, removed=removed)
    saved = record(
        sharing,
        by=by,
        expected=expected_revision,
        **how,
        text=text.strip(),
        contact=contact,
        removed=removed,
    )
    for one in attached:
        if one.shared != (one.pk in chosen):
            record(one, by=by, expected=one.revision, **how, shared=one.pk in chosen)
    return saved


def _check_sharing(
    sharing: Sharing,
    text: str,
    contact: User | None,
    chosen: frozenset[int],
    attached: Collection[Attachment],
    *,
    removed: bool,
) -> None:
    if not removed and not (text.strip() or contact or chosen):
        raise ValidationError(_("Write how you did it, choose evidence or choose a contact."))
    if contact and contact != sharing.contact and not belongs(contact, sharing.strand):
        raise ValidationError({"contact": _("Choose someone who belongs to the region.")})
    if chosen - {one.pk for one in attached}:
        raise ValidationError({"evidence": _("This evidence is no longer attached here.")})


def ask_for_help(
    *,
    by: User | None,
    strand: Strand,
    checkpoint: Checkpoint,
    question: str,
    **how: Unpack[How],
) -> HelpRequest:
    """Ask other regions and the programme staff about a checkpoint.

    Raises ValidationError where a question about it is open already.
    """
    check_place(strand, checkpoint.milestone)
    request = HelpRequest(strand=strand, checkpoint=checkpoint, milestone=checkpoint.milestone)
    return record(request, by=by, expected=0, **how, question=question.strip())


def change_request(
    *,
    by: User | None,
    request: HelpRequest,
    expected_revision: int,
    question: str,
    **how: Unpack[How],
) -> HelpRequest:
    """Add to a question, or correct it."""
    return record(request, by=by, expected=expected_revision, **how, question=question.strip())


def close_request(
    *,
    by: User | None,
    request: HelpRequest,
    expected_revision: int,
    outcome: Outcome,
    thanks: str = "",
    **how: Unpack[How],
) -> HelpRequest:
    """Say that help has come, with a word of thanks, or that it is no longer needed; or ask anew.

    Raises ValidationError when there is nobody to thank.
    """
    if thanks.strip() and not request.answers.filter(removed=False).exists():
        raise ValidationError({"thanks": _("Nobody has answered yet.")})
    return record(
        request,
        by=by,
        expected=expected_revision,
        **how,
        outcome=outcome,
        thanks=thanks.strip() if outcome == Outcome.SETTLED else "",
    )


def answer(
    *,
    by: User | None,
    request: HelpRequest,
    region: Region | None,
    text: str,
    **how: Unpack[How],
) -> HelpAnswer:
    """Answer on a region's behalf, or without one on the programme staff's.

    Raises ValidationError when the request is closed: what is open again can be answered.
    """
    if request.outcome != Outcome.OPEN:
        raise ValidationError(_("This question is closed."))
    if region == request.strand.region:
        raise ValidationError(_("This question is your own region's. Add to the question instead."))
    row = HelpAnswer(request=request, region=region)
    return record(row, by=by, expected=0, **how, text=text.strip())


def change_answer(
    *,
    by: User | None,
    answer: HelpAnswer,
    expected_revision: int,
    text: str,
    removed: bool = False,
    **how: Unpack[How],
) -> HelpAnswer:
    """Correct or take back an answer."""
    return record(
        answer, by=by, expected=expected_revision, **how, text=text.strip(), removed=removed
    )
