"""Confirming a milestone's open checkpoints as unchanged, all in one act."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from checkpoints import access, actions
from checkpoints.models import CheckpointWording
from checkpoints.saying import tell
from regions.access import SignedInRequest
from regions.plain_forms import revision_sent
from regions.wording import page_language


@require_POST
def confirm_open(
    request: SignedInRequest, region: str, strand: int, milestone: str
) -> HttpResponse:
    """One click: whatever the page showed as open still stands as the page said."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    seen = {
        wording: revision_sent(sent)
        for wording in access.wordings_at(place)
        if (sent := request.POST.get(f"revision-{wording.checkpoint.slug}")) is not None
    }
    try:
        done = actions.confirm_all(by=request.user, strand=place.strand, seen=seen)
    except ValidationError as error:
        tell(request, " ".join(error.messages), (), messages.WARNING)
    else:
        level = messages.SUCCESS if done.rows else messages.WARNING
        tell(request, _confirmed(len(done.rows)), _left_out(done.changed), level)
    return redirect(place.address)


def _confirmed(count: int) -> str:
    if not count:
        return _("No checkpoint was confirmed.")
    return ngettext(
        "%(count)d open checkpoint is confirmed as unchanged.",
        "%(count)d open checkpoints are confirmed as unchanged.",
        count,
    ) % {"count": count}


def _left_out(changed: Iterable[CheckpointWording]) -> list[str]:
    """Those that someone else changed while the page was open, by name."""
    language = page_language()
    return [
        _("Not confirmed, because someone has just changed it: «%(name)s». Look at it again.")
        % {"name": wording.text(language)}
        for wording in changed
    ]
