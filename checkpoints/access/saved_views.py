"""The fetch is the check, for saved views: nobody is told of another's."""

from django.http import Http404

from checkpoints.models import SavedView
from regions.models import User


def saved_view_to_edit(user: User, pk: int) -> SavedView:
    found = user.saved_views.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
