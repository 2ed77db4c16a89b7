"""What tests of the pages of bundles share."""

import re
from typing import Any

from django.test import override_settings

from regions.models import User
from reports import actions
from reports.models import Bundle, Round
from tests.reports.bundles.working import QUEUE


def address(asking: Round, more: str = "") -> str:
    return f"/rapportering/fase/{asking.event.slug}/pakke/{more}"


def begun(asking: Round, by: User) -> Bundle:
    """No worker has come yet."""
    with override_settings(TASKS=QUEUE):
        return actions.ask_for_bundle(by=by, asking=asking)


def main_of(answer: Any) -> str:
    text: str = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return text


def words_of(answer: Any) -> str:
    """What stands on a page, without tags and in single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", main_of(answer)).split())
