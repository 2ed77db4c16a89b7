"""Views of the overview that someone names. They are one's own, and have no history."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.models import SavedView
from regions.models import User

MOST = 50  # what one person can keep and still find


@transaction.atomic
def save_view(*, by: User, name: str, query: str) -> SavedView:
    """Keep what stands behind the «?» of the overview's address under a name."""
    # Locked first: two at once would each count without the other's.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if by.saved_views.count() >= MOST:
        raise ValidationError(_("You have too many saved views. Delete one that you do not use."))
    return _kept(SavedView(person=by, name=name, query=query))


def rename_view(*, by: User, view: SavedView, name: str) -> SavedView:
    """Give a view of one's own another name. Raises DoesNotExist for another's."""
    own = by.saved_views.get(pk=view.pk)
    own.name = name
    return _kept(own)


def delete_view(*, by: User, view: SavedView) -> None:
    """Of another's nothing is deleted."""
    by.saved_views.filter(pk=view.pk).delete()


def _kept(view: SavedView) -> SavedView:
    """Saved, where it obeys the rules; who saves the same name twice at once is told as well."""
    view.full_clean()
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        view.full_clean()
        raise
    return view
