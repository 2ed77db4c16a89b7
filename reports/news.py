"""What a region's coordinators are told by mail: what the staff have done with their report.

Each letter is written in its reader's language, and says no more than what stands on the report's
page. `site` is the installation's own address.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.timeline import event_name
from regions.markdown import to_lines
from regions.models import User
from reports.models import RemarkRevision, ReportRevision, Stage


def letter_to(person: User, step: ReportRevision, site: str) -> EmailMessage:
    report, event = step.of, step.of.round.event
    where = [report.region.slug, event.phase.slug, event.slug]
    with translation.override(person.language):
        names = {"report": event_name(event), "region": report.region.name}
        subject = " ".join((_subject(step) % names).split())  # on one line
        said = {
            "person": person,
            "subject": subject,
            "reason": to_lines(step.reason),
            "remarks": _sent_with(step),
            "link": site.rstrip("/") + reverse("reports:report_draft", args=where),
        }
        body = render_to_string("reports/mail/step.txt", said)
        return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])


def _subject(step: ReportRevision) -> str:
    if step.stage == Stage.APPROVED:
        return _("%(report)s from %(region)s is approved")
    before = ReportRevision.objects.filter(of=step.of_id, number=step.number - 1)
    if before.filter(stage=Stage.APPROVED).exists():
        return _("%(report)s from %(region)s is opened again")
    return _("%(report)s from %(region)s is sent back")


def _sent_with(step: ReportRevision) -> int:
    """How many remarks went along with the step: 1 query."""
    if step.change_set is None:
        return 0
    steps = RemarkRevision.objects.filter(of__edition=step.edition_id, sent=True)
    return steps.filter(change_set=step.change_set).count()
