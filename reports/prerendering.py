"""Drafts on paper before anyone asks: set soon after what stands in them has changed.

A change costs whoever makes it no more than a note that the region's drafts are to be looked at: in
a minute, once for all that is changed meanwhile. The worker finds out which of them are others now.
"""

from datetime import timedelta
from functools import partial

from django.core.cache import BaseCache, cache, caches
from django.db import transaction
from django.db.models import QuerySet

from checkpoints.models import (
    Assessment,
    Attachment,
    Decision,
    Evidence,
    Plan,
    Strand,
    Verification,
)
from regions import clock
from regions.history import Versioned
from regions.models import Membership, Participation, Region
from reports import press, renders, replaced, tasks  # tasks are made of what is here
from reports.canonical import to_json
from reports.models import Agreement, Answer, Paper, Report, Stage
from reports.queries.content import content_of

LATER = timedelta(seconds=60)

OF_A_REGION = (Agreement, Evidence, Membership, Participation, Report, Strand)
OF_A_STRAND = (Assessment, Attachment, Decision, Plan, Verification)


def after_change(row: Versioned) -> None:
    """Have the drafts set that a row stands in, once it is there for all to see."""
    place = _place_of(row)
    if place and tasks.set_drafts.get_backend().supports_defer:
        transaction.on_commit(partial(_note, *place), robust=True)


def _place_of(row: Versioned) -> tuple[str, int] | None:
    """What in whose report a row stands, as far as it says so itself: saving waits for no query."""
    if isinstance(row, Region):
        return "region", row.pk
    if isinstance(row, OF_A_REGION):
        return "region", row.region_id
    if isinstance(row, OF_A_STRAND):
        return "strand", row.strand_id
    return ("report", row.report_id) if isinstance(row, Answer) else None


def _note(what: str, pk: int) -> None:
    """1 query for the first change in a minute that this process hears of, none for the others."""
    _set_later(what, pk, once_in=caches["notes"])


def set_drafts(what: str, pk: int) -> None:
    """Set the drafts of a region, or of a strand's or report's, that are not kept as they stand.

    At most once a minute: what several processes have noted is put together; the last change is
    never left out.
    """
    region = _region_of(what, pk)
    if cache.add(f"drafts-set:{region}", True, LATER.seconds):
        for report in _open_drafts(region):
            _set_draft(report)
    else:
        _set_later("region", region, once_in=cache)


def _region_of(what: str, pk: int) -> int:
    if what == "region":
        return pk
    model = Strand if what == "strand" else Report
    found: int = model._default_manager.values_list("region_id", flat=True).get(pk=pk)
    return found


def _set_later(what: str, pk: int, once_in: BaseCache) -> None:
    """Once a minute. What could not be put in line is not noted: the next change tries again."""
    note = f"drafts-noted:{what}-{pk}"
    if not once_in.add(note, True, LATER.seconds):
        return
    try:
        tasks.set_drafts.using(run_after=clock.real_now() + LATER).enqueue(what, pk)
    except Exception:
        once_in.delete(note)
        raise


def _open_drafts(region: int) -> QuerySet[Report]:
    """What the region writes on, in rounds that are open: 1 query."""
    rows = Report.objects.filter(
        region=region,
        asked=True,
        stage__in=[stage for stage in Stage if stage.is_with_region],
        round__removed=False,
        round__opens_on__lte=clock.today(),
    )
    return rows.select_related("round__event__phase__programme", "region__programme")


def _set_draft(report: Report) -> None:
    """Here and now, so that a person's paper is never in line behind it; the last one goes."""
    row = renders.keep(Paper.REPORT, to_json(content_of(report)))
    replaced.is_newest(row, of=replaced.draft(report))
    press.set_render(row.pk)
