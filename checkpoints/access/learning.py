"""The fetch is the check, for what regions tell each other: people of regions, and the staff."""

from django.db.models import QuerySet
from django.http import Http404

from checkpoints.models import CheckpointWording, Evidence
from checkpoints.queries.learning import shared_evidence
from regions import clock
from regions.dated import holds_on
from regions.models import User


def learner(user: User) -> User:
    """Someone of the programme staff or of any region; neither the ministry nor people without."""
    if not user.standing.learns:
        raise Http404
    return user


def topic_to_see(user: User, phase: str, milestone: str, checkpoint: str) -> CheckpointWording:
    """A checkpoint that is in use today, under its current wording."""
    learner(user)
    found = (
        CheckpointWording.objects.select_related("checkpoint__milestone__phase")
        .filter(
            holds_on(clock.today(), "checkpoint__"),
            checkpoint__slug=checkpoint,
            checkpoint__milestone__slug=milestone,
            checkpoint__milestone__phase__slug=phase,
            superseded=False,
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def shared_evidence_to_see(user: User, attachment: int) -> Evidence:
    """A file or link that a region shares with the others, as long as it does."""
    learner(user)
    rows: QuerySet[Evidence] = Evidence.objects.select_related("stored")
    found = rows.filter(pk__in=shared_evidence().filter(pk=attachment).values("evidence")).first()
    if found is None:
        raise Http404
    return found
