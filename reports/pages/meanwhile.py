"""What others did to a draft while somebody read it through before handing it in."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions import clock
from regions.conflicts import time_of
from regions.wording import page_language
from reports.models import AnswerRevision, Report
from reports.queries.drafts import answers_since


def changed_since(report: Report, moment: datetime, read_on: date) -> tuple[str, ...]:
    """A sentence for each thing that may be why the report says something else: 1 query.

    `read_on` is the day whose status it says now.
    """
    if written := answers_since(report, moment):
        return tuple(_wrote(one) for one in written)
    if read_on > clock.day_of(moment):
        return (_("The status is read as of %(day)s now.") % {"day": date_format(read_on)},)
    return (_("The checkpoints, or something else that is filled in by itself, were changed."),)


def _wrote(step: AnswerRevision) -> str:
    return _("%(who)s changed the answer to “%(question)s” at %(time)s.") % {
        "who": step.by.name if step.by else _("The system"),
        "question": step.of.question.heading(page_language()).value,
        "time": time_of(step.recorded_at),
    }
