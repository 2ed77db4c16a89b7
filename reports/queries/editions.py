"""What was handed in, how it fared since, and what lies beside it in the region's chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.functional import Promise

from checkpoints.timeline import event_name
from reports.integrity import withdrawal_of
from reports.models import Edition, EditionFile, Report, Stage
from reports.queries.approved import was_approved
from reports.states import state_of_edition


@dataclass(frozen=True)
class EditionFacts:
    """An edition, and the last that became of it; withdrawn ones stay in the list."""

    number: int
    handed_in_at: datetime
    by: str
    on_behalf: bool
    why: str  # Markdown: the reason given with it; for those who read the region's drafts
    stage: Stage  # that it came to; DRAFT: the region took it back
    stage_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str
    state: str  # as signs and colours know it
    label: str | Promise


@dataclass(frozen=True)
class FileFacts:
    """The paper of an edition, without its bytes."""

    sha256: str
    size: int  # bytes
    made_at: datetime
    renderer: str


@dataclass(frozen=True)
class Neighbour:
    """The region's edition before or after one, of whichever round."""

    report: str  # «Rapport 1»
    number: int
    address: str


def editions_of(report: Report) -> tuple[EditionFacts, ...]:
    """All editions of a report, newest first: 2 queries."""
    rows = Edition.objects.filter(report=report).select_related("handed_in_by", "withdrawal")
    steps = list(_steps(report))
    fared, whys = _how_they_fared(steps), _why_handed_in(steps)
    found = rows.defer("content").annotate(was_approved=was_approved()).order_by("-number")
    return tuple(_facts(one, report, whys[one.pk], fared[one.pk]) for one in found)


def state_of(edition: Any, report: Report) -> tuple[str, str | Promise]:
    """What became of an edition of a report, as sign and words.

    It comes with its withdrawal and `was_approved`.
    """
    return state_of_edition(
        report.stage,
        is_newest=report.edition_id == edition.pk,
        is_withdrawn=withdrawal_of(edition) is not None,
        was_approved=edition.was_approved,
    )


def file_facts(edition: Edition) -> FileFacts | None:
    """What is known of the paper; None where it is not made yet: 1 query."""
    rows = EditionFile.objects.filter(edition=edition).annotate(size=Length("content"))
    found = rows.values_list("sha256", "size", "made_at", "renderer").first()
    return FileFacts(*found) if found else None


def paper_of(edition: Edition) -> EditionFile | None:
    """The paper itself: 1 query."""
    return EditionFile.objects.filter(edition=edition).first()


def neighbours(edition: Edition) -> tuple[Neighbour | None, Neighbour | None]:
    """What lies before and after it in the region's chain: 1 query."""
    beside = Edition.objects.filter(Q(pk=edition.previous_id) | Q(previous=edition))
    found = beside.select_related("report__round__event__phase", "region").defer("content")
    by_key = {one.pk: one for one in found}
    before = by_key.pop(edition.previous_id, None) if edition.previous_id else None
    after = next(iter(by_key.values()), None)
    return _neighbour(before), _neighbour(after)


type _Step = tuple[int, str, datetime, str]  # the newest edition then, stage, moment, reason


def _steps(report: Report) -> Iterable[_Step]:
    """All that was done with a report from its first edition on, oldest first: 1 query."""
    rows = report.revisions.exclude(edition=None).order_by("number")
    return rows.values_list("edition_id", "stage", "recorded_at", "reason")


def _why_handed_in(steps: Iterable[_Step]) -> dict[int, str]:
    """The reason given with each edition: it is there from the step that hands it in."""
    return {edition: next(run)[3] for edition, run in groupby(steps, key=lambda step: step[0])}


def _how_they_fared(steps: Iterable[_Step]) -> dict[int, tuple[Stage, datetime]]:
    """The last stage that each edition came to, and when."""
    fared = {}
    for (edition, stage), run in groupby(steps, key=lambda step: step[:2]):
        fared[edition] = Stage(stage), next(run)[2]
    return fared


def _facts(
    edition: Edition, report: Report, why: str, fared: tuple[Stage, datetime]
) -> EditionFacts:
    withdrawal, (stage, stage_at) = withdrawal_of(edition), fared
    state, label = state_of(edition, report)
    return EditionFacts(
        number=edition.number,
        handed_in_at=edition.handed_in_at,
        by=edition.handed_in_by.name,
        on_behalf=edition.on_behalf,
        why=why,
        stage=stage,
        stage_at=stage_at,
        withdrawn_at=withdrawal.at if withdrawal else None,
        withdrawn_why=withdrawal.reason if withdrawal else "",
        state=state,
        label=label,
    )


def _neighbour(edition: Edition | None) -> Neighbour | None:
    if edition is None:
        return None
    event = edition.report.round.event
    where = [edition.region.slug, event.phase.slug, event.slug, edition.number]
    return Neighbour(event_name(event), edition.number, reverse("reports:edition", args=where))
