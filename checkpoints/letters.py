"""Letters about requests for help, each in its reader's language: asked, answered, thanked.

Each says no more than what stands on the request's page. `site` is the installation's own address.
"""

from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.models import HelpAnswer, HelpRequest, Outcome
from checkpoints.queries.help import RequestFacts, request_facts
from regions.markdown import to_lines
from regions.models import User


class Letter(StrEnum):
    """What somebody is told of, by its template."""

    ASKED = "checkpoints/mail/asked.txt"
    ANSWERED = "checkpoints/mail/answered.txt"
    THANKED = "checkpoints/mail/thanked.txt"

    def subject(self, facts: RequestFacts, region: str) -> str:
        """On one line. `region` has answered; empty for the programme staff."""
        words = {
            Letter.ASKED: _("%(region)s asks for help: %(criterion)s"),
            Letter.ANSWERED: _("%(who)s has answered %(region)s: %(criterion)s"),
            Letter.THANKED: _("Thanks from %(region)s: %(criterion)s"),
        }[self]
        who = region or _("The programme staff")
        names = {"who": who, "region": facts.region_name, "criterion": facts.criterion.value}
        return " ".join((words % names).split())


def letter_to(
    person: User, letter: Letter, request: HelpRequest, answer: HelpAnswer | None, site: str
) -> EmailMessage | None:
    """What someone is written, as things stand now; none of what was taken back meanwhile."""
    if request.outcome == Outcome.WITHDRAWN or (answer and answer.removed):
        return None
    region = answer.region.name if answer and answer.region else ""
    with translation.override(person.language):
        (facts,) = request_facts(HelpRequest.objects.filter(pk=request.pk), person.language)
        said = {
            "person": person,
            "facts": facts,
            "question": to_lines(facts.question),
            "thanks": to_lines(facts.thanks),
            "answer": to_lines(answer.text) if answer else "",
            "region": region,
            "link": site.rstrip("/") + reverse("checkpoints:help_request", args=[request.pk]),
        }
        body = render_to_string(letter.value, said)
        return EmailMessage(
            letter.subject(facts, region), body, settings.DEFAULT_FROM_EMAIL, [person.email]
        )
