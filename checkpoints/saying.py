"""What a page says after something was saved, or was not."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
    if not row.revision:  # nothing was ever recorded; what was sent was on no page of ours
        return _("This page is incomplete. Load it again.")
    words = {"who": row.changed_by or _("The system"), "time": time_of(row.changed_at)}
    return _("Not confirmed: %(who)s changed it at %(time)s. Look at it and confirm again.") % words


def undo_address(row: Assessment) -> str:
    """Where the newest step of a row is undone."""
    region = row.strand.region.slug
    return reverse("checkpoints:undo", args=[region, "vurdering", row.pk, row.revision])


def with_a_way_back(words: str, address: str, link: str) -> SafeString:
    """What came of it, and where that is undone."""
    return format_html('{} <a href="{}">{}</a>', words, address, link)
