"""What regions tell each other: sharing how, asking for help, answering, thanking."""

from collections.abc import Collection
from functools import partial
from typing import Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints import mail
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
    attached = _attached_beside(sharing)
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


def _attached_beside(sharing: Sharing) -> list[Attachment]:
    """What is attached to the checkpoint, locked: none of it is detached before it is shared.

    In the order in which an act is undone: two who wait never wait for each other in a ring.
    """
    rows = Attachment.objects.select_for_update().filter(
        strand=sharing.strand, checkpoint=sharing.checkpoint, removed=False
    )
    return list(rows.order_by("evidence_id"))


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


def share_evidence(
    *,
    by: User | None,
    attachment: Attachment,
    expected_revision: int,
    shared: bool,
    **how: Unpack[How],
) -> Attachment:
    """Share one piece of evidence along with what is told beside it, or no longer.

    Others read it as long as something is told there. Raises ValidationError for what is detached.
    """
    if shared and attachment.removed:
        raise ValidationError(_("This evidence is no longer attached here."))
    return record(attachment, by=by, expected=expected_revision, **how, shared=shared)


def ask_for_help(
    *,
    by: User | None,
    strand: Strand,
    checkpoint: Checkpoint,
    question: str,
    site: str = "",
    **how: Unpack[How],
) -> HelpRequest:
    """Ask other regions and the programme staff about a checkpoint.

    Those who can help are told by mail with links to `site`; without one nobody is told. Raises
    ValidationError where a question about it is open already.
    """
    check_place(strand, checkpoint.milestone)
    request = HelpRequest(strand=strand, checkpoint=checkpoint, milestone=checkpoint.milestone)
    with transaction.atomic():
        record(request, by=by, expected=0, **how, question=question.strip())
        if site:
            tell = partial(mail.tell_of_request, request, by, site)
            transaction.on_commit(tell, robust=True)
    return request


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
    site: str = "",
    **how: Unpack[How],
) -> HelpRequest:
    """Say that help has come, with a word of thanks, or that it is no longer needed; or ask anew.

    Those who answered are told of the thanks by mail, the first time; without a `site` nobody is.
    Raises ValidationError when there is nobody to thank, and when another question about the
    checkpoint is open.
    """
    thanks = thanks.strip() if outcome == Outcome.SETTLED else ""
    if thanks and not request.answers.filter(removed=False).exists():
        raise ValidationError({"thanks": _("Nobody has answered yet.")})
    is_news = bool(thanks) and not request.thanks
    with transaction.atomic():
        record(request, by=by, expected=expected_revision, **how, outcome=outcome, thanks=thanks)
        if site and is_news:
            transaction.on_commit(partial(mail.tell_of_thanks, request, by, site), robust=True)
    return request


@transaction.atomic
def answer(
    *,
    by: User | None,
    request: HelpRequest,
    region: Region | None,
    text: str,
    site: str = "",
    **how: Unpack[How],
) -> HelpAnswer:
    """Answer on a region's behalf, or without one on the programme staff's.

    The coordinators of the region that asked are told by mail; without a `site` nobody is. The same
    words once more are the same answer, and tell nobody again. Raises ValidationError when the
    request is closed: what is open again can be answered.
    """
    if region == request.strand.region:
        raise ValidationError(_("This question is your own region's. Add to the question instead."))
    # Whoever closes it waits until this is done, or is seen here.
    now = HelpRequest.objects.select_for_update().get(pk=request.pk)
    if now.outcome != Outcome.OPEN:
        raise ValidationError(
            _(
                "This question has been closed. What you wrote is not saved, but stands in the "
                "form: copy it, or ask the region to open the question again."
            )
        )
    if given := _given_already(request, region, text.strip(), by):
        return given
    row = HelpAnswer(request=request, region=region)
    record(row, by=by, expected=0, **how, text=text.strip())
    if site:
        transaction.on_commit(partial(mail.tell_of_answer, row, by, site), robust=True)
    return row


def _given_already(
    request: HelpRequest, region: Region | None, text: str, by: User | None
) -> HelpAnswer | None:
    """Someone's answer that stands there: the button was pressed twice."""
    same = request.answers.filter(region=region, text=text, removed=False)
    return same.filter(revisions__number=1, revisions__by=by).first()


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
