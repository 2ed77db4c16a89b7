"""A region's ways through a phase."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Milestone, Phase, Strand
from regions.history import Kind, record
from regions.models import Region, User


def add_main_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Strand | None:
    """The strand that every region has in a phase with milestones; none where there are none."""
    first = phase.milestones.first()
    if first is None or region.strands.filter(phase=phase, is_main=True).exists():
        return None
    return _add_strand(
        by=by, region=region, phase=phase, is_main=True, first=first, at=at, change_set=change_set
    )


def add_parallel_strand(
    *,
    by: User | None,
    region: Region,
    theme: str,
    first_milestone: Milestone,
    at: datetime | None = None,
) -> Strand:
    """A strand of its own theme that begins at a later milestone."""
    return _add_strand(
        by=by,
        region=region,
        phase=first_milestone.phase,
        is_main=False,
        first=first_milestone,
        theme=theme,
        at=at,
    )


def _add_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    is_main: bool,
    first: Milestone,
    theme: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Strand:
    number = 1 + region.strands.count()
    strand = Strand(region=region, phase=phase, number=number, is_main=is_main)
    return record(
        strand,
        by=by,
        expected=0,
        at=at,
        step=Kind.IMPORT if change_set else Kind.CHANGE,
        change_set=change_set,
        theme=theme,
        first_milestone=first,
        position=number,
    )


def check_place(strand: Strand, milestone: Milestone) -> None:
    """What lies before a parallel strand's first milestone belongs to the main strand."""
    other_phase = milestone.phase_id != strand.phase_id
    if other_phase or milestone.position < strand.first_milestone.position:
        raise ValidationError(_("This milestone does not belong to this strand."))
