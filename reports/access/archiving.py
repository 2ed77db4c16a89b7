"""The fetch is the check, for the editions of a round that are taken out together."""

from django.http import Http404

from regions.models import User
from reports.models import Round


def round_to_archive(user: User, phase: str, event: str) -> Round:
    """A round, for those who read all that was handed in: the programme staff and the ministry."""
    if not (user.standing.staff or user.standing.ministry):
        raise Http404
    found = (
        Round.objects.select_related("event__phase__programme")
        .filter(event__phase__slug=phase, event__slug=event, removed=False)
        .first()
    )
    if found is None:
        raise Http404
    return found
