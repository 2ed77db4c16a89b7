"""The one button: all of a round as one file, made in the background; and the button that stops it.

A bundle has no history of its own: who asked, who stopped and when stand in its row.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.models import User
from reports import tasks
from reports.bundles import stamp
from reports.models import Bundle, BundleState, Round
from reports.queries.bundles import has_come_to_rest


def ask_for_bundle(*, by: User, asking: Round) -> Bundle:
    """The round's newest bundle where that still says how things stand, else one that is begun.

    Whoever asks while one is being made gets that one; one that has come to rest, as its worker was
    lost, is set going again.
    """
    newest = asking.bundles.first()
    if newest and newest.state == BundleState.READY and stamp.stands(newest):
        return newest
    if newest is None or newest.state != BundleState.MAKING:
        return _begun(by, asking)
    if has_come_to_rest(newest):
        tasks.make_bundle.enqueue(newest.pk)
    return newest


@transaction.atomic
def stop_bundle(*, by: User, bundle: Bundle) -> Bundle:
    """Nothing more is made of it. What is made is kept: whoever asks again goes on from there.

    Raises ValidationError for one that has ended.
    """
    rows = Bundle.objects.filter(pk=bundle.pk, state=BundleState.MAKING)
    facts = {"state": BundleState.STOPPED, "stopped_by": by, "ended_at": clock.now()}
    if not rows.update(**facts):
        raise ValidationError(_("There is nothing to stop: it is finished, or stopped already."))
    bundle.parts.all().delete()
    bundle.refresh_from_db()
    return bundle


def _begun(by: User, asking: Round) -> Bundle:
    """A new one; of several who begin one at once, all get the first one's."""
    try:
        with transaction.atomic():
            bundle = Bundle.objects.create(round=asking, asked_by=by, asked_at=clock.now())
            transaction.on_commit(partial(tasks.make_bundle.enqueue, bundle.pk))
    except IntegrityError:
        return asking.bundles.latest("pk")
    return bundle
