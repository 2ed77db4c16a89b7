"""Mail about requests for help, to each in their own language: asked, answered, thanked.

Each says no more than what stands on the request's page. `site` is the installation's own address.
"""

import logging
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.models import HelpAnswer, HelpRequest
from checkpoints.queries.help import (
    RequestFacts,
    coordinators_of,
    request_facts,
    who_answered,
    who_can_help,
)
from regions.markdown import to_lines
from regions.models import User

logger = logging.getLogger(__name__)


def tell_of_request(request: HelpRequest, by: User | None, site: str) -> None:
    """To those who can help."""
    people = who_can_help(request.strand, request.checkpoint, but=by).people

    def subject(facts: RequestFacts) -> str:
        return _("%(region)s asks for help: %(criterion)s") % _names(facts)

    _tell(people, request, site, "checkpoints/mail/asked.txt", subject)


def tell_of_answer(answer: HelpAnswer, by: User | None, site: str) -> None:
    """To the coordinators of the region that asked."""
    request = answer.request
    people = coordinators_of(request.strand.region, but=by)
    region = answer.region.name if answer.region else ""

    def subject(facts: RequestFacts) -> str:
        who = region or _("The programme staff")
        words = _("%(who)s has answered %(region)s: %(criterion)s")
        return words % {"who": who, **_names(facts)}

    _tell(
        people,
        request,
        site,
        "checkpoints/mail/answered.txt",
        subject,
        answer=to_lines(answer.text),
        region=region,
    )


def tell_of_thanks(request: HelpRequest, by: User | None, site: str) -> None:
    """To those who answered."""
    people = who_answered(request, but=by)

    def subject(facts: RequestFacts) -> str:
        return _("Thanks from %(region)s: %(criterion)s") % _names(facts)

    _tell(people, request, site, "checkpoints/mail/thanked.txt", subject)


def _names(facts: RequestFacts) -> dict[str, str]:
    return {"region": facts.region_name, "criterion": facts.criterion.value}


def _tell(
    people: Iterable[User],
    request: HelpRequest,
    site: str,
    template: str,
    subject: Callable[[RequestFacts], str],
    **said: str,
) -> None:
    """A letter to each; all are written before the first one is sent."""
    link = site.rstrip("/") + reverse("checkpoints:help_request", args=[request.pk])
    language = attrgetter("language")
    letters: list[EmailMessage] = []
    for form, readers in groupby(sorted(people, key=language), key=language):
        with translation.override(form):
            (facts,) = request_facts(HelpRequest.objects.filter(pk=request.pk), form)
            written = {"question": to_lines(facts.question), "thanks": to_lines(facts.thanks)}
            context = {"facts": facts, "link": link, **written, **said}
            letters += [_letter(one, subject(facts), template, context) for one in readers]
    _send(letters)


def _letter(person: User, subject: str, template: str, context: dict[str, object]) -> EmailMessage:
    one_line = " ".join(subject.split())
    body = render_to_string(template, {**context, "person": person})
    return EmailMessage(one_line, body, settings.DEFAULT_FROM_EMAIL, [person.email])


def _send(letters: Iterable[EmailMessage]) -> None:
    """Over one connection. An address that is refused costs nobody else their mail."""
    with mailers.default as server:
        for letter in letters:
            try:
                server.send_messages([letter])
            except SMTPRecipientsRefused:
                logger.exception("A mail about a request for help was refused")
