"""What a page says after something was saved, or was not."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from checkpoints.models import Assessment
from regions.conflicts import time_of


def tell(
    request: HttpRequest, words: str, hints: Iterable[Any], level: int = messages.SUCCESS
) -> None:
    """What the next page says: what came of it, and what is odd about the days."""
    messages.add_message(request, level, words)
    for hint in hints:
        messages.warning(request, str(hint))


def saved_words(row: Assessment) -> str:
    """«Saved at 10:42», or what a confirmation is called."""
    if row.confirmed_at:
        return _("Confirmed unchanged at %(time)s.") % {"time": time_of(row.confirmed_at)}
    return _("Saved at %(time)s.") % {"time": time_of(row.changed_at)}


def changed_meanwhile(row: Assessment) -> str:
    """Why a confirmation was not recorded."""
    words = {"who": row.changed_by or _("The system"), "time": time_of(row.changed_at)}
    return _("Not confirmed: %(who)s changed it at %(time)s. Look at it and confirm again.") % words
