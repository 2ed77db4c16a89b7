"""The one button: all of a round as one file, made in the background; and the button that stops it.

A bundle has no history of its own: who asked, who stopped and when stand in its row.
"""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.models import User
from reports import renders, tasks
from reports.bundles import stamp
from reports.bundles.contents import is_whole
from reports.models import Bundle, BundleState, Render, Round
from reports.queries.bundles import AT_REST, has_come_to_rest


def ask_for_bundle(*, by: User, asking: Round) -> Bundle:
    """The round's newest bundle where that still says how things stand, else one that is begun.

    Whoever asks while one is being made gets that one; one that has come to rest, as its worker was
    lost, is set going again. What could not be made before is tried once more.
    """
    newest = asking.bundles.defer("content").first()
    if newest and _stands(newest):
        return newest
    if newest is None or newest.state != BundleState.MAKING:
        return _begun(by, asking, newest)
    if has_come_to_rest(newest):
        _set_going_again(newest)
    return newest


def _stands(bundle: Bundle) -> bool:
    """Whether it is finished, still what was made, and still says how things stand."""
    return bundle.state == BundleState.READY and stamp.stands(bundle) and is_whole(bundle)


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


def _begun(by: User, asking: Round, before: Bundle | None) -> Bundle:
    """A new one; of several who begin one at once, all get the first one's."""
    try:
        with transaction.atomic():
            bundle = Bundle.objects.create(round=asking, asked_by=by, asked_at=clock.now())
            _set_going(bundle, before)
    except IntegrityError:
        return asking.bundles.defer("content").latest("pk")
    return bundle


@transaction.atomic
def _set_going_again(bundle: Bundle) -> None:
    """Whoever presses again before that can show adds no more work."""
    if cache.add(f"bundle:{bundle.pk}:set-going", True, AT_REST.seconds):
        _set_going(bundle, bundle)


@transaction.atomic
def _set_going(bundle: Bundle, before: Bundle | None) -> None:
    """The papers that one lists and lacks are asked for anew, too."""
    if before:
        renders.press_on(Render.objects.filter(parts__bundle=before))
    tasks.make_bundle.enqueue(bundle.pk)
