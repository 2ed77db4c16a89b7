"""The fetch is the check, for what the programme staff say of what was handed in."""

from typing import Any

from django.http import Http404

from checkpoints.access import Spot, spot_to_see
from checkpoints.access.verifying import spot_to_verify
from regions.models import User
from reports.access import ReportPlace, report_to_review
from reports.models import Question, Remark


def edition_to_remark_on(user: User, **where: Any) -> ReportPlace:
    """A report that has been handed in; there is nothing to remark on before that."""
    place = report_to_review(user, **where)
    if place.report.edition is None:
        raise Http404
    return place


def answer_to_remark_on(user: User, question: int, **where: Any) -> tuple[ReportPlace, Question]:
    place = edition_to_remark_on(user, **where)
    found = place.round.questions.filter(pk=question).first()
    if found is None:
        raise Http404
    return place, found


def checkpoint_to_remark_on(
    user: User, strand: int, milestone: str, checkpoint: str, **where: Any
) -> tuple[ReportPlace, Spot]:
    """A checkpoint on a strand of the region; also one that is no longer in use."""
    place = edition_to_remark_on(user, **where)
    at = (place.region.slug, strand, milestone, checkpoint)
    return place, spot_to_see(user, *at, also_ended=True)


def checkpoint_to_verify(
    user: User, strand: int, milestone: str, checkpoint: str, **where: Any
) -> tuple[ReportPlace, Spot]:
    """A checkpoint in use, from the review of the report that claims it is met."""
    place = edition_to_remark_on(user, **where)
    at = {"strand": strand, "milestone": milestone, "checkpoint": checkpoint}
    return place, spot_to_verify(user, region=place.region.slug, **at)


def remark_to_change(user: User, pk: int, **where: Any) -> tuple[ReportPlace, Remark]:
    """A remark on the report's newest edition; whether it may be changed, the actions say."""
    place = edition_to_remark_on(user, **where)
    rows = Remark.objects.select_related(
        "edition", "question", "strand", "checkpoint", "changed_by"
    )
    found = rows.filter(edition=place.report.edition, pk=pk, removed=False).first()
    if found is None:
        raise Http404
    return place, found
