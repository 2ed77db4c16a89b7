"""Locks of what is reported, always in one order: the region, its round, its report."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.models import Report, Round


def lock_round_of(report: int) -> Round:
    """The round of a report, by the report's key: nobody takes it away until this is done."""
    rows = Round.objects.select_for_update(no_key=True, of=("self",))
    return rows.get(reports=report)


def check_is_asked_for(asking: Round, report: Report) -> None:
    """Say so where the programme staff no longer want the report; both rows are locked."""
    if asking.removed:
        raise ValidationError(
            _("The programme staff have taken this round away. Nothing has been saved.")
        )
    if not report.asked:
        raise ValidationError(
            _("The programme staff no longer ask the region for this report. Nothing is saved.")
        )
