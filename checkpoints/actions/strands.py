"""A region's ways through a phase."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Milestone, Phase, Strand
from regions.history import How, record
from regions.models import Region, User


def add_main_strand(
    *, by: User | None, region: Region, phase: Phase, **how: Unpack[How]
) -> Strand | None:
    """The strand that every region has in a phase with milestones; none where there are none."""
    first = phase.milestones.first()
    if first is None or region.strands.filter(phase=phase, is_main=True).exists():
        return None
    return _add_strand(by=by, region=region, phase=phase, is_main=True, first=first, **how)


def add_parallel_strand(
    *,
    by: User | None,
    region: Region,
    theme: str,
    first_milestone: Milestone,
    **how: Unpack[How],
) -> Strand:
    """A strand of its own theme that begins at a later milestone."""
    return _add_strand(
        by=by,
        region=region,
        phase=first_milestone.phase,
        is_main=False,
        first=first_milestone,
        theme=theme,
        **how,
    )


def _add_strand(
    *,
    by: User | None,
    region: Region,
    phase: Phase,
    is_main: bool,
    first: Milestone,
    theme: str = "",
    **how: Unpack[How],
) -> Strand:
    number = 1 + region.strands.count()
    strand = Strand(region=region, phase=phase, number=number, is_main=is_main)
    return record(
        strand,
        by=by,
        expected=0,
        **how,
        theme=theme,
        first_milestone=first,
        position=number,
    )


def check_place(strand: Strand, milestone: Milestone) -> None:
    """What lies before a parallel strand's first milestone belongs to the main strand."""
    other_phase = milestone.phase_id != strand.phase_id
    if other_phase or milestone.position < strand.first_milestone.position:
        raise ValidationError(_("This milestone does not belong to this strand."))


def belongs(person: User, strand: Strand) -> bool:
    """Whether someone is of the region that a strand is of."""
    return person.memberships.filter(region=strand.region_id, removed=False).exists()
