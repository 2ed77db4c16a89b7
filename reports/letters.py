"""What a reminder says, in its reader's language. It is plain text: the staff read and edit it.

`site` is the installation's own address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from regions import clock
from regions.models import User
from reports.models import Letter, Question, Report
from reports.states import Shown, days_over


@dataclass(frozen=True)
class Reminder:
    """What a region is reminded of."""

    report: Report  # with its region, its round, and the event's phase
    state: Shown
    unanswered: Sequence[Question]  # of those that have to be answered
    due_on: date
    days_over: int

    @property
    def days_left(self) -> int:
        return -self.days_over

    @property
    def name(self) -> str:
        return event_name(self.report.round.event)

    @property
    def region(self) -> str:
        return self.report.region.name

    @property
    def address(self) -> str:
        event = self.report.round.event
        where = [self.report.region.slug, event.phase.slug, event.slug]
        return reverse("reports:report_draft", args=where)

    @classmethod
    def of(cls, report: Report, *, begun: bool, unanswered: Sequence[Question]) -> "Reminder":
        """As things stand today."""
        due = report.round.due_on
        state = Shown.of(report.stage, begun=begun)
        return cls(report, state, unanswered, due, days_over(due, clock.today()))


def reminder(person: User, about: Reminder, site: str) -> tuple[str, str]:
    """Subject, on one line, and text."""
    with translation.override(person.language):
        said = {
            "person": person,
            "about": about,
            "questions": [one.heading(person.language).value for one in about.unanswered],
            "link": site.rstrip("/") + about.address,
        }
        body = render_to_string("reports/mail/reminder.txt", said)
        return _subject(about), body.strip()


def _subject(about: Reminder) -> str:
    names = {"report": about.name, "region": about.region, "n": about.days_over}
    if about.days_over > 0:
        words = ngettext(
            "%(report)s from %(region)s is %(n)d day overdue",
            "%(report)s from %(region)s is %(n)d days overdue",
            about.days_over,
        )
    else:
        names["day"] = date_format(about.due_on, "DATE_FORMAT")
        words = _("Reminder: %(report)s from %(region)s is due on %(day)s")
    return " ".join((words % names).split())


def message(letter: Letter) -> EmailMessage:
    """A letter as it goes."""
    return EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to.email])
