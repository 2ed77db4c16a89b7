"""What the milestone page is made from, as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from checkpoints.access import Place
from checkpoints.models import Decision, Plan
from checkpoints.queries import Reading
from checkpoints.region_progress import MilestoneProgress, RegionProgress, region_progress
from regions.history import Versioned


@dataclass(frozen=True)
class MilestonePage:
    """A milestone on a strand, and the way through its strand: earlier steps are the main one's."""

    steps: tuple[MilestoneProgress, ...]
    here: MilestoneProgress
    progress: RegionProgress

    @property
    def next(self) -> MilestoneProgress | None:
        later = [one for one in self.steps if one.milestone.position > self.here.milestone.position]
        return later[0] if later else None


def milestone_page(place: Place, language: str) -> MilestonePage:
    """A milestone's page as it stands today: 7 queries."""
    progress = region_progress(place.region, place.strand.phase, Reading.today(), language)
    own = next(one for one in progress.strands if one.facts.pk == place.strand.pk)
    main = progress.main
    before = () if main is None or own is main else main.milestones
    first = own.facts.first_position
    steps = (*(one for one in before if one.milestone.position < first), *own.milestones)
    here = next(one for one in own.milestones if one.milestone.pk == place.milestone.pk)
    return MilestonePage(steps, here, progress)


def planned_and_decided(place: Place) -> Mapping[Versioned, str]:
    """The plan and the decisions at a milestone, removed ones too, each with what to call it."""
    plan = Plan.objects.filter(strand=place.strand, milestone=place.milestone)
    decisions = Decision.objects.filter(strand=place.strand, milestone=place.milestone)
    return {
        **{row: _("Plan") for row in plan},
        **{row: _("Decision by %(body)s") % {"body": row.body} for row in decisions},
    }
