"""What a region writes on its report."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions.history import How, record
from regions.markdown import too_many_lines
from regions.models import User
from reports.actions.locking import check_is_asked_for, lock_round_of
from reports.models import Answer, Report, Stage


@transaction.atomic
def answer(
    *,
    by: User | None,
    answer: Answer,
    expected_revision: int,
    text: str,
    **how: Unpack[How],
) -> Answer:
    """Write an answer, or change it.

    Raises ValidationError where the report is handed in or no longer asked for, and where the
    question is not one of its round.
    """
    # Whoever hands in waits until this is done, or is seen here.
    asking = lock_round_of(answer.report_id)
    report = Report.objects.select_for_update(no_key=True).get(pk=answer.report_id)
    if not Stage(report.stage).is_with_region:
        raise ValidationError(
            _(
                "The report has been handed in, so it cannot be changed. What you wrote is not "
                "saved, but stands here: copy it, and take the report back to write on it."
            )
        )
    check_is_asked_for(asking, report)
    question = answer.question
    if question.round_id != asking.pk:
        raise ValidationError(_("This question is not asked in this round."))
    if len(text) > question.limit:
        raise ValidationError(
            {
                "text": _("At most %(most)d characters; this is %(n)d.")
                % {"most": question.limit, "n": len(text)}
            }
        )
    if problem := too_many_lines(text, answer.text):
        raise ValidationError({"text": problem})
    return record(answer, by=by, expected=expected_revision, **how, text=text)
