"""How people go through the pages of a report."""

import re
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import reverse

from regions.models import User
from reports.models import Report
from reports.pages.stages import Step, steps_in
from reports.queries.stages import step_facts


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(report: Report, page: str, *more: Any) -> str:
    event = report.round.event
    return reverse(
        f"reports:{page}", args=[report.region.slug, event.phase.slug, event.slug, *more]
    )


def steps_of(report: Report) -> tuple[Step, ...]:
    """All that was done with a report, newest first."""
    return steps_in(step_facts(report), report.round.due_on)


def press(person: User, report: Report, page: str, **sent: Any) -> Any:
    """Send a page's form as it stands on the page now."""
    report.refresh_from_db()
    shown = seen(person, report) if page == "hand_in" else {}
    facts = {"revision": report.revision, **shown, **sent}
    return client_of(person).post(at(report, page), facts)


def seen(person: User, report: Report) -> dict[str, str]:
    """What the page on which one hands in knows of what stands on it; nothing once it is done."""
    return hidden_on(client_of(person).get(at(report, "hand_in")))


def hidden_on(answer: Any) -> dict[str, str]:
    main = answer.content.decode().split("<main")[1]
    fields = re.findall(
        r'<input type="hidden" name="(revision|seen|seen_at)" value="([^"]*)"', main
    )
    return dict(fields)


def body(person: User, address: str) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode().split("<main")[1]
