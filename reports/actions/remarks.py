"""The programme staff's remarks on an edition. The region reads them once they are sent."""

from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Checkpoint, Strand
from regions.history import How, record
from regions.models import User
from reports.actions.stages import begin_review
from reports.models import Edition, Question, Remark, Report, Stage


@transaction.atomic
def add_remark(
    *,
    by: User | None,
    edition: Edition,
    text: str,
    question: Question | None = None,
    strand: Strand | None = None,
    checkpoint: Checkpoint | None = None,
    **how: Unpack[How],
) -> Remark:
    """Write a remark on an answer, on a checkpoint of a strand, or on the whole.

    With the first one the review is begun. Raises ValidationError where the report no longer lies
    with the programme staff, or is not about this.
    """
    row = Remark(edition=edition, question=question, strand=strand, checkpoint=checkpoint)
    if not _is_about_edition(row):
        raise ValidationError(_("The edition is not about this."))
    _check_is_reviewed(edition)
    begin_review(by=by, report=edition.report, at=how.get("at"))
    return record(row, by=by, expected=0, **how, text=text.strip())


@transaction.atomic
def change_remark(
    *, by: User | None, remark: Remark, expected_revision: int, **facts: Any
) -> Remark:
    """Correct or remove a remark, as long as it is not sent."""
    _check_is_reviewed(remark.edition)
    return record(remark, by=by, expected=expected_revision, **facts)


def _is_about_edition(remark: Remark) -> bool:
    """Whether question, strand and checkpoint are of its round, its region and its phase."""
    edition, question = remark.edition, remark.question
    asking, strand, checkpoint = edition.report.round, remark.strand, remark.checkpoint
    phase = asking.event.phase_id
    return (
        (question is None or question.round_id == asking.pk)
        and (strand is None or (strand.region_id, strand.phase_id) == (edition.region_id, phase))
        and (checkpoint is None or checkpoint.milestone.phase_id == phase)
    )


def _check_is_reviewed(edition: Edition) -> None:
    """Whoever sends the report back waits until this is done, or is seen here."""
    report = Report.objects.select_for_update(no_key=True).get(pk=edition.report_id)
    if report.stage != Stage.SUBMITTED or report.edition_id != edition.pk:
        raise ValidationError(
            _(
                "The report no longer lies with the programme staff: it has been sent back, "
                "approved, or taken back. Your remark is not saved, but stands here."
            )
        )
