"""What happened to a report, and the tick that handing it in speaks for."""

from dataclasses import dataclass
from datetime import datetime

from checkpoints.actions import assessment_of
from checkpoints.models import Status, Strand
from checkpoints.queries.content import worded_on
from regions import clock
from regions.reading import Reading
from regions.wording import Text, page_language
from reports.models import Report


@dataclass(frozen=True)
class StepFacts:
    """A revision of a report."""

    number: int
    at: datetime
    by: str  # empty: the system itself
    reason: str
    stage: str
    is_read: bool
    on_behalf: bool
    asked: bool
    edition: int  # the number of the newest edition then; 0: none
    handed_in_at: datetime | None  # that edition


@dataclass(frozen=True)
class Tick:
    """A checkpoint that is not met, and where its tick is sent."""

    where: tuple[str, int, str, str]  # region, strand, milestone, checkpoint, as in addresses
    text: Text
    revision: int  # that stands on the page


def step_facts(report: Report) -> tuple[StepFacts, ...]:
    """All revisions of a report, oldest first: 1 query."""
    rows = report.revisions.order_by("number").values_list(
        "number", "recorded_at", "by__name", "reason", "stage", "is_read", "on_behalf", "asked",
        "edition__number", "edition__handed_in_at",
    )  # fmt: skip
    return tuple(
        StepFacts(
            number, at, by or "", reason, stage, is_read, on_behalf, asked, edition or 0, when
        )
        for number, at, by, reason, stage, is_read, on_behalf, asked, edition, when in rows
    )


def proposed_tick(report: Report) -> Tick | None:
    """The checkpoint that the round's reports speak for, where it is still to be met: 3 queries.

    On the main strand; none where the round proposes nothing, and then without a query.
    """
    asking = report.round
    if asking.proposes_id is None:
        return None
    wordings = worded_on(Reading.today()).select_related("checkpoint__milestone")
    wording = wordings.filter(checkpoint=asking.proposes_id).first()
    main = Strand.objects.filter(
        region=report.region, phase=asking.event.phase, is_main=True
    ).first()
    if wording is None or main is None or not wording.checkpoint.in_use(clock.today()):
        return None
    row = assessment_of(main, wording)
    if row.status == Status.MET:
        return None
    milestone = wording.checkpoint.milestone.slug
    where = (report.region.slug, main.number, milestone, wording.checkpoint.slug)
    return Tick(where, wording.text(page_language()), row.revision)
