"""The bare transaction."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from bench.bare.models import Row, Step

KEPT = ("owner_id", "text", "due_on", "unsure")


def save(row: Row, *, by: User, expected: int, met: bool) -> bool:
    """Whether the row was still at the expected revision, and is saved with its step."""
    moment = timezone.now()
    changes = {
        "status": "met" if met else "in_progress",
        "met_on": moment.date() if met else None,
        "changed_at": moment,
        "changed_by_id": by.pk,
    }
    with transaction.atomic():
        current = Row.objects.filter(pk=row.pk, revision=expected)
        if not current.update(revision=expected + 1, **changes):
            return False
        Step.objects.filter(of=row, superseded_at=None).update(superseded_at=moment)
        kept = {name: getattr(row, name) for name in KEPT}
        Step.objects.create(of=row, number=expected + 1, **kept, **changes)
    row.revision, row.status = expected + 1, str(changes["status"])
    return True
