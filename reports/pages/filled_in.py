"""What a report takes from the checkpoints by itself, and what may be worth a look before that."""

from dataclasses import dataclass
from datetime import datetime

from checkpoints.region_progress import MilestoneProgress, RegionProgress, region_progress
from checkpoints.rows import CheckpointRow
from regions import clock
from regions.reading import Reading
from reports.access import ReportPlace
from reports.queries.agreements import AgreementLine, agreements_of
from reports.queries.content import read_on
from reports.queries.drafts import handed_in_before
from reports.queries.evidence import evidence_count


@dataclass(frozen=True)
class Untouched:
    """Checkpoints at a milestone that are begun and open, and nobody has touched for a report."""

    at: MilestoneProgress
    rows: tuple[CheckpointRow, ...]


@dataclass(frozen=True)
class FilledIn:
    """What the report takes from the checkpoints by itself, as of the day it is read."""

    progress: RegionProgress
    agreements: tuple[AgreementLine, ...]  # what is open of it
    evidence: int | None  # how many pieces are listed; None where the round wants no list
    since: datetime | None  # when the region last handed in to an earlier round

    @property
    def untouched(self) -> tuple[Untouched, ...]:
        """What may be worth a look, as nobody changed or confirmed it since the last report."""
        found = (
            Untouched(one, tuple(row for row in one.open_rows if self._is_untouched(row)))
            for one in self.progress.all_milestones
            if not one.cell.closed
        )
        return tuple(one for one in found if one.rows)

    @property
    def untouched_count(self) -> int:
        return sum(len(one.rows) for one in self.untouched)

    def _is_untouched(self, row: CheckpointRow) -> bool:
        at = row.assessment.reviewed_at
        return bool(self.since and at and at <= self.since)


def filled_in(place: ReportPlace, language: str) -> FilledIn:
    """11 queries."""
    reading = Reading.as_of(read_on(place.round, clock.today()))
    progress = region_progress(place.region, place.event.phase, reading, language)
    return FilledIn(
        progress=progress,
        agreements=tuple(one for one in agreements_of(place.region) if one.is_open),
        evidence=evidence_count(progress) if place.round.lists_evidence else None,
        since=handed_in_before(place.report),
    )
